"""Remediation rows and the earlier tasks that they come from: a person links them, the program only proposes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cchc_tasks.errors import ConflictError, NotFoundError, UsageError
from cchc_tasks.model.acts import Act, Outcome
from cchc_tasks.model.amendment import AmendmentRequest
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.interpreted_plan import ImportRequest
from cchc_tasks.model.timing import DueRules
from cchc_tasks.office.health import check_database
from cchc_tasks.plans.act_context import ActRequest
from cchc_tasks.plans.amending.amendment_import import apply_amendment, read_amendment
from cchc_tasks.plans.plan_history import list_changes
from cchc_tasks.plans.plan_import import ImportReport, import_plan
from cchc_tasks.plans.plan_lookup import criteria_of, find_tasks, list_tasks_naming
from cchc_tasks.plans.remedy_links import LinkRequest, link_tasks
from cchc_tasks.plans.remedy_proposals import list_unlinked_rows
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.undo_redo import redo_change, undo_change
from tests.refusals import says

_OLD = """STT,Nhiệm vụ,Kết quả/sản phẩm,Đơn vị chủ trì,Thời gian hoàn thành
1,Quét và lập chỉ mục sổ hộ tịch lưu tại kho,Kho ảnh,Văn phòng Sở,Quý III/2022
2,Lập đề án vị trí việc làm theo Nghị định số 62/2020/NĐ-CP,Đề án,Văn phòng Sở,Quý IV/2022
3,Khảo sát người dân tại nơi trả kết quả (Tiêu chí 7.4.5),Báo cáo,Thanh tra Sở,Quý II/2022
4,Tập huấn kỹ năng tiếp dân,Báo cáo,Thanh tra Sở,Quý II/2022
"""
_REMEDY = """TT,"Các tồn tại, hạn chế",Giải pháp khắc phục,Thời hạn hoàn thành
1,Chưa quét và lập chỉ mục sổ hộ tịch của 03 huyện (Tiêu chí 3.1.4 và tiêu chí 7.3.2),Thuê người,Quý II/2023
2,Chưa duyệt xong theo Nghị định số 62/2020/NĐ-CP (Tiêu chí 4.2.1),Trình lại,Quý I/2023
3,Phiếu thu về thấp (Tiêu chí 7.4.5),Gửi tin nhắn,Năm 2023
4,Trang tiếng Anh ít bài (Tiêu chí 7.1.2),Dịch bài,Năm 2023
"""
_TODAY = date(2023, 3, 20)


class _Office:
    """An office with last year's plan and this year's remediation plan."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.folder = database, folder
        self.moment = datetime(2023, 3, 20, 1, tzinfo=UTC)
        self.take_in("ke hoach.csv", _OLD, "CCHC-2022", 2022, "Kế hoạch cải cách hành chính năm 2022")
        self.report = self.take_in("khac phuc.csv", _REMEDY, "KP-2023", 2023, "Kết quả khắc phục hạn chế năm 2022")

    def act(self) -> Act:
        self.moment += timedelta(seconds=1)
        return Act("Đầu mối", self.moment, _TODAY)

    def take_in(self, name: str, text: str, code: str, year: int, title: str) -> ImportReport:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return import_plan(
            self.database, ImportRequest(path, code=code, title=title, period=Period.of_year(year)), self.act()
        )

    def link(self, *refs: str, **said: Any) -> Outcome:
        return link_tasks(self.database, ActRequest(refs, self.act(), "", DueRules()), LinkRequest(**said))

    def links(self, ref: str, day: date = _TODAY) -> list[tuple[str, str]]:
        (task,) = find_tasks(self.database, [ref], day)
        return list(task.links)

    def proposals(self) -> dict[str, list[str]]:
        found = list_unlinked_rows(self.database, Filters(), _TODAY)
        return {row.task.ref: [candidate.ref for candidate in row.candidates] for row in found}

    def is_whole(self) -> bool:
        found = check_database(self.database, repair=False)
        return not (found.complaints or found.tasks or found.plans)


@pytest.fixture
def office(database: Database, tmp_path: Path) -> _Office:
    return _Office(database, tmp_path)


