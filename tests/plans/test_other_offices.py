"""Plans as other offices lay them out: other headers, groups, sections and merged cells, kind by kind."""

from __future__ import annotations

import pytest

from cchc_tasks.model.draft import Draft
from cchc_tasks.plans.plan_file import read_draft_from_bytes

PLAN = "<p>KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2024</p>"


def read(body: str) -> Draft:
    return read_draft_from_bytes(f"<html><meta charset=utf-8><body>{body}</body></html>".encode(), "bang.html")


def table(*rows: str) -> str:
    """A table of rows whose cells are parted by «|»; «>N», «vN» in front of a text span columns and rows."""
    return f"<table>{''.join(map(_row, rows))}</table>"


def _row(text: str) -> str:
    cells = []
    for cell in text.split("|"):
        kind, words = cell[:1], cell[2:].strip()
        if kind in (">", "v") and cell[1:2].isdecimal():
            cells.append(f"<td {'colspan' if kind == '>' else 'rowspan'}={cell[1]}>{words}</td>")
        else:
            cells.append(f"<td>{cell.strip()}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def codes(draft: Draft) -> list[str]:
    return [notice.code for notice in draft.notices]


def fields(draft: Draft, *names: str) -> list[tuple[str, ...]]:
    return [tuple(task.texts.get(name, "") for name in names) for task in draft.tasks]


def test_rows_with_numbers_of_their_own_below_one_merged_title_are_tasks_of_their_own() -> None:
    draft = read(
        table(
            "STT|Nhiệm vụ|Giải pháp|Đơn vị thực hiện|Thời hạn hoàn thành",
            "1|v2 Nâng cao chất lượng thể chế|Rà soát văn bản|v2 Phòng Pháp chế|30/6/2024",
            "2|Tự kiểm tra văn bản|31/12/2024",
            "3|Kiểm soát thủ tục|Công bố danh mục|Văn phòng|Thường xuyên",
        )
    )
    assert fields(draft, "no", "title", "activities", "lead", "deadline") == [
        ("1", "Nâng cao chất lượng thể chế", "Rà soát văn bản", "Phòng Pháp chế", "30/6/2024"),
        ("2", "Nâng cao chất lượng thể chế", "Tự kiểm tra văn bản", "Phòng Pháp chế", "31/12/2024"),
        ("3", "Kiểm soát thủ tục", "Công bố danh mục", "Văn phòng", "Thường xuyên"),
    ]
    assert codes(draft) == []


def test_rows_without_numbers_below_one_merged_title_are_further_lines_of_it() -> None:
    draft = read(
        table(
            "STT|Nhiệm vụ|Hoạt động|Chủ trì|Thời gian hoàn thành",
            "v2 1|v2 Chỉ đạo, điều hành|Ban hành kế hoạch|Văn phòng|Tháng 1",
            "Tổng kết|Thanh tra|Tháng 12",
        )
    )
    assert fields(draft, "activities", "lead", "deadline") == [
        ("Ban hành kế hoạch\nTổng kết", "Văn phòng\nThanh tra", "Tháng 1\nTháng 12")
    ]


@pytest.mark.parametrize("end", ["Hoàn thành", "Kết thúc", "Xong", "Đến"])
def test_the_second_column_of_a_group_of_times_is_the_deadline(end: str) -> None:
    draft = read(
        table(
            "v2 TT|v2 Nội dung công việc|v2 Cơ quan chủ trì thực hiện|>2 Tiến độ thực hiện|v2 Kết quả, sản phẩm",
            f"Bắt đầu|{end}",
            "1|Xây dựng văn bản|Phòng A|01/2024|6/2024|Quyết định",
        )
    )
    assert fields(draft, "start", "deadline", "outputs", "result") == [("01/2024", "6/2024", "Quyết định", "")]


def test_a_header_of_three_rows_is_one_header() -> None:
    draft = read(
        table(
            "v3 Số TT|v3 Nội dung|>4 Tổ chức thực hiện|v3 Ghi chú",
            ">2 Đơn vị|>2 Thời gian",
            "Chủ trì|Phối hợp|Bắt đầu|Kết thúc",
            "(1)|(2)|(3)|(4)|(5)|(6)|(7)",
            "1|Rà soát|P1|P2|Tháng 1|Tháng 6|gấp",
        )
    )
    assert fields(draft, "lead", "support", "start", "deadline", "note") == [("P1", "P2", "Tháng 1", "Tháng 6", "gấp")]
    assert codes(draft) == ["column_numbers"]


HEADER = "STT|Tên nhiệm vụ|Sản phẩm|Đơn vị chủ trì|Thời gian"


def test_tables_under_headings_of_their_own_are_one_plan_with_sections_the_first_one_too() -> None:
    draft = read(
        PLAN
        + "<p>Căn cứ Quyết định số 1/QĐ-UBND, Sở ban hành kế hoạch như sau:</p><p><b>I. CẢI CÁCH THỂ CHẾ</b></p>"
        + table(HEADER, "1|Rà soát|BC|P1|Quý I", "2|Kiểm tra|BC|P2|Quý II")
        + "<p>II. CẢI CÁCH THỦ TỤC</p>"
        + table(HEADER, "1|Công bố|QĐ|P3|Quý III")
        + "<p>Trên đây là kế hoạch.</p>"
    )
    assert [(section.no, section.title) for section in draft.sections] == [
        ("I", "CẢI CÁCH THỂ CHẾ"),
        ("II", "CẢI CÁCH THỦ TỤC"),
    ]
    assert [task.section for task in draft.tasks] == [0, 0, 1]
    assert draft.title == "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2024"


def test_a_heading_above_the_only_table_is_no_section() -> None:
    draft = read(PLAN + "<p>II. NHIỆM VỤ CỤ THỂ</p>" + table(HEADER, "1|Rà soát|BC|P1|Quý I"))
    assert draft.sections == ()


def test_a_column_of_areas_gives_the_sections() -> None:
    draft = read(
        table(
            "Lĩnh vực|Công việc|Người phụ trách|Hạn hoàn thành",
            "v2 I. Thể chế|Rà soát|Phòng A|15/3",
            "Kiểm tra|Phòng B|20/4",
            "Tài chính|Quy chế chi tiêu|Phòng A|15/5",
            "|Công khai|Phòng B|20/6",
        )
    )
    assert [(section.no, section.title, section.path) for section in draft.sections] == [
        ("I", "Thể chế", "I"),
        ("", "Tài chính", ""),
    ]
    assert [task.section for task in draft.tasks] == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("printed", "no", "title"),
    [
        ("1. Cải cách thể chế", "1", "Cải cách thể chế"),
        ("2.1) Thủ tục hành chính", "2.1", "Thủ tục hành chính"),
        ("A. NHIỆM VỤ CHUNG", "A", "NHIỆM VỤ CHUNG"),
        ("Nhiệm vụ trọng tâm", "", "Nhiệm vụ trọng tâm"),
    ],
)
def test_a_row_that_is_one_cell_over_all_columns_is_a_section(printed: str, no: str, title: str) -> None:
    draft = read(table(HEADER, f">5 {printed}", "1|Rà soát|BC|P1|Quý I"))
    assert [(section.no, section.title) for section in draft.sections] == [(no, title)]


