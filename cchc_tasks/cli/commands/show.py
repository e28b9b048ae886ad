"""`show`: everything about one task, with why this date and why this colour."""

from __future__ import annotations

from collections.abc import Iterator

import click

from cchc_tasks.cli.command import Command, csv_option, json_option
from cchc_tasks.cli.completion_values import complete_plans, complete_refs
from cchc_tasks.cli.context import App
from cchc_tasks.cli.date_input import shown_moment, typed_day
from cchc_tasks.cli.table_output import write_csv, write_json
from cchc_tasks.days import day
from cchc_tasks.messages import status_words
from cchc_tasks.model.task import Task
from cchc_tasks.plans.plan_lookup import find_tasks
from cchc_tasks.text_cells import clean, wrap
from cchc_tasks.tracking import words
from cchc_tasks.tracking.task_sheet import sheet_lines
from cchc_tasks.tracking.task_wording import explain_due_date, explain_timing, timing_text
from cchc_tasks.tracking.views import task_as_json

#: How far lines are set in, by depth: below a numbered milestone under its first letter.
_MARGINS = (0, 2, 4, 7)
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
        write_csv(app.out, words.SHOW_CSV_COLUMNS, (row for task in tasks for row in _csv_rows(task)))
        return
    width = app.width or _PIPE_WIDTH
    app.out.write("\n\n".join("\n".join(_lines(task, width)) for task in tasks) + "\n")


def _csv_rows(task: Task) -> Iterator[tuple[str, ...]]:
    """One row a milestone, with why this date and why this colour."""
    of_task = (f"{task.plan}/{task.ref}", task.title, task.lead_text, task.deadline_text)
    for milestone in task.milestones:
        due = day(milestone.due) if milestone.due else ""
        reasons = timing_text(milestone, task), explain_due_date(milestone, task), explain_timing(milestone, task)
        yield (*of_task, milestone.label or "", due, *reasons, status_words.STATUS_WORDS[task.status], task.result_text)


def _lines(task: Task, width: int) -> Iterator[str]:
    for depth, text in sheet_lines(task, shown_moment(task.changed_at)):
        margin = _MARGINS[depth]
        for line in wrap(clean(text), max(20, width - margin - 1)):
            yield " " * margin + line
