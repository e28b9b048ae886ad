"""A returned table updates what it reports: missing rows stay, empty cells erase nothing, newer entries win."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cchc_tasks.errors import ConflictError, UnreadableFileError, UsageError
from cchc_tasks.model.doubts import Code
from cchc_tasks.model.returned_results import ResultsReport, ResultsRequest
from cchc_tasks.model.status import Status, Timing
from cchc_tasks.office.health import check_database
from cchc_tasks.plans.plan_history import list_changes
from cchc_tasks.worksheets.results_import import import_results
from tests.refusals import says
from tests.sample_office import DECISION, Office

DAY = date(2022, 7, 5)
HEADERS = ("STT", "Nhiệm vụ", "Thời hạn", "Kết quả thực hiện", "Văn bản minh chứng", "Ngày hoàn thành")


class Returned:
    """A unit's table with some of the plan's rows, as it comes back."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.office = office
        self.path = folder / "ket_qua.csv"
        self.rows: list[tuple[str, ...]] = []

    def row(self, ref: str, result: str = "", evidence: str = "", done_on: str = "", **other: str) -> Returned:
        task = self.office.task(ref)
        self.rows.append(
            (
                other.get("no", task.no),
                other.get("title", task.title),
                other.get("deadline", task.deadline_text),
                result,
                evidence,
                done_on,
            )
        )
        return self

    def take(self, reported_on: date | None = DAY, ask: Any = None, **options: Any) -> ResultsReport:
        with self.path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADERS, *self.rows])
        request = ResultsRequest(self.path, reported_on=reported_on, **options)
        return import_results(self.office.database, request, self.office.act("Văn phòng"), ask)


@pytest.fixture
def returned(office: Office, tmp_path: Path) -> Returned:
    return Returned(office, tmp_path)


def test_only_what_the_table_reports_is_updated(returned: Returned, office: Office) -> None:
    others = {task.ref: task.seq for task in office.tasks() if task.ref not in ("13", "33")}
    before = len(list_changes(office.database))
    report = (
        returned.row("13", "Đã hoàn thành", "Công văn số 41/STP-XDKT ngày 28/6/2022")
        .row("33", "Đã hoàn thành 03/03 hoạt động", done_on="30/6/2022")
        .row("15")
        .take()
    )
    assert (report.matched, report.total, len(report.updated), report.silent) == (3, 54, 2, 1)
    assert (office.task("13").timing, office.milestone("13").done_on) == (Timing.ON_TIME, date(2022, 6, 28))
    assert office.task("13").evidence == ("Công văn số 41/STP-XDKT ngày 28/6/2022",)
    assert office.milestone("33").done_on == date(2022, 6, 30)
    assert {ref: office.task(ref).seq for ref in others} == others
    assert len(list_changes(office.database)) == before + 1
    assert office.task("13", date(2022, 7, 4)).status is Status.NOT_STARTED
    assert check_database(office.database, repair=False).sound


def test_the_same_table_again_changes_nothing(returned: Returned, office: Office) -> None:
    returned.row("13", "Đã hoàn thành", "Công văn số 41/STP-XDKT ngày 28/6/2022").take()
    report = returned.take()
    assert (report.updated, report.unchanged, report.stored) == ((), 1, False)
    office.update("13", result="Sửa bằng tay", on=DAY)
    assert returned.take().unchanged == 1, "a result equal to the last imported one says nothing new"
    assert office.task("13").result_text == "Sửa bằng tay"


def test_a_newer_entry_is_shown_and_kept(returned: Returned, office: Office) -> None:
    office.update("33", status=Status.WAITING, result="Chờ Sở Nội vụ", on=date(2022, 7, 10))
    report = returned.row("33", "Đã hoàn thành").row("13", "Đã hoàn thành").take()
    (conflict,) = report.conflicts
    assert (conflict.task.ref, conflict.taken) == ("33", False)
    assert "Chờ Sở Nội vụ" in conflict.why
    assert (office.task("33").status, office.task("13").status) == (Status.WAITING, Status.DONE)


def test_a_person_may_prefer_the_table(returned: Returned, office: Office) -> None:
    office.update("33", status=Status.WAITING, result="Chờ Sở Nội vụ", on=date(2022, 7, 10))
    asked = []
    report = returned.row("33", "Đã hoàn thành").take(ask=lambda conflict: asked.append(conflict) is None)
    assert [conflict.task.ref for conflict in asked] == ["33"]
    assert report.conflicts[0].taken
    assert office.task("33").status is Status.DONE
    assert office.task("33", date(2022, 7, 4)).status is Status.IN_PROGRESS


def test_an_entry_by_hand_of_the_same_day_is_no_less_than_the_table(returned: Returned, office: Office) -> None:
    office.update("33", status=Status.WAITING, on=DAY)
    assert len(returned.row("33", "Đã hoàn thành").take().conflicts) == 1


def test_what_is_done_is_not_opened_again_in_silence(returned: Returned, office: Office) -> None:
    report = returned.row("1", "Đang làm lại").take()
    assert len(report.conflicts) == 1
    assert office.task("1").status is Status.DONE
    returned.take(ask=lambda _: True)
    assert office.task("1").status is Status.IN_PROGRESS


def test_strangers_and_other_differences_are_listed_and_change_nothing(returned: Returned, office: Office) -> None:
    report = (
        returned.row("13", "Đã hoàn thành", deadline="Quý III/2022")
        .row("19", "Đã hoàn thành", no="99")
        .row("33", "Đã hoàn thành", title="Một việc hoàn toàn khác hẳn việc này")
        .take()
    )
    assert [row.no for row in report.strangers] == ["99", office.task("33").no]
    ((task, differences),) = report.differences
    assert (task.ref, "Quý III/2022" in differences[0]) == ("13", True)
    assert office.milestone("13").due == date(2022, 6, 30)
    assert office.task("19").status is not Status.DONE


