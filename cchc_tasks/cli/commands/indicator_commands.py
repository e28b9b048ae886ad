"""`indicators`: the lines of the statistics appendix by reporting period: `list`, `set`, `check`."""

from __future__ import annotations

import re
from collections.abc import Sequence

import click

from cchc_tasks.cli.command import Command, LazyGroup
from cchc_tasks.cli.context import CommandContext
from cchc_tasks.cli.date_input import parse_period
from cchc_tasks.cli.filter_options import csv_option, json_option
from cchc_tasks.cli.table_output import BOLD, OutputColumn
from cchc_tasks.errors import UsageError
from cchc_tasks.indicators import words
from cchc_tasks.indicators.period_form import PeriodForm, contradiction_lines, form_of, name_period, periods_of
from cchc_tasks.indicators.typed_values import Setting, set_indicators
from cchc_tasks.messages import act_words
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.indicator import Indicator, indicator_as_json, placed, printed_rows
from cchc_tasks.plans.words import and_more
from cchc_tasks.sentences import Sentence, Words

#: What can be done with them, in the order in which help lists it, with what holds each.
COMMANDS = {
    "import": "indicator_file_commands:import_command",
    "list": "indicator_commands:list_command",
    "set": "indicator_commands:set_command",
    "compare": "indicator_file_commands:compare_command",
    "check": "indicator_commands:check_command",
}


@click.group(
    "indicators",
    cls=LazyGroup,
    members=COMMANDS,
    help="Số liệu thống kê của báo cáo CCHC: nhập phụ lục, xem, ghi từng chỉ tiêu, so sánh kỳ và cơ quan.",
)
def indicators_group() -> None:
    """Group the commands of the statistics appendix."""


#: How many lines of each list a terminal shows before it counts the rest.
MAX_LINES = 40

_YEAR = re.compile(r"[12]\d{3}")
period_option = click.option(
    "--period",
    "period_text",
    metavar="P",
    default="",
    help="Kỳ báo cáo: một năm (2022), từ..đến (2022-01-01..2022-06-14) hoặc tên kỳ (6 tháng/2022).",
)


def typed_period(context: CommandContext, text: str) -> Period:
    """Return the period that a person typed: a year, FROM..TO, or NAME/YEAR as the office's settings name it.

    Raises UsageError for anything else.
    """
    typed = text.strip()
    if not typed:
        raise UsageError(*words.period_wanted())
    found = parse_period(None, typed) if ".." in typed else None
    if found is not None:
        return found
    name, _, year = typed.rpartition("/")
    if not _YEAR.fullmatch(year.strip()):
        raise UsageError(*words.bad_period(text, [rule.name for rule in context.periods.rules]))
    if not name:
        return Period.of_year(int(year))
    rule = context.periods.named(name)
    if rule is None:
        raise UsageError(*words.bad_period(text, [rule.name for rule in context.periods.rules]))
    return Period(*rule.days(int(year)))


def period_argument(period: Period) -> str:
    """Return a period as a command takes it."""
    return str(period.first.year) if period.is_one_year else f"{period.first.isoformat()}..{period.last.isoformat()}"


def say_list(context: CommandContext, heading: str, lines: Sequence[Words]) -> None:
    """Say a list under its heading, of a long one the beginning; nothing for an empty one."""
    if lines:
        context.say(heading, *(Sentence("  ", line) for line in lines[:MAX_LINES]))
        if len(lines) > MAX_LINES:
            context.say(and_more(len(lines) - MAX_LINES))


def say_contradictions(context: CommandContext, lines: Sequence[Indicator], name: str = "") -> None:
    """Say what cannot all be right in a form."""
    found = contradiction_lines(lines)
    say_list(context, words.warnings_heading(len(found), name), found)


_SHOWN_NOTE = 120


@click.command("list", cls=Command, help="Số liệu thống kê của một kỳ, theo thứ tự như in; --csv để sửa rồi nhập lại.")
@period_option
@json_option
@csv_option
@click.pass_obj
def list_command(context: CommandContext, /, period_text: str, as_json: bool, as_csv: bool) -> None:
    """Print the lines of the period's form."""
    form = form_of(context.database, typed_period(context, period_text))
    if as_json:
        context.write_json([indicator_as_json(line) for line in form.lines])
    elif as_csv:
        context.write_csv(words.CSV_COLUMNS, [(*cells, code) for code, cells in _rows(form)])
    elif form.lines:
        rows = [(code, *cells[:4], _shown_note(context, cells[4])) for code, cells in _rows(form)]
        context.write_table(_columns(), rows)
    _say_summary(context, form)


