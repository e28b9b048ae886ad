"""Reports of several files: a folder that is made, files written one by one, and what was written when one fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cchc_tasks.errors import UsageError
from cchc_tasks.reporting.writing import KINDS
from cchc_tasks.wording import report_folders as words
from cchc_tasks.wording.files import cannot_write
from cchc_tasks.wording.system import system_cause


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that was written: `kind` for programs, the unit's name (empty: of no one unit), numbers by their name."""

    path: Path
    kind: str
    unit: str
    counts: dict[str, int]


def is_folder(out: Path) -> bool:
    """Whether a folder is there; raises UsageError for a name that the system cannot take."""
    try:
        return out.is_dir()
    except OSError as error:
        raise UsageError(*cannot_write(str(out), system_cause(error))) from error


def check_folder(out: Path) -> None:
    """Refuse what cannot be a folder of files; raises UsageError."""
    if not is_folder(out) and (out.exists() or out.suffix.lower() in KINDS):
        raise UsageError(*words.wants_folder(str(out)))


def make_folder(out: Path) -> None:
    """Make the folder where it is not there; raises UsageError where that is not allowed."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(*cannot_write(str(out), system_cause(error))) from error


def write_all(files: Iterable[WrittenFile]) -> list[WrittenFile]:
    """Go through files that are written one by one as they come, and return them.

    Raises UsageError where one cannot be written; its sentence says which are there already, each whole.
    """
    written: list[WrittenFile] = []
    waiting: Iterator[WrittenFile] = iter(files)
    try:
        for file in waiting:
            written.append(file)
    except UsageError as error:
        if not written:
            raise
        names = [file.path.name for file in written]
        raise UsageError(words.some_written(error.message, names), error.hint) from error
    return written


def left_over(out: Path, prefix: str, written: Iterable[WrittenFile]) -> list[str]:
    """Return the names of a folder's files of an earlier time that begin alike and were not written now."""
    now = {file.path.name for file in written}
    try:
        found = sorted(path.name for path in out.iterdir() if path.name.startswith(prefix))
    except OSError:
        return []
    return [name for name in found if name not in now]
