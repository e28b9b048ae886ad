"""Plans in .xlsx workbooks: what the screen shows is what arrives, and what it hides is said."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from cchc_tasks.errors import UnreadableFileError
from cchc_tasks.files.xlsx_reader import read_grids
from tests.conftest import Run
from tests.files.workbooks import EXPECTED, HEADER, PLAN, TASKS, cells, codes, make_xlsx, read, repack, share_texts
from tests.refusals import hint_text, says


def test_a_plan_arrives_with_its_title_and_numbers_without_fractions() -> None:
    rows = [("UBND TỈNH",), ("KẾ HOẠCH cải cách hành chính năm 2026",), (), *PLAN]
    draft = read(make_xlsx(rows))
    assert (draft.title, cells(draft), draft.notices) == (rows[1][0], EXPECTED, ())
    assert [task.row for task in draft.tasks] == [5, 6]


def test_dates_arrive_as_they_are_shown() -> None:
    shown = {"D2": (date(2026, 3, 31), '"Tháng "m/yyyy'), "D3": (date(2026, 5, 1), "m/d/yyyy")}

    def change(sheet: Worksheet) -> None:
        for cell, (value, code) in shown.items():
            sheet[cell].value = value
            sheet[cell].number_format = code

    draft = read(make_xlsx(change=change))
    assert [task.deadline for task in draft.tasks] == ["Tháng 3/2026", "5/1/2026"]
    assert [(n.code, n.row) for n in draft.notices] == [("swapped_date", 3)]
    assert "D3" in draft.notices[0].message


def test_dates_counted_from_1904_are_the_same_days() -> None:
    def change(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        sheet.parent.epoch = CALENDAR_MAC_1904
        sheet["D2"].value = date(2026, 3, 31)
        sheet["D2"].number_format = "dd/mm/yyyy"

    assert read(make_xlsx(change=change)).tasks[0].deadline == "31/03/2026"


def test_a_number_with_a_final_nought_is_another_number() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["A2"].value, sheet["A3"].value = 1.1, "1.10"
        sheet["A2"].number_format = "0.00"

    assert [task.no for task in read(make_xlsx(change=change)).tasks] == ["1.10", "1.10"]


def test_merged_cells_belong_to_every_row_that_they_cover() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["D3"].value = None
        sheet.merge_cells("D2:D3")

    assert [task.deadline for task in read(make_xlsx(change=change)).tasks] == ["Quý I/2026", "Quý I/2026"]


def test_merged_section_rows_and_headers_in_two_rows_are_understood() -> None:
    rows = [
        ("STT", "Nhiệm vụ", "Cơ quan thực hiện", None, "Thời gian", None),
        (None, None, "Chủ trì", "Phối hợp", "Bắt đầu", "Kết thúc"),
        ("I", "CẢI CÁCH THỂ CHẾ"),
        (1, "Rà soát", "Phòng A", "Phòng B", "01/3/2026", "30/6/2026"),
    ]

    def change(sheet: Worksheet) -> None:
        for area in ("A1:A2", "B1:B2", "C1:D1", "E1:F1", "B3:F3"):
            sheet.merge_cells(area)

    draft = read(make_xlsx(rows, change))
    (task,) = draft.tasks
    assert (task.lead, task.support, task.texts["start"], task.deadline) == (
        "Phòng A",
        "Phòng B",
        "01/3/2026",
        "30/6/2026",
    )
    assert [(section.no, section.title) for section in draft.sections] == [("I", "CẢI CÁCH THỂ CHẾ")]
    assert draft.notices == ()


def test_a_header_that_is_merged_both_ways_names_one_column() -> None:
    rows = [("STT", "Nhiệm vụ", None, "Phân công", None), (), (1, "Rà soát", None, "Phòng A", "Phòng B")]

    def change(sheet: Worksheet) -> None:
        for area in ("A1:A2", "B1:C2", "D1:E1", "B3:C3"):
            sheet.merge_cells(area)
        sheet["D2"].value, sheet["E2"].value = "Chủ trì", "Phối hợp"

    draft = read(make_xlsx(rows, change))
    assert [(task.title, task.lead, task.support) for task in draft.tasks] == [("Rà soát", "Phòng A", "Phòng B")]
    assert draft.notices == ()


def test_of_two_plans_on_one_sheet_each_can_be_chosen() -> None:
    second = [("KẾ HOẠCH tuyên truyền năm 2026",), HEADER, (1, "Tuyên truyền", "Phòng A", "Quý II", "")]
    data = make_xlsx([("KẾ HOẠCH cải cách hành chính năm 2026",), *PLAN, (), *second])
    assert (cells(read(data)), "other_table" in codes(read(data))) == (EXPECTED, True)
    draft = read(data, table=2)
    assert ([task.title for task in draft.tasks], draft.title) == (["Tuyên truyền"], second[0][0])


def test_a_header_again_between_the_rows_of_a_plan_is_left_out() -> None:
    draft = read(make_xlsx([*PLAN[:2], ("II", "KẾ HOẠCH"), HEADER, *PLAN[2:]]))
    assert (cells(draft), [section.no for section in draft.sections]) == (EXPECTED, ["II"])


def test_a_blank_first_column_and_blank_rows_say_nothing() -> None:
    rows = [(None, *row) for row in (HEADER, (), TASKS[0], (), TASKS[1])]
    assert cells(read(make_xlsx(rows))) == EXPECTED


def test_hidden_rows_and_columns_arrive_and_are_said() -> None:
    def change(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True

    draft = read(make_xlsx(change=change))
    assert (cells(draft), codes(draft)) == (EXPECTED, ["hidden_rows", "hidden_columns"])
    assert ("3" in draft.notices[0].message, "C" in draft.notices[1].message) == (True, True)


def test_the_plan_is_found_among_other_sheets_and_hidden_ones_are_named() -> None:
    more = [("Danh mục", [("STT", "Đơn vị"), (1, "Phòng A")], "visible"), ("Năm 2025", PLAN, "hidden")]
    draft = read(make_xlsx([("Hướng dẫn nhập liệu",)], name="Hướng dẫn", more=[("Phụ lục", PLAN, "visible"), *more]))
    assert (cells(draft), codes(draft)) == (EXPECTED, ["chosen_sheet", "hidden_sheets"])
    assert "«Phụ lục»" in draft.notices[0].message
    assert "«Năm 2025»" in draft.notices[1].message


def test_of_several_plans_the_longest_is_taken_and_the_others_are_named() -> None:
    data = make_xlsx(PLAN[:2], name="Quý I", more=[("Cả năm", PLAN, "visible")])
    draft = read(data)
    assert (len(draft.tasks), codes(draft)[:2]) == (2, ["chosen_sheet", "other_sheet"])
    assert '--sheet "Quý I"' in draft.notices[1].message
    assert len(read(data, sheet="quy i").tasks) == 1


def test_a_sheet_of_figures_about_tasks_is_not_taken_for_the_plan() -> None:
    figures = [("Đơn vị", "Số nhiệm vụ", "Kết quả thực hiện"), *((f"Phòng {n}", n, "") for n in range(1, 9))]
    assert cells(read(make_xlsx(figures, name="Tổng hợp", more=[("Kế hoạch", PLAN, "visible")]))) == EXPECTED


def test_a_hidden_sheet_is_read_when_it_is_asked_for() -> None:
    data = make_xlsx([("trống",)], more=[("Năm 2025", PLAN, "hidden")])
    assert cells(read(data, sheet="Năm 2025")) == EXPECTED


def test_a_sheet_that_is_not_there_is_refused_with_the_names_of_those_that_are() -> None:
    with pytest.raises(UnreadableFileError, check=says("«Tháng 5»")) as refused:
        read(make_xlsx(), sheet="Tháng 5")
    assert "«Phụ lục»" in hint_text(refused.value)


def test_a_formula_that_was_never_calculated_is_named_by_its_cell() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["A2"].value, sheet["D3"].value = "=1", '="Quý"&" I"'

    with pytest.raises(UnreadableFileError, check=says("A2, D3")) as refused:
        read(make_xlsx(change=change))
    assert "lưu lại" in hint_text(refused.value)


def test_a_formula_outside_the_tasks_is_only_mentioned() -> None:
    draft = read(make_xlsx([*PLAN, ("Tổng cộng", "=COUNTA(B2:B3)")]))
    assert (len(draft.tasks), codes(draft)[0]) == (2, "no_stored_value")


def test_a_stored_value_of_a_formula_is_what_is_read() -> None:
    def store(_name: str, data: bytes) -> bytes:
        return data.replace(b"<v></v>", b"<v>5</v>").replace(b"<v />", b"<v>5</v>").replace(b"<v/>", b"<v>5</v>")

    data = repack(make_xlsx(change=lambda sheet: sheet.__setitem__("A2", "=2+3")), store)
    assert read(data).tasks[0].no == "5"


def test_an_error_value_is_an_empty_cell_and_is_said() -> None:
    draft = read(make_xlsx(change=lambda sheet: sheet.__setitem__("E2", "#DIV/0!")))
    assert (draft.tasks[0].result, codes(draft)) == ("", ["cell_error"])
    assert "E2" in draft.notices[0].message


@pytest.mark.parametrize("keep", [bytes, share_texts], ids=["trong ô", "bảng chung"])
def test_rich_text_arrives_whole_and_struck_text_is_said(keep: Callable[[bytes], bytes]) -> None:
    def change(sheet: Worksheet) -> None:
        runs = TextBlock(InlineFont(strike=True), "Quý I "), TextBlock(InlineFont(b=True), "Quý II")
        sheet["D2"].value = CellRichText(*runs)
        sheet["E3"].font = Font(strike=True)

    draft = read(keep(make_xlsx(change=change)))
    assert (draft.tasks[0].deadline, codes(draft)) == ("Quý I Quý II", ["struck_cell"])
    assert ("D2" in draft.notices[0].message, "E3" in draft.notices[0].message) == (True, True)


def test_texts_of_the_shared_table_arrive_without_their_phonetic_marks() -> None:
    data = share_texts(make_xlsx(), lambda text: text.replace("</si>", '<rPh sb="0" eb="1"><t>thừa</t></rPh></si>'))
    assert (cells(read(data)), read(data).notices) == (EXPECTED, ())


def test_control_characters_are_taken_out_and_line_breaks_kept() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["B2"].value = "Dòng một_x000D_\nDòng hai_x001B_[31m"

    draft = read(make_xlsx(change=change))
    assert (draft.tasks[0].title, codes(draft)) == ("Dòng một\nDòng hai[31m", ["control_removed"])


def test_a_bold_row_without_a_number_is_a_section() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["B2"].font = Font(bold=True)

    draft = read(make_xlsx([HEADER, (None, "Cải cách thể chế"), *TASKS], change))
    assert [section.title for section in draft.sections] == ["Cải cách thể chế"]


def test_cells_that_were_only_touched_cost_nothing() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["XFD1048576"].font = Font(bold=True)

    started = time.monotonic()
    tracemalloc.start()
    assert cells(read(make_xlsx(change=change))) == EXPECTED
    assert (time.monotonic() - started < 3, tracemalloc.get_traced_memory()[1] < 50_000_000) == (True, True)
    tracemalloc.stop()


def test_words_far_away_from_the_table_cost_little_and_are_said() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["XFD1"].value = sheet["A1048576"].value = "chữ lạc"

    started = time.monotonic()
    draft = read(make_xlsx(change=change))
    assert (cells(draft)[:2], time.monotonic() - started < 4) == (EXPECTED, True)
    assert {"beyond_columns", "stray_row"} == set(codes(draft))


def test_a_false_dimension_does_not_matter() -> None:
    def lie(_name: str, data: bytes) -> bytes:
        return data.replace(b'<dimension ref="A1:E3"', b'<dimension ref="A1:B1"')

    assert cells(read(repack(make_xlsx(), lie))) == EXPECTED


def test_rows_and_cells_without_references_are_counted() -> None:
    def strip(name: str, data: bytes) -> bytes:
        return re.sub(rb'(<(?:c|row)) r="\w+"', rb"\1", data) if "sheet1" in name else data

    assert cells(read(repack(make_xlsx(), strip))) == EXPECTED


def test_styles_that_cannot_be_read_do_not_keep_the_words_back() -> None:
    def spoil(name: str, data: bytes) -> bytes:
        return data.replace(b"<fill>", b"<fill><unknown/>") if name == "xl/styles.xml" else data

    assert cells(read(repack(make_xlsx(), spoil))) == EXPECTED


@pytest.mark.parametrize("entry", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"])
def test_a_missing_or_broken_part_is_a_damaged_workbook(entry: str) -> None:
    for keep in (0, 0.5):
        with pytest.raises(UnreadableFileError, check=says("hỏng")) as refused:
            read(
                repack(
                    make_xlsx(),
                    lambda name, data, keep=keep: data[: int(keep * len(data))] or None if name == entry else data,
                )
            )
        assert hint_text(refused.value)


def test_a_doctype_is_refused() -> None:
    def add(_name: str, data: bytes) -> bytes:
        return data.replace(b"<worksheet", b'<!DOCTYPE a [<!ENTITY e "x">]><worksheet', 1)

    with pytest.raises(UnreadableFileError, check=says("DOCTYPE")):
        read(repack(make_xlsx(), add))


def test_a_workbook_that_unpacks_to_hundreds_of_megabytes_is_refused_before_it_does() -> None:
    out = io.BytesIO(make_xlsx())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/bomb.xml", "w") as part:
        for _ in range(150):
            part.write(bytes(1024 * 1024))
    started = time.monotonic()
    with pytest.raises(UnreadableFileError, check=says("bung ra")):
        read(out.getvalue())
    assert time.monotonic() - started < 2


def test_more_rows_than_the_cap_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc_tasks.files.sheet_cells.MAX_ROWS", 2)
    with pytest.raises(UnreadableFileError, check=says("hơn 2 dòng")):
        read(make_xlsx())


def test_more_cells_than_the_cap_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc_tasks.files.xlsx_parts.MOST_CELLS", 10)
    with pytest.raises(UnreadableFileError, check=says("hơn 10 ô")):
        read(make_xlsx())


def test_letters_of_an_old_font_are_refused_by_name() -> None:
    text = "thùc hiÖn nhiÖm vô c¶i c¸ch hµnh chÝnh cña c¬ quan nhµ n\u00adíc"
    with pytest.raises(UnreadableFileError, check=says("TCVN3")):
        read(make_xlsx([HEADER, *((n, text, "Sở", "2026", "") for n in range(1, 11))]))


def test_cells_in_an_old_font_are_converted_and_unicode_in_it_stays() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["B3"].font = Font(name=".VnTime")

    assert cells(read(make_xlsx(change=change))) == EXPECTED
    draft = read(make_xlsx([*PLAN[:2], (2, "KiÓm tra, ®«n ®èc", *TASKS[1][2:])], change))
    assert (cells(draft), codes(draft)) == (EXPECTED, ["legacy_font"])


def test_words_in_a_column_without_a_header_are_said() -> None:
    rows = [(*HEADER, None, "Ghi chú"), (*TASKS[0], "chữ lạc", "")]
    draft = read(make_xlsx(rows))
    assert [(n.code, n.row, "chữ lạc" in n.message) for n in draft.notices] == [("extra_cells", 2, True)]


def test_a_binary_workbook_is_refused_by_name() -> None:
    out = io.BytesIO(make_xlsx())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/workbook.bin", b"")
    with pytest.raises(UnreadableFileError, check=says("xlsb")):
        read(out.getvalue())


def test_an_empty_workbook_is_refused() -> None:
    with pytest.raises(UnreadableFileError):
        read(make_xlsx([]))
    with pytest.raises(UnreadableFileError, check=says("không có chữ")):
        read(make_xlsx([], more=[("Trang 2", [], "visible"), ("Ẩn", PLAN, "hidden")]))


def test_two_thousand_tasks_arrive_in_a_few_seconds() -> None:
    rows = [HEADER, *((n, f"Nhiệm vụ thứ {n}", "Văn phòng Sở", "Quý I/2026", "Đã xong") for n in range(1, 2001))]
    data = make_xlsx(rows)
    started = time.monotonic()
    assert len(read(data).tasks) == 2000
    assert time.monotonic() - started < 5


def test_every_sheet_keeps_its_name_and_row_numbers() -> None:
    grids = read_grids(make_xlsx(more=[("Ẩn", [(), ("x",)], "veryHidden")]))
    assert [(grid.name, grid.hidden, grid.rows[0].number) for grid in grids] == [("Phụ lục", False, 1), ("Ẩn", True, 2)]


def test_document_libraries_are_loaded_only_by_the_files_that_need_them() -> None:
    known = "{'openpyxl', 'xlrd', 'pdfplumber', 'lxml', 'docx'}"
    code = f"import sys, cchc_tasks.files.formats; sys.exit(str({known} & sys.modules.keys() or ''))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""


def test_a_workbook_is_imported_by_the_command(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ke_hoach.xlsx"
    path.write_bytes(make_xlsx(more=[("Ẩn", PLAN, "hidden")]))
    done = run("import", path, "--year", "2026", "--reported-on", "2026-06-15", "--sheet", "Phụ lục")
    assert (done.returncode, "2 nhiệm vụ" in done.stdout) == (0, True), done.stderr
    path.write_bytes(path.read_bytes()[:2000])
    refused = run("import", path, "--year", "2026")
    assert (refused.returncode, refused.stdout, "Traceback" in refused.stderr) == (3, "", False)
