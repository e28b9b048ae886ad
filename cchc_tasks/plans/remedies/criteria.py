"""The criteria of the reform index that a task names: they follow from its words and are never stored."""

from __future__ import annotations

import re
from datetime import date

from cchc_tasks.errors import UsageError
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.task import Task
from cchc_tasks.model.timing import DueRules
from cchc_tasks.plans.plan_lookup import list_tasks
from cchc_tasks.plans.remedies import words
from cchc_tasks.reading.reform_index import find_criteria
from cchc_tasks.storage.database import Database
from cchc_tasks.text import fold

_TYPED = re.compile(r"(?:tieu chi\s*)?(\d{1,2}(?:\.\d{1,2})*)\.?")


def criteria_of(task: Task) -> tuple[str, ...]:
    """Return the numbers of the criteria that a task's printed words name, in printed order, each once."""
    return find_criteria(f"{task.title}\n{task.activities}\n{task.outputs}")


def tasks_naming(database: Database, typed: str, filters: Filters, day: date, rules: DueRules) -> list[Task]:
    """Return the tasks that `list_tasks` returns and that name a criterion or one below it; all for an empty one.

    Raises UsageError for what is no criterion's number.
    """
    if not typed.strip():
        return list_tasks(database, filters, day, rules)
    found = _TYPED.fullmatch(fold(typed).strip())
    if found is None:
        raise UsageError(*words.bad_criterion(typed))
    tasks = list_tasks(database, filters, day, rules)
    wanted = f"{found[1]}."
    return [task for task in tasks if any(f"{number}.".startswith(wanted) for number in criteria_of(task))]
