"""`plans`: the plans in force."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from cchc_tasks.cli.command import Command, csv_option, filter_options, json_option, refuse_unheeded, take_filters
from cchc_tasks.cli.commands.drafts import print_drafts
from cchc_tasks.cli.context import App
from cchc_tasks.cli.table_output import Column, write_csv, write_json, write_table
from cchc_tasks.days import day as day_words
from cchc_tasks.days import day_in_sentence
from cchc_tasks.messages import list_words as words
from cchc_tasks.messages.lookup_words import no_plan_yet
from cchc_tasks.model.filters import Filters, first_rows
from cchc_tasks.plans.amending import words as amendment_words
from cchc_tasks.plans.plan_history import list_removed_tasks
from cchc_tasks.plans.plan_lookup import list_drafts, list_plans
from cchc_tasks.plans.rollover import words as rollover_words
from cchc_tasks.tracking.views import plan_as_json


@click.command("plans", cls=Command, help="Các kế hoạch đang có.")
@click.option("--removed", is_flag=True, help=amendment_words.HELP_REMOVED)
@click.option("--drafts", is_flag=True, help=rollover_words.HELP_DRAFTS)
@filter_options(sort=False)
@json_option
@csv_option
@click.pass_obj
def command(app: App, /, removed: bool, drafts: bool, as_json: bool, as_csv: bool, **options: Any) -> None:
    """Print one row a plan, or one a task that left its plan."""
    filters, looked_at = take_filters(app, options)
    if drafts or removed:
        refuse_unheeded(filters, "--drafts" if drafts else "--removed", "plan", "limit")
    if drafts:
        print_drafts(app, filters, as_json=as_json, as_csv=as_csv)
        return
    if removed:
        _print_removed(app, filters, looked_at, as_json=as_json, as_csv=as_csv)
        return
    plans = list_plans(app.database, looked_at, filters)
    rows = [(plan.code, plan.title, day_words(plan.first), day_words(plan.last), str(plan.tasks)) for plan in plans]
    if as_json:
        write_json(app.out, map(plan_as_json, plans), indent=app.width is not None)
    elif as_csv:
        write_csv(app.out, words.PLAN_COLUMNS, rows)
    elif plans:
        code, title, first, last, tasks = words.PLAN_COLUMNS
        columns = [
            Column(code, wrap=False),
            Column(title, weight=4),
            Column(first, wrap=False),
            Column(last, wrap=False),
        ]
        columns.append(Column(tasks, align="right"))
        write_table(app.out, columns, rows, width=app.width, color=app.color)
    if plans:
        app.say(words.plan_count(len(plans), plans.total))
    else:
        app.say(words.no_such_plan(day_in_sentence(looked_at)) if list_plans(app.database) else no_plan_yet())
    if codes := list_drafts(app.database):
        app.say(rollover_words.drafts(codes))


def _print_removed(app: App, filters: Filters, day: date, *, as_json: bool, as_csv: bool) -> None:
    """Print the tasks that left their plans by the day, with the document that left them out."""
    codes = [filters.plan] if filters.plan else [plan.code for plan in list_plans(app.database, day)]
    left = [(code.upper(), gone) for code in codes for gone in list_removed_tasks(app.database, code, None, day)]
    found = first_rows(left, filters.limit)
    rows = [
        (f"{code}/{gone.ref}", gone.title, day_words(gone.day) if gone.day else "", gone.document)
        for code, gone in found
    ]
    if as_json:
        shown = (
            {
                "ref": f"{code}/{gone.ref}",
                "plan": code,
                "title": gone.title,
                "left_on": gone.day.isoformat() if gone.day else None,
                "document": gone.document,
            }
            for code, gone in found
        )
        write_json(app.out, shown, indent=app.width is not None)
    elif as_csv:
        write_csv(app.out, amendment_words.REMOVED_COLUMNS, rows)
    elif rows:
        weights = (1, 3, 1, 2)
        columns = [
            Column(title, weight=weight, wrap=place in (1, 3))
            for place, (title, weight) in enumerate(zip(amendment_words.REMOVED_COLUMNS, weights, strict=True))
        ]
        write_table(app.out, columns, rows, width=app.width, color=app.color)
    told = amendment_words.removed_count(len(found), found.total)
    app.say(told if found else words.of_chosen(told, narrowed=bool(filters.plan)))
