"""`indicators compare`: two periods, two offices, or a period and a file side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from cchc_tasks.cli.command import Command, csv_option, json_option
from cchc_tasks.cli.commands.indicator_commands.sharing import say_contradictions, typed_period
from cchc_tasks.cli.context import App
from cchc_tasks.cli.table_output import Column, write_csv, write_json, write_table
from cchc_tasks.errors import UsageError
from cchc_tasks.indicators import words
from cchc_tasks.indicators.appendix_form import contradiction_lines, named
from cchc_tasks.indicators.comparison import ComparedLine, Side, compare, side_of, side_of_file
from cchc_tasks.model.indicator import Indicator
from cchc_tasks.storage.database import Database


@click.command("compare", cls=Command, help="So sánh số liệu hai kỳ, hai cơ quan, hoặc một kỳ với một tệp.")
@click.argument("periods", nargs=-1, required=True, metavar="P [P]")
@click.option("--with-org", metavar="NAME", help="So với cơ quan này trong cùng cơ sở dữ liệu.")
@click.option("--with-file", metavar="FILE", type=click.Path(path_type=Path), help="So với phụ lục trong tệp này.")
@click.option("--sheet", metavar="S", help=words.HELP_SHEET)
@click.option("--changed", is_flag=True, help="Chỉ các dòng khác nhau.")
@json_option
@csv_option
@click.pass_obj
def command(app: App, /, periods: tuple[str, ...], as_json: bool, as_csv: bool, **options: Any) -> None:
    """Print the lines of both, with what each says."""
    first, second = _sides(app, periods, options)
    compared = compare(first, second)
    shown = [line for line in compared if line.differs] if options["changed"] else compared
    if as_json:
        write_json(app.out, _as_json(first, second, shown), indent=app.width is not None)
        return
    titles = words.compare_columns(first.name, second.name)
    rows = [_row(line) for line in shown]
    if as_csv:
        write_csv(app.out, titles, rows)
    elif rows:
        write_table(app.out, _columns(titles), rows, width=app.width, color=app.color)
    app.out.flush()
    only_first = sum(line.second is None for line in compared)
    only_second = sum(line.first is None for line in compared)
    different = sum(line.differs for line in compared)
    app.say(words.compare_summary(len(compared), different, only_first, only_second, first.name, second.name))
    for side in (first, second):
        say_contradictions(app, side.lines, side.name)


def _sides(app: App, periods: Sequence[str], options: dict[str, Any]) -> tuple[Side, Side]:
    """The two appendices that are meant."""
    typed = [typed_period(app, text) for text in periods]
    organisation, file = options["with_org"], options["with_file"]
    if len(typed) > 2 or (file and (organisation or len(typed) > 1)):
        raise UsageError(*words.too_many_sides())
    if len(typed) == 1 and not organisation and not file:
        raise UsageError(*words.second_side_wanted())
    if file:
        return side_of(app.database, typed[0]), side_of_file(file, options["sheet"])
    if not organisation:
        return side_of(app.database, typed[0]), side_of(app.database, typed[1])
    other = Database(app.settings.db, organisation)
    try:
        second = side_of(other, typed[-1], words.side_of_organisation(organisation, named(typed[-1])))
    finally:
        other.close()
    return side_of(app.database, typed[0]), second


def _columns(titles: Sequence[str]) -> list[Column]:
    code, name, unit, first, second, difference = titles
    return [
        Column(code, wrap=False, maximum=12),
        Column(name, weight=4, minimum=20),
        Column(unit, weight=1, minimum=10),
        Column(first, weight=1, align="right", minimum=8),
        Column(second, weight=1, align="right", minimum=8),
        Column(difference, wrap=False, align="right", maximum=14),
    ]


def _row(line: ComparedLine) -> tuple[str, ...]:
    difference = words.signed(line.difference) if line.difference is not None else ""
    return (line.code, line.line.name, line.line.unit, _said(line.first), _said(line.second), difference)


def _said(line: Indicator | None) -> str:
    return words.NOT_THERE if line is None else line.value


def _as_json(first: Side, second: Side, lines: Sequence[ComparedLine]) -> dict[str, Any]:
    return {
        "sides": [
            {"name": side.name, "lines": len(side.lines), "warnings": contradiction_lines(side.lines)}
            for side in (first, second)
        ],
        "lines": [
            {
                "code": found.code,
                "section": found.line.section,
                "no": found.line.no,
                "name": found.line.name,
                "parent": found.line.parent,
                "unit": found.line.unit,
                "values": [line.value if line else None for line in (found.first, found.second)],
                "notes": [line.note if line else None for line in (found.first, found.second)],
                "difference": str(found.difference) if found.difference is not None else None,
            }
            for found in lines
        ],
    }
