"""Plans in .xls and .ods workbooks: the same words as in .xlsx, from files that keep them in other ways."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from cchc_tasks.errors import UnreadableFileError
from tests.files.workbooks import (
    EXPECTED,
    HEADER,
    PLAN,
    TASKS,
    cells,
    codes,
    make_ods,
    ods_cell,
    ods_rows,
    ods_table,
    read,
)
from tests.refusals import says

SAMPLE = Path(__file__).with_name("samples") / "ke_hoach.xls"
HIDDEN = (
    '<style:style style:name="ẩn" style:family="table"><style:table-properties table:display="false"/></style:style>'
)
BOLD = '<style:style style:name="đậm"><style:text-properties fo:font-weight="bold"/></style:style>'
STRUCK = '<style:style style:name="gạch"><style:text-properties style:text-line-through-style="solid"/></style:style>'


def test_an_xls_workbook_shows_months_numbers_and_merges() -> None:
    draft = read(SAMPLE.read_bytes())
    assert draft.title == "KẾ HOẠCH cải cách hành chính năm 2026"
    assert [(section.no, section.title) for section in draft.sections] == [("I", "CẢI CÁCH THỂ CHẾ")]
    assert cells(draft) == [
        ("1.10", "Ban hành kế hoạch", "Văn phòng Sở", "Tháng 3/2026", "Đã hoàn thành"),
        ("2", "Kiểm tra, đôn đốc", "Văn phòng Sở", "31/01/2026", "Đang thực hiện"),
        ("3", "Rà soát văn bản", "Thanh tra Sở", "5/1/2026", "95%"),
        ("4", "Báo cáo năm", "Phòng A", "2026", ""),
    ]
    said = {notice.code: notice.message for notice in draft.notices}
    assert {"hidden_sheets", "hidden_rows", "swapped_date", "struck_cell"} <= said.keys()
    assert ("«Năm 2025»" in said["hidden_sheets"], "D7" in said["swapped_date"]) == (True, True)


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9])
def test_an_xls_workbook_that_is_cut_off_is_called_damaged(keep: float) -> None:
    data = SAMPLE.read_bytes()
    with pytest.raises(UnreadableFileError, check=says(r"hỏng|kiểu cũ")):
        read(data[: int(keep * len(data))])


def test_an_ods_workbook_gives_the_words_its_cells_show() -> None:
    day = 'office:value-type="date" office:date-value="2026-03-31"'
    rows = ods_rows([HEADER]) + "<table:table-row>"
    rows += "".join(
        (
            ods_cell("1.10", 'office:value-type="float" office:value="1.1"'),
            ods_cell("Ban hành\nkế hoạch"),
            ods_cell("Văn phòng Sở"),
            ods_cell("Tháng 3/2026", day),
            ods_cell("95%", 'office:value-type="percentage" office:value="0.95"'),
        )
    )
    draft = read(make_ods(ods_table(rows + "</table:table-row>")))
    assert cells(draft) == [("1.10", "Ban hành\nkế hoạch", "Văn phòng Sở", "Tháng 3/2026", "95%")]


def test_a_foreign_order_of_days_in_an_ods_workbook_is_said() -> None:
    day = ods_cell("03/31/26", 'office:value-type="date" office:date-value="2026-03-31"')
    row = f"<table:table-row>{ods_cell(1)}{ods_cell('Rà soát')}{ods_cell('Phòng A')}{day}</table:table-row>"
    draft = read(make_ods(ods_table(ods_rows([HEADER]) + row)))
    assert (draft.tasks[0].deadline, codes(draft)) == ("31/3/2026", ["swapped_date"])


def test_merged_cells_of_an_ods_workbook_belong_to_every_row() -> None:
    merged = ods_cell("Văn phòng Sở", 'table:number-rows-spanned="2"')
    rows = ods_rows([HEADER])
    rows += f"<table:table-row>{ods_cell(1)}{ods_cell('Một')}{merged}{ods_cell('Quý I')}</table:table-row>"
    covered = "<table:covered-table-cell/>"
    rows += f"<table:table-row>{ods_cell(2)}{ods_cell('Hai')}{covered}{ods_cell('Quý II')}</table:table-row>"
    assert [task.lead for task in read(make_ods(ods_table(rows))).tasks] == ["Văn phòng Sở", "Văn phòng Sở"]


def test_repeated_blank_rows_and_columns_cost_nothing_and_count() -> None:
    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    gap = '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    wide = '<table:table-cell table:number-columns-repeated="16000"/>'
    last = ods_rows(PLAN[2:]).replace("</table:table-row>", f"{wide}</table:table-row>")
    started = time.monotonic()
    draft = read(make_ods(ods_table(ods_rows(PLAN[:2]) + gap + last + blank)))
    assert (cells(draft), [task.row for task in draft.tasks], time.monotonic() - started < 2) == (
        EXPECTED,
        [2, 6],
        True,
    )


def test_hidden_parts_of_an_ods_workbook_are_said_and_notes_are_no_words() -> None:
    note = "<office:annotation><text:p>ghi chú riêng</text:p></office:annotation>"
    rows = '<table:table-column/><table:table-column table:visibility="collapse"/>' + ods_rows(PLAN[:2])
    rows += ods_rows(PLAN[2:]).replace("<table:table-row>", '<table:table-row table:visibility="filter">')
    rows = rows.replace("<text:p>Quý I/2026", f"{note}<text:p>Quý<text:s/>I/2026")
    hidden = ods_table(ods_rows(PLAN), "Năm 2025", 'table:style-name="ẩn"')
    draft = read(make_ods(ods_table(rows) + hidden, HIDDEN))
    assert (cells(draft), codes(draft)) == (EXPECTED, ["hidden_sheets", "hidden_rows", "hidden_columns"])


def test_bold_struck_and_faulty_cells_of_an_ods_workbook_are_known() -> None:
    bold = ods_cell("Cải cách thể chế", 'table:style-name="đậm"')
    rows = ods_rows([HEADER]) + f"<table:table-row>{ods_cell()}{bold}</table:table-row>"
    rows += ods_rows([TASKS[0][:3]]).replace("</table:table-row>", "")
    rows += ods_cell("Quý I", 'table:style-name="gạch"')
    rows += ods_cell("#DIV/0!", 'table:formula="of:=1/0" office:value-type="string"') + "</table:table-row>"
    draft = read(make_ods(ods_table(rows), BOLD + STRUCK))
    assert [section.title for section in draft.sections] == ["Cải cách thể chế"]
    assert (draft.tasks[0].result, set(codes(draft))) == ("", {"struck_cell", "cell_error"})


def test_a_protected_ods_workbook_is_named() -> None:
    manifest = '<file-entry full-path="content.xml"><encryption-data/></file-entry>'
    with pytest.raises(UnreadableFileError, check=says("mật khẩu")):
        read(make_ods(ods_table(ods_rows()), manifest=manifest))


def test_a_filled_row_that_repeats_for_ever_is_read_a_thousand_times_at_most() -> None:
    row = ods_rows(PLAN[2:]).replace("<table:table-row>", '<table:table-row table:number-rows-repeated="1048000">')
    started = time.monotonic()
    assert len(read(make_ods(ods_table(ods_rows(PLAN[:2]) + row))).tasks) < 2_000
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("sheets", ["", "<table:table/>", "<table:table><table:table-row>"])
def test_an_ods_workbook_without_words_is_refused(sheets: str) -> None:
    with pytest.raises(UnreadableFileError):
        read(make_ods(sheets))
