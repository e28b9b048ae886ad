"""Due milestones with their whole tasks: for moved due days, timings and other orders, and for JSON and messages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from cchc_tasks.model.filters import Filters, Page
from cchc_tasks.model.status import Status
from cchc_tasks.model.task import Milestone, Task
from cchc_tasks.model.timing import DueRules
from cchc_tasks.plans.plan_lookup import PRINTED_DAYS, tasks_in_order
from cchc_tasks.storage import queries
from cchc_tasks.storage.reader import Reader, Row
from cchc_tasks.storage.selection import Selection
from cchc_tasks.text import fold

TaskMilestone = tuple[Task, Milestone]
#: A task and those of its milestones that a list holds.
TaskMilestones = tuple[Task, tuple[Milestone, ...]]


def load_due_pairs(
    reader: Reader, filters: Filters, day: date, rules: DueRules | None, bounds: tuple[str, str]
) -> list[TaskMilestone]:
    """Return the open dated milestones due from one ISO day to another, in order.

    Where days are moved, the moved day is the due day: it is in the bounds and passes the filters, and orders.
    """
    rules, (first, last) = rules or PRINTED_DAYS, bounds
    earliest = first if rules.moved is None else date.min.isoformat()
    keys = list(queries.running_keys(reader, filters, earliest, last, rules.moved))
    ids = list(dict.fromkeys(task_id for task_id, _ in keys))
    tasks = {task.task_id: task for task in tasks_in_order(reader, ids, filters, day, rules)}
    found = [(task, _numbered(task, n)) for task_id, n in keys if (task := tasks.get(task_id))]
    return _in_order(reader, [pair for pair in found if first <= pair[1].dated_text <= last], filters.sort)


def _numbered(task: Task, n: int) -> Milestone:
    return next(milestone for milestone in task.milestones if milestone.n == n)


def _in_order(reader: Reader, pairs: list[TaskMilestone], sort: str) -> list[TaskMilestone]:
    if sort in ("", "due"):
        return sorted(pairs, key=lambda pair: (pair[1].dated_text, pair[0].task_id, pair[1].n))
    places = {row[0]: place for place, row in enumerate(queries.ordered_tasks(reader, Selection()))}
    statuses = list(Status)

    def key(pair: TaskMilestone) -> tuple[str | int, int, str, int]:
        task, milestone = pair
        by: str | int = 0
        if sort == "unit":
            by = fold(task.lead_text)
        elif sort == "status":
            by = statuses.index(task.status)
        return (by, places[task.task_id], milestone.dated_text, milestone.n)

    return sorted(pairs, key=key)


def grouped_by_task(pairs: Sequence[TaskMilestone], total: int) -> Page[TaskMilestones]:
    """Return the tasks in the order of their first milestones, each with its own; `total` counts milestones."""
    found: dict[int, tuple[Task, list[Milestone]]] = {}
    for task, milestone in pairs:
        found.setdefault(task.task_id, (task, []))[1].append(milestone)
    return Page(((task, tuple(milestones)) for task, milestones in found.values()), total)


def due_rows(reader: Reader, pairs: Sequence[TaskMilestone]) -> Iterator[Row]:
    """Yield what is printed of the milestones, as `queries.running_rows` gives it; statuses are those of the day."""
    plan_ids = {code: plan_id for plan_id, code in queries.plan_codes(reader).items()}
    for task, m in pairs:
        submitted_on = m.submitted_on.isoformat() if m.submitted_on else None
        handed_up = (submitted_on, m.submitted_to)
        of_task = (plan_ids[task.plan], task.ref, task.no, task.title, task.lead_text, str(task.status))
        yield (m.dated_text, m.label, None, *handed_up, *of_task)
