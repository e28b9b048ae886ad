"""The copy of a whole database to another place, which may be of the other kind; every change and id is kept."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from cchc_tasks.errors import DatabaseError, ExistingFilesError, UsageError
from cchc_tasks.files.output import NOTHING_REPLACED, Output, Protected, place
from cchc_tasks.messages import database_words as storage_words
from cchc_tasks.messages.system_words import system_cause
from cchc_tasks.messages.written_file_words import cannot_write
from cchc_tasks.office import backup_words
from cchc_tasks.office import database_copy_words as words
from cchc_tasks.office.backup import check_copy
from cchc_tasks.office.health import find_differing
from cchc_tasks.office.sql import integrity_complaints
from cchc_tasks.storage.backup_files import UnsoundError, copy_file, own_files, read_contents, working_folder
from cchc_tasks.storage.connection import HEAD, CoreReader, file_at
from cchc_tasks.storage.copy_files import sync_file
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.organisations import organisations
from cchc_tasks.storage.projection_tables import metadata
from cchc_tasks.storage.table_copy import CopiedTable, CopySide, CopyTarget, receiving, schema_of, snapshot

#: Called with the number of rows that were copied so far.
ShowCopied = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class DatabaseCopy:
    """What was copied and found the same on both sides; `upgraded_from` is an older source's revision, else empty."""

    tables: tuple[CopiedTable, ...]
    upgraded_from: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """The number of rows of each table."""
        return {table.name: table.rows for table in self.tables}

    @property
    def sha256(self) -> str:
        """One sum for all tables."""
        return sha256("".join(f"{t.name} {t.rows} {t.sha256}\n" for t in self.tables).encode()).hexdigest()


def copy_database(
    source: Database, target: Database, tell: ShowCopied = lambda _: None, output: Output = NOTHING_REPLACED
) -> DatabaseCopy:
    """Copy every row of all organisations into a new SQLite file or an empty PostgreSQL database.

    The target is kept only when every table is the same on both sides and today's state follows from its history; an
    older SQLite file is upgraded in a temporary copy. Raises ConflictError for a file that must stay and for a server
    that holds something, UsageError where it cannot be written, DatabaseError.
    """
    _refuse_missing(source)
    if not target.is_sqlite:
        with _newest(source, target) as (whole, upgraded_from):
            return DatabaseCopy(_copy_tables(whole, target, "", None, tell), upgraded_from)
    file = Path(target.location)
    if source.is_sqlite:
        output = output.protecting(*(Protected(path, "source") for path in own_files(source.location)))
    try:
        check_copy(file, output)
        with working_folder(target.location) as folder, _newest(source, target) as (whole, upgraded_from):
            made = folder / "copy.sqlite3"
            tables = _copy_tables(whole, target, str(made), None, tell)
            sync_file(made)
            place(made, output.target_of(file), overwrite=output.overwrite)
            return DatabaseCopy(tables, upgraded_from)
    except (ExistingFilesError, FileExistsError):
        raise ExistingFilesError(*words.file_is_there(target.location, _held(file)), [file]) from None
    except OSError as error:
        raise UsageError(*cannot_write(target.location, system_cause(error))) from error


def copy_organisation(source: Database, file: Path, tell: ShowCopied = lambda _: None) -> DatabaseCopy:
    """Copy the rows of the one organisation that is meant into a new SQLite file.

    Raises NotFoundError and UsageError where it is not clear which one is meant, DatabaseError.
    """
    with source.reading() as reader:
        organisation_id = reader.organisation_id
    return DatabaseCopy(_copy_tables(source, Database(str(file)), str(file), organisation_id, tell))


def _copy_tables(
    source: Database, target: Database, place: str, organisation_id: int | None, tell: ShowCopied
) -> tuple[CopiedTable, ...]:
    with snapshot(source, organisation_id) as given, receiving(target, place) as taken:
        copied = tuple(_receive_tables(given, taken, organisation_id, tell))
        for table in copied:
            taken.compare(metadata.tables[table.name], table)
        _refuse_unsound(source, taken)
    return copied


def _receive_tables(
    given: CopySide, taken: CopyTarget, organisation_id: int | None, tell: ShowCopied
) -> Iterator[CopiedTable]:
    before = 0
    for table in metadata.sorted_tables:
        found = taken.take(given, table, organisation_id, partial(_show_after, tell, before))
        before += found.rows
        yield found


def _show_after(tell: ShowCopied, before: int, rows: int) -> None:
    tell(before + rows)


def _refuse_unsound(source: Database, taken: CopyTarget) -> None:
    """Derive everything again from the history that has arrived, office by office, and compare."""
    whole = CoreReader(taken.connection)
    complaints = integrity_complaints(whole)
    if complaints:
        raise DatabaseError(*words.not_sound(source.shown_location, 0, 0, complaints[0]))
    tasks = plans = 0
    for organisation_id, _ in organisations(whole):
        found = find_differing(CoreReader(taken.connection, organisation_id))
        tasks, plans = tasks + len(found[0]), plans + len(found[1])
    if tasks or plans:
        raise DatabaseError(*words.not_sound(source.shown_location, tasks, plans, ""))


@contextmanager
def _newest(source: Database, target: Database) -> Iterator[tuple[Database, str]]:
    """Yield the source, or where it is an older SQLite file an upgraded copy of it and the revision that it has."""
    if not source.is_sqlite or (found := schema_of(source)) == HEAD:
        yield source, ""
        return
    with _scratch(target) as folder:
        copy = Database(str(folder / "nguon.sqlite3"))
        copy_file(Path(source.location), Path(copy.location))
        copy.upgrade()
        copy.close()
        yield copy, found


@contextmanager
def _scratch(target: Database) -> Iterator[Path]:
    """Yield a private folder: on the disk on which a new file is made, else where the system keeps such things."""
    if target.is_sqlite:
        with working_folder(target.location) as folder:
            yield folder
    else:
        with tempfile.TemporaryDirectory(prefix="cchc-tasks-") as name:
            yield Path(name)


def _refuse_missing(source: Database) -> None:
    if source.is_sqlite and file_at(source.location) is None:
        raise DatabaseError(*words.no_source(source.location))
    if source.is_sqlite and not Path(source.location).is_file():
        raise DatabaseError(*storage_words.unreachable(source.location, backup_words.not_a_file()))


def _held(file: Path) -> str:
    """What a database holds, empty where that cannot be told."""
    try:
        found = read_contents(str(file))
    except (UnsoundError, OSError):
        return ""
    return backup_words.counts(found.plans, found.tasks, found.changes) if found and found.revision else ""
