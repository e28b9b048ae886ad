"""Plans as text: whatever separates the columns, whichever order they have, every printed word arrives."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_tasks.errors import AppError, UnreadableFileError, UsageError
from cchc_tasks.model.draft import Draft
from cchc_tasks.plans.plan_file import read_draft, read_draft_from_bytes
from tests.refusals import hint_text, message_text, says

HEADER = (
    "STT",
    "Nhiệm vụ",
    "Hoạt động",
    "Kết quả, sản phẩm",
    "Đơn vị chủ trì",
    "Đơn vị phối hợp",
    "Thời gian hoàn thành",
)
RESULT = "Kết quả thực hiện"
ROWS = (
    ("I", "CÔNG TÁC CHỈ ĐẠO", "", "", "", "", "", ""),
    (
        "1",
        "Ban hành kế hoạch",
        "- Soạn thảo;\n- Lấy ý kiến.",
        "Kế hoạch",
        "Văn phòng Sở",
        "",
        "Quý I/2026",
        "Đã hoàn thành",
    ),
    ("2", "Kiểm tra, đôn đốc", "Lập đoàn; đi 3 nơi", "Báo cáo", "Thanh tra Sở", "Phòng A; Phòng B", "Thường xuyên", ""),
)


def delimited(delimiter: str, rows: tuple[tuple[str, ...], ...] = ((*HEADER, RESULT), *ROWS)) -> str:
    def cell(text: str) -> str:
        quoted = any(mark in text for mark in (delimiter, "\n", '"'))
        return '"' + text.replace('"', '""') + '"' if quoted else text

    return "\n".join(delimiter.join(map(cell, row)) for row in rows) + "\n"


def read(text: str | bytes, **options: object) -> Draft:
    data = text.encode() if isinstance(text, str) else text
    return read_draft_from_bytes(data, "bang.csv", **options)  # type: ignore[arg-type]


def cells(draft: Draft) -> list[tuple[str, ...]]:
    return [(t.no, t.title, t.activities, t.outputs, t.lead, t.support, t.deadline, t.result) for t in draft.tasks]


EXPECTED = [ROWS[1], ROWS[2]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_delimiter_gives_the_same_cells(delimiter: str, end: str) -> None:
    draft = read(delimited(delimiter).replace("\n", end))
    assert cells(draft) == EXPECTED
    assert [(s.no, s.title, s.path) for s in draft.sections] == [("I", "CÔNG TÁC CHỈ ĐẠO", "I")]


def test_a_sep_line_names_the_delimiter() -> None:
    assert cells(read("sep=;\n" + delimited(";"))) == EXPECTED


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
        lambda text: unicodedata.normalize("NFD", text).encode(),
    ],
    ids=["UTF-8 BOM", "UTF-16 LE", "UTF-16 BE", "NFD"],
)
def test_every_encoding_gives_the_same_cells(encode: object) -> None:
    assert cells(read(encode(delimited("\t")))) == EXPECTED  # type: ignore[operator]


def test_windows_1258_is_read_and_said_aloud() -> None:
    draft = read(_tones_last(delimited(",")).encode("windows-1258"))
    assert cells(draft) == EXPECTED
    assert "decoded" in {notice.code for notice in draft.notices}


def _tones_last(text: str) -> str:
    """The text as the code page has it: letters with their hats and horns, the five tones as marks behind them."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = ""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in tones)
        out += unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones)) + tone
    return out


