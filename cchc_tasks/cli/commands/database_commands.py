"""`db`: care of the database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cchc_tasks.cli.command import Command, LazyGroup
from cchc_tasks.cli.context import CommandContext
from cchc_tasks.cli.filter_options import json_option
from cchc_tasks.cli.table_output import OutputColumn
from cchc_tasks.office import backup_words, words
from cchc_tasks.office.daily_backup import DailyCopies, altered_since_daily, daily_copies
from cchc_tasks.office.health import CheckReport, check_offices, database_info, role_script, upgrade_database
from cchc_tasks.sentences import Sentence, Words

if TYPE_CHECKING:
    pass


#: What can be done, in the order in which help lists it, with what holds each.
COMMANDS = {
    "backup": "backup_commands:backup_command",
    "check": "database_commands:check_command",
    "copy": "backup_commands:copy_command",
    "grant": "access_commands:grant_command",
    "grants": "access_commands:grants_command",
    "handover": "backup_commands:handover_command",
    "info": "database_commands:info_command",
    "restore": "backup_commands:restore_command",
    "revoke": "access_commands:revoke_command",
    "roles": "database_commands:roles_command",
    "upgrade": "database_commands:upgrade_command",
}


@click.group("db", cls=LazyGroup, members=COMMANDS, help="Chăm sóc cơ sở dữ liệu.")
def database_group() -> None:
    """Group the commands that concern the database."""


@click.command("info", cls=Command, help="Cơ sở dữ liệu ở đâu, có gì.")
@json_option
@click.pass_obj
def info_command(context: CommandContext, as_json: bool) -> None:
    """Print where the data is and what is in it."""
    found = database_info(context.database)
    daily = _daily_copies(context)
    if as_json:
        shown = {"location": found.location, "kind": found.kind, "revision": found.revision, "size": found.size}
        contents = {"organisations": list(found.organisations), "counts": dict(found.counts)}
        context.write_json(shown | contents | {"backup": _daily_as_json(daily)})
        return
    if daily is not None and daily.beside_database:
        context.say(backup_words.same_folder(str(daily.folder)))
    size = words.size(found.size) if found.size is not None else ""
    rows = [(words.LOCATION, found.location), (words.KIND, found.kind), (words.REVISION, found.revision)]
    rows += [(words.SIZE, size)] if size else []
    rows += [(words.ORGANISATIONS, "; ".join(found.organisations))]
    rows += [(words.COUNTS[name], str(count)) for name, count in found.counts.items()]
    rows += _daily_rows(context, daily)
    columns = [OutputColumn(title, weight=weight) for title, weight in zip(words.INFO_COLUMNS, (1, 3), strict=True)]
    context.write_table(columns, rows)


@click.command("upgrade", cls=Command, help="Tạo hoặc nâng cấp cơ sở dữ liệu cho bản cchc-tasks này.")
@click.pass_obj
def upgrade_command(context: CommandContext) -> None:
    """Bring the schema up to date."""
    context.say(words.schema_upgraded(*upgrade_database(context.database)))


@click.command(
    "roles",
    cls=Command,
    help="In câu lệnh SQL tạo ba vai trò (sở hữu, ghi thêm, chỉ đọc) và chính sách từng dòng trên PostgreSQL.",
)
@click.option(
    "--owner",
    metavar="NAME",
    default="cchc_owner",
    show_default=False,
    help="Vai trò sở hữu bảng và chạy db upgrade (mặc định: cchc_owner).",
)
@click.option(
    "--writer",
    metavar="NAME",
    default="cchc_writer",
    show_default=False,
    help="Vai trò của người cập nhật: lịch sử chỉ được ghi thêm (mặc định: cchc_writer).",
)
@click.option(
    "--reader",
    metavar="NAME",
    default="cchc_reader",
    show_default=False,
    help="Vai trò chỉ đọc (mặc định: cchc_reader).",
)
@click.option(
    "--schema", metavar="NAME", default="public", show_default=False, help="Schema chứa các bảng (mặc định: public)."
)
@click.pass_obj
def roles_command(context: CommandContext, owner: str, writer: str, reader: str, schema: str) -> None:
    """Print the SQL that an administrator runs; the database is not opened."""
    # Never wrapped as sentences are: a line break within a string would change it.
    context.out.writelines(f"{line}\n" for line in (*words.ROLES_HEAD, *role_script(owner, writer, reader, schema)))


@click.command("check", cls=Command, help="So trạng thái hiện tại với lịch sử; có sai lệch thì thoát với mã 6.")
@click.option("--repair", is_flag=True, help="Dựng lại trạng thái hiện tại từ lịch sử (lịch sử không bị đụng đến).")
@click.pass_obj
def check_command(context: CommandContext, repair: bool) -> None:
    """Compare the derived state with the history, and the history with the newest daily copy."""
    reports = check_offices(context.database, repair=repair)
    daily = _daily_copies(context)
    broken = any(report.complaints for report in reports.values())
    altered = None if broken else altered_since_daily(context.database, daily)
    if all(report.sound for report in reports.values()) and not altered:
        context.say(words.SOUND if len(reports) == 1 else words.sound_everywhere(len(reports)))
        if altered is not None and daily is not None and daily.newest is not None:
            context.say(words.as_copied(daily.newest.name))
        return
    for name, report in reports.items():
        _say_differences(context, name if len(reports) > 1 else "", report)
    if altered:
        context.say(words.altered(sum(altered.values()), str(daily.newest) if daily else ""))
    if altered or any(not (report.sound or _is_repaired(report)) for report in reports.values()):
        context.exit(6)


def _say_differences(context: CommandContext, office: str, report: CheckReport) -> None:
    """Say what a check found, of which office where there are several."""
    found: list[Words] = [words.complaint(text) for text in report.complaints]
    if report.unreadable:
        found.append(words.columns_unreadable(report.unreadable))
    if report.tasks or report.plans:
        found.append(words.state_differs(len(report.tasks), len(report.plans), repaired=report.repaired))
    context.say(*(Sentence(f"{office}: ", line) if office else line for line in found))


def _is_repaired(report: CheckReport) -> bool:
    return report.repaired and not report.complaints and not report.unreadable


def _daily_copies(context: CommandContext) -> DailyCopies | None:
    folder = context.settings.backup_dir
    return daily_copies(context.database, Path(folder) if folder else None, context.today)


def _daily_as_json(daily: DailyCopies | None) -> dict[str, Any] | None:
    if daily is None:
        return None
    return {
        "folder": str(daily.folder),
        "newest": str(daily.newest) if daily.newest else None,
        "day": daily.day.isoformat() if daily.day else None,
        "age_days": daily.age_days,
    }


def _daily_rows(context: CommandContext, daily: DailyCopies | None) -> list[tuple[str, str]]:
    if daily is None:
        return [(backup_words.DAILY, backup_words.NOT_SET if context.database.is_sqlite else backup_words.SERVER)]
    folder = str(daily.folder)
    if not daily.readable:
        return [(backup_words.DAILY, backup_words.folder_unreadable(folder))]
    newest = backup_words.copies_to_come(context.today)
    if daily.newest is not None and daily.age_days is not None:
        newest = backup_words.newest(daily.newest.name, daily.age_days)
    return [(backup_words.DAILY, folder), (backup_words.NEWEST, newest)]
