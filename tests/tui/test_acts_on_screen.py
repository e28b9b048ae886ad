"""Every act by its key: the form, what it records, what it refuses, and what was typed when it was left."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Label

from cchc_tasks.model.status import Status
from cchc_tasks.plans.plan_history import list_changes
from cchc_tasks.tui.app import TasksApp
from cchc_tasks.tui.forms.form import Form
from cchc_tasks.tui.forms.preview_form import PreviewForm
from cchc_tasks.tui.screens.table_screen import RowsTable
from cchc_tasks.tui.widgets.vietnamese_input import VietnameseInput
from tests.faults import another_writer, run_full
from tests.sample_office import DECISION, Office
from tests.tui.conftest import play, settle

MakeApp = Callable[..., TasksApp]
JULY = "Quyết định số 9/QĐ-STP ngày 05/7/2022"


async def find(pilot: Pilot[None], app: TasksApp, ref: str) -> None:
    """Put the cursor on a task."""
    while app.tasks.current and app.tasks.current.ref != ref:
        await pilot.press("down")
    assert app.tasks.current


def said(app: TasksApp) -> str:
    """The newest message."""
    return list(app._notifications)[-1].message


def problem(app: TasksApp) -> str:
    return str(app.screen.query_one("#problem", Label).content)


def test_what_was_handed_up_stays_overdue_and_says_so(make_app: MakeApp, office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("f", "T", *"Tờ trình số 12/TTr-STP ngày 28/3/2022", "enter", *"UBND tỉnh", "enter", "enter")
        await pilot.press("enter")
        await settle(pilot)
        assert not isinstance(app.screen, Form)
        milestone = office.milestone("10")
        assert (milestone.submitted_on, milestone.submitted_to) == (date(2022, 3, 28), "UBND tỉnh")
        assert "10" in office.overdue()

    play(make_app(), flow)


def test_an_extension_without_a_document_is_a_request_and_with_one_it_counts(make_app: MakeApp, office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("f")
        await find(pilot, app, "13")
        await pilot.press("H", *"30/9", "enter", *"chờ góp ý", "enter", "enter")
        await settle(pilot)
        assert office.milestone("13").extension_asked is not None
        await pilot.press("H", *"Quý III/2022", "enter", *"chờ góp ý", "enter", *DECISION, "enter")
        await settle(pilot)
        assert office.milestone("13").due == date(2022, 9, 30)
        assert "13" not in office.overdue()

    play(make_app(), flow)


def test_the_milestone_that_is_meant_stands_in_the_form(make_app: MakeApp, office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await find(pilot, app, "10")
        await pilot.press("T")
        await settle(pilot)
        shown = app.screen.query_one("#milestone", VietnameseInput)
        first_open = next(str(m.n) for m in office.task("10").milestones if not m.closed)
        assert shown.value == first_open

    play(make_app(), flow)


def test_a_task_goes_to_another_unit_typed_without_accents(make_app: MakeApp, office: Office) -> None:
    async def flow(pilot: Pilot[None], _app: TasksApp) -> None:
        await pilot.press("L", *"van phong so", "enter", "enter", *DECISION, "enter", "enter")
        await settle(pilot)
        assert office.task("1").lead_units == ("Văn phòng Sở",)

    play(make_app(), flow)


def test_an_unknown_unit_is_refused_with_names_that_look_alike_and_the_form_stays(
    make_app: MakeApp, office: Office
) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        before = office.task("1").lead_units
        await pilot.press("L", *"Phòng Vũ trụ", "enter", "enter", *DECISION, "ctrl+s")
        await settle(pilot)
        assert "Phòng Vũ trụ" in problem(app)
        assert "ô «Đơn vị mới»" in problem(app)
        assert "--" not in problem(app)
        assert office.task("1").lead_units == before
        await pilot.press("tab", "x", "enter")
        await settle(pilot)
        assert office.task("1").lead_units == ("Phòng Vũ trụ",)

    play(make_app(), flow)


def test_a_deadline_that_waited_gets_its_day_from_the_queue(make_app: MakeApp, office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("4", "right")
        await settle(pilot)
        before = app.review.table.row_count
        ref = app.review.table.current_key
        await pilot.press("R", *"30/9/2022", "enter", "enter", *DECISION, "enter")
        await settle(pilot)
        assert office.task(ref).due == date(2022, 9, 30)
        assert app.review.table.row_count == before - 1

    play(make_app(), flow)


def test_ongoing_work_is_closed_with_a_document_and_what_is_not_ongoing_says_why_not(
    make_app: MakeApp, office: Office
) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await find(pilot, app, "7")
        await pilot.press("K", *"Đã làm cả kỳ", "enter", *DECISION, "enter")
        await settle(pilot)
        assert office.task("7").status is Status.DONE
        await find(pilot, app, "10")
        await pilot.press("K")
        await settle(pilot)
        assert "thường xuyên" in said(app)

    play(make_app(), flow)


def test_five_tasks_take_one_result_and_one_document_in_nine_keys(make_app: MakeApp, office: Office) -> None:
    async def flow(pilot: Pilot[None], _app: TasksApp) -> None:
        keys = ["space"] * 5 + ["t", "3"]
        await pilot.press(*keys, *"đã xong", "enter", *JULY, "enter")
        await settle(pilot)
        assert len(keys) + 2 == 9
        refs = [task.ref for task in office.tasks()][:5]
        assert {office.task(ref).result_text for ref in refs} == {"đã xong"}
        assert all(JULY in office.task(ref).evidence for ref in refs)
        newest = list_changes(office.database)[0]
        assert (newest.actor, newest.sentence.startswith("Hoàn thành CCHC-2022/1, 2, 3, 4, 5")) == ("Trưởng nhóm", True)

    play(make_app(), flow)


def test_a_whole_section_is_marked_with_one_key(make_app: MakeApp) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("V")
        assert len(app.tasks.marked) == 8
        await pilot.press("V")
        assert app.tasks.marked == set()

    play(make_app(), flow)


def test_a_field_that_was_left_as_it_was_is_not_said(make_app: MakeApp, office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        before = office.task("1").result_text
        await pilot.press("t")
        await settle(pilot)
        assert app.screen.query_one("#result", VietnameseInput).value == " ".join(before.split())
        app.screen.query_one("#note", VietnameseInput).focus()
        await pilot.press(*"ghi thêm", "enter")
        await settle(pilot)
        assert (office.task("1").note, office.task("1").result_text) == ("ghi thêm", before)

    play(make_app(), flow)


def test_what_was_typed_and_not_recorded_is_there_when_the_form_is_opened_again(make_app: MakeApp) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("t", "2", *"gõ dở", "escape")
        await settle(pilot)
        assert not isinstance(app.screen, Form)
        await pilot.press("q")
        await settle(pilot)
        assert app.is_running
        assert "gõ dở" in said(app)
        await pilot.press("t")
        await settle(pilot)
        assert isinstance(app.screen, Form)
        assert app.screen.query_one("#result", VietnameseInput).value == "gõ dở"
        assert app.screen.values.status is Status.IN_PROGRESS

    play(make_app(), flow)


def test_who_comes_second_may_record_over_what_was_shown_to_them(make_app: MakeApp, office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("space", "space", "t", "2", *"của tôi")
        office.update("2", note="vừa ghi", actor="Người khác")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "Người khác" in problem(app)
        assert office.task("1").result_text != "của tôi"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert [office.task(ref).result_text for ref in ("1", "2")] == ["của tôi", "của tôi"]
        assert office.task("2").note == "vừa ghi"

    play(make_app(), flow)


def test_a_database_that_others_hold_is_told_and_the_form_stays(make_app: MakeApp, office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("t", "2", *"đang gõ")
        with another_writer(office.database):
            await pilot.press("ctrl+s")
            await settle(pilot)
            assert isinstance(app.screen, Form)
            assert "bận" in problem(app) or "khóa" in problem(app)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert office.task("1").result_text == "đang gõ"

    play(make_app(), flow)


def test_a_full_disk_is_told_and_the_form_stays(make_app: MakeApp, office: Office) -> None:
    run_full(office.database, "change")

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("t", "2", *"đang gõ", "ctrl+s")
        await settle(pilot)
        assert isinstance(app.screen, Form)
        assert "đầy" in problem(app)
        assert app.screen.query_one("#result", VietnameseInput).value == "đang gõ"

    play(make_app(), flow)


def test_a_change_is_taken_back_from_the_log(make_app: MakeApp, office: Office) -> None:
    office.update("1", note="một")
    office.update("2", note="hai")

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("5", "down", "x")
        await settle(pilot)
        assert (office.task("1").note, office.task("2").note) == ("", "hai")
        assert app.query_one("#log", RowsTable).row_count == 4

    play(make_app(), flow)


def test_a_task_is_done_with_its_document_in_two_keys(make_app: MakeApp, office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("f")
        await find(pilot, app, "13")
        await pilot.press("x", *JULY, "enter")
        await settle(pilot)
        assert office.task("13").status is Status.DONE
        await find(pilot, app, "19")
        await pilot.press("p", *"Báo cáo số 3/BC-STP", "enter")
        await settle(pilot)
        assert "Báo cáo số 3/BC-STP" in office.task("19").evidence
        assert office.task("19").status is not Status.DONE

    play(make_app(), flow)


def test_a_leader_is_told_why_nothing_can_be_recorded(make_app: MakeApp, office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        before = len(list_changes(office.database))
        for key in "txpTHRLKzZP":
            app.clear_notifications()
            await pilot.press(key)
            await settle(pilot)
            assert "--read-only" in said(app), key
        assert len(list_changes(office.database)) == before

    play(make_app(read_only=True), flow)


def test_on_screens_without_a_task_the_keys_say_where_to_choose_one(make_app: MakeApp) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("3", "t")
        await settle(pilot)
        assert "màn hình 1" in said(app)

    play(make_app(), flow)


def test_an_import_is_shown_before_it_is_stored(make_app: MakeApp, office: Office, tmp_path: Path) -> None:
    plan = tmp_path / "kế hoạch.csv"
    plan.write_text(
        "STT,Nhiệm vụ,Đơn vị chủ trì,Thời gian hoàn thành\n"
        "1,Rà soát thủ tục,Văn phòng Sở,Quý II/2022\n2,Báo cáo kết quả,Văn phòng Sở,31/10/2022\n",
        encoding="utf-8",
    )

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("P", *f"'{plan}'", "enter", *"2022", "enter", *"THU-2022", "enter", "enter")
        await settle(pilot)
        assert isinstance(app.screen, Form)
        assert isinstance(app.screen, PreviewForm)
        assert "Xem trước (chưa lưu) kế hoạch THU-2022: 2 nhiệm vụ" in app.screen.lines[0][1]
        assert len(office.tasks()) == 54
        await pilot.press("enter")
        await settle(pilot)
        assert not isinstance(app.screen, Form)
        assert len(office.tasks()) == app.tasks.count == 56

    play(make_app(), flow)


@pytest.mark.only_on("sqlite", because="a backup is a copy of the file")
def test_a_calendar_and_a_backup_are_written_where_they_were_asked_for(make_app: MakeApp, tmp_path: Path) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("l", *str(tmp_path / "lich.ics"), "enter", "enter")
        await settle(pilot)
        assert (tmp_path / "lich.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
        await pilot.press("S", *str(tmp_path / "sao.sqlite3"), "enter")
        await settle(pilot)
        assert (tmp_path / "sao.sqlite3").stat().st_size > 0
        await pilot.press("S", *str(tmp_path / "sao.sqlite3"), "enter")
        await settle(pilot)
        assert isinstance(app.screen, Form)
        assert "đã có" in problem(app).lower()

    play(make_app(), flow)


def test_nothing_of_what_was_typed_stands_in_what_is_remembered(make_app: MakeApp, tmp_path: Path) -> None:
    async def flow(pilot: Pilot[None], _app: TasksApp) -> None:
        await pilot.press("t", *"bí mật", "escape")
        await settle(pilot)

    play(make_app(state_folder=tmp_path), flow)
    assert "bí mật" not in json.dumps(json.loads((tmp_path / "man-hinh.json").read_text()), ensure_ascii=False)


def test_no_key_leaves_the_program_over_an_open_form(make_app: MakeApp) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("t", "2", *"gõ dở", "ctrl+q", "f10", "ctrl+c")
        await settle(pilot)
        assert app.is_running
        assert isinstance(app.screen, Form)
        assert "đang mở" in problem(app)
        assert app.screen.query_one("#result", VietnameseInput).value.startswith("gõ dở")

    play(make_app(), flow)
