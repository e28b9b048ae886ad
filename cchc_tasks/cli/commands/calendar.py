"""`calendar`: deadlines as one calendar file, or as a folder of feeds that stay right."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from cchc_tasks.calendars.calendar_export import export_calendar, export_todos
from cchc_tasks.calendars.feed_folder import FeedFolder, read_calendar
from cchc_tasks.calendars.feeds import FeedRequest, export_feeds
from cchc_tasks.calendars.published import is_our_calendar
from cchc_tasks.calendars.reminders import Reminders, reminder_days
from cchc_tasks.cli.command import Command, filter_options, take_filters
from cchc_tasks.cli.context import App
from cchc_tasks.cli.output_argument import out_argument
from cchc_tasks.errors import UsageError
from cchc_tasks.files.output import Output, is_file_name, is_folder
from cchc_tasks.messages import calendar_words
from cchc_tasks.model.filters import Filters

_TODO_FILE = "viec-can-lam.ics"
_SUFFIX = ".ics"


class CalendarCommand(Command):
    """`calendar OUT`, or `calendar push URL`: a file that is called «push» is written as ./push."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        if args[:1] == ["push"]:
            from cchc_tasks.cli.commands.calendar_push import command as push

            return push.make_context(f"{info_name} push", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


@click.command(
    "calendar",
    cls=CalendarCommand,
    help=(
        "Xuất thời hạn ra một tệp lịch (.ics), hoặc một thư mục kênh lịch để mọi người đăng ký. "
        "Đưa thẳng vào máy chủ lịch CalDAV: calendar push URL (xem calendar push --help)."
    ),
)
@out_argument()
@filter_options(sort=False, limit=False)
@click.option("--split-by", type=click.Choice(["unit", "plan"]), help=calendar_words.HELP_SPLIT_BY)
@click.option("--alarms", metavar="7,1|none", help=calendar_words.HELP_ALARMS)
@click.option("--calendar-days", is_flag=True, help=calendar_words.HELP_CALENDAR_DAYS)
@click.option("--ongoing", is_flag=True, help=calendar_words.HELP_ONGOING)
@click.option("--todo", is_flag=True, help=calendar_words.HELP_TODO)
@click.option("--reports", is_flag=True, help=calendar_words.HELP_REPORTS)
@click.option("--cancelled", type=click.Choice(["mark", "omit"]), default="mark", help=calendar_words.HELP_CANCELLED)
@click.option("--keep-days", type=click.IntRange(1, 3660), default=180, help=calendar_words.HELP_KEEP_DAYS)
@click.option("--base-url", metavar="URL", default="", help=calendar_words.HELP_BASE_URL)
@click.pass_obj
def command(app: App, /, out: Path, overwrite: bool, **options: Any) -> None:
    """Write the calendar file, or the folder of feeds; what has no date is counted on stderr."""
    alarms, calendar_days = options.pop("alarms"), options.pop("calendar_days")
    ongoing, todo = options.pop("ongoing"), options.pop("todo")
    of_feeds = {name: options.pop(name) for name in ("split_by", "reports", "cancelled", "keep_days", "base_url")}
    days = app.settings.alarms if alarms is None else reminder_days(alarms)
    reminders = Reminders(days, None if calendar_days else app.is_day_off)
    output = app.output(overwrite=overwrite)
    if of_feeds["split_by"] or is_folder(out) or not is_file_name(out):
        _refuse_filters(app, options)
        folder = FeedFolder(out, output)
        if todo:
            _check_todos(out / _TODO_FILE, output)
        _write_feeds(app, folder, reminders, ongoing=ongoing, **of_feeds)
        if todo:
            _write_todos(app, out / _TODO_FILE, output, Filters(), app.today, goes_on=True)
        return
    output.check(out, (_SUFFIX,))
    if of_feeds["reports"] or of_feeds["base_url"]:
        raise UsageError(*calendar_words.for_feeds_only("--reports" if of_feeds["reports"] else "--base-url"))
    todos = out.with_name(f"{out.stem}-viec{out.suffix}")
    if todo:
        output.check(todos, (_SUFFIX,))
    filters, day = take_filters(app, options)
    export = export_calendar(app.database, filters, day, reminders, ongoing=ongoing)
    output.write_bytes(out, export.data)
    app.say(calendar_words.calendar_written(str(out), export.events))
    if todo:
        _write_todos(app, todos, output, filters, day)
    if export.undated or export.ongoing_left_out:
        app.say(calendar_words.calendar_left_out(export.undated, export.ongoing_left_out))


def _check_todos(path: Path, output: Output) -> None:
    """Refuse a file beside the feeds that is somebody else's."""
    if not is_our_calendar(read_calendar(path) or b""):
        output.check_free([path])


def _write_todos(app: App, path: Path, output: Output, filters: Filters, day: date, *, goes_on: bool = False) -> None:
    """Write the things to do; beside feeds (`goes_on`) a file of ours is brought up to date unasked, as feeds are."""
    before = read_calendar(path) or b""
    data, count = export_todos(app.database, filters, day, before)
    if data != before:
        ours = goes_on and is_our_calendar(before)
        (output.replacing() if ours else output).write_bytes(path, data)
    app.say(calendar_words.todos_written(str(path), count))


def _refuse_filters(app: App, options: dict[str, Any]) -> None:
    """Feeds always hold every plan in force today: a selection would call off what it leaves out."""
    given = options["as_of"] is not None
    filters, _ = take_filters(app, options)
    if given or not filters.is_empty:
        raise UsageError(*calendar_words.no_filters_for_feeds())


def _write_feeds(
    app: App,
    folder: FeedFolder,
    reminders: Reminders,
    *,
    ongoing: bool,
    split_by: str | None,
    reports: bool,
    cancelled: str,
    keep_days: int,
    base_url: str,
) -> None:
    request = FeedRequest(
        split_by=split_by or "",
        reminders=reminders,
        ongoing=ongoing,
        omit_cancelled=cancelled == "omit",
        keep_days=keep_days,
        periods=app.periods if reports else None,
        base_url=base_url,
    )
    export = export_feeds(app.database, request, app.act(), folder.read)
    changed = folder.publish(export)
    cancelled_events = sum(feed.cancelled for feed in export.feeds)
    events = export.feeds[0].events  # the feed for all comes first; a milestone of two units counts once
    app.say(calendar_words.feeds_written(str(folder.path), len(export.feeds), events, cancelled_events, len(changed)))
    app.say(*(calendar_words.feed_in_parts(feed.title, len(feed.files)) for feed in export.feeds if feed.files[1:]))
    if export.undated or export.ongoing_left_out:
        app.say(calendar_words.calendar_left_out(export.undated, export.ongoing_left_out))
    folder.tidy(export, app.say)
