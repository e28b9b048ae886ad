"""Copies of a SQLite database: made while others write, examined before use, and restored in one step.

The services decide where copies go; this is the only place that opens them.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from cchc_tasks.errors import Problem, UsageError, problem
from cchc_tasks.files.output import is_file_name, sync_folder
from cchc_tasks.sentences import Words
from cchc_tasks.storage.connection import HEAD, SqliteReader, connect_sqlite, refuse_network_drive, revision_of
from cchc_tasks.storage.copy_files import IN_USE, create_private, hold, is_held, seal

#: What SQLite keeps beside a database while it is open or after a crash, and cannot do without.
JOURNALS = ("-wal", "-journal")
#: How the name of a database's file ends.
SUFFIXES = (".sqlite3", ".sqlite", ".db")
_HEADER_BYTES = 100
_WORKING = ".cchc-tasks-sao-luu-"
_DAY_SECONDS = 86_400
_MOMENT_SECONDS = 60
#: Failures of the machine, which say nothing about what is in the file.
_OF_THE_MACHINE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    }
)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database file holds, of all its organisations.

    `revision` is the schema's, empty for a database without any table; `last_change` a UTC moment as ISO text or
    empty. Of a newer program's database only the revision is known.
    """

    revision: str
    plans: int = 0
    tasks: int = 0
    changes: int = 0
    last_change: str = ""


def refuse_other_kind(path: Path) -> None:
    """Raise UsageError where a database that is to be made has the name of another kind of file.

    One that is there is opened whatever its name.
    """
    if is_file_name(path) and not os.path.lexists(path) and path.suffix.lower() not in SUFFIXES:
        raise UsageError(problem("written_file.wrong_suffix", path=str(path), suffixes=SUFFIXES))


class UnsoundError(Exception):
    """The file is not a whole database of ours; the words of `reason` end a sentence."""

    def __init__(self, reason: Words | Problem) -> None:
        super().__init__(reason)
        self.reason = reason


def own_files(location: str) -> list[Path]:
    """Return the file of a database and those that SQLite keeps beside it, whether they are there or not."""
    return [Path(f"{Path(location).resolve()}{suffix}") for suffix in ("", "-shm", *JOURNALS)]


@contextmanager
def working_folder(location: str) -> Iterator[Path]:
    """Yield a private folder beside the database: on the same disk, which is one of this machine."""
    refuse_network_drive(location)
    parent = Path(location).resolve().parent
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=_WORKING, dir=parent, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with (folder / IN_USE).open("wb") as mark:
            hold(mark)
            _remove_left_behind(folder)
            yield folder


def _remove_left_behind(folder: Path) -> None:
    """Remove the folders of runs that were killed: no longer held, or where no hold can be seen, a day older."""
    made = folder.stat().st_mtime
    for other in folder.parent.glob(f"{_WORKING}*"):
        if other == folder or not other.is_dir() or other.is_symlink():
            continue
        held = is_held(other / IN_USE)
        # Between being made and being held a folder lives for a moment.
        longest = _DAY_SECONDS if held is None else _MOMENT_SECONDS
        if not held and made - other.stat().st_mtime > longest:
            shutil.rmtree(other, ignore_errors=True)


def copy_database(location: str, target: Path) -> None:
    """Copy a database as it is at one moment into a new sealed file; other processes go on reading and writing."""
    create_private(target)
    try:
        with closing(connect_sqlite(location)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy, progress=_refuse_locked)
        seal(target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def copy_file(file: Path, target: Path) -> None:
    """Copy a database file for looking at, without changing it or leaving anything beside it.

    A file that nobody has open is copied as bytes, with its journals: opening it would make files beside it, and it
    may lie on a network drive. An `-shm` beside it tells that somebody may be writing: SQLite must read it then.
    """
    create_private(target)
    if Path(f"{file}-shm").exists() and os.access(file, os.W_OK):
        with closing(connect_sqlite(str(file), mode="ro")) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy, progress=_refuse_locked)
            _break_seal(copy)
        return
    shutil.copyfile(file, target)
    for suffix in JOURNALS:
        if Path(f"{file}{suffix}").is_file():
            shutil.copyfile(f"{file}{suffix}", f"{target}{suffix}")


def read_contents(location: str) -> Contents | None:
    """Return what a database holds, None for another program's.

    Raises UnsoundError for what is no database or a damaged one, sqlite3.Error where it is locked or out of reach.
    """
    with _damage_named(), closing(connect_sqlite(location)) as connection:
        connection.execute("BEGIN")
        names = _table_names(connection)
        if not names:
            return Contents("")
        revision = revision_of(SqliteReader(connection)) if {"alembic_version", "organisation"} <= names else None
        if revision is None or not re.fullmatch(r"\d{4}", revision):
            return None
        if revision > HEAD:
            return Contents(revision)
        plans, tasks, changes, last = connection.execute(
            "SELECT (SELECT COUNT(*) FROM plan_now), (SELECT COUNT(*) FROM task_now), "
            "(SELECT COUNT(*) FROM change), (SELECT MAX(recorded_at) FROM change)"
        ).fetchone()
        return Contents(revision, plans, tasks, changes, last or "")


