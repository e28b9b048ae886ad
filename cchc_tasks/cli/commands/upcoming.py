"""`upcoming`: open milestones that fall due within some days, the nearest first."""

from __future__ import annotations

from typing import Any

import click

from cchc_tasks.cli.command import Command, csv_option, filter_options, json_option, take_filters
from cchc_tasks.cli.commands.running_output import Listing, write_running
from cchc_tasks.cli.context import App


@click.command("upcoming", cls=Command, help="Việc sắp đến hạn, gần nhất ở trên.")
@filter_options()
@json_option
@csv_option
@click.option("--text", "as_text", is_flag=True, help="In dòng chữ theo đơn vị để dán vào tin nhắn.")
@click.option("--days", type=click.IntRange(min=0, max=3660), help="Số ngày nhìn trước (mặc định: 15).")
@click.pass_obj
def command(app: App, /, **options: Any) -> None:
    """Print what falls due from the day on."""
    days, *kinds = (options.pop(name) for name in ("days", "as_json", "as_csv", "as_text"))
    as_json, as_csv, as_text = kinds
    filters, day = take_filters(app, options)
    ahead = app.settings.due_soon_days if days is None else days
    write_running(app, Listing("upcoming", filters, day, ahead), as_json=as_json, as_csv=as_csv, as_text=as_text)
