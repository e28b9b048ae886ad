"""Makes a milestone with its days of an expression and the plan's year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from cchc_tasks.model.deadline import MilestoneReading, Period
from cchc_tasks.model.doubts import Code, Doubt
from cchc_tasks.model.status import Every, Kind
from cchc_tasks.reading.deadlines.due_days import occurrences_of
from cchc_tasks.reading.deadlines.expressions import ONE_DAY, Context, Expression, ImpossibleDateError, doubt_of, unread


@dataclass(frozen=True, slots=True)
class Built:
    """A milestone, why it is doubtful, and what else a person should know."""

    milestone: MilestoneReading
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[Doubt, ...] = ()


def build(expression: Expression, context: Context, printed: str) -> Built:
    """Return the milestone of an expression; a date that the calendar does not have is unread, never shifted."""
    doubts = (doubt_of(expression.doubt, printed),) if expression.doubt else ()
    if expression.reason:
        return Built(unread(expression.reason, printed))
    try:
        milestone, notes = _PRODUCTIONS[expression.kind](expression, context, printed)
    except (ImpossibleDateError, OverflowError):
        return Built(unread(Code.IMPOSSIBLE, printed))
    return Built(replace(milestone, ambiguous=bool(doubts)), doubts, notes)


Made = tuple[MilestoneReading, tuple[Doubt, ...]]


def _fixed(expression: Expression, context: Context, printed: str) -> Made:
    if expression.whole_period:
        return _whole_period(expression, context, printed)
    window, assumed, notes = _window_of(expression, context, printed)
    made = MilestoneReading(Kind.FIXED, rule=expression.rule, assumed=assumed)
    if window is None:
        return made, notes
    start, due = window
    if start > due:
        return unread(Code.BACKWARDS, printed), ()
    if expression.bound == "before":
        return replace(made, due=start - ONE_DAY), notes
    plain_day = expression.first == expression.last and (start == due or expression.bound == "by")
    return replace(made, start=None if plain_day else start, due=due), notes


def _window_of(
    expression: Expression, context: Context, printed: str
) -> tuple[tuple[date, date] | None, tuple[str, ...], tuple[Doubt, ...]]:
    """First and last day of the printed points, what was assumed for them, and what is to be said."""
    first, last = expression.first, expression.last or expression.first
    if first is None or last is None:
        return None, (), ()
    year = last.year or context.year_of(last)
    if year is None:
        _refuse_impossible(expression)
        return None, (), (doubt_of(Code.YEAR_MISSING, printed),)
    assumed = ("year",) if last.year is None else ()
    notes: tuple[Doubt, ...] = ()
    if last.short_year or first.short_year:
        assumed, notes = (*assumed, "century"), (doubt_of(Code.CENTURY, printed),)
    start, due = first.window(first.year or year)[0], last.window(year)[1]
    if start > due and first.year in (None, last.year) and last.year is not None and first is not last:
        # «tháng 10 đến tháng 3/2023»: the year printed at the end is the end's.
        start = replace(first, year=year - 1).window(year - 1)[0]
    return (start, due), assumed, notes


def _refuse_impossible(expression: Expression) -> None:
    """Day 31 of a month of 30 days is impossible in any year."""
    for point in expression.points:
        point.window(point.year or 2000)


def _whole_period(expression: Expression, context: Context, printed: str) -> Made:
    period, unit = context.period, expression.awaited
    made = MilestoneReading(Kind.FIXED, rule=expression.rule, assumed=("year",))
    if period is None:
        return replace(made, assumed=()), (doubt_of(Code.YEAR_MISSING, printed),)
    months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
    fits = {"năm": months <= 13, "quý": months < 12, "tháng": months == 1}[unit or ""]
    if not fits:
        return unread(Code.NO_NUMBER, printed), ()
    return replace(made, start=period.first, due=period.last), ()


def _ongoing(expression: Expression, context: Context, printed: str) -> Made:
    period = context.period
    made = MilestoneReading(Kind.ONGOING, rule=expression.rule, trigger=None)
    if expression.first is None:
        if period is None:
            return made, (doubt_of(Code.YEAR_MISSING, printed),)
        start = None if expression.awaited else period.first
        return replace(made, start=start, due=period.last, assumed=("year",)), ()
    window, assumed, notes = _window_of(expression, context, printed)
    if window is None:
        return made, notes
    start, due = window
    if expression.bound == "from":
        return replace(made, start=start, due=_end_after(start, period), assumed=assumed), notes
    return replace(made, start=start, due=due, assumed=assumed), notes


def _end_after(start: date, period: Period | None) -> date | None:
    """The plan's end, where the work begins before it."""
    return period.last if period is not None and start <= period.last else None


def _recurring(expression: Expression, context: Context, printed: str) -> Made:
    period, every, own_day = context.period, expression.every, expression.own_day
    made = MilestoneReading(Kind.RECURRING, every=every, rule=expression.rule)
    if own_day is not None and own_day.point is not None:
        own_day.point.window(2000)
    if period is None:
        return made, (doubt_of(Code.YEAR_MISSING, printed),)
    if not expression.dated or every in (None, Every.WEEK):
        return replace(made, start=period.first, due=period.last), ()
    occurrences = occurrences_of(every, own_day, period)
    if not occurrences:
        return replace(made, start=period.first, due=period.last), ()
    return replace(made, start=occurrences[0].start, due=occurrences[-1].due, occurrences=occurrences), ()


def _triggered(expression: Expression, _context: Context, _printed: str) -> Made:
    made = MilestoneReading(Kind.TRIGGERED, trigger=expression.awaited, offset=expression.offset, rule=expression.rule)
    return made, ()


_PRODUCTIONS = {
    Kind.FIXED: _fixed,
    Kind.ONGOING: _ongoing,
    Kind.RECURRING: _recurring,
    Kind.TRIGGERED: _triggered,
}
