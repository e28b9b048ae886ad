"""Tables in PDF files that have no ruling lines: read where columns and rows stand apart, refused otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from cchc_tasks.errors import UnreadableFileError
from cchc_tasks.model.draft import Draft
from tests.files.pdf_writer import PdfPage, make_pdf
from tests.files.workbooks import cells, codes, read
from tests.refusals import says

XS = (40.0, 80.0, 330.0, 480.0, 600.0)
HEADER = ("STT", "Nhiệm vụ", "Đơn vị\nchủ trì", "Thời hạn", "Kết quả\nthực hiện")
LONG = "Ban hành kế hoạch kiểm tra công tác cải\ncách hành chính giai đoạn 2021-\n2025 của Sở"
ROWS = (
    ("1", LONG, "Văn phòng\nSở", "Quý I/2026", "Đã hoàn thành"),
    ("2", "Kiểm tra, đôn đốc các đơn vị", "Thanh tra Sở", "Thường xuyên", ""),
    ("3", "Rà soát văn bản", "Phòng XD,\nKT", "30/6/2026", "Đang thực\nhiện"),
)
EXPECTED = [
    ("1", "Ban hành kế hoạch kiểm tra công tác cải cách hành chính giai đoạn 2021-2025 của Sở", "Văn phòng Sở",
     "Quý I/2026", "Đã hoàn thành"),
    ("2", "Kiểm tra, đôn đốc các đơn vị", "Thanh tra Sở", "Thường xuyên", ""),
    ("3", "Rà soát văn bản", "Phòng XD, KT", "30/6/2026", "Đang thực hiện"),
]  # fmt: skip


def lay_out(
    page: PdfPage,
    rows: Sequence[Sequence[str]],
    top: float,
    *,
    gap: float = 0,
    rules: bool = False,
    centred: bool = False,
    xs: Sequence[float] = XS,
) -> float:
    """Write a table without vertical lines and return where it ends; `gap` parts its rows, `rules` lie below them."""
    for row in rows:
        tall = max(len(cell.split("\n")) for cell in row)
        for left, cell in zip(xs, row, strict=True):
            free = 12.0 * (tall - len(cell.split("\n"))) / 2 if centred else 0
            page.text(left, top + free, cell)
        top += 12.0 * tall + gap
        if rules:
            page.ops.append(f"40 {595 - top + gap / 2 - 1} m 760 {595 - top + gap / 2 - 1} l S")
    return top


def plan(rows: Sequence[Sequence[str]] = ROWS, header: Sequence[str] = HEADER, **options: object) -> Draft:
    page = PdfPage()
    page.text(200, 40, "KẾ HOẠCH cải cách hành chính năm 2026")
    top = lay_out(page, [header], 100, **options)  # type: ignore[arg-type]
    end = lay_out(page, rows, top + 14, **options)  # type: ignore[arg-type]
    page.text(40, end + 60, "Nơi nhận:")
    page.text(500, end + 60, "GIÁM ĐỐC")
    page.text(400, 570, "1")
    return read(make_pdf([page]))


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"gap": 8},
        {"gap": 8, "centred": True},
        {"gap": 6, "rules": True},
        {"gap": 6, "rules": True, "centred": True},
    ],
    ids=["liền dòng", "cách dòng", "giữa ô", "kẻ ngang", "kẻ ngang, giữa ô"],
)
def test_a_table_whose_columns_and_rows_stand_apart_is_read_and_said(options: dict[str, object]) -> None:
    draft = plan(**options)  # type: ignore[arg-type]
    assert cells(draft) == EXPECTED
    assert draft.title == "KẾ HOẠCH cải cách hành chính năm 2026"
    assert codes(draft)[0] == "unruled_table"
    assert "outside_text" in codes(draft)


def test_sections_that_run_over_all_columns_are_sections() -> None:
    section = (
        "II.",
        "CẢI CÁCH THỦ TỤC HÀNH CHÍNH, XÂY DỰNG VÀ PHÁT TRIỂN CHÍNH QUYỀN ĐIỆN TỬ, CHÍNH QUYỀN SỐ",
        "",
        "",
        "",
    )
    draft = plan((("I", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "", "", ""), ROWS[0], section, *ROWS[1:]))
    assert cells(draft) == EXPECTED
    assert [(found.no, found.title) for found in draft.sections] == [
        ("I", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"), ("II", section[1])
    ]  # fmt: skip
    assert [task.section for task in draft.tasks] == [0, 1, 1]


def test_rows_go_on_over_pages_with_and_without_the_header_again() -> None:
    for repeated in (True, False):
        first, second = PdfPage(), PdfPage()
        lay_out(first, [("1", "Ban hành kế hoạch kiểm tra công tác cải", "Văn phòng", "Quý I/2026", "Đã")],
                lay_out(first, [HEADER], 100) + 14)  # fmt: skip
        first.text(400, 570, "1")
        top = lay_out(second, [HEADER], 60) + 14 if repeated else 60
        rest = ("", "cách hành chính giai đoạn 2021-\n2025 của Sở", "Sở", "", "hoàn thành")
        lay_out(second, [rest, *ROWS[1:]], top)
        second.text(400, 570, "2")
        draft = read(make_pdf([first, second]))
        assert cells(draft) == EXPECTED
        assert "joined" in codes(draft)


def test_other_ways_to_number_rows_are_numbers() -> None:
    draft = plan((("1.", *ROWS[0][1:]), ("1.1", *ROWS[1][1:]), ("a)", *ROWS[2][1:])))
    assert [task.no for task in draft.tasks] == ["1.", "1.1", "a)"]


def test_a_table_with_lines_around_every_other_row_only_is_read_whole() -> None:
    page = PdfPage()
    edges = (38.0, 76.0, 326.0, 476.0, 596.0, 760.0)
    top = 100.0
    for place, row in enumerate((HEADER, ROWS[0], ROWS[2], ROWS[1], ROWS[2], ROWS[1])):
        number = row[0] if not place else str(place)
        end = lay_out(page, [(number, *row[1:])], top) + 4
        if place % 2:
            for left, right in pairwise(edges):
                page.box(left, top - 2, right, end - 2)
        else:
            page.box(edges[0], top - 2, edges[-1], end - 2)
        top = end
    draft = read(make_pdf([page]))
    assert [found[0] for found in cells(draft)] == ["1", "2", "3", "4", "5"]
    assert [found[1:] for found in cells(draft)[:2]] == [EXPECTED[0][1:], EXPECTED[2][1:]]


REFUSED = {
    "giữa ô, liền dòng": lambda: plan(centred=True),
    "không có số": lambda: plan([("", *row[1:]) for row in ROWS]),
    "cột sát nhau": lambda: plan(
        [("1", "Ban hành kế hoạch kiểm tra công tác cải cách nền hành chính", *ROWS[0][2:]), *ROWS[1:]]
    ),
    "nhóm cột": lambda: plan(
        [(row[0], row[1], f"{row[2].partition(chr(10))[0]}      Phòng A", *row[3:]) for row in ROWS],
        xs=(40.0, 80.0, 330.0, 560.0, 640.0),
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_table_that_leaves_something_to_guess_is_refused_by_name(case: str) -> None:
    with pytest.raises(UnreadableFileError, check=says("không có đường kẻ")):
        REFUSED[case]()


def test_text_without_a_table_is_refused_as_before() -> None:
    page = PdfPage()
    page.text(40, 60, "Công văn về việc báo cáo\nkết quả cải cách hành chính năm 2026")
    with pytest.raises(UnreadableFileError, check=says("Không tìm thấy bảng")):
        read(make_pdf([page]))
