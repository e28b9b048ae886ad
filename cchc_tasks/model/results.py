"""What a returned table reports of a plan's tasks, and what became of each of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cchc_tasks.model.drafts import DraftTask, Notice
from cchc_tasks.model.tasks import Task


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
class Conflict:
    """A row that says otherwise than a newer entry: `why` in a sentence, `taken` whether the row was preferred."""

    row: DraftTask
    task: Task
    why: str
    taken: bool = False


@dataclass(frozen=True, slots=True)
class ResultsReport:
    """What a returned table did: rows found in the plan, tasks updated, rows equal to what is there, conflicts.

    `strangers` are rows that are no task of the plan; `differences` are (task, sentences) where other columns
    differ from the plan, which is left as it is.
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
