"""A returned table: what it reports of a plan's tasks, and what became of each of its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_tasks.model.draft import DraftTask, Notice
from cchc_tasks.model.task import Task

if TYPE_CHECKING:
    from cchc_tasks.sentences import Words


@dataclass(frozen=True, slots=True)
class ResultsRequest:
    """The options of taking a returned table in: the day of its results, and what wins against newer entries."""

    path: Path
    code: str = ""
    reported_on: date | None = None
    sheet: str | None = None
    table: int | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class ReportedRow:
    """A row of the table and the task that it is about."""

    row: DraftTask
    task: Task


@dataclass(frozen=True, slots=True)
class CellDifference:
    """A cell of a worksheet in words: what it said when it was written, what is recorded now, what it says.

    `before` is None where nobody knows what the sheet said; `changed_at` (UTC, ISO) and `changed_by` tell the newest
    entry behind `now`, empty where there is none.
    """

    column: str
    before: str | None
    now: str
    said: str
    changed_at: str = ""
    changed_by: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row that says otherwise than a newer entry: `why` in a sentence, `taken` whether the row was preferred.

    Of a worksheet each `cell` that differs is a conflict of its own.
    """

    row: DraftTask
    task: Task
    why: str
    taken: bool = False
    cell: CellDifference | None = None


#: Asked whether the row, or the cell, of a conflict is to be taken.
AskConflict = Callable[[Conflict], bool]


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of a worksheet that is recorded: the task, the column, what stood there and what stands there now."""

    row: DraftTask
    task: Task
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row of a worksheet that is not recorded at all: `why` in a sentence; `task` is None for an unknown code."""

    row: DraftTask
    task: Task | None
    why: Words


@dataclass(frozen=True, slots=True)
class ResultsReport:
    """What a returned table did: rows found in the plan, tasks updated, rows equal to what is there, conflicts.

    `strangers` are rows that are no task of the plan; `differences` are (task, sentences) where other columns
    differ from the plan, which is left as it is. Of a worksheet `changes` are the cells that are recorded and
    `refused` the rows that are not; its plans are named together.
    """

    file: str
    plan: str
    total: int
    reported_on: date
    stored: bool
    matched: int
    updated: tuple[Task, ...]
    unchanged: int
    silent: int
    conflicts: tuple[Conflict, ...]
    strangers: tuple[DraftTask, ...]
    differences: tuple[tuple[Task, tuple[str, ...]], ...]
    notices: tuple[Notice, ...]
    change_id: int | None = None
    changes: tuple[CellChange, ...] = ()
    refused: tuple[RefusedRow, ...] = ()
    is_worksheet: bool = False

    @property
    def is_stuck(self) -> bool:
        """Whether a worksheet says something new and nothing of it could be recorded: conflicts, refused rows."""
        left = bool(self.refused) or any(not conflict.taken for conflict in self.conflicts)
        return self.is_worksheet and not self.changes and left
