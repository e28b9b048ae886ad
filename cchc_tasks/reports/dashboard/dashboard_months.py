"""Month by month: how many milestones had to be finished by each month's end, and how many are known to have been."""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date

from cchc_tasks.model.status import CLOCK_STOPPED, Kind
from cchc_tasks.model.task import Milestone, Plan, Task
from cchc_tasks.reports.dashboard.dashboard_values import DashboardMonth, DashboardMonths

#: How many months past the plans' last one the line follows late work.
_LATE_MONTHS = 12


def finished_on(milestone: Milestone) -> date | None:
    """Return the day on which a milestone was finished, by which it is judged; None where it is open or unknown."""
    if not milestone.closed:
        return None
    submitted = milestone.submitted_on if milestone.judged_by_submission else None
    return submitted or milestone.done_on


def months_of(tasks: Sequence[Task], plans: Iterable[Plan], day: date) -> DashboardMonths:
    """Return the line over the plans' months, and past them as far as late work was finished by the day.

    A finished milestone of unknown day stands in no month: the line says only what is known.
    """
    listed = [(place, m, task) for place, task in enumerate(tasks) for m in task.milestones]
    ongoing = sum(m.kind is Kind.ONGOING for _, m, _ in listed)
    undated = sum(m.kind is not Kind.ONGOING and m.due is None for _, m, _ in listed)
    dated = [item for item in listed if item[1].kind is not Kind.ONGOING and item[1].due is not None]
    line = [(place, m) for place, m, task in dated if m.closed or task.status not in CLOCK_STOPPED]
    dues = sorted(m.due for _, m in line if m.due)
    known = sorted(done for _, m in line if (done := finished_on(m)) is not None and done <= day)
    finished = sum(m.closed for _, m in line)
    months = tuple(_months(_span(plans, known), line, dues, known, day))
    return DashboardMonths(
        months=months,
        dated=len(line),
        finished=finished,
        unknown_day=finished - len(known),
        later=len(line) - months[-1].planned if months else 0,
        ongoing=ongoing,
        undated=undated,
        stopped=len(dated) - len(line),
    )


def _span(plans: Iterable[Plan], known: Sequence[date]) -> range:
    """The months shown, counted from the year 0; none without a plan."""
    bounds = [(_number(plan.first), _number(plan.last)) for plan in plans]
    if not bounds:
        return range(0)
    first, last = min(low for low, _ in bounds), max(high for _, high in bounds)
    late = _number(known[-1]) if known else last
    return range(first, max(last, min(late, last + _LATE_MONTHS)) + 1)


def _number(day: date) -> int:
    return 12 * day.year + day.month - 1


def _months(
    span: range, line: Sequence[tuple[int, Milestone]], dues: Sequence[date], known: Sequence[date], day: date
) -> Iterable[DashboardMonth]:
    members: dict[int, dict[int, None]] = {}
    count: dict[int, int] = {}
    for place, milestone in line:
        if milestone.due:
            number = _number(milestone.due)
            members.setdefault(number, {})[place] = None
            count[number] = count.get(number, 0) + 1
    for number in span:
        year, month = number // 12, number % 12 + 1
        end = _end(year, month)
        done = bisect_right(known, min(end, day)) if date(year, month, 1) <= day else None
        of_month = tuple(members.get(number, ()))
        yield DashboardMonth(year, month, count.get(number, 0), bisect_right(dues, end), done, of_month)


def _end(year: int, month: int) -> date:
    """The month's last day."""
    return date(year, month, monthrange(year, month)[1])
