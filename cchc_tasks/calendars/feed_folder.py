"""The folder of published feeds: our own feeds in it are updated unasked, no other file is replaced.

A folder of feeds is its own memory, and is written again every day by a timer: what is known as ours, by what stands
in the file and not by its name, is brought up to date without being asked. A feed is ours when its name is one that the
database has given and its PRODID is this program's, the page when its head says that this program made it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from pathlib import Path

from cchc_tasks.calendars.feeds import INDEX, FeedExport
from cchc_tasks.calendars.index_page import is_our_page
from cchc_tasks.calendars.published import is_our_calendar
from cchc_tasks.errors import UsageError
from cchc_tasks.files.output import Output, make_folder
from cchc_tasks.messages import written_file_words as words
from cchc_tasks.messages.system_words import system_cause
from cchc_tasks.sentences import Words

#: A feed's file is below 1 MB; whatever is larger is not ours.
_LARGEST = 4_000_000
_PART = re.compile(r"(?P<name>.+?)(?:-\d+)?\.ics")


class FeedFolder:
    """A folder of feeds, and what may be replaced in it."""

    def __init__(self, path: Path, output: Output) -> None:
        """Refuse what cannot be such a folder, and a page there that is somebody else's."""
        self.path = path
        self._output = output
        output.check_folder(path)
        self._check_foreign([INDEX])

    def read(self, name: str) -> bytes | None:
        """Return the octets of a file of the folder, None where there is none that could be ours."""
        return read_calendar(self.path / name)

    def publish(self, export: FeedExport) -> list[str]:
        """Write what has changed and return the names; raises UsageError, ConflictError for somebody else's file."""
        changed = [name for name, data in export.files.items() if self.read(name) != data]
        self._check_foreign(changed)
        make_folder(self.path)
        for name in changed:
            output = self._output.replacing() if self._is_ours(name) else self._output
            output.write_bytes(self.path / name, export.files[name])
        return changed

    def tidy(self, export: FeedExport, say: Callable[[Words], None]) -> None:
        """Tell which feeds of ours were not written now, and remove them where that is allowed."""
        left = sorted(path.name for path in self.path.iterdir() if self._is_left_over(path.name, export))
        if not left:
            return
        if self._output.overwrite:
            self._output.remove(self.path / name for name in left)
        say(words.removed(left) if self._output.overwrite else words.left_over(left, removable=True))

    def _is_left_over(self, name: str, export: FeedExport) -> bool:
        found = _PART.fullmatch(name)
        known = found is not None and bool({found["name"], name.removesuffix(".ics")} & export.known)
        return known and name not in export.files and self._is_ours(name)

    def _check_foreign(self, names: Collection[str]) -> None:
        self._output.check_free(self.path / name for name in names if not self._is_ours(name))

    def _is_ours(self, name: str) -> bool:
        data = self.read(name) or b""
        return is_our_page(data) if name == INDEX else is_our_calendar(data)


def read_calendar(path: Path) -> bytes | None:
    """Return a calendar file's octets, None where there is no file or one too large to be ours; raises UsageError."""
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        return path.read_bytes()
    except OSError as error:
        raise UsageError(*words.cannot_write(str(path), system_cause(error))) from error
