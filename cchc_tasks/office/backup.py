"""Copies of the database: one made when asked for, one put back after it was checked, one a day by itself."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cchc_tasks.errors import AppError, ConflictError, DatabaseError, ExistingFilesError, UsageError
from cchc_tasks.files.output import NOTHING_REPLACED, Output, Protected, is_folder
from cchc_tasks.messages import database_words as storage_words
from cchc_tasks.messages import written_file_words
from cchc_tasks.messages.problem_messages import sentence_of
from cchc_tasks.messages.system_words import system_cause
from cchc_tasks.office import backup_words as words
from cchc_tasks.office.handover_data import data_of
from cchc_tasks.office.health import check_database, database_info
from cchc_tasks.office.sql import NEVER_WRITTEN, altered_rows
from cchc_tasks.sentences import Words
from cchc_tasks.storage.backup_files import (
    SUFFIXES,
    Contents,
    UnsoundError,
    copy_database,
    copy_file,
    examine,
    is_of_the_machine,
    own_files,
    read_contents,
    refuse_other_kind,
    replace_contents,
    replace_damaged,
    working_folder,
)
from cchc_tasks.storage.connection import HEAD, file_at
from cchc_tasks.storage.copy_files import NO_SPACE, is_as_sealed, publish
from cchc_tasks.storage.database import Database, explained


@dataclass(frozen=True, slots=True)
class BackUp:
    """A copy that was made: where, how many bytes, what it holds."""

    path: Path
    size: int
    contents: Contents


@dataclass(frozen=True, slots=True)
class DailyCopies:
    """Where the daily copies go and the newest one; `readable` is whether the folder could be looked into."""

    folder: Path
    readable: bool
    beside_database: bool
    newest: Path | None = None
    day: date | None = None
    age_days: int | None = None


def back_up(database: Database, file: Path, today: date, output: Output = NOTHING_REPLACED) -> BackUp:
    """Copy the database to a file, or into a folder under the day's name; nothing is ever half-written.

    Raises ConflictError for a target that must stay, for the database itself and for a server, UsageError where the
    target cannot be written, DatabaseError for a damaged database.
    """
    _refuse_server(database, words.server_backs_up)
    shown = file / _daily_name(database, today) if is_folder(file) else file
    output = output.protecting(*(Protected(path, "database") for path in own_files(database.location)))
    check_copy(shown, output)
    with sound_copy(database) as (copy, contents):
        publish_checked(copy, shown, output)
        return BackUp(shown, copy.stat().st_size, contents)


def check_copy(file: Path, output: Output) -> None:
    """Refuse a place for a new database; an older one's journals beside it would be taken for the new one's."""
    output.check(file, SUFFIXES)
    target = output.target_of(file)
    for path in own_files(str(target))[1:]:
        if os.path.lexists(path):
            raise ConflictError(*words.in_use(str(file), path.name))


def publish_checked(local: Path, file: Path, output: Output) -> None:
    """Copy a finished private file to its place; raises as `Output.write` does."""
    try:
        publish(local, output.target_of(file), overwrite=output.overwrite)
    except FileExistsError:
        raise ExistingFilesError(*written_file_words.there_already([str(file)]), [file]) from None
    except OSError as error:
        raise UsageError(*written_file_words.cannot_write(str(file), system_cause(error))) from error


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


class Restoration:
    """A copy that was checked and may be put back.

    `contents` is what it holds (`revision` as it was in the file), `live` what the database holds now: None for a
    damaged one, an empty revision for one that is not there yet. `rebuilt` is for how many tasks the present state
    was derived anew from the history.
    """

    def __init__(self, database: Database, candidate: Path, contents: Contents, rebuilt: int) -> None:
        self._database = database
        self._candidate = candidate
        self.contents = contents
        self.rebuilt = rebuilt
        self.live = _contents_of_live(database)

    def replace(self, moment: datetime) -> Path | None:
        """Put the copy in the database's place; return where the old contents are kept, None where there were none.

        Raises DatabaseError where the database stays locked or cannot be written; it is unchanged then.
        """
        location = self._database.location
        keep = _free_name(Path(location), moment)
        try:
            with explained(self._database):
                if self.live is not None:
                    try:
                        return keep if replace_contents(self._candidate, location, keep) else None
                    except UnsoundError:
                        self.live = None
                replace_damaged(self._candidate, location, keep)
                return keep
        except OSError as error:
            raise DatabaseError(*words.not_restored(location, system_cause(error))) from error


@contextmanager
def restoring(database: Database, file: Path, *, changed: bool = False) -> Iterator[Restoration]:
    """Yield a restoration from the file, which is copied, checked and upgraded aside; it is never changed itself.

    With `changed`, a copy may have been written to since it was made; all the other checks hold.
    Raises ConflictError for a server and for the database itself, UsageError for a new one that has the name of another
    kind of file, DatabaseError for a file that cannot be trusted;
    the database is as it was then.
    """
    _refuse_server(database, words.server_restores)
    refuse_other_kind(Path(database.location))
    with _readable(file):
        _refuse_itself(database, file.resolve())
        if file.exists() and not file.is_file():
            raise DatabaseError(*words.unusable(str(file), words.not_a_file()))
    with _working_folder(database) as folder:
        candidate = folder / "candidate.sqlite3"
        contents, rebuilt = _checked_copy(file, candidate, changed=changed)
        yield Restoration(database, candidate, contents, rebuilt)


def daily_backup(database: Database, folder: Path, keep: int, today: date) -> Path | None:
    """Make the day's copy in the folder and return it, None where there is one already or the data is on a server.

    Of earlier daily copies the newest are left, `keep` in all; no other file is touched, and none is removed for a
    copy whose present state does not follow from its history. Raises AppError with what to do where the copy cannot
    be made or is such a one.
    """
    if not database.is_sqlite:
        return None
    target = folder / _daily_name(database, today)
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


def altered_since(database: Database, daily: DailyCopies | None) -> dict[str, int] | None:
    """Return in how many rows of each table the history differs from the newest daily copy's.

    None where no copy can bear witness: there is none, it is not as it was sealed, or an older program made it.
    Raises DatabaseError for a database that cannot be read.
    """
    if daily is None or daily.newest is None:
        return None
    with _working_folder(database) as folder:
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


def _daily_name(database: Database, day: date) -> str:
    """The day's copy carries the database's own name: another database's copies in the folder are not its own."""
    return f"{Path(database.location).stem}-{day.isoformat()}.sqlite3"


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
        return _differing(file, copy, contents, repair=False) == (0, 0)
    except DatabaseError:
        return False


