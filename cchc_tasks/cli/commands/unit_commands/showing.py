"""`units show`: everything about one unit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from cchc_tasks.cli.command import Command, csv_option, json_option
from cchc_tasks.cli.commands.unit_commands.listing import summary_as_json
from cchc_tasks.cli.commands.unit_commands.sharing import as_of_option, looked_at, unit_argument
from cchc_tasks.cli.context import App
from cchc_tasks.cli.table_output import write_csv, write_json
from cchc_tasks.days import day as shown
from cchc_tasks.messages import unit_words
from cchc_tasks.model.unit import Relation, UnitSheet
from cchc_tasks.text_cells import clean, wrap
from cchc_tasks.units import unit_sheet_words as words
from cchc_tasks.units.unit_lookup import unit_sheet

_PIPE_WIDTH = 100


@click.command("show", cls=Command, help=unit_words.HELP_SHOW)
@unit_argument
@as_of_option
@json_option
@csv_option
@click.pass_obj
def command(app: App, /, name: str, as_of: str | None, as_json: bool, as_csv: bool) -> None:
    """Print the unit in full."""
    sheet = unit_sheet(app.database, name, looked_at(app, as_of))
    if as_json:
        write_json(app.out, [_as_json(sheet)], indent=app.width is not None)
        return
    rows = list(_rows(sheet))
    if as_csv:
        write_csv(app.out, words.SHOW_COLUMNS, rows)
        return
    app.out.write(clean(sheet.summary.name) + "\n")
    for what, text, since, document in rows:
        dated = f" ({words.since(since, document)})" if since else ""
        for place, line in enumerate(wrap(clean(f"{what}: {text}{dated}"), (app.width or _PIPE_WIDTH) - 3)):
            app.out.write(f"  {'  ' if place else ''}{line}\n")


def _rows(sheet: UnitSheet) -> Iterator[tuple[str, str, str, str]]:
    """What there is to tell: what it is, the words, the day from which it holds, the document."""
    unit = sheet.summary
    yield words.STATE, unit.ended or words.ACTIVE, "", ""
    for name in sheet.names:
        yield words.ALIAS if name.is_alias else words.NAME, name.name, shown(name.day), name.document
    if unit.is_group:
        yield words.MEMBERS, "; ".join(unit.members) or words.NO_MEMBERS, "", ""
    if sheet.groups:
        yield words.IN_GROUPS, "; ".join(sheet.groups), "", ""
    for what, relations in ((words.BEFORE, sheet.predecessors), (words.AFTER, sheet.successors)):
        for found in relations:
            yield what, words.related(found.name, found.kind), shown(found.day), found.document
    for what, refs in ((words.LEADS, sheet.leads), (words.SUPPORTS, sheet.supports)):
        yield f"{what} ({len(refs)})", ", ".join(refs) or words.NONE, "", ""


def _as_json(sheet: UnitSheet) -> dict[str, Any]:
    names = [
        {"name": n.name, "from": n.day.isoformat(), "document": n.document or None, "is_alias": n.is_alias}
        for n in sheet.names
    ]
    return summary_as_json(sheet.summary) | {
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
