"""Updating, finishing, reopening, confirming: what each says of the task on each day."""

from __future__ import annotations

from datetime import date

import pytest

from cchc_tasks.errors import AppError, ConflictError, NotFoundError, UsageError
from cchc_tasks.model.status import Status, Timing
from cchc_tasks.office.health import check_database
from cchc_tasks.plans.plan_history import list_changes
from tests.refusals import message_text, says
from tests.sample_office import DECISION, Office


def test_a_finished_task_is_in_time_by_the_day_of_the_document_that_proves_it(office: Office) -> None:
    outcome = office.done("13", evidence=("Công văn số 41/STP-XDKT ngày 28/6/2022",))
    assert (outcome.day, office.task("13").status, office.task("13").timing) == (
        date(2022, 6, 28),
        Status.DONE,
        Timing.ON_TIME,
    )
    assert office.milestone("13").done_on == date(2022, 6, 28)
    assert office.task("13").evidence == ("Công văn số 41/STP-XDKT ngày 28/6/2022",)
    assert [office.task("13", day).status for day in (date(2022, 6, 27), date(2022, 6, 28))] == [
        Status.NOT_STARTED,
        Status.DONE,
    ]


def test_the_day_named_is_stronger_than_the_document_s(office: Office) -> None:
    office.done("13", on=date(2022, 7, 4), evidence=("Công văn số 41/STP-XDKT ngày 28/6/2022",))
    assert office.milestone("13").done_on == date(2022, 7, 4)
    assert office.task("13").timing is Timing.LATE


def test_the_day_of_finishing_is_never_today_by_default(office: Office) -> None:
    outcome = office.done("13")
    assert office.milestone("13").done_on is None
    assert office.task("13").timing is Timing.DONE_UNDATED
    assert any("Chưa rõ ngày hoàn thành" in said for said in outcome.notes)


def test_a_task_imported_as_done_learns_its_day_later(office: Office) -> None:
    assert office.task("9").timing is Timing.DONE_UNDATED
    office.done("9", evidence=("Kế hoạch số 03/KH-STP ngày 20/01/2022",))
    assert (office.task("9").timing, office.milestone("9").done_on) == (Timing.ON_TIME, date(2022, 1, 20))
    assert office.task("9", date(2022, 1, 19)).status is Status.NOT_STARTED


def test_one_milestone_leaves_the_task_in_progress_and_the_last_one_finishes_it(office: Office) -> None:
    office.done("10", milestone=1, on=date(2022, 3, 30))
    assert office.task("10").status is Status.IN_PROGRESS
    assert [m.closed for m in office.task("10").milestones] == [True, False]
    office.done("10", milestone=2, on=date(2022, 7, 10))
    assert office.task("10").status is Status.DONE


def test_milestones_finished_in_any_order_of_recording_finish_the_task(office: Office) -> None:
    office.done("10", milestone=2, on=date(2022, 7, 10))
    office.done("10", milestone=1, on=date(2022, 3, 30))
    days = {day: office.task("10", day).status for day in (date(2022, 3, 30), date(2022, 7, 9), date(2022, 7, 10))}
    assert list(days.values()) == [Status.IN_PROGRESS, Status.IN_PROGRESS, Status.DONE]


def test_a_series_is_done_until_its_next_period_begins(office: Office) -> None:
    series = office.task("17", date(2022, 6, 15))
    assert [m.closed for m in series.milestones] == [True, True, False, False]
    assert (series.status, office.task("17").status) == (Status.DONE, Status.IN_PROGRESS)
    office.done("17")
    assert [m.closed for m in office.task("17").milestones] == [True, True, True, False]
    assert office.task("17").status is Status.DONE
    assert office.task("17", date(2022, 10, 1)).status is Status.IN_PROGRESS


def test_a_series_can_be_finished_before_its_last_period_has_begun_only_by_name(office: Office) -> None:
    office.done("17", milestone=4)
    assert [m.closed for m in office.task("17").milestones] == [True, True, False, True]
    assert office.task("17").status is Status.IN_PROGRESS


def test_progress_never_changes_the_status(office: Office) -> None:
    outcome = office.update("33", progress="3/3")
    assert office.task("33").status is Status.IN_PROGRESS
    assert any("không tự chuyển" in said for said in outcome.notes)


