"""Rows below a header: what is a task, what is none, and that no printed word is lost without a word."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_tasks.errors import AppError, UnreadableFileError
from cchc_tasks.model.draft import Draft
from cchc_tasks.model.grid import Cell, Grid, Merge, Row
from cchc_tasks.plans.plan_file import read_draft_from_bytes
from cchc_tasks.plans.table_draft import build_draft
from tests.refusals import says

HEADER = "STT;Nhiệm vụ;Hoạt động;Đơn vị chủ trì;Thời hạn;Kết quả thực hiện\n"
PAGE = HEADER.replace(";", "\t")


def read(text: str) -> Draft:
    return read_draft_from_bytes(text.encode(), "bang.csv")


def codes(draft: Draft) -> list[tuple[str, int | None]]:
    return [(notice.code, notice.row) for notice in draft.notices]


def test_the_signatures_below_a_table_are_no_tasks() -> None:
    text = HEADER + "1;Việc;a;Phòng A;Quý I;\nNơi nhận:;;;;GIÁM ĐỐC;\n- Như trên;;;;;\n- Lưu: VT.;;;;Nguyễn Văn A;\n"
    draft = read(text)
    assert [task.no for task in draft.tasks] == ["1"]
    assert codes(draft) == [("outside_text", 3), ("outside_text", 4), ("outside_text", 5)]


def test_a_leader_who_leads_an_unnumbered_task_does_not_end_the_table() -> None:
    assert [task.lead for task in read(HEADER + ";Việc một;a;Giám đốc;;\n;Việc hai;b;P;Quý I;\n").tasks] == [
        "Giám đốc",
        "P",
    ]


def test_a_row_that_has_only_a_number_is_no_task() -> None:
    draft = read(HEADER + "1;Việc;a;P;Quý I;\n2;;;;;\n")
    assert ([task.no for task in draft.tasks], codes(draft)) == (["1"], [("empty_row", 3)])


def test_a_task_without_a_name_is_kept_and_said() -> None:
    draft = read(HEADER + "1;;a;P;Quý I;\n")
    assert (draft.tasks[0].activities, codes(draft), len(draft.tasks[0].review)) == ("a", [("no_title", 2)], 1)


def test_a_row_that_numbers_the_columns_is_left_out_and_said() -> None:
    for numbers in ("(1);(2);(3);(4);(5);(6)", "A;B;1;2;3;4"):
        draft = read(HEADER + numbers + "\n1;Việc;a;P;Quý I;\n")
        assert ([task.no for task in draft.tasks], codes(draft)) == (["1"], [("column_numbers", 2)])


def test_a_name_alone_in_a_numbered_table_is_a_section_and_said() -> None:
    draft = read(HEADER + ";Cải cách thể chế;;;;\n1;Việc;a;P;Quý I;\n;Tài chính công;;;;\n2;Việc;a;P;Quý I;\n")
    assert [section.title for section in draft.sections] == ["Cải cách thể chế", "Tài chính công"]
    assert [task.section for task in draft.tasks] == [0, 1]
    assert codes(draft) == [("unnumbered_section", 2), ("unnumbered_section", 4)]


def test_a_section_row_with_a_remark_is_a_section_and_the_remark_is_said() -> None:
    draft = read(HEADER + "I;THỂ CHẾ;;;;2 việc\n1;Việc;a;P;Quý I;\n")
    assert ([section.no for section in draft.sections], codes(draft)) == (["I"], [("section_text", 2)])


def test_a_section_named_on_a_line_of_its_own_holds_the_tasks_below_it() -> None:
    draft = read(PAGE + "1\tViệc\ta\tP\tQuý I\t\nII. THỦ TỤC\n2\tViệc\ta\tP\tQuý I\t\nIII. NHẬN XÉT\n")
    assert [(section.no, section.row) for section in draft.sections] == [("II", 3)]
    assert [task.section for task in draft.tasks] == [None, 0]
    assert codes(draft) == [("outside_text", 5)]


def test_a_section_name_cut_by_a_page_is_joined() -> None:
    draft = read(PAGE + "I\tXÂY DỰNG VÀ\t\t\t\t\n" + PAGE + "\tPHÁT TRIỂN\t\t\t\t\n1\tViệc\ta\tP\tQuý I\t\n")
    assert [(s.no, s.title) for s in draft.sections] == [("I", "XÂY DỰNG VÀ PHÁT TRIỂN")]
    assert ("joined", 4) in codes(draft)


def test_an_unnumbered_section_leaves_no_empty_step_in_the_path() -> None:
    draft = read(HEADER + "I;THỂ CHẾ;;;;\n;VĂN BẢN;;;;\n1;Việc;a;P;Quý I;\n")
    assert [section.path for section in draft.sections] == ["I", "I"]


@pytest.mark.parametrize("title", ["Cộng tác viên pháp luật", "Tổng hợp báo cáo", "Cộng đồng dân cư"])
def test_a_task_that_begins_like_a_total_is_a_task(title: str) -> None:
    assert read(HEADER + f"1;Việc;a;P;Quý I;\n;{title};a;;Quý II;\n").tasks[1].title == title


@pytest.mark.parametrize("words", ["Tổng cộng", "Cộng:", "Tổng số 2 nhiệm vụ", "Ghi chú: số tạm tính", "Cộng (I+II)"])
def test_totals_and_notes_are_no_tasks(words: str) -> None:
    assert codes(read(HEADER + f"1;Việc;a;P;Quý I;\n;{words};;;;\n")) == [("total_row", 3)]


@pytest.mark.parametrize(
    ("first", "rest", "whole"),
    [
        ("Văn", "phòng Sở", "Văn phòng Sở"),
        ("2021-", "2025", "2021-2025"),
        ("Nghị định 140/2014/NĐ", "-CP", "Nghị định 140/2014/NĐ-CP"),
        ("Tháng 01/", "2022", "Tháng 01/2022"),
        ("họp (", "nếu có)", "họp (nếu có)"),
        ("kế hoạch", ", báo cáo", "kế hoạch, báo cáo"),
        ("- a;", "- b", "- a;\n- b"),
        ("Quý I -", "Quý II", "Quý I - Quý II"),
    ],
)
def test_the_two_halves_of_a_cell_are_joined_as_they_were_printed(first: str, rest: str, whole: str) -> None:
    draft = read(PAGE + f"1\tViệc\t{first}\tP\tQuý I\t\n" + PAGE + f"\t\t{rest}\t\t\t\n")
    assert draft.tasks[0].activities == whole


def test_a_header_clipped_at_the_head_of_a_page_is_a_header_again() -> None:
    draft = read(PAGE + "1\tViệc\ta\tP\tQuý I\t\nSTT\tNhiệm vụ\tHoạt\tĐơn vị\tThời\tKết quả\n\tdài\t\t\t\t\n")
    assert [task.title for task in draft.tasks] == ["Việc dài"]


def test_every_row_below_a_merged_block_is_said_to_look_merged_with_its_first() -> None:
    text = HEADER + "1;Sáu;a,;P;Quý I;đang\n2;Bảy;;;;\n3;Tám;;Phòng B;;\n4;Chín;a;P;Quý I;\n"
    draft = read(text)
    assert codes(draft) == [("merged_looking", 3), ("merged_looking", 4)]
    assert all("nhiệm vụ 1" in notice.message for notice in draft.notices)
    assert [bool(task.review) for task in draft.tasks] == [False, True, True, False]


def test_the_parent_of_sub_tasks_does_not_look_merged() -> None:
    assert (
        codes(read(HEADER + "1;Việc;a;P;Quý I;\n2;Nhóm;;;;\n2.1;Con;a;P;Quý I;\n3;Nhóm;;;;\na);Con;a;P;Quý I;\n")) == []
    )


def test_a_long_gap_in_the_numbers_is_said_too() -> None:
    draft = read(HEADER + "1;Việc;a;P;Quý I;\n50;Việc;a;P;Quý I;\n")
    assert [notice.message for notice in draft.notices] == ["thiếu số thứ tự từ 2 đến 49"]


def test_a_quote_that_swallows_rows_is_refused_with_its_lines() -> None:
    with pytest.raises(UnreadableFileError, check=says("dòng 2 đến 4")):
        read('STT,Nhiệm vụ,Chủ trì,Thời hạn\n1,"a,b,Quý I\n2,c,"",Quý II\n3,x,y"\n4,a,b,Quý I\n5,a,b,Quý I\n')


@pytest.mark.parametrize(
    ("headers", "field", "place"),
    [
        ("STT;Nhiệm vụ;Tồn tại, hạn chế;Chủ trì;Thời gian thực hiện", "difficulty", 2),
        ("STT;Nhiệm vụ;Tồn tại, hạn chế;Chủ trì;Thời gian thực hiện", "deadline", 4),
        ("STT;Nhiệm vụ;Nội dung;Chủ trì;Thời gian", "activities", 2),
        ("STT;Nhiệm vụ;Chủ trì;Tiến độ thực hiện", "deadline", 3),
        ("STT;Nhiệm vụ;Chủ trì;Thời gian;Tiến độ thực hiện", "result", 4),
        ("STT;Nhiệm vụ;Kết quả;Chủ trì;Thời gian", "outputs", 2),
        ("STT;Nhiệm vụ;Chủ trì;Thời gian;Kết quả", "result", 4),
        ("STT;Nhiệm vụ;Đơn vị chủ trì, phối hợp;Thời gian", "lead", 2),
        ("STT;Giải pháp;Chủ trì;Thời gian", "title", 1),
        ("STT;Mục tiêu;Nội dung công việc;Chủ trì;Thời gian", "title", 2),
    ],
)
def test_words_with_two_meanings_are_read_by_the_other_columns(headers: str, field: str, place: int) -> None:
    width = headers.count(";") + 1
    (task,) = read(headers + "\n1;" + ";".join(f"ô {column}" for column in range(1, width)) + "\n").tasks
    assert task.texts[field] == f"ô {place}"


def test_one_column_for_both_units_is_said() -> None:
    assert codes(read("STT;Nhiệm vụ;Đơn vị chủ trì, phối hợp;Thời gian\n1;Việc;P, Q;Quý I\n")) == [
        ("combined_units", None)
    ]


def test_the_title_of_a_later_table_is_not_made_of_an_earlier_one() -> None:
    text = PAGE + "1\tViệc\ta\tP\tQuý I\t\n\nKẾ HOẠCH SỐ HAI\nTT\tNội dung công việc\tCơ quan thực hiện\tThời gian\n"
    draft = read(text + "1\tMột\tP\tQuý I\n2\tHai\tP\tQuý I\n3\tBa\tP\tQuý I\n")
    assert (draft.title, draft.preamble) == ("KẾ HOẠCH SỐ HAI", ("KẾ HOẠCH SỐ HAI",))
    assert [(n.row, n.until) for n in draft.notices if n.code == "other_table"] == [(1, 4)]


def _grid(*rows: tuple[Cell, ...]) -> Grid:
    header = tuple(Cell(text) for text in HEADER.strip().split(";"))
    return Grid(tuple(Row(number, cells) for number, cells in enumerate((header, *rows), start=1)))


def _row(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text) for text in texts)


def _above(text: str) -> Cell:
    return Cell(text, Merge.ABOVE)


def test_a_cell_merged_downwards_belongs_to_every_task_it_covers() -> None:
    second = (*_row("2", "Hai", "b"), _above("Văn phòng Sở"), *_row("Quý II", ""))
    draft = build_draft(_grid(_row("1", "Một", "a", "Văn phòng Sở", "Quý I", ""), second))
    assert [task.lead for task in draft.tasks] == ["Văn phòng Sở", "Văn phòng Sở"]


def test_rows_under_a_merged_title_are_lines_of_one_task() -> None:
    second = (_above("1"), _above("Một"), *_row("b", "Phòng B", "Quý II", ""))
    draft = build_draft(_grid(_row("1", "Một", "a", "Phòng A", "Quý I", ""), second))
    assert [(task.no, task.activities, task.lead) for task in draft.tasks] == [("1", "a\nb", "Phòng A\nPhòng B")]
    assert codes(draft) == [("joined", 3)]


def test_a_number_with_a_title_that_spans_the_table_is_a_section_below_another() -> None:
    spanning = (Cell("1"), Cell("Kiểm soát thủ tục"), *(Cell("", Merge.LEFT) for _ in range(4)))
    draft = build_draft(_grid(_row("I", "THỦ TỤC", "", "", "", ""), spanning, _row("2", "Việc", "a", "P", "Q", "")))
    assert [section.path for section in draft.sections] == ["I", "I/1"]


WORDS = st.sampled_from(
    ["", "", "1", "2", "II", "A", "a)", "-", "việc nhỏ", "Việc lớn", "TO", "Tổng cộng", "Ghi chú: x", "Nơi nhận:",
     "- a; - b", "Quý I", "STT", "Nhiệm vụ", "Thời hạn", "Giám đốc", "(1)", "phần sau.", "x" * 90]
)  # fmt: skip
BODY = st.lists(st.lists(WORDS, min_size=1, max_size=7), min_size=1, max_size=8)


@given(body=BODY, again=st.integers(0, 8))
@settings(max_examples=400, deadline=None)
def test_no_printed_word_is_lost_without_a_word(body: list[list[str]], again: int) -> None:
    names = HEADER.strip().split(";")
    rows = [["1", "Việc đầu", "a", "P", "Quý I", ""], *body]
    rows.insert(min(again, len(rows)), names)
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\n").writerows([names, *rows])
    try:
        draft = read(out.getvalue())
    except AppError:
        return
    said = {
        row for notice in draft.notices if notice.row for row in range(notice.row, (notice.until or notice.row) + 1)
    }
    if any(notice.code == "unknown_column" for notice in draft.notices):
        return  # the words of a whole column were said to be left out
    kept = _plain(draft)
    for line, row in enumerate(rows, start=2):
        header_again = sum(text in names for text in row) > 1
        assert line in said or header_again or all(re.sub(r"\s", "", text) in kept for text in row), (line, row, draft)


def _plain(draft: Draft) -> str:
    texts = [draft.title, *draft.preamble]
    texts += [part for section in draft.sections for part in (section.no, section.title)]
    texts += [text for task in draft.tasks for text in task.texts.values()]
    texts += [notice.message for notice in draft.notices if notice.row is None]
    return "\n".join(re.sub(r"\s", "", text) for text in texts)


def test_a_number_of_ninety_digits_is_a_code_and_no_row_is_missing_before_it() -> None:
    text = f"STT,Nhiệm vụ,Thời hạn\n1,Việc một,Quý I/2022\n{'9' * 90},Việc hai,Quý II/2022\n"
    draft = read_draft_from_bytes(text.encode(), "a.csv")
    assert [task.no for task in draft.tasks] == ["1", "9" * 90]
    assert "missing_no" not in {notice.code for notice in draft.notices}
