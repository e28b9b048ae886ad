"""`update`: what was reported of tasks."""

from __future__ import annotations

from typing import Any

import click

from cchc_tasks.cli.act_options import (
    act_options,
    answer,
    milestone_option,
    refs_argument,
    take_act_request,
    take_day,
    text_options,
)
from cchc_tasks.cli.command import Command
from cchc_tasks.cli.context import App
from cchc_tasks.model.acts import Update, texts_apart
from cchc_tasks.model.status import Status
from cchc_tasks.tracking.task_updates import update_tasks


@click.command("update", cls=Command, help="Ghi điều đã được báo cáo; nhiều nhiệm vụ là một thay đổi.")
@refs_argument
@click.option("--status", type=click.Choice([str(status) for status in Status]), help="Tình hình.")
@text_options("update")
@click.option("--progress", metavar="A/B", help="Tiến độ: đã làm A trên B; không tự chuyển tình hình.")
@milestone_option
@act_options
@click.pass_obj
def command(app: App, /, as_json: bool, **options: Any) -> None:
    """Record one report."""
    request = take_act_request(app, options)
    on = take_day(app, options, request)
    status = options.pop("status")
    update = Update(status=Status(status) if status else None, on=on, **texts_apart(options))
    answer(app, update_tasks(app.database, request, update), as_json=as_json)
