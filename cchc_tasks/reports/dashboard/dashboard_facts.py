"""The page for leaders: everything on it is collected in one view of the database, from one list of tasks."""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from cchc_tasks.messages.statistics_words import NO_GROUP
from cchc_tasks.messages.status_words import STATUS_GLYPHS, area_name
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.statistics import Counts, rate_of_all, rate_of_due, standing_of
from cchc_tasks.model.status import CLOCK_STOPPED, Kind, Status
from cchc_tasks.model.task import Milestone, Plan, Task
from cchc_tasks.model.timing import DueRules
from cchc_tasks.plans.plan_lookup import PRINTED_DAYS, tasks_on
from cchc_tasks.reports.dashboard import words
from cchc_tasks.reports.dashboard.dashboard_values import (
    Dashboard,
    DashboardGroup,
    DashboardMilestone,
    DashboardMonth,
    DashboardMonths,
    DashboardPeriod,
    DashboardTask,
)
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.selection import selection_of, unit_id_of
from cchc_tasks.storage.task_loader import load_plans
from cchc_tasks.text import fold, squeeze
from cchc_tasks.tracking import sql
from cchc_tasks.tracking.due_lists import DueLists
from cchc_tasks.tracking.due_tasks import TaskMilestone
from cchc_tasks.tracking.task_description import due_text, status_text, task_timing_text
from cchc_tasks.tracking.task_statistics import RateRules
from cchc_tasks.units.unit_view import UnitView


@dataclass(frozen=True, slots=True)
class DashboardRequest:
    """What is asked for: the tasks, the day of looking, the reporting period's days, and how many days ahead.

    `units_now` is today where tasks stand under today's units, None for the units of the day.
    """

    filters: Filters
    day: date
    first: date
    last: date
    days_ahead: int = 15
    rules: DueRules = PRINTED_DAYS
    rates: RateRules = field(default_factory=RateRules)
    units_now: date | None = None


#: Under what a task is counted, as a key, and what people call that.
Names = Mapping[int, str]


def load_dashboard(database: Database, request: DashboardRequest) -> Dashboard:
    """Return the values of the page as the plans stood on the day.

    Order and number of the filters restrict nothing. Raises NotFoundError for a plan or unit that is not there,
    DatabaseError.
    """
    filters = request.filters._replace(sort="", limit=None)
    with database.reading() as reader:
        tasks = tasks_on(reader, filters, request.day, request.rules)
        plans = _plans_shown(load_plans(reader), filters, tasks)
        view = UnitView(reader, request.day, request.units_now)
        units, names = _units(reader, filters, request.rules, view), view.titles()
        chosen = tuple(words.chosen(_named(filters, reader, names)._asdict()))
        found = _due_on(DueLists(reader, filters, request.day, request.rules), request.days_ahead)
    return _Collector(replace(request, filters=filters), tasks, found).collect(plans, units, names, chosen)


class _DueMilestones(NamedTuple):
    """The milestones past due, those due within the days ahead, and the day of the next one."""

    overdue: list[TaskMilestone]
    upcoming: list[TaskMilestone]
    next_due: date | None


def _due_on(running: DueLists, days_ahead: int) -> _DueMilestones:
    return _DueMilestones(running.overdue().pairs(), running.upcoming(days_ahead).pairs(), running.next_due())


def _plans_shown(plans: Sequence[Plan], filters: Filters, tasks: Iterable[Task]) -> list[Plan]:
    """The plan that was asked for, or those of the tasks that are shown."""
    codes = {task.plan for task in tasks} or {filters.plan.strip().upper()}
    return [plan for plan in plans if plan.code in codes]


def _units(reader: Reader, filters: Filters, rules: DueRules, view: UnitView) -> dict[int, list[int]]:
    """The units under which each selected task counts in the role that is asked for; the reader looks at the day."""
    found: dict[int, dict[int, None]] = {}
    for task_id, role, unit_id in sql.units_of_tasks(reader, selection_of(reader, filters, rules.moved)):
        if filters.role in ("any", role):
            found.setdefault(task_id, {})[unit_id] = None
    return view.counted(found, filters.role, lambda task_ids: {task_id: task_id for task_id in task_ids})


def _named(filters: Filters, reader: Reader, names: Names) -> Filters:
    """The filters with the unit under its name on the day, however it was typed."""
    if not filters.unit:
        return filters
    return filters._replace(unit=names[unit_id_of(reader, filters.unit)])


