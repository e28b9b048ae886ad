"""What must not go wrong: a file that is gone, others' changes under a draft, numbers of something else, dead keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from cchc_tasks.model.filters import Filters
from cchc_tasks.model.status import Status
from cchc_tasks.tracking.screen_list import Overview
from cchc_tasks.tui.app import TasksApp
from cchc_tasks.tui.forms.form import Form
from cchc_tasks.tui.memory import Memory, save_memory
from cchc_tasks.tui.screens.table_screen import RowsTable
from cchc_tasks.tui.widgets.key_bar import KeyHint
from cchc_tasks.tui.widgets.vietnamese_input import VietnameseInput
from tests.sample_office import DECISION, Office
from tests.tui.conftest import play, settle
from tests.tui.test_acts_on_screen import problem, said

MakeApp = Callable[..., TasksApp]


@pytest.mark.only_on("sqlite", because="the file is moved away under the screen")
def test_a_database_that_is_gone_is_told_and_no_empty_one_takes_its_place(make_app: MakeApp, office: Office) -> None:
    place = Path(office.database.location)

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        place.rename(place.with_suffix(".xa"))
        app.look_for_changes()
        await pilot.press("f")
        await settle(pilot)
        await pilot.press("t", "2", *"đang gõ", "ctrl+s")
        await settle(pilot)
        assert not place.exists()
        assert app.tasks.count == 54
        assert isinstance(app.screen, Form)
        assert "Không còn thấy tệp" in problem(app)
        place.with_suffix(".xa").rename(place)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert office.task("1").result_text == "đang gõ"

    play(make_app(), flow)


def test_what_a_terminal_would_obey_never_stands_in_a_field(make_app: MakeApp, office: Office) -> None:
    office.update("1", result="Xong \x1b]0;PWNED\x07 \x1b[31mđỏ \u202egnas")

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("t")
        await settle(pilot)
        shown = app.screen.query_one("#result", VietnameseInput).value
        assert shown.isprintable()
        assert isinstance(app.screen, Form)
        assert not app.screen.is_touched
        app.screen.query_one("#note", VietnameseInput).value = "a\x1b[2Jb"
        assert app.screen.query_one("#note", VietnameseInput).value.isprintable()

    play(make_app(), flow)


def test_a_draft_brings_back_only_what_was_typed_and_tells_what_others_changed(
    make_app: MakeApp, office: Office
) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("t")
        await settle(pilot)
        app.screen.query_one("#note", VietnameseInput).focus()
        await pilot.press(*"ghi chú của tôi", "escape")
        office.update("1", result="MỚI", note="ghi chú của người khác", actor="Người khác")
        app.look_for_changes()
        await settle(pilot)
        await pilot.press("t")
        await settle(pilot)
        assert "ghi chú của người khác" in problem(app)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert (office.task("1").result_text, office.task("1").note) == ("MỚI", "ghi chú của tôi")

    play(make_app(), flow)


def test_numbers_of_another_selection_are_never_shown(make_app: MakeApp) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        before = app.overview
        app.post_message(app.Counted(Overview(review=999), Filters(unit="Khác"), app.today))
        await settle(pilot)
        assert app.overview == before

    play(make_app(), flow)


def test_in_a_long_list_the_key_behind_enter_is_about_what_was_found(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cchc_tasks.tui.list_app._LONG", 10)

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("slash", *"so tay tra cuu", "enter", "t")
        await pilot.pause()
        assert isinstance(app.screen, Form)
        assert app.screen.spec.title.endswith("CCHC-2022/13")
        await pilot.press("escape", "escape", "slash", *"ke hoach", "enter", "f")
        await settle(pilot)
        assert (app.view, app.tasks.count) == ("overdue", 0)

    play(make_app(), flow)


def test_a_plan_that_was_taken_back_is_let_go_of_and_said(make_app: MakeApp, office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        app.select(plan="CCHC-2022")
        office.undo(actor="Người nhập")
        app.look_for_changes()
        await settle(pilot)
        assert (app.selection.plan, app.tasks.count) == ("", 0)
        assert "CCHC-2022" in said(app)
        app.clear_notifications()
        app.look_for_changes()
        await settle(pilot)
        assert not list(app._notifications)

    play(make_app(), flow)


def test_a_unit_that_is_no_more_is_forgotten_and_the_keys_go_on(make_app: MakeApp, tmp_path: Path) -> None:
    save_memory(tmp_path / "man-hinh.json", Memory(mine="Phòng đã sáp nhập", search="xyz", plan="KHONG-CO"))

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        assert "KHONG-CO" in said(app)
        await pilot.press("escape")
        await settle(pilot)
        assert (app.selection.search, app.tasks.count) == ("", 54)
        await pilot.press("m")
        await settle(pilot)
        assert "Phòng đã sáp nhập" in said(app)
        assert app.memory.mine == ""
        await pilot.press("escape", "f")
        await settle(pilot)
        assert app.tasks.count == 3

    play(make_app(state_folder=tmp_path), flow)


def test_the_proposal_shows_every_milestone_that_would_be_accepted(make_app: MakeApp, office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("4")
        await settle(pilot)
        table = app.review.table
        rows = {str(row[0]): str(row[2]) for row in map(table.get_row_at, range(table.row_count))}
        shown = " ".join(rows["CCHC-2022/10"].split())
        days = [f"{m.due:%d/%m/%Y}" for m in office.task("10").milestones if m.due]
        assert len(days) == 2
        assert all(day in shown for day in days)

    play(make_app(), flow)


def test_the_rate_of_a_unit_is_the_official_one(make_app: MakeApp, office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        unit = office.task("1").lead_units[0]
        given = office.tasks(unit=unit)
        done = sum(task.status is Status.DONE for task in given)
        await pilot.press("3")
        await settle(pilot)
        table = app.query_one("#units", RowsTable)
        row = next(row for row in map(table.get_row_at, range(table.row_count)) if str(row[0]) == unit)
        assert str(row[-1]).split("%")[0].strip() == str((200 * done + len(given)) // (2 * len(given)))

    play(make_app(), flow)


async def resized(pilot: Pilot[None], width: int, height: int) -> None:
    await pilot.resize_terminal(width, height)
    await settle(pilot)


def test_another_size_changes_keys_chips_and_tables_also_under_a_form(make_app: MakeApp) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("t")
        await resized(pilot, 80, 24)
        await pilot.press("escape")
        await settle(pilot)
        assert not app.details.display
        assert len(app.query("#keys KeyHint")) <= 6
        assert all(hint.region.right <= 80 for hint in app.query("#chips KeyHint, #keys KeyHint"))
        await pilot.press("4")
        await settle(pilot)
        assert app.review.table.virtual_size.width <= 80
        await resized(pilot, 150, 40)
        await pilot.press("1")
        await settle(pilot)
        assert app.details.display
        assert len(app.query("#keys KeyHint")) > 6

    play(make_app(), flow)


def hint(app: TasksApp, text: str) -> Any:
    return next(found for found in app.query(KeyHint) if text in str(found.render()) and found.region.width)


def test_the_mouse_can_do_what_the_last_line_offers(make_app: MakeApp, office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.click(hint(app, "Đánh dấu"))
        await settle(pilot)
        assert len(app.tasks.marked) == 1
        doubts = len(office.tasks(review=True))
        await pilot.press("escape", "4")
        await settle(pilot)
        await pilot.click(hint(app, "Đúng"))
        await settle(pilot)
        assert len(office.tasks(review=True)) == doubts - 1
        await pilot.click(hint(app, "Hàng chờ"))
        await settle(pilot)
        assert app.review.current == "waiting"
        await pilot.click("#queue-head")
        await settle(pilot)
        assert app.review.current == "doubts"

    play(make_app(), flow)


def test_marks_stay_when_the_list_is_filtered_and_on_the_timeline(make_app: MakeApp, office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("space", "space", "f", "space")
        await settle(pilot)
        assert "đánh dấu 3 (2 không hiện)" in str(app.query_one("#counted").render())  # type: ignore[attr-defined]
        await pilot.press("2", "p", *DECISION, "enter")
        await settle(pilot)
        assert all(DECISION in office.task(ref).evidence for ref in ("1", "2", "10"))
        assert not app.timeline.rows.marked

    play(make_app(), flow)


def test_a_filter_or_a_search_leaves_the_page_of_details(make_app: MakeApp) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        for keys in (["f"], ["slash", *"ke hoach", "enter"]):
            await pilot.press("enter")
            await settle(pilot)
            assert not app.tasks.display
            await pilot.press(*keys)
            await settle(pilot)
            assert app.tasks.display
            assert app.focused is app.tasks

    play(make_app(), flow, (80, 24))


def test_a_place_where_nothing_can_be_remembered_is_no_mistake(make_app: MakeApp, tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("", encoding="utf-8")

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("f", "q")
        await settle(pilot)
        assert app.failure is None

    play(make_app(state_folder=tmp_path / "tệp"), flow)


def test_sentences_name_keys_and_fields_and_not_commands(make_app: MakeApp) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("z")
        await settle(pilot)
        assert "5 Nhật ký" in said(app)
        assert "cchc-tasks" not in said(app)
        await pilot.press("H", "enter", "enter", "enter")
        await settle(pilot)
        assert "Chưa gõ gì" in problem(app)

    play(make_app(), flow)
