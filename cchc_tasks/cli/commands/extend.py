"""`extend`: a later date; without a document only a request."""

from __future__ import annotations

from typing import Any

import click

from cchc_tasks.cli.act_options import act_options, answer, milestone_option, ref_argument, take_act_request, take_day
from cchc_tasks.cli.command import Command
from cchc_tasks.cli.context import App
from cchc_tasks.model.acts import Extension
from cchc_tasks.tracking.deadline_acts import extend_task


@click.command("extend", cls=Command, help="Gia hạn; không có văn bản thì chỉ là đề nghị, hạn cũ vẫn tính.")
@ref_argument
@click.option("--to", required=True, metavar="PHRASE|DATE", help="Hạn mới: một ngày, hoặc cụm như «Quý III/2022».")
@click.option("--reason", required=True, metavar="T", help="Lý do gia hạn.")
@milestone_option
@act_options
@click.pass_obj
def command(app: App, /, as_json: bool, **options: Any) -> None:
    """Record an extension or a request for one."""
    request = take_act_request(app, options)
    on = take_day(app, options, request)
    answer(app, extend_task(app.database, request, Extension(on=on, **options)), as_json=as_json)
