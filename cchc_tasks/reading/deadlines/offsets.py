"""A deadline counted from an event, once the event's day is known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from cchc_tasks.model.deadline import Offset


def due_from_anchor(offset: Offset, anchor: date, is_day_off: Callable[[date], bool]) -> date:
    """Return the day that lies `offset` after the anchor's day, which itself is not counted.

    The first day is not counted (Civil Code 2015, art. 147); a month ends on the same day of a later month, or
    on its last day where that month is shorter (art. 148). Working days leave out what `is_day_off` names.
    """
    if offset.unit == "month":
        return anchor + relativedelta(months=offset.number)
    if offset.unit == "day":
        return anchor + timedelta(days=offset.number)
    day, left = anchor, offset.number
    while left > 0:
        day += timedelta(days=1)
        left -= not is_day_off(day)
    return day