def _remove(copies: list[Path]) -> None:
    for path in copies:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise UsageError(*words.daily_not_removed(str(path), system_cause(error))) from error


def _refuse_server(database: Database, say: Callable[[str, str], tuple[Words, Words]]) -> None:
    if not database.is_sqlite:
        raise ConflictError(*say(database.shown_location, _address_without_password(database.shown_location)))


def _address_without_password(shown: str) -> str:
    """The address as PostgreSQL's own tools take it; they ask for the password themselves."""
    path, _, query = shown.partition("://")[2].partition("?")
    kept = [part for part in query.split("&") if part and not part.endswith("=***")]
    address = "postgresql://" + path.replace(":***@", "@", 1)
    return shlex.quote(address + ("?" + "&".join(kept) if kept else ""))


def _refuse_itself(database: Database, target: Path) -> None:
    """Refuse to put the database's own files back over themselves."""
    own = own_files(database.location)
    same_file = own[0].exists() and target.exists() and own[0].samefile(target)
    if target in own or same_file:
        raise ConflictError(*words.onto_itself(str(target)))


@contextmanager
def _working_folder(database: Database) -> Iterator[Path]:
    with ExitStack() as stack:
        try:
            path = stack.enter_context(working_folder(database.location))
        except OSError as error:
            raise DatabaseError(*storage_words.unreachable(database.location, system_cause(error))) from error
        yield path


