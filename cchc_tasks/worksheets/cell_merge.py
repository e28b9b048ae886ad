"""The three-way merge of a returned worksheet's row with its task, cell by cell.

What the sheet said when it was written is the base, what is recorded now is theirs, what came back is mine. A cell
that only one side changed is that side's; changed on both to different values it is a conflict; an empty one says
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from cchc_tasks.days import day as shown_day
from cchc_tasks.files.encodings import CONTROLS
from cchc_tasks.files.markup import make_cell
from cchc_tasks.files.xlsx_form import LONGEST_CELL
from cchc_tasks.messages.status_words import STATUS_WORDS
from cchc_tasks.model.draft import DraftTask, Notice
from cchc_tasks.model.fields import FILLED_IN, ValueKind
from cchc_tasks.model.returned_results import CellChange, CellDifference, Conflict
from cchc_tasks.model.status import BY_DOCUMENT, Status
from cchc_tasks.model.task import Task
from cchc_tasks.sentences import Words
from cchc_tasks.text import nfc, squeeze
from cchc_tasks.text_cells import clean
from cchc_tasks.worksheets import results_words, words
from cchc_tasks.worksheets.reported_row import finished_on
from cchc_tasks.worksheets.worksheet import REPORTED, SheetState, read_status, state_of

_BULLETS = "-–—•+*· "
#: Who set a column's value last: (UTC moment, name), None where nobody did since the sheet was written.
Newest = Callable[[str], "tuple[str, str] | None"]


class CellBase(NamedTuple):
    """What the sheet said of the task, and what its status of then comes to on the day of the results."""

    said: SheetState
    status: Status


@dataclass(slots=True)
class MergedRow:
    """What becomes of a row: `changes` (column → value) are recorded, `disputed` ones only where a person says so.

    Of evidence the value is the documents that are new. `refused` says why nothing of the row can be recorded.
    """

    row: DraftTask
    task: Task
    day: date
    theirs: SheetState
    changes: dict[str, Any] = field(default_factory=dict)
    disputed: dict[str, Any] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    refused: Words = ""

    @property
    def ref(self) -> str:
        """What people call the task."""
        return f"{self.task.plan}/{self.task.ref}"

    @property
    def status(self) -> Status:
        """The status that the task has once the row is recorded."""
        found: Status = self.changes.get("status", self.theirs.status)
        return found

    def say(self, code: str, message: Words) -> None:
        """Add something that a person should know of the row."""
        self.notices.append(Notice(code, message, self.row.row))

    def take(self, conflict: Conflict) -> None:
        """Let the sheet's cell win."""
        if conflict.cell:
            self.changes[conflict.cell.column] = self.disputed[conflict.cell.column]

    def changed_cells(self) -> list[CellChange]:
        """Return what is recorded, in words, in the order of the columns."""
        return [
            CellChange(self.row, self.task, column, self.theirs.text(column), shown_value(self.changes[column]))
            for column in REPORTED
            if column in self.changes
        ]


def shown_value(value: Any) -> str:
    """Return a cell's value as the sheet shows it."""
    if isinstance(value, Status):
        return STATUS_WORDS[value]
    if isinstance(value, date):
        return shown_day(value)
    return "\n".join(value) if isinstance(value, tuple) else str(value)


def same_text(cell: str, recorded: str) -> bool:
    """Return whether a cell of a file still holds a recorded text, however the file was saved meanwhile.

    Spreadsheets lose control characters, text files tags and entities; line breaks and blanks may be laid anew.
    """
    read = squeeze(nfc(cell))
    bare = CONTROLS.sub("", clean(nfc(recorded), keep_breaks=True))[:LONGEST_CELL]
    return read in (squeeze(bare), squeeze(make_cell(bare).text))


def merge_row(row: DraftTask, task: Task, base: CellBase | None, day: date, newest: Newest) -> MergedRow:
    """Compare a row's cells with the task; `day` is the day of the results, `base` None where nobody knows it."""
    merged = MergedRow(row, task, day, state_of(task, day))
    merge = _RowMerge(merged, base, newest)
    merge.status()
    if not merged.refused:
        for field in FILLED_IN:
            if field.kind is ValueKind.DAY:
                merge.finishing_day()
            elif field.kind is ValueKind.DOCUMENTS:
                merge.documents()
            elif field.is_text:
                merge.text(field.name)
    return merged


