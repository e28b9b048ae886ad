"""`units`: the units of the office over time."""

from __future__ import annotations

import click

from cchc_tasks.cli.lazy_groups import LazyGroup
from cchc_tasks.messages.unit_words import HELP

#: What can be done with them, in the order in which help lists it, with the module that holds each.
COMMANDS = {
    "list": "listing",
    "show": "showing",
    "rename": "renaming",
    "alias": "alias",
    "members": "members",
    "merge": "merging",
    "split": "splitting",
    "abolish": "abolishing",
}


@click.group(
    "units",
    cls=LazyGroup,
    modules={name: f"cchc_tasks.cli.commands.unit_commands.{module}" for name, module in COMMANDS.items()},
    help=HELP,
)
def command() -> None:
    """Group the commands that concern units."""
