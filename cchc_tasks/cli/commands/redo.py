"""`redo`: what was taken back last is done again."""

from __future__ import annotations

import click

from cchc_tasks.cli.act_options import answer
from cchc_tasks.cli.command import Command, json_option
from cchc_tasks.cli.context import App
from cchc_tasks.tracking.undo_redo import redo_change


@click.command("redo", cls=Command, help="Làm lại thay đổi vừa lấy lại.")
@json_option
@click.pass_obj
def command(app: App, /, as_json: bool) -> None:
    """Do it again."""
    answer(app, redo_change(app.database, app.act(), app.rules), as_json=as_json)
