"""The commands that print tasks: `list` (in printed order) and `show` (one task in full)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from cchc_tasks.cli.command import Command
from cchc_tasks.cli.completion_values import complete_plans, complete_refs
from cchc_tasks.cli.context import CommandContext
from cchc_tasks.cli.date_input import shown_moment, typed_day
from cchc_tasks.cli.filter_options import csv_option, filter_options, json_option, take_filters
from cchc_tasks.cli.table_output import OutputColumn
from cchc_tasks.days import day as shown_day
from cchc_tasks.days import day_in_sentence
from cchc_tasks.errors import UsageError
from cchc_tasks.messages import list_words as words
from cchc_tasks.messages import status_words
from cchc_tasks.model.filters import first_rows
from cchc_tasks.model.task import Task
from cchc_tasks.plans.plan_lookup import find_tasks, list_drafts, list_tasks_naming
from cchc_tasks.plans.rollover import words as draft_words
from cchc_tasks.text_cells import clean, wrap
from cchc_tasks.tracking import words as tracking_words
from cchc_tasks.tracking.task_description import (
    due_text,
    explain_due_date,
    explain_timing,
    sheet_lines,
    status_text,
    task_timing_text,
    timing_text,
)
from cchc_tasks.tracking.views import task_as_json


@click.command("list", cls=Command, help="Danh sách nhiệm vụ, theo thứ tự in trong kế hoạch.")
@filter_options()
@click.option(
    "--criterion", metavar="N", default="", help="Chỉ nhiệm vụ nêu tiêu chí này hoặc tiêu chí con của nó, ví dụ 3.1.4."
)
@json_option
@csv_option
@click.pass_obj
def list_command(context: CommandContext, /, criterion: str, **options: Any) -> None:
    """Print one row a task."""
    as_json, as_csv = options.pop("as_json"), options.pop("as_csv")
    filters, day = take_filters(context, options)
    if filters.plan and filters.plan.strip().upper() in list_drafts(context.database):
        from cchc_tasks.cli.commands.plan_commands import print_draft  # a list of tasks in force needs none of it

        if criterion:
            raise UsageError(*draft_words.filters_of_draft(filters.plan.strip().upper()))
        print_draft(context, filters.plan, filters, as_json=as_json, as_csv=as_csv)
        return
    found = list_tasks_naming(context.database, criterion, filters._replace(limit=None), day, context.rules)
    several = len({task.plan for task in found}) > 1  # also where only the first rows are printed
    tasks = first_rows(found, filters.limit)
    rows = (_row(task, several) for task in tasks)
    if as_json:
        context.write_json(map(task_as_json, tasks))
    elif as_csv:
        context.write_csv(words.LIST_COLUMNS, rows)
    elif tasks:
        context.write_table(_columns(), rows)
    context.say(words.task_count(len(tasks), tasks.total) if tasks else words.nothing_listed(day_in_sentence(day)))


def _columns() -> list[OutputColumn]:
    number, title, unit, due, timing, status = words.LIST_COLUMNS
    return [
        OutputColumn(number, wrap=False, maximum=14),
        OutputColumn(title, weight=4, minimum=18),
        OutputColumn(unit, weight=2, minimum=10),
        OutputColumn(due, weight=1, minimum=10),
        OutputColumn(timing, weight=1, minimum=10),
        OutputColumn(status, weight=1, minimum=10),
    ]


def _row(task: Task, several: bool) -> tuple[str, ...]:
    return (
        f"{task.plan}/{task.ref}" if several else _number(task),
        task.title,
        task.lead_text,
        due_text(task),
        task_timing_text(task),
        f"{status_words.STATUS_GLYPHS[task.status]} {status_text(task)}",
    )


def _number(task: Task) -> str:
    """The printed number, or what the task is called where the number alone is not unique."""
    return task.no if task.no.rstrip(".)") == task.ref else task.ref


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
def show_command(
    context: CommandContext, /, refs: tuple[str, ...], plan: str, as_of: str | None, **options: bool
) -> None:
    """Print the tasks in full."""
    day = typed_day(context, as_of, plan) if as_of else context.today
    tasks = find_tasks(context.database, refs, day, plan, context.rules)
    if options["as_json"]:
        context.write_json(map(task_as_json, tasks))
        return
    if options["as_csv"]:
        context.write_csv(tracking_words.SHOW_CSV_COLUMNS, (row for task in tasks for row in _csv_rows(task)))
        return
    width = context.width or _PIPE_WIDTH
    context.out.write("\n\n".join("\n".join(_sheet_lines(task, width)) for task in tasks) + "\n")


def _csv_rows(task: Task) -> Iterator[tuple[str, ...]]:
    """One row a milestone, with why this date and why this colour."""
    of_task = (f"{task.plan}/{task.ref}", task.title, task.lead_text, task.deadline_text)
    for milestone in task.milestones:
        due = shown_day(milestone.due) if milestone.due else ""
        reasons = (timing_text(milestone, task), explain_due_date(milestone, task), explain_timing(milestone, task))
        yield (*of_task, milestone.label or "", due, *reasons, status_words.STATUS_WORDS[task.status], task.result_text)


def _sheet_lines(task: Task, width: int) -> Iterator[str]:
    for depth, text in sheet_lines(task, shown_moment(task.changed_at)):
        margin = _MARGINS[depth]
        for line in wrap(clean(text), max(20, width - margin - 1)):
            yield " " * margin + line