@given(order=st.permutations(range(len(HEADER) + 1)))
@settings(max_examples=25)
def test_columns_are_found_by_their_words_not_their_place(order: list[int]) -> None:
    rows = tuple(tuple(row[place] for place in order) for row in ((*HEADER, RESULT), *ROWS))
    assert cells(read(delimited(";", rows))) == EXPECTED


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Nội dung công việc", "title"),
        ("Tên nhiệm vụ", "title"),
        ("Cơ quan chủ trì", "lead"),
        ("Đơn vị thực hiện", "lead"),
        ("Cơ quan phối hợp", "support"),
        ("Sản phẩm đầu ra", "outputs"),
        ("Thời hạn", "deadline"),
        ("Thời gian thực hiện", "deadline"),
        ("Hạn hoàn thành", "deadline"),
        ("Tình hình thực hiện", "result"),
        ("Kết quả đạt được", "result"),
        ("Tiến độ", "result"),
        ("Khó khăn, vướng mắc", "difficulty"),
        ("Đề xuất, kiến nghị", "proposal"),
        ("Tài liệu kiểm chứng", "evidence"),
        ("Cơ quan giao", "given_by"),
        ("Ghi chú", "note"),
    ],
)
def test_the_words_of_other_offices_are_known(header: str, field: str) -> None:
    columns = {"title": "Nhiệm vụ", "deadline": "Thời hạn", "lead": "Đơn vị chủ trì"}
    columns[field] = header
    names = list(columns)
    text = ";".join(columns.values()) + "\n" + ";".join(f"ô {name}" for name in names) + "\n"
    (task,) = read(text).tasks
    assert all(task.texts[name] == f"ô {name}" for name in names)


def test_progress_is_the_deadline_where_no_other_column_is() -> None:
    (task,) = read("STT;Nhiệm vụ;Đơn vị chủ trì;Tiến độ\n1;Rà soát;Phòng A;Quý II\n").tasks
    assert task.deadline == "Quý II"


def test_a_header_in_two_rows_names_its_columns_together() -> None:
    text = "STT,Nhiệm vụ,Cơ quan thực hiện,,Thời gian,\n,,Chủ trì,Phối hợp,Bắt đầu,Kết thúc\n"
    (task,) = read(text + "1,Rà soát,Phòng A,Phòng B,01/3/2026,30/6/2026\n").tasks
    assert (task.lead, task.support, task.texts["start"], task.deadline) == (
        "Phòng A",
        "Phòng B",
        "01/3/2026",
        "30/6/2026",
    )


def test_title_lines_above_the_header_are_no_header_of_theirs() -> None:
    text = "UBND TỈNH;;;\nKẾ HOẠCH cải cách hành chính năm 2026;;;\nTT;Nội dung công việc;Cơ quan thực hiện;Thời hạn\n"
    draft = read(text + "1;Rà soát;Phòng A;Quý II\n")
    assert draft.title == "KẾ HOẠCH cải cách hành chính năm 2026"
    assert (draft.tasks[0].title, draft.tasks[0].lead, draft.notices) == ("Rà soát", "Phòng A", ())


def test_a_mapping_overrides_the_words_and_unknown_columns_are_reported() -> None:
    draft = read("a,b,c\nRà soát,Quý I,gì đó\n", mapping={"title": "A", "deadline": "b"})
    assert (draft.tasks[0].title, draft.tasks[0].deadline) == ("Rà soát", "Quý I")
    assert [str(n.message) for n in draft.notices if n.code == "unknown_column"] == [
        "cột «c» chưa biết là gì nên không nhập; dùng --map nếu cần"
    ]


def test_a_mapping_to_a_header_that_is_not_there_shows_those_that_are() -> None:
    with pytest.raises(UnreadableFileError) as refused:
        read(delimited(","), mapping={"title": "Việc cần làm"})
    assert "Nhiệm vụ" in hint_text(refused.value)
    with pytest.raises(UsageError):
        read(delimited(","), mapping={"tieu_de": "Nhiệm vụ"})


PAGES = """**PHỤ LỤC**
**KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2026**

STT\tNhiệm vụ\tHoạt động\tĐơn vị chủ trì\tThời gian hoàn thành\tKết quả thực hiện
<b>I</b>\t<b>CÔNG TÁC CHỈ ĐẠO</b>\t\t\t\t
1\tBan hành kế hoạch giai đoạn 2021-\t<ul><li>- Soạn thảo;</li><li>- Lấy ý kiến các</li></ul>\tVăn\tThường\tĐã hoàn

STT\tNhiệm vụ\tHoạt động\tĐơn vị chủ trì\tThời gian hoàn thành\tKết quả thực hiện
\t2025\t<ul><li>phòng;</li><li>- Trình ký.</li></ul>\tphòng Sở\txuyên trong năm 2026\tthành 02/03 hoạt động
2\tĐạt tỷ lệ 80% - dưới 100%\t- Rà soát; - Thống kê.\tPhòng A\tQuý II/2026\t
"""


