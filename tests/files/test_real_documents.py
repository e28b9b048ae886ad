"""The real plans as documents: every cell of them arrives, and what is no plan is named."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cchc_tasks.errors import UnreadableFileError
from cchc_tasks.files.office_suite import find_program
from cchc_tasks.plans.plan_file import read_draft
from tests.refusals import says

FIELDS = {
    "title": "title",
    "activities": "activities",
    "outputs": "outputs",
    "lead": "lead_units",
    "support": "support_units",
    "deadline": "deadline",
    "result": "result",
}


def plain(value: object) -> str:
    """The words of a cell: bullets, blanks and line breaks do not count."""
    lines = value if isinstance(value, list) else str(value or "").split("\n")
    text = " ".join(re.sub(r"^\s*[-–•]\s*", "", str(line)) for line in lines)
    return " ".join(re.sub(r"(?<=[;.,:]) - (?=\S)", " ", text).split())


@pytest.mark.parametrize(
    "name",
    [
        *(f"good/{plan}.{kind}" for plan in ("plan54", "remedy15") for kind in ("docx", "doc", "odt", "html")),
        "good/plan54_lo.docx",
        "good/remedy15_lo.docx",
        "variants/v01_column_order.docx",
        "variants/v02_header_names.docx",
        "variants/v05_restart_numbering.docx",
        "variants/v16_page_split_rows.docx",
        "bad/b03_really_doc.docx",
    ],
)
def test_the_real_plans_arrive_cell_for_cell(shared: Path, name: str) -> None:
    if (name.endswith(".doc") or "really_doc" in name) and find_program() is None:
        pytest.skip("LibreOffice is not installed")
    gold = "remedy15" if "remedy15" in name else "plan54"
    expected = json.loads((shared / "gold" / f"{gold}.json").read_text(encoding="utf-8"))
    draft = read_draft(shared / "plans" / name)
    different = [
        (row["no"], field)
        for row, task in zip(expected, draft.tasks, strict=True)
        for field, key in FIELDS.items()
        if plain(task.texts.get(field, "")) != plain(row.get(key))
    ]
    assert different == []


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("good/statistics.docx", "bảng thống kê"),
        ("bad/b01_truncated.docx", "hỏng hoặc chưa tải về đủ"),
        ("bad/b02_empty.docx", "rỗng"),
        ("bad/b07_zip_bomb.xlsx", "bung ra quá lớn"),
        ("bad/b08_xxe.docx", "DOCTYPE"),
        ("bad/b10_password.docx", "mật khẩu"),
        ("bad/b11_no_table.docx", "Không tìm thấy bảng"),
        ("bad/b12_unknown_header.docx", "Cột 1"),
    ],
)
def test_what_is_no_plan_is_called_what_it_is(shared: Path, name: str, sentence: str) -> None:
    with pytest.raises(UnreadableFileError, check=says(sentence)):
        read_draft(shared / "plans" / name)


def test_tracked_changes_notes_and_hidden_text_come_out_right(shared: Path) -> None:
    draft = read_draft(shared / "plans" / "variants" / "v12_tracked_footnotes.docx")
    tasks = {task.no: task for task in draft.tasks}
    assert (tasks["1"].deadline, tasks["5"].deadline) == ("Tháng 02/2022", "Quý III/2022 (sửa đổi)")
    assert "3" not in tasks
    assert tasks["6"].title.endswith("[ô điều khiển]")
    assert {"tracked_changes", "hidden_text"} <= {notice.code for notice in draft.notices}
