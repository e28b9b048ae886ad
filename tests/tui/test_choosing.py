"""Choosing by typing without accents: plan, unit, every command; views, walking, copying, the numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from cchc_tasks.model.filters import Filters
from cchc_tasks.model.timing import DueRules
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.due_lists import list_overdue, list_upcoming
from cchc_tasks.tracking.screen_list import list_ids, load_overview
from cchc_tasks.tui import keys, words
from cchc_tasks.tui.app import TasksApp
from cchc_tasks.tui.forms.chooser import Chooser
from cchc_tasks.tui.forms.text_dialog import TextDialog
from cchc_tasks.tui.widgets.key_bar import KeyHint, keys_within
from tests.sample_office import Office
from tests.tui.conftest import play, settle

MakeApp = Callable[..., TasksApp]


def chip(app: TasksApp, name: str) -> str:
    return str(app.query_one(f"#chip-{name}", KeyHint).render())


def test_one_key_shows_what_is_late_and_soon_of_one_s_own_unit(make_app: MakeApp, tmp_path: Path) -> None:
    async def chosen(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("m", *"xd, kt", "enter")
        await settle(pilot)
        assert app.selection.unit == "Phòng XD, KT và TDTHPL"
        await pilot.press("escape")
        await settle(pilot)
        assert app.selection.unit == ""

    async def morning(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("m")
        await settle(pilot)
        refs = [task.ref for place in range(app.tasks.count) if (task := app.tasks.task_at(place))]
        assert refs == ["10", "13", "19"]
        await pilot.press("m")
        await settle(pilot)
        assert app.tasks.count == 54

    play(make_app(state_folder=tmp_path), chosen)
    play(make_app(state_folder=tmp_path), morning)


def test_a_plan_is_chosen_by_a_word_of_its_title(make_app: MakeApp) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("c", *"cai cach", "enter")
        await settle(pilot)
        assert app.selection.plan == "CCHC-2022"
        await pilot.press("c", "enter")
        await settle(pilot)
        assert app.selection.plan == ""

    play(make_app(), flow)


def test_every_command_is_found_by_its_words_without_accents(make_app: MakeApp) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("f9", *"man hinh don vi", "enter")
        await settle(pilot)
        assert app.shown_screen == "units"
        await pilot.press("colon", *"khong co lenh nay")
        await settle(pilot)
        assert isinstance(app.screen, Chooser)
        assert app.screen.query_one(OptionList).get_option_at_index(0).disabled
        await pilot.press("enter", "escape")
        await settle(pilot)
        assert not isinstance(app.screen, Chooser)

    play(make_app(), flow)


def test_every_command_can_be_run_from_the_list_of_commands(make_app: MakeApp) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        for command in keys.COMMANDS:
            if command.name in ("open('palette')", "leave", "leave_program"):
                continue
            app.view_actions._run_command(command.name)
            await settle(pilot)
            while len(app.screen_stack) > 1:
                await pilot.press("escape")
                await settle(pilot)
            assert app.is_running, command.name

    play(make_app(), flow)


@pytest.mark.parametrize("view", ["overdue", "soon", "urgent"])
@pytest.mark.parametrize("day", [date(2022, 6, 20), date(2022, 7, 15), date(2022, 12, 20), date(2023, 1, 5)], ids=str)
def test_a_view_lists_the_tasks_that_the_commands_list(database: Database, view: str, day: date) -> None:
    Office(database, day)
    rules = DueRules()
    late = {task.task_id for task, _ in list_overdue(database, Filters(), day, rules)}
    soon = {task.task_id for task, _ in list_upcoming(database, Filters(), day, rules.due_soon_days, rules)}
    expected = {"overdue": late, "soon": soon, "urgent": late | soon}[view]
    assert set(list_ids(database, Filters(), day, rules, view).ids) == expected  # type: ignore[arg-type]
    moved = rules._replace(moved=lambda due: due)
    assert set(list_ids(database, Filters(), day, moved, view).ids) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("day", [date(2022, 6, 15), date(2022, 7, 15), date(2022, 10, 3), date(2023, 1, 5)], ids=str)
def test_who_has_not_reported_in_this_period_is_listed_and_counted(database: Database, day: date) -> None:
    office = Office(database, day)
    office.update("2", note="đã báo cáo")
    from cchc_tasks.model.status import CLOCK_STOPPED, Status
    from cchc_tasks.report_settings import period_start

    running = [t for t in office.tasks() if t.status is not Status.DONE and t.status not in CLOCK_STOPPED]
    silent = {t.task_id for t in running if t.reported_on is None or t.reported_on < period_start(day)}
    found = list_ids(database, Filters(), day, DueRules(), "unreported")
    assert set(found.ids) == silent
    assert load_overview(database, Filters(), day, DueRules()).unreported == len(silent)


def test_the_chips_tell_the_numbers_and_brackets_tell_which_view_is_on(make_app: MakeApp, office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        assert "Quá hạn 3" in chip(app, "overdue")
        assert f"Cần rà soát {len(office.tasks(review=True))}" in chip(app, "review")
        await pilot.press("f")
        await settle(pilot)
        assert "[Quá hạn 3]" in chip(app, "overdue")
        await pilot.click("#chip-overdue")
        await settle(pilot)
        assert (app.view, app.tasks.count) == ("", 54)

    play(make_app(), flow)


def test_walking_over_the_overdue_tasks_goes_round(make_app: MakeApp) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        seen = []
        for key in ("n", "n", "n", "n", "N"):
            await pilot.press(key)
            seen.append(app.tasks.current.ref if app.tasks.current else "")
        assert seen == ["10", "13", "19", "10", "19"]

    play(make_app(), flow)


def test_the_numbers_are_those_of_the_report(make_app: MakeApp) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("b")
        await settle(pilot)
        assert isinstance(app.screen, TextDialog)
        assert app.screen.lines[0][1].startswith("Tổng số 54 nhiệm vụ: đã hoàn thành 13")
        await pilot.press("escape")

    play(make_app(), flow)


def test_what_is_overdue_is_also_kept_in_a_file_for_terminals_that_copy_nothing(
    make_app: MakeApp, tmp_path: Path
) -> None:
    async def flow(pilot: Pilot[None], _app: TasksApp) -> None:
        await pilot.press("C")
        await settle(pilot)

    play(make_app(state_folder=tmp_path / "trang thai"), flow)
    (kept,) = (tmp_path / "trang thai").glob("qua-han-*.txt")
    assert kept.read_text(encoding="utf-8").startswith("VIỆC QUÁ HẠN đến ngày 15/7/2022: 3 mốc")


@pytest.mark.parametrize("where", words.SCREENS)
@pytest.mark.parametrize("width", [40, 80, 99, 100, 120, 200])
def test_the_last_line_shows_whole_keys_and_six_at_most_on_a_narrow_screen(where: str, width: int) -> None:
    shown = keys_within(where, width)
    assert len(" ".join(f"{key} {label} " for key, label, _ in shown)) <= width
    assert len(shown) <= 6 or width >= 100
    assert width < 80 or len(shown) >= 5


def test_a_key_in_the_last_line_can_be_clicked(make_app: MakeApp) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        hints = [hint for hint in app.query("#keys KeyHint") if "Quá hạn" in str(hint.render())]  # type: ignore[attr-defined]
        await pilot.click(hints[0])
        await settle(pilot)
        assert app.view == "overdue"

    play(make_app(), flow)


def test_every_key_has_one_meaning() -> None:
    every_key = [key for command in keys.COMMANDS for key in command.keys.split(",") if key]
    assert len(every_key) == len(set(every_key))
