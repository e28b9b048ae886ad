"""The export of milestones to one calendar file; it writes nothing to the database and does not depend on today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from cchc_tasks.calendars import words
from cchc_tasks.calendars.calendar_file import calendar_file, todo_file
from cchc_tasks.calendars.published import entries_of
from cchc_tasks.calendars.reminders import Reminders
from cchc_tasks.messages import status_words
from cchc_tasks.model.calendar_entry import CalendarEvent, CalendarTodo, calendar_state
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.status import Kind, Status
from cchc_tasks.model.task import Milestone, Task
from cchc_tasks.plans.plan_lookup import list_tasks
from cchc_tasks.storage.database import Database


@dataclass(frozen=True, slots=True)
class CalendarExport:
    """A calendar file's bytes, how many events it holds, and how many milestones have no date to show."""

    data: bytes
    events: int
    undated: int
    ongoing_left_out: int


def export_calendar(
    database: Database,
    filters: Filters,
    day: date,
    reminders: Reminders,
    *,
    ongoing: bool,
) -> CalendarExport:
    """Return the selected milestones as one iCalendar file.

    `day` only says which state of the plans is meant; ongoing milestones are left out unless `ongoing`. Raises
    NotFoundError for a plan or unit that is not there.
    """
    tasks = list_tasks(database, filters, day)
    listed = [(task, milestone) for task in tasks for milestone in task.milestones]
    kept = [(t, m) for t, m in listed if m.due and (ongoing or m.kind is not Kind.ONGOING)]
    undated = sum(m.due is None and not m.closed for _, m in listed)
    left_out = sum(m.kind is Kind.ONGOING for _, m in listed) if not ongoing else 0
    data = calendar_file(_events(kept), name=_name(filters, tasks), reminders=reminders)
    return CalendarExport(data, len(kept), undated, left_out)


def _name(filters: Filters, tasks: Iterable[Task]) -> str:
    plans = sorted({task.plan for task in tasks})
    return words.calendar_name(plans, filters.unit)


def _events(kept: Iterable[tuple[Task, Milestone]]) -> Iterator[CalendarEvent]:
    return (event_of(task, milestone) for task, milestone in kept)


def export_todos(database: Database, filters: Filters, day: date, before: bytes) -> tuple[bytes, int]:
    """Return the selected milestones as one file of things to do, also those without a day, and how many there are.

    `before` is the file as it is, empty for none: only what changed is bumped. Raises NotFoundError.
    """
    tasks = list_tasks(database, filters, day)
    todos = [_todo_of(task, milestone) for task in tasks for milestone in task.milestones]
    return todo_file(todos, _name(filters, tasks), entries_of(before)), len(todos)


def _todo_of(task: Task, milestone: Milestone) -> CalendarTodo:
    progress = task.progress
    return CalendarTodo(
        uid=milestone.uid,
        revision=milestone.revision,
        changed_at=datetime.fromisoformat(milestone.revised_at),
        ref=f"{task.plan}/{task.ref}",
        title=task.title,
        due=milestone.due,
        label=milestone.label,
        state=calendar_state(task.reported, milestone.closed),
        is_in_progress=task.status is Status.IN_PROGRESS,
        percent=progress.done * 100 // progress.total if progress and progress.total else 0,
        done_on=milestone.done_on,
        lead_units=task.lead_units,
        product=task.outputs,
        deadline_text=task.deadline_text,
    )


def event_of(task: Task, milestone: Milestone) -> CalendarEvent:
    """Return what calendars show of a dated milestone; raises ValueError for one without a date."""
    if milestone.due is None:
        raise ValueError("a milestone without a date is in no calendar")
    return CalendarEvent(
        uid=milestone.uid,
        revision=milestone.revision,
        changed_at=datetime.fromisoformat(milestone.revised_at),
        due=milestone.due,
        ref=f"{task.plan}/{task.ref}",
        n=milestone.n,
        title=task.title,
        label=milestone.label,
        kind=milestone.kind,
        state=calendar_state(task.reported, milestone.closed),
        area=status_words.area_name(task.area) or task.section_title,
        lead_units=task.lead_units,
        support_units=task.support_units,
        product=task.outputs,
        deadline_text=task.deadline_text,
        start=milestone.start,
        extended_from=milestone.extended_from,
    )
