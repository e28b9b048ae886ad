"""Plans in PDF files: ruled tables over several pages come together, everything else is refused by name."""

from __future__ import annotations

import time

import pytest

from cchc_tasks.errors import UnreadableFileError
from cchc_tasks.files import pdf_reader
from tests.files.pdf_writer import PdfPage, make_pdf
from tests.files.workbooks import EXPECTED, HEADER, TASKS, cells, codes, read
from tests.refusals import hint_text, says

XS = (40.0, 80.0, 300.0, 420.0, 560.0, 740.0)
ROWS = [tuple(map(str, row)) for row in TASKS]


def page_of(*rows: tuple[str | None, ...], top: float = 120, xs: tuple[float, ...] = XS) -> PdfPage:
    page = PdfPage()
    page.table(top, xs, rows)
    return page


def test_a_ruled_table_arrives_with_the_title_above_it() -> None:
    page = page_of(HEADER, *ROWS)
    page.text(200, 40, "KẾ HOẠCH cải cách hành chính năm 2026")
    draft = read(make_pdf([page]))
    assert (cells(draft), draft.title) == (EXPECTED, "KẾ HOẠCH cải cách hành chính năm 2026")


def test_rows_that_a_page_cut_in_two_are_joined_behind_a_repeated_header() -> None:
    first = page_of(HEADER, ("1", "Ban hành kế hoạch giai đoạn 2021-", "Văn", "Quý", ""))
    second = page_of(HEADER, ("", "2025", "phòng Sở", "I/2026", "Đã hoàn thành"), ROWS[1], top=20)
    draft = read(make_pdf([first, second]))
    title = "Ban hành kế hoạch giai đoạn 2021-2025"
    assert cells(draft) == [("1", title, "Văn phòng Sở", "Quý I/2026", "Đã hoàn thành"), EXPECTED[1]]
    assert codes(draft) == ["joined", "repeated_headers"]


def test_headers_that_the_print_cut_off_are_known_by_what_is_left() -> None:
    clipped = ("STT", "Nhiệm v", "Đơn vị chủ", "Thời h", "Kết quả thực h")
    assert cells(read(make_pdf([page_of(clipped, *ROWS)]))) == EXPECTED
    pages = [page_of(HEADER, ROWS[0]), page_of(clipped, ROWS[1], top=20)]
    assert cells(read(make_pdf(pages))) == EXPECTED


def test_rows_that_a_page_cut_in_two_are_joined_where_no_header_is_repeated() -> None:
    first = page_of(HEADER, ("1", "Ban hành kế hoạch giai đoạn 2021-", "Văn", "Quý", ""))
    second = page_of(("", "2025", "phòng Sở", "I/2026", "Đã hoàn thành"), ROWS[1], top=20)
    draft = read(make_pdf([first, second]))
    assert cells(draft)[0][1:4] == ("Ban hành kế hoạch giai đoạn 2021-2025", "Văn phòng Sở", "Quý I/2026")
    assert (cells(draft)[1], codes(draft)) == (EXPECTED[1], ["joined"])


def test_lines_of_a_cell_are_one_sentence_and_items_stand_alone() -> None:
    activities = "Ban hành quyết định số 46/QĐ-\nUBND về việc công bố danh mục\nthủ tục:\n- Rà soát;\n- Công bố."
    draft = read(make_pdf([page_of(HEADER, ("1", activities, "Sở", "2026", ""))]))
    title = "Ban hành quyết định số 46/QĐ-UBND về việc công bố danh mục thủ tục:\n- Rà soát;\n- Công bố."
    assert draft.tasks[0].title == title


def test_merged_cells_are_seen_by_their_ruling_lines() -> None:
    page = page_of(HEADER, ("I", "CẢI CÁCH THỂ CHẾ", None, None, None))
    top = 120 + 32
    for row, place in ((ROWS[0], top), (ROWS[1], top + 20)):
        for column in (0, 1, 3, 4):
            page.box(XS[column], place, XS[column + 1], place + 20)
            page.text(XS[column] + 2, place + 4, row[column])
    page.box(XS[2], top, XS[3], top + 40)
    page.text(XS[2] + 2, top + 4, "Văn phòng Sở")
    draft = read(make_pdf([page]))
    assert [task.lead for task in draft.tasks] == ["Văn phòng Sở", "Văn phòng Sở"]
    assert [section.title for section in draft.sections] == ["CẢI CÁCH THỂ CHẾ"]


def test_a_number_close_to_the_next_column_is_no_part_of_its_words() -> None:
    page = page_of(HEADER, ("", *ROWS[0][1:]))
    page.text(XS[1] - 4.5, 138, "1")
    assert cells(read(make_pdf([page]))) == EXPECTED[:1]


