"""`units split`: a unit becomes several; where each open task goes is asked, or said by options."""

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
from cchc_tasks.messages import unit_words
from cchc_tasks.model.unit import Transfer, UnitAct
from cchc_tasks.plans.plan_lookup import find_tasks
from cchc_tasks.text import fold
from cchc_tasks.units import unit_sheet_words as words
from cchc_tasks.units.unit_endings import split_unit, tasks_to_place


@click.command("split", cls=Command, help=unit_words.HELP_SPLIT)
@unit_argument
@click.option("--into", multiple=True, metavar="NAME", shell_complete=complete_units, help=unit_words.HELP_PARTS)
@give_option
@click.option("--rest", metavar="UNIT", default="", shell_complete=complete_units, help=unit_words.HELP_REST)
@act_options
@click.pass_obj
def command(app: App, /, name: str, into: tuple[str, ...], rest: str, as_json: bool, **options: Any) -> None:
    """Record the split, with the way of every open task."""
    gives = taken_gives(options.pop("give"))
    asked = take_act(app, options)
    if app.interactive and not rest and asked.day and len(into) > 1:
        gives |= _asked(app, name, into, gives, asked)
    outcome = split_unit(app.database, name, into, Transfer(gives, rest), asked, app.act(), app.rules)
    answer(app, outcome, as_json=as_json)


def _asked(app: App, name: str, into: tuple[str, ...], gives: dict[str, str], asked: UnitAct) -> dict[str, str]:
    """Ask task by task; no answer ends the asking, and the act is then refused with what is still open."""
    decided = (
        {f"{task.plan}/{task.ref}" for task in find_tasks(app.database, list(gives), app.today)} if gives else set()
    )
    found: dict[str, str] = {}
    for ref, title in tasks_to_place(app.database, name, asked.day or app.today):
        if ref in decided:
            continue
        while ref not in found:
            typed = app.ask(words.ask_heir(ref, title, into))
            if not typed:
                return found
            chosen = into[int(typed) - 1 : int(typed)] if typed.isdecimal() else _named(typed, into)
            if chosen and typed != "0":
                found[ref] = chosen[0]
            else:
                app.say(words.bad_choice(typed))
    return found


def _named(typed: str, into: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in into if fold(name) == fold(typed))
