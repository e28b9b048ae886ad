"""The package of a handover: data, the office's settings, the list of open tasks and the guide in one .zip file."""

from __future__ import annotations

import io
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from cchc_tasks.database_address import shown_db
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
from cchc_tasks.office.handover.handover_documents import DataPlace, guide_document, open_tasks_document
from cchc_tasks.office.handover.handover_facts import HandoverFacts, load_facts
from cchc_tasks.settings import FILE_NAMES
from cchc_tasks.storage.backup_files import Contents, examine
from cchc_tasks.storage.copy_files import create_private, seal
from cchc_tasks.storage.database import Database
from cchc_tasks.toml_text import toml_lines, toml_string


@dataclass(frozen=True, slots=True)
class HandoverRequest:
    """A handover that a person asks for: the day, the office's rules and settings; texts nobody set are empty.

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
class HandoverPackage:
    """The package that was written: where, how many bytes, which files, what the data holds, and the work in it."""

    path: Path
    size: int
    names: tuple[str, ...]
    contents: Contents
    facts: HandoverFacts


def hand_over(
    database: Database, out: Path, request: HandoverRequest, output: Output = NOTHING_REPLACED
) -> HandoverPackage:
    """Write the package to a .zip file, or into a folder under the day's name; nothing is ever half-written.

    The same data on the same day gives the same bytes. Of a SQLite file the whole goes along, of a server the
    organisation that is meant. Raises ConflictError for a target that must stay, UsageError where it cannot be written
    or is no .zip, DatabaseError.
    """
    shown = out / words.default_name(request.day.isoformat()) if is_folder(out) else out
    output.check(shown, (words.SUFFIX,))
    try:
        with _data(database) as (data, contents):
            facts = load_facts(Database(str(data), database.organisation), request.day, request.rules, request.office)
            package = data.with_name("package.zip")
            create_private(package)
            with data.open("rb") as rows, package.open("r+b") as file:
                parts = _parts(rows, facts, _place(database, request, shown), request)
                write_archive(file, parts, request.day)
            publish_checked(package, shown, output)
            return HandoverPackage(shown, package.stat().st_size, tuple(name for name, _ in parts), contents, facts)
    except OSError as error:
        raise UsageError(*cannot_write(str(shown), system_cause(error))) from error


def _parts(
    data: BinaryIO, facts: HandoverFacts, place: DataPlace, request: HandoverRequest
) -> list[tuple[str, BinaryIO]]:
    named = facts.organisation if request.organisation else ""
    settings = config_text(request.config_file, named, day_in_sentence(request.day))
    return [
        (words.GUIDE_FILE, io.BytesIO(make_dated_docx(guide_document(facts, place), request.day))),
        (words.TASKS_FILE, io.BytesIO(make_dated_xlsx(open_tasks_document(facts), request.day))),
        (backup_words.DATA_FILE, data),
        (words.CONFIG_FILE, io.BytesIO(settings.encode("utf-8"))),
    ]


def _place(database: Database, request: HandoverRequest, package: Path) -> DataPlace:
    location = str(Path(database.location).resolve()) if database.is_sqlite else database.shown_location
    return DataPlace(location, not database.is_sqlite, request.backup_dir, request.backup_keep, package.name)


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


#: What holds for one person or one machine: handed over as a comment, to be typed anew.
_PERSONAL = ("actor", "db", "backup_dir")


def config_text(config_file: str, organisation: str, day: str) -> str:
    """Return the text of a config.toml made from the one of this user, which was read before and is sound.

    Names that mean nothing to the program are left out, whatever they hold; no password goes along.
    """
    values = _values_of(Path(config_file))
    kept = {name: values[name] for name in FILE_NAMES if name in values and name not in _PERSONAL}
    if organisation:
        kept["org"] = organisation
    lines = [f"# {line}" for line in words.config_head(day)]
    lines += [f"# {name} = {toml_string(shown)}  # {why}" for name, shown, why in _personal(values)]
    return "\n".join([*lines, "", *toml_lines(kept)]).rstrip() + "\n"


def _personal(values: Mapping[str, object]) -> list[tuple[str, str, str]]:
    found = [("actor", words.OWN_NAME, words.WHY_ACTOR)]
    if isinstance(values.get("db"), str):
        found.append(("db", shown_db(str(values["db"])), words.WHY_DB))
    found.append(("backup_dir", str(values.get("backup_dir", words.OTHER_DISK)), words.WHY_BACKUP_DIR))
    return found


def _values_of(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    return tomllib.loads(path.read_text(encoding="utf-8-sig"))
