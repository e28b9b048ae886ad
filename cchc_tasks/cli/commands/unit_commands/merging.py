"""`units merge`: several units become one."""

from __future__ import annotations

from typing import Any

import click

from cchc_tasks.cli.command import Command
from cchc_tasks.cli.commands.unit_commands.sharing import act_options, answer, take_act
from cchc_tasks.cli.completion_values import complete_units
from cchc_tasks.cli.context import App
from cchc_tasks.messages import unit_words as words
from cchc_tasks.units.unit_endings import merge_units


@click.command("merge", cls=Command, help=words.HELP_MERGE)
@click.argument("names", nargs=-1, required=True, metavar="NAME…", shell_complete=complete_units)
@click.option("--into", required=True, metavar="NAME", shell_complete=complete_units, help=words.HELP_INTO)
@act_options
@click.pass_obj
def command(app: App, /, names: tuple[str, ...], into: str, as_json: bool, **options: Any) -> None:
    """Record the merger, with the open tasks that go with it."""
    asked = take_act(app, options)
    answer(app, merge_units(app.database, names, into, asked, app.act(), app.rules), as_json=as_json)