class _Collector:
    """One list of tasks → every value of the page, so that each number can name its tasks."""

    def __init__(self, request: DashboardRequest, tasks: Sequence[Task], found: _DueMilestones) -> None:
        self._request = request
        self._tasks = tasks
        self._found = found
        soon = request.rules.due_soon_days
        self._parts = [standing_of(t.reported, t.milestones, request.day, soon).parts for t in tasks]
        self._places = {task.task_id: place for place, task in enumerate(tasks)}

    def collect(
        self, plans: Sequence[Plan], units: Mapping[int, list[int]], names: Names, chosen: tuple[tuple[str, str], ...]
    ) -> Dashboard:
        request, everyone = self._request, range(len(self._tasks))
        whole = self._group("", everyone)
        return Dashboard(
            as_of=request.day,
            role=request.filters.role,
            period=self._period(),
            plans=tuple((plan.code, squeeze(plan.title)) for plan in plans),
            chosen=chosen,
            tasks=tuple(self._line(place, several_plans=len(plans) > 1) for place in everyone),
            counts=whole.counts,
            rate_all=whole.rate_all,
            rate_due=whole.rate_due,
            nothing_arisen=request.rates.nothing_arisen,
            rate_source=request.rates.source,
            areas=tuple(self._areas(several_plans=len(plans) > 1)),
            units=tuple(self._units(units, names)),
            shared=sum(len(units.get(task.task_id, ())) > 1 for task in self._tasks),
            months=months_of(self._tasks, plans, request.day),
            overdue=tuple(self._milestones(self._found.overdue)),
            upcoming=tuple(self._milestones(self._found.upcoming)),
            days_ahead=request.days_ahead,
            next_due=self._found.next_due,
        )

    def _line(self, place: int, *, several_plans: bool) -> DashboardTask:
        task = self._tasks[place]
        return DashboardTask(
            ref=f"{task.plan}/{task.ref}" if several_plans else task.ref,
            title=squeeze(task.title),
            leads="; ".join(task.lead_units) or squeeze(task.lead_text),
            due=squeeze(due_text(task)),
            state=f"{STATUS_GLYPHS[task.status]} {status_text(task)}",
            standing=task_timing_text(task),
            parts=self._parts[place],
            running=_awaits_report(task),
            reported=task.reported_on is not None and task.reported_on >= self._request.first,
        )

    def _group(self, name: str, members: Iterable[int]) -> DashboardGroup:
        counts, listed = Counts(), tuple(members)
        for place in listed:
            counts.add(self._parts[place])
        rates = self._request.rates
        of_all = rate_of_all(counts, rates.nothing_arisen, rates.decimals)
        return DashboardGroup(name, counts, of_all, rate_of_due(counts, rates.decimals), listed)

    def _areas(self, *, several_plans: bool) -> Iterable[DashboardGroup]:
        """By area of reform in printed order; sections that are no area stand by themselves."""
        members: dict[Hashable, list[int]] = {}
        titles: dict[Hashable, dict[str, None]] = {}
        for place, task in enumerate(self._tasks):
            of_plan = f"{task.plan}: " if several_plans and not task.area else ""
            printed = of_plan + words.section_named(task.section_no, squeeze(task.section_title))
            key: Hashable = task.area or (task.plan, task.section_no, task.section_title)
            members.setdefault(key, []).append(place)
            titles.setdefault(key, {})[printed] = None
        for area, places in members.items():
            (first, *others) = titles[area]
            yield self._group((area_name(str(area)) if others else first) or NO_GROUP["section"], places)

    def _units(self, units: Mapping[int, list[int]], names: Names) -> Iterable[DashboardGroup]:
        """By unit, under the name it had on the day; those with the most tasks first, tasks without a unit last."""
        members: dict[int, list[int]] = {}
        for place, task in enumerate(self._tasks):
            for unit_id in units.get(task.task_id, (0,)):
                members.setdefault(unit_id, []).append(place)
        nobody = members.pop(0, [])
        found = [self._group(names[unit_id], places) for unit_id, places in members.items()]
        yield from sorted(found, key=lambda group: (-len(group.members), fold(group.name), group.name))
        if nobody:
            yield self._group(NO_GROUP["unit"], nobody)

    def _milestones(self, pairs: Iterable[TaskMilestone]) -> Iterable[DashboardMilestone]:
        """One line a milestone, in the order of `overdue` and `upcoming`."""
        for task, m in pairs:
            if m.due:
                yield DashboardMilestone(
                    self._places[task.task_id], m.label or "", m.due, m.submitted_on, m.submitted_to
                )

    def _period(self) -> DashboardPeriod:
        first, last = self._request.first, self._request.last
        dated = [m for task in self._tasks for m in task.milestones if _counts_in_period(m, task)]
        due = [m for m in dated if m.due and first <= m.due <= last]
        until = min(last, self._request.day)
        finished = [m for m in dated if (day := finished_on(m)) is not None and m.closed and first <= day <= until]
        return DashboardPeriod(first, last, len(due), sum(m.closed for m in due), len(finished))


def _awaits_report(task: Task) -> bool:
    """Whether a report of the task is awaited: neither done nor stopped."""
    return task.status is not Status.DONE and task.status not in CLOCK_STOPPED


def _counts_in_period(milestone: Milestone, task: Task) -> bool:
    """Dated work that is finished, or whose clock runs."""
    return milestone.kind is not Kind.ONGOING and (milestone.closed or task.status not in CLOCK_STOPPED)


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
    months = tuple(_month_rows(_span(plans, known), line, dues, known, day))
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
    bounds = [(_month_number(plan.first), _month_number(plan.last)) for plan in plans]
    if not bounds:
        return range(0)
    first, last = min(low for low, _ in bounds), max(high for _, high in bounds)
    late = _month_number(known[-1]) if known else last
    return range(first, max(last, min(late, last + _LATE_MONTHS)) + 1)


def _month_number(day: date) -> int:
    return 12 * day.year + day.month - 1


def _month_rows(
    span: range, line: Sequence[tuple[int, Milestone]], dues: Sequence[date], known: Sequence[date], day: date
) -> Iterable[DashboardMonth]:
    members: dict[int, dict[int, None]] = {}
    count: dict[int, int] = {}
    for place, milestone in line:
        if milestone.due:
            number = _month_number(milestone.due)
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
