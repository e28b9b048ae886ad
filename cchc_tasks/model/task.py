"""Plans, tasks and milestones as they stand on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cchc_tasks.model.deadline import OffsetUnit
from cchc_tasks.model.doubts import Doubt
from cchc_tasks.model.fields import Text
from cchc_tasks.model.readings import StatedProgress
from cchc_tasks.model.status import Every, Kind, Status, Timing
from cchc_tasks.model.timing import DUE_SOON_DAYS, shown_status, timing_of, worst_timing


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan in force: its code, title and the days it covers, first and last included."""

    plan_id: int
    code: str
    title: str
    first: date
    last: date
    tasks: int = 0


@dataclass(frozen=True, slots=True)
class ExtensionRequest:
    """An extension that was asked for and that no document allows yet: the old date still counts."""

    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """One dated, awaited or unread mốc of a task, with what happened to it.

    `due` is the date that counts (a resolved, extended or moved one where there is one); `extended_from` is the
    date that an extension replaced, `moved_from` the printed day off from which it was moved. `closed`
    milestones are finished on `done_on` where the day is known; `reported_on` is the day on which the report
    that closed it took effect, where that day is known. `due_basis` says what gave `due` its day where that was
    not the printed phrase; `submitted_to` to whom the product was handed up. Offsets are (number, unit, anchor).
    """

    milestone_id: int
    task_id: int
    n: int
    kind: Kind
    label: str | None = None
    start: date | None = None
    due: date | None = None
    every: Every | None = None
    trigger: str | None = None
    offset: tuple[int, OffsetUnit, str] | None = None
    rule: str = ""
    assumed: tuple[str, ...] = ()
    ambiguous: bool = False
    reason: Doubt | None = None
    series: int | None = None
    closed: bool = False
    done_on: date | None = None
    reported_on: date | None = None
    submitted_on: date | None = None
    submitted_to: str = ""
    judged_by_submission: bool = False
    extended_from: date | None = None
    due_basis: str = ""
    extension_asked: ExtensionRequest | None = None
    moved_from: date | None = None
    uid: str = ""
    revision: int = 0
    revised_at: str = ""

    @property
    def dated_text(self) -> str:
        """The due day in ISO form, the empty text where there is none."""
        return self.due.isoformat() if self.due else ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a task's printed words came from: file name, its SHA-256 and the row in it."""

    file: str
    sha256: str
    row: int


@dataclass(frozen=True, slots=True)
class Task:
    """A task on the day `as_of`: printed words, reading, and what was reported by then.

    `texts` are its verbatim texts by the names of their fields (`model.fields`), with an attribute for each one that
    is more than shown. `reported` is the status a person reported, `status` what it amounts to on the day.
    """

    task_id: int
    plan: str
    ref: str
    place: int
    as_of: date
    texts: Mapping[str, str]
    section_id: int | None = None
    section_no: str = ""
    section_title: str = ""
    area: str | None = None
    lead_units: tuple[str, ...] = ()
    support_units: tuple[str, ...] = ()
    reported: Status = Status.NOT_STARTED
    progress: StatedProgress | None = None
    evidence: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    reported_on: date | None = None
    source: Source | None = None
    seq: int = 1
    changed_at: str = ""
    changed_by: str = ""
    milestones: tuple[Milestone, ...] = field(default=())
    due_soon_days: int = DUE_SOON_DAYS
    #: Tasks of other years' plans: («carried_from», «CCHC-2022/33»); filled where one task is looked at in full.
    links: tuple[tuple[str, str], ...] = ()

    no, title = Text("no"), Text("title")
    activities, outputs = Text("activities"), Text("outputs")
    lead_text, support_text = Text("lead"), Text("support")
    deadline_text = Text("deadline")
    result_text = Text("result")
    difficulty, note = Text("difficulty"), Text("note")
    given_by = Text("given_by")

    @property
    def status(self) -> Status:
        """The status on the day: a series reported done is in progress when its next period has begun."""
        return shown_status(self.reported, self.milestones, self.as_of)

    @property
    def timing(self) -> Timing | None:
        """The worst open milestone's timing, or how the task was finished."""
        return worst_timing(self.milestones, self.status, self.as_of, self.due_soon_days)

    def timing_of(self, milestone: Milestone) -> Timing | None:
        """Return one milestone's timing on the day."""
        return timing_of(milestone, self.status, self.as_of, self.due_soon_days)

    @property
    def due(self) -> date | None:
        """The earliest open dated milestone's due day; when all are closed, the last one's."""
        open_days = [m.due for m in self.milestones if m.due and not m.closed]
        closed_days = [m.due for m in self.milestones if m.due and m.closed]
        if open_days:
            return min(open_days)
        return max(closed_days) if closed_days and all(m.closed for m in self.milestones) else None

    @property
    def overdue_milestones(self) -> tuple[Milestone, ...]:
        """The open milestones past due, the oldest first."""
        late = (m for m in self.milestones if self.timing_of(m) is Timing.OVERDUE)
        return tuple(sorted(late, key=lambda m: (m.dated_text, m.n)))

    @property
    def days_overdue(self) -> int | None:
        """Days since the oldest overdue milestone's due day, None where none is overdue."""
        overdue = self.overdue_milestones
        return (self.as_of - overdue[0].due).days if overdue and overdue[0].due else None
