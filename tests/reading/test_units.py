"""A unit cell is split into the units it names; what is not certain is kept as printed and listed for review."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.model.doubts import Code
from cchc_tasks.model.readings import UnitsReading
from cchc_tasks.reading.unit_names import HEADS, read_units, same_unit, unit_key
from cchc_tasks.text import fold

GOLD = Path(__file__).parents[2] / "../shared/gold/units_plan54.json"

KNOWN = (
    "Văn phòng Sở", "Thanh tra Sở", "Phòng XD, KT và TDTHPL", "Phòng HC và BTTP", "Phòng PBGDPL",
    "Phòng Công chứng số 1", "Phòng Công chứng số 2", "Văn phòng UBND tỉnh", "VNPT tỉnh",
)  # fmt: skip


def doubted(reading: UnitsReading) -> tuple[tuple[str, str], ...]:
    return tuple((doubt.code, doubt.printed) for doubt in reading.review)


#: Cells that need no review, and their names.
SURE = {
    "Văn phòng Sở": ["Văn phòng Sở"],
    "Văn phòng Sở, Phòng PBGDPL": ["Văn phòng Sở", "Phòng PBGDPL"],
    "Văn phòng Sở, phòng PBGDPL": ["Văn phòng Sở", "phòng PBGDPL"],
    "Phòng XD, KT và TDTHPL": ["Phòng XD, KT và TDTHPL"],
    "Phòng XD, KT\nvà TDTHPL": ["Phòng XD, KT và TDTHPL"],
    "Phòng XD, KT và TDTHPL; Phòng HC&BTTP": ["Phòng XD, KT và TDTHPL", "Phòng HC&BTTP"],
    "Văn phòng Sở, Phòng XD, KT và TDTHPL, Thanh tra": ["Văn phòng Sở", "Phòng XD, KT và TDTHPL", "Thanh tra"],
    "Phòng Công chứng số 1, số 2; Trung tâm DVĐGTS tỉnh": [
        "Phòng Công chứng số 1", "Phòng Công chứng số 2", "Trung tâm DVĐGTS tỉnh",
    ],
    "Phòng Công chứng số\n1, số 2": ["Phòng Công chứng số 1", "Phòng Công chứng số 2"],
    "Phòng Công chứng số 1, 2 và 3": ["Phòng Công chứng số 1", "Phòng Công chứng số 2", "Phòng Công chứng số 3"],
    "Phòng Công chứng số 1 và số 2": ["Phòng Công chứng số 1", "Phòng Công chứng số 2"],
    "Phòng Công chứng số\n1": ["Phòng Công chứng số 1"],
    "Các Phòng, Trung tâm thuộc Sở": ["Các Phòng, Trung tâm thuộc Sở"],
    "Các Phòng,\nTrung tâm thuộc Sở": ["Các Phòng, Trung tâm thuộc Sở"],
    "Các\nPhòng, Trung tâm\nthuộc Sở": ["Các Phòng, Trung tâm thuộc Sở"],
    "Văn phòng Sở, các phòng chuyên môn, Trung tâm thuộc Sở": [
        "Văn phòng Sở", "các phòng chuyên môn, Trung tâm thuộc Sở",
    ],
    "Các Sở, ban, ngành; UBND cấp huyện": ["Các Sở, ban, ngành", "UBND cấp huyện"],
    "Sở, ban, ngành cấp tỉnh": ["Sở, ban, ngành cấp tỉnh"],
    "UBND các huyện, thành phố, thị xã": ["UBND các huyện, thành phố, thị xã"],
    "UBND các huyện, các thị xã": ["UBND các huyện, các thị xã"],
    "- Văn phòng Sở;\n- Phòng PBGDPL": ["Văn phòng Sở", "Phòng PBGDPL"],
    "- Văn phòng Sở - Phòng PBGDPL": ["Văn phòng Sở", "Phòng PBGDPL"],
    "1. Văn phòng Sở\n2. Phòng PBGDPL": ["Văn phòng Sở", "Phòng PBGDPL"],
    "Văn\nphòng Sở": ["Văn phòng Sở"],
    "Văn phòng\nSở": ["Văn phòng Sở"],
    "VĂN\nPHÒNG SỞ": ["VĂN PHÒNG SỞ"],
    "Văn phòng Sở\nPhòng PBGDPL": ["Văn phòng Sở", "Phòng PBGDPL"],
    "Thanh tra\nVăn phòng\nPhòng HC": ["Thanh tra", "Văn phòng", "Phòng HC"],
    "Văn phòng, Thanh tra, Phòng HC&BTTP": ["Văn phòng", "Thanh tra", "Phòng HC&BTTP"],
    "Sở Lao động - Thương binh và Xã hội, Sở Nội vụ": ["Sở Lao động - Thương binh và Xã hội", "Sở Nội vụ"],
    "Sở Văn hóa, Thể thao và Du lịch": ["Sở Văn hóa, Thể thao và Du lịch"],
    "Phòng Khiếu nại, Tố cáo": ["Phòng Khiếu nại, Tố cáo"],
    "Phòng Hành chính, Tổ chức": ["Phòng Hành chính, Tổ chức"],
    "Phòng Hành chính và Bổ trợ tư pháp": ["Phòng Hành chính và Bổ trợ tư pháp"],
    "Phòng Công nghệ, Số hóa": ["Phòng Công nghệ, Số hóa"],
    "Ban Chỉ đạo phòng, chống tội phạm": ["Ban Chỉ đạo phòng, chống tội phạm"],
    "Văn phòng HĐND và UBND tỉnh": ["Văn phòng HĐND và UBND tỉnh"],
    "Hội Nông dân, Đoàn Thanh niên, Công an tỉnh, Kho bạc Nhà nước": [
        "Hội Nông dân", "Đoàn Thanh niên", "Công an tỉnh", "Kho bạc Nhà nước",
    ],
    "Sở Nội vụ.": ["Sở Nội vụ"],
    "": [],
    " \n": [],
    "-": [],
}  # fmt: skip


def names(reading: UnitsReading) -> list[str]:
    return [part.name for part in reading.parts]


@pytest.mark.parametrize("known", [(), KNOWN], ids=["tên chưa biết", "tên đã biết"])
@pytest.mark.parametrize(("cell", "expected"), SURE.items(), ids=[cell or "trống" for cell in SURE])
def test_a_cell_is_split_at_units_and_nowhere_else(cell: str, expected: list[str], known: tuple[str, ...]) -> None:
    reading = read_units(cell, known)
    assert names(reading) == expected
    assert reading.review == ()


def test_a_known_name_is_matched_folded_with_ampersand_as_and() -> None:
    reading = read_units("phong hc & bttp; VĂN PHÒNG SỞ; Phòng XD,KT và TDTHPL", KNOWN)
    assert [part.known for part in reading.parts] == [True, True, True]
    assert reading.review == ()


def test_a_known_name_is_taken_whole_before_a_shorter_one() -> None:
    known = ("Sở Nông nghiệp", "Sở Nông nghiệp, Ban Quản lý rừng", "Ban Quản lý rừng")
    assert names(read_units("Sở Nông nghiệp, Ban Quản lý rừng; Sở Nông nghiệp", known)) == [
        "Sở Nông nghiệp, Ban Quản lý rừng",
        "Sở Nông nghiệp",
    ]


def test_a_known_name_without_a_units_head_is_split_off_at_a_comma() -> None:
    assert names(read_units("Văn phòng Sở, VNPT tỉnh", KNOWN)) == ["Văn phòng Sở", "VNPT tỉnh"]


def test_a_known_name_is_not_cut_out_of_a_longer_unknown_one() -> None:
    reading = read_units("Phòng HC, Hộ tịch và BTTP", ("Phòng HC",))
    assert names(reading) == ["Phòng HC, Hộ tịch và BTTP"]
    assert doubted(reading) == ((Code.PERHAPS_TWO_UNITS, "Phòng HC, Hộ tịch và BTTP"),)


def test_a_part_that_begins_with_a_units_head_is_new_without_review() -> None:
    (part,) = read_units("Chi cục Văn thư - Lưu trữ", KNOWN).parts
    assert (part.is_new, part.known, part.is_group) == (True, False, False)


def test_another_unknown_name_is_kept_as_printed_for_review() -> None:
    reading = read_units("Văn phòng Sở; Đồng chí phụ trách", KNOWN)
    assert names(reading) == ["Văn phòng Sở", "Đồng chí phụ trách"]
    assert not reading.parts[1].is_new
    assert doubted(reading) == ((Code.UNKNOWN_UNIT, "Đồng chí phụ trách"),)


def test_a_collective_is_marked_as_a_group() -> None:
    reading = read_units("Các Phòng, Trung tâm thuộc Sở; Văn phòng Sở; Phòng, Trung tâm thuộc Sở")
    assert [part.is_group for part in reading.parts] == [True, False, True]


def test_the_printed_words_stay_beside_the_name_written_out() -> None:
    second = read_units("Phòng Công chứng số 1, số 2").parts[1]
    assert (second.text, second.name) == ("số 2", "Phòng Công chứng số 2")


def test_a_closed_group_followed_by_a_unit_stays_one_group_for_review() -> None:
    cell = "Các phòng thuộc Sở, Văn phòng UBND tỉnh"
    reading = read_units(cell)
    assert names(reading) == [cell]
    assert doubted(reading) == ((Code.GROUP_WITH_MORE, cell),)


def test_a_group_ends_before_a_known_name() -> None:
    reading = read_units("Các phòng thuộc Sở, Văn phòng UBND tỉnh", KNOWN)
    assert names(reading) == ["Các phòng thuộc Sở", "Văn phòng UBND tỉnh"]
    assert reading.review == ()


def test_and_between_two_known_units_parts_them() -> None:
    reading = read_units("Văn phòng Sở và Phòng HC và BTTP", KNOWN)
    assert names(reading) == ["Văn phòng Sở", "Phòng HC và BTTP"]
    assert reading.review == ()


def test_and_before_an_unknown_unit_parts_them_for_review() -> None:
    reading = read_units("Văn phòng Sở và Phòng Đo đạc")
    assert names(reading) == ["Văn phòng Sở", "Phòng Đo đạc"]
    assert doubted(reading) == ((Code.SPLIT_AT_AND, "Văn phòng Sở và Phòng Đo đạc"),)


@pytest.mark.parametrize(
    "cell",
    [
        "Phòng Tổ chức và Thanh tra",
        "Phòng A/Phòng B",
        "Văn phòng Sở (chủ trì)",
        "Phòng Công chứng số 1 đến số 3",
    ],
)
def test_a_part_that_may_hold_more_than_one_unit_is_kept_for_review(cell: str) -> None:
    reading = read_units(cell)
    assert names(reading) == [cell]
    assert doubted(reading) == ((Code.PERHAPS_TWO_UNITS, cell),)


def test_two_lines_that_could_stand_alone_are_joined_for_review() -> None:
    reading = read_units("Văn phòng\nUBND tỉnh")
    assert names(reading) == ["Văn phòng UBND tỉnh"]
    assert doubted(reading) == ((Code.JOINED_LINES, "Văn phòng UBND tỉnh"),)


def test_an_open_list_is_for_review() -> None:
    reading = read_units("Sở Nội vụ, UBND cấp huyện...")
    assert names(reading) == ["Sở Nội vụ", "UBND cấp huyện"]
    assert doubted(reading) == ((Code.OPEN_LIST, "UBND cấp huyện"),)


@pytest.mark.parametrize("words", [words for head in HEADS for words in head.words.split("|")])
def test_every_head_of_the_table_begins_a_new_unit_after_a_comma(words: str) -> None:
    name = f"{words[0].upper()}{words[1:]} X"
    reading = read_units(f"Văn phòng Sở, {name}")
    assert names(reading) == ["Văn phòng Sở", name]
    assert reading.parts[1].is_new


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Phòng HC&BTTP", "Phòng HC và BTTP"),
        ("Phòng HC & BTTP", "phòng  hc và bttp"),
        ("Phòng XD, KT và TDTHPL", "Phòng XD,KT và TDTHPL."),
        ("Sở Lao động – Thương binh", "Sở Lao động - Thương binh"),
        ("Uỷ ban nhân dân", "Ủy ban nhân dân"),
    ],
)
def test_two_spellings_are_one_unit(first: str, second: str) -> None:
    assert same_unit(first, second)
    assert unit_key(first) == unit_key(second)


def test_different_units_are_not_one() -> None:
    assert not same_unit("Phòng Công chứng số 1", "Phòng Công chứng số 2")


CELL = st.lists(
    st.sampled_from([*KNOWN, *SURE, "Ông A", "VNPT", "số 2", ",", ", ", ";", "\n", " và ", "&", "- ", "1. ", "(", ")"]),
    max_size=12,
).map("".join) | st.text(max_size=60)


@given(CELL, st.sampled_from([(), KNOWN]))
def test_every_printed_letter_is_in_a_part_or_was_a_separator(cell: str, known: tuple[str, ...]) -> None:
    composed = unicodedata.normalize("NFC", cell)
    kept = iter(re.findall(r"\w+", composed))
    lost = []
    for word in re.findall(r"\w+", "\n".join(part.text for part in read_units(cell, known).parts)):
        for printed in kept:
            if printed == word:
                break
            lost.append(printed)
        else:
            pytest.fail(f"{word!r} was not printed there")
    lost.extend(kept)
    assert all(fold(word) == "va" or re.fullmatch(r"\d{1,2}|[a-hđ]", word, re.IGNORECASE) for word in lost)


@given(st.lists(st.sampled_from(KNOWN), unique=True, max_size=5), st.sampled_from(["; ", ";\n", "\n", ", "]))
def test_a_list_of_known_names_is_read_back(units: list[str], separator: str) -> None:
    reading = read_units(separator.join(units), KNOWN)
    assert names(reading) == units
    assert all(part.known for part in reading.parts)
    assert reading.review == ()


@pytest.mark.skipif(not GOLD.exists(), reason="bảng đơn vị của kế hoạch thật không có bên cạnh dự án")
@pytest.mark.parametrize("knows_names", [False, True], ids=["tên chưa biết", "tên đã biết"])
def test_the_cells_of_the_real_plan_are_split_as_labelled(knows_names: bool) -> None:
    labelled = json.loads(GOLD.read_text(encoding="utf-8"))
    known = tuple(labelled["alias"]) if knows_names else ()
    for row in labelled["rows"]:
        for cell, split in ((row["lead"], row["lead_split"]), (row["coord"], row["coord_split"])):
            reading = read_units(cell, known)
            assert names(reading) == split
            assert reading.review == ()
