"""`calendar`: deadlines as one calendar file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO

import click

from cchc_tasks.cli.app import App
from cchc_tasks.cli.commands import Command, filter_options, take_filters
from cchc_tasks.errors import UsageError
from cchc_tasks.outfile import write_file
from cchc_tasks.services.calendar_export import export_calendar
from cchc_tasks.wording import calendars as calendar_words
from cchc_tasks.wording import files as words


@click.command("calendar", cls=Command, help="Xuất thời hạn ra một tệp lịch (.ics) cho Outlook, Google, điện thoại.")
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@filter_options
@click.option("--alarms", metavar="7,1|none", help="Nhắc trước mấy ngày (mặc định: 7,1), none: không nhắc.")
@click.option("--ongoing", is_flag=True, help="Đưa cả nhiệm vụ thường xuyên vào lịch (ngày hết kỳ).")
@click.pass_obj
def command(app: App, /, out: Path, **options: Any) -> None:
    """Write the calendar file; what has no date is counted on stderr."""
    alarms, ongoing = options.pop("alarms"), options.pop("ongoing")
    filters, day = take_filters(app, options)
    days = app.settings.alarms if alarms is None else _days(alarms)
    export = export_calendar(app.database, filters, day, days, ongoing=ongoing)
    write_file(out, lambda file: _write(file, export.data))
    app.say(words.calendar_written(str(out), export.events))
    if export.undated or export.ongoing_left_out:
        app.say(words.calendar_left_out(export.undated, export.ongoing_left_out))


def _write(file: BinaryIO, data: bytes) -> None:
    file.write(data)


def _days(text: str) -> tuple[int, ...]:
    if text.strip().lower() == "none":
        return ()
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isdecimal() for part in parts):
        raise UsageError(*calendar_words.bad_alarms(text))
    return tuple(int(part) for part in parts)