def test_another_way_to_write_the_same_date_is_no_difference(returned: Returned) -> None:
    assert returned.row("13", "Đã hoàn thành", deadline="30/6/2022").take().differences == ()


def test_looking_first_stores_nothing(returned: Returned, office: Office) -> None:
    before = list_changes(office.database)
    report = returned.row("13", "Đã hoàn thành").take(dry_run=True)
    assert ([task.ref for task in report.updated], report.stored) == (["13"], False)
    assert list_changes(office.database) == before


def test_the_whole_table_is_taken_back_at_once(returned: Returned, office: Office) -> None:
    returned.row("13", "Đã hoàn thành").row("19", "Đã hoàn thành").take()
    office.undo(actor="Văn phòng")
    assert [office.task(ref).status for ref in ("13", "19")] == [Status.NOT_STARTED] * 2


def test_rows_without_a_number_are_found_by_their_words(returned: Returned) -> None:
    assert returned.row("13", "Đã hoàn thành", no="").take().matched == 1


def test_results_are_reported_today_at_the_latest(returned: Returned) -> None:
    with pytest.raises(UsageError, check=says("sau hôm nay")):
        returned.row("13", "Đã hoàn thành").take(date(2022, 7, 16))


def test_a_table_without_results_is_refused(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "ke_hoach.csv"
    path.write_text("STT,Nhiệm vụ,Đơn vị chủ trì,Thời hạn\n1,Việc một,Văn phòng Sở,Quý I/2022\n", encoding="utf-8")
    with pytest.raises(UnreadableFileError, check=says("không có cột kết quả")):
        import_results(office.database, ResultsRequest(path), office.act())


def test_a_task_that_somebody_updates_meanwhile_stops_the_whole_table(returned: Returned, office: Office) -> None:
    def somebody_else_is_quicker(_: object) -> bool:
        office.update("13", note="vừa ghi", actor="Người khác")
        return True

    office.update("13", status=Status.WAITING, on=date(2022, 7, 10))
    with pytest.raises(ConflictError, check=says("vừa cập nhật")):
        returned.row("13", "Đã hoàn thành").row("19", "Đã hoàn thành").take(ask=somebody_else_is_quicker)
    assert office.task("19").status is Status.NOT_STARTED


def test_an_evidence_cell_adds_documents_and_repeats_none(returned: Returned, office: Office) -> None:
    office.update("33", evidence=(DECISION,), on=date(2022, 7, 1))
    returned.row("33", "", f"- {DECISION}\n- Công văn số 12/STP-VP ngày 02/7/2022").take()
    assert office.task("33").evidence == (DECISION, "Công văn số 12/STP-VP ngày 02/7/2022")


def test_one_period_s_day_is_not_given_to_the_earlier_ones(returned: Returned, office: Office) -> None:
    returned.row("17", "Đã hoàn thành quý III", "Báo cáo số 9/BC-STP ngày 04/7/2022").take()
    assert [m.done_on for m in office.task("17").milestones[:2]] == [None, None]


@pytest.mark.parametrize("words", ["Đưa ra khỏi kế hoạch", "Tạm dừng thực hiện", "Chuyển tiếp sang năm 2023"])
def test_what_only_a_document_allows_is_kept_as_words_and_put_up_for_review(
    returned: Returned, office: Office, words: str
) -> None:
    returned.row("10", words).take()
    assert (office.task("10").status, office.task("10").result_text) == (Status.IN_PROGRESS, words)
    assert Code.PAPERLESS_STOP in {doubt.code for doubt in office.task("10").doubts}


def test_what_a_document_stopped_is_not_taken_up_again_in_silence(returned: Returned, office: Office) -> None:
    office.update("13", status=Status.PAUSED, evidence=(DECISION,), on=date(2022, 7, 1))
    report = returned.row("13", "Đang triển khai thực hiện").take()
    assert [conflict.task.ref for conflict in report.conflicts] == ["13"]
    assert office.task("13").status is Status.PAUSED


def test_days_as_sheets_write_them_are_read_and_others_are_said_to_be_unused(
    returned: Returned, office: Office
) -> None:
    report = (
        returned.row("13", "Đã hoàn thành", done_on="2022-06-29")
        .row("19", "", done_on="29/6/2022")
        .row("33", "Đã hoàn thành", done_on="tháng 6/2022")
        .row("9", "", done_on="20/7/2022")
        .take()
    )
    assert office.milestone("13").done_on == date(2022, 6, 29)
    unused = [notice.message for notice in report.notices if notice.code == "unused_day"]
    assert [text in message for text, message in zip(("29/6/2022", "tháng 6/2022", "20/7/2022"), unused, strict=True)]
    assert sorted(task.ref for task in report.updated) == ["13", "33"]
    assert returned.take().stored is False


def test_a_row_that_is_preferred_holds_from_its_own_day(returned: Returned, office: Office) -> None:
    office.update("13", status=Status.WAITING, on=date(2022, 7, 10))
    returned.row("13", "Đã hoàn thành").take(date(2022, 6, 20), ask=lambda _: True)
    assert (office.task("13").status, office.task("13").timing) == (Status.DONE, Timing.ON_TIME)
    assert office.milestone("13").reported_on == date(2022, 6, 20)


def test_of_several_finished_milestones_none_is_opened_by_guess(returned: Returned, office: Office) -> None:
    returned.row("38", "Đang triển khai thực hiện").take(ask=lambda _: True)
    assert all(m.closed for m in office.task("38").milestones)
    assert Code.WHICH_MILESTONE_GOES_ON in {doubt.code for doubt in office.task("38").doubts}
