"""The statistics appendix in files: `indicators import` and `indicators compare`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from cchc_tasks.cli.command import Command
from cchc_tasks.cli.commands.indicator_commands import (
    period_argument,
    period_option,
    say_contradictions,
    say_list,
    typed_period,
)
from cchc_tasks.cli.context import CommandContext
from cchc_tasks.cli.filter_options import csv_option, json_option
from cchc_tasks.cli.table_output import OutputColumn
from cchc_tasks.errors import UsageError
from cchc_tasks.indicators import words
from cchc_tasks.indicators.indicator_comparison import ComparedLine, Side, compare, side_of, side_of_file
from cchc_tasks.indicators.indicator_import import IndicatorsReport, IndicatorsRequest, import_indicators
from cchc_tasks.indicators.period_form import contradiction_lines, name_period
from cchc_tasks.messages import act_words
from cchc_tasks.model.indicator import Indicator, indicator_as_json
from cchc_tasks.plans.words import notice_line, notices_heading
from cchc_tasks.storage.database import Database

_sheet_option = click.option("--sheet", metavar="S", help="Tên trang tính.")


@click.command(
    "import",
    cls=Command,
    help="Nhập phụ lục thống kê của một kỳ từ tệp (.docx, .doc, .odt, .xlsx, .xls, .ods, .pdf, .html, .txt, .csv).",
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@period_option
@_sheet_option
@click.option(
    "--replace", is_flag=True, help="Lấy đúng như tệp: dòng tệp không có thì bỏ khỏi kỳ, ô trống thì xóa số liệu."
)
@click.option("--dry-run", is_flag=True, help="Chỉ xem trước, không lưu gì.")
@json_option
@click.pass_obj
def import_command(context: CommandContext, /, file: Path, period_text: str, as_json: bool, **options: Any) -> None:
    """Read the file as an appendix and store what it says of the period."""
    period = typed_period(context, period_text)
    request = IndicatorsRequest(file, period, options["sheet"], options["replace"], options["dry_run"])
    with context.progress() as progress:
        report = import_indicators(context.database, request, context.act(), progress.show)
    if as_json:
        context.write_json(_import_as_json(report))
    else:
        _write_report(context, report, request)


def _write_report(context: CommandContext, report: IndicatorsReport, request: IndicatorsRequest) -> None:
    filled = sum(bool(line.value) for line in report.lines)
    period = name_period(report.period)
    context.answer(words.import_summary(period, len(report.lines), filled, report.title, dry_run=request.dry_run))
    unchanged = len(report.form) - len(report.added) - len(report.changed)
    context.answer(words.import_effect(len(report.added), len(report.changed), unchanged))
    context.out.flush()
    changes = _changed_lines(report)
    say_list(context, words.changed_heading(len(changes)), changes)
    if report.missing:
        context.say(words.missing_lines(len(report.missing), replaced=request.replace))
    if report.other_form and report.form_source:
        context.say(words.form_changed(name_period(report.form_source), len(report.other_form)))
    if report.kept_empty:
        context.say(words.kept_empty(len(report.kept_empty)))
    say_list(
        context,
        notices_heading(len(report.notices)),
        [str(notice_line(n.row, n.message)).strip() for n in report.notices],
    )
    say_contradictions(context, report.form)
    if report.change_id:
        context.say(act_words.take_back_hint(), words.next_step(period_argument(report.period)))
    elif not request.dry_run:
        context.say(words.nothing_new())


def _changed_lines(report: IndicatorsReport) -> list[str]:
    """Return the lines whose value or note changed, each with the old one."""
    return [
        words.changed_line(code, after.name, before.value, after.value)
        if before.value != after.value
        else words.note_changed(code, after.name)
        for code, before, after in report.changed
        if (before.value, before.note) != (after.value, after.note)
    ]


def _import_as_json(report: IndicatorsReport) -> dict[str, Any]:
    return {
        "period": {"from": report.period.first.isoformat(), "to": report.period.last.isoformat()},
        "file": report.file,
        "sha256": report.sha256,
        "title": report.title,
        "stored": report.change_id is not None,
        "change": str(report.change_id) if report.change_id else None,
        "lines": [indicator_as_json(line) for line in report.lines],
        "added": len(report.added),
        "changed": [
            {"code": code, "before": indicator_as_json(before), "after": indicator_as_json(after)}
            for code, before, after in report.changed
        ],
        "missing": [indicator_as_json(line) for line in report.missing],
        "kept_empty": [indicator_as_json(line) for line in report.kept_empty],
        "notices": [{"code": n.code, "row": n.row, "message": n.message} for n in report.notices],
        "warnings": contradiction_lines(report.form),
    }


@click.command("compare", cls=Command, help="So sánh số liệu hai kỳ, hai cơ quan, hoặc một kỳ với một tệp.")
@click.argument("periods", nargs=-1, required=True, metavar="P [P]")
@click.option("--with-org", metavar="NAME", help="So với cơ quan này trong cùng cơ sở dữ liệu.")
@click.option("--with-file", metavar="FILE", type=click.Path(path_type=Path), help="So với phụ lục trong tệp này.")
@_sheet_option
@click.option("--changed", is_flag=True, help="Chỉ các dòng khác nhau.")
@json_option
@csv_option
@click.pass_obj
def compare_command(
    context: CommandContext, /, periods: tuple[str, ...], as_json: bool, as_csv: bool, **options: Any
) -> None:
    """Print the lines of both, with what each says."""
    first, second = _sides(context, periods, options)
    compared = compare(first, second)
    shown = [line for line in compared if line.differs] if options["changed"] else compared
    if as_json:
        context.write_json(_comparison_as_json(first, second, shown))
        return
    titles = words.compare_columns(first.name, second.name)
    rows = [_row(line) for line in shown]
    if as_csv:
        context.write_csv(titles, rows)
    elif rows:
        context.write_table(_columns(titles), rows)
    context.out.flush()
    only_first = sum(line.second is None for line in compared)
    only_second = sum(line.first is None for line in compared)
    different = sum(line.differs for line in compared)
    context.say(words.compare_summary(len(compared), different, only_first, only_second, first.name, second.name))
    for side in (first, second):
        say_contradictions(context, side.lines, side.name)


def _sides(context: CommandContext, periods: Sequence[str], options: dict[str, Any]) -> tuple[Side, Side]:
    """The two appendices that are meant."""
    typed = [typed_period(context, text) for text in periods]
    organisation, file = options["with_org"], options["with_file"]
    if len(typed) > 2 or (file and (organisation or len(typed) > 1)):
        raise UsageError(*words.too_many_sides())
    if len(typed) == 1 and not organisation and not file:
        raise UsageError(*words.second_side_wanted())
    if file:
        return side_of(context.database, typed[0]), side_of_file(file, options["sheet"])
    if not organisation:
        return side_of(context.database, typed[0]), side_of(context.database, typed[1])
    other = Database(context.settings.db, organisation)
    try:
        second = side_of(other, typed[-1], words.side_of_organisation(organisation, name_period(typed[-1])))
    finally:
        other.close()
    return side_of(context.database, typed[0]), second


def _columns(titles: Sequence[str]) -> list[OutputColumn]:
    code, name, unit, first, second, difference = titles
    return [
        OutputColumn(code, wrap=False, maximum=12),
        OutputColumn(name, weight=4, minimum=20),
        OutputColumn(unit, weight=1, minimum=10),
        OutputColumn(first, weight=1, align="right", minimum=8),
        OutputColumn(second, weight=1, align="right", minimum=8),
        OutputColumn(difference, wrap=False, align="right", maximum=14),
    ]


def _row(line: ComparedLine) -> tuple[str, ...]:
    difference = words.signed(line.difference) if line.difference is not None else ""
    return (line.code, line.line.name, line.line.unit, _value_text(line.first), _value_text(line.second), difference)


def _value_text(line: Indicator | None) -> str:
    return words.NOT_THERE if line is None else line.value


def _comparison_as_json(first: Side, second: Side, lines: Sequence[ComparedLine]) -> dict[str, Any]:
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
