"""`units rename`: a unit gets another name."""

from __future__ import annotations

from typing import Any

import click

from cchc_tasks.cli.command import Command
from cchc_tasks.cli.commands.unit_commands.sharing import act_options, answer, take_act, unit_argument
from cchc_tasks.cli.context import App
from cchc_tasks.messages import unit_words as words
from cchc_tasks.units.unit_changes import rename_unit


@click.command("rename", cls=Command, help=words.HELP_RENAME)
@unit_argument
@click.argument("new_name", metavar="NEW")
@act_options
@click.pass_obj
def command(app: App, /, name: str, new_name: str, as_json: bool, **options: Any) -> None:
    """Record the new name."""
    asked = take_act(app, options)
    answer(app, rename_unit(app.database, name, new_name, asked, app.act(), app.rules), as_json=as_json)
