"""The turn of the year: a silent draft, the issued plan over it, and the links between two years' tasks."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cchc_tasks.errors import ConflictError, UsageError
from cchc_tasks.model.acts import Act, Update
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.interpreted_plan import ImportRequest
from cchc_tasks.model.status import Status
from cchc_tasks.model.timing import DueRules
from cchc_tasks.office.health import check_database
from cchc_tasks.plans.act_context import ActRequest
from cchc_tasks.plans.plan_history import list_changes
from cchc_tasks.plans.plan_import import ImportReport, import_plan
from cchc_tasks.plans.plan_lookup import find_tasks, list_plans
from cchc_tasks.plans.rollover.year_rollover import RolloverReport, roll_over
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.due_lists import list_overdue
from cchc_tasks.tracking.task_updates import update_tasks
from cchc_tasks.tracking.undo_redo import undo_change
from tests.refusals import says

_OLD = """STT,Nhiệm vụ,Kết quả/sản phẩm,Đơn vị chủ trì,Thời gian hoàn thành,Kết quả thực hiện
1,Số hóa hồ sơ lưu trữ,Báo cáo,Văn phòng Sở,Quý III/2022,Đang thực hiện
2,Giao ban cải cách hành chính năm 2022,Biên bản,Văn phòng Sở,Thường xuyên trong năm 2022,
3,Ban hành Quy chế làm việc,Quyết định,Thanh tra Sở,Quý I/2022,Đã hoàn thành
4,Thí điểm kho dữ liệu dùng chung,Báo cáo,Thanh tra Sở,Quý II/2022,Đang thực hiện
5,Thực hiện Kế hoạch số 15/KH-UBND ngày 10/01/2022,Báo cáo,Văn phòng Sở,Hằng quý,
"""
_NEW = """STT,Nhiệm vụ,Kết quả/sản phẩm,Đơn vị chủ trì,Thời gian hoàn thành
1,Giao ban cải cách hành chính năm 2023,Biên bản,Văn phòng Sở,Thường xuyên trong năm 2023
2,Số hóa hồ sơ lưu trữ,Báo cáo,Văn phòng Sở,Quý II/2023
3,Thực hiện Kế hoạch số 15/KH-UBND ngày 10/01/2022,Báo cáo,Văn phòng Sở,Hằng quý
4,Khảo sát mức độ hài lòng của người dân,Báo cáo,Thanh tra Sở,Quý IV/2023
"""
_DECEMBER, _FEBRUARY = date(2022, 12, 20), date(2023, 2, 10)


def _act(day: date) -> Act:
    return Act("Người thử", datetime(day.year, day.month, day.day, 2, tzinfo=UTC), day)


def _import(database: Database, folder: Path, text: str, year: int, day: date) -> ImportReport:
    path = folder / f"ke hoach {year}.csv"
    path.write_text(text, encoding="utf-8")
    title = f"Kế hoạch cải cách hành chính năm {year}"
    reported = date(2022, 6, 1) if year == 2022 else None
    return import_plan(
        database, ImportRequest(path, title=title, period=Period.of_year(year), reported_on=reported), _act(day)
    )


def _draft(database: Database, folder: Path) -> RolloverReport:
    _import(database, folder, _OLD, 2022, date(2022, 6, 1))
    return roll_over(database, "CCHC-2022", "CCHC-2023", 2023, _act(_DECEMBER), DueRules())


def _is_whole(database: Database) -> bool:
    found = check_database(database, repair=False)
    return not (found.complaints or found.tasks or found.plans)


def _overdue(database: Database, day: date) -> set[str]:
    return {f"{task.plan}/{task.ref}" for task, _ in list_overdue(database, Filters(), day)}


def test_unfinished_tasks_are_carried_recurring_ones_renewed_and_finished_ones_left(
    database: Database, tmp_path: Path
) -> None:
    report = _draft(database, tmp_path)
    assert [rolled.action for rolled in report.tasks] == ["carried", "renewed", "left", "carried", "renewed"]
    assert report.tasks[1].words is not None
    assert report.tasks[1].words.title == "Giao ban cải cách hành chính năm 2023"
    assert report.tasks[4].words is not None
    assert report.tasks[4].words.title == "Thực hiện Kế hoạch số 15/KH-UBND ngày 10/01/2022"
    assert report.tasks[0].words is not None
    assert report.tasks[0].words.deadline == "Quý III/2022"
    assert report.tasks[0].doubts


def test_a_preview_stores_nothing(database: Database, tmp_path: Path) -> None:
    _import(database, tmp_path, _OLD, 2022, date(2022, 6, 1))
    before = len(list_changes(database))
    roll_over(database, "CCHC-2022", "CCHC-2023", 2023, _act(_DECEMBER), DueRules(), dry_run=True)
    assert len(list_changes(database)) == before


def test_a_draft_is_silent_and_the_old_task_names_where_it_goes(database: Database, tmp_path: Path) -> None:
    _draft(database, tmp_path)
    assert [plan.code for plan in list_plans(database)] == ["CCHC-2022"]
    assert {ref.partition("/")[0] for ref in _overdue(database, date(2023, 12, 31))} == {"CCHC-2022"}
    (task,) = find_tasks(database, ["CCHC-2022/1"], _DECEMBER)
    assert task.links == (("carried_to", "CCHC-2023/1"),)
    assert _is_whole(database)


def test_the_issued_plan_takes_the_drafts_place_and_follows_carried_tasks_up_once(
    database: Database, tmp_path: Path
) -> None:
    _draft(database, tmp_path)
    _import(database, tmp_path, _NEW, 2023, _FEBRUARY)
    old, new, left = find_tasks(database, ["CCHC-2022/1", "CCHC-2023/2", "CCHC-2022/4"], _FEBRUARY)
    assert (old.status, old.links) == (Status.CARRIED_OVER, (("carried_to", "CCHC-2023/2"),))
    assert (new.status, new.links) == (Status.NOT_STARTED, (("carried_from", "CCHC-2022/1"),))
    assert (left.status, left.links) == (Status.IN_PROGRESS, ())
    assert "CCHC-2022/1" not in _overdue(database, _FEBRUARY)
    assert "CCHC-2022/4" in _overdue(database, _FEBRUARY)
    assert "CCHC-2022/1" in _overdue(database, date(2022, 12, 31))
    details = [detail for change in list_changes(database, "CCHC-2022/4") for detail in change.details]
    assert any(field == "left_out" and "CCHC-2023" in value for _, field, value, _ in details)
    assert _is_whole(database)


def test_the_import_says_what_the_issued_plan_left_out(database: Database, tmp_path: Path) -> None:
    _draft(database, tmp_path)
    report = _import(database, tmp_path, _NEW, 2023, _FEBRUARY)
    told = [notice.message for notice in report.notices if notice.code == "draft"]
    assert any("CCHC-2023/4" in message and "CCHC-2022/4" in message for message in told)


def test_taking_the_issue_back_leaves_the_draft_and_the_old_tasks_as_they_were(
    database: Database, tmp_path: Path
) -> None:
    _draft(database, tmp_path)
    before = _overdue(database, _FEBRUARY)
    _import(database, tmp_path, _NEW, 2023, _FEBRUARY)
    undo_change(database, _act(_FEBRUARY))
    assert [plan.code for plan in list_plans(database)] == ["CCHC-2022"]
    assert _overdue(database, _FEBRUARY) == before
    (task,) = find_tasks(database, ["CCHC-2022/1"], _FEBRUARY)
    assert task.links == (("carried_to", "CCHC-2023/1"),)
    assert _is_whole(database)


def test_a_task_finished_before_the_issue_stays_finished(database: Database, tmp_path: Path) -> None:
    _draft(database, tmp_path)
    asked = ActRequest(("CCHC-2022/1",), _act(date(2022, 12, 28)), "", DueRules())
    update_tasks(database, asked, Update(status=Status.DONE))
    _import(database, tmp_path, _NEW, 2023, _FEBRUARY)
    (task,) = find_tasks(database, ["CCHC-2022/1"], _FEBRUARY)
    assert task.status is Status.DONE


def test_a_second_draft_and_a_year_that_is_not_later_are_refused(database: Database, tmp_path: Path) -> None:
    _draft(database, tmp_path)
    with pytest.raises(ConflictError, check=says("CCHC-2023")):
        roll_over(database, "CCHC-2022", "CCHC-2023", 2023, _act(_DECEMBER), DueRules())
    with pytest.raises(UsageError, check=says("2022")):
        roll_over(database, "CCHC-2022", "CCHC-2022B", 2022, _act(_DECEMBER), DueRules())


def test_a_draft_that_is_taken_back_leaves_no_link(database: Database, tmp_path: Path) -> None:
    _draft(database, tmp_path)
    undo_change(database, _act(_DECEMBER))
    (task,) = find_tasks(database, ["CCHC-2022/1"], _DECEMBER)
    assert task.links == ()
    roll_over(database, "CCHC-2022", "CCHC-2023", 2023, _act(_DECEMBER), DueRules())
