"""`undo`: a change is taken back, by a change of its own."""

from __future__ import annotations

import click

from cchc_tasks.cli.act_options import answer
from cchc_tasks.cli.command import Command, json_option
from cchc_tasks.cli.context import App
from cchc_tasks.tracking.undo_redo import undo_change

#: Ids are whole numbers of 63 bits.
_ID = click.IntRange(1, 2**63 - 1)


@click.command("undo", cls=Command, help="Lấy lại thay đổi mới nhất của mình; lịch sử vẫn giữ cả hai.")
@click.option("--change", "change_id", type=_ID, metavar="ID", help="Mã thay đổi (xem: history).")
@json_option
@click.pass_obj
def command(app: App, /, change_id: int | None, as_json: bool) -> None:
    """Take a change back."""
    answer(app, undo_change(app.database, app.act(), change_id, app.rules), as_json=as_json)
