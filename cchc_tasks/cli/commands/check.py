"""`check`: what a report would trip over, before it is written."""

from __future__ import annotations

from typing import Any

import click

from cchc_tasks.cli.command import Command, csv_option, filter_options, json_option, take_filters
from cchc_tasks.cli.context import App
from cchc_tasks.cli.date_input import typed_day
from cchc_tasks.cli.table_output import Column, write_csv, write_json, write_table
from cchc_tasks.days import day_in_sentence
from cchc_tasks.messages import list_words
from cchc_tasks.tracking import check_words as words
from cchc_tasks.tracking.data_check import Finding, check_plans


@click.command("check", cls=Command, help="Kiểm tra số liệu trước khi báo cáo; mỗi điểm kèm lệnh để xử lý.")
@click.option("--since", metavar="DATE", help="Kỳ báo cáo bắt đầu từ ngày này (mặc định: theo lịch báo cáo CCHC).")
@click.option("--exit-code", is_flag=True, help="Thoát với mã 1 khi có điểm cần xem.")
@filter_options()
@json_option
@csv_option
@click.pass_obj
def command(app: App, /, since: str | None, exit_code: bool, **options: Any) -> None:
    """Print each finding with its task and its remedy."""
    as_json, as_csv = options.pop("as_json"), options.pop("as_csv")
    filters, day = take_filters(app, options)
    start = typed_day(app, since, filters.plan) if since else app.periods.start_of(day)
    found = check_plans(app.database, filters, day, start, app.rules)
    if as_json:
        write_json(app.out, map(_as_json, found), indent=app.width is not None)
    elif as_csv:
        write_csv(app.out, words.COLUMNS, map(_row, found))
    elif found:
        columns = [Column(title, weight=weight) for title, weight in zip(words.COLUMNS, (1, 2, 3, 3), strict=True)]
        columns[0].wrap = False
        write_table(app.out, columns, map(_row, found), width=app.width, color=app.color)
    listed = [(code, found.counts[code]) for code in words.CODES if found.counts[code]]
    told = words.summary(listed, found.tasks, day_in_sentence(day), len(found))
    app.say(told if listed else list_words.of_chosen(told, narrowed=not filters.is_empty))
    if found.counts["not_reported"] and not since:
        app.say(words.period(day_in_sentence(start), app.periods.source))
    if exit_code and found.total:
        app.leave(1)


def _as_json(finding: Finding) -> dict[str, Any]:
    return {name: getattr(finding, name) for name in ("code", "ref", "title", "message", "command", "milestone")}


def _row(finding: Finding) -> tuple[str, ...]:
    return (finding.ref, finding.title, finding.message, finding.command)
