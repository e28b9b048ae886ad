"""`tui`: the screen."""

from __future__ import annotations

import os
import sys
from datetime import date
from typing import BinaryIO

import click

from cchc_tasks.cli.acting import plan_option
from cchc_tasks.cli.app import App
from cchc_tasks.cli.commands import Command
from cchc_tasks.cli.dates import parse_day, shown_moment
from cchc_tasks.cli.failures import state_folder
from cchc_tasks.cli.outfile import write_file
from cchc_tasks.errors import UsageError
from cchc_tasks.wording import tui as words


@click.command("tui", cls=Command, help="Màn hình làm việc: việc quá hạn, vì sao, ghi kết quả, hoàn tác.")
@click.option("--read-only", is_flag=True, help="Chỉ xem, không ghi gì.")
@plan_option
@click.pass_obj
def command(app: App, /, read_only: bool, plan: str) -> None:
    """Open the screen on a terminal that can show it."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()) or app.environ.get("TERM", "dumb") == "dumb":
        raise UsageError(*words.no_terminal())
    # With the Kitty protocol several terminals drop or double what an input method commits.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    from cchc_tasks.tui.app import TasksApp

    def day_in_plan(text: str, code: str) -> date | None:
        from cchc_tasks.services.looking import list_plans

        years = {p.first.year for p in list_plans(app.database) if p.code == code}
        return parse_day(text, years.pop() if years else app.today.year)

    def keep_text(text: str) -> str:
        path = state_folder(app.environ) / f"qua-han-{app.today.isoformat()}.txt"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_file(path, lambda file: _write(file, text.encode("utf-8")))
        except (OSError, UsageError):
            return ""
        return str(path)

    look = (app.database, app.today, app.act, app.rules, day_in_plan, shown_moment, keep_text)
    memory = state_folder(app.environ) / "man-hinh.json"
    screen = TasksApp(*look, memory=memory, plan=plan, read_only=read_only)
    screen.run()


def _write(file: BinaryIO, data: bytes) -> None:
    file.write(data)
