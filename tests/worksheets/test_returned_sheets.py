"""A returned worksheet changes what its unit changed, and nothing that somebody else changed meanwhile."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from cchc_tasks.errors import ConflictError, NotFoundError
from cchc_tasks.model.doubts import Code
from cchc_tasks.model.status import Status, Timing
from cchc_tasks.model.task import Task
from cchc_tasks.office.health import check_database
from cchc_tasks.plans.plan_history import list_changes
from tests.refusals import says
from tests.sample_office import DECISION, Office
from tests.worksheets.filled import HEADER_ROW, FilledSheet, cells_of

LETTER = "Công văn số 41/STP-XDKT ngày 28/6/2022"


@pytest.fixture
def sheet(office: Office, tmp_path: Path) -> FilledSheet:
    return FilledSheet(office, tmp_path)


def facts_of(task: Task) -> tuple[object, ...]:
    finished = tuple((m.closed, m.done_on, m.reported_on) for m in task.milestones)
    return task.status, task.result_text, task.difficulty, task.evidence, task.doubts, finished


def test_a_sheet_that_nobody_filled_in_changes_nothing(sheet: FilledSheet, office: Office) -> None:
    before = list_changes(office.database)
    report = sheet.take()
    assert (report.matched, report.total, report.unchanged, report.stored) == (54, 54, 54, False)
    assert (report.differences, report.refused, report.strangers, report.notices) == ((), (), (), ())
    assert list_changes(office.database) == before


def test_what_the_unit_changed_is_recorded_as_one_change(sheet: FilledSheet, office: Office) -> None:
    before = len(list_changes(office.database))
    others = {task.ref: task.seq for task in office.tasks() if task.ref not in ("13", "19")}
    report = (
        sheet.fill("13", status="Đã hoàn thành", done_on="28/6/2022", evidence=LETTER)
        .fill("19", status="Đang thực hiện", result="Đã làm việc với 05 cơ quan", difficulty="Thiếu người")
        .take()
    )
    assert cells_of(report) == {
        ("13", "status"): "Đã hoàn thành",
        ("13", "done_on"): "28/06/2022",
        ("13", "evidence"): LETTER,
        ("19", "status"): "Đang thực hiện",
        ("19", "result"): "Đã làm việc với 05 cơ quan",
        ("19", "difficulty"): "Thiếu người",
    }
    done, begun = office.task("13"), office.task("19")
    assert (done.status, done.timing, done.evidence) == (Status.DONE, Timing.ON_TIME, (LETTER,))
    assert office.milestone("13").done_on == date(2022, 6, 28)
    assert (begun.status, begun.result_text, begun.difficulty) == (
        Status.IN_PROGRESS,
        "Đã làm việc với 05 cơ quan",
        "Thiếu người",
    )
    assert len(list_changes(office.database)) == before + 1
    assert {ref: office.task(ref).seq for ref in others} == others
    assert check_database(office.database, repair=False).sound


def test_the_same_sheet_again_changes_nothing_and_undo_restores(sheet: FilledSheet, office: Office) -> None:
    before = [facts_of(task) for task in office.tasks()]
    sheet.fill("13", status="Đã hoàn thành", evidence=LETTER).fill("19", result="Mới").take()
    again = sheet.take()
    assert (again.changes, again.conflicts, again.stored, again.unchanged) == ((), (), False, 54)
    office.undo(actor="Văn phòng")
    assert [facts_of(task) for task in office.tasks()] == before
    assert check_database(office.database, repair=False).sound


def test_a_document_alone_tells_the_day_as_it_does_of_done(sheet: FilledSheet, office: Office) -> None:
    sheet.fill("13", status="Đã hoàn thành", evidence=LETTER).take()
    assert office.milestone("13").done_on == date(2022, 6, 28)
    office.done("9", evidence=(LETTER,))
    assert [m.done_on for m in office.task("9").milestones] == [date(2022, 6, 28)]


def test_a_cell_changed_on_both_sides_is_shown_and_kept_and_the_others_are_recorded(
    sheet: FilledSheet, office: Office
) -> None:
    office.update("19", result="Chờ Sở Nội vụ", actor="Trưởng phòng")
    report = sheet.fill("19", result="Xong phần một", difficulty="Thiếu người").fill("13", result="Đã in thử").take()
    (conflict,) = report.conflicts
    assert conflict.cell is not None
    assert (conflict.task.ref, conflict.cell.column, conflict.cell.before, conflict.cell.now, conflict.cell.said) == (
        "19",
        "result",
        "Chưa đến hạn",
        "Chờ Sở Nội vụ",
        "Xong phần một",
    )
    assert conflict.cell.changed_by == "Trưởng phòng"
    assert conflict.cell.changed_at.startswith("2022-07-01T")
    assert (office.task("19").result_text, office.task("19").difficulty) == ("Chờ Sở Nội vụ", "Thiếu người")
    assert office.task("13").result_text == "Đã in thử"
    assert not report.is_stuck
    again = sheet.take()
    assert (len(again.conflicts), again.stored, again.is_stuck) == (1, False, True)


def test_a_cell_changed_on_both_sides_to_the_same_is_no_conflict(sheet: FilledSheet, office: Office) -> None:
    office.update("13", status=Status.DONE, on=date(2022, 6, 28), result="Đã phát hành")
    report = sheet.fill("13", status="Đã hoàn thành", done_on="28/6/2022", result="Đã phát  hành").take()
    assert (report.conflicts, report.changes) == ((), ())


def test_what_only_others_changed_stays_as_they_left_it(sheet: FilledSheet, office: Office) -> None:
    office.update("13", status=Status.WAITING, result="Chờ góp ý", difficulty="Chưa có giấy")
    assert sheet.take().changes == ()
    assert (office.task("13").status, office.task("13").result_text) == (Status.WAITING, "Chờ góp ý")


def test_a_person_may_prefer_the_sheet_cell_by_cell(sheet: FilledSheet, office: Office) -> None:
    office.update("13", status=Status.WAITING, result="Chờ góp ý")
    sheet.fill("13", status="Đã hoàn thành", result="Đã phát hành", done_on="28/6/2022")
    report = sheet.take(ask=lambda conflict: conflict.cell is not None and conflict.cell.column == "status")
    assert [(c.cell.column, c.taken) for c in report.conflicts if c.cell] == [("status", True), ("result", False)]
    assert (office.task("13").status, office.task("13").result_text) == (Status.DONE, "Chờ góp ý")
    assert office.milestone("13").done_on == date(2022, 6, 28)


def test_the_newest_entry_of_the_cell_is_named_not_that_of_the_task(sheet: FilledSheet, office: Office) -> None:
    office.update("19", result="Chờ", actor="Người thứ nhất")
    office.update("19", note="không liên quan", actor="Người thứ hai")
    (conflict,) = sheet.fill("19", result="Xong một nửa").take().conflicts
    assert conflict.cell is not None
    assert conflict.cell.changed_by == "Người thứ nhất"


def test_an_entry_that_was_taken_back_since_is_no_change(sheet: FilledSheet, office: Office) -> None:
    office.update("19", result="Nhầm")
    office.undo()
    report = sheet.fill("19", result="Đã làm 01 đợt").take()
    assert (report.conflicts, office.task("19").result_text) == ((), "Đã làm 01 đợt")


def test_empty_cells_and_missing_rows_erase_nothing(sheet: FilledSheet, office: Office) -> None:
    office_before = office.task("33").result_text
    sheet.fill("33", status=None, result=None).fill("1", result="  ")
    sheet.sheet.delete_rows(sheet.row("13"))
    report = sheet.take()
    assert (report.changes, report.matched) == ((), 53)
    assert office.task("33").result_text == office_before
    assert office.task("1").status is Status.DONE


def test_rows_may_come_back_in_another_order_and_as_plain_text(sheet: FilledSheet, office: Office) -> None:
    sheet.fill("13", status="Đã hoàn thành", done_on="28/6/2022", evidence=f"{LETTER}\nBáo cáo số 9/BC-STP")
    rows = sheet.rows()
    turned = [*rows[:HEADER_ROW], *reversed(rows[HEADER_ROW:])]
    report = sheet.take(path=sheet.as_csv(turned))
    assert (report.matched, report.refused, report.differences) == (54, (), ())
    assert [change.column for change in report.changes] == ["status", "done_on", "evidence"]
    assert office.task("13").evidence == (LETTER, "Báo cáo số 9/BC-STP")


def test_a_day_may_be_a_date_or_a_text(sheet: FilledSheet, office: Office) -> None:
    sheet.fill("13", status="Đã hoàn thành", done_on=datetime(2022, 6, 28)).cell(  # noqa: DTZ001
        "13", "done_on"
    ).number_format = "dd/mm/yyyy"
    sheet.fill("9", status="đã hoàn thành", done_on="5-6-2022")
    sheet.take()
    assert office.milestone("13").done_on == date(2022, 6, 28)
    assert office.milestone("9").done_on == date(2022, 6, 5)


@pytest.mark.parametrize("said", ["30/2/2022", "tháng 6/2022", "5/6", "20/7/2022"])
def test_a_day_that_is_none_or_is_to_come_is_named_and_the_rest_recorded(
    sheet: FilledSheet, office: Office, said: str
) -> None:
    report = sheet.fill("13", status="Đã hoàn thành", done_on=said).take()
    assert office.task("13").status is Status.DONE
    assert office.milestone("13").done_on is None
    (notice,) = report.notices
    assert said in notice.message or "20/07/2022" in notice.message


def test_a_day_of_what_is_not_done_is_named_and_not_recorded(sheet: FilledSheet, office: Office) -> None:
    report = sheet.fill("13", done_on="28/6/2022").take()
    assert [notice.code for notice in report.notices] == ["unused_day"]
    assert (report.changes, office.task("13").status) == ((), Status.NOT_STARTED)


def test_a_corrected_day_is_recorded(sheet: FilledSheet, office: Office, tmp_path: Path) -> None:
    sheet.fill("13", status="Đã hoàn thành", done_on="28/6/2022").take()
    later = FilledSheet(office, tmp_path)
    assert later.cell("13", "done_on").value == "28/06/2022"
    report = later.fill("13", done_on="2/7/2022").take()
    assert [change.column for change in report.changes] == ["done_on"]
    assert (office.milestone("13").done_on, office.task("13").timing) == (date(2022, 7, 2), Timing.LATE)


def test_finished_work_is_opened_again_where_the_unit_says_so(sheet: FilledSheet, office: Office) -> None:
    sheet.fill("1", status="Đang thực hiện").take()
    assert (office.task("1").status, office.milestone("1").closed) == (Status.IN_PROGRESS, False)
    assert sheet.take().changes == ()


def test_of_several_finished_milestones_none_is_opened_by_guess(sheet: FilledSheet, office: Office) -> None:
    report = sheet.fill("38", status="Đang thực hiện", result="Làm lại").take()
    assert ["mở lại mốc nào" in refused.why for refused in report.refused] == [True]
    assert (report.changes, office.task("38").status) == ((), Status.DONE)


@pytest.mark.parametrize("said", ["Xong rồi", "Hoàn thành 50%", "?", "Chua xong"])
def test_words_that_are_no_status_leave_the_row_alone(sheet: FilledSheet, said: str) -> None:
    report = sheet.fill("13", status=said, result="Đã in").fill("19", result="Một nửa").take()
    ((refused),) = report.refused
    assert (refused.task.ref if refused.task else "", said in refused.why) == ("13", True)
    assert list(cells_of(report)) == [("19", "result")]


@pytest.mark.parametrize("said", ["da hoan thanh", "Đã hoàn thành.", "HOÀN THÀNH", "xong"])
def test_a_status_is_known_by_its_words_in_any_case(sheet: FilledSheet, office: Office, said: str) -> None:
    sheet.fill("13", status=said).take()
    assert office.task("13").status is Status.DONE


@pytest.mark.parametrize("said", ["Tạm dừng thực hiện", "Đưa ra khỏi kế hoạch", "Chuyển tiếp sang năm sau"])
def test_what_only_a_document_allows_needs_a_new_one(sheet: FilledSheet, office: Office, said: str) -> None:
    report = sheet.fill("13", status=said).take()
    assert ["văn bản" in refused.why for refused in report.refused] == [True]
    assert office.task("13").status is Status.NOT_STARTED
    sheet.fill("13", evidence=DECISION).take()
    assert office.task("13").status in (Status.PAUSED, Status.DROPPED, Status.CARRIED_OVER)


def test_what_a_document_stopped_is_taken_up_only_where_a_person_agrees(office: Office, tmp_path: Path) -> None:
    office.update("13", status=Status.PAUSED, evidence=(DECISION,), on=date(2022, 7, 1))
    sheet = FilledSheet(office, tmp_path).fill("13", status="Đang thực hiện")
    assert "theo văn bản" in sheet.take().conflicts[0].why
    assert office.task("13").status is Status.PAUSED
    sheet.take(ask=lambda _: True)
    assert office.task("13").status is Status.IN_PROGRESS


def test_documents_add_up_and_none_is_taken_away(office: Office, tmp_path: Path) -> None:
    office.update("33", evidence=(DECISION, "Tờ trình số 1/TTr-STP; Tờ trình số 2/TTr-STP"))
    sheet = FilledSheet(office, tmp_path)
    office.update("33", evidence=("Báo cáo số 5/BC-STP",))
    shown = str(sheet.cell("33", "evidence").value)
    report = sheet.fill("33", evidence=f"{shown}\n- {LETTER}").take()
    assert cells_of(report) == {("33", "evidence"): LETTER}
    assert office.task("33").evidence[-2:] == ("Báo cáo số 5/BC-STP", LETTER)
    report = sheet.fill("33", evidence=LETTER).take()
    assert report.changes == ()
    assert [notice.code for notice in report.notices] == ["document_kept"]
    assert DECISION in office.task("33").evidence


def test_a_locked_cell_that_was_changed_is_named_and_not_taken(sheet: FilledSheet, office: Office) -> None:
    title = office.task("13").title
    report = sheet.fill("13", title=f"{title} và khác", deadline="Quý IV/2022", lead="Văn phòng").take()
    ((task, parts),) = report.differences
    assert (task.ref, len(parts)) == ("13", 3)
    assert "Quý IV/2022" in "".join(parts)
    assert (office.task("13").title, office.milestone("13").due) == (title, date(2022, 6, 30))


def test_a_code_that_means_another_task_now_follows_the_title(office: Office, tmp_path: Path) -> None:
    sheet = FilledSheet(office, tmp_path).fill("13", result="Đã in thử")
    office.edit("14", no="99", evidence=(DECISION,))
    office.edit("13", no="14", evidence=(DECISION,))
    office.edit("99", no="13", evidence=(DECISION,))
    title = str(sheet.cell("13", "title").value)
    report = sheet.take()
    assert [(change.task.ref, change.task.title) for change in report.changes] == [("14", title)]
    assert report.differences == ()
    assert office.task("13").result_text != "Đã in thử"


def test_a_row_whose_words_are_of_another_task_is_refused(sheet: FilledSheet, office: Office) -> None:
    before = office.task("13").result_text
    code = sheet.cell("13", "ref").value
    sheet.sheet.delete_rows(sheet.row("13"))
    report = sheet.fill("33", ref=code, result="Không biết của ai").take()
    assert ["không khớp" in refused.why for refused in report.refused] == [True]
    assert office.task("13").result_text == before


def test_a_row_that_lost_its_code_fills_only_what_is_empty(sheet: FilledSheet, office: Office) -> None:
    report = sheet.fill("19", result="Một nửa", difficulty="Thiếu người", ref=None).take()
    assert cells_of(report) == {("19", "difficulty"): "Thiếu người"}
    assert [(c.cell.column, c.cell.before) for c in report.conflicts if c.cell] == [("result", None)]
    assert office.task("19").result_text == "Chưa đến hạn"


def test_a_code_twice_counts_once_and_a_new_row_is_a_stranger(sheet: FilledSheet) -> None:
    number = sheet.sheet.max_row + 1
    for place, value in enumerate(
        next(sheet.sheet.iter_rows(min_row=sheet.row("13"), max_row=sheet.row("13"), values_only=True)), start=1
    ):
        sheet.sheet.cell(number, place).value = value
    sheet.sheet.cell(number, 7).value = "Dòng chép lại"
    for place, value in enumerate((None, "99", "Việc đơn vị tự thêm", "Văn phòng Sở", "Quý III/2022"), start=1):
        sheet.sheet.cell(number + 1, place).value = value
    report = sheet.take()
    assert [notice.code for notice in report.notices] == ["repeated"]
    assert [row.no for row in report.strangers] == ["99"]
    assert report.changes == ()


def test_a_sheet_of_a_past_day_is_compared_with_that_day(office: Office, tmp_path: Path) -> None:
    office.update("13", result="Đã in thử", on=date(2022, 7, 10))
    sheet = FilledSheet(office, tmp_path, day=date(2022, 7, 1))
    assert sheet.cell("13", "result").value == "Chưa thực hiện"
    assert sheet.take().changes == ()
    (conflict,) = sheet.fill("13", result="Đã phát hành").take().conflicts
    assert conflict.cell is not None
    assert (conflict.cell.before, conflict.cell.now) == ("Chưa thực hiện", "Đã in thử")


def test_results_hold_from_their_day_and_win_over_what_the_unit_saw(office: Office, tmp_path: Path) -> None:
    office.update("13", status=Status.WAITING, result="Chờ góp ý", on=date(2022, 7, 10))
    sheet = FilledSheet(office, tmp_path).fill("13", status="Đã hoàn thành", result="Đã phát hành")
    sheet.take(date(2022, 7, 5))
    for day in (date(2022, 7, 5), date(2022, 7, 12)):
        assert (office.task("13", day).status, office.task("13", day).result_text) == (Status.DONE, "Đã phát hành")
    assert office.task("13", date(2022, 7, 4)).status is Status.NOT_STARTED
    assert sheet.take(date(2022, 7, 5)).changes == ()


def test_a_series_is_finished_up_to_the_day_of_the_results(sheet: FilledSheet, office: Office) -> None:
    task = office.task("17")
    assert len(task.milestones) > 1
    sheet.fill("17", status="Đang thực hiện").take()
    report = sheet.fill("17", status="Đã hoàn thành").take(date(2022, 6, 30))
    assert sheet.take(date(2022, 6, 30)).changes == (), report.changes


def test_a_result_against_the_status_is_recorded_and_put_up_for_review(sheet: FilledSheet, office: Office) -> None:
    report = sheet.fill("13", result="Đã hoàn thành").take()
    assert [notice.code for notice in report.notices] == ["says_otherwise"]
    assert (office.task("13").status, office.task("13").result_text) == (Status.NOT_STARTED, "Đã hoàn thành")
    assert Code.RESULT_AGAINST_STATUS in {doubt.code for doubt in office.task("13").doubts}


def test_looking_first_stores_nothing(sheet: FilledSheet, office: Office) -> None:
    before = list_changes(office.database)
    report = sheet.fill("13", status="Đã hoàn thành").take(dry_run=True)
    assert (cells_of(report), report.stored) == ({("13", "status"): "Đã hoàn thành"}, False)
    assert list_changes(office.database) == before


def test_somebody_who_is_quicker_stops_the_whole_sheet(sheet: FilledSheet, office: Office) -> None:
    office.update("13", result="Chờ")

    def ask(_: Any) -> bool:
        office.update("19", note="vừa ghi", actor="Người khác")
        return True

    with pytest.raises(ConflictError, check=says("vừa cập nhật")):
        sheet.fill("13", result="Xong").fill("19", result="Xong").fill("33", result="Xong").take(ask=ask)
    assert office.task("33").result_text != "Xong"


def test_a_sheet_of_a_plan_that_is_not_there_is_refused(sheet: FilledSheet, office: Office) -> None:
    sheet.fill("13", result="Xong")
    with pytest.raises(NotFoundError):
        sheet.take(code="KP-2022")
    office.undo(actor="Người nhập")
    with pytest.raises(NotFoundError):
        sheet.take()


def test_texts_come_back_as_they_went_whatever_stands_in_them(office: Office, tmp_path: Path) -> None:
    texts = (
        "=1+1", "+84 912", "-Tổ chức", "@ai", "_x0041_ và _x000D_", "a\u200bb\x07c", "dòng 1\n\n dòng 2  ",
        "<b>đậm</b> & <x>", "«- a; - b»: - c", "1/2", "x" * 33_000,
    )  # fmt: skip
    refs = [task.ref for task in office.tasks()][: len(texts)]
    for ref, text in zip(refs, texts, strict=True):
        office.update(ref, difficulty=text)
    sheet = FilledSheet(office, tmp_path)
    assert sheet.take().changes == ()
    report = sheet.take(path=sheet.as_csv())
    assert (report.changes, report.conflicts) == ((), ())
    report = sheet.fill(refs[-1], difficulty="y" * 10).take()
    assert (report.changes, report.notices[-1].code) == ((), "too_long")
