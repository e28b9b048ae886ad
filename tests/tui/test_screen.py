"""The screen by keys, with an injected day: look, filter, find, record for several, undo; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Label

from cchc_tasks.model.status import Status
from cchc_tasks.tui import keys
from cchc_tasks.tui.app import TasksApp
from cchc_tasks.tui.forms.form import Form, StatusChoice
from cchc_tasks.tui.forms.text_dialog import TextDialog
from cchc_tasks.tui.list_app import LOOK_EVERY
from cchc_tasks.tui.screens.table_screen import RowsTable
from cchc_tasks.tui.widgets.vietnamese_input import VietnameseInput
from tests.sample_office import DECISION, Office
from tests.tui.conftest import play, settle

SIZES = [(80, 24), (100, 30), (120, 40)]


def lines_of(app: TasksApp) -> list[str]:
    height = app.tasks.size.height
    return ["".join(segment.text for segment in app.tasks.render_line(y)) for y in range(height)]


def sheet_of(app: TasksApp) -> str:
    return "\n".join(text for _, text in app.details.lines)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_list_fits_any_window_and_shows_states_in_words(
    make_app: Callable[..., TasksApp], size: tuple[int, int]
) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("f")
        await settle(pilot)
        shown = lines_of(app)
        assert any("!► 10" in line and "31/03/2022" in line for line in shown)
        assert any("Quá hạn 106 ngày" in line for line in shown)
        assert all(len(line) == app.tasks.scrollable_content_region.width for line in shown)

    play(make_app(), flow, size)


def test_the_details_open_over_the_list_where_there_is_no_room_beside_it(make_app: Callable[..., TasksApp]) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        assert not app.query_one("#detail").display
        await pilot.press("enter")
        await settle(pilot)
        assert app.query_one("#detail").display
        await pilot.press("escape")
        await settle(pilot)
        assert not app.query_one("#detail").display

    play(make_app(), flow, (80, 24))


def test_finding_ignores_accents_and_enter_goes_back_to_the_list(make_app: Callable[..., TasksApp]) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("slash", *"so tay tra cuu", "enter")
        await settle(pilot)
        assert app.tasks.count == 1
        assert app.tasks.current is not None
        assert app.tasks.current.ref == "13"
        assert app.focused is app.tasks
        await pilot.press("escape")
        await settle(pilot)
        assert app.tasks.count == 54

    play(make_app(), flow)


def test_several_tasks_are_recorded_at_once_and_taken_back_with_one_key(
    make_app: Callable[..., TasksApp], office: Office
) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("f", "down", "space", "space", "t", "3")
        await pilot.press(*"xong", "enter", *"Quyết định số 9/QĐ-STP ngày 05/7/2022", "enter")
        await settle(pilot)
        assert not isinstance(app.screen, Form)
        assert [office.task(ref).status for ref in ("13", "19")] == [Status.DONE, Status.DONE]
        assert office.milestone("13").done_on == date(2022, 7, 5)
        await pilot.press("z")
        await settle(pilot)
        assert office.overdue() == ["10", "13", "19"]
        await pilot.press("Z")
        await settle(pilot)
        assert "13" not in office.overdue()

    play(make_app(), flow)


def test_what_is_refused_is_said_and_what_was_typed_stays(make_app: Callable[..., TasksApp], office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("t", "7", *"không làm nữa", "enter", "enter")
        await settle(pilot)
        assert isinstance(app.screen, Form)
        assert "cần có văn bản" in str(app.screen.query_one("#problem", Label).content)
        assert app.screen.query_one("#result", VietnameseInput).value == "không làm nữa"
        await pilot.press("escape")
        await settle(pilot)
        assert app.is_running
        assert office.task("1").result_text != "không làm nữa"

    play(make_app(), flow)


def test_who_comes_second_sees_the_other_s_change_and_keeps_what_was_typed(
    make_app: Callable[..., TasksApp], office: Office
) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("f", "t", "3", *"của tôi")
        office.update("10", note="vừa ghi", actor="Người khác")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "Người khác" in str(app.screen.query_one("#problem", Label).content)
        assert app.screen.query_one("#result", VietnameseInput).value == "của tôi"
        assert app.screen.query_one(StatusChoice).value is Status.DONE
        assert office.task("10").note == "vừa ghi"

    play(make_app(), flow)


def test_a_leader_who_only_looks_changes_nothing(make_app: Callable[..., TasksApp], office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        office.update("33", note="một")
        await pilot.press("t", "z")
        await settle(pilot)
        assert not isinstance(app.screen, Form)
        assert office.task("33").note == "một"

    play(make_app(read_only=True), flow)


def test_escape_never_leaves_the_program(make_app: Callable[..., TasksApp]) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("space", "f", "slash", "a", *["escape"] * 6)
        await settle(pilot)
        assert app.is_running
        assert (app.tasks.count, app.tasks.marked) == (54, set())

    play(make_app(), flow)


def test_the_words_of_a_task_are_never_markup(make_app: Callable[..., TasksApp], office: Office) -> None:
    office.edit("1", title="[red]Việc[/red] [@click=app.quit]bấm[/]", evidence=(DECISION,))

    async def flow(_pilot: Pilot[None], app: TasksApp) -> None:
        assert "[red]Việc[/red] [@click=app.quit]bấm[/]" in sheet_of(app)
        assert any("[red]Việc[/red]" in line for line in lines_of(app))

    play(make_app(), flow)


def test_letters_and_marks_typed_apart_become_one_letter(make_app: Callable[..., TasksApp]) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("slash", "e", "\u0302", "\u0301", "backspace")
        await settle(pilot)
        assert app.query_one("#search", VietnameseInput).value == ""

    play(make_app(), flow)


def test_a_unit_s_row_shows_its_numbers_and_enter_lists_its_tasks(
    make_app: Callable[..., TasksApp], office: Office
) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("3")
        await settle(pilot)
        table = app.query_one("#units", RowsTable)
        rows = [[str(cell) for cell in table.get_row_at(place)] for place in range(table.row_count)]
        row = next(row for row in rows if row[0] == "Phòng PBGDPL")
        assert [cell.strip() for cell in row[1:5]] == ["2", "0", "0", "0"]
        table.move_cursor(row=[row[0] for row in rows].index("Phòng PBGDPL"))
        await pilot.press("enter")
        await settle(pilot)
        assert app.tasks.count == len(office.tasks(unit="Phòng PBGDPL")) == 2
        await pilot.press("escape")
        await settle(pilot)
        assert app.tasks.count == 54

    play(make_app(), flow)


def test_one_key_accepts_a_proposal_and_one_takes_that_back(make_app: Callable[..., TasksApp], office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        doubtful = [task.ref for task in office.tasks(review=True)]
        await pilot.press("4", "x")
        await settle(pilot)
        assert [task.ref for task in office.tasks(review=True)] == doubtful[1:]
        assert app.review.table.row_count == len(doubtful) - 1
        await pilot.press("z")
        await settle(pilot)
        assert [task.ref for task in office.tasks(review=True)] == doubtful

    play(make_app(), flow)


def test_a_reading_that_somebody_else_has_changed_meanwhile_is_not_accepted_unseen(
    make_app: Callable[..., TasksApp], office: Office
) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("4")
        await settle(pilot)
        key = app.review.table.current_key
        office.edit(key, deadline="Trước tháng 9/2022", evidence=("Công văn số 1/UBND-NC ngày 05/4/2022",))
        await pilot.press("x")
        await settle(pilot)
        assert key.partition("/")[2] in [task.ref for task in office.tasks(review=True)]
        assert "Trước tháng 9/2022" in str(app.review.table.get_row(key)[1])
        await pilot.press("x")
        await settle(pilot)
        assert key.partition("/")[2] not in [task.ref for task in office.tasks(review=True)]

    play(make_app(), flow)


def test_the_log_shows_what_was_done_and_what_was_taken_back(make_app: Callable[..., TasksApp], office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        office.update("33", note="[b]một[/b]")
        office.undo()
        await pilot.press("5")
        await settle(pilot)
        table = app.query_one("#log", RowsTable)
        rows = [[str(cell) for cell in table.get_row_at(place)] for place in range(table.row_count)]
        assert "[b]một[/b]" in " ".join(rows[1][2].split("\n"))
        assert (rows[0][3], rows[1][3]) == ("", "đã lấy lại")

    play(make_app(), flow)


def test_what_others_record_is_shown_when_the_screen_looks_again(
    make_app: Callable[..., TasksApp], office: Office
) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        assert LOOK_EVERY <= 2
        office.update("1", status=Status.WAITING, actor="Người khác")
        app.look_for_changes()
        await settle(pilot)
        assert app.tasks.current is not None
        assert (app.tasks.current.status, app.tasks.current.changed_by) == (Status.WAITING, "Người khác")

    play(make_app(), flow)


def test_what_is_overdue_is_copied_as_lines_by_unit(make_app: Callable[..., TasksApp]) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("C")
        await settle(pilot)
        assert app.clipboard.startswith("VIỆC QUÁ HẠN đến ngày 15/7/2022: 3 mốc")

    play(make_app(), flow)


def test_the_next_morning_begins_where_the_last_one_ended(make_app: Callable[..., TasksApp], tmp_path: Path) -> None:
    memory = tmp_path / "trang thai" / "man-hinh.json"

    async def evening(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("f", "down")
        await settle(pilot)
        assert app.tasks.current is not None

    async def morning(_pilot: Pilot[None], app: TasksApp) -> None:
        assert (app.tasks.count, app.tasks.current and app.tasks.current.ref) == (3, "13")

    play(make_app(state_folder=memory.parent), evening)
    play(make_app(state_folder=memory.parent), morning)


@pytest.mark.parametrize("kept", ["", "{", "[1]", '{"unit": "Phòng không còn", "view": 7, "task": "x"}'])
def test_a_broken_memory_or_one_of_what_is_gone_shows_everything(
    make_app: Callable[..., TasksApp], tmp_path: Path, kept: str
) -> None:
    memory = tmp_path / "man-hinh.json"
    memory.write_text(kept, encoding="utf-8")

    async def flow(_pilot: Pilot[None], app: TasksApp) -> None:
        assert app.tasks.count == 54

    play(make_app(state_folder=memory.parent), flow)


@pytest.mark.only_on("sqlite", because="the file is overwritten under the screen")
def test_a_database_that_is_gone_is_told_and_the_screen_stays(
    make_app: Callable[..., TasksApp], office: Office
) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        Path(office.database.location).write_bytes(b"khong phai co so du lieu" * 50)
        await pilot.press("t", "3", *"đang gõ", "ctrl+s")
        await settle(pilot)
        assert isinstance(app.screen, Form)
        assert "hỏng" in str(app.screen.query_one("#problem", Label).content)
        assert app.screen.query_one("#result", VietnameseInput).value == "đang gõ"
        await pilot.press("escape", "f", "C", "3")
        app.look_for_changes()
        await settle(pilot)
        assert app.is_running

    play(make_app(), flow)


def test_the_keys_are_told_on_one_key_and_every_bound_letter_is_among_them(make_app: Callable[..., TasksApp]) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("f1")
        await settle(pilot)
        assert isinstance(app.screen, TextDialog)
        assert isinstance(app.screen, TextDialog)
        told = " ".join(text for _, text in app.screen.lines)
        letters = {key for command in keys.COMMANDS for key in command.keys.split(",") if len(key) == 1}
        assert all(letter in told for letter in letters)
        assert letters.isdisjoint("aeiouywd[]AEIOUYWD"), "an input method left on composes these"
        await pilot.press("escape")
        await settle(pilot)
        assert not isinstance(app.screen, TextDialog)

    play(make_app(), flow, (80, 24))
