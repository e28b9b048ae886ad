"""`list`: the tasks of the plans in printed order."""

from __future__ import annotations

from typing import Any

import click

from cchc_tasks.cli.command import Command, csv_option, filter_options, json_option, take_filters
from cchc_tasks.cli.context import App
from cchc_tasks.cli.table_output import Column, write_csv, write_json, write_table
from cchc_tasks.days import day_in_sentence
from cchc_tasks.errors import UsageError
from cchc_tasks.messages import list_words as words
from cchc_tasks.messages import status_words
from cchc_tasks.model.filters import first_rows
from cchc_tasks.model.task import Task
from cchc_tasks.plans import remedy_words
from cchc_tasks.plans.plan_lookup import list_drafts, list_tasks_naming
from cchc_tasks.plans.rollover import words as draft_words
from cchc_tasks.tracking.task_wording import due_text, status_text, task_timing_text
from cchc_tasks.tracking.views import task_as_json


@click.command("list", cls=Command, help="Danh sách nhiệm vụ, theo thứ tự in trong kế hoạch.")
@filter_options()
@click.option("--criterion", metavar="N", default="", help=remedy_words.HELP_CRITERION)
@json_option
@csv_option
@click.pass_obj
def command(app: App, /, criterion: str, **options: Any) -> None:
    """Print one row a task."""
    as_json, as_csv = options.pop("as_json"), options.pop("as_csv")
    filters, day = take_filters(app, options)
    if filters.plan and filters.plan.strip().upper() in list_drafts(app.database):
        from cchc_tasks.cli.commands.drafts import print_draft  # what a list of tasks in force does without

        if criterion:
            raise UsageError(*draft_words.filters_of_draft(filters.plan.strip().upper()))
        print_draft(app, filters.plan, filters, as_json=as_json, as_csv=as_csv)
        return
    found = list_tasks_naming(app.database, criterion, filters._replace(limit=None), day, app.rules)
    several = len({task.plan for task in found}) > 1  # also where only the first rows are printed
    tasks = first_rows(found, filters.limit)
    rows = (_row(task, several) for task in tasks)
    if as_json:
        write_json(app.out, map(task_as_json, tasks), indent=app.width is not None)
    elif as_csv:
        write_csv(app.out, words.LIST_COLUMNS, rows)
    elif tasks:
        write_table(app.out, _columns(), rows, width=app.width, color=app.color)
    app.say(words.task_count(len(tasks), tasks.total) if tasks else words.nothing_listed(day_in_sentence(day)))


def _columns() -> list[Column]:
    number, title, unit, due, timing, status = words.LIST_COLUMNS
    return [
        Column(number, wrap=False, maximum=14),
        Column(title, weight=4, minimum=18),
        Column(unit, weight=2, minimum=10),
        Column(due, weight=1, minimum=10),
        Column(timing, weight=1, minimum=10),
        Column(status, weight=1, minimum=10),
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
