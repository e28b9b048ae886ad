"""A draft can be looked at and dropped; what the issued plan makes of it is shown first and can be settled."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from cchc_tasks.errors import ConflictError, NotFoundError, UsageError
from cchc_tasks.model.acts import Act
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.interpreted_plan import ImportRequest
from cchc_tasks.model.timing import DueRules
from cchc_tasks.office.health import check_database
from cchc_tasks.plans.plan_history import list_changes
from cchc_tasks.plans.plan_import import ImportReport, import_plan
from cchc_tasks.plans.plan_lookup import find_tasks, list_drafts, list_tasks
from cchc_tasks.plans.rollover.draft_plans import draft_rows, summarised_drafts
from cchc_tasks.plans.rollover.year_rollover import roll_over
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.undo_redo import drop_draft, redo_change, undo_change
from tests.refusals import hint_text, says

_OLD = """STT,Nhiệm vụ,Kết quả/sản phẩm,Đơn vị chủ trì,Thời gian hoàn thành
1,Số hóa hồ sơ lưu trữ,Báo cáo,Văn phòng Sở,Quý III/2022
2,Giao ban cải cách hành chính năm 2022,Biên bản,Văn phòng Sở,Thường xuyên trong năm 2022
3,Kiểm tra công vụ tại các phòng chuyên môn,Báo cáo,Thanh tra Sở,Hằng quý
4,Dự hội nghị giao ban,Bài phát biểu,Văn phòng Sở,Theo văn bản đề nghị của Sở Nội vụ
5,Xây dựng kho mẫu,Kho mẫu,Văn phòng Sở,"Triển khai trong năm 2023, hoàn thành trong năm 2023"
"""
_NEW = """STT,Nhiệm vụ,Kết quả/sản phẩm,Đơn vị chủ trì,Thời gian hoàn thành
1,Giao ban cải cách hành chính năm 2023,Biên bản,Văn phòng Sở,Thường xuyên trong năm 2023
2,Số hóa hồ sơ lưu trữ,Báo cáo,Văn phòng Sở,Quý II/2023
3,Khảo sát mức độ hài lòng của người dân,Báo cáo,Văn phòng Sở,Quý II/2023
4,Kiểm tra công vụ tại các phòng chuyên môn thuộc Sở,Báo cáo,Thanh tra Sở,Quý II/2023
5,Kiểm tra công vụ tại các phòng chuyên môn và Trung tâm,Báo cáo,Thanh tra Sở,Quý IV/2023
"""
_DECEMBER, _FEBRUARY = date(2022, 12, 20), date(2023, 2, 10)


class _Office:
    """An office with a plan and the draft of the next one."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.folder = database, folder
        self.moment = datetime(2022, 12, 20, 1, tzinfo=UTC)
        self.take_in(_OLD, 2022, _DECEMBER)
        roll_over(database, "CCHC-2022", "CCHC-2023", 2023, self.act(_DECEMBER), DueRules())

    def act(self, day: date, actor: str = "Đầu mối") -> Act:
        self.moment += timedelta(seconds=1)
        return Act(actor, self.moment, day)

    def take_in(
        self, text: str, year: int, day: date, *, dry_run: bool = False, matches: dict[str, str] | None = None
    ) -> ImportReport:
        path = self.folder / f"ke hoach {year}.csv"
        path.write_text(text, encoding="utf-8")
        title = f"Kế hoạch cải cách hành chính năm {year}"
        request = ImportRequest(path, title=title, period=Period.of_year(year), dry_run=dry_run, matches=matches or {})
        return import_plan(self.database, request, self.act(day))

    def links(self, ref: str, day: date = _FEBRUARY) -> list[tuple[str, str]]:
        (task,) = find_tasks(self.database, [ref], day)
        return list(task.links)


@pytest.fixture
def office(database: Database, tmp_path: Path) -> _Office:
    return _Office(database, tmp_path)


def test_a_drafts_rows_show_where_they_come_from_and_what_moved(office: _Office) -> None:
    (summary,) = summarised_drafts(office.database)
    assert (summary.plan.code, summary.carried, summary.renewed, summary.sources) == (
        "CCHC-2023", 3, 2, ("CCHC-2022",),
    )  # fmt: skip
    rows = draft_rows(office.database, "cchc-2023", Filters(plan="cchc-2023"), _DECEMBER)
    assert [(row.old, row.action) for row in rows] == [
        ("CCHC-2022/1", "carried"),
        ("CCHC-2022/2", "renewed"),
        ("CCHC-2022/3", "renewed"),
        ("CCHC-2022/4", "carried"),
        ("CCHC-2022/5", "carried"),
    ]
    assert rows[1].phrases == (
        ("năm 2022", "năm 2023"),
        ("Thường xuyên trong năm 2022", "Thường xuyên trong năm 2023"),
    )
    assert [bool(row.doubts) for row in rows] == [True, False, False, False, False]


def test_a_deadline_that_waits_for_a_document_or_lies_in_the_new_year_asks_for_no_new_one(office: _Office) -> None:
    rows = draft_rows(office.database, "CCHC-2023", Filters(), _DECEMBER)
    assert [row.doubts for row in rows[3:]] == [(), ()]


def test_a_draft_is_searched_and_refuses_filters_that_say_nothing_of_it(office: _Office) -> None:
    found = draft_rows(office.database, "CCHC-2023", Filters(search="kiem tra cong vu"), _DECEMBER)
    assert [row.task.ref for row in found] == ["3"]
    assert len(draft_rows(office.database, "CCHC-2023", Filters(review=True), _DECEMBER)) == 1
    with pytest.raises(UsageError, check=says("dự thảo")):
        draft_rows(office.database, "CCHC-2023", Filters(status="done"), _DECEMBER)


