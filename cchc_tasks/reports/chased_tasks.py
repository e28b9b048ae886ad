"""The tasks that letters chase: milestones past due, milestones due soon, tasks without a report; by unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cchc_tasks.model.filters import Filters
from cchc_tasks.model.task import Milestone, Plan, Task
from cchc_tasks.plans.plan_lookup import tasks_on
from cchc_tasks.reports.report_frame import ReportFrame
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.task_loader import load_plans
from cchc_tasks.tracking.data_check import owes_a_report
from cchc_tasks.tracking.due_lists import DueLists
from cchc_tasks.tracking.due_tasks import TaskMilestone
from cchc_tasks.tracking.task_statistics import Statistics, count_on
from cchc_tasks.tracking.task_units import NamedUnit, TaskUnits


@dataclass(frozen=True, slots=True)
class ChasedCounts:
    """Numbers of chased tasks.

    `submitted` are overdue tasks of which every overdue milestone was handed up and waits to be issued,
    `submitted_in_time` those of them that were handed up by the due day. `due_soon_overdue` and `not_reported_named`
    are tasks of these lists that stand in an earlier list already.
    """

    overdue: int = 0
    submitted: int = 0
    submitted_in_time: int = 0
    due_soon: int = 0
    due_soon_overdue: int = 0
    not_reported: int = 0
    not_reported_named: int = 0


@dataclass(frozen=True, slots=True)
class ChasedTasks:
    """What is chased of some tasks.

    That is milestones past due, the longest first; milestones due soon, the nearest first; and tasks that owe a report,
    in printed order, also where they stand in another list.
    """

    overdue: tuple[TaskMilestone, ...]
    soon: tuple[TaskMilestone, ...]
    not_reported: tuple[Task, ...]

    def of(self, tasks: Iterable[Task]) -> ChasedTasks:
        """Return what is chased of some of the tasks."""
        ids = {task.task_id for task in tasks}
        overdue, soon = (tuple(pair for pair in pairs if pair[0].task_id in ids) for pairs in (self.overdue, self.soon))
        return ChasedTasks(overdue, soon, tuple(task for task in self.not_reported if task.task_id in ids))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to chase."""
        return not (self.overdue or self.soon or self.not_reported)

    @property
    def tasks(self) -> int:
        """How many tasks are chased, each once."""
        return len(_ids(self.overdue) | _ids(self.soon) | {task.task_id for task in self.not_reported})

    @property
    def only_unreported(self) -> tuple[Task, ...]:
        """The tasks that owe a report and are in neither of the other lists."""
        named = _ids(self.overdue) | _ids(self.soon)
        return tuple(task for task in self.not_reported if task.task_id not in named)

    @property
    def counts(self) -> ChasedCounts:
        """The numbers of tasks in the lists."""
        late: dict[int, list[Milestone]] = {}
        for task, milestone in self.overdue:
            late.setdefault(task.task_id, []).append(milestone)
        submitted = [found for found in late.values() if all(m.submitted_on for m in found)]
        soon = _ids(self.soon)
        return ChasedCounts(
            overdue=len(late),
            submitted=len(submitted),
            submitted_in_time=sum(all(_in_time(m) for m in found) for found in submitted),
            due_soon=len(soon),
            due_soon_overdue=len(soon & set(late)),
            not_reported=len(self.not_reported),
            not_reported_named=len(self.not_reported) - len(self.only_unreported),
        )


def _ids(pairs: Iterable[TaskMilestone]) -> set[int]:
    return {task.task_id for task, _ in pairs}


def _in_time(milestone: Milestone) -> bool:
    return bool(milestone.submitted_on and milestone.due and milestone.submitted_on <= milestone.due)


@dataclass(frozen=True, slots=True)
class ChaseOverview:
    """The whole picture on a day: the statistics, what is chased in all and of each unit (None: of no unit).

    A task that several units have stands with each of them and once in the whole. `since` is the day since which a
    report is owed; `plans` are those of the selected tasks.
    """

    day: date
    since: date
    plans: tuple[Plan, ...]
    counted: Statistics
    whole: ChasedTasks
    of_units: tuple[tuple[NamedUnit | None, ChasedTasks], ...]


def load_chase_overview(reader: Reader, filters: Filters, frame: ReportFrame) -> ChaseOverview:
    """Gather what there is to chase on the frame's day; the reader must not look at a past day yet.

    Raises NotFoundError for a plan or unit that is not there, DatabaseError.
    """
    filters = filters._replace(sort="", limit=None)
    counted = count_on(reader, filters, frame.as_of, "", frame.rules)
    tasks = tasks_on(reader, filters, frame.as_of, frame.rules)
    found = DueLists(reader, filters, frame.as_of, frame.rules)
    overdue, soon = found.overdue().pairs(), found.upcoming(frame.rules.due_soon_days).pairs()
    plans = {plan.code: plan for plan in load_plans(reader)}
    since = frame.first or frame.periods.start_of(frame.as_of)
    silent = tuple(task for task in tasks if owes_a_report(task, plans[task.plan], since))
    whole = ChasedTasks(tuple(overdue), tuple(soon), silent)
    units = TaskUnits(reader, filters, frame.as_of, frame.units_now)
    chased = [(unit, whole.of(own)) for unit, own in units.by_unit(tasks, filters.role)]
    codes = {task.plan for task in tasks}
    return ChaseOverview(
        day=frame.as_of,
        since=since,
        plans=tuple(plan for plan in plans.values() if plan.code in codes),
        counted=counted,
        whole=whole,
        of_units=tuple((unit, found) for unit, found in chased if not found.is_empty),
    )
