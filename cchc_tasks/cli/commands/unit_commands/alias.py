"""`units alias`: another name by which a unit is found."""

from __future__ import annotations

from typing import Any

import click

from cchc_tasks.cli.command import Command
from cchc_tasks.cli.commands.unit_commands.sharing import act_options, answer, take_act, unit_argument
from cchc_tasks.cli.context import App
from cchc_tasks.messages import unit_words as words
from cchc_tasks.units.unit_changes import alias_unit


@click.command("alias", cls=Command, help=words.HELP_ALIAS)
@unit_argument
@click.argument("other", metavar="ALIAS")
@act_options
@click.pass_obj
def command(app: App, /, name: str, other: str, as_json: bool, **options: Any) -> None:
    """Record the other name."""
    asked = take_act(app, options)
    answer(app, alias_unit(app.database, name, other, asked, app.act(), app.rules), as_json=as_json)
