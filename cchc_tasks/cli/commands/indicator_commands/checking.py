"""`indicators check`: lines of a period that cannot all be right."""

from __future__ import annotations

import click

from cchc_tasks.cli.command import Command, json_option
from cchc_tasks.cli.commands.indicator_commands.sharing import period_option, typed_period
from cchc_tasks.cli.context import App
from cchc_tasks.cli.table_output import write_json
from cchc_tasks.indicators import words
from cchc_tasks.indicators.appendix_form import contradiction_lines, form_of, named


@click.command("check", cls=Command, help="Số liệu mâu thuẫn nhau của một kỳ: phần nhiều hơn tổng, tỷ lệ sai …")
@period_option
@click.option("--exit-code", is_flag=True, help="Thoát với mã 1 khi có số liệu cần xem lại.")
@json_option
@click.pass_obj
def command(app: App, /, period_text: str, exit_code: bool, as_json: bool) -> None:
    """Print what contradicts itself, one finding a line."""
    form = form_of(app.database, typed_period(app, period_text))
    found = contradiction_lines(form.lines)
    if as_json:
        write_json(app.out, found, indent=app.width is not None)
    else:
        app.answer(*found)
    app.out.flush()
    period = named(form.period)
    if not form.stored:
        app.say(words.nothing_yet(period))
    else:
        app.say(words.warnings_heading(len(found), period).rstrip(":") + "." if found else words.nothing_found(period))
    if found and exit_code:
        app.leave(1)
