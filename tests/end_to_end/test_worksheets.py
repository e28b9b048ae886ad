"""The round trip with units as people run it: workbooks out, filled in, and back, on both databases."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.conftest import Run
from tests.end_to_end.test_acts import PLAN
from tests.end_to_end.test_on_a_terminal import on_a_terminal

TODAY = {"CCHC_TASKS_TODAY": "2022-07-15"}
LETTER = "Công văn số 41/STP-XDKT ngày 28/6/2022"
FILE = "CCHC-2022 Phòng XD, KT và TDTHPL.xlsx"


@pytest.fixture
def office(run: Run) -> Run:
    """The sample plan on 15 July 2022."""
    run.settings |= TODAY
    run.given("import", PLAN, "--reported-on", "15/6/2022")
    return run


def fill(path: Path, ref: str, cells: dict[str, str]) -> None:
    book = load_workbook(path)
    sheet: Any = book.active
    headers = {cell.value: cell.column for cell in sheet[4]}
    row = next(row for row in range(5, sheet.max_row + 1) if f"/{ref} " in str(sheet.cell(row, 1).value))
    for header, text in cells.items():
        sheet.cell(row, headers[header]).value = text
    book.save(path)


def test_a_workbook_goes_out_and_comes_back(office: Run, tmp_path: Path) -> None:
    folder = tmp_path / "gui don vi"
    wrote = office("report", "worksheet", folder, "--split-by", "unit", "--json")
    assert wrote.returncode == 0, wrote.stderr
    files = json.loads(wrote.stdout)
    assert sorted(found["file"] for found in files) == sorted(map(str, folder.iterdir()))
    mine = next(found for found in files if found["file"].endswith(FILE))
    assert (mine["unit"], mine["plans"], "CCHC-2022/13" in mine["tasks"]) == (
        "Phòng XD, KT và TDTHPL",
        ["CCHC-2022"],
        True,
    )
    assert f"Đã ghi {folder / FILE}: {len(mine['tasks'])} nhiệm vụ." in wrote.stderr

    cells = {"Tình hình": "Đã hoàn thành", "Ngày đã hoàn thành": "28/6/2022", "Văn bản minh chứng": LETTER}
    fill(folder / FILE, "13", cells)
    looked = office("import", "--results", folder / FILE, "--dry-run")
    assert "Xem trước, chưa lưu." in looked.stdout
    taken = office("import", "--results", folder / FILE)
    assert taken.returncode == 0, taken.stderr
    assert "cập nhật 1, không đổi" in taken.stdout
    assert "CCHC-2022/13 (dòng 13) Tình hình: «Chưa thực hiện» → «Đã hoàn thành»" in taken.stderr
    (task,) = json.loads(office("show", "13", "--json").stdout)
    assert (task["status"], task["milestones"][0]["done_on"], task["evidence"]) == ("done", "2022-06-28", [LETTER])

    again = office("import", "--results", folder / FILE)
    assert (again.returncode, "không có gì mới" in again.stderr) == (0, True)
    assert office("undo").returncode == 0
    (task,) = json.loads(office("show", "13", "--json").stdout)
    assert (task["status"], task["evidence"]) == ("not_started", [])
    assert office("db", "check").returncode == 0


def test_what_both_sides_changed_is_shown_and_not_written_over(office: Run, tmp_path: Path) -> None:
    path = tmp_path / "bang.xlsx"
    assert office("report", "worksheet", path, "--plan", "CCHC-2022").returncode == 0
    office("update", "13", "--result", "Chờ góp ý", CCHC_TASKS_ACTOR="Trưởng phòng")
    fill(path, "13", {"Kết quả thực hiện": "Đã in thử", "Khó khăn, vướng mắc": "Thiếu giấy"})
    taken = office("import", "--results", path, "--json")
    assert taken.returncode == 0
    report = json.loads(taken.stdout)
    (conflict,) = report["conflicts"]
    assert {name: conflict[name] for name in ("ref", "column", "before", "now", "sheet", "changed_by", "taken")} == {
        "ref": "CCHC-2022/13",
        "column": "result",
        "before": "Chưa thực hiện",
        "now": "Chờ góp ý",
        "sheet": "Đã in thử",
        "changed_by": "Trưởng phòng",
        "taken": False,
    }
    assert [(cell["column"], cell["before"], cell["after"]) for cell in report["changes"]] == [
        ("difficulty", None, "Thiếu giấy")
    ]
    stuck = office("import", "--results", path)
    assert stuck.returncode == 5
    assert "lúc gửi «Chưa thực hiện»; hiện nay «Chờ góp ý» (Trưởng phòng, " in stuck.stderr
    assert "--take-file" in stuck.stderr
    assert office("import", "--results", path, "--take-file").returncode == 0
    (task,) = json.loads(office("show", "13", "--json").stdout)
    assert (task["result_text"], task["difficulty"]) == ("Đã in thử", "Thiếu giấy")


def test_who_sits_at_a_terminal_is_asked_of_each_cell(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bang.xlsx"
    run.given("import", PLAN, "--reported-on", "15/6/2022", **TODAY)
    assert run("report", "worksheet", path, **TODAY).returncode == 0
    run("update", "13", "--result", "Chờ góp ý", CCHC_TASKS_ACTOR="Trưởng phòng", **TODAY)
    fill(path, "13", {"Kết quả thực hiện": "Đã in thử"})
    command = ["import", "--results", str(path), "--reported-on", "15/7/2022"]
    kept = on_a_terminal(tmp_path / "home", command, columns=100, typed="k\n", **TODAY)
    assert "Hiện nay: «Chờ góp ý» (Trưởng phòng" in kept
    assert "đã giữ nguyên" in kept
    on_a_terminal(tmp_path / "home", command, columns=100, typed="c\n", **TODAY)
    (task,) = json.loads(run("show", "13", "--json", **TODAY).stdout)
    assert task["result_text"] == "Đã in thử"


def test_a_sheet_saved_as_text_with_rows_sorted_and_left_out_is_read(office: Run, tmp_path: Path) -> None:
    path = tmp_path / "bang.xlsx"
    assert office("report", "worksheet", path).returncode == 0
    fill(path, "19", {"Tình hình": "Đang thực hiện", "Kết quả thực hiện": "Đã làm việc; còn 02 cơ quan, chưa trả lời"})
    sheet: Any = load_workbook(path).active
    rows = [[str(value or "") for value in row] for row in sheet.iter_rows(values_only=True)]
    kept = [row for row in rows[4:] if "/13 " not in row[0]]
    text = tmp_path / "bang.csv"
    with text.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([*rows[:4], *sorted(kept, key=lambda row: row[2])])
    taken = office("import", "--results", text, "--json")
    report = json.loads(taken.stdout)
    assert (report["matched"], len(report["changes"]), report["refused"], report["differences"]) == (53, 2, [], [])


def test_a_worksheet_is_no_amended_plan(office: Run, tmp_path: Path) -> None:
    path = tmp_path / "bang.xlsx"
    assert office("report", "worksheet", path, "--unit", "van phong so").returncode == 0
    done = office("import", "--update", path, "--evidence", "Quyết định số 1/QĐ-STP ngày 01/7/2022", "--yes")
    assert (done.returncode, "import --results" in done.stderr) == (2, True)
    again = office("report", "worksheet", path)
    assert (again.returncode, "--overwrite" in again.stderr) == (5, True)