def test_a_draft_that_is_asked_for_as_a_plan_is_named_a_draft(office: _Office) -> None:
    with pytest.raises(NotFoundError, check=says("mới là dự thảo")):
        list_tasks(office.database, Filters(plan="CCHC-2023"), _DECEMBER)
    with pytest.raises(NotFoundError, check=says("mới là dự thảo")):
        find_tasks(office.database, ["CCHC-2023/1"], _DECEMBER)


def test_a_dropped_draft_leaves_no_link_frees_its_code_and_can_be_restored(office: _Office) -> None:
    before = len(list_changes(office.database))
    drop_draft(office.database, "cchc-2023", office.act(_DECEMBER, "Người khác"), DueRules())
    assert (list_drafts(office.database), office.links("CCHC-2022/1", _DECEMBER)) == ([], [])
    assert len(list_changes(office.database)) == before + 1
    with pytest.raises(NotFoundError):
        drop_draft(office.database, "CCHC-2023", office.act(_DECEMBER), DueRules())
    redo_change(office.database, office.act(_DECEMBER, "Người khác"))
    assert list_drafts(office.database) == ["CCHC-2023"]
    found = check_database(office.database, repair=False)
    assert (list(found.complaints), list(found.tasks), list(found.plans)) == ([], [], [])


def test_a_preview_tells_the_fate_of_each_drafted_task_and_stores_nothing(office: _Office) -> None:
    report = office.take_in(_NEW, 2023, _FEBRUARY, dry_run=True)
    assert [(row.old, row.fate, row.rows) for row in report.issued] == [
        ("CCHC-2022/1", "carried", ("2",)),
        ("CCHC-2022/2", "renewed", ("1",)),
        ("CCHC-2022/3", "unsure", ("4", "5")),
        ("CCHC-2022/4", "left_out", ()),
        ("CCHC-2022/5", "left_out", ()),
    ]
    assert list_drafts(office.database) == ["CCHC-2023"]
    told = [notice.message for notice in report.notices if notice.code == "draft"]
    assert any("--match CCHC-2023/3=4" in message for message in told)


@pytest.mark.parametrize("typed", ["3", "CCHC-2023/3", "cchc-2022/3"])
def test_a_person_settles_what_was_unsure(office: _Office, typed: str) -> None:
    office.take_in(_NEW, 2023, _FEBRUARY, matches={typed: "5"})
    assert office.links("CCHC-2023/5") == [("renewed_from", "CCHC-2022/3")]
    assert office.links("CCHC-2022/3") == [("renewed_to", "CCHC-2023/5")]
    assert office.links("CCHC-2023/4") == []


def test_a_person_may_say_that_a_task_is_no_row_or_another_one(office: _Office) -> None:
    report = office.take_in(_NEW, 2023, _FEBRUARY, matches={"1": "-", "4": "2", "3": "row:5"})
    assert [row.fate for row in report.issued] == ["left_out", "renewed", "renewed", "carried", "left_out"]
    assert office.links("CCHC-2022/1") == []
    assert office.links("CCHC-2023/2") == [("carried_from", "CCHC-2022/4")]
    assert office.links("CCHC-2023/4") == [("renewed_from", "CCHC-2022/3")]


def test_taken_back_and_imported_again_with_a_match_the_unsure_row_is_linked(office: _Office) -> None:
    office.take_in(_NEW, 2023, _FEBRUARY)
    assert office.links("CCHC-2023/4") == []
    undo_change(office.database, office.act(_FEBRUARY))
    office.take_in(_NEW, 2023, _FEBRUARY, matches={"3": "4"})
    assert office.links("CCHC-2023/4") == [("renewed_from", "CCHC-2022/3")]


@pytest.mark.parametrize(
    ("matches", "error"),
    [
        ({"9": "1"}, NotFoundError),
        ({"3": "77"}, NotFoundError),
        ({"3": "2", "1": "2"}, UsageError),
        ({"3": "2", "CCHC-2022/3": "3"}, UsageError),
    ],
)
def test_a_match_that_does_not_fit_stores_nothing(
    office: _Office, matches: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        office.take_in(_NEW, 2023, _FEBRUARY, matches=matches)
    assert list_drafts(office.database) == ["CCHC-2023"]


def test_a_match_without_a_draft_is_refused(database: Database, tmp_path: Path) -> None:
    office = _Office(database, tmp_path)
    drop_draft(database, "CCHC-2023", office.act(_DECEMBER), DueRules())
    with pytest.raises(UsageError, check=says("không có dự thảo")):
        office.take_in(_NEW, 2023, _FEBRUARY, matches={"3": "2"})


def test_a_code_that_is_taken_is_refused_with_the_way_out(office: _Office) -> None:
    def roll() -> None:
        roll_over(office.database, "CCHC-2022", "CCHC-2023", 2023, office.act(_FEBRUARY), DueRules())

    with pytest.raises(ConflictError, check=says("Đã có dự thảo CCHC-2023")) as there:
        roll()
    assert "rollover CCHC-2023 --drop" in hint_text(there.value)
    drop_draft(office.database, "CCHC-2023", office.act(_DECEMBER), DueRules())
    office.take_in(_NEW, 2023, _FEBRUARY)
    with pytest.raises(ConflictError, check=says("kế hoạch đã nhập")) as issued:
        roll()
    assert "undo --change" in hint_text(issued.value)
    undo_change(office.database, office.act(_FEBRUARY))
    roll()
    office.take_in(_NEW, 2023, _FEBRUARY)
    assert ("renewed_to", "CCHC-2023/1") in office.links("CCHC-2022/2")