def test_a_sentence_over_all_columns_is_no_section_and_said() -> None:
    draft = read(table(HEADER, ">5 Các đơn vị báo cáo trước ngày 15 hằng tháng.", "1|Rà soát|BC|P1|Quý I"))
    assert (draft.sections, codes(draft)) == ((), ["stray_row"])


def test_sections_that_are_times_are_the_deadlines_where_no_column_has_them() -> None:
    rows = (
        ">4 Quý I",
        "1|Ban hành|P1|KH",
        ">4 Cải cách thể chế",
        "2|Rà soát|P2|BC",
        ">4 Theo dõi thi hành",
        "3|Họp|P|",
    )
    draft = read(table("STT|Nội dung công việc|Đơn vị chủ trì|Kết quả", *rows))
    assert [task.deadline for task in draft.tasks] == ["Quý I", "", ""]
    assert codes(draft) == ["section_deadline"]
    dated = read(table(HEADER, ">5 Quý I", "1|Ban hành|KH|P1|Tháng 2", "2|Rà soát|BC|P1|"))
    assert [task.deadline for task in dated.tasks] == ["Tháng 2", ""]


@pytest.mark.parametrize("ditto", ['"', "”", "nt", "-nt-", "- nt -", "Như trên", "''"])
def test_a_cell_that_says_as_above_has_the_words_above_and_that_is_said(ditto: str) -> None:
    draft = read(table(HEADER, "1|Rà soát|BC|Phòng A|Quý I", f"2|Kiểm tra|QĐ|{ditto}|{ditto}", "3|Họp|TB|-|Quý II"))
    assert fields(draft, "lead", "deadline") == [("Phòng A", "Quý I"), ("Phòng A", "Quý I"), ("-", "Quý II")]
    assert codes(draft) == ["ditto"]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Nội dung nhiệm vụ, giải pháp", "title"),
        ("Nhiệm vụ cụ thể", "title"),
        ("Nội dung công tác", "title"),
        ("Sản phẩm đầu ra", "outputs"),
        ("Kết quả thực hiện (Sản phẩm)", "outputs"),
        ("Dự kiến sản phẩm", "outputs"),
        ("Hình thức văn bản", "outputs"),
        ("Cơ quan chủ trì thực hiện", "lead"),
        ("Đơn vị thực hiện", "lead"),
        ("Trách nhiệm thực hiện", "lead"),
        ("Phân công thực hiện", "lead"),
        ("Cơ quan phối hợp thực hiện", "support"),
        ("Thời gian thực hiện", "deadline"),
        ("Thời hạn hoàn thành", "deadline"),
        ("Tiến độ thực hiện", "deadline"),
        ("Thời gian trình/hoàn thành", "deadline"),
        ("Ghi chú", "note"),
    ],
)
def test_headers_are_known_by_their_words(header: str, field: str) -> None:
    whole = {"no": "TT", "title": "Nhiệm vụ", "outputs": "Sản phẩm", "lead": "Chủ trì", "deadline": "Thời hạn"}
    whole[field] = header
    draft = read(table("|".join(whole.values()), "|".join(f"ô {name}" for name in whole)))
    assert draft.tasks[0].texts[field] == f"ô {field}"
    assert "unknown_column" not in codes(draft)


