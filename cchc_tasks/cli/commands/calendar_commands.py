"""`calendar`: deadlines as a calendar file, as a folder of feeds, or pushed to a CalDAV server."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from cchc_tasks.calendars import caldav_words, words
from cchc_tasks.calendars.caldav_push import PushPlan, PushRequest, carry_out_push, plan_push
from cchc_tasks.calendars.caldav_server import CalendarAccount, checked_url, open_calendar, shown_url
from cchc_tasks.calendars.calendar_export import export_calendar, export_todos
from cchc_tasks.calendars.feed_folder import FeedFolder, read_calendar
from cchc_tasks.calendars.feeds import FeedRequest, export_feeds
from cchc_tasks.calendars.published import is_our_calendar
from cchc_tasks.calendars.reminders import Reminders, parse_reminder_days
from cchc_tasks.cli.command import Command
from cchc_tasks.cli.context import CommandContext
from cchc_tasks.cli.data_output import write_json
from cchc_tasks.cli.filter_options import filter_options, json_option, take_filters
from cchc_tasks.cli.output_argument import out_argument
from cchc_tasks.errors import ConflictError, ServerError, UsageError
from cchc_tasks.files.output import Output, is_file_name, is_folder
from cchc_tasks.model.filters import Filters

_TODO_FILE = "viec-can-lam.ics"
_SUFFIX = ".ics"
_alarms_option = click.option(
    "--alarms", metavar="7,1|none", help="Nhắc trước mấy ngày làm việc (mặc định: 7,1), none: không nhắc."
)
_calendar_days_option = click.option(
    "--calendar-days", is_flag=True, help="Đếm ngày nhắc theo ngày lịch, kể cả ngày nghỉ."
)
_ongoing_option = click.option("--ongoing", is_flag=True, help="Đưa cả nhiệm vụ thường xuyên vào lịch (ngày hết kỳ).")


class CalendarCommand(Command):
    """`calendar OUT`, or `calendar push URL`: a file that is called «push» is written as ./push."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        if args[:1] == ["push"]:
            return push_command.make_context(f"{info_name} push", args[1:], parent, **extra)
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
@click.option(
    "--split-by",
    type=click.Choice(["unit", "plan"]),
    help="OUT là thư mục: mỗi đơn vị (hoặc kế hoạch) một kênh lịch, thêm một kênh cho tất cả.",
)
@_alarms_option
@_calendar_days_option
@_ongoing_option
@click.option(
    "--todo", is_flag=True, help="Ghi thêm tệp việc cần làm (VTODO) cạnh đó, cho chương trình có danh sách việc."
)
@click.option("--reports", is_flag=True, help="Thêm ngày chốt số liệu và ngày gửi báo cáo vào kênh chung.")
@click.option(
    "--cancelled",
    type=click.Choice(["mark", "omit"]),
    default="mark",
    help="Mốc bị rút khỏi kênh: mark giữ lại, ghi [ĐÃ HỦY] (mặc định); omit bỏ hẳn.",
)
@click.option(
    "--keep-days",
    type=click.IntRange(1, 3660),
    default=180,
    help="Mốc đã hủy được giữ trong kênh mấy ngày (mặc định: 180).",
)
@click.option(
    "--base-url", metavar="URL", default="", help="Địa chỉ web của thư mục, để trang index.html ghi địa chỉ đầy đủ."
)
@click.pass_obj
def calendar_command(context: CommandContext, /, out: Path, overwrite: bool, **options: Any) -> None:
    """Write the calendar file, or the folder of feeds; what has no date is counted on stderr."""
    alarms, calendar_days = options.pop("alarms"), options.pop("calendar_days")
    ongoing, todo = options.pop("ongoing"), options.pop("todo")
    of_feeds = {name: options.pop(name) for name in ("split_by", "reports", "cancelled", "keep_days", "base_url")}
    days = context.settings.alarms if alarms is None else parse_reminder_days(alarms)
    reminders = Reminders(days, None if calendar_days else context.is_day_off)
    output = context.output(overwrite=overwrite)
    if of_feeds["split_by"] or is_folder(out) or not is_file_name(out):
        _refuse_filters(context, options)
        folder = FeedFolder(out, output)
        if todo:
            _check_todos(out / _TODO_FILE, output)
        _write_feeds(context, folder, reminders, ongoing=ongoing, **of_feeds)
        if todo:
            _write_todos(context, out / _TODO_FILE, output, Filters(), context.today, goes_on=True)
        return
    output.check(out, (_SUFFIX,))
    if of_feeds["reports"] or of_feeds["base_url"]:
        raise UsageError(*words.for_feeds_only("--reports" if of_feeds["reports"] else "--base-url"))
    todos = out.with_name(f"{out.stem}-viec{out.suffix}")
    if todo:
        output.check(todos, (_SUFFIX,))
    filters, day = take_filters(context, options)
    export = export_calendar(context.database, filters, day, reminders, ongoing=ongoing)
    output.write_bytes(out, export.data)
    context.say(words.calendar_written(str(out), export.events))
    if todo:
        _write_todos(context, todos, output, filters, day)
    if export.undated or export.ongoing_left_out:
        context.say(words.calendar_left_out(export.undated, export.ongoing_left_out))


def _check_todos(path: Path, output: Output) -> None:
    """Refuse a file beside the feeds that is somebody else's."""
    if not is_our_calendar(read_calendar(path) or b""):
        output.check_free([path])


