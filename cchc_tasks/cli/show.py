"""`show`: everything about one task, with why this date and why this colour."""

from __future__ import annotations

from collections.abc import Iterator

import click

from cchc_tasks.cli.app import App
from cchc_tasks.cli.commands import Command, csv_option, json_option
from cchc_tasks.cli.completing import complete_plans, complete_refs
from cchc_tasks.cli.dates import shown_moment, typed_day
from cchc_tasks.cli.layout import wrap
from cchc_tasks.cli.tables import clean, write_csv, write_json
from cchc_tasks.model.tasks import Milestone, Task
from cchc_tasks.services.as_json import task_as_json
from cchc_tasks.services.explaining import timing_in_words, what_is_now_true, why_this_colour, why_this_date
from cchc_tasks.services.looking import find_tasks
from cchc_tasks.wording import show as words
from cchc_tasks.wording import states
from cchc_tasks.wording.days import day

_INDENT = 2
_PIPE_WIDTH = 100


@click.command("show", cls=Command, help="Xem một nhiệm vụ: lời in, các mốc, vì sao có ngày này, vì sao quá hạn.")
@click.argument("refs", nargs=-1, required=True, metavar="REF…", shell_complete=complete_refs)
@click.option(
    "--plan",
    metavar="CODE",
    default="",
    help="Kế hoạch, khi nhiều kế hoạch có cùng số.",
    shell_complete=complete_plans,
)
@click.option("--as-of", metavar="DATE", help="Xem tình hình vào ngày này (mặc định: hôm nay).")
@json_option
@csv_option
@click.pass_obj
def command(app: App, /, refs: tuple[str, ...], plan: str, as_of: str | None, **options: bool) -> None:
    """Print the tasks in full."""
    looked_at = typed_day(app, as_of, plan) if as_of else app.today
    tasks = find_tasks(app.database, refs, looked_at, plan, app.rules)
    if options["as_json"]:
        write_json(app.out, map(task_as_json, tasks), indent=app.width is not None)
        return
    if options["as_csv"]:
        write_csv(app.out, words.CSV_COLUMNS, (row for task in tasks for row in _csv_rows(task)))
        return
    width = app.width or _PIPE_WIDTH
    app.out.write("\n\n".join("\n".join(_lines(task, width)) for task in tasks) + "\n")


def _csv_rows(task: Task) -> Iterator[tuple[str, ...]]:
    """One row a milestone, with why this date and why this colour."""
    of_task = (f"{task.plan}/{task.ref}", task.title, task.lead_text, task.deadline_text)
    for milestone in task.milestones:
        due = day(milestone.due) if milestone.due else ""
        reasons = (timing_in_words(milestone, task), why_this_date(milestone, task), why_this_colour(milestone, task))
        yield (*of_task, milestone.label or "", due, *reasons, states.STATUS_WORDS[task.status], task.result_text)


def _lines(task: Task, width: int) -> Iterator[str]:
    yield from _wrapped(f"{task.plan}/{task.ref}  {task.title}", width, 0)
    state = f"{states.STATUS_GLYPHS[task.status]} {what_is_now_true(task)}"
    for label, text in (
        (words.SECTION, " ".join(filter(None, (task.section_no, task.section_title)))),
        (words.STATUS, f"{state} ({words.on_day(day(task.as_of))})"),
        (words.LEAD, "; ".join(task.lead_units) or task.lead_text),
        (words.SUPPORT, "; ".join(task.support_units) or task.support_text),
        (words.DEADLINE, task.deadline_text),
    ):
        yield from _field(label, text, width)
    yield f"{' ' * _INDENT}{words.MILESTONES}:"
    for milestone in task.milestones:
        yield from _milestone_lines(milestone, task, width)
    progress = f"{task.progress.done}/{task.progress.total}" if task.progress else ""
    for label, text in (
        (words.RESULT, task.result_text),
        (words.PROGRESS, progress),
        (words.DIFFICULTY, task.difficulty),
        (words.PROPOSAL, task.proposal),
        (words.NOTE, task.note),
        (words.EVIDENCE, "\n".join(task.evidence)),
        (words.GIVEN_BY, task.given_by),
        (words.ACTIVITIES, task.activities),
        (words.OUTPUTS, task.outputs),
        (words.REVIEW, "\n".join(task.review)),
        (words.SOURCE, words.source(task.source.file, task.source.row) if task.source else ""),
        (words.CHANGED, words.changed(shown_moment(task.changed_at), task.changed_by)),
    ):
        yield from _field(label, text, width)


def _milestone_lines(milestone: Milestone, task: Task, width: int) -> Iterator[str]:
    timing = timing_in_words(milestone, task)
    name = f"{milestone.label}: " if milestone.label else ""
    glyph = "●" if milestone.closed else "○"
    yield from _wrapped(f"{milestone.n}. {glyph} {name}{timing or states.TIMING_WORDS['in_time']}", width, 2 * _INDENT)
    for sentence in (why_this_date(milestone, task), why_this_colour(milestone, task)):
        yield from _wrapped(sentence, width, 3 * _INDENT + 1)


def _field(label: str, text: str, width: int) -> Iterator[str]:
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) == 1:
        yield from _wrapped(f"{label}: {lines[0].strip()}", width, _INDENT)
    elif lines:
        yield f"{' ' * _INDENT}{label}:"
        for line in lines:
            yield from _wrapped(line.strip(), width, 2 * _INDENT)


def _wrapped(text: str, width: int, indent: int) -> Iterator[str]:
    for line in wrap(clean(text), max(20, width - indent - 1)):
        yield " " * indent + line
