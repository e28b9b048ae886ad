"""`indicators set`: values of a period are typed, each by its line's code, number or name."""

from __future__ import annotations

import click

from cchc_tasks.cli.command import Command, json_option
from cchc_tasks.cli.commands.indicator_commands.sharing import period_option, say_contradictions, typed_period
from cchc_tasks.cli.context import App
from cchc_tasks.cli.table_output import write_json
from cchc_tasks.errors import UsageError
from cchc_tasks.indicators import words
from cchc_tasks.indicators.appendix_form import contradiction_lines, named
from cchc_tasks.indicators.typed_values import Setting, set_indicators
from cchc_tasks.messages import act_words
from cchc_tasks.model.indicator import Indicator, indicator_as_json


@click.command(
    "set",
    cls=Command,
    help='Ghi số liệu của một kỳ: "MÃ DÒNG=SỐ LIỆU", ví dụ "I.2-1=02" "III.7-3=99,9 %"; "I.2-1=" là để trống.',
)
@click.argument("settings", nargs=-1, metavar="LINE=VALUE…")
@period_option
@click.option("--note", metavar="TEXT", help="Ghi chú của chỉ tiêu (khi chỉ ghi một chỉ tiêu).")
@json_option
@click.pass_obj
def command(app: App, /, settings: tuple[str, ...], period_text: str, note: str | None, as_json: bool) -> None:
    """Record the values as one change."""
    period = typed_period(app, period_text)
    if not settings:
        raise UsageError(*words.nothing_to_set())
    wanted = [split_setting(text) for text in settings]
    for setting in wanted:
        if setting.value is None and note is None:
            raise UsageError(*words.value_missing(setting.target))
    report = set_indicators(app.database, period, wanted, app.act(), note)
    if report.carried_from and report.change_id:
        app.say(words.form_taken(named(report.period), named(report.carried_from)))
    if as_json:
        changed = [indicator_as_json(after) for _, _, after in report.changed]
        change = str(report.change_id) if report.change_id else None
        warnings = contradiction_lines(report.form)
        write_json(app.out, {"change": change, "changed": changed, "warnings": warnings}, indent=app.width is not None)
        return
    if report.change_id is None:
        app.answer(words.nothing_new())
        return
    for code, before, after in report.changed:
        app.answer(_effect(code, before, after))
    app.out.flush()
    say_contradictions(app, report.form)
    app.say(act_words.take_back_hint())


def split_setting(text: str) -> Setting:
    """Return what «LINE=VALUE» sets; without an equals sign only the line is named, an empty value empties it."""
    target, equals, value = text.partition("=")
    return Setting(target.strip(), value if equals else None)


def _effect(code: str, before: Indicator, after: Indicator) -> str:
    """What became of a line: its value, else its note."""
    if before.value == after.value:
        return words.changed_line(code, after.name, before.note, after.note)
    return words.changed_line(code, after.name, before.value, after.value)