def test_letters_that_are_drawn_twice_to_look_bold_are_read_once() -> None:
    page = page_of(HEADER, *ROWS)
    page.words += [(left + 0.4, top, line) for left, top, line in page.words]
    assert cells(read(make_pdf([page]))) == EXPECTED


def test_page_numbers_and_running_lines_are_no_part_of_the_plan() -> None:
    pages = []
    for number in range(3):
        page = page_of(HEADER, (str(number + 1), *ROWS[0][1:]))
        page.text(400, 10, "Kế hoạch của Sở năm nay")
        page.text(420, 560, str(number + 1))
        pages.append(page)
    draft = read(make_pdf(pages))
    assert ([task.no for task in draft.tasks], codes(draft)) == (["1", "2", "3"], ["repeated_headers"])


def sideways(across: bool) -> bytes:
    left = [page_of(HEADER[:4], row[:4], xs=XS[:5]) for row in ROWS]
    right = [page_of(HEADER[4:], row[4:], xs=(40, 200)) for row in ROWS]
    order = [page for pair in zip(left, right, strict=True) for page in pair] if across else [*left, *right]
    return make_pdf(order)


@pytest.mark.parametrize("across", [False, True], ids=["in dọc trước", "in ngang trước"])
def test_a_table_printed_two_pages_wide_is_put_together_and_said(across: bool) -> None:
    draft = read(sideways(across))
    assert cells(draft) == EXPECTED
    assert "joined_sideways" in codes(draft)


def test_a_table_printed_two_pages_wide_that_does_not_line_up_is_refused() -> None:
    left = [page_of(HEADER[:4], row[:4], xs=XS[:5]) for row in (*ROWS, ROWS[1])]
    right = page_of(HEADER[4:], ROWS[0][4:], xs=(40, 200)), page_of(HEADER[4:], ("a\nb\nc\nd",), ("b",), xs=(40, 200))
    with pytest.raises(UnreadableFileError, check=says("cắt ngang")):
        read(make_pdf([*left[:2], *right]))


def test_a_second_table_on_another_page_is_no_right_hand_side() -> None:
    other = page_of(("Đơn vị", "Số điện thoại"), ("Phòng A\nPhòng B\nPhòng C", "123"), xs=(40, 200, 400))
    draft = read(make_pdf([page_of(HEADER, *ROWS), other]))
    assert (cells(draft), "joined_sideways" in codes(draft)) == (EXPECTED, False)


def test_a_scanned_file_is_named_with_its_pages() -> None:
    with pytest.raises(UnreadableFileError, check=says("3 trang")) as refused:
        read(make_pdf([PdfPage()] * 3, image=True))
    assert "OCR" in hint_text(refused.value)


def test_a_scanned_page_among_others_is_said() -> None:
    draft = read(make_pdf([page_of(HEADER, *ROWS), PdfPage()], image=True))
    assert [(n.code, "trang 2" in n.message) for n in draft.notices] == [("scanned_pages", True)]


@pytest.mark.parametrize("font", ["ABCDEF+.VnTime", ".VnArialH", "VNI-Times"])
def test_fonts_of_old_letters_are_refused_by_name(font: str) -> None:
    with pytest.raises(UnreadableFileError, check=says(font.rpartition("+")[2].lstrip("."))):
        read(make_pdf([page_of(HEADER, *ROWS)], font=font))


def test_letters_without_a_table_are_refused_by_name() -> None:
    with pytest.raises(UnreadableFileError, check=says("bảng mã")):
        read(make_pdf([page_of(HEADER, *ROWS)], mapped=False))


def test_more_pages_than_the_cap_are_refused() -> None:
    with pytest.raises(UnreadableFileError, check=says("301 trang")):
        read(make_pdf([PdfPage()] * 301))


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.7\n" + bytes(500), make_pdf([page_of(HEADER, *ROWS)])[:700]])
def test_a_damaged_file_is_named(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, check=says("hỏng")):
        read(data)


def test_a_file_with_a_password_is_named() -> None:
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>] /Root" % (
        b"0" * 64,
        b"1" * 64,
    )
    with pytest.raises(UnreadableFileError, check=says("mật khẩu")):
        read(make_pdf([page_of(HEADER, *ROWS)]).replace(b"/Root", lock))


def test_a_file_that_draws_for_ever_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "SECONDS", 0.05)
    started = time.monotonic()
    with pytest.raises(UnreadableFileError, check=says("giây")):
        read(make_pdf([page_of(HEADER, *ROWS)]))
    assert time.monotonic() - started < 5


def test_without_the_library_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "find_spec", lambda _: None)
    with pytest.raises(UnreadableFileError) as refused:
        read(make_pdf([page_of(HEADER, *ROWS)]))
    assert "cchc-tasks[pdf]" in hint_text(refused.value)
