"""`units members`: who belongs to a group."""

from __future__ import annotations

from typing import Any

import click

from cchc_tasks.cli.command import Command
from cchc_tasks.cli.commands.unit_commands.sharing import act_options, answer, take_act
from cchc_tasks.cli.completion_values import complete_units
from cchc_tasks.cli.context import App
from cchc_tasks.messages import unit_words as words
from cchc_tasks.units.unit_changes import change_members


@click.command("members", cls=Command, help=words.HELP_MEMBERS)
@click.argument("group", metavar="GROUP", shell_complete=complete_units)
@click.option("--add", "added", multiple=True, metavar="NAME", shell_complete=complete_units, help=words.HELP_ADD)
@click.option(
    "--remove", "removed", multiple=True, metavar="NAME", shell_complete=complete_units, help=words.HELP_REMOVE
)
@act_options
@click.pass_obj
def command(app: App, /, group: str, as_json: bool, **options: Any) -> None:
    """Record who joins and who leaves."""
    asked = take_act(app, options)
    outcome = change_members(app.database, group, options["added"], options["removed"], asked, app.act(), app.rules)
    answer(app, outcome, as_json=as_json)
