"""Documents add and correct tasks, tasks change hands, readings are accepted: new versions, never rewriting."""

from __future__ import annotations

from datetime import date

import pytest

from cchc_tasks.errors import ConflictError, NotFoundError, UsageError
from cchc_tasks.model.status import Kind
from cchc_tasks.office.health import check_database
from tests.refusals import hint_text, says
from tests.sample_office import DECISION, Office

MARCH, MAY = date(2022, 3, 1), date(2022, 5, 1)


def test_a_task_added_by_a_document_is_in_the_plan_from_its_day(office: Office) -> None:
    office.add(
        title="Tổ chức hội thi", deadline="Quý III/2022", no="55", section="I", lead=("van phong so",),
        evidence=(DECISION,),
    )  # fmt: skip
    task = office.task("55")
    assert (task.milestones[0].due, task.lead_units, task.section_no) == (date(2022, 9, 30), ("Văn phòng Sở",), "I")
    assert len(office.tasks(MAY)) == 55
    assert len(office.tasks(MARCH)) == 54
    refs = [task.ref for task in office.tasks()]
    assert refs.index("55") == refs.index("1") + sum(t.section_no == "I" for t in office.tasks()) - 1


def test_an_added_task_needs_a_document_a_section_and_known_units(office: Office) -> None:
    said = {"title": "Tổ chức hội thi", "deadline": "Quý III/2022"}
    with pytest.raises(UsageError, check=says("cần có văn bản")):
        office.add(**said, evidence=())
    with pytest.raises(UsageError, check=says("phần nào")):
        office.add(**said, evidence=(DECISION,))
    with pytest.raises(NotFoundError, check=says("không có phần")):
        office.add(**said, section="XX", evidence=(DECISION,))
    with pytest.raises(NotFoundError, check=says("Chưa có đơn vị")) as unknown:
        office.add(**said, section="I", lead=("Văn phòng",), evidence=(DECISION,))
    assert "Văn phòng Sở" in hint_text(unknown.value)
    office.add(**said, section="I", lead=("Phòng Chuyển đổi số",), new_units=True, evidence=(DECISION,))
    assert [task.title for task in office.tasks(unit="phong chuyen doi so")] == ["Tổ chức hội thi"]


def test_a_corrected_deadline_is_read_again_and_keeps_the_calendar_s_entry(office: Office) -> None:
    before = office.milestone("13")
    office.edit("13", deadline="Quý III/2022", evidence=(DECISION,))
    after = office.milestone("13")
    assert (after.due, after.uid, after.milestone_id) == (date(2022, 9, 30), before.uid, before.milestone_id)
    assert after.revision > before.revision
    assert office.milestone("13", day=MARCH).due == date(2022, 6, 30)


def test_labelled_milestones_stay_themselves_when_others_come_and_go(office: Office) -> None:
    before = {m.label: m.uid for m in office.task("10").milestones}
    office.edit("10", deadline="- Nghị quyết: Quý III/2022; - Báo cáo: Quý II/2022", evidence=(DECISION,))
    after = {m.label: m for m in office.task("10").milestones}
    assert set(after) == {"Nghị quyết", "Báo cáo"}
    assert after["Nghị quyết"].uid == before["Nghị quyết"]
    assert after["Báo cáo"].uid not in before.values()
    assert len({m.n for m in after.values()} | {1}) == 3, "a number once given is not given again"


def test_a_new_printed_deadline_counts_more_than_an_extension_before_it(office: Office) -> None:
    office.extend("13", to="30/9/2022", reason="chờ", evidence=("Công văn số 1/UBND-NC ngày 05/4/2022",))
    office.edit("13", deadline="Tháng 8/2022", evidence=(DECISION,))
    assert (office.milestone("13").due, office.milestone("13").extended_from) == (date(2022, 8, 31), None)


def test_the_rest_of_the_words_stays_as_it_was(office: Office) -> None:
    before = office.task("10")
    office.edit("10", title="Tên mới", evidence=(DECISION,))
    after = office.task("10")
    assert after.title == "Tên mới"
    assert (after.outputs, after.deadline_text, after.lead_units, after.source) == (
        before.outputs, before.deadline_text, before.lead_units, before.source,
    )  # fmt: skip
    assert [(m.uid, m.due) for m in after.milestones] == [(m.uid, m.due) for m in before.milestones]
    assert office.task("10", MARCH).title == before.title


def test_a_document_older_than_the_plan_corrects_it_from_its_first_day(office: Office) -> None:
    office.edit("10", title="Tên mới", evidence=("Kế hoạch số 01/KH-STP ngày 20/12/2021",))
    assert office.task("10", date(2022, 1, 1)).title == "Tên mới"


