"""What the page for leaders shows: values on one day, each number with the tasks that it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cchc_tasks.model.statistics import Counts, NothingArisen, Rate


@dataclass(frozen=True, slots=True)
class DashboardTask:
    """One task as a line: texts for people, and the parts of `Counts` in which it is counted.

    `ref` is what people call it, with the plan's code where the page shows several plans. `running` says whether
    work goes on (neither done nor stopped), `reported` whether a report of this period is there.
    """

    ref: str
    title: str
    leads: str
    due: str
    state: str
    standing: str
    parts: tuple[str, ...]
    running: bool
    reported: bool


@dataclass(frozen=True, slots=True)
class DashboardMilestone:
    """An open milestone that is past due or falls due; `task` is a place in `Dashboard.tasks`."""

    task: int
    label: str
    due: date
    submitted_on: date | None = None
    submitted_to: str = ""


@dataclass(frozen=True, slots=True)
class DashboardGroup:
    """An area's or a unit's numbers; `members` are places in `Dashboard.tasks`."""

    name: str
    counts: Counts
    rate_all: Rate
    rate_due: Rate
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DashboardMonth:
    """A month of the line: milestones due in it, due by its end, and finished by its end on a known day.

    `done` is None for months that begin after the day of looking; `members` are the tasks with a milestone due in
    the month, as places in `Dashboard.tasks`.
    """

    year: int
    month: int
    due: int
    planned: int
    done: int | None
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DashboardMonths:
    """The month-by-month line of dated milestones, and how many milestones it does not hold.

    `dated` are all milestones of the line, `finished` those finished by the day of looking, `unknown_day` those of
    them whose day is not known (never drawn as if it were), `later` those due after the last month. Outside the line
    stand milestones of ongoing work, without a date, and open ones of tasks whose clock is stopped.
    """

    months: tuple[DashboardMonth, ...]
    dated: int
    finished: int
    unknown_day: int
    later: int
    ongoing: int
    undated: int
    stopped: int


@dataclass(frozen=True, slots=True)
class DashboardPeriod:
    """The reporting period: its first and last day, milestones due in it, how many of those are finished, and
    milestones of any due day that were finished in it on a known day."""

    first: date
    last: date
    due: int
    due_finished: int
    finished: int


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Everything on the page. `role` is the role of the units that are shown, `plans` are (code, title),
    `chosen` the filters as (what, value) in words.

    `shared` is how many tasks several units lead: they count once for each unit and once in the whole. `next_due` is
    the nearest day on which something falls due, whatever the days ahead.
    """

    as_of: date
    role: str
    period: DashboardPeriod
    plans: tuple[tuple[str, str], ...]
    chosen: tuple[tuple[str, str], ...]
    tasks: tuple[DashboardTask, ...]
    counts: Counts
    rate_all: Rate
    rate_due: Rate
    nothing_arisen: NothingArisen
    rate_source: str
    areas: tuple[DashboardGroup, ...]
    units: tuple[DashboardGroup, ...]
    shared: int
    months: DashboardMonths
    overdue: tuple[DashboardMilestone, ...]
    upcoming: tuple[DashboardMilestone, ...]
    days_ahead: int
    next_due: date | None
