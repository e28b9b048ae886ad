"""`units list`: the units as on a day."""

from __future__ import annotations

from typing import Any

import click

from cchc_tasks.cli.command import Command, csv_option, json_option
from cchc_tasks.cli.commands.unit_commands.sharing import as_of_option, looked_at
from cchc_tasks.cli.context import App
from cchc_tasks.cli.table_output import Column, write_csv, write_json, write_table
from cchc_tasks.days import day_in_sentence
from cchc_tasks.messages import unit_words
from cchc_tasks.model.unit import UnitSummary
from cchc_tasks.units import unit_sheet_words as words
from cchc_tasks.units.unit_lookup import list_units


@click.command("list", cls=Command, help=unit_words.HELP_LIST)
@as_of_option
@json_option
@csv_option
@click.pass_obj
def command(app: App, /, as_of: str | None, as_json: bool, as_csv: bool) -> None:
    """Print one row a unit."""
    day = looked_at(app, as_of)
    found = list_units(app.database, day)
    if as_json:
        write_json(app.out, map(summary_as_json, found), indent=app.width is not None)
        return
    rows = [_row(unit) for unit in found]
    if as_csv:
        write_csv(app.out, words.LIST_COLUMNS, rows)
    elif rows:
        columns = [
            Column(title, weight=weight) for title, weight in zip(words.LIST_COLUMNS, (3, 1, 3, 1, 1), strict=True)
        ]
        columns[-1].align = "right"
        write_table(app.out, columns, rows, width=app.width, color=app.color)
    active = [unit for unit in found if not unit.ended]
    groups = sum(unit.is_group for unit in active)
    app.say(words.count(len(active) - groups, groups, len(found) - len(active), day_in_sentence(day)))


def summary_as_json(unit: UnitSummary) -> dict[str, Any]:
    """Return the unit by the contract's names."""
    end = unit.end
    ended = {"how": str(end.kind), "on": end.day, "document": end.document or None} if end else None
    return {
        "name": unit.name,
        "is_group": unit.is_group,
        "active": end is None,
        "ended": ended | {"successors": list(unit.successors)} if ended else None,
        "aliases": list(unit.aliases),
        "members": list(unit.members),
        "led_open": unit.open_tasks,
    }


def _row(unit: UnitSummary) -> tuple[str, ...]:
    aliases = "; ".join(unit.aliases)
    state = unit.ended or words.ACTIVE
    return (unit.name, words.kind(is_group=unit.is_group), state, aliases, str(unit.open_tasks))
