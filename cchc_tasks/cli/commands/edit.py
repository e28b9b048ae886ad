"""`edit`: the printed words of a task are corrected, as a document says."""

from __future__ import annotations

from typing import Any

import click

from cchc_tasks.cli.act_options import (
    act_options,
    answer,
    milestone_option,
    ref_argument,
    take_act_request,
    take_day,
    text_options,
)
from cchc_tasks.cli.command import Command
from cchc_tasks.cli.context import App
from cchc_tasks.model.acts import Edit, texts_apart
from cchc_tasks.plans.plan_edit import edit_task


@click.command("edit", cls=Command, help="Sửa nội dung in của một nhiệm vụ, theo văn bản.")
@ref_argument
@text_options("edit")
@click.option("--section", metavar="NUMERAL", help="Phần: số La Mã hoặc tên phần.")
@click.option("--basis", type=click.Choice(["product", "submission"]), help="Đánh giá theo sản phẩm hay việc trình.")
@milestone_option
@act_options
@click.pass_obj
def command(app: App, /, as_json: bool, **options: Any) -> None:
    """Record the correction."""
    request = take_act_request(app, options)
    on = take_day(app, options, request)
    answer(app, edit_task(app.database, request, Edit(on=on, **texts_apart(options))), as_json=as_json)