def _rows(form: PeriodForm) -> list[tuple[str, tuple[str, str, str, str, str]]]:
    """The printed rows, each with the code by which its line is set; a section's row has none."""
    codes = iter(placed(form.lines))
    return [(next(codes).code if line else "", cells) for line, cells in printed_rows(form.lines)]


def _shown_note(context: CommandContext, note: str) -> str:
    """A note as a terminal shows it: some fill whole pages; elsewhere it is whole."""
    too_long = context.width is not None and len(note) > _SHOWN_NOTE
    return note[: _SHOWN_NOTE - 1].rstrip() + "…" if too_long else note


def _columns() -> list[OutputColumn]:
    code, no, name, unit, value, note = words.LIST_COLUMNS
    return [
        OutputColumn(code, wrap=False, maximum=12, accent=lambda _: BOLD),
        OutputColumn(no, wrap=False, maximum=6),
        OutputColumn(name, weight=4, minimum=20),
        OutputColumn(unit, weight=1, minimum=10),
        OutputColumn(value, wrap=False, align="right", maximum=16),
        OutputColumn(note, weight=2, minimum=10),
    ]


def _say_summary(context: CommandContext, form: PeriodForm) -> None:
    period = name_period(form.period)
    if form.carried_from:
        context.say(words.carried_form(period, name_period(form.carried_from)))
    elif form.lines:
        context.say(words.list_summary(period, len(form.lines), sum(bool(line.value) for line in form.lines)))
        return
    else:
        context.say(words.nothing_yet(period))
    others = [name_period(other) for other in periods_of(context.database)]
    if others:
        context.say(words.other_periods(others))


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
def set_command(
    context: CommandContext, /, settings: tuple[str, ...], period_text: str, note: str | None, as_json: bool
) -> None:
    """Record the values as one change."""
    period = typed_period(context, period_text)
    if not settings:
        raise UsageError(*words.nothing_to_set())
    wanted = [split_setting(text) for text in settings]
    for setting in wanted:
        if setting.value is None and note is None:
            raise UsageError(*words.value_missing(setting.target))
    report = set_indicators(context.database, period, wanted, context.act(), note)
    if report.carried_from and report.change_id:
        context.say(words.form_taken(name_period(report.period), name_period(report.carried_from)))
    if as_json:
        changed = [indicator_as_json(after) for _, _, after in report.changed]
        change = str(report.change_id) if report.change_id else None
        warnings = contradiction_lines(report.form)
        context.write_json({"change": change, "changed": changed, "warnings": warnings})
        return
    if report.change_id is None:
        context.answer(words.nothing_new())
        return
    for code, before, after in report.changed:
        context.answer(_effect(code, before, after))
    context.out.flush()
    say_contradictions(context, report.form)
    context.say(act_words.take_back_hint())


def split_setting(text: str) -> Setting:
    """Return what «LINE=VALUE» sets; without an equals sign only the line is named, an empty value empties it."""
    target, equals, value = text.partition("=")
    return Setting(target.strip(), value if equals else None)


def _effect(code: str, before: Indicator, after: Indicator) -> str:
    """What became of a line: its value, else its note."""
    if before.value == after.value:
        return words.changed_line(code, after.name, before.note, after.note)
    return words.changed_line(code, after.name, before.value, after.value)


@click.command("check", cls=Command, help="Số liệu mâu thuẫn nhau của một kỳ: phần nhiều hơn tổng, tỷ lệ sai …")
@period_option
@click.option("--exit-code", is_flag=True, help="Thoát với mã 1 khi có số liệu cần xem lại.")
@json_option
@click.pass_obj
def check_command(context: CommandContext, /, period_text: str, exit_code: bool, as_json: bool) -> None:
    """Print what contradicts itself, one finding a line."""
    form = form_of(context.database, typed_period(context, period_text))
    found = contradiction_lines(form.lines)
    if as_json:
        context.write_json(found)
    else:
        context.answer(*found)
    context.out.flush()
    period = name_period(form.period)
    if not form.stored:
        context.say(words.nothing_yet(period))
    else:
        context.say(
            words.warnings_heading(len(found), period).rstrip(":") + "." if found else words.nothing_found(period)
        )
    if found and exit_code:
        context.exit(1)
