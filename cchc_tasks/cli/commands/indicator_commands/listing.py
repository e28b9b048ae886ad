"""`indicators list`: the appendix of a period in printed order."""

from __future__ import annotations

import click

from cchc_tasks.cli.command import Command, csv_option, json_option
from cchc_tasks.cli.commands.indicator_commands.sharing import period_option, typed_period
from cchc_tasks.cli.context import App
from cchc_tasks.cli.table_output import BOLD, Column, write_csv, write_json, write_table
from cchc_tasks.indicators import words
from cchc_tasks.indicators.appendix_form import Form, form_of, named, periods_of
from cchc_tasks.model.indicator import indicator_as_json, placed, printed_rows

_SHOWN_NOTE = 120


@click.command("list", cls=Command, help="Số liệu thống kê của một kỳ, theo thứ tự như in; --csv để sửa rồi nhập lại.")
@period_option
@json_option
@csv_option
@click.pass_obj
def command(app: App, /, period_text: str, as_json: bool, as_csv: bool) -> None:
    """Print the lines of the period's form."""
    form = form_of(app.database, typed_period(app, period_text))
    if as_json:
        write_json(app.out, [indicator_as_json(line) for line in form.lines], indent=app.width is not None)
    elif as_csv:
        write_csv(app.out, words.CSV_COLUMNS, [(*cells, code) for code, cells in _rows(form)])
    elif form.lines:
        rows = [(code, *cells[:4], _shown_note(app, cells[4])) for code, cells in _rows(form)]
        write_table(app.out, _columns(), rows, width=app.width, color=app.color)
    _say(app, form)


def _rows(form: Form) -> list[tuple[str, tuple[str, str, str, str, str]]]:
    """The printed rows, each with the code by which its line is set; a section's row has none."""
    codes = iter(placed(form.lines))
    return [(next(codes).code if line else "", cells) for line, cells in printed_rows(form.lines)]


def _shown_note(app: App, note: str) -> str:
    """A note as a terminal shows it: some fill whole pages; elsewhere it is whole."""
    too_long = app.width is not None and len(note) > _SHOWN_NOTE
    return note[: _SHOWN_NOTE - 1].rstrip() + "…" if too_long else note


def _columns() -> list[Column]:
    code, no, name, unit, value, note = words.LIST_COLUMNS
    return [
        Column(code, wrap=False, maximum=12, accent=lambda _: BOLD),
        Column(no, wrap=False, maximum=6),
        Column(name, weight=4, minimum=20),
        Column(unit, weight=1, minimum=10),
        Column(value, wrap=False, align="right", maximum=16),
        Column(note, weight=2, minimum=10),
    ]


def _say(app: App, form: Form) -> None:
    period = named(form.period)
    if form.carried_from:
        app.say(words.carried_form(period, named(form.carried_from)))
    elif form.lines:
        app.say(words.list_summary(period, len(form.lines), sum(bool(line.value) for line in form.lines)))
        return
    else:
        app.say(words.nothing_yet(period))
    others = [named(other) for other in periods_of(app.database)]
    if others:
        app.say(words.other_periods(others))
