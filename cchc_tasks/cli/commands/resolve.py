"""`resolve`: a deadline that had no date gets one."""

from __future__ import annotations

from typing import Any

import click

from cchc_tasks.cli.act_options import act_options, answer, milestone_option, ref_argument, take_act_request, take_day
from cchc_tasks.cli.command import Command
from cchc_tasks.cli.context import App
from cchc_tasks.model.acts import Resolution
from cchc_tasks.tracking.deadline_acts import resolve_task
from cchc_tasks.working_days import WorkingDays


@click.command("resolve", cls=Command, help="Cho ngày vào thời hạn chờ văn bản hoặc chưa đọc được.")
@ref_argument
@click.option("--due", metavar="DATE", help="Thời hạn.")
@click.option("--anchor", metavar="DATE", help="Ngày của văn bản, sự kiện mà thời hạn tính từ đó.")
@milestone_option
@act_options
@click.pass_obj
def command(app: App, /, as_json: bool, **options: Any) -> None:
    """Record the date."""
    request = take_act_request(app, options)
    on, due, anchor = (take_day(app, options, request, name) for name in ("on", "due", "anchor"))
    is_day_off = WorkingDays(app.settings.day_off_corrections).is_day_off
    resolution = Resolution(due=due, anchor=anchor, on=on, **options)
    answer(app, resolve_task(app.database, request, resolution, is_day_off), as_json=as_json)
