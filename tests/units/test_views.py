"""Tables by unit: groups count once for each member and once in the whole; units as then, and as now."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl

from cchc_tasks.model.filters import Filters
from cchc_tasks.plans.plan_lookup import PRINTED_DAYS, list_tasks
from cchc_tasks.reports.dashboard.dashboard_facts import DashboardRequest, load_dashboard
from cchc_tasks.reports.worksheet_report import write_worksheets
from cchc_tasks.storage.as_of import look_at
from cchc_tasks.tracking.due_lists import list_overdue
from cchc_tasks.tracking.due_message import leading_units, message_lines
from cchc_tasks.tracking.task_statistics import compute_statistics
from cchc_tasks.tracking.task_units import TaskUnits
from tests.units.year2025 import ALL, ENVIRONMENT, FARMING, INSPECTION, MARCH, MERGED, OFFICE, Year2025

BEFORE = date(2025, 2, 28)


def listed(year: Year2025, day: date, role: str = "lead", *, now: bool = False, **chosen: str) -> dict[str, list[str]]:
    """The tasks of each unit as letters, lists and worksheets part them."""
    filters = Filters(role=role, **chosen)
    tasks = list_tasks(year.database, filters, day)
    with year.database.reading() as reader:
        look_at(reader, day)
        units = TaskUnits(reader, filters, day, year.today if now else None)
        return {unit.name: [task.ref for task in own] for unit, own in units.by_unit(tasks, role) if unit}


def test_a_group_counts_once_for_each_member_and_once_in_the_whole(year: Year2025) -> None:
    year.members((OFFICE, INSPECTION))
    counted = compute_statistics(year.database, Filters(), year.today, "unit")
    assert {group.name: group.counts.total for group in counted.groups} == {
        ENVIRONMENT: 2,
        FARMING: 1,
        INSPECTION: 3,
        OFFICE: 2,
    }
    assert (counted.counts.total, counted.shared) == (6, 2)
    assert year.by_unit(BEFORE)[ALL] == 1
    assert listed(year, year.today)[OFFICE] == ["4", "6"]
    assert listed(year, BEFORE)[ALL] == ["4"]


def test_a_unit_that_leads_with_its_own_group_counts_once(year: Year2025) -> None:
    year.members((OFFICE, INSPECTION))
    year.assign("6", lead=(OFFICE, ALL), on=MARCH)
    assert year.by_unit()[OFFICE] == 2
    assert year.by_unit()[INSPECTION] == 3


def test_members_come_and_go_by_date(year: Year2025) -> None:
    year.members((OFFICE, INSPECTION))
    year.members(remove=(OFFICE,), day=date(2025, 6, 1))
    assert [OFFICE in listed(year, day) and "4" in listed(year, day)[OFFICE] for day in (BEFORE, MARCH)] == [
        False,
        True,
    ]
    assert "4" not in listed(year, year.today)[OFFICE]
    year.undo()
    assert "4" in listed(year, year.today)[OFFICE]


def test_a_filter_by_unit_does_not_go_through_groups_unless_that_is_asked(year: Year2025) -> None:
    year.members((OFFICE, INSPECTION))
    assert [t.ref for t in list_tasks(year.database, Filters(unit=OFFICE), year.today)] == ["6"]
    through = Filters(unit=OFFICE, groups=True)
    assert [t.ref for t in list_tasks(year.database, through, year.today)] == ["4", "6"]
    assert len(list_tasks(year.database, through, year.today)) == year.by_unit()[OFFICE]
    assert [t.ref for t in list_tasks(year.database, through, BEFORE)] == ["6"]
    assert listed(year, year.today, unit=ALL) == {ALL: ["4"]}


def test_successors_take_the_place_of_members(year: Year2025) -> None:
    year.members((ENVIRONMENT, OFFICE), day=date(2025, 2, 1))
    year.merge(ENVIRONMENT, FARMING)
    assert "4" in listed(year, MARCH)[MERGED]
    year.abolish(OFFICE, to=MERGED, day=date(2025, 4, 1))
    assert "4" not in listed(year, year.today).get(OFFICE, [])
    assert year.by_unit() == {MERGED: 5, INSPECTION: 2}


def test_as_now_every_task_of_a_day_stands_under_today_s_unit(year: Year2025) -> None:
    year.rename(OFFICE, "Phòng Tổng hợp")
    year.merge(ENVIRONMENT, FARMING)
    assert year.by_unit(BEFORE, now=True) == {ALL: 1, INSPECTION: 2, MERGED: 3, "Phòng Tổng hợp": 1}
    assert listed(year, BEFORE, now=True)[MERGED] == ["1", "2", "5"]
    assert listed(year, BEFORE, "support", now=True)[MERGED] == ["2"]
    assert listed(year, BEFORE, unit=ENVIRONMENT, now=True) == {MERGED: ["1", "5"]}


def test_as_now_of_several_successors_the_task_itself_tells(year: Year2025) -> None:
    year.done("5", on=date(2025, 1, 20))
    year.split(ENVIRONMENT, "Sở Đất đai", "Sở Môi trường", _1="Sở Đất đai", _2="Sở Môi trường")
    left = f"{ENVIRONMENT} (đã chia tách thành «Sở Đất đai» và «Sở Môi trường» từ ngày 01/3/2025)"
    assert listed(year, BEFORE, now=True) == {
        ALL: ["4"],
        FARMING: ["2"],
        INSPECTION: ["3", "6"],
        OFFICE: ["6"],
        "Sở Đất đai": ["1"],
        left: ["5"],
    }
    assert year.by_unit(BEFORE, now=True)[left] == 1
    assert listed(year, BEFORE, "support", now=True)["Sở Môi trường"] == ["2"]
    assert ENVIRONMENT in year.by_unit(), "as then the finished task keeps its unit's plain name"


def test_as_now_what_a_unit_that_goes_on_gave_away_stands_under_who_has_it(year: Year2025) -> None:
    year.done("5", on=date(2025, 1, 20))
    year.split(ENVIRONMENT, ENVIRONMENT, "Sở Đất đai", _1="Sở Đất đai", rest=ENVIRONMENT)
    shown = listed(year, BEFORE, now=True)
    assert (shown["Sở Đất đai"], shown[ENVIRONMENT]) == (["1"], ["5"])
    assert listed(year, BEFORE, "support", now=True)[ENVIRONMENT] == ["2"]
    assert "Sở Đất đai" not in listed(year, BEFORE)
    year.merge(ENVIRONMENT, into=MERGED, day=date(2025, 4, 1))
    year.merge("Sở Đất đai", into=OFFICE, day=date(2025, 5, 1))
    shown = listed(year, BEFORE, now=True)
    assert (shown[MERGED], "1" in shown[OFFICE]) == (["5"], True)


def test_as_now_follows_successors_of_successors(year: Year2025) -> None:
    year.split(ENVIRONMENT, "Sở Đất đai", "Sở Môi trường", rest="Sở Môi trường")
    year.merge("Sở Môi trường", into=MERGED, day=date(2025, 4, 1))
    assert listed(year, BEFORE, now=True)[MERGED] == ["1", "5"]


def test_as_now_a_group_s_member_that_parted_is_followed_by_the_members_of_today(year: Year2025) -> None:
    year.members((ENVIRONMENT, OFFICE), day=date(2025, 2, 1))
    year.split(ENVIRONMENT, "Sở Đất đai", "Sở Môi trường", rest="Sở Môi trường")
    shown = listed(year, BEFORE, now=True)
    assert [name for name, refs in shown.items() if "4" in refs] == ["Sở Đất đai", "Sở Môi trường", OFFICE]


def test_the_page_for_leaders_and_messages_count_the_same(year: Year2025) -> None:
    year.members((OFFICE, INSPECTION))
    year.merge(ENVIRONMENT, FARMING)
    for now in (None, year.today):
        request = DashboardRequest(Filters(), BEFORE, MARCH, year.today, units_now=now)
        page = load_dashboard(year.database, request)
        counted = {group.name: group.counts.total for group in page.units}
        assert counted == year.by_unit(BEFORE, now=now is not None)
    chosen = list_overdue(year.database, Filters(), year.today)
    units = leading_units(year.database, chosen, year.today)
    lines = list(message_lines("overdue", chosen, year.today, several_plans=False, units=units))
    assert f"{MERGED} (2):" in lines


def test_worksheets_are_parted_by_today_s_units_where_that_is_asked(year: Year2025, tmp_path: Path) -> None:
    year.members((OFFICE,), day=date(2025, 2, 1))
    year.merge(ENVIRONMENT, FARMING)
    for now, expected in ((None, ENVIRONMENT), (year.today, MERGED)):
        folder = tmp_path / str(now)
        written = write_worksheets(year.database, folder, Filters(), BEFORE, PRINTED_DAYS, by_unit=True, units_now=now)
        assert expected in {found.worksheet.unit for found in written}
        assert {f.worksheet.unit: len(f.worksheet.tasks) for f in written} == year.by_unit(BEFORE, now=now is not None)
        assert openpyxl.load_workbook(written[0].path)
