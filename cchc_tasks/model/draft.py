"""A plan as a file contains it: printed words and their places, before they are interpreted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cchc_tasks.sentences import Words

from cchc_tasks.model.doubts import Doubt
from cchc_tasks.model.fields import Text


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know about how a file was read.

    `row` is the file's row or line number as its reader counts, from 1 (None for the whole file), `until` the
    last one where the notice is about several in a run; `code` is a stable short name («joined»,
    «merged_looking», «duplicate_no» …) and `message` a Vietnamese sentence.
    """

    code: str
    message: Words
    row: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class DraftSection:
    """A section row: its numeral and title as printed; `path` is the numerals from the top («A», «A/I»)."""

    no: str
    title: str
    path: str
    row: int


@dataclass(frozen=True, slots=True)
class DraftTask:
    """One printed task: `texts` are its cells by the names of their fields (`model.fields`).

    Every text is verbatim (NFC), lines parted by a line feed, bullets kept. `section` is an index into the draft's
    sections, None before the first one; `row` is where it stood. `ref` is the code of a worksheet's row and `status`
    its choice of words.
    """

    row: int
    texts: Mapping[str, str]
    section: int | None = None
    review: tuple[Doubt, ...] = ()

    ref, no, title = Text("ref"), Text("no"), Text("title")
    activities, outputs = Text("activities"), Text("outputs")
    lead, support = Text("lead"), Text("support")
    deadline = Text("deadline")
    status, result = Text("status"), Text("result")
    difficulty = Text("difficulty")
    evidence, done_on = Text("evidence"), Text("done_on")
    given_by = Text("given_by")


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole plan as printed: lines above the table, column headers by field, sections, tasks, notices."""

    title: str
    preamble: tuple[str, ...]
    headers: dict[str, str]
    sections: tuple[DraftSection, ...]
    tasks: tuple[DraftTask, ...]
    notices: tuple[Notice, ...] = ()
    #: The words of all headers, folded: tables with the same ones are columns of the same meaning.
    signature: str = ""
