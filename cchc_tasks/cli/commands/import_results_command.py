"""`import --results`: a unit's returned table updates what it reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cchc_tasks.cli.commands import words as command_words
from cchc_tasks.cli.date_input import required_day, shown_moment
from cchc_tasks.days import day_in_sentence
from cchc_tasks.errors import ConflictError, UsageError
from cchc_tasks.messages import act_words
from cchc_tasks.messages.problem_messages import explanation_of
from cchc_tasks.model.returned_results import CellDifference, Conflict, ResultsReport, ResultsRequest
from cchc_tasks.plans import words as import_words
from cchc_tasks.tracking.views import task_as_json
from cchc_tasks.worksheets import results_words as words
from cchc_tasks.worksheets import words as worksheet_words
from cchc_tasks.worksheets.results_import import import_results
from cchc_tasks.worksheets.views import name_of, result_lists, who_changed

if TYPE_CHECKING:
    from collections.abc import Callable

    from cchc_tasks.cli.context import CommandContext

_SHOWN = 40


def take_results(
    context: CommandContext,
    files: Sequence[Path],
    reported_on: date | None,
    options: dict[str, Any],
    mapping: dict[str, str],
    *,
    as_json: bool,
) -> None:
    """Take each returned table in and say what it changed and what was left."""
    if reported_on is None and context.is_interactive:
        reported_on = _ask_day(context)
    if reported_on is None:
        context.say(words.taken_today(day_in_sentence(context.today)))
    is_stuck = False
    for path in files:
        request = ResultsRequest(
            path=path,
            code=options["code"],
            reported_on=reported_on,
            sheet=options["sheet"],
            table=options["table"],
            mapping=mapping,
            dry_run=options["dry_run"],
        )
        with context.progress() as progress:
            ask = _conflict_question(context, progress.erase, take_file=options["take_file"])
            report = import_results(context.database, request, context.act(), ask, progress.show, context.rules)
        if as_json:
            context.write_json(_as_json(report))
        else:
            _write_report(context, report)
        is_stuck = is_stuck or report.is_stuck
    if is_stuck:
        context.exit(ConflictError.exit_code)


def _ask_day(context: CommandContext) -> date | None:
    while True:
        typed = context.ask(words.ask_day())
        if not typed:
            return None
        try:
            return required_day(typed)
        except UsageError as error:
            context.say(*explanation_of(error))


def _conflict_question(
    context: CommandContext, erase: Callable[[], None], *, take_file: bool
) -> Callable[[Conflict], bool] | None:
    """What decides about a conflict: the option, the person, or nobody: then the newer entry stays."""
    if take_file:
        return lambda _: True
    if not context.is_interactive:
        return None

    def ask(conflict: Conflict) -> bool:
        erase()
        task, cell = conflict.task, conflict.cell
        ref = f"{task.plan}/{task.ref}"
        if cell:
            who = who_changed(cell, shown_moment)
            typed = context.ask(worksheet_words.ask_cell(ref, task.title, cell.column, cell.now, who, cell.said))
        else:
            typed = context.ask(words.ask_conflict(ref, task.title, conflict.why, conflict.row.result))
        return typed.lower() in command_words.YES

    return ask


def _write_report(context: CommandContext, report: ResultsReport) -> None:
    context.answer(words.summary(report.matched, report.total, stored=report.stored or not report.updated))
    context.answer(words.updated(len(report.updated), report.unchanged, report.silent))
    context.out.flush()
    for heading, lines in result_lists(report, shown_moment):
        if lines:
            context.say(heading(len(lines)), *lines[:_SHOWN])
            if len(lines) > _SHOWN:
                context.say(import_words.and_more(len(lines) - _SHOWN))
    if any(not conflict.taken for conflict in report.conflicts):
        context.say(worksheet_words.conflicts_hint() if report.is_worksheet else words.conflicts_hint())
    if report.stored:
        context.say(act_words.take_back_hint())
    elif report.is_stuck:
        context.say(worksheet_words.stuck())
    elif not report.updated and not report.conflicts:
        context.say(words.nothing_new())


def _cell(cell: CellDifference | None) -> dict[str, Any]:
    """The cell of a conflict; absent values are null, as where a whole row is meant."""
    return {
        "column": cell.column if cell else None,
        "before": cell.before if cell else None,
        "now": cell.now if cell else None,
        "sheet": cell.said if cell else None,
        "changed_at": (cell.changed_at or None) if cell else None,
        "changed_by": (cell.changed_by or None) if cell else None,
    }


def _as_json(report: ResultsReport) -> dict[str, Any]:
    return {
        "plan": report.plan,
        "file": report.file,
        "stored": report.stored,
        "change": str(report.change_id) if report.change_id else None,
        "reported_on": report.reported_on.isoformat(),
        "tasks": report.total,
        "matched": report.matched,
        "updated": [task_as_json(task) for task in report.updated],
        "unchanged": report.unchanged,
        "silent": report.silent,
        "conflicts": [
            {"ref": f"{c.task.plan}/{c.task.ref}", "row": c.row.row, "why": c.why, "taken": c.taken, **_cell(c.cell)}
            for c in report.conflicts
        ],
        "changes": [
            {
                "ref": f"{c.task.plan}/{c.task.ref}",
                "row": c.row.row,
                "column": c.column,
                "before": c.before or None,
                "after": c.after,
            }
            for c in report.changes
        ],
        "refused": [{"ref": name_of(r), "row": r.row.row, "why": r.why} for r in report.refused],
        "strangers": [{"no": row.no, "row": row.row, "title": row.title} for row in report.strangers],
        "differences": [
            {"ref": f"{task.plan}/{task.ref}", "differences": list(parts)} for task, parts in report.differences
        ],
        "notices": [{"code": n.code, "row": n.row, "message": n.message} for n in report.notices],
    }
