"""`submit`: a product was handed up and is not issued yet."""

from __future__ import annotations

from typing import Any

import click

from cchc_tasks.cli.act_options import act_options, answer, milestone_option, ref_argument, take_act_request, take_day
from cchc_tasks.cli.command import Command
from cchc_tasks.cli.context import App
from cchc_tasks.model.acts import Submission
from cchc_tasks.tracking.deadline_acts import submit_task


@click.command("submit", cls=Command, help="Ghi nhận đã trình, sản phẩm chưa ban hành.")
@ref_argument
@milestone_option
@click.option("--to", metavar="NAME", default="", help="Trình cơ quan nào.")
@act_options
@click.pass_obj
def command(app: App, /, as_json: bool, **options: Any) -> None:
    """Record a submission."""
    request = take_act_request(app, options)
    on = take_day(app, options, request)
    answer(app, submit_task(app.database, request, Submission(on=on, **options)), as_json=as_json)
