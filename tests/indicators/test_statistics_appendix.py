"""A statistics appendix is read line by line as printed, from every shape in which offices print it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from cchc_tasks.cli.data_output import write_csv
from cchc_tasks.errors import UnreadableFileError
from cchc_tasks.indicators.appendix_columns import _WORDS, find_statistics_columns
from cchc_tasks.indicators.appendix_file import read_statistics, read_statistics_from_bytes
from cchc_tasks.indicators.words import CSV_COLUMNS
from cchc_tasks.model.grid import Cell, Grid, Merge, Row
from cchc_tasks.model.indicator import Indicator, StatisticsTable, printed_rows
from cchc_tasks.plans.plan_file import read_draft_from_bytes
from cchc_tasks.text import fold, squeeze
from tests.files.workbooks import PLAN, make_xlsx
from tests.refusals import hint_text, says

HEADER = ("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú")
TWO_ROWS = "STT\tChỉ tiêu thống kê\tKết quả thống kê\t\tGhi chú\n\t\tĐơn vị tính\tSố liệu\t\n"
FIELDS = ("section", "no", "name", "parent", "unit", "value", "note")


def read(rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> StatisticsTable:
    """Read rows below a header as a file of comma-separated values."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([header, *rows])
    return read_statistics_from_bytes(out.getvalue().encode(), "phu luc.csv")


def read_pages(text: str) -> StatisticsTable:
    return read_statistics_from_bytes(text.encode(), "phu luc.txt")


def printed(table: StatisticsTable) -> list[tuple[str, ...]]:
    """Number, name, parent, unit, value of each line."""
    return [(line.no, line.name, line.parent, line.unit, line.value) for line in table.lines]


def codes(table: StatisticsTable) -> list[str]:
    return [notice.code for notice in table.notices]


@pytest.mark.parametrize("name", ["statistics.docx", "statistics.xlsx", "statistics_ocr.txt"])
def test_the_real_appendix_arrives_cell_for_cell(shared: Path, name: str) -> None:
    gold = json.loads((shared / "gold/statistics.json").read_text(encoding="utf-8"))
    table = read_statistics_from_bytes((shared / "plans/good" / name).read_bytes(), name)
    assert len(table.lines) == 178
    for expected, line in zip(gold, table.lines, strict=True):
        assert {field: squeeze(getattr(line, field)) for field in FIELDS} == {
            field: squeeze(expected[field]) for field in FIELDS
        }
    assert table.title.startswith("THỐNG KÊ SỐ LIỆU BÁO CÁO CẢI CÁCH HÀNH CHÍNH NĂM 2023")
    assert [notice.message for notice in table.notices if notice.code == "duplicate_no"]
    assert set(codes(table)) <= {"duplicate_no", "joined"}


def test_values_stay_as_they_are_printed_and_an_empty_one_stays_empty() -> None:
    values = ("02", "5.380", "99,9 %", "922 nội dung", "0", "", "-", "25/25")
    table = read([("1", f"Chỉ tiêu số {n}", "Văn bản", value, "") for n, value in enumerate(values)])
    assert tuple(line.value for line in table.lines) == values


def test_numbers_of_a_workbook_are_what_the_cell_shows() -> None:
    def formats(sheet: Worksheet) -> None:
        sheet["D2"].number_format = "00"
        sheet["D3"].number_format = "0.0%"

    rows = (HEADER, (1, "Số đơn vị", "Đơn vị", 2, ""), (2, "Tỷ lệ", "%", 0.999, ""), (3, "Hồ sơ", "Hồ sơ", 5380, ""))
    table = read_statistics_from_bytes(make_xlsx(rows, formats), "phu luc.xlsx")
    assert [line.value for line in table.lines][0::2] == ["02", "5380"]
    assert table.lines[1].value.replace(".", ",") == "99,9%"


