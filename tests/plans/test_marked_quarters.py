"""Plans that mark their deadlines in columns of quarters or months: the header's words are the deadline."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from cchc_tasks.messages.doubt_words import sentence
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.draft import Draft
from cchc_tasks.plans.plan_file import read_draft_from_bytes
from cchc_tasks.reading.deadlines.deadline_reader import read_deadline
from tests.files.word_samples import cell, document, row, table
from tests.files.workbooks import make_xlsx

QUARTERS = ("Quý I", "Quý II", "Quý III", "Quý IV")
MONTHS = tuple(f"T{month}" for month in range(1, 13))
GROUP = "Thời gian thực hiện (năm 2024)"
YEAR = Period.of_year(2024)


def read_csv(*rows: tuple[str, ...]) -> Draft:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return read_draft_from_bytes(out.getvalue().encode(), "bang.csv")


def plan(*marks: tuple[str, ...], columns: tuple[str, ...] = QUARTERS, group: str = GROUP) -> Draft:
    """A plan whose header has two rows, in a file without merges; each task has the given marks."""
    rest = ("",) * (len(columns) - 1)
    upper, lower = ("TT", "Nội dung", "Chủ trì", group, *rest), ("", "", "", *columns)
    return read_csv(upper, lower, *((str(n), f"Việc {n}", "Văn phòng", *found) for n, found in enumerate(marks, 1)))


def deadlines(draft: Draft) -> list[str]:
    return [task.deadline for task in draft.tasks]


def codes(draft: Draft) -> list[tuple[str, int | None]]:
    return [(notice.code, notice.row) for notice in draft.notices]


def due_days(text: str) -> list[str]:
    return [str(milestone.due) for milestone in read_deadline(text, YEAR).milestones]


@pytest.mark.parametrize("mark", ["x", "X", "✓", "√", "«x»", " x ", "☑", "(x)"])
def test_a_mark_is_a_deadline_in_the_words_above_it(mark: str) -> None:
    draft = plan((mark, "", mark, ""), ("", "", "", mark))
    assert deadlines(draft) == ["Quý I, Quý III năm 2024", "Quý IV năm 2024"]
    assert due_days(draft.tasks[0].deadline) == ["2024-03-31", "2024-09-30"]
    assert codes(draft)[-1] == ("period_columns", None)
    assert draft.headers["deadline"] == f"{GROUP} Quý I … {GROUP} Quý IV"


def test_nothing_marked_is_no_deadline_and_a_table_without_any_mark_is_told_of() -> None:
    assert deadlines(plan(("", "", "", ""), ("x", "", "", ""))) == ["", "Quý I năm 2024"]
    unmarked = plan(("", "", "", ""), ("☐", "☐", "☐", "☐"))
    assert deadlines(unmarked) == ["", ""]
    assert [notice.message for notice in unmarked.notices if "tô màu" in notice.message]


def test_months_are_read_by_their_short_names_too() -> None:
    draft = plan(tuple("x" if month in (3, 9) else "" for month in range(1, 13)), columns=MONTHS)
    assert deadlines(draft) == ["Tháng 3, Tháng 9 năm 2024"]
    assert due_days(draft.tasks[0].deadline) == ["2024-03-31", "2024-09-30"]


@pytest.mark.parametrize(
    ("group", "columns", "words"),
    [
        ("Thời gian thực hiện", QUARTERS, "Quý I"),
        ("Quý", ("I", "II", "III", "IV"), "Quý I"),
        ("Thời gian thực hiện (tháng)", tuple(map(str, range(1, 13))), "Tháng 1"),
        ("Tiến độ thực hiện", ("Quý I/2025", "Quý II/2025"), "Quý I/2025"),
        ("Lộ trình thực hiện", ("2024", "2025", "2026"), "Năm 2024"),
        ("Thời hạn", ("6 tháng đầu năm", "6 tháng cuối năm"), "6 tháng đầu năm"),
        ("Thời gian", ("Quý 1", "Quý 2", "Quý 3", "Quý 4"), "Quý 1"),
        ("Năm 2024", ("Q1", "Q2", "Q3", "Q4"), "Q1 năm 2024"),
    ],
)
def test_each_way_to_name_the_columns_is_known(group: str, columns: tuple[str, ...], words: str) -> None:
    assert deadlines(plan(("x", *("",) * (len(columns) - 1)), columns=columns, group=group)) == [words]
    assert not read_deadline(words, YEAR).unread


def test_columns_that_count_something_by_quarter_are_no_deadlines() -> None:
    counted = plan(("10", "20", "30", "40"), group="Chỉ tiêu, kết quả cần đạt theo quý")
    assert "deadline" not in counted.headers
    assert deadlines(counted) == [""]
    assert ("extra_cells", 3) in codes(counted)


def test_marks_in_a_header_of_one_row_are_read_and_the_rest_of_the_table_too() -> None:
    draft = read_csv(
        ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", *QUARTERS, "Ghi chú"),
        ("I", "THỂ CHẾ", "", "", "", "", "", "", ""),
        ("1", "Ban hành", "Văn phòng", "Thanh tra", "", "x", "", "", "gấp"),
    )
    assert [(t.title, t.lead, t.support, t.deadline, t.texts["note"]) for t in draft.tasks] == [
        ("Ban hành", "Văn phòng", "Thanh tra", "Quý II", "gấp")
    ]
    assert [section.no for section in draft.sections] == ["I"]


def test_words_in_place_of_a_mark_are_kept_and_said() -> None:
    columns = ("Tháng 3", "Tháng 6", "Tháng 9")
    draft = plan(("15/3", "", ""), ("x", "Trước 20/6", ""), ("", "Sơ kết", ""), columns=columns)
    assert deadlines(draft) == ["15/3/2024", "Tháng 3 năm 2024; Trước 20/6", "Tháng 6: Sơ kết"]
    assert due_days(draft.tasks[0].deadline) == ["2024-03-15"]
    assert due_days(draft.tasks[1].deadline) == ["2024-03-31", "2024-06-19"]
    assert [code for code, _ in codes(draft)] == ["period_text"] * 3 + ["period_columns"]


@pytest.mark.parametrize("mark", ["-", "*", "?", "o", "1", "…"])
def test_a_mark_that_nobody_knows_is_no_deadline_but_a_question(mark: str) -> None:
    draft = plan((mark, "", "", ""), ("x", "", "", ""))
    assert deadlines(draft) == ["", "Quý I năm 2024"]
    assert ("unknown_mark", 3) in codes(draft)
    assert "Quý I" in sentence(draft.tasks[0].review[0])


def test_marks_side_by_side_may_be_one_span_and_are_for_review() -> None:
    apart, beside = plan(("x", "", "x", ""), ("x", "x", "", "x")).tasks
    assert apart.review == ()
    assert beside.deadline == "Quý I, Quý II, Quý IV năm 2024"
    assert len(beside.review) == 1
    assert "(Quý I, Quý II)" in sentence(beside.review[0])


def test_a_deadline_of_its_own_column_comes_before_marks() -> None:
    draft = read_csv(
        ("STT", "Nhiệm vụ", "Chủ trì", "Thời hạn hoàn thành", *QUARTERS),
        ("1", "Việc", "Văn phòng", "15/3/2024", "x", "", "", ""),
        ("2", "Việc", "Văn phòng", "", "", "x", "", ""),
    )
    assert deadlines(draft) == ["15/3/2024", "Quý II"]


def workbook() -> bytes:
    rows = [
        ("KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH",),
        ("TT", "Nội dung", "Cơ quan thực hiện", None, "Thời gian thực hiện", None, None, None),
        (None, None, "Chủ trì", "Phối hợp", "Năm 2024", None, "Năm 2025", None),
        (None, None, None, None, "Quý III", "Quý IV", "Quý I", "Quý II"),
        (1, "Ban hành", "Văn phòng", "Thanh tra", None, "x", "x", None),
        (2, "Rà soát", "Thanh tra", None, "x", None, None, None),
        (3, "Theo dõi", "Thanh tra", None, "Thường xuyên", None, None, None),
    ]

    def change(sheet: Worksheet) -> None:
        for span in ("A2:A4", "B2:B4", "C2:D2", "E2:H2", "C3:C4", "D3:D4", "E3:F3", "G3:H3", "E6:F6", "E7:H7"):
            sheet.merge_cells(span)

    return make_xlsx(rows, change)


def test_a_header_of_three_rows_gives_each_quarter_its_year_and_merged_cells_a_span() -> None:
    draft = read_draft_from_bytes(workbook(), "bang.xlsx")
    assert [(t.lead, t.support, t.deadline) for t in draft.tasks] == [
        ("Văn phòng", "Thanh tra", "Quý IV năm 2024; Quý I năm 2025"),
        ("Thanh tra", "", "Quý III - Quý IV năm 2024"),
        ("Thanh tra", "", "Thường xuyên"),
    ]
    assert due_days(draft.tasks[0].deadline) == ["2024-12-31", "2025-03-31"]
    assert due_days(draft.tasks[1].deadline) == ["2024-12-31"]


def test_a_word_table_with_marks_over_two_pages_is_read() -> None:
    down = '<w:vMerge w:val="restart"/>'
    header = [
        row(cell("TT", down), cell("Nội dung công việc", down), cell(GROUP, '<w:gridSpan w:val="4"/>')),
        row(cell("", "<w:vMerge/>"), cell("", "<w:vMerge/>"), *QUARTERS),
    ]
    wide = row("I", cell("THỂ CHẾ", '<w:gridSpan w:val="5"/>'))
    rows = [wide, row("1", "Ban hành", "", "x", "", ""), *header, row("2", "Rà soát", "√", "", "", "√")]
    draft = read_draft_from_bytes(document(table(*header, *rows)), "bang.docx")
    assert deadlines(draft) == ["Quý II năm 2024", "Quý I, Quý IV năm 2024"]
    assert ("repeated_headers", None) in codes(draft)
    assert len(draft.sections) == 1


def test_a_tick_of_a_symbol_font_is_a_mark() -> None:
    assert deadlines(plan(("\uf0fc", "", "", "\uf0fe"))) == ["Quý I, Quý IV năm 2024"]


def test_a_row_shorter_than_the_header_has_no_marks() -> None:
    draft = plan(("x", "", "", ""), ())
    assert deadlines(draft) == ["Quý I năm 2024", ""]
