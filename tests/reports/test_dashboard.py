"""The page's values: the numbers of `stats`, of `overdue` and of the screen, each with the tasks that it counts."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.model.filters import Filters
from cchc_tasks.model.status import CLOCK_STOPPED, Kind, Status
from cchc_tasks.model.task import Milestone, Plan, Task
from cchc_tasks.model.timing import DueRules
from cchc_tasks.report_settings import period_start
from cchc_tasks.reports.dashboard.dashboard_facts import DashboardRequest, finished_on, load_dashboard, months_of
from cchc_tasks.reports.dashboard.dashboard_values import Dashboard
from cchc_tasks.storage import schema
from cchc_tasks.storage.ids import IdMaker
from cchc_tasks.storage.journal import append
from cchc_tasks.tracking.due_lists import list_overdue, list_upcoming
from cchc_tasks.tracking.screen_list import load_overview
from cchc_tasks.tracking.task_statistics import RateRules, compute_statistics
from tests.sample_office import DECISION, Office

JULY = date(2022, 7, 15)
DAYS = (date(2022, 1, 10), date(2022, 6, 15), JULY, date(2023, 1, 20))


@pytest.fixture
def busy_office(office: Office) -> Office:
    """An office in which something of everything has happened."""
    office.submit("10", milestone=1, evidence=("Tờ trình số 15/TTr-STP ngày 28/3/2022",), to="UBND tỉnh")
    office.done("13", on=date(2022, 6, 28))
    office.done("19", on=date(2022, 7, 5))
    office.update("33", status=Status.PAUSED, evidence=(DECISION,), on=date(2022, 7, 1))
    office.update("34", status=Status.DROPPED, evidence=(DECISION,), on=date(2022, 7, 1))
    office.update("35", status=Status.CARRIED_OVER, evidence=(DECISION,), on=date(2022, 7, 1))
    return office


def look(office: Office, day: date = JULY, ahead: int = 40, **filters: object) -> Dashboard:
    asked = Filters(**filters)  # type: ignore[arg-type]
    return load_dashboard(office.database, DashboardRequest(asked, day, period_start(day), day, ahead))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_number_is_the_one_that_stats_gives(busy_office: Office, day: date) -> None:
    shown = look(busy_office, day)
    by_unit = compute_statistics(busy_office.database, Filters(), day, "unit")
    by_section = compute_statistics(busy_office.database, Filters(), day, "section")
    assert shown.counts == by_unit.counts
    assert shown.shared == by_unit.shared > 0
    assert {group.name: group.counts for group in shown.units} == {g.name: g.counts for g in by_unit.groups}
    assert [group.counts for group in shown.areas] == [group.counts for group in by_section.groups]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_each_number_names_as_many_tasks_as_it_says(busy_office: Office, day: date) -> None:
    shown = look(busy_office, day)
    for part, number in asdict(shown.counts).items():
        assert sum(part in task.parts for task in shown.tasks) == number
    for group in (*shown.areas, *shown.units):
        for part, number in asdict(group.counts).items():
            assert sum(part in shown.tasks[place].parts for place in group.members) == number


@pytest.mark.parametrize(
    "filters",
    [{}, {"unit": "phong xd, kt va tdthpl"}, {"section": "II"}, {"status": "in_progress"}, {"search": "chi so"},
     {"due_from": date(2022, 6, 1)}, {"due_to": date(2022, 6, 15)}, {"kind": "fixed"}],
    ids=str,
)  # fmt: skip
def test_the_lists_are_those_that_overdue_and_upcoming_print(busy_office: Office, filters: dict[str, object]) -> None:
    for day in DAYS:
        shown, asked = look(busy_office, day, ahead=100, **filters), Filters(**filters)  # type: ignore[arg-type]
        overdue = list_overdue(busy_office.database, asked, day)
        upcoming = list_upcoming(busy_office.database, asked, day, 100)
        for lines, chosen in ((shown.overdue, overdue), (shown.upcoming, upcoming)):
            expected = sorted((m.due, task.ref) for task, milestones in chosen for m in milestones)
            assert sorted((line.due, shown.tasks[line.task].ref) for line in lines) == expected
            assert [line.due for line in lines] == sorted(line.due for line in lines)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_who_has_not_reported_is_counted_as_on_the_screen(busy_office: Office, day: date) -> None:
    shown = look(busy_office, day)
    unreported = sum(task.running and not task.reported for task in shown.tasks)
    assert unreported == load_overview(busy_office.database, Filters(), day, DueRules()).unreported


def test_a_submission_stands_with_whom_it_lies(busy_office: Office) -> None:
    (line,) = [line for line in look(busy_office).overdue if line.submitted_on]
    assert (line.submitted_on, line.submitted_to) == (date(2022, 3, 28), "UBND tỉnh")


def test_an_earlier_day_is_shown_as_it_was(busy_office: Office) -> None:
    before = look(busy_office, date(2022, 6, 15))
    assert (before.counts.total, before.counts.done, before.counts.dropped) == (54, 14, 0)
    assert [before.tasks[line.task].ref for line in before.overdue] == ["10"]


def test_units_have_the_names_they_had_on_the_day(busy_office: Office) -> None:
    database = busy_office.database
    with database.reading() as reader:
        rows = reader.rows("SELECT unit_id, change_id FROM unit_name WHERE organisation_id = :org AND name = :name",
                           {"name": "Văn phòng Sở"})  # fmt: skip
        unit_id, change_id = next(iter(rows))
    with database.writing() as writer:
        renamed = {
            "unit_name_id": IdMaker(busy_office.moment)(), "unit_id": unit_id, "change_id": change_id,
            "name": "Phòng Tổng hợp", "folded": "phong tong hop", "effective_on": "2022-07-01", "is_alias": 0,
        }  # fmt: skip
        append(writer, schema.unit_name, [renamed])
    names = {day: {group.name for group in look(busy_office, day).units} for day in (date(2022, 6, 15), JULY)}
    assert "Văn phòng Sở" in names[date(2022, 6, 15)]
    assert "Phòng Tổng hợp" in names[JULY]
    assert not {"Phòng Tổng hợp"} & names[date(2022, 6, 15)]
    assert not {"Văn phòng Sở"} & names[JULY]
    assert ("Đơn vị chủ trì", "Phòng Tổng hợp") in look(busy_office, unit="van phong so").chosen


def test_rates_count_as_the_office_has_settled(busy_office: Office) -> None:
    asked = DashboardRequest(Filters(), JULY, JULY, JULY, rates=RateRules("left_out", 2, "tệp cấu hình"))
    shown = load_dashboard(busy_office.database, asked)
    assert shown.rate_all.den == shown.counts.total - shown.counts.nothing_arisen
    assert shown.rate_due[:2] == (shown.counts.fell_due_done, shown.counts.fell_due)
    assert sum(group.rate_due.den for group in shown.areas) == shown.rate_due.den


def test_the_period_counts_what_fell_due_and_what_was_finished_in_it(busy_office: Office) -> None:
    asked = DashboardRequest(Filters(), JULY, date(2022, 6, 20), date(2022, 7, 1))
    period = load_dashboard(busy_office.database, asked).period
    # Nos. 13 and 19 and the second quarter of no. 17 fall due on 30 June; no. 13 was finished on 28 June.
    assert (period.due, period.finished) == (3, 1)


def test_the_line_draws_only_days_that_are_known(busy_office: Office) -> None:
    # No. 13 was finished in June, both milestones of no. 19 in July; of what was imported as done no day is known.
    found = look(busy_office).months
    done = {(m.year, m.month): m.done for m in found.months}
    assert (done[2022, 5], done[2022, 6], done[2022, 7], done[2022, 8]) == (0, 1, 3, None)
    assert found.finished == 17
    assert found.unknown_day == 14
    assert found.months[-1].planned + found.later == found.dated


def test_a_year_later_the_line_still_ends_with_the_plan(office: Office) -> None:
    later = Office.__new__(Office)
    later.__dict__.update(office.__dict__)
    months = look(later, date(2026, 5, 1)).months.months
    assert [(months[0].year, months[0].month), (months[-1].year, months[-1].month)] == [(2022, 1), (2022, 12)]


_days = st.dates(date(2021, 11, 1), date(2023, 3, 31))
_milestones = st.builds(
    Milestone,
    milestone_id=st.just(1),
    task_id=st.just(1),
    n=st.just(1),
    kind=st.sampled_from((Kind.FIXED, Kind.ONGOING, Kind.TRIGGERED)),
    due=st.none() | _days,
    closed=st.booleans(),
    done_on=st.none() | _days,
    submitted_on=st.none() | _days,
    judged_by_submission=st.booleans(),
)


@given(
    st.lists(st.tuples(st.sampled_from(Status), st.lists(_milestones, min_size=1, max_size=3)), max_size=12),
    st.dates(date(2022, 1, 1), date(2022, 12, 31)),
)
def test_every_milestone_is_on_the_line_or_said_to_be_outside(
    found: list[tuple[Status, list[Milestone]]], day: date
) -> None:
    tasks = [
        Task(n, "KH", str(n), n, day, {"no": str(n), "title": "t"}, reported=status, milestones=tuple(milestones))
        for n, (status, milestones) in enumerate(found)
    ]
    line = months_of(tasks, [Plan(1, "KH", "", date(2022, 1, 1), date(2022, 12, 31))], day)
    assert line.dated + line.ongoing + line.undated + line.stopped == sum(len(task.milestones) for task in tasks)
    planned = [month.planned for month in line.months]
    done = [month.done for month in line.months if month.done is not None]
    assert planned == sorted(planned)
    assert done == sorted(done)
    assert planned[-1] + line.later == line.dated
    assert len(done) == day.month
    counted = [
        m for task in tasks for m in task.milestones
        if m.due and m.kind is not Kind.ONGOING and (m.closed or task.status not in CLOCK_STOPPED)
    ]  # fmt: skip
    known = [day_ for m in counted if (day_ := finished_on(m)) is not None and day_ <= day]
    assert done[-1] == len(known)
    assert line.finished == done[-1] + line.unknown_day
