"""`indicators import`: the appendix of a period goes in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cchc_tasks.cli.command import Command, json_option
from cchc_tasks.cli.commands.indicator_commands.sharing import (
    period_option,
    retyped,
    say_contradictions,
    say_list,
    typed_period,
)
from cchc_tasks.cli.context import App
from cchc_tasks.cli.table_output import write_json
from cchc_tasks.indicators import words
from cchc_tasks.indicators.appendix_form import contradiction_lines, named
from cchc_tasks.indicators.indicator_import import IndicatorsReport, IndicatorsRequest, import_indicators
from cchc_tasks.messages import act_words
from cchc_tasks.model.indicator import indicator_as_json
from cchc_tasks.plans.words import notice_line, notices_heading


@click.command(
    "import",
    cls=Command,
    help="Nhập phụ lục thống kê của một kỳ từ tệp (.docx, .doc, .odt, .xlsx, .xls, .ods, .pdf, .html, .txt, .csv).",
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@period_option
@click.option("--sheet", metavar="S", help=words.HELP_SHEET)
@click.option("--replace", is_flag=True, help=words.HELP_REPLACE)
@click.option("--dry-run", is_flag=True, help=words.HELP_DRY_RUN)
@json_option
@click.pass_obj
def command(app: App, /, file: Path, period_text: str, as_json: bool, **options: Any) -> None:
    """Read the file as an appendix and store what it says of the period."""
    period = typed_period(app, period_text)
    request = IndicatorsRequest(file, period, options["sheet"], options["replace"], options["dry_run"])
    with app.progress() as progress:
        report = import_indicators(app.database, request, app.act(), progress.show)
    if as_json:
        write_json(app.out, _as_json(report), indent=app.width is not None)
    else:
        _write_report(app, report, request)


def _write_report(app: App, report: IndicatorsReport, request: IndicatorsRequest) -> None:
    filled = sum(bool(line.value) for line in report.lines)
    period = named(report.period)
    app.answer(words.import_summary(period, len(report.lines), filled, report.title, dry_run=request.dry_run))
    kept = len(report.form) - len(report.added) - len(report.changed)
    app.answer(words.import_effect(len(report.added), len(report.changed), kept))
    app.out.flush()
    changes = _changes(report)
    say_list(app, words.changed_heading(len(changes)), changes)
    if report.missing:
        app.say(words.missing_lines(len(report.missing), replaced=request.replace))
    if report.other_form and report.form_source:
        app.say(words.form_changed(named(report.form_source), len(report.other_form)))
    if report.kept_empty:
        app.say(words.kept_empty(len(report.kept_empty)))
    say_list(
        app, notices_heading(len(report.notices)), [str(notice_line(n.row, n.message)).strip() for n in report.notices]
    )
    say_contradictions(app, report.form)
    if report.change_id:
        app.say(act_words.take_back_hint(), words.next_step(retyped(report.period)))
    elif not request.dry_run:
        app.say(words.nothing_new())


def _changes(report: IndicatorsReport) -> list[str]:
    """The lines that say something else now, each with what it said before."""
    return [
        words.changed_line(code, after.name, before.value, after.value)
        if before.value != after.value
        else words.note_changed(code, after.name)
        for code, before, after in report.changed
        if (before.value, before.note) != (after.value, after.note)
    ]


def _as_json(report: IndicatorsReport) -> dict[str, Any]:
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
