"""`db`: care of the database."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cchc_tasks.cli.command import Command, Group, json_option
from cchc_tasks.cli.commands import copying, handover
from cchc_tasks.cli.commands.access import grant, grants, revoke
from cchc_tasks.cli.context import VIET_NAM, App
from cchc_tasks.cli.output_argument import force_option, out_argument
from cchc_tasks.cli.table_output import Column, write_json, write_table
from cchc_tasks.errors import UsageError
from cchc_tasks.office import backup_words
from cchc_tasks.office import health_words as words
from cchc_tasks.office.backup import DailyCopies, altered_since, back_up, daily_copies, restoring
from cchc_tasks.office.health import CheckReport, check_offices, database_info, role_script, upgrade_database
from cchc_tasks.sentences import Sentence, Words
from cchc_tasks.storage.connection import HEAD

if TYPE_CHECKING:
    from cchc_tasks.office.backup import Restoration
    from cchc_tasks.storage.backup_files import Contents


@click.group("db", cls=Group, help="Chăm sóc cơ sở dữ liệu.")
def command() -> None:
    """Group the commands that concern the database."""


command.add_command(copying.command)
command.add_command(handover.command)


@command.command("info", cls=Command, help="Cơ sở dữ liệu ở đâu, có gì.")
@json_option
@click.pass_obj
def info(app: App, as_json: bool) -> None:
    """Print where the data is and what is in it."""
    found = database_info(app.database)
    daily = _daily(app)
    if as_json:
        shown = {"location": found.location, "kind": found.kind, "revision": found.revision, "size": found.size}
        write_json(
            app.out,
            {
                **shown,
                "organisations": list(found.organisations),
                "counts": dict(found.counts),
                "backup": _daily_as_json(daily),
            },
            indent=app.width is not None,
        )
        return
    if daily is not None and daily.beside_database:
        app.say(backup_words.same_folder(str(daily.folder)))
    size = words.size(found.size) if found.size is not None else ""
    rows = [(words.LOCATION, found.location), (words.KIND, found.kind), (words.REVISION, found.revision)]
    rows += [(words.SIZE, size)] if size else []
    rows += [(words.ORGANISATIONS, "; ".join(found.organisations))]
    rows += [(words.COUNTS[name], str(count)) for name, count in found.counts.items()]
    rows += _daily_rows(app, daily)
    columns = [Column(title, weight=weight) for title, weight in zip(words.COLUMNS, (1, 3), strict=True)]
    write_table(app.out, columns, rows, width=app.width, color=app.color)


@command.command("upgrade", cls=Command, help="Tạo hoặc nâng cấp cơ sở dữ liệu cho bản cchc-tasks này.")
@click.pass_obj
def upgrade(app: App) -> None:
    """Bring the schema up to date."""
    app.say(words.upgraded(*upgrade_database(app.database)))


@command.command("roles", cls=Command, help=words.HELP_ROLES)
@click.option("--owner", metavar="NAME", default="cchc_owner", show_default=False, help=words.HELP_OWNER)
@click.option("--writer", metavar="NAME", default="cchc_writer", show_default=False, help=words.HELP_WRITER)
@click.option("--reader", metavar="NAME", default="cchc_reader", show_default=False, help=words.HELP_READER)
@click.option("--schema", metavar="NAME", default="public", show_default=False, help=words.HELP_SCHEMA)
@click.pass_obj
def roles(app: App, owner: str, writer: str, reader: str, schema: str) -> None:
    """Print the SQL that an administrator runs; the database is not opened."""
    # Never wrapped as sentences are: a line break within a string would change it.
    app.out.writelines(f"{line}\n" for line in (*words.ROLES_HEAD, *role_script(owner, writer, reader, schema)))


for _command in (grant, revoke, grants):
    command.add_command(_command)


@command.command("check", cls=Command, help="So trạng thái hiện tại với lịch sử; có sai lệch thì thoát với mã 6.")
@click.option("--repair", is_flag=True, help="Dựng lại trạng thái hiện tại từ lịch sử (lịch sử không bị đụng đến).")
@click.pass_obj
def check(app: App, repair: bool) -> None:
    """Compare the derived state with the history, and the history with the newest daily copy."""
    reports = check_offices(app.database, repair=repair)
    daily = _daily(app)
    broken = any(report.complaints for report in reports.values())
    altered = None if broken else altered_since(app.database, daily)
    if all(report.sound for report in reports.values()) and not altered:
        app.say(words.SOUND if len(reports) == 1 else words.sound_everywhere(len(reports)))
        if altered is not None and daily is not None and daily.newest is not None:
            app.say(words.as_copied(daily.newest.name))
        return
    for name, report in reports.items():
        _say_what_differs(app, name if len(reports) > 1 else "", report)
    if altered:
        app.say(words.altered(sum(altered.values()), str(daily.newest) if daily else ""))
    if altered or any(not (report.sound or _is_mended(report)) for report in reports.values()):
        app.leave(6)


def _say_what_differs(app: App, office: str, report: CheckReport) -> None:
    """Say what a check found, of which office where there are several."""
    found: list[Words] = [words.complaint(text) for text in report.complaints]
    if report.unreadable:
        found.append(words.unreadable(report.unreadable))
    if report.tasks or report.plans:
        found.append(words.differing(len(report.tasks), len(report.plans), repaired=report.repaired))
    app.say(*(Sentence(f"{office}: ", line) if office else line for line in found))


def _is_mended(report: CheckReport) -> bool:
    return report.repaired and not report.complaints and not report.unreadable


def _daily(app: App) -> DailyCopies | None:
    folder = app.settings.backup_dir
    return daily_copies(app.database, Path(folder) if folder else None, app.today)


@command.command("backup", cls=Command, help=backup_words.HELP_BACKUP)
@out_argument("file", "FILE")
@force_option
@click.pass_obj
def backup(app: App, file: Path, overwrite: bool) -> None:
    """Copy the database to a file, or into a folder."""
    made = back_up(app.database, file, app.today, app.output(overwrite=overwrite))
    app.answer(backup_words.backed_up(str(made.path), made.size, _held(made.contents)))


@command.command("restore", cls=Command, help=backup_words.HELP_RESTORE)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help=backup_words.HELP_YES)
@click.option("--changed", is_flag=True, help=backup_words.HELP_CHANGED)
@click.pass_obj
def restore(app: App, file: Path, yes: bool, changed: bool) -> None:
    """Put a copy back after it was checked; keep what was there."""
    if app.database.is_sqlite and not yes and not app.interactive:
        raise UsageError(*backup_words.confirmation_needed())
    with restoring(app.database, file, changed=changed) as restoration:
        contents = restoration.contents
        app.say(backup_words.restoring_from(str(file), _held(contents), _last_day(contents)))
        _say_what_is_replaced(app, restoration)
        if not yes:
            _ask(app)
        kept = restoration.replace(app.now)
    upgraded_from = contents.revision if contents.revision != HEAD else None
    app.answer(backup_words.restored(str(file), _held(contents), upgraded_from))
    if restoration.rebuilt:
        app.say(backup_words.rebuilt(restoration.rebuilt))
    if kept is not None:
        damaged = restoration.live is None
        app.answer(backup_words.kept_damaged(str(kept)) if damaged else backup_words.kept(str(kept)))


def _say_what_is_replaced(app: App, restoration: Restoration) -> None:
    location, live = app.database.shown_location, restoration.live
    if live is None:
        app.say(backup_words.replacing_damaged(location))
    elif live.revision:
        app.say(backup_words.replacing(location, _held(live), _last_day(live)))


def _ask(app: App) -> None:
    """Let the person at the terminal agree; anything but a yes stops the command."""
    app.err.write(backup_words.ask_to_replace())
    app.err.flush()
    if sys.stdin.readline().strip().lower() not in backup_words.YES:
        raise click.Abort


def _held(contents: Contents) -> str:
    return backup_words.counts(contents.plans, contents.tasks, contents.changes)


def _last_day(contents: Contents) -> date | None:
    """The day in Viet Nam on which something was last recorded; a moment that cannot be read is not told."""
    try:
        return datetime.fromisoformat(contents.last_change).astimezone(VIET_NAM).date()
    except (OverflowError, ValueError):
        return None


def _daily_as_json(daily: DailyCopies | None) -> dict[str, Any] | None:
    if daily is None:
        return None
    return {
        "folder": str(daily.folder),
        "newest": str(daily.newest) if daily.newest else None,
        "day": daily.day.isoformat() if daily.day else None,
        "age_days": daily.age_days,
    }


def _daily_rows(app: App, daily: DailyCopies | None) -> list[tuple[str, str]]:
    if daily is None:
        return [(backup_words.DAILY, backup_words.NOT_SET if app.database.is_sqlite else backup_words.SERVER)]
    folder = str(daily.folder)
    if not daily.readable:
        return [(backup_words.DAILY, backup_words.folder_unreadable(folder))]
    newest = backup_words.copies_to_come(app.today)
    if daily.newest is not None and daily.age_days is not None:
        newest = backup_words.newest(daily.newest.name, daily.age_days)
    return [(backup_words.DAILY, folder), (backup_words.NEWEST, newest)]
