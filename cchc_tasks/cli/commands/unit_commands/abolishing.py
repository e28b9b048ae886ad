"""`units abolish`: a unit ends; its open tasks go to others, or stay on purpose."""

from __future__ import annotations

from typing import Any

import click

from cchc_tasks.cli.command import Command
from cchc_tasks.cli.commands.unit_commands.sharing import (
    act_options,
    answer,
    give_option,
    take_act,
    taken_gives,
    unit_argument,
)
from cchc_tasks.cli.completion_values import complete_units
from cchc_tasks.cli.context import App
from cchc_tasks.messages import unit_words as words
from cchc_tasks.model.unit import Transfer
from cchc_tasks.units.unit_endings import abolish_unit


@click.command("abolish", cls=Command, help=words.HELP_ABOLISH)
@unit_argument
@click.option("--to", "to", metavar="UNIT", default="", shell_complete=complete_units, help=words.HELP_TO)
@give_option
@click.option("--leave", is_flag=True, help=words.HELP_LEAVE)
@act_options
@click.pass_obj
def command(app: App, /, name: str, to: str, leave: bool, as_json: bool, **options: Any) -> None:
    """Record the end, with the way of every open task."""
    transfer = Transfer(taken_gives(options.pop("give")), to, leave)
    asked = take_act(app, options)
    answer(app, abolish_unit(app.database, name, transfer, asked, app.act(), app.rules), as_json=as_json)