def test_lines_belong_to_the_line_above_by_number_letter_or_bullet() -> None:
    table = read(
        [
            ("I", "Công tác chỉ đạo", "", "", ""),
            ("1", "Kiểm tra", "", "", ""),
            ("", "Số đơn vị", "Đơn vị", "3", ""),
            ("", "- Phòng", "Đơn vị", "2", ""),
            ("", "+ Phòng thuộc Sở", "Đơn vị", "1", ""),
            ("-", "Trung tâm", "Đơn vị", "1", ""),
            ("", "Số vấn đề", "Vấn đề", "0", ""),
            ("1.1", "Kiểm tra đột xuất", "Cuộc", "1", ""),
            ("a)", "Tại cấp huyện", "Cuộc", "1", ""),
            ("", "Số xã", "Xã", "4", ""),
            ("2.", "Tuyên truyền", "", "", ""),
            ("", "Số tin", "Tin", "9", ""),
        ]
    )
    assert {line.section for line in table.lines} == {"I. Công tác chỉ đạo"}
    assert [(line.no, line.name, line.parent) for line in table.lines] == [
        ("1", "Kiểm tra", ""),
        ("", "Số đơn vị", "1. Kiểm tra"),
        ("", "Phòng", "Số đơn vị"),
        ("", "Phòng thuộc Sở", "Phòng"),
        ("", "Trung tâm", "Số đơn vị"),
        ("", "Số vấn đề", "1. Kiểm tra"),
        ("1.1", "Kiểm tra đột xuất", "1. Kiểm tra"),
        ("a)", "Tại cấp huyện", "1.1. Kiểm tra đột xuất"),
        ("", "Số xã", "a. Tại cấp huyện"),
        ("2.", "Tuyên truyền", ""),
        ("", "Số tin", "2. Tuyên truyền"),
    ]


def test_numbers_that_begin_again_are_kept_and_reported() -> None:
    table = read([("VII", "Chính quyền số", "", "", ""), *((no, f"Việc {no}", "", "1", "") for no in "1223")])
    assert [line.no for line in table.lines] == ["1", "2", "2", "3"]
    (notice,) = [notice for notice in table.notices if notice.code == "duplicate_no"]
    assert "VII. Chính quyền số: số thứ tự 2 có 2 lần" in notice.message


def test_a_header_that_comes_again_and_a_row_cut_in_two_make_one_line() -> None:
    table = read_pages(
        "BÁO CÁO\nNội dung báo cáo, dài dòng.\n\n"
        + TWO_ROWS
        + "I\tCông tác chỉ đạo\t\t\t\n1\tKiểm tra\t\t\tKế hoạch số 16, liên\n\n"
        + TWO_ROWS
        + "\t\t\t\tngành\n\tSố bài viết đăng tại Chuyên trang\tTin, bài\t922 nội\tcủa tỉnh\n\n"
        + TWO_ROWS
        + "\t(trang của tỉnh)\t\tdung\t\n\tSố phòng\tCơ quan,\t02\t\n\n"
        + TWO_ROWS
        + "\t\tđơn vị\t\t\n\tSố xã\tXã\t3\t\n"
    )
    assert printed(table) == [
        ("1", "Kiểm tra", "", "", ""),
        ("", "Số bài viết đăng tại Chuyên trang (trang của tỉnh)", "1. Kiểm tra", "Tin, bài", "922 nội dung"),
        ("", "Số phòng", "1. Kiểm tra", "Cơ quan, đơn vị", "02"),
        ("", "Số xã", "1. Kiểm tra", "Xã", "3"),
    ]
    assert table.lines[0].note == "Kế hoạch số 16, liên ngành"
    assert codes(table) == ["joined"] * 3


def test_a_line_that_begins_a_page_is_no_rest_of_the_one_above() -> None:
    table = read_pages(
        TWO_ROWS + "1\tDịch vụ công\t\t\t\n\n" + TWO_ROWS + "\tDịch vụ công mức độ 3\t\t\t\n\t- Tổng số\tTTHC\t5\t\n"
    )
    assert [line.name for line in table.lines] == ["Dịch vụ công", "Dịch vụ công mức độ 3", "Tổng số"]
    assert codes(table) == []


