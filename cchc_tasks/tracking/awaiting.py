"""Tasks whose deadline waits for a document or an event: no date follows before it comes, and that is no fault."""

from __future__ import annotations

from datetime import date

from cchc_tasks.model.filters import Filters
from cchc_tasks.model.status import CLOCK_STOPPED, Kind, Status
from cchc_tasks.model.task import Milestone, Task
from cchc_tasks.model.timing import DueRules
from cchc_tasks.plans.plan_lookup import PRINTED_DAYS, list_tasks
from cchc_tasks.storage.database import Database


def is_awaited(milestone: Milestone) -> bool:
    """Whether an open milestone gets its date only when something comes."""
    return milestone.kind is Kind.TRIGGERED and milestone.due is None and not milestone.closed


def awaiting_tasks(database: Database, filters: Filters, day: date, rules: DueRules = PRINTED_DAYS) -> list[Task]:
    """Return the running tasks with a milestone that waits for a document or an event, in printed order.

    Raises NotFoundError for a plan or unit that is not there, DatabaseError.
    """
    tasks = list_tasks(database, filters._replace(kind=str(Kind.TRIGGERED)), day, rules)
    running = (task for task in tasks if task.status is not Status.DONE and task.status not in CLOCK_STOPPED)
    return [task for task in running if any(map(is_awaited, task.milestones))]