def _write_todos(
    context: CommandContext, path: Path, output: Output, filters: Filters, day: date, *, goes_on: bool = False
) -> None:
    """Write the things to do; beside feeds (`goes_on`) a file of ours is brought up to date unasked, as feeds are."""
    before = read_calendar(path) or b""
    data, count = export_todos(context.database, filters, day, before)
    if data != before:
        ours = goes_on and is_our_calendar(before)
        (output.replacing() if ours else output).write_bytes(path, data)
    context.say(words.todos_written(str(path), count))


def _refuse_filters(context: CommandContext, options: dict[str, Any]) -> None:
    """Feeds always hold every plan in force today: a selection would call off what it leaves out."""
    given = options["as_of"] is not None
    filters, _ = take_filters(context, options)
    if given or not filters.is_empty:
        raise UsageError(*words.no_filters_for_feeds())


def _write_feeds(
    context: CommandContext,
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
        periods=context.periods if reports else None,
        base_url=base_url,
    )
    export = export_feeds(context.database, request, context.act(), folder.read)
    changed = folder.publish(export)
    cancelled_events = sum(feed.cancelled for feed in export.feeds)
    events = export.feeds[0].events  # the feed for all comes first; a milestone of two units counts once
    context.say(words.feeds_written(str(folder.path), len(export.feeds), events, cancelled_events, len(changed)))
    context.say(*(words.feed_in_parts(feed.title, len(feed.files)) for feed in export.feeds if feed.files[1:]))
    if export.undated or export.ongoing_left_out:
        context.say(words.calendar_left_out(export.undated, export.ongoing_left_out))
    folder.tidy(export, context.say)


@click.command(
    "push",
    cls=Command,
    help=("Đưa thời hạn vào một lịch CalDAV: tạo, sửa, xóa đúng mốc của mình, không động đến mục của người khác."),
)
@click.argument("url", metavar="URL")
@click.option("--dry-run", is_flag=True, help="Chỉ cho biết sẽ làm gì, không ghi gì lên máy chủ.")
@_alarms_option
@_calendar_days_option
@_ongoing_option
@click.option("--reports", is_flag=True, help="Thêm ngày chốt số liệu và ngày gửi báo cáo.")
@click.option(
    "--ca-file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Tệp chứng thư (.pem) của cơ quan cấp chứng thư riêng, khi máy chủ dùng chứng thư nội bộ.",
)
@json_option
@click.pass_obj
def push_command(
    context: CommandContext,
    /,
    url: str,
    dry_run: bool,
    alarms: str | None,
    calendar_days: bool,
    ongoing: bool,
    reports: bool,
    ca_file: Path | None,
    as_json: bool,
) -> None:
    """Read the collection, say what differs, and write it; every failure says what was done before it."""
    checked_url(url)
    days = context.settings.alarms if alarms is None else parse_reminder_days(alarms)
    reminders = Reminders(days, None if calendar_days else context.is_day_off)
    request = PushRequest(reminders, context.periods, ongoing, reports)
    act = context.act()
    with open_calendar(url, _account(context, url, ca_file)) as server:
        push = plan_push(context.database, request, act, server.entries(), dry_run=dry_run)
        if not dry_run:
            try:
                carry_out_push(push, server)
            except ServerError:
                context.say(caldav_words.broken_off(_counts(push, dry_run=False)))
                raise
    if as_json:
        write_json(context.out, _push_as_json(push, url, dry_run=dry_run))
    else:
        context.answer(_counts(push, dry_run=dry_run))
        if push.undated or push.ongoing_left_out:
            context.say(words.calendar_left_out(push.undated, push.ongoing_left_out))
    if push.conflicts:
        raise ConflictError(*caldav_words.conflicts(push.conflicts))


def _account(context: CommandContext, url: str, ca_file: Path | None) -> CalendarAccount:
    """Who signs in: by the environment, else by asking; neither is stored or printed."""
    if ca_file and not ca_file.is_file():
        raise UsageError(*caldav_words.bad_ca(str(ca_file)))
    user = context.environ.get(caldav_words.USER) or checked_url(url).username or ""
    password = context.environ.get(caldav_words.PASSWORD) or ""
    if not (user and password) and not context.is_interactive:
        raise UsageError(*caldav_words.no_credentials())
    user = user or click.prompt(caldav_words.ask_user(), err=True)
    password = password or click.prompt(caldav_words.ask_password(user), hide_input=True, err=True)
    return CalendarAccount(user, password, str(ca_file or ""))


def _numbers(push: PushPlan, *, dry_run: bool) -> tuple[int, int, int]:
    if dry_run:
        return len(push.creating), len(push.updating), len(push.deleting)
    return push.created, push.updated, push.deleted


def _counts(push: PushPlan, *, dry_run: bool) -> str:
    return caldav_words.pushed(*_numbers(push, dry_run=dry_run), push.unchanged, push.foreign, dry_run=dry_run)


def _push_as_json(push: PushPlan, url: str, *, dry_run: bool) -> dict[str, object]:
    created, updated, deleted = _numbers(push, dry_run=dry_run)
    return {
        "url": shown_url(url),
        "dry_run": dry_run,
        "created": created,
        "updated": updated,
        "deleted": deleted,
        "unchanged": push.unchanged,
        "foreign": push.foreign,
        "conflicts": push.conflicts,
        "undated": push.undated,
        "ongoing_left_out": push.ongoing_left_out,
    }