def test_two_numbers_are_never_one_value_that_was_cut() -> None:
    table = read([("1", "Số đơn vị", "Đơn vị", "12", ""), ("", "", "", "13", "")])
    assert [line.value for line in table.lines] == ["12"]
    assert codes(table) == ["outside_text"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("Số đơn vị", "Cơ quan, đơn vị", "02", "theo kế hoạch"), ("", "Số đơn vị", "Cơ quan, đơn vị", "02")),
        (("Số đơn vị", "Cơ quan, đơn vị", "02", "theo kế hoạch", ""), ("", "Số đơn vị", "Cơ quan, đơn vị", "02")),
        (("Khác", "Thủ tục", "1"), ("", "Khác", "Thủ tục", "1")),
        (("Số hồ sơ tiếp nhận", "", "9284", ""), ("", "Số hồ sơ tiếp nhận", "", "9284")),
        (("", "Số hồ sơ tiếp nhận", "9.284", ""), ("", "Số hồ sơ tiếp nhận", "", "9.284")),
        (("2", "Số hồ sơ tiếp nhận", "9284", "qua một cửa", ""), ("2", "Số hồ sơ tiếp nhận", "", "9284")),
        (
            ("", "Số xã", "Xã", "Chưa có văn bản hướng dẫn của cấp trên"),
            ("", "Số xã", "Xã", ""),
        ),
    ],
    ids=["số thứ tự", "số thứ tự, đủ ô", "tên một chữ", "không đơn vị", "đơn vị", "đơn vị, có ghi chú", "số liệu"],
)
def test_a_row_that_lost_a_cell_is_put_right_and_reported(row: tuple[str, ...], expected: tuple[str, ...]) -> None:
    table = read([("1", "Kiểm tra", "", "", ""), row])
    found = table.lines[1]
    assert (found.no, found.name, found.unit, found.value) == expected
    assert codes(table) == ["shifted_row"]
    assert squeeze(row[-1] or row[-2]) in (found.note, found.value)


@pytest.mark.parametrize(
    "row",
    [
        ("1", "Số đơn vị", "%", "100"),
        ("", "Số đơn vị", "%", "99,9 %", ""),
        ("", "Dịch vụ công mức độ 3", "", "", ""),
        ("", "Số đơn vị", "1.000 đồng", "", ""),
        ("", "Việc chấp hành", "Tốt =1 Có vi phạm = 0", "1", ""),
        ("I.2", "Số đơn vị", "Đơn vị", "", ""),
        ("", "Số đơn vị", "Đơn vị", "922 nội dung", ""),
    ],
)
def test_a_row_that_lost_nothing_is_left_as_it_is(row: tuple[str, ...]) -> None:
    table = read([("1", "Kiểm tra", "", "", "ghi chú"), row])
    found = table.lines[1]
    assert (found.no, found.name, found.unit, found.value) == row[:4]
    assert "shifted_row" not in codes(table)


@pytest.mark.parametrize(
    "header",
    [
        ("TT", "Nội dung/Chỉ tiêu", "ĐVT", "Kết quả", "Ghi chú"),
        ("Số TT", "Tên chỉ tiêu", "Đơn vị tính", "Số liệu thống kê", "Diễn giải"),
        ("STT", "Tiêu chí", "Đơn vị tính", "Kết quả thực hiện trong kỳ", "Tài liệu kiểm chứng"),
        ("STT", "CHỈ TIÊU", "ĐƠN VỊ TÍNH", "GIÁ TRỊ", "GHI CHÚ"),
    ],
)
def test_another_office_s_header_is_understood(header: tuple[str, ...]) -> None:
    table = read([("II", "Cải cách thể chế", "", "", ""), ("1", "Số văn bản", "Văn bản", "02", "có")], header)
    assert table.lines == (Indicator("II. Cải cách thể chế", "1", "Số văn bản", "", "Văn bản", "02", "có"),)
    with pytest.raises(UnreadableFileError, check=says("bảng thống kê")):
        read_draft_from_bytes(_csv(header, ("1", "Số văn bản", "Văn bản", "02", "có")), "phu luc.csv")