def test_a_link_is_shown_on_both_sides_and_in_both_histories(office: _Office) -> None:
    office.link("KP-2023/1", sources=("CCHC-2022/1", "CCHC-2022/2"))
    assert office.links("KP-2023/1") == [("remedies", "CCHC-2022/1"), ("remedies", "CCHC-2022/2")]
    assert office.links("CCHC-2022/2") == [("remedied_by", "KP-2023/1")]
    (change, *_) = list_changes(office.database, "CCHC-2022/1")
    assert change.sentence == ("Liên kết KP-2023/1: khắc phục từ CCHC-2022/1, CCHC-2022/2; từ ngày 20/3/2023")
    assert [(field, value) for _, field, value, _ in change.details] == [("remedied_by", "KP-2023/1")]
    assert office.is_whole()


def test_one_earlier_task_may_be_mended_by_several_rows(office: _Office) -> None:
    office.link("KP-2023/1", "KP-2023/4", sources=("CCHC-2022/1",))
    assert office.links("CCHC-2022/1") == [("remedied_by", "KP-2023/1"), ("remedied_by", "KP-2023/4")]


def test_taking_a_link_back_leaves_the_others_and_doing_it_again_restores_it(office: _Office) -> None:
    office.link("KP-2023/1", sources=("CCHC-2022/1",))
    office.link("KP-2023/1", sources=("CCHC-2022/2",))
    first = list_changes(office.database, "CCHC-2022/1")[0].change_id
    undo_change(office.database, office.act(), first)
    assert office.links("KP-2023/1") == [("remedies", "CCHC-2022/2")]
    assert office.links("CCHC-2022/1") == []
    redo_change(office.database, office.act())
    assert sorted(office.links("KP-2023/1")) == [("remedies", "CCHC-2022/1"), ("remedies", "CCHC-2022/2")]
    assert office.is_whole()


def test_a_link_holds_from_its_day_on(office: _Office) -> None:
    office.link("KP-2023/1", sources=("CCHC-2022/1",), evidence=("Báo cáo số 12/BC-SNV ngày 01/3/2023",))
    assert office.links("KP-2023/1", date(2023, 2, 28)) == []
    assert office.links("CCHC-2022/1", date(2023, 2, 28)) == []
    assert office.links("KP-2023/1", date(2023, 3, 1)) == [("remedies", "CCHC-2022/1")]


def test_a_link_that_is_said_to_be_none_leaves_both_sides_and_is_not_proposed_again(office: _Office) -> None:
    assert office.proposals()["3"] == ["CCHC-2022/3"]
    office.link("KP-2023/3", sources=("CCHC-2022/3",))
    office.link("KP-2023/3", denied=("CCHC-2022/3",))
    assert (office.links("KP-2023/3"), office.links("CCHC-2022/3")) == ([], [])
    assert office.proposals()["3"] == []
    office.link("KP-2023/3", sources=("CCHC-2022/3",))
    assert office.links("CCHC-2022/3") == [("remedied_by", "KP-2023/3")]


def test_a_link_taken_out_by_an_older_document_is_gone_today_and_was_never_there(office: _Office) -> None:
    office.link("KP-2023/1", sources=("CCHC-2022/1",))
    office.link("KP-2023/1", denied=("CCHC-2022/1",), evidence=("Báo cáo số 12/BC-SNV ngày 01/3/2023",))
    assert (office.links("KP-2023/1"), office.links("CCHC-2022/1")) == ([], [])
    undo_change(office.database, office.act())
    assert office.links("CCHC-2022/1") == [("remedied_by", "KP-2023/1")]


def test_proposals_name_the_same_criterion_document_or_words_and_are_no_links(office: _Office) -> None:
    assert office.proposals() == {"1": ["CCHC-2022/1"], "2": ["CCHC-2022/2"], "3": ["CCHC-2022/3"], "4": []}
    reasons = [row.candidates[0].reasons for row in list_unlinked_rows(office.database, Filters(), _TODAY)[:3]]
    assert reasons == [
        ("cùng nói về «quét và lập chỉ mục sổ hộ tịch»",),
        ("cùng nêu Nghị định số 62/2020/NĐ-CP",),
        ("cùng tiêu chí 7.4.5",),
    ]
    assert office.links("KP-2023/1") == []