@pytest.mark.parametrize("progress", ["3", "4/3", "1/0", "a/b", "-1/3"])
def test_progress_is_a_count_of_a_total(office: Office, progress: str) -> None:
    with pytest.raises(UsageError, check=says("không phải tiến độ")):
        office.update("33", progress=progress)


@pytest.mark.parametrize("status", [Status.DROPPED, Status.PAUSED, Status.CARRIED_OVER])
def test_stopping_the_clock_needs_a_document(office: Office, status: Status) -> None:
    with pytest.raises(UsageError, check=says("cần có văn bản")):
        office.update("10", status=status)
    office.update("10", status=status, evidence=(DECISION,), on=date(2022, 7, 1))
    assert (office.task("10").status, office.task("10").timing) == (status, None)
    assert "10" not in office.overdue()


def test_nothing_arisen_needs_no_document_and_stops_the_clock(office: Office) -> None:
    office.update("13", status=Status.NOTHING_ARISEN)
    assert office.task("13").timing is None


def test_reopening_the_only_milestone_needs_no_number(office: Office) -> None:
    office.done("13", on=date(2022, 6, 28))
    office.update("13", status=Status.IN_PROGRESS)
    assert (office.task("13").status, office.milestone("13").closed) == (Status.IN_PROGRESS, False)
    office.done("13")
    assert office.milestone("13").done_on is None, "the day of the first finishing is not the second's"


def test_reopening_one_of_several_milestones_names_it(office: Office) -> None:
    office.done("10", on=date(2022, 7, 10))
    with pytest.raises(UsageError, check=says("chưa rõ mốc nào")):
        office.update("10", status=Status.IN_PROGRESS)
    office.update("10", status=Status.IN_PROGRESS, milestone=2)
    assert [m.closed for m in office.task("10").milestones] == [True, False]


def test_several_tasks_are_one_change(office: Office) -> None:
    before = len(list_changes(office.database))
    outcome = office.done("13 19", "10", on=date(2022, 7, 5))
    assert [task.ref for task in outcome.tasks] == ["13", "19", "10"]
    assert len(list_changes(office.database)) == before + 1
    office.undo()
    assert office.overdue() == ["10", "13", "19"]


def test_a_late_entry_does_not_overwrite_what_took_effect_after_it(office: Office) -> None:
    office.update("33", status=Status.WAITING, on=date(2022, 7, 1))
    outcome = office.update("33", status=Status.NOT_STARTED, on=date(2022, 5, 1))
    assert office.task("33").status is Status.WAITING
    assert office.task("33", date(2022, 5, 2)).status is Status.NOT_STARTED
    assert any("có hiệu lực sau" in said for said in outcome.notes)


def test_the_day_of_an_act_is_never_in_the_future(office: Office) -> None:
    with pytest.raises(UsageError, check=says("sau hôm nay")):
        office.done("13", on=date(2022, 7, 16))
    with pytest.raises(UsageError, check=says("sau hôm nay")):
        office.done("13", evidence=("Quyết định số 9/QĐ-STP ngày 16/7/2022",))


def test_odd_documents_are_kept_as_typed_and_flagged(office: Office) -> None:
    outcome = office.update("33", evidence=("biên bản họp phòng", "Công văn số 5 /stp-vp ngày 31/02/2022"))
    assert office.task("33").evidence == ("biên bản họp phòng", "Công văn số 5 /stp-vp ngày 31/02/2022")
    assert len(outcome.notes) >= 2
    assert outcome.day == office.today


def test_somebody_who_was_shown_an_older_state_is_told_and_nothing_is_overwritten(office: Office) -> None:
    seen = office.task("33").seq
    office.update("33", note="của người thứ nhất", actor="Người khác")
    with pytest.raises(ConflictError, check=says("Người khác vừa cập nhật")) as refused:
        office.update("33", note="của người thứ hai", seq=seen)
    assert "của người thứ nhất" in message_text(refused.value)
    assert office.task("33").note == "của người thứ nhất"
    office.update("33", note="của người thứ hai", seq=seen + 1)
    assert office.task("33").note == "của người thứ hai"


def test_ongoing_work_is_confirmed_with_a_document_and_never_closes_by_itself(office: Office) -> None:
    office.today = date(2023, 1, 15)
    assert office.task("15").timing is Timing.UNCLOSED
    assert "15" not in office.overdue()
    with pytest.raises(UsageError, check=says("cần có văn bản")):
        office.close("15", result="Đã giải đáp 40 vướng mắc")
    office.close("15", result="Đã giải đáp 40 vướng mắc", evidence=("Báo cáo số 5/BC-STP ngày 05/01/2023",))
    assert (office.task("15").status, office.task("15").timing) == (Status.DONE, Timing.DONE_ONGOING)


