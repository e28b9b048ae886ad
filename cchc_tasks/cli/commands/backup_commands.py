"""Copies of the data: `db backup`, `db restore`, `db copy`, `db handover`, and `export`."""

from __future__ import annotations

import io
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from cchc_tasks.cli.command import Command
from cchc_tasks.cli.context import CommandContext
from cchc_tasks.cli.data_output import write_json
from cchc_tasks.cli.filter_options import filter_options, json_option, take_filters
from cchc_tasks.cli.output_argument import force_option, out_argument, overwrite_option
from cchc_tasks.database_address import shown_db
from cchc_tasks.days import VIET_NAM
from cchc_tasks.errors import UsageError
from cchc_tasks.messages import written_file_words
from cchc_tasks.office import backup_words, database_copy_words
from cchc_tasks.office.backup import back_up
from cchc_tasks.office.database_copy import copy_database
from cchc_tasks.office.full_export import export_document
from cchc_tasks.office.handover import words as handover_words
from cchc_tasks.office.handover.handover_package import HandoverRequest, hand_over
from cchc_tasks.office.restoration import open_restoration
from cchc_tasks.settings import typed_place
from cchc_tasks.storage.connection import HEAD
from cchc_tasks.storage.database import Database

if TYPE_CHECKING:
    from cchc_tasks.office.restoration import Restoration
    from cchc_tasks.storage.backup_files import Contents


@click.command("backup", cls=Command, help="Sao lưu cơ sở dữ liệu ra một tệp, cả khi người khác đang ghi.")
@out_argument("file", "FILE")
@force_option
@click.pass_obj
def backup_command(context: CommandContext, file: Path, overwrite: bool) -> None:
    """Copy the database to a file, or into a folder."""
    made = back_up(context.database, file, context.today, context.output(overwrite=overwrite))
    context.answer(backup_words.backed_up(str(made.path), made.size, _counts(made.contents)))


@click.command("restore", cls=Command, help="Khôi phục từ bản sao hay gói bàn giao, giữ lại dữ liệu cũ.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Không hỏi lại trước khi thay dữ liệu.")
@click.option("--changed", is_flag=True, help="Nhận cả bản sao đã được mở ra ghi tiếp sau khi tạo.")
@click.pass_obj
def restore_command(context: CommandContext, file: Path, yes: bool, changed: bool) -> None:
    """Put a copy back after it was checked; keep what was there."""
    if context.database.is_sqlite and not yes and not context.is_interactive:
        raise UsageError(*backup_words.confirmation_needed())
    with open_restoration(context.database, file, changed=changed) as restoration:
        contents = restoration.contents
        context.say(backup_words.restoring_from(str(file), _counts(contents), _last_day(contents)))
        _say_replaced(context, restoration)
        if not yes:
            _ask_to_replace(context)
        old_copy = restoration.replace(context.now)
    upgraded_from = contents.revision if contents.revision != HEAD else None
    context.answer(backup_words.restored(str(file), _counts(contents), upgraded_from))
    if restoration.rebuilt:
        context.say(backup_words.rebuilt(restoration.rebuilt))
    if old_copy is not None:
        damaged = restoration.live is None
        context.answer(backup_words.kept_damaged(str(old_copy)) if damaged else backup_words.kept(str(old_copy)))


def _say_replaced(context: CommandContext, restoration: Restoration) -> None:
    location, live = context.database.shown_location, restoration.live
    if live is None:
        context.say(backup_words.replacing_damaged(location))
    elif live.revision:
        context.say(backup_words.replacing(location, _counts(live), _last_day(live)))


def _ask_to_replace(context: CommandContext) -> None:
    """Let the person at the terminal agree; anything but a yes stops the command."""
    context.err.write(backup_words.ask_to_replace())
    context.err.flush()
    if sys.stdin.readline().strip().lower() not in backup_words.YES:
        raise click.Abort


def _counts(contents: Contents) -> str:
    return backup_words.counts(contents.plans, contents.tasks, contents.changes)


def _last_day(contents: Contents) -> date | None:
    """Return the day in Viet Nam on which something was last recorded, None where it cannot be read."""
    try:
        return datetime.fromisoformat(contents.last_change).astimezone(VIET_NAM).date()
    except (OverflowError, ValueError):
        return None


@click.command("copy", cls=Command, help="Chép toàn bộ dữ liệu sang nơi mới, SQLite hay PostgreSQL.")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@overwrite_option
@json_option
@click.pass_obj
def copy_command(context: CommandContext, source: str, target: str, overwrite: bool, as_json: bool) -> None:
    """Copy all organisations from one path or address to another; the database of --db has no part in it."""
    old, new = (Database(typed_place(typed, context.environ)) for typed in (source, target))
    with context.progress() as progress:
        output = context.output(overwrite=overwrite)
        made = copy_database(old, new, lambda rows: progress.show(database_copy_words.PROGRESS, rows), output)
    if made.upgraded_from:
        context.say(database_copy_words.upgraded_aside(made.upgraded_from, HEAD))
    shown = (shown_db(old.location), shown_db(new.location))
    if as_json:
        tables = [{"name": table.name, "rows": table.rows, "sha256": table.sha256} for table in made.tables]
        answer = {"from": shown[0], "to": shown[1], "rows": sum(made.counts.values()), "sha256": made.sha256}
        context.write_json(answer | {"tables": tables})
    else:
        context.answer(
            database_copy_words.copied(shown[0], shown[1], made.counts), database_copy_words.compared(made.sha256)
        )
    context.say(database_copy_words.how_to_use())
    if not new.is_sqlite:
        context.say(database_copy_words.roles_next())


@click.command("handover", cls=Command, help="Ghi gói .zip bàn giao cho người nhận việc.")
@out_argument("file", "FILE")
@force_option
@click.pass_obj
def handover_command(context: CommandContext, file: Path, overwrite: bool) -> None:
    """Write the package and say what is in it."""
    settings = context.settings
    request = HandoverRequest(
        context.today,
        context.rules,
        settings.config_file,
        settings.org or "",
        settings.office.name if settings.office else "",
        settings.backup_dir or "",
        settings.backup_keep,
    )
    made = hand_over(context.database, file, request, context.output(overwrite=overwrite))
    contents, facts = made.contents, made.facts
    context.answer(
        handover_words.handed_over(str(made.path), made.size, _counts(contents), facts.open_tasks, len(facts.overdue)),
        handover_words.in_it(made.names),
    )
    if facts.others:
        context.say(handover_words.others_in_it(facts.others))
    context.say(handover_words.next_step(made.path.name))


@click.command("export", cls=Command, help="Xuất toàn bộ dữ liệu và nhật ký ra một tệp JSON.")
@out_argument(metavar="OUT.json")
@filter_options(sort=False, limit=False)
@click.pass_obj
def export_command(context: CommandContext, /, out: Path, overwrite: bool, **options: Any) -> None:
    """Write the document."""
    output = context.output(overwrite=overwrite)
    output.check(out, (".json",))
    filters, day = take_filters(context, options)
    document = export_document(context.database, filters, day, context.rules)

    def write(file: BinaryIO) -> None:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="\n")
        write_json(text, document, indent=True)
        text.flush()
        text.detach()

    output.write(out, write)
    context.say(written_file_words.exported(str(out), len(document["tasks"]), len(document["history"]["change"])))
