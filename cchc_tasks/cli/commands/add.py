"""`add`: a task that a document adds to a plan."""

from __future__ import annotations

from typing import Any

import click

from cchc_tasks.cli.act_options import answer, evidence_option, on_option, text_options
from cchc_tasks.cli.command import Command, json_option
from cchc_tasks.cli.completion_values import complete_plans, complete_units
from cchc_tasks.cli.context import App
from cchc_tasks.cli.date_input import typed_day
from cchc_tasks.model.acts import Edit, texts_apart
from cchc_tasks.plans.act_context import ActRequest
from cchc_tasks.plans.plan_edit import add_to_plan


@click.command("add", cls=Command, help="Thêm vào kế hoạch một nhiệm vụ, theo văn bản.")
@click.argument("plan", metavar="PLAN", shell_complete=complete_plans)
@text_options("edit", required=("title", "deadline"))
@click.option("--section", metavar="NUMERAL", help="Phần: số La Mã hoặc tên phần.")
@click.option("--lead", multiple=True, metavar="NAME", shell_complete=complete_units, help="Đơn vị chủ trì.")
@click.option("--support", multiple=True, metavar="NAME", shell_complete=complete_units, help="Đơn vị phối hợp.")
@click.option("--new-unit", "new_units", is_flag=True, help="Tên chưa có là đơn vị mới.")
@evidence_option
@on_option
@json_option
@click.pass_obj
def command(app: App, /, plan: str, as_json: bool, **options: Any) -> None:
    """Record the new task."""
    on = options.pop("on")
    day = typed_day(app, on, plan) if on else None
    request = ActRequest((), app.act(), plan, app.rules)
    answer(app, add_to_plan(app.database, plan, request, Edit(on=day, **texts_apart(options))), as_json=as_json)
