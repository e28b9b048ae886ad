"""The facts of a handover: how the tasks stand on a day, which are open, which units lead most of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from cchc_tasks.model.filters import Filters
from cchc_tasks.model.status import Status, Timing
from cchc_tasks.model.task import Task
from cchc_tasks.model.timing import DueRules
from cchc_tasks.plans.plan_lookup import tasks_on
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.organisations import organisations
from cchc_tasks.storage.task_loader import load_plans
from cchc_tasks.tracking.task_statistics import count_on
from cchc_tasks.tracking.task_units import TaskUnits

#: So many days ahead the guide looks.
DAYS_AHEAD = 30
_OPEN = frozenset({Status.NOT_STARTED, Status.IN_PROGRESS, Status.WAITING, Status.PAUSED})


@dataclass(frozen=True, slots=True)
class HandoverFacts:
    """The work of one office on a day; every open task stands in one of the four lists.

    `overdue` and `soon` begin with the longest overdue and the nearest due, the others are in printed order. `leaders`
    are (unit, open tasks, overdue ones), the busiest first. The database calls the office `organisation`, its documents
    `office`; `others` are the other organisations in the same data.
    """

    day: date
    organisation: str
    office: str
    others: tuple[str, ...]
    plans: tuple[str, ...]
    counts: Mapping[str, int]
    overdue: tuple[Task, ...]
    soon: tuple[Task, ...]
    waiting: tuple[Task, ...]
    later: tuple[Task, ...]
    leaders: tuple[tuple[str, int, int], ...]

    @property
    def last_day(self) -> date:
        """The last day that counts as soon."""
        return self.day + timedelta(days=DAYS_AHEAD)

    @property
    def open_tasks(self) -> int:
        """How many tasks are open."""
        return len(self.overdue) + len(self.soon) + len(self.waiting) + len(self.later)


def load_facts(database: Database, day: date, rules: DueRules, office: str = "") -> HandoverFacts:
    """Gather the facts of the organisation that is meant, as they stood on the day; `office` is its name on paper."""
    with database.reading() as reader:
        names = dict(organisations(reader))
        plans = tuple(plan.code for plan in load_plans(reader))
        counts = asdict(count_on(reader, Filters(), day, "", rules).counts)
        found = [task for task in tasks_on(reader, Filters(), day, rules) if task.status in _OPEN]
        units = list(TaskUnits(reader, Filters(), day).by_unit(found, "lead"))
        own = names.pop(reader.organisation_id)
    lists: dict[str, list[Task]] = {"overdue": [], "soon": [], "waiting": [], "later": []}
    for task in found:
        lists[_list_of(task, day)].append(task)
    for name in ("overdue", "soon"):
        lists[name].sort(key=lambda task: (next_due(task) or date.max, task.task_id))
    led = [(unit.name, len(tasks), sum(map(_is_late, tasks))) for unit, tasks in units if unit is not None]
    led.sort(key=lambda unit: (-unit[1], -unit[2]))
    return HandoverFacts(
        day,
        own,
        office or own,
        tuple(sorted(names.values())),
        plans,
        counts,
        **{name: tuple(tasks) for name, tasks in lists.items()},
        leaders=tuple(led),
    )


def next_due(task: Task) -> date | None:
    """Return the day that a list of open tasks prints: the oldest overdue one, else the nearest."""
    return task.overdue_milestones[0].due if task.overdue_milestones else task.due


def _is_late(task: Task) -> bool:
    return task.timing is Timing.OVERDUE


def _list_of(task: Task, day: date) -> str:
    if _is_late(task):
        return "overdue"
    due = task.due
    if task.timing in (Timing.DUE_SOON, Timing.IN_TIME) and due and (due - day).days <= DAYS_AHEAD:
        return "soon"
    waits = task.status is Status.WAITING or task.timing is Timing.UNDATED
    return "waiting" if waits else "later"
