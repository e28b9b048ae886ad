"""Milestones as one calendar file: events or things to do. The same milestones always give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cchc_tasks.calendars import words
from cchc_tasks.calendars.components import calendar_bytes, event_bytes, time_zone_bytes, todo_bytes
from cchc_tasks.calendars.published import PublishedEntry, continue_entries
from cchc_tasks.calendars.reminders import Reminders
from cchc_tasks.model.calendar_entry import CalendarEvent, CalendarState, CalendarTodo
from cchc_tasks.model.status import Kind

#: Days before a deadline on which calendars remind.
REMINDER_DAYS = (7, 1)
_USUAL = Reminders(REMINDER_DAYS)


def calendar_file(events: Iterable[CalendarEvent], *, name: str, reminders: Reminders = _USUAL) -> bytes:
    """Return an iCalendar file (RFC 5545) called `name`, one all-day event a milestone.

    Reminders ring at 08:00, for open milestones only. Events are ordered by due day, task and milestone. Without
    events the file is still a valid calendar, so that a subscriber's is emptied: whether to write it, and to say so, is
    the caller's choice.
    """
    ordered = sorted(events, key=lambda event: (event.due, event.ref, event.n, event.uid))
    components: Iterator[bytes] = (event_component(event, reminders) for event in ordered)
    return calendar_bytes(name, components if ordered else (time_zone_bytes(),))


def event_component(event: CalendarEvent, reminders: Reminders) -> bytes:
    """Return a milestone as one VEVENT."""
    summary = event.summary or words.summary(event.title or event.ref, event.label, event.state)
    ongoing = event.kind is Kind.ONGOING
    rings = reminders.before(event.due) if event.state is CalendarState.OPEN else ()
    return event_bytes(
        uid=event.uid,
        revision=event.revision,
        changed_at=event.changed_at,
        day=event.due,
        summary=summary,
        description=event.note or _description(event),
        status="CANCELLED" if event.state is CalendarState.CANCELLED else "CONFIRMED",
        categories=tuple(dict.fromkeys(filter(None, (event.area, *event.lead_units)))),
        reminders=[(r.days_before, words.reminder(r.number, summary, ongoing, r.is_working)) for r in rings],
    )


def _description(event: CalendarEvent) -> str:
    return words.description(
        ref=event.ref,
        lead_units=event.lead_units,
        support_units=event.support_units,
        product=event.product,
        deadline_text=event.deadline_text,
        start=event.start,
        due=event.due,
        extended_from=event.extended_from,
        ongoing=event.kind is Kind.ONGOING,
    )


_STATUSES = {
    CalendarState.DONE: "COMPLETED",
    CalendarState.CANCELLED: "CANCELLED",
}


def todo_file(todos: Iterable[CalendarTodo], name: str, before: dict[str, PublishedEntry]) -> bytes:
    """Return a calendar file of things to do; `before` is what the file said last, so that only changes are bumped."""
    wanted = [_todo_component(todo) for todo in todos]
    entries = continue_entries(wanted, before, None)
    octets = [entry.octets for entry in sorted(entries, key=lambda entry: (entry.day or "9", entry.uid))]
    return calendar_bytes(name, octets or (time_zone_bytes(),))


def _todo_component(todo: CalendarTodo) -> bytes:
    status = _STATUSES.get(todo.state) or ("IN-PROCESS" if todo.is_in_progress else "NEEDS-ACTION")
    summary = words.summary(todo.title or todo.ref, todo.label, CalendarState.OPEN)
    return todo_bytes(
        uid=todo.uid.replace("@", "-viec@"),
        revision=todo.revision,
        changed_at=todo.changed_at,
        due=todo.due,
        summary=summary,
        description=words.todo_description(todo.ref, todo.lead_units, todo.deadline_text, todo.product),
        status=status,
        percent=100 if status == "COMPLETED" else todo.percent,
        completed=todo.done_on if status == "COMPLETED" else None,
        categories=todo.lead_units,
    )