def _csv(*rows: Sequence[str]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize("rule", _WORDS, ids=lambda rule: rule[2][0])
def test_each_header_word_reads_its_examples(rule: tuple[str, str, tuple[str, ...]]) -> None:
    field, _, examples = rule
    rows = {"no": "STT", "name": "Chỉ tiêu", "unit": "Đơn vị tính", "value": "Số liệu", "note": "Ghi chú"}
    for example in examples:
        cells = tuple(Cell((rows | {field: example})[name]) for name in rows)
        columns = find_statistics_columns([Row(1, cells)], 0)
        assert columns is not None
        assert columns.places[field] == list(rows).index(field)


def test_columns_are_found_wherever_they_stand_and_others_are_named() -> None:
    header = ("Ghi chú", "Chỉ tiêu", "Số liệu", "Năm trước", "Đơn vị tính", "TT")
    table = read([("có", "Số văn bản", "02", "5", "Văn bản", "1")], header)
    assert table.lines == (Indicator("", "1", "Số văn bản", "", "Văn bản", "02", "có"),)
    assert "«Năm trước»" in table.notices[0].message


def test_marks_of_columns_totals_remarks_and_signatures_are_no_lines() -> None:
    table = read(
        [
            ("(1)", "(2)", "(3)", "(4)", "(5)"),
            ("1", "Số văn bản", "Văn bản", "02", ""),
            ("Ghi chú: số liệu tính đến 14/12", "", "", "", ""),
            ("", "NGƯỜI LẬP BIỂU", "", "GIÁM ĐỐC", ""),
            ("", "Nguyễn Văn A", "", "Trần Thị B", ""),
        ]
    )
    assert [line.name for line in table.lines] == ["Số văn bản"]
    assert codes(table) == ["outside_text"] * 2


def test_a_cell_merged_over_several_rows_is_said_once() -> None:
    def row(number: int, *texts: str) -> Row:
        above = Merge.ABOVE
        return Row(
            number, tuple(Cell(text[1:], above) if text.startswith("^") else Cell(text, Merge.OWN) for text in texts)
        )

    grid = Grid(
        (
            row(1, *HEADER),
            row(2, "1", "Số văn bản", "Văn bản", "02", "Nghị quyết số 04"),
            row(3, "", "Số văn bản đúng tiến độ", "Văn bản", "02", "^Nghị quyết số 04"),
        )
    )
    table = read_statistics(grid)
    assert table is not None
    assert [line.note for line in table.lines] == ["Nghị quyết số 04", ""]


def test_a_roman_numeral_with_a_value_begins_a_section_and_is_a_line() -> None:
    table = read([("III", "Thủ tục hành chính", "Thủ tục", "122", ""), ("1", "Công bố mới", "Thủ tục", "9", "")])
    assert [(line.section, line.no, line.value) for line in table.lines] == [
        ("III. Thủ tục hành chính", "III", "122"),
        ("III. Thủ tục hành chính", "1", "9"),
    ]


def test_the_sheet_with_the_appendix_is_found_and_one_can_be_named() -> None:
    rows = (HEADER, (1, "Số văn bản", "Văn bản", "02", ""), (2, "Số tin", "Tin", "3", ""))
    data = make_xlsx(PLAN, more=[("Thống kê", rows, "visible"), ("Nháp", rows[:2], "visible")])
    table = read_statistics_from_bytes(data, "so.xlsx")
    assert len(table.lines) == 2
    assert "«Thống kê»" in table.notices[0].message
    assert len(read_statistics_from_bytes(data, "so.xlsx", "nhap").lines) == 1
    with pytest.raises(UnreadableFileError, check=says("«Khác»")):
        read_statistics_from_bytes(data, "so.xlsx", "Khác")


def test_a_plan_is_named_as_one_and_a_file_without_either_too() -> None:
    with pytest.raises(UnreadableFileError, check=says("bảng nhiệm vụ")) as refused:
        read_statistics_from_bytes(make_xlsx(), "ke hoach.xlsx")
    assert "cchc-tasks import" in hint_text(refused.value)
    with pytest.raises(UnreadableFileError, check=says("Không thấy phụ lục thống kê")):
        read_statistics_from_bytes(b"Ho ten,Dien thoai,Ghi chu\nA,1,\n", "danh ba.csv")


@pytest.mark.parametrize("name", ["plan54.docx", "plan54_ocr.txt", "remedy15.csv", "plan54.xlsx", "remedy15.pdf"])
def test_no_real_plan_is_taken_for_an_appendix(shared: Path, name: str) -> None:
    with pytest.raises(UnreadableFileError, check=says("bảng nhiệm vụ")):
        read_statistics_from_bytes((shared / "plans/good" / name).read_bytes(), name)


WORDS = st.sampled_from(["Số văn bản", "Tỷ lệ hồ sơ", "Tổng số", "Khác", "Dịch vụ công (mức độ 3)", "Số xã", "Hồ sơ"])
UNITS = st.sampled_from(["", "%", "Văn bản", "Cơ quan, đơn vị", "Không = 0 Có = 1"])
VALUES = st.sampled_from(["", "0", "02", "5.380", "99,9 %", "922 nội dung", "-3"])
NOTES = st.sampled_from(["", "Kế hoạch số 16/KH-STP ngày 23/02/2023", "- Một\n- Hai", "=1+1", "1. Một;\n2. Hai"])


@st.composite
def forms(draw: st.DrawFn) -> list[Indicator]:
    """Forms as offices print them: sections, numbers (that may begin again), lines below, bullets below those."""
    found: list[Indicator] = []
    for numeral in ("I", "II")[: draw(st.integers(1, 2))]:
        section = f"{numeral}. Cải cách {'thể chế' if numeral == 'I' else 'thủ tục hành chính'}"
        for _ in range(draw(st.integers(1, 3))):
            no = draw(st.sampled_from(["1", "2", "2", "10"]))
            head = Indicator(section, no, draw(WORDS), "", draw(UNITS), draw(VALUES), draw(NOTES))
            found.append(head)
            for _ in range(draw(st.integers(0, 2))):
                child = Indicator(section, "", draw(WORDS), head.label, draw(UNITS), draw(VALUES), draw(NOTES))
                found.append(child)
                for _ in range(draw(st.integers(0, 2))):
                    found.append(
                        Indicator(section, "", draw(WORDS), child.name, draw(UNITS), draw(VALUES), draw(NOTES))
                    )
    return found


@given(forms())
def test_a_form_that_is_printed_is_read_again_as_the_same_form(lines: list[Indicator]) -> None:
    out = io.BytesIO()
    write_csv(out, CSV_COLUMNS, [(*cells, "") for _, cells in printed_rows(lines)])
    table = read_statistics_from_bytes(out.getvalue(), "phu luc.csv")
    assert list(table.lines) == lines
    assert set(codes(table)) <= {"duplicate_no"}
    assert fold(table.title) == ""


CELLS = st.sampled_from(
    [
        *(
            "",
            "",
            "1",
            "2",
            "1.1",
            "a)",
            "-",
            "IV",
            "Số văn bản",
            "- Cấp huyện",
            "+ Cấp xã",
            "Văn bản",
            "%",
            "02",
            "5.380",
        ),
        *(
            "99,9 %",
            "922 nội dung",
            "Kế hoạch số 16",
            "tiếp theo",
            "(nếu có)",
            "TỔNG HỢP",
            "II. Cải cách",
            "Ghi chú: a",
        ),
    ]
)
TABLES = st.lists(st.lists(CELLS, min_size=3, max_size=6).map(tuple), min_size=1, max_size=8)


@given(TABLES)
def test_no_text_of_a_table_is_lost_in_silence(rows: list[tuple[str, ...]]) -> None:
    grid = Grid(tuple(Row(n, tuple(map(Cell, cells))) for n, cells in enumerate((HEADER, *rows), 1)))
    table = read_statistics(grid)
    if table is None:
        return
    kept = " ".join(" ".join(getattr(line, field) for field in FIELDS) for line in table.lines)
    told = " ".join(notice.message for notice in table.notices)
    for row in rows:
        for text in row:
            words = squeeze(text).lstrip("-+ ")
            assert words in kept or words in told or all(len(cell) < 3 for cell in row)


def test_a_table_of_thousands_of_lines_is_no_appendix() -> None:
    with pytest.raises(UnreadableFileError, check=says("2000 dòng")):
        read([("1", f"Chỉ tiêu {n}", "Văn bản", "1", "") for n in range(2_001)])


def test_a_section_without_lines_is_reported() -> None:
    blank = ("", "", "")
    table = read([("I", "Một", *blank), ("II", "Hai", *blank), ("1", "Số", "Tin", "3", ""), ("V", "Ba", *blank)])
    assert [notice.message for notice in table.notices] == [
        "phần «I. Một» không có dòng chỉ tiêu nào, không được giữ",
        "phần «V. Ba» không có dòng chỉ tiêu nào, không được giữ",
    ]