@contextmanager
def _readable(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        # Without space, copying for the check failed where it was written, not where it was read.
        say = words.cannot_check if error.errno in NO_SPACE else words.cannot_read
        raise DatabaseError(*say(str(file), system_cause(error))) from error


@contextmanager
def sound_copy(database: Database) -> Iterator[tuple[Path, Contents]]:
    """Yield a checked copy on the database's own disk, and what it holds."""
    with explained(database):
        live = _contents_of_live(database)
        if live is not None and not live.revision:
            raise DatabaseError(*words.nothing_to_back_up(database.location))
        with _working_folder(database) as folder:
            copy = folder / "copy.sqlite3"
            try:
                copy_database(database.location, copy)
                contents = examine(copy)
            except UnsoundError as error:
                raise DatabaseError(*words.database_unsound(database.location, sentence_of(error.reason))) from error
            yield copy, contents


def _contents_of_live(database: Database) -> Contents | None:
    """What the database holds: None for a damaged one; another program's and a newer one are refused."""
    location = database.location
    if file_at(location) is None:
        return Contents("")
    with explained(database):
        try:
            found = read_contents(location)
        except UnsoundError:
            return None
    if found is None:
        raise DatabaseError(*storage_words.damaged(location, storage_words.of_another_program()))
    if found.revision > HEAD:
        raise DatabaseError(*storage_words.too_new(location, found.revision))
    return found


def _checked_copy(file: Path, candidate: Path, *, changed: bool) -> tuple[Contents, int]:
    """Copy the file, or the data in a handover's, and make sure that it is whole, ours and true to its history.

    Returns what it holds, and for how many tasks the present state was derived anew.
    """
    try:
        with _readable(file), explained(Database(str(file))):
            copy_file(data_of(file, candidate.parent), candidate)
            as_sealed = is_as_sealed(candidate)
            contents = examine(candidate)
    except UnsoundError as error:
        raise DatabaseError(*words.unusable(str(file), sentence_of(error.reason))) from error
    if contents.revision > HEAD:
        raise DatabaseError(*words.newer_copy(str(file), contents.revision))
    # A whole copy differs only where this program derives otherwise than the one that wrote it; of any other one
    # nobody can tell whether the history or what was derived from it is damaged.
    whole = as_sealed or contents.revision < HEAD
    tasks, plans = _differing(file, candidate, contents, repair=whole)
    if (tasks or plans) and not whole:
        raise DatabaseError(*words.differing_copy(str(file), tasks, plans))
    if as_sealed is False and not changed:
        raise DatabaseError(*words.changed_copy(str(file)))
    return contents, tasks


def _differing(file: Path, candidate: Path, contents: Contents, *, repair: bool) -> tuple[int, int]:
    """Upgrade the candidate; return how many tasks and plans are not what their history gives."""
    try:
        if contents.revision < HEAD:
            _upgraded(candidate)
        names = database_info(Database(str(candidate))).organisations
        reports = [check_database(Database(str(candidate), name), repair=repair) for name in names]
    except AppError as error:
        if is_of_the_machine(error.__cause__):
            raise DatabaseError(*words.cannot_check(str(file), str(error.__cause__))) from error
        raise DatabaseError(*words.unusable(str(file), _cause(error))) from error
    except NEVER_WRITTEN as error:
        raise DatabaseError(*words.unusable(str(file), storage_words.unreadable_contents())) from error
    if any(report.unreadable for report in reports):
        raise DatabaseError(*words.unusable(str(file), storage_words.unreadable_contents()))
    return sum(len(report.tasks) for report in reports), sum(len(report.plans) for report in reports)


def _upgraded(candidate: Path) -> None:
    database = Database(str(candidate))
    database.upgrade()
    database.close()


def _cause(error: AppError) -> Words:
    """What SQLite said, without the name of the copy that people never see."""
    return storage_words.sqlite_says(str(error.__cause__)) if error.__cause__ else storage_words.unreadable_contents()


def _free_name(live: Path, moment: datetime) -> Path:
    """The name under which old contents are kept: beside the database, with the moment."""
    stem = f"{live.stem}.truoc-khoi-phuc-{moment:%Y%m%d-%H%M%S}"
    number, path = 1, live.with_name(f"{stem}.sqlite3")
    while path.exists():
        number += 1
        path = live.with_name(f"{stem}-{number}.sqlite3")
    return path