def test_results_named_with_products_behind_the_deadline_are_results() -> None:
    draft = read(table("TT|Nhiệm vụ|Chủ trì|Thời hạn|Kết quả thực hiện (sản phẩm)", "1|Rà soát|P1|Quý I|Đã ban hành"))
    assert draft.tasks[0].result == "Đã ban hành"


def test_codes_in_place_of_numbers_are_the_numbers() -> None:
    draft = read(table("Mã|Tên công việc|Phụ trách|Hạn|Trạng thái", "N1|Rà soát|P1|15/3/2025|Xong"))
    assert fields(draft, "no", "result") == [("N1", "Xong")]


def test_tables_before_and_behind_the_plan_are_none_of_it() -> None:
    draft = read(
        PLAN
        + table("TT|Lĩnh vực|Số nhiệm vụ", "1|Thể chế|3", "2|Thủ tục|2", "|Tổng|5")
        + "<p>Chi tiết:</p>"
        + table(HEADER, "I|Thể chế|||", "1|Rà soát|BC|P1|Quý I")
        + table("Nơi nhận:<br>- Như trên;<br>- Lưu: VT.|GIÁM ĐỐC<br>Nguyễn Văn A")
    )
    assert fields(draft, "no", "title") == [("1", "Rà soát")]
    assert draft.title == "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2024"
    assert codes(draft) == ["outside_text"]
