"""Milestones as one calendar file. Nothing in it depends on the day, the machine or the order of asking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cchc_tasks.calendars.components import calendar_bytes, event_bytes, time_zone_bytes
from cchc_tasks.errors import UsageError
from cchc_tasks.model.calendar import CalendarEvent, CalendarState
from cchc_tasks.model.status import Kind
from cchc_tasks.wording import calendars as wording

#: Days before a deadline on which calendars remind.
REMINDER_DAYS = (7, 1)


def calendar_file(events: Iterable[CalendarEvent], *, name: str, alarms: Sequence[int] = REMINDER_DAYS) -> bytes:
    """Return an iCalendar file (RFC 5545) called `name`, one all-day event a milestone.

    `alarms` are days before, each 1 or more, none for a calendar without reminders; they ring at 08:00 for open
    milestones only. Events are ordered by due day, task and milestone. Without events the file is still a valid
    calendar, so that a subscriber's is emptied: whether to write it, and to say so, is the caller's choice.
    Raises UsageError for a reminder on or after the day itself (Outlook takes it for one before).
    """
    days = _reminder_days(alarms)
    ordered = sorted(events, key=lambda event: (event.due, event.ref, event.n, event.uid))
    components: Iterator[bytes] = (_component(event, days) for event in ordered)
    return calendar_bytes(name, components if ordered else (time_zone_bytes(),))


def _reminder_days(alarms: Sequence[int]) -> tuple[int, ...]:
    """Return the days before, each once, the earliest reminder first."""
    for days in alarms:
        if days < 1:
            raise UsageError(wording.reminder_days_refused(days), wording.reminder_days_hint())
    return tuple(sorted(set(alarms), reverse=True))


def _component(event: CalendarEvent, reminder_days: Sequence[int]) -> bytes:
    summary = wording.summary(event.title or event.ref, event.label, event.state)
    ongoing = event.kind is Kind.ONGOING
    reminds = event.state is CalendarState.OPEN
    return event_bytes(
        uid=event.uid,
        revision=event.revision,
        changed_at=event.changed_at,
        day=event.due,
        summary=summary,
        description=_description(event),
        status="CANCELLED" if event.state is CalendarState.CANCELLED else "CONFIRMED",
        categories=tuple(dict.fromkeys(filter(None, (event.area, *event.lead_units)))),
        reminders=[(days, wording.reminder(days, summary, ongoing)) for days in reminder_days if reminds],
    )


def _description(event: CalendarEvent) -> str:
    return wording.description(
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