def examine(copy: Path) -> Contents:
    """Return what a copy holds once SQLite finds nothing wrong with it; a newer program's is not looked into.

    Raises UnsoundError with the first thing that is wrong.
    """
    _check_length(copy)
    found = read_contents(str(copy))
    if found is None or not found.revision:
        raise UnsoundError(problem("database.foreign_file"))
    if found.revision <= HEAD:
        with _damage_named(), closing(connect_sqlite(str(copy))) as connection:
            complaint = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
            if complaint != "ok":
                raise UnsoundError(problem("database.sqlite_says", text=complaint))
            for row in connection.execute("PRAGMA foreign_key_check"):
                raise UnsoundError(problem("database.broken_reference", table=str(row[0])))
    return found


def replace_contents(candidate: Path, location: str, keep: Path) -> bool:
    """Put the candidate's contents into the database in one transaction; return whether there was anything to keep.

    What was there is copied to `keep` inside that transaction: nobody can write between the two. Other processes
    that have the database open see the old contents or the new ones. Raises UnsoundError for a damaged database.
    """
    if not Path(location).exists():
        create_private(Path(location))
    kept: list[bool] = []

    def keep_the_old(status: int, remaining: int, total: int) -> None:
        _refuse_locked(status, remaining, total)
        if not kept:
            kept.append(not _is_blank(location))
            if kept[0]:
                copy_database(location, keep)

    with _damage_named(), closing(connect_sqlite(location)) as live:
        # Only in WAL mode can the old contents be read while the new ones are being written.
        live.execute("PRAGMA journal_mode = WAL")
        _fit(candidate, live)
        with closing(sqlite3.connect(candidate)) as source:
            # In two steps or three: the first takes the lock, the last one commits, the copy is made in between.
            half = _page_count(source) // 2
            try:
                source.backup(live, pages=max(1, half), progress=keep_the_old)
            except BaseException:
                keep.unlink(missing_ok=True)
                raise
    return kept[0]


def replace_damaged(candidate: Path, location: str, keep: Path) -> None:
    """Put the candidate in the place of a file that SQLite cannot open; that one is kept with its journals."""
    live = Path(location).resolve()
    for suffix in ("", *JOURNALS):
        if Path(f"{live}{suffix}").exists():
            create_private(Path(f"{keep}{suffix}"))
            shutil.copyfile(f"{live}{suffix}", f"{keep}{suffix}")
    with closing(sqlite3.connect(candidate, isolation_level=None)) as connection:
        _break_seal(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    # A journal of the damaged file would be played into the new one.
    for suffix in (*JOURNALS, "-shm"):
        Path(f"{live}{suffix}").unlink(missing_ok=True)
    candidate.replace(live)
    sync_folder(live.parent)


def _table_names(connection: sqlite3.Connection) -> set[str]:
    return {str(row[0]) for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _is_blank(location: str) -> bool:
    with closing(connect_sqlite(location)) as connection:
        return not _table_names(connection)


def _page_count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA page_count").fetchone()[0])


def _break_seal(connection: sqlite3.Connection) -> None:
    """Take the seal off a database that is going to be written."""
    connection.execute("PRAGMA application_id = 0")
    connection.execute("PRAGMA user_version = 0")


def _fit(candidate: Path, live: sqlite3.Connection) -> None:
    """Make a candidate ready to take the database's place.

    SQLite's backup refuses a WAL database of another page size, which another tool may have given the copy.
    """
    wanted = int(live.execute("PRAGMA page_size").fetchone()[0])
    with closing(sqlite3.connect(candidate, isolation_level=None)) as connection:
        _break_seal(connection)
        if int(connection.execute("PRAGMA page_size").fetchone()[0]) != wanted:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute(f"PRAGMA page_size = {wanted}")
            connection.execute("VACUUM")


def _check_length(copy: Path) -> None:
    """Name the commonest damage, a download or a copy that stopped, before SQLite calls it malformed."""
    with copy.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    if not header:
        raise UnsoundError(problem("database.empty_file"))
    if not header.startswith(b"SQLite format 3\0"):
        raise UnsoundError(problem("database.not_sqlite"))
    if len(header) < _HEADER_BYTES:
        raise UnsoundError(problem("database.truncated_file"))
    page = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    # The header's number of pages holds only where the same writer left both counters (SQLite's format, 1.3.7).
    is_counted = header[24:28] == header[92:96]
    with_journal = any(Path(f"{copy}{suffix}").exists() for suffix in JOURNALS)
    if is_counted and not with_journal and copy.stat().st_size < pages * (65536 if page == 1 else page):
        raise UnsoundError(problem("database.truncated_file"))


def _refuse_locked(status: int, _remaining: int, _total: int) -> None:
    """Stop a copy that another process holds up: sqlite3 has waited out its timeout and would begin again for ever."""
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise sqlite3.OperationalError("database is locked")


@contextmanager
def _damage_named() -> Iterator[None]:
    """Turn what sqlite3 says of a file's contents into UnsoundError; failures of the machine pass as they are."""
    try:
        yield
    except UnicodeDecodeError as error:  # sqlite3 repeats damaged names in its complaints
        raise UnsoundError(problem("database.unreadable_contents")) from error
    except sqlite3.Error as error:
        if is_of_the_machine(error):
            raise
        if _code(error) == sqlite3.SQLITE_NOTADB:
            raise UnsoundError(problem("database.not_sqlite")) from error
        raise UnsoundError(problem("database.sqlite_says", text=str(error))) from error


def is_of_the_machine(error: BaseException | None) -> bool:
    """Whether sqlite3 failed for want of space, access or a lock, which says nothing about the file's contents."""
    cause = getattr(error, "orig", None) or error
    return isinstance(cause, sqlite3.Error) and (_code(cause) in _OF_THE_MACHINE or "locked" in str(cause))


def _code(error: BaseException) -> int:
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)) & 0xFF
