"""`overdue`: open milestones past due, the longest first."""

from __future__ import annotations

from typing import Any

import click

from cchc_tasks.cli.command import Command, csv_option, filter_options, json_option, take_filters
from cchc_tasks.cli.commands.running_output import Listing, write_running
from cchc_tasks.cli.context import App


@click.command("overdue", cls=Command, help="Việc quá hạn: mốc còn mở đã qua thời hạn, lâu nhất ở trên.")
@filter_options()
@json_option
@csv_option
@click.option("--text", "as_text", is_flag=True, help="In dòng chữ theo đơn vị để dán vào tin nhắn.")
@click.option("--exit-code", is_flag=True, help="Thoát với mã 1 khi có việc quá hạn.")
@click.pass_obj
def command(app: App, /, **options: Any) -> None:
    """Print what is overdue on the day."""
    exit_code, *kinds = (options.pop(name) for name in ("exit_code", "as_json", "as_csv", "as_text"))
    as_json, as_csv, as_text = kinds
    filters, day = take_filters(app, options)
    found = write_running(app, Listing("overdue", filters, day), as_json=as_json, as_csv=as_csv, as_text=as_text)
    if exit_code and found:
        app.leave(1)
