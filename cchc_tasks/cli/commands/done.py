"""`done`: tasks, or one milestone of a task, are finished."""

from __future__ import annotations

from typing import Any

import click

from cchc_tasks.cli.act_options import act_options, answer, milestone_option, refs_argument, take_act_request, take_day
from cchc_tasks.cli.command import Command
from cchc_tasks.cli.context import App
from cchc_tasks.model.acts import Update, texts_apart
from cchc_tasks.model.status import Status
from cchc_tasks.tracking.task_updates import update_tasks


@click.command("done", cls=Command, help="Ghi nhận đã hoàn thành; việc định kỳ: các kỳ đã bắt đầu.")
@refs_argument
@milestone_option
@click.option("--result", metavar="T", help="Kết quả thực hiện, bằng lời.")
@click.option("--note", metavar="T", help="Ghi chú.")
@act_options
@click.pass_obj
def command(app: App, /, as_json: bool, **options: Any) -> None:
    """Record that something is finished."""
    request = take_act_request(app, options)
    on = take_day(app, options, request)
    update = Update(status=Status.DONE, on=on, **texts_apart(options))
    answer(app, update_tasks(app.database, request, update), as_json=as_json)
