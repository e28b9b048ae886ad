"""Copies of the database: a sound copy is made aside, then published under its name."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cchc_tasks.errors import ConflictError, DatabaseError, ExistingFilesError, UsageError
from cchc_tasks.files.output import NOTHING_REPLACED, Output, Protected, is_folder
from cchc_tasks.messages import database_words as storage_words
from cchc_tasks.messages import written_file_words
from cchc_tasks.messages.problem_messages import sentence_of
from cchc_tasks.messages.system_words import system_cause
from cchc_tasks.office import backup_words as words
from cchc_tasks.sentences import Words
from cchc_tasks.storage.backup_files import (
    SUFFIXES,
    Contents,
    UnsoundError,
    copy_database,
    examine,
    own_files,
    read_contents,
    working_folder,
)
from cchc_tasks.storage.connection import HEAD, file_at
from cchc_tasks.storage.copy_files import publish
from cchc_tasks.storage.database import Database, explained


@dataclass(frozen=True, slots=True)
class DatabaseBackup:
    """A copy that was made: where, how many bytes, what it holds."""

    path: Path
    size: int
    contents: Contents


def back_up(database: Database, file: Path, today: date, output: Output = NOTHING_REPLACED) -> DatabaseBackup:
    """Copy the database to a file, or into a folder under the day's name; nothing is ever half-written.

    Raises ConflictError for a target that must stay, for the database itself and for a server, UsageError where the
    target cannot be written, DatabaseError for a damaged database.
    """
    refuse_server(database, words.server_backs_up)
    shown = file / daily_name(database, today) if is_folder(file) else file
    output = output.protecting(*(Protected(path, "database") for path in own_files(database.location)))
    check_copy(shown, output)
    with sound_copy(database) as (copy, contents):
        publish_checked(copy, shown, output)
        return DatabaseBackup(shown, copy.stat().st_size, contents)


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


def refuse_server(database: Database, say: Callable[[str, str], tuple[Words, Words]]) -> None:
    if not database.is_sqlite:
        raise ConflictError(*say(database.shown_location, _address_without_password(database.shown_location)))


def _address_without_password(shown: str) -> str:
    """The address as PostgreSQL's own tools take it; they ask for the password themselves."""
    path, _, query = shown.partition("://")[2].partition("?")
    kept = [part for part in query.split("&") if part and not part.endswith("=***")]
    address = "postgresql://" + path.replace(":***@", "@", 1)
    return shlex.quote(address + ("?" + "&".join(kept) if kept else ""))


@contextmanager
def backup_folder(database: Database) -> Iterator[Path]:
    with ExitStack() as stack:
        try:
            path = stack.enter_context(working_folder(database.location))
        except OSError as error:
            raise DatabaseError(*storage_words.unreachable(database.location, system_cause(error))) from error
        yield path


@contextmanager
def sound_copy(database: Database) -> Iterator[tuple[Path, Contents]]:
    """Yield a checked copy on the database's own disk, and what it holds."""
    with explained(database):
        live = contents_of_live(database)
        if live is not None and not live.revision:
            raise DatabaseError(*words.nothing_to_back_up(database.location))
        with backup_folder(database) as folder:
            copy = folder / "copy.sqlite3"
            try:
                copy_database(database.location, copy)
                contents = examine(copy)
            except UnsoundError as error:
                raise DatabaseError(*words.database_unsound(database.location, sentence_of(error.reason))) from error
            yield copy, contents


def contents_of_live(database: Database) -> Contents | None:
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


def daily_name(database: Database, day: date) -> str:
    """The day's copy carries the database's own name: another database's copies in the folder are not its own."""
    return f"{Path(database.location).stem}-{day.isoformat()}.sqlite3"
