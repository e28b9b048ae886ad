"""The restoration of a copy: it is checked aside, then it takes the place of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from cchc_tasks.errors import AppError, ConflictError, DatabaseError
from cchc_tasks.messages import database_words as storage_words
from cchc_tasks.messages.problem_messages import sentence_of
from cchc_tasks.messages.system_words import system_cause
from cchc_tasks.office import backup_words as words
from cchc_tasks.office.backup import backup_folder, contents_of_live, refuse_server
from cchc_tasks.office.handover_data import extract_data
from cchc_tasks.office.health import check_database, database_info
from cchc_tasks.office.sql import NEVER_WRITTEN
from cchc_tasks.sentences import Words
from cchc_tasks.storage.backup_files import (
    Contents,
    UnsoundError,
    copy_file,
    examine,
    is_of_the_machine,
    own_files,
    refuse_other_kind,
    replace_contents,
    replace_damaged,
)
from cchc_tasks.storage.connection import HEAD
from cchc_tasks.storage.copy_files import NO_SPACE, is_as_sealed
from cchc_tasks.storage.database import Database, explained


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
        self.live = contents_of_live(database)

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
def open_restoration(database: Database, file: Path, *, changed: bool = False) -> Iterator[Restoration]:
    """Yield a restoration from the file, which is copied, checked and upgraded aside; it is never changed itself.

    With `changed`, a copy may have been written to since it was made; all the other checks hold.
    Raises ConflictError for a server and for the database itself, UsageError for a new one that has the name of another
    kind of file, DatabaseError for a file that cannot be trusted;
    the database is as it was then.
    """
    refuse_server(database, words.server_restores)
    refuse_other_kind(Path(database.location))
    with _readable(file):
        _refuse_itself(database, file.resolve())
        if file.exists() and not file.is_file():
            raise DatabaseError(*words.unusable(str(file), words.not_a_file()))
    with backup_folder(database) as folder:
        candidate = folder / "candidate.sqlite3"
        contents, rebuilt = _checked_copy(file, candidate, changed=changed)
        yield Restoration(database, candidate, contents, rebuilt)


def _refuse_itself(database: Database, target: Path) -> None:
    """Refuse to put the database's own files back over themselves."""
    own = own_files(database.location)
    same_file = own[0].exists() and target.exists() and own[0].samefile(target)
    if target in own or same_file:
        raise ConflictError(*words.onto_itself(str(target)))


@contextmanager
def _readable(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        # Without space, copying for the check failed where it was written, not where it was read.
        say = words.cannot_check if error.errno in NO_SPACE else words.cannot_read
        raise DatabaseError(*say(str(file), system_cause(error))) from error


def _checked_copy(file: Path, candidate: Path, *, changed: bool) -> tuple[Contents, int]:
    """Copy the file, or the data in a handover's, and make sure that it is whole, ours and true to its history.

    Returns what it holds, and for how many tasks the present state was derived anew.
    """
    try:
        with _readable(file), explained(Database(str(file))):
            copy_file(extract_data(file, candidate.parent), candidate)
            as_sealed = is_as_sealed(candidate)
            contents = examine(candidate)
    except UnsoundError as error:
        raise DatabaseError(*words.unusable(str(file), sentence_of(error.reason))) from error
    if contents.revision > HEAD:
        raise DatabaseError(*words.newer_copy(str(file), contents.revision))
    # A whole copy differs only where this program derives otherwise than the one that wrote it; of any other one
    # nobody can tell whether the history or what was derived from it is damaged.
    whole = as_sealed or contents.revision < HEAD
    tasks, plans = count_differing(file, candidate, contents, repair=whole)
    if (tasks or plans) and not whole:
        raise DatabaseError(*words.differing_copy(str(file), tasks, plans))
    if as_sealed is False and not changed:
        raise DatabaseError(*words.changed_copy(str(file)))
    return contents, tasks


def count_differing(file: Path, candidate: Path, contents: Contents, *, repair: bool) -> tuple[int, int]:
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
