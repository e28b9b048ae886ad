"""The timing of a milestone and of a task follows from the due day, the day finished and the day of looking.

The rules are those of the contract's section «Two axes, never mixed»: the due day is in time, lateness survives
completion, ongoing work is never overdue, and a printed date does not count while the clock is stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cchc_tasks.model.status import CLOCK_STOPPED, Kind, Status, Timing

if TYPE_CHECKING:
    from cchc_tasks.report_settings import Periods

DUE_SOON_DAYS = 15


class DueRules(NamedTuple):
    """What an office has settled about due days.

    `due_soon_days` are calendar days; `moved` gives the day on which a deadline that ends on a day off is met in
    time all the same (Civil Code 2015, art. 148), None where the printed day counts. `periods` are the office's own
    reporting periods, None for the Ministry's.
    """

    due_soon_days: int = DUE_SOON_DAYS
    moved: Callable[[date], date] | None = None
    periods: Periods | None = None


#: A task's timing is its worst open milestone's; the worst stands first.
_WORST_OPEN_FIRST = (Timing.OVERDUE, Timing.UNCLOSED, Timing.DUE_SOON, Timing.IN_TIME, Timing.UNDATED)
_WORST_DONE_FIRST = (Timing.LATE, Timing.DONE_UNDATED, Timing.ON_TIME, Timing.DONE_ONGOING)


class TimedMilestone(Protocol):
    """The facts about a milestone from which its timing follows."""

    @property
    def kind(self) -> Kind: ...
    @property
    def start(self) -> date | None: ...
    @property
    def due(self) -> date | None: ...
    @property
    def closed(self) -> bool: ...
    @property
    def done_on(self) -> date | None: ...
    @property
    def reported_on(self) -> date | None: ...
    @property
    def submitted_on(self) -> date | None: ...
    @property
    def judged_by_submission(self) -> bool: ...


def timing_of(
    milestone: TimedMilestone, status: Status, as_of: date, due_soon_days: int = DUE_SOON_DAYS
) -> Timing | None:
    """Return a milestone's timing on the day `as_of`, None while the task's clock is stopped.

    `status` is the task's on that day, and the milestone's facts are those in force on it. Days are compared
    as dates in Viet Nam; `due_soon_days` counts calendar days.
    """
    if milestone.closed:
        return _timing_when_closed(milestone)
    if status in CLOCK_STOPPED:
        return None
    if milestone.kind is Kind.ONGOING:
        return Timing.UNCLOSED if milestone.due and as_of > milestone.due else Timing.IN_TIME
    if milestone.due is None:
        return Timing.UNDATED
    if as_of > milestone.due:
        return Timing.OVERDUE
    return Timing.DUE_SOON if milestone.due - as_of <= timedelta(days=due_soon_days) else Timing.IN_TIME


def _timing_when_closed(milestone: TimedMilestone) -> Timing:
    if milestone.kind is Kind.ONGOING:
        return Timing.DONE_ONGOING
    finished_on = milestone.submitted_on if milestone.judged_by_submission else None
    finished_on = finished_on or milestone.done_on
    if milestone.due is None:
        return Timing.DONE_UNDATED
    if finished_on:
        return Timing.ON_TIME if finished_on <= milestone.due else Timing.LATE
    if milestone.reported_on and milestone.reported_on <= milestone.due:
        return Timing.ON_TIME
    return Timing.DONE_UNDATED


def has_begun(milestone: TimedMilestone, as_of: date) -> bool:
    """Return whether the milestone counts on the day: the periods of a series count from their first day."""
    return milestone.kind is not Kind.RECURRING or milestone.start is None or milestone.start <= as_of


def shown_status(reported: Status, milestones: Iterable[TimedMilestone], as_of: date) -> Status:
    """Return the status on the day: done when no milestone is open, the periods not yet begun aside, and only then.

    A series reported done is in progress again when its next period begins. A stopped clock stays as reported.
    """
    if reported in CLOCK_STOPPED:
        return reported
    listed = list(milestones)
    if any(not m.closed and has_begun(m, as_of) for m in listed):
        return Status.IN_PROGRESS if reported is Status.DONE else reported
    return Status.DONE if any(m.closed for m in listed) else reported


def worst_timing(
    milestones: Iterable[TimedMilestone], status: Status, as_of: date, due_soon_days: int = DUE_SOON_DAYS
) -> Timing | None:
    """Return a task's timing: its worst open milestone's, or how it was finished when it is done."""
    if status in CLOCK_STOPPED:
        return None
    done = status is Status.DONE
    timings = {timing_of(m, status, as_of, due_soon_days) for m in milestones if m.closed or not done}
    for timing in _WORST_DONE_FIRST if done else _WORST_OPEN_FIRST:
        if timing in timings:
            return timing
    return None
