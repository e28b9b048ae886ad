"""An import of a plan: what is asked for, and what each printed task was read as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cchc_tasks.model.deadline import DeadlineReading, MilestoneReading, Period
from cchc_tasks.model.doubts import Doubt
from cchc_tasks.model.draft import DraftSection, DraftTask, Notice
from cchc_tasks.model.readings import ResultReading, UnitsReading


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """The options of one import: `period` stands for --year too; `mapping` is field → header words."""

    path: Path
    code: str = ""
    title: str = ""
    period: Period | None = None
    reported_on: date | None = None
    given_by: str = ""
    sheet: str | None = None
    table: int | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    dry_run: bool = False
    #: What a person settled of a draft: a drafted task → the row that it is in the issued plan («-»: none).
    matches: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """What an issued plan makes of a drafted task.

    `old` is the task of the plan before; `fate` is «carried» or «renewed» (it is the row in `rows`), «ended» (it is,
    but the old task ended meanwhile), «unsure» (it may be one of the rows), or «left_out».
    """

    ref: str
    old: str
    title: str
    fate: str
    rows: tuple[str, ...]
    row_titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftMilestone:
    """One milestone that will be kept: a reading's, or one period of a recurring one.

    `reading` is its index in the deadline's reading; `series` numbers the recurring readings of a task.
    """

    reading: int
    source: MilestoneReading
    label: str | None
    start: date | None
    due: date | None
    series: int | None


@dataclass(frozen=True, slots=True)
class InterpretedTask:
    """A printed task with what its words were read as; `finished` are places in `milestones` that are closed."""

    draft: DraftTask
    deadline: DeadlineReading
    milestones: tuple[DraftMilestone, ...]
    lead: UnitsReading
    support: UnitsReading
    result: ResultReading
    finished: tuple[int, ...] = ()

    @property
    def reading_review(self) -> tuple[Doubt, ...]:
        """Why the printed row itself wants a look: its shape, its deadline, its units."""
        units = (doubt.of(role) for role in ("lead", "support") for doubt in getattr(self, role).review)
        return (*self.draft.review, *self.deadline.review, *units)

    @property
    def review(self) -> tuple[Doubt, ...]:
        """Every reason to look, the result's too."""
        return (*self.reading_review, *self.result.review)


@dataclass(frozen=True, slots=True)
class InterpretedPlan:
    """A whole plan ready to be stored: its code, title, period, source file and interpreted tasks."""

    code: str
    title: str
    period: Period
    file: str
    sha256: str
    sections: tuple[DraftSection, ...]
    tasks: tuple[InterpretedTask, ...]
    notices: tuple[Notice, ...]
    reported_on: date | None
    given_by: str
    #: The columns' headings as printed, by field.
    headings: Mapping[str, str] = field(default_factory=dict)
