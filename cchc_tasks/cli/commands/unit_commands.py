"""`units`: the units of the office over time: `list` and `show`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from cchc_tasks.cli.command import Command, LazyGroup
from cchc_tasks.cli.completion_values import complete_units
from cchc_tasks.cli.context import CommandContext
from cchc_tasks.cli.date_input import typed_day
from cchc_tasks.cli.filter_options import csv_option, json_option
from cchc_tasks.cli.table_output import OutputColumn
from cchc_tasks.days import day as shown_day
from cchc_tasks.days import day_in_sentence
from cchc_tasks.model.unit import Relation, UnitSheet, UnitSummary
from cchc_tasks.text_cells import clean, wrap
from cchc_tasks.units import unit_sheet_words as words
from cchc_tasks.units.unit_lookup import list_units, unit_sheet

#: What can be done with them, in the order in which help lists it, with what holds each.
COMMANDS = {
    "list": "unit_commands:list_command",
    "show": "unit_commands:show_command",
    "rename": "unit_change_commands:rename_command",
    "alias": "unit_change_commands:alias_command",
    "members": "unit_change_commands:members_command",
    "merge": "unit_change_commands:merge_command",
    "split": "unit_change_commands:split_command",
    "abolish": "unit_change_commands:abolish_command",
}


@click.group(
    "units",
    cls=LazyGroup,
    members=COMMANDS,
    help="Đơn vị theo thời gian: đổi tên, sáp nhập, chia tách, giải thể, nhóm.",
)
def units_group() -> None:
    """Group the commands that concern units."""


unit_argument = click.argument("name", metavar="NAME", shell_complete=complete_units)
_as_of_option = click.option("--as-of", metavar="DATE", help="Xem tình hình vào ngày này (mặc định: hôm nay).")


@click.command("list", cls=Command, help="Các đơn vị vào một ngày và tình trạng của từng đơn vị.")
@_as_of_option
@json_option
@csv_option
@click.pass_obj
def list_command(context: CommandContext, /, as_of: str | None, as_json: bool, as_csv: bool) -> None:
    """Print one row a unit."""
    day = _day_shown(context, as_of)
    found = list_units(context.database, day)
    if as_json:
        context.write_json(map(_summary_as_json, found))
        return
    rows = [_row(unit) for unit in found]
    if as_csv:
        context.write_csv(words.LIST_COLUMNS, rows)
    elif rows:
        columns = [
            OutputColumn(title, weight=weight)
            for title, weight in zip(words.LIST_COLUMNS, (3, 1, 3, 1, 1), strict=True)
        ]
        columns[-1].align = "right"
        context.write_table(columns, rows)
    active = [unit for unit in found if not unit.ended]
    groups = sum(unit.is_group for unit in active)
    context.say(words.count(len(active) - groups, groups, len(found) - len(active), day_in_sentence(day)))


def _summary_as_json(unit: UnitSummary) -> dict[str, Any]:
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


_PIPE_WIDTH = 100


@click.command("show", cls=Command, help="Một đơn vị: tên theo ngày, văn bản, nhiệm vụ đang mở.")
@unit_argument
@_as_of_option
@json_option
@csv_option
@click.pass_obj
def show_command(context: CommandContext, /, name: str, as_of: str | None, as_json: bool, as_csv: bool) -> None:
    """Print the unit in full."""
    sheet = unit_sheet(context.database, name, _day_shown(context, as_of))
    if as_json:
        context.write_json([_as_json(sheet)])
        return
    rows = list(_sheet_rows(sheet))
    if as_csv:
        context.write_csv(words.SHOW_COLUMNS, rows)
        return
    context.out.write(clean(sheet.summary.name) + "\n")
    for what, text, since, document in rows:
        dated = f" ({words.since(since, document)})" if since else ""
        for place, line in enumerate(wrap(clean(f"{what}: {text}{dated}"), (context.width or _PIPE_WIDTH) - 3)):
            context.out.write(f"  {'  ' if place else ''}{line}\n")


def _sheet_rows(sheet: UnitSheet) -> Iterator[tuple[str, str, str, str]]:
    """Yield one row a fact: what it is, its words, the day from which it holds, the document."""
    unit = sheet.summary
    yield words.STATE, unit.ended or words.ACTIVE, "", ""
    for name in sheet.names:
        yield words.ALIAS if name.is_alias else words.NAME, name.name, shown_day(name.day), name.document
    if unit.is_group:
        yield words.MEMBERS, "; ".join(unit.members) or words.NO_MEMBERS, "", ""
    if sheet.groups:
        yield words.IN_GROUPS, "; ".join(sheet.groups), "", ""
    for what, relations in ((words.BEFORE, sheet.predecessors), (words.AFTER, sheet.successors)):
        for found in relations:
            yield what, words.related(found.name, found.kind), shown_day(found.day), found.document
    for what, refs in ((words.LEADS, sheet.leads), (words.SUPPORTS, sheet.supports)):
        yield f"{what} ({len(refs)})", ", ".join(refs) or words.NONE, "", ""


def _as_json(sheet: UnitSheet) -> dict[str, Any]:
    names = [
        {"name": n.name, "from": n.day.isoformat(), "document": n.document or None, "is_alias": n.is_alias}
        for n in sheet.names
    ]
    return _summary_as_json(sheet.summary) | {
        "known_from": sheet.first_day.isoformat(),
        "names": names,
        "groups": list(sheet.groups),
        "predecessors": [_relation_as_json(found) for found in sheet.predecessors],
        "successors": [_relation_as_json(found) for found in sheet.successors],
        "leads_open": list(sheet.leads),
        "supports_open": list(sheet.supports),
    }


def _relation_as_json(found: Relation) -> dict[str, Any]:
    day = found.day.isoformat()
    return {"name": found.name, "how": str(found.kind), "on": day, "document": found.document or None}


def _day_shown(context: CommandContext, as_of: str | None) -> date:
    """Return the day of looking."""
    return typed_day(context, as_of) if as_of else context.today
