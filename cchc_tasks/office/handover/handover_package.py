"""One file for whoever takes over: data, settings, what is open, and a page that says where to begin."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from cchc_tasks.days import day_in_sentence
from cchc_tasks.errors import DatabaseError, UsageError
from cchc_tasks.files.office_packages import make_dated_docx, make_dated_xlsx, write_archive
from cchc_tasks.files.output import NOTHING_REPLACED, Output, is_folder
from cchc_tasks.messages.system_words import system_cause
from cchc_tasks.messages.written_file_words import cannot_write
from cchc_tasks.model.timing import DueRules
from cchc_tasks.office import backup_words
from cchc_tasks.office.backup import publish_checked, sound_copy
from cchc_tasks.office.database_copy import copy_organisation
from cchc_tasks.office.handover import words
from cchc_tasks.office.handover.handover_facts import Facts, facts_of
from cchc_tasks.office.handover.handover_guide import Place, guide_document
from cchc_tasks.office.handover.handover_settings import config_text
from cchc_tasks.office.handover.open_task_list import open_tasks_document
from cchc_tasks.storage.backup_files import Contents, examine
from cchc_tasks.storage.copy_files import create_private, seal
from cchc_tasks.storage.database import Database


@dataclass(frozen=True, slots=True)
class Request:
    """What a handover is told: the day, the office's rules and settings; texts are empty where nobody set them.

    `organisation` is the name by which the database knows the office, `office` the one on its documents.
    """

    day: date
    rules: DueRules
    config_file: str
    organisation: str = ""
    office: str = ""
    backup_dir: str = ""
    backup_keep: int = 0


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The package that was written: where, how many bytes, which files, what the data holds, and the work in it."""

    path: Path
    size: int
    names: tuple[str, ...]
    contents: Contents
    facts: Facts


def hand_over(database: Database, out: Path, request: Request, output: Output = NOTHING_REPLACED) -> HandedOver:
    """Write the package to a .zip file, or into a folder under the day's name; nothing is ever half-written.

    The same data on the same day gives the same bytes. Of a SQLite file the whole goes along, of a server the
    organisation that is meant. Raises ConflictError for a target that must stay, UsageError where it cannot be written
    or is no .zip, DatabaseError.
    """
    shown = out / words.default_name(request.day.isoformat()) if is_folder(out) else out
    output.check(shown, (words.SUFFIX,))
    try:
        with _data(database) as (data, contents):
            facts = facts_of(Database(str(data), database.organisation), request.day, request.rules, request.office)
            package = data.with_name("package.zip")
            create_private(package)
            with data.open("rb") as rows, package.open("r+b") as file:
                parts = _parts(rows, facts, _place(database, request, shown), request)
                write_archive(file, parts, request.day)
            publish_checked(package, shown, output)
            return HandedOver(shown, package.stat().st_size, tuple(name for name, _ in parts), contents, facts)
    except OSError as error:
        raise UsageError(*cannot_write(str(shown), system_cause(error))) from error


def _parts(data: BinaryIO, facts: Facts, place: Place, request: Request) -> list[tuple[str, BinaryIO]]:
    named = facts.organisation if request.organisation else ""
    settings = config_text(request.config_file, named, day_in_sentence(request.day))
    return [
        (words.GUIDE_FILE, io.BytesIO(make_dated_docx(guide_document(facts, place), request.day))),
        (words.TASKS_FILE, io.BytesIO(make_dated_xlsx(open_tasks_document(facts), request.day))),
        (backup_words.DATA_FILE, data),
        (words.CONFIG_FILE, io.BytesIO(settings.encode("utf-8"))),
    ]


def _place(database: Database, request: Request, package: Path) -> Place:
    location = str(Path(database.location).resolve()) if database.is_sqlite else database.shown_location
    return Place(location, not database.is_sqlite, request.backup_dir, request.backup_keep, package.name)


@contextmanager
def _data(database: Database) -> Iterator[tuple[Path, Contents]]:
    """Yield a sealed copy of the data in a folder that goes, and what it holds."""
    if database.is_sqlite:
        if not Path(database.location).exists():
            raise DatabaseError(*backup_words.nothing_to_back_up(database.location))
        # An older file is upgraded now and not in the copy, and it is clear which office is meant.
        with database.reading():
            pass
        with sound_copy(database) as found:
            yield found
        return
    with tempfile.TemporaryDirectory(prefix="cchc-tasks-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / backup_words.DATA_FILE
        copy_organisation(database, copy)
        seal(copy)
        yield copy, examine(copy)