def test_only_ongoing_work_is_confirmed(office: Office) -> None:
    with pytest.raises(ConflictError, check=says("thường xuyên")):
        office.close("13", result="xong", evidence=(DECISION,))


def test_saying_nothing_is_refused(office: Office) -> None:
    with pytest.raises(UsageError, check=says("Chưa nói")):
        office.update("33")


@pytest.mark.parametrize(
    ("refs", "said", "error"),
    [
        (("99",), {"note": "a"}, NotFoundError),
        (("33", "34"), {"note": "a", "seq": 1}, UsageError),
        (("33", "34"), {"status": Status.DONE, "milestone": 1}, UsageError),
        (("10",), {"status": Status.DONE, "milestone": 7}, UsageError),
    ],
)
def test_a_refused_act_leaves_nothing_behind(
    office: Office, refs: tuple[str, ...], said: dict[str, object], error: type[AppError]
) -> None:
    before = list_changes(office.database)
    with pytest.raises(error):
        office.update(*refs, **said)
    assert list_changes(office.database) == before
    assert check_database(office.database, repair=False).sound


@pytest.mark.parametrize("ref", ["33", "33.", "CCHC-2022/33", "cchc-2022/33", "IV.33"])
def test_a_task_is_named_as_people_type_it(office: Office, ref: str) -> None:
    section = office.task("33").section_no
    assert office.task(ref.replace("IV", section)).ref == "33"


def test_the_day_of_one_period_is_not_given_to_the_earlier_ones(office: Office) -> None:
    office.done("17", on=date(2022, 7, 10))
    assert [m.done_on for m in office.task("17").milestones] == [None, None, date(2022, 7, 10), None]
    assert office.task("17").timing is not Timing.LATE


def test_a_day_is_given_to_the_milestone_that_is_named_and_to_no_other(office: Office) -> None:
    fixed = office.milestone("38", 1)
    assert fixed.closed
    office.done("38", evidence=(DECISION,), on=date(2022, 6, 1))
    assert office.milestone("38", 1).done_on is None
    office.done("38", milestone=1, on=date(2022, 1, 20))
    assert office.milestone("38", 1).done_on == date(2022, 1, 20)


def test_a_day_typed_too_late_is_corrected_to_an_earlier_one(office: Office) -> None:
    office.done("13", on=date(2022, 7, 10))
    outcome = office.done("13", on=date(2022, 6, 28))
    assert (office.milestone("13").done_on, office.task("13").timing) == (date(2022, 6, 28), Timing.ON_TIME)
    assert outcome.notes == ()


def test_the_product_of_what_was_judged_by_submission_is_recorded_too(office: Office) -> None:
    office.submit("13", on=date(2022, 6, 28), evidence=("Tờ trình số 15/TTr-STP ngày 28/6/2022",))
    office.edit("13", basis="submission", evidence=("Quyết định số 1/QĐ-STP ngày 01/7/2022",))
    office.done("13", evidence=("Quyết định số 5/QĐ-UBND ngày 10/7/2022",))
    office.edit("13", basis="product", evidence=("Quyết định số 6/QĐ-STP ngày 12/7/2022",))
    assert (office.milestone("13").closed, office.milestone("13").done_on) == (True, date(2022, 7, 10))


def test_one_milestone_of_a_stopped_task_is_not_finished_in_passing(office: Office) -> None:
    office.update("10", status=Status.PAUSED, evidence=(DECISION,), on=date(2022, 7, 1))
    with pytest.raises(ConflictError, check=says("Tạm dừng")):
        office.done("10", milestone=2)


def test_a_document_is_kept_once(office: Office) -> None:
    for _ in range(2):
        office.update("33", progress="2/3", evidence=(DECISION,), on=date(2022, 7, 1))
    assert office.task("33").evidence == (DECISION,)


@pytest.mark.parametrize("refs", [("10 19",), ("10,19",), ("10", "19")])
def test_one_milestone_is_of_one_task_however_the_tasks_are_typed(office: Office, refs: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, check=says("từng nhiệm vụ")):
        office.done(*refs, milestone=1)
