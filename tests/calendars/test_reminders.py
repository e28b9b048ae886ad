"""Reminders before a deadline: counted in working days of Viet Nam, so that none rings on a day off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.calendars.reminders import Reminder, Reminders
from cchc_tasks.errors import UsageError
from cchc_tasks.working_days import WorkingDays

IS_OFF = WorkingDays().is_day_off


@pytest.mark.parametrize(
    ("due", "number", "days_before"),
    [
        (date(2022, 6, 30), 1, 1),  # a Thursday
        (date(2022, 7, 4), 1, 3),  # a Monday: the Friday before
        (date(2022, 5, 4), 1, 5),  # after Reunification and Labour days and their substitutes: Friday 29 April
        (date(2022, 2, 7), 1, 10),  # after Tết: Friday 28 January
        (date(2026, 1, 5), 1, 5),  # Friday 2 January is swapped off: Wednesday 31 December
    ],
)
def test_working_days_are_counted_back_over_days_off(due: date, number: int, days_before: int) -> None:
    assert Reminders((number,), IS_OFF).before(due) == (Reminder(days_before, number, True),)


def test_plain_days_are_counted_where_they_are_asked_for() -> None:
    assert Reminders((1, 7, 1)).before(date(2022, 7, 4)) == (Reminder(7, 7, False), Reminder(1, 1, False))


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 30))
def test_no_reminder_rings_on_a_day_off(due: date, number: int) -> None:
    (reminder,) = Reminders((number,), IS_OFF).before(due)
    day = due - timedelta(days=reminder.days_before)
    assert not IS_OFF(day)
    between = (due - timedelta(days=n) for n in range(1, reminder.days_before + 1))
    assert sum(not IS_OFF(other) for other in between) == number


@pytest.mark.parametrize("number", [0, -1, 367, 10**30])
def test_a_reminder_on_the_day_itself_or_longer_than_a_year_before_is_refused(number: int) -> None:
    with pytest.raises(UsageError):
        Reminders((7, number))
