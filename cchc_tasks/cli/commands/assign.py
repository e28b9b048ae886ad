"""`assign`: tasks are given to other units."""

from __future__ import annotations

from typing import Any

import click

from cchc_tasks.cli.act_options import act_options, answer, refs_argument, take_act_request, take_day
from cchc_tasks.cli.command import Command
from cchc_tasks.cli.completion_values import complete_units
from cchc_tasks.cli.context import App
from cchc_tasks.model.acts import Edit
from cchc_tasks.plans.plan_edit import assign_task


@click.command("assign", cls=Command, help="Giao lại cho đơn vị khác, theo văn bản.")
@refs_argument
@click.option("--lead", multiple=True, metavar="NAME", shell_complete=complete_units, help="Đơn vị chủ trì mới.")
@click.option("--support", multiple=True, metavar="NAME", shell_complete=complete_units, help="Đơn vị phối hợp mới.")
@click.option("--new-unit", "new_units", is_flag=True, help="Tên chưa có là đơn vị mới.")
@act_options
@click.pass_obj
def command(app: App, /, as_json: bool, **options: Any) -> None:
    """Record the new units."""
    request = take_act_request(app, options)
    on = take_day(app, options, request)
    support = options.pop("support") or None
    answer(app, assign_task(app.database, request, Edit(on=on, support=support, **options)), as_json=as_json)
