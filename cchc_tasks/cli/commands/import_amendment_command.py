"""`import --update`: an amended plan; the difference is shown, then applied as one change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cchc_tasks.cli.commands import words as command_words
from cchc_tasks.cli.date_input import typed_day
from cchc_tasks.cli.table_output import OutputColumn
from cchc_tasks.days import day_in_sentence
from cchc_tasks.errors import AppError, ConflictError, UsageError
from cchc_tasks.messages import act_words
from cchc_tasks.model.amendment import AmendmentReport, AmendmentRequest
from cchc_tasks.plans import words as import_words
from cchc_tasks.plans.amending import words
from cchc_tasks.plans.amending.amendment_import import apply_amendment, preview_amendment, read_amendment
from cchc_tasks.plans.amending.views import amendment_as_json, counts_of, difference_lines

if TYPE_CHECKING:
    from cchc_tasks.cli.context import CommandContext
    from cchc_tasks.model.deadline import Period

#: The options that only an amendment takes, as they are typed.
_OPTIONS = {"evidence": "--evidence", "on": "--on", "yes": "--yes", "match": "--match"}
_SHOWN_NOTICES = 40


def refuse_amending_options(options: dict[str, Any]) -> None:
    """Raise UsageError where an option is given that says nothing without --update."""
    for name, typed in _OPTIONS.items():
        if options[name]:
            raise UsageError(*command_words.only_with_update(typed))


def typed_matches(typed: Sequence[str]) -> dict[str, str]:
    """Return what `--match OLD=NEW` says, by the old task; raises UsageError for another shape."""
    matches = {}
    for text in typed:
        ours, equals, theirs = text.partition("=")
        if not equals or not ours.strip():
            raise UsageError(*words.bad_match(text))
        matches[ours.strip()] = theirs.strip()
    return matches


def take_amendment(
    context: CommandContext,
    files: Sequence[Path],
    period: Period | None,
    options: dict[str, Any],
    mapping: dict[str, str],
    *,
    as_json: bool,
) -> None:
    """Show what the amended plan changes, and apply it once the person agrees."""
    if len(files) != 1:
        raise UsageError(*command_words.one_amended_file())
    if options["results"]:
        raise UsageError(*command_words.update_or_results())
    request = _request(context, files[0], period, options, mapping)
    with context.progress() as progress:
        amendment = read_amendment(context.database, request, context.act(), progress.show)
        report = preview_amendment(context.database, amendment)
    if not as_json:
        _print_difference(context, report)
    refusal: AppError | None = None
    if not (options["dry_run"] or report.is_empty):
        refusal = _refusal(report, can_ask=context.is_interactive and not as_json, yes=options["yes"])
        if refusal is None:
            if not options["yes"]:
                _ask_to_apply(context, report)
            report = apply_amendment(context.database, amendment, context.act())
            _say_applied(context, report, as_json=as_json)
    if as_json:
        context.write_json(amendment_as_json(report))
    if refusal is not None:
        context.out.flush()
        raise refusal


def _request(
    context: CommandContext, path: Path, period: Period | None, options: dict[str, Any], mapping: dict[str, str]
) -> AmendmentRequest:
    return AmendmentRequest(
        path=path,
        evidence=options["evidence"],
        code=options["code"],
        title=options["title"],
        period=period,
        on=typed_day(context, options["on"], options["code"]) if options["on"] else None,
        sheet=options["sheet"],
        table=options["table"],
        mapping=mapping,
        matches=typed_matches(options["match"]),
    )


def _refusal(report: AmendmentReport, *, can_ask: bool, yes: bool) -> AppError | None:
    """Why the difference cannot be applied now: rows that are not sure, or nobody who could agree to it."""
    if report.unsure:
        return ConflictError(*words.unsure_left(len(report.unsure)))
    return None if yes or can_ask else UsageError(*command_words.amendment_confirmation_needed())


def _ask_to_apply(context: CommandContext, report: AmendmentReport) -> None:
    """Let the person at the terminal agree; anything but a yes stops the command."""
    context.out.flush()
    typed = context.ask(words.ask_to_apply(report.plan, day_in_sentence(report.day)))
    if typed.lower() not in words.YES:
        raise click.Abort


def _print_difference(context: CommandContext, report: AmendmentReport) -> None:
    """Print the difference as a table, with the counts and the notices beside it."""
    if report.is_empty:
        context.answer(words.nothing_different(report.plan, report.file))
    else:
        weights = (1, 1, 3, 3)
        columns = [
            OutputColumn(title, weight=weight, wrap=place > 1)
            for place, (title, weight) in enumerate(zip(words.COLUMNS, weights, strict=True))
        ]
        context.write_table(columns, difference_lines(report))
        context.out.flush()
        context.say(_summary(report))
    lines = [import_words.notice_line(notice.row, notice.message) for notice in report.notices]
    if lines:
        context.say(import_words.notices_heading(len(lines)), *lines[:_SHOWN_NOTICES])
        if len(lines) > _SHOWN_NOTICES:
            context.say(import_words.and_more(len(lines) - _SHOWN_NOTICES))


def _say_applied(context: CommandContext, report: AmendmentReport, *, as_json: bool) -> None:
    """Say what was recorded and how to take it back; as JSON the report itself is the answer."""
    sentences = (_summary(report), act_words.take_back_hint()) if report.stored else ()
    (context.say if as_json else context.answer)(*sentences)
    context.say(*(notice.message for notice in report.notices if notice.code == "applied"))


def _summary(report: AmendmentReport) -> str:
    counts = words.counted(counts_of(report), report.unchanged)
    return words.summary(report.plan, day_in_sentence(report.day), counts, stored=report.stored)
