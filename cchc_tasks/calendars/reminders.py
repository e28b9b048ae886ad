"""The days before a deadline on which calendars remind: working days of Viet Nam, or plain days."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from cchc_tasks.calendars import words
from cchc_tasks.errors import UsageError

#: Nobody is reminded longer before, in the settings neither.
EARLIEST = 366


class Reminder(NamedTuple):
    """A reminder so many calendar days before; `number` is what was asked for, in working or in plain days."""

    days_before: int
    number: int
    is_working: bool


class Reminders:
    """The reminders of every deadline of a calendar.

    `numbers` are days before, each from 1 to `EARLIEST`; with `is_day_off` they are counted in working days, so that
    none rings on a day off, else in plain days. Raises UsageError for other numbers (one on or after the day itself
    Outlook takes for one before).
    """

    def __init__(self, numbers: Iterable[int], is_day_off: Callable[[date], bool] | None = None) -> None:
        self._numbers = tuple(sorted(set(numbers), reverse=True))
        self._is_day_off = is_day_off
        self._known: dict[date, tuple[Reminder, ...]] = {}
        for number in self._numbers:
            if not 1 <= number <= EARLIEST:
                raise UsageError(words.reminder_days_refused(number, EARLIEST), words.reminder_days_hint())

    def before(self, due: date) -> tuple[Reminder, ...]:
        """Return the reminders of a deadline, the earliest first."""
        if due not in self._known:
            self._known[due] = tuple(self._count(due))
        return self._known[due]

    def _count(self, due: date) -> Iterable[Reminder]:
        for number in self._numbers:
            if self._is_day_off is None:
                yield Reminder(number, number, False)
                continue
            days, left = 0, number
            while left:
                days += 1
                left -= not self._is_day_off(due - timedelta(days=days))
            yield Reminder(days, number, True)


def parse_reminder_days(text: str) -> tuple[int, ...]:
    """Return the days before that «7,1» names, none for «none»; raises UsageError."""
    if text.strip().lower() == "none":
        return ()
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isdecimal() for part in parts):
        raise UsageError(*words.bad_alarms(text))
    return tuple(int(part) for part in parts)