def test_the_import_of_a_remediation_plan_tells_where_rows_may_come_from(office: _Office) -> None:
    told = [notice.message for notice in office.report.notices if notice.code == "origin"]
    assert len(told) == 4
    assert "có thể từ CCHC-2022/1 «Quét và lập chỉ mục sổ hộ tịch lưu tại kho»" in told[0]
    assert "cchc-tasks link --plan KP-2023" in told[-1]


def test_accepting_takes_the_only_proposal_of_each_row(office: _Office) -> None:
    outcome = office.link("KP-2023/1", "KP-2023/2", accept=True)
    assert office.links("CCHC-2022/2") == [("remedied_by", "KP-2023/2")]
    assert "KP-2023/2 khắc phục từ CCHC-2022/2" in outcome.sentence
    assert outcome.tasks[0].links == (("remedies", "CCHC-2022/1"),)
    with pytest.raises(UsageError, check=says("KP-2023/4 không có đề xuất")):
        office.link("KP-2023/4", accept=True)
    assert set(office.proposals()) == {"3", "4"}


@pytest.mark.parametrize(
    ("ref", "old", "error"),
    [
        ("KP-2023/1", "KP-2023/2", UsageError),
        ("CCHC-2022/1", "KP-2023/2", UsageError),
        ("KP-2023/1", "CCHC-2022/77", NotFoundError),
    ],
)
def test_what_cannot_be_an_origin_is_refused_and_nothing_is_stored(
    office: _Office, ref: str, old: str, error: type[Exception]
) -> None:
    before = len(list_changes(office.database))
    with pytest.raises(error):
        office.link(ref, sources=("CCHC-2022/4", old))
    assert len(list_changes(office.database)) == before


def test_a_link_that_is_there_already_is_told_and_not_recorded_twice(office: _Office) -> None:
    office.link("KP-2023/1", sources=("CCHC-2022/1",))
    with pytest.raises(ConflictError):
        office.link("KP-2023/1", sources=("CCHC-2022/1",))
    outcome = office.link("KP-2023/1", sources=("CCHC-2022/1", "CCHC-2022/4"))
    assert outcome.notes == ("KP-2023/1 đã nối với CCHC-2022/1 từ trước.",)


def test_links_outlive_amendments_of_either_plan(office: _Office) -> None:
    office.link("KP-2023/1", sources=("CCHC-2022/1", "CCHC-2022/4"))
    for code, text in (
        ("KP-2023", _REMEDY.replace("Quý II/2023", "Quý III/2023")),
        ("CCHC-2022", "\n".join(_OLD.splitlines()[:-1]).replace("1,Quét", "7,Quét")),
    ):
        path = office.folder / f"sua {code}.csv"
        path.write_text(text, encoding="utf-8")
        request = AmendmentRequest(path, ("Quyết định số 9/QĐ-STP ngày 15/3/2023",), code=code)
        apply_amendment(office.database, read_amendment(office.database, request, office.act()), office.act())
    assert office.links("KP-2023/1") == [("remedies", "CCHC-2022/7"), ("remedies", "CCHC-2022/4")]
    assert office.links("CCHC-2022/7") == [("remedied_by", "KP-2023/1")]


def test_a_withdrawn_plan_takes_its_side_of_the_links_along_and_brings_it_back(office: _Office) -> None:
    office.link("KP-2023/1", sources=("CCHC-2022/1",))
    imported = list_changes(office.database, "KP-2023/1")[-1].change_id
    undo_change(office.database, office.act(), imported)
    assert office.links("CCHC-2022/1") == []
    redo_change(office.database, office.act())
    assert office.links("CCHC-2022/1") == [("remedied_by", "KP-2023/1")]


def test_criteria_follow_from_the_words_and_can_be_asked_for(office: _Office) -> None:
    (task,) = find_tasks(office.database, ["KP-2023/1"], _TODAY)
    assert criteria_of(task) == ("3.1.4", "7.3.2")
    for typed, refs in (("7.4.5", ["3", "3"]), ("Tiêu chí 7", ["3", "1", "3", "4"]), ("7.3", ["1"]), ("7.1.20", [])):
        found = list_tasks_naming(office.database, typed, Filters(), _TODAY, DueRules())
        assert [task.ref for task in found] == refs
    with pytest.raises(UsageError):
        list_tasks_naming(office.database, "ba", Filters(), _TODAY, DueRules())
