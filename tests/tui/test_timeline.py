"""The timeline: months and quarters across, each printed day in its column, today marked, nothing guessed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot
from textual.widgets import Label

from cchc_tasks.tui.app import TasksApp
from cchc_tasks.tui.screens.timeline_screen import MonthWindow
from tests.sample_office import Office
from tests.tui.conftest import play, settle

MakeApp = Callable[..., TasksApp]
DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))


def lines(app: TasksApp) -> list[str]:
    rows = app.timeline.rows
    return ["".join(segment.text for segment in rows.render_line(y)) for y in range(rows.size.height)]


@given(day=DAYS, quarter=st.integers(0, 4), cells=st.integers(1, 31))
def test_a_day_in_the_window_has_a_column_of_its_month_and_later_days_never_stand_before(
    day: date, quarter: int, cells: int
) -> None:
    window = MonthWindow(day.year, quarter)
    column = window.column(day, cells)
    inside = day.month in window.months
    assert inside == (0 <= column < cells * len(window.months))
    if inside:
        assert column // cells == day.month - window.months[0]
    assert column <= window.column(day + timedelta(days=1), cells)


@given(year=st.integers(1950, 2150), quarter=st.integers(0, 4), by=st.integers(-20, 20))
def test_going_forth_and_back_ends_in_the_same_window(year: int, quarter: int, by: int) -> None:
    window = MonthWindow(year, quarter)
    assert window.moved(by).moved(-by) == window
    assert window.moved(5) == MonthWindow(year + 1, quarter)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 50), (200, 60)], ids=str)
def test_a_missed_day_stands_in_its_month_and_the_words_say_the_same(make_app: MakeApp, size: tuple[int, int]) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("f", "2")
        await settle(pilot)
        row = next(line for line in lines(app) if "Quá hạn 106 ngày" in line)
        cells, room = app.timeline.rows.cells(size[0]), app.timeline.rows.room(app.timeline.rows.size.width)
        grid = row[app.timeline.rows.head(app.timeline.rows.size.width) + room + 1 :]
        assert grid[3 * cells - 1] == "▲"
        assert "│" in grid[6 * cells : 7 * cells]
        assert all(len(line) == app.timeline.rows.scrollable_content_region.width for line in lines(app))

    play(make_app(), flow, size)


def test_arrows_turn_to_a_quarter_and_to_the_next_year(make_app: MakeApp) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("2", "right", "right")
        await settle(pilot)
        head = str(app.timeline.query_one("#timeline-head", Label).content)
        assert "[Quý II]" in head
        assert "Tháng 4" in head
        await pilot.press("right", "right", "right")
        await settle(pilot)
        assert str(app.timeline.query_one("#timeline-head", Label).content).startswith("2023  [Cả năm]")
        assert not any("▲" in line for line in lines(app))

    play(make_app(), flow)


def test_a_task_without_a_date_has_no_sign_but_words(make_app: MakeApp, office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("slash", *"doan khao sat", "enter", "2")
        await settle(pilot)
        assert office.task("3").due is None
        task = app.timeline.rows.current
        assert task is not None
        assert set(app.timeline.rows.columns_of(task, 4)) == {" ", "│"}
        assert any("Chưa xác định thời hạn" in line for line in lines(app))

    play(make_app(), flow)


def test_the_months_tell_how_many_milestones_fall_due_in_them(make_app: MakeApp, office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("2")
        await settle(pilot)
        january = [
            m for t in office.tasks() for m in t.milestones if m.due and m.due.month == 1 and m.kind != "ongoing"
        ]
        assert app.overview is not None
        assert app.overview.months[2022, 1] == (len(january), sum(m.closed for m in january))

    play(make_app(), flow)


def test_an_act_on_the_timeline_is_about_the_row_under_the_cursor(make_app: MakeApp, office: Office) -> None:
    async def flow(pilot: Pilot[None], _app: TasksApp) -> None:
        await pilot.press("2", "home", "down", "t", "tab", "enter")
        await settle(pilot)
        await pilot.press("escape", "p", *"Báo cáo số 5/BC-STP", "enter")
        await settle(pilot)
        assert "Báo cáo số 5/BC-STP" in office.task("2").evidence

    play(make_app(), flow)
