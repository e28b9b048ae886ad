"""What the screen lists: the ids in order, the sections between them, and pages of tasks on demand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cchc_tasks.model.filters import Filters
from cchc_tasks.model.tasks import Task
from cchc_tasks.model.timing import DueRules
from cchc_tasks.services.looking import list_overdue, list_tasks, list_upcoming
from cchc_tasks.storage import reads
from cchc_tasks.storage.engine import Database
from cchc_tasks.storage.loading import load_tasks
from cchc_tasks.storage.selecting import Selection, selection_of


@dataclass(frozen=True, slots=True)
class Section:
    """A heading in the list: which plan, and the printed numeral and title."""

    plan: str
    no: str
    title: str


@dataclass(frozen=True, slots=True)
class ListedIds:
    """Task ids in printed order, and the section that begins at a place among them."""

    ids: tuple[int, ...]
    sections: dict[int, Section]


def listed_ids(database: Database, filters: Filters, day: date, rules: DueRules, view: str = "") -> ListedIds:
    """Return what is listed: everything, or what a `view` chooses (overdue, soon, review)."""
    if view == "review":
        filters = filters._replace(review=True)
    chosen: set[int] | None = None
    if view == "overdue":
        chosen = {task.task_id for task, _ in list_overdue(database, filters, day, rules)}
    elif view == "soon":
        last = date.fromordinal(day.toordinal() + rules.due_soon_days)
        chosen = {task.task_id for task, _ in list_upcoming(database, filters, day, last, rules)}
    elif filters.status or filters.timing:
        chosen = {task.task_id for task in list_tasks(database, filters, day, rules)}
    with database.reading() as reader:
        reads.look_at(reader, day)
        ids: list[int] = []
        sections: dict[int, Section] = {}
        before: Section | None = None
        for task_id, plan, no, title in reads.ordered_tasks(reader, selection_of(reader, filters)):
            if chosen is not None and task_id not in chosen:
                continue
            section = Section(plan, no or "", title or "")
            if section != before:
                sections[len(ids)] = before = section
            ids.append(task_id)
    return ListedIds(tuple(ids), sections)


def newest_change(database: Database) -> int:
    """Return the id of the newest change, by which a screen notices what others record."""
    with database.reading() as reader:
        return reads.newest_change(reader)


def tasks_page(database: Database, ids: Sequence[int], day: date, rules: DueRules) -> dict[int, Task]:
    """Return the tasks of some ids as they stand on the day; one that has left its plan meanwhile is missing."""
    with database.reading() as reader:
        reads.look_at(reader, day)
        chosen = Selection()
        chosen.of_task.append(f"t.task_id IN ({', '.join(map(str, ids)) or 'NULL'})")
        return {task.task_id: task for task in load_tasks(reader, chosen, day, rules)}