def test_what_a_page_break_cut_is_joined_and_reported_with_its_row() -> None:
    draft = read(PAGES)
    first, second = draft.tasks
    assert first.title == "Ban hành kế hoạch giai đoạn 2021-2025"
    assert first.activities == "- Soạn thảo;\n- Lấy ý kiến các phòng;\n- Trình ký."
    assert (first.lead, first.deadline) == ("Văn phòng Sở", "Thường xuyên trong năm 2026")
    assert first.result == "Đã hoàn thành 02/03 hoạt động"
    assert [(n.code, n.row) for n in draft.notices if n.code == "joined"] == [("joined", 9)]
    assert second.title == "Đạt tỷ lệ 80% - dưới 100%"
    assert second.activities == "- Rà soát;\n- Thống kê."
    assert draft.title == "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2026"


def test_a_table_without_numbers_has_a_task_in_each_row() -> None:
    text = "STT;Nhiệm vụ;Đơn vị chủ trì;Thời hạn\n;Việc một;Phòng A;Quý I\n;Việc hai;Phòng B;Quý II\n"
    assert [task.title for task in read(text).tasks] == ["Việc một", "Việc hai"]


def test_nested_sections_have_a_path() -> None:
    text = "STT;Nhiệm vụ;Đơn vị chủ trì;Thời hạn\nA;PHẦN CHUNG;;\nI;Thể chế;;\n1;Việc;Phòng A;Quý I\nII;Thủ tục;;\n"
    text += "2;Việc;Phòng A;Quý I\nB;PHẦN RIÊNG;;\nI;Bộ máy;;\n3;Việc;Phòng A;Quý I\n"
    draft = read(text)
    assert [section.path for section in draft.sections] == ["A", "A/I", "A/II", "B", "B/I"]
    assert [draft.sections[task.section or 0].path for task in draft.tasks] == ["A/I", "A/II", "B/I"]


def test_total_and_note_rows_are_no_tasks_and_are_said() -> None:
    text = delimited(";") + "Tổng cộng;2 nhiệm vụ;;;;;;\n;Ghi chú: số liệu tạm tính;;;;;;\n"
    draft = read(text)
    assert len(draft.tasks) == 2
    assert [n.code for n in draft.notices if n.code == "total_row"] == ["total_row", "total_row"]


def test_numbers_that_repeat_or_are_missing_are_said() -> None:
    rows = "".join(f"{no};Việc {no};Phòng A;Quý I\n" for no in (1, 2, 4, 5, 5, 7))
    draft = read("STT;Nhiệm vụ;Đơn vị chủ trì;Thời hạn\n" + rows)
    assert len(draft.tasks) == 6
    assert [(n.code, n.row) for n in draft.notices] == [("missing_no", 4), ("duplicate_no", 6), ("missing_no", 7)]


def test_a_row_with_another_number_of_cells_is_said_and_nothing_is_shifted() -> None:
    draft = read("STT;Nhiệm vụ;Đơn vị chủ trì;Thời hạn\n1;Việc một;Phòng A\n2;Việc hai;Phòng B;Quý II;thừa\n")
    assert [(t.lead, t.deadline) for t in draft.tasks] == [("Phòng A", ""), ("Phòng B", "Quý II")]
    assert [n.code for n in draft.notices] == ["cell_count", "cell_count", "extra_cells"]


def test_a_cell_that_looks_like_a_formula_stays_text() -> None:
    text = "STT;Nhiệm vụ;Đơn vị chủ trì;Thời hạn\n1;=HYPERLINK(1);@SUM(1);+84\n"
    (task,) = read(text).tasks
    assert (task.title, task.lead, task.deadline) == ("=HYPERLINK(1)", "@SUM(1)", "+84")


