"""Tables for people and pipes, CSV for spreadsheets, JSON for programs."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.cli.data_output import guard_formula, json_text, write_csv, write_json
from cchc_tasks.cli.table_output import RED, WIDEST_LETTER, OutputColumn, clean, column_widths, write_table
from cchc_tasks.text import display_width
from cchc_tasks.text_cells import wrap

TASK = "Rà soát quy chế làm việc của Ủy ban nhân dân xã và niêm yết công khai"
VIETNAMESE_WORDS = ["Sở", "Nội", "vụ", "nghiêng", "đơn", "giản", "hóa", "15/7/2022", "ủy", "quyền", "quyết"]
HOSTILE = ["\x1b[31m", "\x9b2J", "\u202e", "\u2066", "\x07", "\r", "\t", "\n", "\x85", "\u2028", "\ud800", "\x7f"]
words = st.one_of(
    st.sampled_from(VIETNAMESE_WORDS),
    st.sampled_from(VIETNAMESE_WORDS).map(lambda word: unicodedata.normalize("NFD", word)),
    st.sampled_from(["漢字漢字漢字", "Ｗｉｄｅ", "e\u0301\u0302\u0323" * 9, "x" * 90, "🙂🙂", *HOSTILE]),
    st.text(max_size=12),
)
texts = st.lists(words, max_size=12).map(" ".join)
tables = st.integers(1, 6).flatmap(
    lambda columns: st.lists(st.lists(texts, min_size=columns, max_size=columns), min_size=1, max_size=5)
)


def columns_of(count: int) -> list[OutputColumn]:
    kinds = [
        OutputColumn("STT", wrap=False, align="right", maximum=8),
        OutputColumn("Nhiệm vụ", weight=3),
        OutputColumn("Đơn vị chủ trì"),
    ]
    return [kinds[number % len(kinds)] for number in range(count)]


def printed(columns: list[OutputColumn], rows: list[list[str]], width: int | None, *, color: bool = False) -> str:
    out = io.StringIO()
    write_table(out, columns, rows, width=width, color=color)
    return out.getvalue()


def commands_to_a_terminal(text: str) -> list[str]:
    """Return what a terminal would obey in the text, line feeds and tabs aside."""
    return [
        letter
        for letter in text
        if letter not in "\n\t" and (unicodedata.category(letter) == "Cc" or letter in "\u2028\u2029\u202e\u2066")
    ]


def test_a_table_has_a_header_a_rule_and_aligned_columns() -> None:
    columns = [
        OutputColumn("STT", wrap=False, align="right"),
        OutputColumn("Nhiệm vụ"),
        OutputColumn("Còn", wrap=False),
    ]
    assert printed(columns, [["1", "Rà soát", "3 ngày"], ["10", "Niêm yết", ""]], 80) == (
        "STT  Nhiệm vụ  Còn\n"
        "───  ────────  ──────\n"
        "  1  Rà soát   3 ngày\n"
        " 10  Niêm yết\n"
    )  # fmt: skip


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_long_vietnamese_text_wraps_at_blanks_by_display_width(form: Literal["NFC", "NFD"]) -> None:
    lines = wrap(unicodedata.normalize(form, TASK), 24)
    assert [unicodedata.normalize("NFC", line) for line in lines] == [
        "Rà soát quy chế làm việc",
        "của Ủy ban nhân dân xã",
        "và niêm yết công khai",
    ]


def test_a_word_longer_than_the_line_is_broken_with_its_marks_kept_on_their_letters() -> None:
    decomposed = unicodedata.normalize("NFD", "nghiễng" * 3)
    lines = wrap(decomposed, 5)
    assert [display_width(line) for line in lines] == [5, 5, 5, 5, 1]
    assert "".join(lines) == decomposed
    assert not any(unicodedata.combining(line[0]) for line in lines)


def test_the_column_that_may_wrap_gives_way_before_the_one_that_may_not() -> None:
    columns = [OutputColumn("Mốc", wrap=False), OutputColumn("Nhiệm vụ", weight=3), OutputColumn("Đơn vị", weight=1)]
    widths = column_widths(columns, [["31/12/2022", TASK, "Văn phòng Ủy ban nhân dân xã"]], 60)
    assert widths is not None
    assert widths[0] == 10
    assert sum(widths) == 60 - 2 * len("  ")
    assert widths[1] > widths[2]


def test_a_column_takes_no_more_than_it_needs_nor_more_than_its_maximum() -> None:
    columns = [OutputColumn("Ngắn"), OutputColumn("Dài", maximum=20)]
    assert column_widths(columns, [["một", "x" * 50]], 200) == [4, 20]


def test_a_terminal_narrower_than_a_table_gets_a_block_of_lines_for_each_row() -> None:
    columns = [OutputColumn("STT"), OutputColumn("Nhiệm vụ"), OutputColumn("Thời hạn")]
    assert printed(columns, [["1", TASK, ""], ["2", "Niêm yết", "15/7"]], 40) == (
        "STT: 1\n"
        "Nhiệm vụ: Rà soát quy chế làm việc của\n"
        "  Ủy ban nhân dân xã và niêm yết công\n"
        "  khai\n"
        "Thời hạn:\n"
        "\n"
        "STT: 2\n"
        "Nhiệm vụ: Niêm yết\n"
        "Thời hạn: 15/7\n"
    )


def test_columns_that_cannot_share_a_wide_terminal_are_stacked_too() -> None:
    columns = [OutputColumn("A", wrap=False), OutputColumn("B", wrap=False)]
    assert printed(columns, [["a" * 50, "b" * 50]], 80).startswith("A: aaa")


def test_colour_is_only_added_to_the_same_words() -> None:
    columns = [OutputColumn("STT"), OutputColumn("Quá hạn", accent=lambda cell: RED if cell else "")]
    rows = [["1", "quá hạn 3 ngày"], ["2", ""]]
    for width in (40, 80):
        plain, colored = printed(columns, rows, width), printed(columns, rows, width, color=True)
        assert "\x1b" not in plain
        assert "quá hạn 3 ngày\x1b[0m" in colored
        assert "\x1b[1mSTT" in colored
        for code in ("\x1b[1m", "\x1b[31m", "\x1b[0m"):
            colored = colored.replace(code, "")
        assert colored == plain


@given(rows=tables, width=st.integers(2, 130))
def test_no_line_is_ever_wider_than_the_terminal(rows: list[list[str]], width: int) -> None:
    assert WIDEST_LETTER == 2
    text = printed(columns_of(len(rows[0])), rows, width)
    assert [line for line in text.split("\n") if display_width(line) > width] == []
    assert commands_to_a_terminal(text) == []


def test_rows_behind_the_sampled_ones_keep_to_the_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc_tasks.cli.table_output.SAMPLED_ROWS", 1)
    columns = [OutputColumn("STT", wrap=False), OutputColumn("Nhiệm vụ")]
    text = printed(columns, [["1", "ngắn"], ["100000000", "漢" + TASK]], 70)
    assert max(map(display_width, text.split("\n"))) <= 70
    assert text.count("\n") > 4


@given(rows=tables)
def test_to_a_pipe_every_row_is_one_line_with_every_cell(rows: list[list[str]]) -> None:
    columns = columns_of(len(rows[0]))
    text = printed(columns, rows, None, color=True)
    header, *lines = text.splitlines()
    assert header == "\t".join(column.title for column in columns)
    assert [line.count("\t") for line in lines] == [len(columns) - 1] * len(rows)
    assert commands_to_a_terminal(text) == []
    assert text.encode().decode() == text


def test_to_a_pipe_breaks_and_tabs_in_a_cell_are_blanks_and_the_rest_is_untouched() -> None:
    assert printed([OutputColumn("A"), OutputColumn("B")], [["một\r\nhai\tba", "“bốn” – năm\u00a0"]], None) == (
        "A\tB\nmột hai ba\t“bốn” – năm\u00a0\n"
    )


def test_to_a_pipe_rows_are_streamed() -> None:
    out = io.StringIO()
    seen: list[int] = []

    def rows() -> Iterator[list[str]]:
        for number in range(2000):
            seen.append(len(out.getvalue()))
            yield [str(number)]

    write_table(out, [OutputColumn("STT")], rows(), width=None, color=False)
    assert seen[-1] > 0
    assert out.getvalue().splitlines()[1:] == [str(number) for number in range(2000)]


@given(st.text())
def test_cleaned_text_holds_no_command_and_is_clean_already(text: str) -> None:
    for keep_breaks in (False, True):
        cleaned = clean(text, keep_breaks=keep_breaks)
        assert commands_to_a_terminal(cleaned) == []
        assert "\t" not in cleaned
        assert clean(cleaned, keep_breaks=keep_breaks) == cleaned
    assert len(clean(text).splitlines()) <= 1


def test_cleaning_takes_the_sting_out_and_leaves_the_words() -> None:
    assert clean("đỏ \x1b[31mchữ\x07 \u202eđảo\u202c \ud800") == "đỏ  [31mchữ  đảo ?"
    assert clean("một\r\nhai\rba\u2028bốn", keep_breaks=True) == "một\nhai\nba\nbốn"
    assert clean(unicodedata.normalize("NFD", "Sở Nội vụ")) == unicodedata.normalize("NFD", "Sở Nội vụ")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+84 24",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "＝1+1",
        "-5",
        "- 5",
        "-2+3",
        "-SUM(A1)",
        "- SUM(A1)",
        "- cmd|' /C calc'!A0",
        "-Rà soát",
        '- HYPERLINK("x")',
    ],
)
def test_a_cell_that_a_spreadsheet_would_calculate_gets_an_apostrophe(text: str) -> None:
    assert guard_formula(text) == "'" + text


@pytest.mark.parametrize(
    "text",
    ["", "-", "- Rà soát văn bản (quý I)", "- Báo cáo;\n- Kế hoạch", "15/7/2022", "'=1", "Ủy ban", "2-3", "– 5", " "],
)
def test_prose_bullets_and_dates_reach_the_spreadsheet_as_they_are(text: str) -> None:
    assert guard_formula(text) == text


@given(rows=tables)
def test_csv_reads_back_as_it_was_but_for_guards_and_controls(rows: list[list[str]]) -> None:
    out = io.BytesIO()
    titles = ["STT", "Nhiệm vụ", "Đơn vị", 'Dấu "', "a,b", "c"][: len(rows[0])]
    write_csv(out, titles, rows)
    content = out.getvalue()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    expected = [[guard_formula(clean(cell, keep_breaks=True)) for cell in row] for row in rows]
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))) == [titles, *expected]


def test_csv_lines_end_in_crlf_whatever_the_stream_makes_of_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "ra.csv"
    with path.open("w", encoding="cp1252", newline="\r\n") as out:
        write_csv(out, ["STT", "Nhiệm vụ"], [["1", 'có "nháy", phẩy\nvà dòng']])
    assert path.read_bytes().decode("utf-8") == '\ufeffSTT,Nhiệm vụ\r\n1,"có ""nháy"", phẩy\nvà dòng"\r\n'


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


@given(value=json_values, indent=st.booleans())
def test_json_reads_back_as_it_was_and_cannot_command_a_terminal(value: object, indent: bool) -> None:
    out = io.StringIO()
    write_json(out, value, indent=indent)
    assert commands_to_a_terminal(out.getvalue()) == []
    assert json.loads(out.getvalue().encode()) == value


def test_json_keeps_its_accents_and_a_list_has_one_item_a_line() -> None:
    out = io.StringIO()
    write_json(out, ({"đơn vị": name} for name in ("Sở Nội vụ", "Sở Tư pháp")))
    assert out.getvalue() == '[\n{"đơn vị": "Sở Nội vụ"},\n{"đơn vị": "Sở Tư pháp"}\n]\n'


def test_json_for_a_terminal_is_indented_by_two_as_json_itself_would() -> None:
    value = [{"a": [1, {"b": "c\nd"}]}, {}, []]
    out = io.StringIO()
    write_json(out, iter(value), indent=True)
    assert out.getvalue() == json.dumps(value, indent=2) + "\n"


def test_an_empty_json_list_is_a_list() -> None:
    out = io.StringIO()
    write_json(out, iter(()))
    assert json.loads(out.getvalue()) == []


def test_a_long_json_list_is_written_item_by_item() -> None:
    out = io.StringIO()
    lengths: list[int] = []

    def items() -> Iterator[int]:
        for number in range(3):
            lengths.append(len(out.getvalue()))
            yield number

    write_json(out, items())
    assert lengths[0] < lengths[1] < lengths[2]


def test_json_escapes_what_json_allows_but_a_terminal_obeys() -> None:
    assert json_text("a\x9b\x7f\u202e\ud800é") == '"a\\u009b\\u007f\\u202e\\ud800é"'
