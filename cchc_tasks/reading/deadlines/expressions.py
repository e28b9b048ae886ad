"""Time expressions, the values between printed words and a reading: points in time with their grain."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from cchc_tasks.model.deadline import MilestoneReading, Offset, Period
from cchc_tasks.model.doubts import Code, Doubt
from cchc_tasks.model.status import Every, Kind

Grain = Literal["day", "month", "quarter", "months", "year"]
Edge = Literal["", "start", "middle", "end"]


class ImpossibleDateError(ValueError):
    """A printed date that the calendar does not have: 30/02, quý V, tháng 13. It is never shifted."""


@dataclass(frozen=True, slots=True)
class Point:
    """A printed point in time at its own grain; `year` is None where none is printed beside it.

    `number` is the month, the quarter, or the first month of a run of `length` months; `day` counts within the
    month `number`. `edge` is đầu, giữa or cuối of it (Civil Code 2015, art. 146).
    """

    grain: Grain
    number: int = 0
    day: int = 0
    length: int = 0
    year: int | None = None
    short_year: bool = False
    edge: Edge = ""
    doubtful: bool = False

    def window(self, year: int) -> tuple[date, date]:
        """Return first and last day in the year; raises ImpossibleDateError for what is not in the calendar."""
        try:
            first, last = self._whole(self.year or year)
        except (ValueError, calendar.IllegalMonthError) as error:
            raise ImpossibleDateError from error
        if self.edge == "start":
            return first, first
        if self.edge == "end":
            return last, last
        if self.edge == "middle":
            middle = date(first.year, 6, 30) if self.grain == "year" else _fifteenth(first, last)
            return middle, middle
        return first, last

    def _whole(self, year: int) -> tuple[date, date]:
        if self.grain == "day":
            day = date(year, self.number, self.day)
            return day, day
        first_month, months = {
            "month": (self.number, 1),
            "quarter": (3 * self.number - 2, 3),
            "months": (self.number, self.length),
            "year": (1, 12),
        }[self.grain]
        last_month = first_month + months - 1
        if self.grain == "quarter" and self.number > 4:
            raise ImpossibleDateError
        return date(year, first_month, 1), month_end(year, last_month)

    @property
    def is_day(self) -> bool:
        """Whether it names one day and no window."""
        return self.grain == "day"


def _fifteenth(first: date, last: date) -> date:
    """The 15th of a window's middle month."""
    return date(first.year, (first.month + last.month) // 2, 15)


def month_end(year: int, month: int) -> date:
    """Return a month's last day."""
    return date(year, month, calendar.monthrange(year, month)[1])


Bound = Literal["", "by", "before", "from", "after"]


@dataclass(frozen=True, slots=True)
class OwnDay:
    """The day of a recurring deadline: day of a month, counted from the period's first month, or a yearly point.

    `month` is 1 for the period's first month, -1 for its last, 0 for the period itself; `later` counts periods
    onwards («tháng sau» is 1); `before` takes one day off.
    """

    day: int = 0
    month: int = -1
    later: int = 0
    before: bool = False
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class Expression:
    """One time expression of a clause, before years are shared and days are worked out."""

    kind: Kind
    rule: str
    first: Point | None = None
    last: Point | None = None
    bound: Bound = ""
    every: Every | None = None
    own_day: OwnDay | None = None
    dated: bool = True
    whole_period: bool = False
    awaited: str | None = None
    offset: Offset | None = None
    doubt: Code | None = None
    reason: Code | None = None

    @property
    def points(self) -> tuple[Point, ...]:
        """The printed points, in order."""
        return tuple(point for point in (self.first, self.last) if point is not None)


@dataclass(frozen=True, slots=True)
class Context:
    """What a phrase may be completed with: the plan's period."""

    period: Period | None

    def year_of(self, point: Point) -> int | None:
        """The year of a point without one: the period's, or the only one whose days the period covers."""
        if self.period is None:
            return None
        first, last = self.period.first, self.period.last
        if first.year == last.year:
            return first.year
        if last.year - first.year > 1:
            return None
        covered = [year for year in (first.year, last.year) if first <= point.window(year)[1] <= last]
        return covered[0] if len(covered) == 1 else None


def doubt_of(code: Code, printed: str) -> Doubt:
    """Return a doubt about words of a deadline cell."""
    return Doubt(code, "deadline", printed)


def unread(code: Code, printed: str) -> MilestoneReading:
    """Return a milestone that waits for a person, with the reason."""
    return MilestoneReading(Kind.UNREAD, reason=doubt_of(code, printed))


ONE_DAY = timedelta(days=1)
