"""The folder of a report with several files: files are written one by one, files of an earlier time are named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from cchc_tasks.errors import UsageError
from cchc_tasks.files.document import Document
from cchc_tasks.files.document_writer import write_document
from cchc_tasks.files.office_packages import has_origin
from cchc_tasks.files.output import Output, make_folder
from cchc_tasks.messages import written_file_words
from cchc_tasks.messages.problem_messages import explanation_of
from cchc_tasks.model.filters import Filters
from cchc_tasks.reports import words
from cchc_tasks.sentences import Words
from cchc_tasks.storage.organisations import organisations
from cchc_tasks.storage.reader import Reader
from cchc_tasks.text import nfc


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that was written: `kind` for programs, the unit's name (empty: of no one unit), numbers by their name."""

    path: Path
    kind: str
    unit: str
    counts: dict[str, int]


def origin_of(reader: Reader, kind: str, filters: Filters) -> str:
    """Return what files of one office, kind and selection say of themselves, so that they are known again.

    Of another office, or of another selection, the files in a folder are others' business.
    """
    office = dict(organisations(reader))[reader.organisation_id]
    return f"{kind} {_digest(repr((office, filters._replace(sort='', limit=None))))}"


@dataclass(frozen=True, slots=True)
class ReportFolder:
    """A folder of files of one kind: `origin` is what they say of themselves, `prefix` how all their names begin."""

    path: Path
    output: Output
    origin: str
    prefix: str

    def open(self, names: Iterable[str]) -> None:
        """Make the folder; raises ExistingFilesError where files would be replaced that must not be."""
        wanted = list(names)
        self.output.check_folder(self.path)
        self.output.check_free((self.path / name for name in wanted), self._ours_beside(wanted))
        make_folder(self.path)

    def origin_of(self, name: str) -> str:
        """Return what a file of that name says of itself: a copy under another name is its owner's."""
        return f"{self.origin} {_digest(nfc(name))}"

    def write(
        self, name: str, document: Document, template: bytes | None = None, keep: Callable[[], None] = lambda: None
    ) -> Path:
        """Write one file of the folder, which says what it is, and return its path; raises as `write_document` does."""
        path = self.path / name
        marked = replace(document, properties={**document.properties, "origin": self.origin_of(name)})
        write_document(marked, path, template, keep, self.output)
        return path

    def close(self, names: Iterable[str], say: Callable[[Words], None]) -> None:
        """Tell what is left of an earlier time, and remove what is ours where that is allowed."""
        wanted = list(names)
        ours = self._ours_beside(wanted)
        if ours and self.output.overwrite:
            self.output.remove(ours)
            say(written_file_words.removed([path.name for path in ours]))
        left = [path.name for path in self._beside(wanted) if self._is_like_ours(path)]
        if left:
            say(written_file_words.left_over(left, removable=bool(ours) and not self.output.overwrite))

    def _ours_beside(self, names: list[str]) -> list[Path]:
        return [path for path in self._beside(names) if self._is_ours(path)]

    def _is_like_ours(self, path: Path) -> bool:
        return bool(self.prefix and path.name.startswith(self.prefix)) or self._is_ours(path)

    def _is_ours(self, path: Path) -> bool:
        return has_origin(path, self.origin_of(path.name))

    def _beside(self, names: list[str]) -> list[Path]:
        """The files of the folder that were not written now."""
        now = set(names)
        try:
            return sorted(path for path in self.path.iterdir() if path.name not in now)
        except OSError:
            return []


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


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
        message, hint = explanation_of(error)
        raise UsageError(words.some_written(message, names), hint) from error
    return written
