"""`indicators`: the typed lines of the statistics appendix, by reporting period."""

from __future__ import annotations

import click

from cchc_tasks.cli.lazy_groups import LazyGroup
from cchc_tasks.indicators.words import HELP

#: What can be done with them, in the order in which help lists it, with the module that holds each.
COMMANDS = {
    "import": "importing",
    "list": "listing",
    "set": "setting",
    "compare": "comparing",
    "check": "checking",
}


@click.group(
    "indicators",
    cls=LazyGroup,
    modules={name: f"cchc_tasks.cli.commands.indicator_commands.{module}" for name, module in COMMANDS.items()},
    help=HELP,
)
def command() -> None:
    """Group the commands of the statistics appendix."""
