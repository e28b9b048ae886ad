"""Both plans of one file go in: each under its own code, all of them or none; a copy of a plan is not one more."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest

from cchc_tasks.errors import ConflictError
from cchc_tasks.model.acts import Act
from cchc_tasks.model.deadlines import Period
from cchc_tasks.model.imports import ImportRequest
from cchc_tasks.services.acts.undoing import undo_change
from cchc_tasks.services.import_plan import import_plans
from cchc_tasks.services.looking import list_plans
from cchc_tasks.storage.engine import Database
from tests.conftest import SAMPLES, Run

HEADER = ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian hoàn thành", "Kết quả thực hiện")
PLAN = "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2025 CỦA SỞ MẪU"
REMEDY = "KẾ HOẠCH KHẮC PHỤC TỒN TẠI, HẠN CHẾ NĂM 2025"
TASKS = [
    ("1", "Ban hành kế hoạch tuyên truyền", "Văn phòng Sở", "Quý I/2025", ""),
    ("2", "Rà soát thủ tục hành chính", "Phòng Nghiệp vụ", "Quý II/2025", ""),
    ("3", "Đánh giá chất lượng dịch vụ công", "Thanh tra Sở", "Tháng 9/2025", ""),
]
REMEDIES = [
    ("1", "Hồ sơ trễ hạn còn nhiều", "Văn phòng Sở", "Tháng 3/2025", ""),
    ("2", "Chưa số hóa kết quả giải quyết", "Phòng Nghiệp vụ", "Tháng 6/2025", ""),
]


def document(path: Path, *plans: tuple[str, list[tuple[str, ...]]]) -> Path:
    made = docx.Document()
    for title, tasks in plans:
        made.add_paragraph(title)
        table = made.add_table(rows=0, cols=len(HEADER))
        for row in (HEADER, *tasks):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    made.save(str(path))
    return path


def workbook(path: Path, *plans: tuple[str, list[tuple[str, ...]]]) -> Path:
    book = openpyxl.Workbook()
    for place, (title, tasks) in enumerate(plans):
        sheet = book.active if place == 0 else book.create_sheet(f"Trang {place + 1}")
        assert sheet is not None
        for row in ((title,), HEADER, *tasks):
            sheet.append(row)
    book.save(path)
    return path


def codes(database: Database) -> list[str]:
    return sorted(plan.code for plan in list_plans(database))


@pytest.mark.parametrize("write", [document, workbook])
def test_both_plans_of_a_file_go_in_and_each_can_be_taken_back(
    database: Database, act: Act, tmp_path: Path, write: object
) -> None:
    path = write(tmp_path / "hai_ke_hoach", (PLAN, TASKS), (REMEDY, REMEDIES))  # type: ignore[operator]
    reports = import_plans(database, ImportRequest(path), act)
    assert [(report.plan.code, len(report.plan.tasks)) for report in reports] == [("CCHC-2025", 3), ("KP-2025", 2)]
    assert codes(database) == ["CCHC-2025", "KP-2025"]
    assert not [n for report in reports for n in report.notices if n.code in ("other_table", "other_sheet")]
    undo_change(database, act)
    assert codes(database) == ["CCHC-2025"]


def test_a_copy_or_a_draft_of_the_plan_is_told_of_and_not_taken_in_twice(
    sqlite_database: Database, act: Act, tmp_path: Path
) -> None:
    for name, plans in (
        ("cung_ten", ((PLAN, TASKS), (PLAN, TASKS[:2]))),
        ("cung_viec", ((PLAN, TASKS), ("DỰ THẢO KẾ HOẠCH KHẮC PHỤC NĂM 2025", TASKS[:2]))),
    ):
        path = workbook(tmp_path / f"{name}.xlsx", *plans)
        (report,) = import_plans(sqlite_database, ImportRequest(path, dry_run=True), act)
        assert len(report.plan.tasks) == 3
        assert "other_sheet" in {notice.code for notice in report.notices}


def test_another_plan_whose_year_is_not_clear_is_left_out_and_that_is_said(
    sqlite_database: Database, act: Act, tmp_path: Path
) -> None:
    path = document(tmp_path / "a.docx", (PLAN, TASKS), ("KẾ HOẠCH KHẮC PHỤC TỒN TẠI", REMEDIES))
    (report,) = import_plans(sqlite_database, ImportRequest(path), act)
    assert codes(sqlite_database) == ["CCHC-2025"]
    (told,) = [notice.message for notice in report.notices if notice.code == "other_plan"]
    assert "KẾ HOẠCH KHẮC PHỤC TỒN TẠI" in told


def test_a_named_table_is_one_plan(sqlite_database: Database, act: Act, tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", (PLAN, TASKS), (REMEDY, REMEDIES))
    (report,) = import_plans(sqlite_database, ImportRequest(path, table=2), act)
    assert report.plan.code == "KP-2025"
    assert codes(sqlite_database) == ["KP-2025"]


def test_the_same_file_again_changes_nothing(sqlite_database: Database, act: Act, tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", (PLAN, TASKS), (REMEDY, REMEDIES))
    import_plans(sqlite_database, ImportRequest(path), act)
    with pytest.raises(ConflictError):
        import_plans(sqlite_database, ImportRequest(path), act)
    assert codes(sqlite_database) == ["CCHC-2025", "KP-2025"]


def test_the_samples_hold_one_plan_each(sqlite_database: Database, act: Act) -> None:
    for path in (*SAMPLES.glob("*.csv"), *SAMPLES.glob("*.txt")):
        period = Period.of_year(2023 if "2023" in path.name else 2022)
        assert len(import_plans(sqlite_database, ImportRequest(path, period=period, dry_run=True), act)) == 1


def test_the_command_tells_each_plan(run: Run, tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", (PLAN, TASKS), (REMEDY, REMEDIES))
    done = run("import", path, CCHC_TASKS_TODAY="2025-01-10")
    assert done.returncode == 0
    assert "CCHC-2025" in done.stdout
    assert "KP-2025" in done.stdout
    assert run("plans").stdout.count("2025") >= 2
