"""Daily copies of the database: one is made a day by itself, the newest ones are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cchc_tasks.errors import DatabaseError, UsageError
from cchc_tasks.files.output import Protected
from cchc_tasks.messages.system_words import system_cause
from cchc_tasks.office import backup_words as words
from cchc_tasks.office.backup import backup_folder, daily_name, sound_copy
from cchc_tasks.office.restoration import count_differing
from cchc_tasks.office.sql import altered_rows
from cchc_tasks.storage.backup_files import (
    Contents,
    UnsoundError,
    copy_file,
    own_files,
    read_contents,
)
from cchc_tasks.storage.connection import HEAD
from cchc_tasks.storage.copy_files import is_as_sealed, publish
from cchc_tasks.storage.database import Database, explained


@dataclass(frozen=True, slots=True)
class DailyCopies:
    """Where the daily copies go and the newest one; `readable` is whether the folder could be looked into."""

    folder: Path
    readable: bool
    beside_database: bool
    newest: Path | None = None
    day: date | None = None
    age_days: int | None = None


def database_files(database: Database, daily: Path | None) -> list[Protected]:
    """Return the files that nothing else may ever be written over: the database's own, and its daily copies."""
    if not database.is_sqlite:
        return []
    try:
        copies = copies_by_day(database, daily) if daily else {}
    except OSError:
        copies = {}
    own = (Protected(path, "database") for path in own_files(database.location))
    return [*own, *(Protected(path, "daily copy") for path in copies.values())]


def daily_backup(database: Database, folder: Path, keep: int, today: date) -> Path | None:
    """Make the day's copy in the folder and return it, None where there is one already or the data is on a server.

    Of earlier daily copies the newest are left, `keep` in all; no other file is touched, and none is removed for a
    copy whose present state does not follow from its history. Raises AppError with what to do where the copy cannot
    be made or is such a one.
    """
    if not database.is_sqlite:
        return None
    target = folder / daily_name(database, today)
    try:
        if target.exists():
            return None
        if not folder.is_dir():
            # Never made here: an unplugged drive's empty mount point would be filled instead of the drive.
            raise UsageError(*words.daily_folder_missing(str(folder)))
        with sound_copy(database) as (copy, contents):
            publish(copy, target, overwrite=False)
            superfluous = _superfluous(database, target, keep)
            if superfluous and not _follows_from_its_history(target, copy, contents):
                raise DatabaseError(*words.daily_doubtful(str(target)))
    except FileExistsError:  # another command of the day was quicker
        return None
    except OSError as error:
        raise UsageError(*words.daily_not_written(str(folder), system_cause(error))) from error
    _remove(superfluous)
    return target


def daily_copies(database: Database, folder: Path | None, today: date) -> DailyCopies | None:
    """Return where the daily copies go and how old the newest is, None where none are made."""
    if folder is None or not database.is_sqlite:
        return None
    beside = folder.resolve() == Path(database.location).resolve().parent
    try:
        found = copies_by_day(database, folder)
    except OSError:
        return DailyCopies(folder, readable=False, beside_database=beside)
    if not found:
        return DailyCopies(folder, readable=True, beside_database=beside)
    day = max(found)
    return DailyCopies(folder, True, beside, found[day], day, (today - day).days)


def altered_since_daily(database: Database, daily: DailyCopies | None) -> dict[str, int] | None:
    """Return in how many rows of each table the history differs from the newest daily copy's.

    None where no copy can bear witness: there is none, it is not as it was sealed, or an older program made it.
    Raises DatabaseError for a database that cannot be read.
    """
    if daily is None or daily.newest is None:
        return None
    with backup_folder(database) as folder:
        copy = folder / "copy.sqlite3"
        try:
            copy_file(daily.newest, copy)
            whole = is_as_sealed(copy)
            contents = read_contents(str(copy)) if whole else None
        except (OSError, UnsoundError):
            return None
        if contents is None or contents.revision != HEAD:
            return None
        with explained(database):
            return altered_rows(database.location, copy)


def copies_by_day(database: Database, folder: Path) -> dict[date, Path]:
    """The files that carry exactly a daily copy's name."""
    daily = re.compile(re.escape(Path(database.location).stem) + r"-(\d{4}-\d{2}-\d{2})\.sqlite3")
    found = {}
    for path in folder.iterdir():
        named = daily.fullmatch(path.name)
        if named is None or path.is_symlink() or not path.is_file():
            continue
        try:
            found[date.fromisoformat(named[1])] = path
        except ValueError:  # a name like ours with a day that no calendar has
            continue
    return found


def _superfluous(database: Database, made: Path, keep: int) -> list[Path]:
    """The oldest daily copies that are more than are kept."""
    live = Path(database.location).resolve()
    others = sorted(
        (day, path)
        for day, path in copies_by_day(database, made.parent).items()
        if path.name != made.name and path.resolve() != live
    )
    return [path for _, path in others[: max(0, len(others) - (keep - 1))]]


def _follows_from_its_history(file: Path, copy: Path, contents: Contents) -> bool:
    """Whether what a copy says of today is what its history gives: of a damaged database it may not be."""
    try:
        return count_differing(file, copy, contents, repair=False) == (0, 0)
    except DatabaseError:
        return False


def _remove(copies: list[Path]) -> None:
    for path in copies:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise UsageError(*words.daily_not_removed(str(path), system_cause(error))) from error