def test_a_pipe_table_keeps_escaped_pipes_and_breaks() -> None:
    text = "# Kế hoạch năm 2026\n\n| STT | Nhiệm vụ | Đơn vị chủ trì | Thời hạn |\n|---|---|---|---|\n"
    text += "| **I** | **THỂ CHẾ** | | |\n| 1 | Một\\|hai | - a;<br>- b | Quý I |\n"
    draft = read(text)
    assert (draft.tasks[0].title, draft.tasks[0].lead) == ("Một|hai", "- a;\n- b")
    assert draft.title == "Kế hoạch năm 2026"


def test_a_report_with_a_table_of_statistics_is_refused_by_name(shared: Path) -> None:
    with pytest.raises(UnreadableFileError, check=says("bảng thống kê")):
        read_draft(shared / "plans" / "good" / "statistics_ocr.txt")


def test_prose_with_commas_above_statistics_is_no_plan() -> None:
    prose = "Kết quả nhiệm vụ, giải pháp, biện pháp khác\nĐã làm, đã xong, đã nộp\n"
    with pytest.raises(UnreadableFileError, check=says("bảng thống kê")):
        read(prose * 5 + "STT\tChỉ tiêu thống kê\tĐơn vị tính\tSố liệu\n1\tSố văn bản\tVăn bản\t5\n")


SMALL = delimited(",")


@given(data=st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_random_bytes_are_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(AppError):
        read(data)


@given(place=st.integers(0, len(SMALL) - 1), length=st.integers(0, 30), extra=st.text('",;\t\n<>*|-Iđ1', max_size=6))
@settings(max_examples=200, deadline=None)
def test_a_damaged_plan_is_read_or_refused_and_never_crashes(place: int, length: int, extra: str) -> None:
    try:
        draft = read(SMALL[:place] + extra + SMALL[place + length :])
    except AppError:
        return
    assert draft.tasks


@pytest.mark.parametrize(
    ("name", "gold"),
    [
        ("good/plan54_ocr.txt", "plan54.json"),
        ("good/plan54.md", "plan54.json"),
        ("good/plan54_semicolon.csv", "plan54.json"),
        ("good/plan54_titlerows.csv", "plan54.json"),
        ("good/plan54_excel_unicode.txt", "plan54.json"),
        ("variants/v09_nfd.csv", "plan54.json"),
        ("bad/b05_windows1258.csv", "plan54.json"),
        ("good/remedy15_ocr.txt", "remedy15.json"),
        ("good/remedy15.md", "remedy15.json"),
    ],
)
def test_the_real_plans_arrive_cell_for_cell(shared: Path, name: str, gold: str) -> None:
    import json
    import re

    expected = json.loads((shared / "gold" / gold).read_text(encoding="utf-8"))
    draft = read_draft(shared / "plans" / name)
    fields = {"title": "title", "activities": "activities", "outputs": "outputs", "lead": "lead_units"}
    fields |= {"support": "support_units", "deadline": "deadline", "result": "result"}

    def plain(value: object) -> str:
        lines = value if isinstance(value, list) else str(value or "").split("\n")
        text = " ".join(re.sub(r"^\s*[-–•]\s*", "", str(line)) for line in lines)
        return " ".join(re.sub(r"(?<=[;.,:]) - (?=\S)", " ", text).split())

    different = [
        (row["no"], field)
        for row, task in zip(expected, draft.tasks, strict=True)
        for field, key in fields.items()
        if plain(task.texts.get(field, "")) != plain(row.get(key))
    ]
    merged = [("7", field) for field in ("activities", "deadline", "result")]
    assert different == (merged if gold == "remedy15.json" else [])


def test_a_refusal_shows_the_first_cells_of_a_very_wide_row_and_counts_the_rest() -> None:
    with pytest.raises(UnreadableFileError) as refused:
        read_draft_from_bytes(",".join(f"ô {n}" for n in range(90)).encode(), "rong.csv")
    assert "«ô 19» … (90 ô)" in message_text(refused.value)
    assert "«ô 20»" not in message_text(refused.value)