def test_a_task_that_changes_hands_stays_with_its_old_unit_on_the_days_before(office: Office) -> None:
    office.assign("13", "19", lead=("thanh tra so",), evidence=(DECISION,))
    assert [task.ref for task in office.tasks(unit="Thanh tra Sở") if task.ref in ("13", "19")] == ["13", "19"]
    assert "13" not in [task.ref for task in office.tasks(MARCH, unit="Thanh tra Sở")]
    assert office.task("13").lead_text == "Thanh tra Sở"
    assert office.task("13").support_units == office.task("13", MARCH).support_units


def test_editing_nothing_is_refused(office: Office) -> None:
    with pytest.raises(UsageError, check=says("sửa điều gì")):
        office.edit("13", evidence=(DECISION,))
    with pytest.raises(UsageError, check=says("giao cho đơn vị nào")):
        office.assign("13", evidence=(DECISION,))


def test_a_printed_number_that_is_corrected_names_the_task(office: Office) -> None:
    office.edit("54", no="54a", evidence=(DECISION,))
    assert office.task("54a").no == "54a"
    with pytest.raises(NotFoundError):
        office.task("54")


def test_an_accepted_reading_leaves_the_queue_and_a_new_doubt_comes_back(office: Office) -> None:
    doubtful = [task.ref for task in office.tasks(review=True)]
    outcome = office.accept(doubtful[0], doubtful[1])
    assert [task.doubts for task in outcome.tasks] == [(), ()]
    assert [task.ref for task in office.tasks(review=True)] == doubtful[2:]
    with pytest.raises(ConflictError, check=says("không có gì cần rà soát")):
        office.accept(doubtful[0])
    office.edit(doubtful[0], deadline="Quý II, Quý IV", evidence=(DECISION,))
    assert [m.kind for m in office.task(doubtful[0]).milestones] == [Kind.FIXED] * 2
    assert check_database(office.database, repair=False).sound


def test_a_correction_that_took_effect_before_another_one_holds_beside_it(office: Office) -> None:
    office.edit("13", title="Tên mới", evidence=("Quyết định số 2/QĐ-STP ngày 05/7/2022",))
    office.edit("13", deadline="30/9/2022", evidence=("Quyết định số 1/QĐ-STP ngày 02/7/2022",))
    office.assign("13", lead=("Thanh tra Sở",), evidence=("Quyết định số 3/QĐ-STP ngày 01/7/2022",))
    task = office.task("13")
    assert (task.title, task.milestones[0].due, task.lead_units) == ("Tên mới", date(2022, 9, 30), ("Thanh tra Sở",))
    before = office.task("13", date(2022, 7, 3))
    assert (before.title == "Tên mới", before.milestones[0].due) == (False, date(2022, 9, 30))
    assert check_database(office.database, repair=False).sound


def test_a_later_correction_of_the_same_words_keeps_the_last_say(office: Office) -> None:
    office.edit("13", title="Tên sau", evidence=("Quyết định số 2/QĐ-STP ngày 05/7/2022",))
    outcome = office.edit("13", title="Tên trước", evidence=("Quyết định số 1/QĐ-STP ngày 02/7/2022",))
    assert (office.task("13").title, office.task("13", date(2022, 7, 3)).title) == ("Tên sau", "Tên trước")
    assert any("có hiệu lực sau" in said for said in outcome.notes)


def test_a_number_by_which_another_task_is_called_is_refused(office: Office) -> None:
    with pytest.raises(ConflictError, check=says("Số 14 đang là của")):
        office.edit("13", no="14", evidence=(DECISION,))
    with pytest.raises(ConflictError, check=says("Số 10 đang là của")):
        office.add(title="Mới", deadline="Quý III/2022", no="10.", section="I", evidence=(DECISION,))


def test_finished_milestones_that_a_new_deadline_leaves_out_are_named(office: Office) -> None:
    office.done("10", milestone=1, on=date(2022, 4, 20))
    outcome = office.edit("10", deadline="Quý III/2022", evidence=(DECISION,))
    assert any("«Quyết định» đã hoàn thành" in said for said in outcome.notes)


def test_a_new_deadline_of_an_earlier_day_is_not_said_to_be_overtaken(office: Office) -> None:
    outcome = office.edit("13", deadline="Quý IV/2022", evidence=("Quyết định số 300/QĐ-STP ngày 01/7/2022",))
    assert office.task("13").due == date(2022, 12, 31)
    assert not any("chưa đổi hết" in said for said in outcome.notes)
