"""An amendment of a plan: what is asked for, how the plan changes, and which tasks leave it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cchc_tasks.model.deadline import Period
from cchc_tasks.model.draft import DraftTask, Notice


@dataclass(frozen=True, slots=True)
class AmendmentRequest:
    """The options of one amendment: `mapping` is field → header words, `evidence` the documents that decide it.

    `matches` settles which row a task goes on as: what people call the task → the row's printed number or `row:N`,
    empty or «-» for a task that the amended plan leaves out.
    """

    path: Path
    evidence: tuple[str, ...]
    code: str = ""
    title: str = ""
    period: Period | None = None
    on: date | None = None
    sheet: str | None = None
    table: int | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    matches: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WordChange:
    """One printed column, by its name in a task's version («section» for the section's row), before and after."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TaskChange:
    """How the amended plan prints a task otherwise; `due_before` and `due_after` are its dates, where they differ.

    `same_units` are the columns that name the units of before by other names of theirs.
    """

    task_id: int
    ref: str
    title: str
    row: DraftTask
    words: tuple[WordChange, ...]
    due_before: tuple[date, ...] = ()
    due_after: tuple[date, ...] = ()
    same_units: frozenset[str] = frozenset()

    @property
    def is_redated(self) -> bool:
        """Whether the new words give other dates, not only other words for the same ones."""
        return self.due_before != self.due_after


@dataclass(frozen=True, slots=True)
class AddedTask:
    """A row that is no task of the plan yet: its printed words, its section's row, and its dates."""

    row: DraftTask
    section: str
    due: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class RemovedTask:
    """A task that the amended plan leaves out, or that left its plan: what people called it, when, by which document.

    `day` and `document` are filled for a task that has left.
    """

    task_id: int
    ref: str
    title: str
    day: date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class UnsureTask:
    """A task that may go on as one of several rows, the likeliest first: a person has to say."""

    task_id: int
    ref: str
    title: str
    rows: tuple[DraftTask, ...]


@dataclass(frozen=True, slots=True)
class AmendmentReport:
    """The difference that an amended plan makes on the day, and whether it was stored.

    `plan_title` is the plan's own title before and after, None where it stays; `reordered` says that tasks that are
    there stand in another order; `unchanged` counts tasks whose words stay.
    """

    plan: str
    file: str
    sha256: str
    day: date
    document: str
    added: tuple[AddedTask, ...]
    removed: tuple[RemovedTask, ...]
    changed: tuple[TaskChange, ...]
    unsure: tuple[UnsureTask, ...]
    unchanged: int
    plan_title: tuple[str, str] | None
    reordered: bool
    notices: tuple[Notice, ...]
    stored: bool = False
    change_id: int | None = None
    sentence: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether the amended plan says nothing else than the plan that is there."""
        return not (self.added or self.removed or self.changed or self.unsure or self.plan_title or self.reordered)