class _RowMerge:
    """The comparison of one row."""

    def __init__(self, merged: MergedRow, base: CellBase | None, newest: Newest) -> None:
        self.merged = merged
        self.row, self.theirs = merged.row, merged.theirs
        self.base = base
        self.newest = newest

    def status(self) -> None:
        said = squeeze(self.row.status)
        mine = read_status(said) if said else None
        if said and mine is None:
            self.merged.refused = words.unknown_status(said)
        if mine is None or mine is self.theirs.status or (self.base and mine is self.base.said.status):
            return
        if self.theirs.status in BY_DOCUMENT:
            self._dispute("status", mine, results_words.stopped_by_document(self.theirs.status))
            return
        nothing_yet = self.theirs.status is Status.NOT_STARTED and self.merged.task.reported_on is None
        # The status of then, on the day of the results: a series' next period changes it without anybody's entry.
        self._settle(
            "status",
            mine,
            is_theirs=self.base is not None and self.base.status is self.theirs.status,
            is_blank=nothing_yet,
        )

    def text(self, column: str) -> None:
        said = self.row.texts.get(column, "").strip()
        theirs = self.theirs.text(column)
        base = self.base.said.text(column) if self.base else None
        if not said or same_text(said, theirs) or (base is not None and same_text(said, base)):
            return
        if max(len(theirs), len(base or "")) > LONGEST_CELL:
            self.merged.say("too_long", words.too_long_to_fill(self.merged.ref, column))
            return
        is_theirs = base is not None and squeeze(base) == squeeze(theirs)
        self._settle(column, nfc(said), is_theirs=is_theirs, is_blank=not theirs)

    def finishing_day(self) -> None:
        said = squeeze(self.row.done_on)
        mine = finished_on(self.row)
        if said and mine is None:
            self.merged.say("unreadable_day", words.unreadable_day(self.merged.ref, said))
        base = self.base.said.done_on if self.base else None
        if mine is None or mine in (self.theirs.done_on, base):
            return
        # A day beside a status that has none is no dispute, however often the row comes: it is told as unused.
        is_unused = self.merged.status is not Status.DONE
        is_theirs = is_unused or (self.base is not None and base == self.theirs.done_on)
        self._settle("done_on", mine, is_theirs=is_theirs, is_blank=self.theirs.done_on is None)

    def documents(self) -> None:
        """Documents add up: those that are new in the cell are added, those that are missing stay and are named."""
        cell = nfc(self.row.evidence)
        base = self.base.said.evidence if self.base else ()
        if not cell.strip() or any(same_text(cell, "\n".join(known)) for known in (base, self.theirs.evidence)):
            return
        known = _parts(*base, *self.theirs.evidence)
        found: dict[str, None] = {}
        lines = [squeeze(line).lstrip(_BULLETS) for line in cell.split("\n")]
        for line in lines:
            whole = [line] if line in known else [part.strip().lstrip(_BULLETS) for part in line.split(";")]
            found |= dict.fromkeys(part for part in whole if part)
        new = tuple(part for part in found if part not in known)
        if new:
            self.merged.changes["evidence"] = new
        missing = [text for text in base if not _parts(text) & set(found) and squeeze(text) not in squeeze(cell)]
        if missing:
            self.merged.say("document_kept", words.documents_kept(self.merged.ref, missing))

    def _settle(self, column: str, mine: Any, *, is_theirs: bool, is_blank: bool) -> None:
        """Take the sheet's value where nobody else changed the cell; without a base only an empty one is filled."""
        if is_theirs or (self.base is None and is_blank):
            self.merged.changes[column] = mine
        else:
            self._dispute(column, mine, words.both_changed() if self.base else words.base_unknown())

    def _dispute(self, column: str, mine: Any, why: str) -> None:
        moment, actor = self.newest(column) or (self.merged.task.changed_at, self.merged.task.changed_by)
        before = self.base.said.text(column) if self.base else None
        cell = CellDifference(column, before, self.theirs.text(column), shown_value(mine), moment, actor)
        self.merged.disputed[column] = mine
        self.merged.conflicts.append(Conflict(self.row, self.merged.task, why, cell=cell))


def _parts(*documents: str) -> set[str]:
    """Every document as one text, and its parts where it is several in a line."""
    whole = [squeeze(nfc(text)) for text in documents]
    parts = (part.strip().lstrip(_BULLETS) for text in whole for part in re.split(";", text))
    return {text.lstrip(_BULLETS) for text in whole} | set(filter(None, parts))


def decide_conflicts(conflicts: list[Conflict], ask: Callable[[Conflict], bool] | None) -> list[Conflict]:
    """Return the conflicts with the person's answers, each kept as it is where nobody can be asked."""
    return [replace(conflict, taken=ask is not None and ask(conflict)) for conflict in conflicts]
