"""Counts due days: one for every period of a recurring deadline, or a time after an event."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from cchc_tasks.model.deadline import Occurrence, Offset, Period
from cchc_tasks.model.status import Every
from cchc_tasks.reading.deadlines.expressions import ONE_DAY, ImpossibleDateError, OwnDay, month_end

_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF: 6, Every.YEAR: 12}


def occurrences_of(every: Every | None, own_day: OwnDay | None, period: Period) -> tuple[Occurrence, ...]:
    """Return first day and due day of each period; none for weekly and finer, whose days no list would help.

    A due day may lie after the plan's end (December's report is due in January), never before its beginning.
    Raises ImpossibleDateError for a yearly day that the calendar does not have.
    """
    if every not in _MONTHS:
        return ()
    found = (
        Occurrence(max(first, period.first), _due(first, last, own_day)) for first, last in _periods(every, period)
    )
    return tuple(occurrence for occurrence in found if occurrence.due >= period.first)


def _periods(every: Every, period: Period) -> Iterator[tuple[date, date]]:
    months = _MONTHS[every]
    index = period.first.year * 12 + (period.first.month - 1) // months * months
    while (first := date(index // 12, index % 12 + 1, 1)) <= period.last:
        end = index + months - 1
        yield first, month_end(end // 12, end % 12 + 1)
        index += months


def _due(first: date, last: date, own_day: OwnDay | None) -> date:
    if own_day is None:
        return last
    if own_day.point is not None:
        day = own_day.point.window(first.year + own_day.later)
        return day[0] - ONE_DAY if own_day.before else day[1]
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    index = first.year * 12 + first.month - 1 + own_day.later * months
    if own_day.month == -1:
        index += months - 1
    if own_day.day < 1 or own_day.day > 31:
        raise ImpossibleDateError
    year, month = divmod(index, 12)
    due = date(year, month + 1, min(own_day.day, month_end(year, month + 1).day))
    return due - ONE_DAY if own_day.before else due


def due_from_anchor(offset: Offset, anchor: date, is_day_off: Callable[[date], bool]) -> date:
    """Return the day that lies `offset` after the anchor's day, which itself is not counted.

    The first day is not counted (Civil Code 2015, art. 147); a month ends on the same day of a later month, or
    on its last day where that month is shorter (art. 148). Working days leave out what `is_day_off` names.
    """
    if offset.unit == "month":
        from dateutil.relativedelta import relativedelta  # not quick to load, and seldom needed

        later: date = anchor + relativedelta(months=offset.number)
        return later
    if offset.unit == "day":
        return anchor + timedelta(days=offset.number)
    day, left = anchor, offset.number
    while left > 0:
        day += timedelta(days=1)
        left -= not is_day_off(day)
    return day
