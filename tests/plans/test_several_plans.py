"""Both plans of one file go in: each under its own code, all of them or none; a copy of a plan is not one more."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest

from cchc_tasks.errors import ConflictError, DatabaseError, UsageError
from cchc_tasks.model.acts import Act
from cchc_tasks.model.amendment import AmendmentRequest
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.interpreted_plan import ImportRequest
from cchc_tasks.plans.amending.amendment_import import preview_amendment, read_amendment
from cchc_tasks.plans.plan_import import import_plans
from cchc_tasks.plans.plan_lookup import list_plans
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.undo_redo import undo_change
from tests.conftest import SAMPLES, Run
from tests.faults import run_full
from tests.refusals import message_text, says

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


Write = Callable[..., Path]


def codes(database: Database) -> list[str]:
    return sorted(plan.code for plan in list_plans(database))


@pytest.mark.parametrize("write", [document, workbook])
def test_both_plans_of_a_file_go_in_and_each_can_be_taken_back(
    database: Database, act: Act, tmp_path: Path, write: Write
) -> None:
    path = write(tmp_path / "hai_ke_hoach", (PLAN, TASKS), (REMEDY, REMEDIES))
    reports = import_plans(database, ImportRequest(path), act)
    assert [(report.plan.code, len(report.plan.tasks)) for report in reports] == [("CCHC-2025", 3), ("KP-2025", 2)]
    assert codes(database) == ["CCHC-2025", "KP-2025"]
    assert not [n for report in reports for n in report.notices if n.code in ("other_table", "other_sheet")]
    undo_change(database, act)
    assert codes(database) == ["CCHC-2025"]


def test_a_copy_or_a_draft_of_the_plan_is_told_of_and_not_taken_in_twice(
    database: Database, act: Act, tmp_path: Path
) -> None:
    for name, plans in (
        ("cung_ten", ((PLAN, TASKS), (PLAN, TASKS[:2]))),
        ("cung_viec", ((PLAN, TASKS), ("DỰ THẢO KẾ HOẠCH KHẮC PHỤC NĂM 2025", TASKS[:2]))),
    ):
        path = workbook(tmp_path / f"{name}.xlsx", *plans)
        (report,) = import_plans(database, ImportRequest(path, dry_run=True), act)
        assert len(report.plan.tasks) == 3
        assert "other_sheet" in {notice.code for notice in report.notices}


def test_another_plan_whose_year_is_not_clear_is_left_out_and_that_is_said(
    database: Database, act: Act, tmp_path: Path
) -> None:
    path = document(tmp_path / "a.docx", (PLAN, TASKS), ("KẾ HOẠCH KHẮC PHỤC TỒN TẠI", REMEDIES))
    (report,) = import_plans(database, ImportRequest(path), act)
    assert codes(database) == ["CCHC-2025"]
    (told,) = [notice.message for notice in report.notices if notice.code == "other_plan"]
    assert "KẾ HOẠCH KHẮC PHỤC TỒN TẠI" in told


@pytest.mark.parametrize(
    ("write", "options"), [(document, ("--table 1", "--table 2")), (workbook, ("--sheet Sheet", '--sheet "Trang 2"'))]
)
@pytest.mark.parametrize("named", [{"code": "THU"}, {"title": "Kế hoạch năm 2025"}])
def test_a_code_or_a_title_for_several_plans_is_refused_and_says_how_to_choose_one(
    database: Database, act: Act, tmp_path: Path, write: Write, options: tuple[str, str], named: dict[str, str]
) -> None:
    path = write(tmp_path / "hai", (PLAN, TASKS), (REMEDY, REMEDIES))
    with pytest.raises(UsageError) as refused:
        import_plans(database, ImportRequest(path, **named), act)
    assert all(option in message_text(refused.value) for option in options)
    assert codes(database) == []
    chosen = {"table": 2} if write is document else {"sheet": "Trang 2"}
    import_plans(database, ImportRequest(path, code="THU", period=Period.of_year(2025), **chosen), act)
    assert codes(database) == ["THU"]


def test_a_plan_whose_words_were_never_calculated_is_not_taken_in(database: Database, act: Act, tmp_path: Path) -> None:
    unknown = [REMEDIES[0], ("2", '="Chưa số hóa "&"kết quả"', *REMEDIES[1][2:])]
    path = workbook(tmp_path / "a.xlsx", (PLAN, TASKS), (REMEDY, unknown))
    (report,) = import_plans(database, ImportRequest(path), act)
    assert report.plan.code == "CCHC-2025"
    assert "other_sheet" in {notice.code for notice in report.notices}


def test_a_hidden_sheet_is_no_plan_of_the_file(database: Database, act: Act, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", (PLAN, TASKS), (REMEDY, REMEDIES))
    book = openpyxl.load_workbook(path)
    book["Trang 2"].sheet_state = "hidden"
    book.save(path)
    (report,) = import_plans(database, ImportRequest(path), act)
    assert (report.plan.code, "hidden_sheets" in {n.code for n in report.notices}) == ("CCHC-2025", True)


def test_the_title_of_the_second_plan_is_not_told_of_as_left_out(database: Database, act: Act, tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", (PLAN, TASKS), (REMEDY, REMEDIES))
    reports = import_plans(database, ImportRequest(path), act)
    assert not [notice for report in reports for notice in report.notices if REMEDY in notice.message]


def test_two_plans_with_one_code_are_told_of(database: Database, act: Act, tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", (PLAN, TASKS), (f"{PLAN}, PHẦN HAI", REMEDIES))
    (report,) = import_plans(database, ImportRequest(path), act)
    (told,) = [notice.message for notice in report.notices if notice.code == "other_plan"]
    assert ("PHẦN HAI" in told, "CCHC-2025" in told, "--table 2" in told) == (True, True, True)


def test_all_plans_of_a_file_are_stored_or_none(database: Database, act: Act, tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", (PLAN, TASKS), (REMEDY, REMEDIES))
    codes(database)
    run_full(database, "plan", "NEW.code = 'KP-2025'")
    with pytest.raises(DatabaseError, check=says("đầy")):
        import_plans(database, ImportRequest(path), act)
    assert codes(database) == []


def test_an_amendment_takes_the_plan_of_its_code_among_several(database: Database, act: Act, tmp_path: Path) -> None:
    import_plans(database, ImportRequest(document(tmp_path / "a.docx", (PLAN, TASKS), (REMEDY, REMEDIES))), act)
    later = [REMEDIES[0], (*REMEDIES[1][:3], "Tháng 8/2025", "")]
    path = document(tmp_path / "b.docx", (PLAN, TASKS), (REMEDY, later))
    request = AmendmentRequest(path, ("Quyết định số 9/QĐ-STP ngày 05/01/2025",), code="KP-2025")
    report = preview_amendment(database, read_amendment(database, request, act))
    assert ([change.ref for change in report.changed], report.added, report.removed) == (["2"], (), ())
    with pytest.raises(UsageError, check=says("chưa rõ đang sửa đổi kế hoạch nào")):
        read_amendment(database, replace(request, code=""), act)
    with pytest.raises(UsageError, check=says("--table 1")):
        read_amendment(database, replace(request, code="THU"), act)


def test_a_named_table_is_one_plan(database: Database, act: Act, tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", (PLAN, TASKS), (REMEDY, REMEDIES))
    (report,) = import_plans(database, ImportRequest(path, table=2), act)
    assert report.plan.code == "KP-2025"
    assert codes(database) == ["KP-2025"]


def test_the_same_file_again_changes_nothing(database: Database, act: Act, tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", (PLAN, TASKS), (REMEDY, REMEDIES))
    import_plans(database, ImportRequest(path), act)
    with pytest.raises(ConflictError):
        import_plans(database, ImportRequest(path), act)
    assert codes(database) == ["CCHC-2025", "KP-2025"]


def test_the_samples_hold_one_plan_each(database: Database, act: Act) -> None:
    for path in (*SAMPLES.glob("*.csv"), *SAMPLES.glob("*.txt")):
        period = Period.of_year(2023 if "2023" in path.name else 2022)
        assert len(import_plans(database, ImportRequest(path, period=period, dry_run=True), act)) == 1


def test_the_command_tells_each_plan(run: Run, tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", (PLAN, TASKS), (REMEDY, REMEDIES))
    done = run("import", path, CCHC_TASKS_TODAY="2025-01-10")
    assert done.returncode == 0
    assert "CCHC-2025" in done.stdout
    assert "KP-2025" in done.stdout
    assert run("plans").stdout.count("2025") >= 2


def test_as_json_each_plan_is_an_object_of_its_own_line(run: Run, tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", (PLAN, TASKS), (REMEDY, REMEDIES))
    done = run("import", path, "--json", "--dry-run", CCHC_TASKS_TODAY="2025-01-10")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(plan["plan"], plan["tasks"], plan["stored"]) for plan in found] == [
        ("CCHC-2025", 3, False), ("KP-2025", 2, False),
    ]  # fmt: skip
    assert json.loads(run("plans", "--json").stdout) == []
