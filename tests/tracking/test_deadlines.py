"""Handed up, extended, resolved: which date counts on which day, and why."""

from __future__ import annotations

from datetime import date

import pytest

from cchc_tasks.errors import ConflictError, UsageError
from cchc_tasks.model.status import Kind, Status, Timing
from cchc_tasks.model.task import ExtensionRequest
from cchc_tasks.tracking.task_description import explain_due_date, explain_timing, timing_text
from tests.refusals import hint_text, says
from tests.sample_office import DECISION, Office

SUBMISSION = "Tờ trình số 15/TTr-STP ngày 28/3/2022"
LETTER = "Công văn số 2803/UBND-NC ngày 20/6/2022"
JUNE = date(2022, 6, 15)


def test_a_product_handed_up_and_not_issued_stays_overdue_and_says_so(office: Office) -> None:
    office.submit("10", milestone=1, on=date(2022, 3, 28), evidence=(SUBMISSION,), to="UBND tỉnh")
    assert office.overdue(JUNE) == ["10"]
    task = office.task("10", JUNE)
    sentence = explain_timing(task.milestones[0], task)
    assert "quá hạn ban hành 76 ngày" in sentence
    assert "đã trình UBND tỉnh ngày 28/3/2022 (trình đúng hạn), chờ ban hành" in sentence
    assert office.task("10", date(2022, 3, 27)).milestones[0].submitted_on is None


def test_handing_up_needs_its_document_and_a_day(office: Office) -> None:
    with pytest.raises(UsageError, check=says("cần có văn bản")):
        office.submit("10", milestone=1, on=date(2022, 3, 28), evidence=())
    with pytest.raises(UsageError, check=says("trình ngày nào")):
        office.submit("10", milestone=1, evidence=("Tờ trình số 15/TTr-STP",))
    with pytest.raises(UsageError, check=says("chưa rõ mốc nào")):
        office.submit("10", evidence=(SUBMISSION,))


def test_what_is_finished_cannot_be_handed_up(office: Office) -> None:
    office.done("13", on=date(2022, 6, 28))
    with pytest.raises(ConflictError, check=says("đã hoàn thành")):
        office.submit("13", evidence=("Tờ trình số 20/TTr-STP ngày 05/7/2022",))


def test_a_document_may_allow_that_handing_up_is_enough(office: Office) -> None:
    office.submit("10", milestone=1, evidence=(SUBMISSION,))
    office.edit("10", basis="submission", milestone=1, evidence=(DECISION,))
    assert office.milestone("10", 1).closed
    assert office.task("10").timing_of(office.milestone("10", 1)) is Timing.ON_TIME
    assert "10" not in office.overdue()
    assert "10" in office.overdue(date(2022, 4, 19)), "before the document the product alone counted"


def test_an_extension_with_a_document_counts_from_its_day(office: Office) -> None:
    office.extend("13", to="30/9/2022", reason="chờ góp ý", evidence=(LETTER,))
    milestone = office.milestone("13")
    assert (milestone.due, milestone.extended_from) == (date(2022, 9, 30), date(2022, 6, 30))
    assert office.overdue() == ["10", "19"]
    assert office.milestone("13", day=date(2022, 6, 19)).due == date(2022, 6, 30)
    assert LETTER in explain_due_date(milestone, office.task("13"))


def test_finishing_by_the_extended_date_is_in_time(office: Office) -> None:
    office.extend("13", to="Quý III/2022", reason="chờ góp ý", evidence=(LETTER,))
    office.done("13", on=date(2022, 7, 10))
    task = office.task("13")
    assert task.timing is Timing.ON_TIME
    assert timing_text(task.milestones[0], task) == "Hoàn thành đúng hạn (đã gia hạn)"


def test_an_extension_without_a_document_is_a_request_and_the_old_date_counts(office: Office) -> None:
    office.extend("13", to="2022-09-30", reason="chờ góp ý")
    milestone = office.milestone("13")
    assert milestone.due == date(2022, 6, 30)
    assert milestone.extension_asked == ExtensionRequest(date(2022, 9, 30), "chờ góp ý")
    assert "13" in office.overdue()
    office.extend("13", to="2022-09-30", reason="chờ góp ý", evidence=(LETTER,))
    assert office.milestone("13").extension_asked is None


@pytest.mark.parametrize("to", ["sớm nhất có thể", "Thường xuyên", "Hàng quý", "30/9/2022; 31/12/2022", "31/02/2022"])
def test_an_extension_is_to_one_day(office: Office, to: str) -> None:
    with pytest.raises(UsageError, check=says("một ngày duy nhất")):
        office.extend("13", to=to, reason="chờ góp ý")


def test_an_extension_is_to_a_later_day(office: Office) -> None:
    with pytest.raises(UsageError, check=says("không sau thời hạn")):
        office.extend("13", to="30/6/2022", reason="chờ góp ý")


def test_an_awaited_deadline_gets_its_date_from_the_document_s_day_on(office: Office) -> None:
    assert office.milestone("3").due is None
    office.resolve("3", due=date(2022, 7, 1), evidence=("Công văn số 300/SNV-CCHC ngày 10/5/2022",))
    assert office.task("3").timing is Timing.OVERDUE
    assert office.task("3", date(2022, 5, 9)).milestones[0].due is None
    assert office.overdue(date(2022, 7, 2))[-1] == "3"


def test_a_deadline_counted_from_an_event_is_counted_in_its_own_unit(office: Office) -> None:
    office.edit("3", deadline="10 ngày làm việc kể từ ngày Nghị quyết có hiệu lực", evidence=(DECISION,))
    assert office.milestone("3").kind is Kind.TRIGGERED
    office.resolve("3", anchor=date(2022, 6, 1), evidence=(DECISION,))
    assert office.milestone("3").due == date(2022, 6, 15)
    assert "10 ngày làm việc từ 01/6/2022" in explain_due_date(office.milestone("3"), office.task("3"))


def test_what_has_a_printed_date_is_not_resolved_but_extended(office: Office) -> None:
    with pytest.raises(ConflictError, check=says("đã có hạn")):
        office.resolve("13", due=date(2022, 9, 30))
    with pytest.raises(UsageError, check=says("số ngày kể từ")):
        office.resolve("3", anchor=date(2022, 6, 1))


def test_a_resolved_date_can_be_corrected(office: Office) -> None:
    office.resolve("3", due=date(2022, 7, 1))
    office.resolve("3", due=date(2022, 8, 1))
    assert office.milestone("3").due == date(2022, 8, 1)


def test_a_stopped_task_is_taken_up_again_before_anything_is_handed_up(office: Office) -> None:
    office.update("10", status=Status.PAUSED, evidence=(DECISION,), on=date(2022, 7, 1))
    with pytest.raises(ConflictError, check=says("Tạm dừng")):
        office.submit("10", milestone=1, evidence=("Tờ trình số 30/TTr-STP ngày 05/7/2022",))
    office.update("10", status=Status.IN_PROGRESS)
    office.submit("10", milestone=1, evidence=("Tờ trình số 30/TTr-STP ngày 15/7/2022",))
    assert office.milestone("10").submitted_on == date(2022, 7, 15)


def test_a_finished_milestone_is_refused_with_the_way_to_open_just_that_one(office: Office) -> None:
    office.done("10", milestone=1, evidence=(DECISION,))
    with pytest.raises(ConflictError) as refused:
        office.submit("10", milestone=1, evidence=(DECISION,))
    assert "cchc-tasks update CCHC-2022/10 --status in_progress --milestone 1," in hint_text(refused.value)
