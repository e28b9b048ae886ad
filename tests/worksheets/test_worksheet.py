"""A unit's worksheet: what is locked, what can be chosen, and texts that stay texts."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from cchc_tasks.messages.status_words import STATUS_WORDS
from cchc_tasks.model.fields import TEXTS
from cchc_tasks.model.status import Kind, Status
from cchc_tasks.model.task import Milestone, Plan, Task
from cchc_tasks.plans.plan_file import read_draft_from_bytes
from cchc_tasks.reading.worksheet_codes import read_code
from cchc_tasks.worksheets.words import HEADERS
from cchc_tasks.worksheets.worksheet import COLUMNS, REPORTED, Worksheet, read_status, worksheet_file

DAY = date(2022, 7, 15)
PLAN = Plan(1, "CCHC-2022", "Kế hoạch cải cách hành chính năm 2022", date(2022, 1, 1), date(2022, 12, 31))
TASK = Task(
    1, "CCHC-2022", "10", 10, DAY, dict.fromkeys((field.name for field in TEXTS), "") | {
        "no": "10", "title": "Rà soát văn bản", "lead": "Văn phòng Sở", "deadline": "Quý II/2022",
        "result": "Đang rà soát",
    }, section_no="I", section_title="CẢI CÁCH THỂ CHẾ", seq=3,
    reported=Status.IN_PROGRESS, milestones=(Milestone(1, 1, 1, Kind.FIXED, due=date(2022, 6, 30)),),
)  # fmt: skip
DONE = replace(
    TASK, task_id=2, ref="#2", texts={**TASK.texts, "no": "", "title": "Ban hành quy chế"}, reported=Status.DONE, seq=1,
    evidence=("Quyết định số 1/QĐ-STP", "Quyết định số 2/QĐ-STP"),
    milestones=(Milestone(2, 2, 1, Kind.FIXED, due=date(2022, 6, 30), closed=True, done_on=date(2022, 6, 5)),),
)  # fmt: skip


def sheet_of(*tasks: Task, **options: Any) -> Any:
    plans = options.pop("plans", (PLAN,))
    data = worksheet_file(Worksheet("Văn phòng Sở", plans, tasks, DAY, **options))
    return load_workbook(io.BytesIO(data)).active


def row_of(sheet: Any, row: int) -> dict[str, Any]:
    return dict(zip(COLUMNS, (cell.value for cell in sheet[row]), strict=True))


def test_the_head_names_the_plan_the_unit_and_the_day_and_tells_what_to_do() -> None:
    sheet = sheet_of(TASK)
    assert sheet["A1"].value == "Kế hoạch cải cách hành chính năm 2022 (CCHC-2022)"
    assert sheet["A2"].value == "Đơn vị: Văn phòng Sở. Tình hình đến ngày 15/7/2022; 1 nhiệm vụ."
    assert "chỉ điền các ô nền vàng" in sheet["A3"].value
    assert [cell.value for cell in sheet[4]] == list(HEADERS.values())
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A5", "$4:$4")
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize), sheet.page_setup.fitToWidth) == (
        "landscape",
        9,
        1,
    )


def test_rows_show_the_state_of_the_day_below_their_section() -> None:
    sheet = sheet_of(TASK, DONE)
    assert [cell for cell in row_of(sheet, 5).values() if cell] == ["I", "CẢI CÁCH THỂ CHẾ"]
    assert row_of(sheet, 6) == {
        "ref": "CCHC-2022/10 (lần 3, 15/07/2022)",
        "no": "10",
        "title": "Rà soát văn bản",
        "lead": "Văn phòng Sở",
        "deadline": "Quý II/2022",
        "status": "Đang thực hiện",
        "result": "Đang rà soát",
        "done_on": None,
        "evidence": None,
        "difficulty": None,
    }
    done = row_of(sheet, 7)
    assert (done["ref"], done["no"], done["status"]) == ("CCHC-2022/#2 (lần 1, 15/07/2022)", None, "Đã hoàn thành")
    assert (done["done_on"], done["evidence"]) == ("05/06/2022", "Quyết định số 1/QĐ-STP\nQuyết định số 2/QĐ-STP")


def test_only_what_a_unit_reports_is_unlocked_and_the_sheet_has_no_password() -> None:
    sheet = sheet_of(TASK, DONE)
    unlocked = {(cell.row, COLUMNS[cell.column - 1]) for row in sheet.iter_rows() for cell in row
                if not cell.protection.locked}  # fmt: skip
    assert unlocked == {(row, column) for row in (6, 7) for column in REPORTED}
    assert sheet.protection.sheet
    assert not sheet.protection.password


def test_statuses_are_chosen_from_a_list_in_their_order() -> None:
    choices = {str(found.sqref): found for found in sheet_of(TASK, DONE).data_validations.dataValidation}
    listed = choices["F5:F7"]
    assert listed.formula1 == '"' + ",".join(STATUS_WORDS.values()) + '"'
    assert (listed.type, listed.showErrorMessage, len(listed.formula1) <= 255) == ("list", True, True)
    assert "ngày/tháng/năm" in choices["H5:H7"].prompt


FORMULAS = ("=1+1", "+84 912 345", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "_x0041_")


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_never_becomes_a_formula(text: str) -> None:
    texts = {**TASK.texts, "title": text, "result": text, "difficulty": text, "lead": text}
    task = replace(TASK, texts=texts, evidence=(text,))
    data = worksheet_file(Worksheet("", (PLAN,), (task,), DAY))
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    xml = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml
    (row,) = read_draft_from_bytes(data, "bang.xlsx").tasks
    assert (row.title, row.result, row.evidence) == (text, text, text)


def test_control_characters_go_and_a_very_long_text_is_cut_and_locked() -> None:
    task = replace(TASK, texts={**TASK.texts, "result": "a\x07b\x00c\u202ed", "difficulty": "x" * 40_000})
    sheet = sheet_of(task)
    assert row_of(sheet, 6)["result"] == "a b cd"
    assert len(row_of(sheet, 6)["difficulty"]) == 32_000
    assert [sheet.cell(6, place).protection.locked for place in (7, 10)] == [False, True]


def test_several_plans_stand_one_below_the_other_and_sorted_rows_have_no_sections() -> None:
    other = Plan(2, "KP-2022", "Kế hoạch khắc phục", date(2022, 1, 1), date(2022, 12, 31))
    tasks = (TASK, replace(TASK, plan="KP-2022", ref="1"))
    sheet = sheet_of(*tasks, plans=(PLAN, other))
    assert sheet["A1"].value == "Kết quả thực hiện các kế hoạch CCHC-2022, KP-2022"
    titles = [sheet.cell(row, 3).value for row in range(5, 11)]
    assert titles == [
        "CCHC-2022: Kế hoạch cải cách hành chính năm 2022", "CẢI CÁCH THỂ CHẾ", "Rà soát văn bản",
        "KP-2022: Kế hoạch khắc phục", "CẢI CÁCH THỂ CHẾ", "Rà soát văn bản",
    ]  # fmt: skip
    assert sheet_of(*tasks, plans=(PLAN, other), in_order=False).max_row == 6


def test_an_extended_deadline_shows_the_later_day() -> None:
    later = replace(TASK.milestones[0], due=date(2022, 9, 30), extended_from=date(2022, 6, 30))
    cell = row_of(sheet_of(replace(TASK, milestones=(later,))), 6)["deadline"]
    assert cell == "Quý II/2022\n(gia hạn đến 30/09/2022)"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CCHC-2022/10 (lần 3, 15/07/2022)", ("CCHC-2022", "10", 3, DAY)),
        ("cchc-2022 / A.I.3 (LẦN 12)", ("CCHC-2022", "A.I.3", 12, None)),
        ("CCHC-2022/#7 (lần 1,15/7/2022)", ("CCHC-2022", "#7", 1, DAY)),
        ("CCHC-2022/10", ("CCHC-2022", "10", None, None)),
        ("CCHC-2022/10 (lần 3, 31/02/2022)", None),
        ("Quý I/2022", None),
        ("12/2022", None),
        ("", None),
    ],
)
def test_a_row_s_code_is_read_back(text: str, code: tuple[Any, ...] | None) -> None:
    assert read_code(text) == code


def test_every_status_is_known_by_its_own_words() -> None:
    assert {read_status(words.upper()) for words in STATUS_WORDS.values()} == set(Status)
    assert read_status("Đang") is None
