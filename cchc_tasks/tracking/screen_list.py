"""The list of the screen: ids of tasks in order, section headings, pages of tasks on demand, and the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from cchc_tasks.model.filters import Filters
from cchc_tasks.model.statistics import Counts
from cchc_tasks.model.status import CLOCK_STOPPED, Kind, Status
from cchc_tasks.model.task import Milestone, Task
from cchc_tasks.model.timing import DueRules
from cchc_tasks.plans.plan_lookup import PRINTED_DAYS, list_tasks
from cchc_tasks.report_settings import period_start
from cchc_tasks.storage import queries
from cchc_tasks.storage.as_of import look_at
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.selection import Selection, choose_running, choose_unfinished, selection_of
from cchc_tasks.storage.task_loader import load_tasks
from cchc_tasks.tracking import sql
from cchc_tasks.tracking.due_lists import DueLists
from cchc_tasks.tracking.sql import count_tasks, months_of_milestones
from cchc_tasks.tracking.task_statistics import compute_statistics

#: What a view chooses: everything, past due, due soon, both of them, doubtful readings, no report in this period.
View = Literal["", "overdue", "soon", "urgent", "review", "unreported"]


@dataclass(frozen=True, slots=True)
class SectionHeading:
    """A heading in the list: which plan, and the printed numeral and title."""

    plan: str
    no: str
    title: str


@dataclass(frozen=True, slots=True)
class ListedIds:
    """Task ids in printed order, and the section that begins at a place among them."""

    ids: tuple[int, ...]
    sections: dict[int, SectionHeading]


@dataclass(frozen=True, slots=True)
class Overview:
    """The numbers beside the list: of everything selected and of each section, whatever the view shows of it.

    `unreported` are the running tasks without a report in the current reporting period; `months` are (milestones
    due, finished ones) by (year, month), ongoing work aside.
    """

    counts: Counts = field(default_factory=Counts)
    by_section: dict[tuple[str, str], Counts] = field(default_factory=dict)
    review: int = 0
    unreported: int = 0
    months: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)


def list_ids(database: Database, filters: Filters, day: date, rules: DueRules, view: View = "") -> ListedIds:
    """Return what is listed of the selection: everything, or what the view chooses.

    Raises NotFoundError for a plan or unit that is not there, DatabaseError.
    """
    with database.reading() as reader:
        look_at(reader, day)
        by_moved_days = rules.moved is not None and view in ("overdue", "soon", "urgent")
        late = _moved_ids(reader, filters, day, rules, view) if by_moved_days else None
        chosen = _selection(reader, filters, day, rules, "" if by_moved_days else view)
        titles = sql.section_titles(reader)
        codes = queries.plan_codes(reader)
        ids: list[int] = []
        sections: dict[int, SectionHeading] = {}
        before: tuple[int, int | None] | None = None
        for task_id, plan_id, section_id in queries.ordered_tasks(reader, chosen):
            if late is not None and task_id not in late:
                continue
            if (plan_id, section_id) != before:
                before = plan_id, section_id
                _, no, title = titles.get(section_id, ("", "", ""))
                sections[len(ids)] = SectionHeading(codes[plan_id], no or "", title or "")
            ids.append(task_id)
    return ListedIds(tuple(ids), sections)


def _selection(reader: Reader, filters: Filters, day: date, rules: DueRules, view: View) -> Selection:
    if view == "review":
        filters = filters._replace(review=True)
    if view == "unreported":
        filters = filters._replace(unreported_since=period_start(day, rules.periods))
    chosen = selection_of(reader, filters, rules.moved)
    if view == "unreported":
        choose_unfinished(chosen, day.isoformat())
    elif view in ("overdue", "soon", "urgent"):
        yesterday = date.fromordinal(max(1, day.toordinal() - 1)).isoformat()
        soon = date.fromordinal(day.toordinal() + rules.due_soon_days).isoformat()
        first = day.isoformat() if view == "soon" else "0001-01-01"
        choose_running(chosen, first, yesterday if view == "overdue" else soon)
    return chosen


def _moved_ids(reader: Reader, filters: Filters, day: date, rules: DueRules, view: View) -> set[int]:
    """The tasks of a view by due days that an office moves to working days."""
    found = DueLists(reader, filters, day, rules)
    pairs = found.overdue().pairs() if view != "soon" else []
    if view != "overdue":
        pairs = pairs + found.upcoming(rules.due_soon_days).pairs()
    return {task.task_id for task, _ in pairs}


def load_overview(database: Database, filters: Filters, day: date, rules: DueRules) -> Overview:
    """Count the selection as it stands on the day, for the numbers beside the list."""
    found = compute_statistics(database, filters, day, "section", rules)
    by_section = {(group.key.partition("/")[0], group.name): group.counts for group in found.groups}
    with database.reading() as reader:
        look_at(reader, day)
        review = count_tasks(reader, _selection(reader, filters, day, rules, "review"))
        unreported = count_tasks(reader, _selection(reader, filters, day, rules, "unreported"))
        rows = months_of_milestones(reader, selection_of(reader, filters, rules.moved), "0001-01-01", "9999-12-31")
        months = {(int(month[:4]), int(month[5:])): (total, done) for month, total, done in rows}
    return Overview(found.counts, by_section, review, unreported, months)


def newest_change_number(database: Database) -> int:
    """Return the number of the newest change, by which a screen notices what others record."""
    with database.reading() as reader:
        return queries.newest_change(reader)


def load_tasks_by_id(database: Database, ids: Sequence[int], day: date, rules: DueRules) -> dict[int, Task]:
    """Return the tasks of some ids as they stand on the day; one that has left its plan meanwhile is missing."""
    with database.reading() as reader:
        look_at(reader, day)
        chosen = Selection()
        chosen.of_task.append(f"t.task_id IN ({', '.join(map(str, ids)) or 'NULL'})")
        return {task.task_id: task for task in load_tasks(reader, chosen, day, rules)}


def is_awaited(milestone: Milestone) -> bool:
    """Whether an open milestone gets its date only when something comes."""
    return milestone.kind is Kind.TRIGGERED and milestone.due is None and not milestone.closed


def list_awaiting_tasks(database: Database, filters: Filters, day: date, rules: DueRules = PRINTED_DAYS) -> list[Task]:
    """Return the running tasks with a milestone that waits for a document or an event, in printed order.

    Raises NotFoundError for a plan or unit that is not there, DatabaseError.
    """
    tasks = list_tasks(database, filters._replace(kind=str(Kind.TRIGGERED)), day, rules)
    running = (task for task in tasks if task.status is not Status.DONE and task.status not in CLOCK_STOPPED)
    return [task for task in running if any(map(is_awaited, task.milestones))]
