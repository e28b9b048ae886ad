"""`calendar push`: deadlines into a calendar on a CalDAV server, kept right there."""

from __future__ import annotations

from pathlib import Path

import click

from cchc_tasks.calendars import caldav_words as words
from cchc_tasks.calendars.caldav_server import Account, checked_url, open_calendar, shown_url
from cchc_tasks.calendars.push import Push, PushRequest, carry_out, plan_push
from cchc_tasks.calendars.reminders import Reminders, reminder_days
from cchc_tasks.cli.command import Command, json_option
from cchc_tasks.cli.context import App
from cchc_tasks.cli.table_output import write_json
from cchc_tasks.errors import ConflictError, ServerError, UsageError
from cchc_tasks.messages import calendar_words


@click.command("push", cls=Command, help=words.HELP)
@click.argument("url", metavar="URL")
@click.option("--dry-run", is_flag=True, help=words.HELP_DRY_RUN)
@click.option("--alarms", metavar="7,1|none", help=calendar_words.HELP_ALARMS)
@click.option("--calendar-days", is_flag=True, help=calendar_words.HELP_CALENDAR_DAYS)
@click.option("--ongoing", is_flag=True, help=calendar_words.HELP_ONGOING)
@click.option("--reports", is_flag=True, help=calendar_words.HELP_REPORTS_PUSHED)
@click.option("--ca-file", metavar="FILE", type=click.Path(path_type=Path), help=words.HELP_CA)
@json_option
@click.pass_obj
def command(
    app: App,
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
    days = app.settings.alarms if alarms is None else reminder_days(alarms)
    reminders = Reminders(days, None if calendar_days else app.is_day_off)
    request = PushRequest(reminders, app.periods, ongoing, reports)
    act = app.act()
    with open_calendar(url, _account(app, url, ca_file)) as server:
        push = plan_push(app.database, request, act, server.entries(), dry_run=dry_run)
        if not dry_run:
            try:
                carry_out(push, server)
            except ServerError:
                app.say(words.broken_off(_counts(push, dry_run=False)))
                raise
    if as_json:
        write_json(app.out, _as_json(push, url, dry_run=dry_run))
    else:
        app.answer(_counts(push, dry_run=dry_run))
        if push.undated or push.ongoing_left_out:
            app.say(calendar_words.calendar_left_out(push.undated, push.ongoing_left_out))
    if push.conflicts:
        raise ConflictError(*words.conflicts(push.conflicts))


def _account(app: App, url: str, ca_file: Path | None) -> Account:
    """Who signs in: by the environment, else by asking; neither is stored or printed."""
    if ca_file and not ca_file.is_file():
        raise UsageError(*words.bad_ca(str(ca_file)))
    user = app.environ.get(words.USER) or checked_url(url).username or ""
    password = app.environ.get(words.PASSWORD) or ""
    if not (user and password) and not app.interactive:
        raise UsageError(*words.no_credentials())
    user = user or click.prompt(words.ask_user(), err=True)
    password = password or click.prompt(words.ask_password(user), hide_input=True, err=True)
    return Account(user, password, str(ca_file or ""))


def _numbers(push: Push, *, dry_run: bool) -> tuple[int, int, int]:
    if dry_run:
        return len(push.creating), len(push.updating), len(push.deleting)
    return push.created, push.updated, push.deleted


def _counts(push: Push, *, dry_run: bool) -> str:
    return words.pushed(*_numbers(push, dry_run=dry_run), push.unchanged, push.foreign, dry_run=dry_run)


def _as_json(push: Push, url: str, *, dry_run: bool) -> dict[str, object]:
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
