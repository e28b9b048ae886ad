"""`plans`: the plans in force."""

from __future__ import annotations

from typing import Any

import click

from cchc_tasks.cli.app import App
from cchc_tasks.cli.commands import Command, csv_option, filter_options, json_option, take_filters
from cchc_tasks.cli.tables import Column, write_csv, write_json, write_table
from cchc_tasks.services.as_json import plan_as_json
from cchc_tasks.services.looking import list_plans
from cchc_tasks.wording import lists as words
from cchc_tasks.wording.days import day


@click.command("plans", cls=Command, help="Các kế hoạch đang có.")
@filter_options
@json_option
@csv_option
@click.pass_obj
def command(app: App, /, as_json: bool, as_csv: bool, **options: Any) -> None:
    """Print one row a plan."""
    filters, looked_at = take_filters(app, options)
    plans = list_plans(app.database, looked_at, filters)
    if as_json:
        write_json(app.out, map(plan_as_json, plans), indent=app.width is not None)
        return
    rows = [(plan.code, plan.title, day(plan.first), day(plan.last), str(plan.tasks)) for plan in plans]
    if as_csv:
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
    app.say(words.plan_count(len(plans)) if plans else words.no_plan_yet())
