"""Milestones as things to do (VTODO, RFC 5545, 3.6.2), for programs that show them: also those without a day."""

from __future__ import annotations

from collections.abc import Iterable

from cchc_tasks.calendars.components import calendar_bytes, time_zone_bytes, todo_bytes
from cchc_tasks.calendars.published import Entry, carried_on
from cchc_tasks.messages import calendar_words as wording
from cchc_tasks.model.calendar_entry import CalendarState, CalendarTodo

_STATUSES = {
    CalendarState.DONE: "COMPLETED",
    CalendarState.CANCELLED: "CANCELLED",
}


def todo_file(todos: Iterable[CalendarTodo], name: str, before: dict[str, Entry]) -> bytes:
    """Return a calendar file of things to do; `before` is what the file said last, so that only changes are bumped."""
    wanted = [_component(todo) for todo in todos]
    entries = carried_on(wanted, before, None)
    octets = [entry.octets for entry in sorted(entries, key=lambda entry: (entry.day or "9", entry.uid))]
    return calendar_bytes(name, octets or (time_zone_bytes(),))


def _component(todo: CalendarTodo) -> bytes:
    status = _STATUSES.get(todo.state) or ("IN-PROCESS" if todo.is_in_progress else "NEEDS-ACTION")
    summary = wording.summary(todo.title or todo.ref, todo.label, CalendarState.OPEN)
    return todo_bytes(
        uid=todo.uid.replace("@", "-viec@"),
        revision=todo.revision,
        changed_at=todo.changed_at,
        due=todo.due,
        summary=summary,
        description=wording.todo_description(todo.ref, todo.lead_units, todo.deadline_text, todo.product),
        status=status,
        percent=100 if status == "COMPLETED" else todo.percent,
        completed=todo.done_on if status == "COMPLETED" else None,
        categories=todo.lead_units,
    )
