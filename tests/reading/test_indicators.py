"""Numbers of a statistics appendix, what makes a line the same line, and lines that cannot all be right."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.indicators.contradiction_rules import PARTS, PartRule, find_contradictions
from cchc_tasks.indicators.keyed_lines import keys_of
from cchc_tasks.indicators.words import number as printed_number
from cchc_tasks.model.indicator import Indicator, placed, printed_rows
from cchc_tasks.reading.printed_numbers import read_number
from cchc_tasks.text import fold

SECTION = "I. Công tác chỉ đạo điều hành CCHC"


def line(name: str, value: str = "", *, no: str = "", parent: str = "", unit: str = "", note: str = "") -> Indicator:
    return Indicator(SECTION, no, name, parent, unit, value, note)


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("02", "2", ""),
        ("5.380", "5380", ""),
        ("1.234.567", "1234567", ""),
        ("12 345", "12345", ""),
        ("99,9 %", "99.9", "%"),
        ("99.9%", "99.9", "%"),
        ("9.284,5", "9284.5", ""),
        ("0", "0", ""),
        ("-3", "-3", ""),
        ("922 nội dung", "922", "noi dung"),
    ],
)
def test_a_printed_number_is_read_as_viet_nam_prints_it(text: str, value: str, words: str) -> None:
    found = read_number(text)
    assert found is not None
    assert (found.value, found.words) == (Decimal(value), words)


@pytest.mark.parametrize("text", ["", "1,234", "25/25", "12-13", "1.2.3", "không", "khoảng 5", "5.380 %", "05/KH-STP"])
def test_what_is_no_number_or_can_be_read_in_two_ways_is_none(text: str) -> None:
    assert read_number(text) is None


def test_a_point_in_a_rate_may_be_either_mark() -> None:
    assert read_number("5.380", "%") is None


@given(st.integers(0, 10**9))
def test_a_number_that_is_printed_is_read_again(number: int) -> None:
    found = read_number(printed_number(Decimal(number)))
    assert found is not None
    assert found.value == number


def test_codes_tell_lines_with_the_same_number_apart() -> None:
    section = "VII. Chính quyền số"
    lines = [
        Indicator(section, "2", "Bố trí công chức", "", "", "", ""),
        Indicator(section, "2", "Trao đổi văn bản", "", "", "", ""),
        Indicator(section, "", "Tổng số văn bản đi", "2. Trao đổi văn bản", "", "", ""),
        Indicator(section, "", "Văn bản điện tử", "Tổng số văn bản đi", "", "", ""),
        Indicator(section, "3", "Dịch vụ công", "", "", "", ""),
        Indicator(section, "3.1", "Mức độ 3", "3. Dịch vụ công", "", "", ""),
    ]
    places = placed(lines)
    assert [place.code for place in places] == ["VII.2/1", "VII.2/2", "VII.2/2-1", "VII.2/2-1-1", "VII.3", "VII.3.1"]
    assert [place.mark for place in places] == ["", "", "", "- ", "", ""]
    assert [place.parent for place in places] == [None, None, 1, 2, None, 4]


def test_a_line_keeps_its_key_under_another_number_and_in_another_spelling() -> None:
    ours = [
        Indicator("I. Công tác chỉ đạo điều hành CCHC", "2", "Kiểm tra CCHC", "", "", "", ""),
        Indicator("I. Công tác chỉ đạo điều hành CCHC", "", "Số phòng ban đã kiểm tra", "2. Kiểm tra CCHC", "", "", ""),
    ]
    theirs = [
        Indicator("A. CHỈ ĐẠO, ĐIỀU HÀNH", "3", "Kiểm tra CCHC:", "", "", "", ""),
        Indicator("A. CHỈ ĐẠO, ĐIỀU HÀNH", "3.1", "Số phòng, ban đã kiểm tra", "3. Kiểm tra CCHC:", "", "", ""),
    ]
    assert keys_of(ours) == keys_of(theirs)


def test_lines_of_the_same_name_in_the_same_place_have_keys_of_their_own() -> None:
    lines = [line("Khác", no="1"), line("Khác", no="2")]
    assert len(set(keys_of(lines))) == 2


@pytest.mark.parametrize("rule", PARTS, ids=lambda rule: rule.part_example)
def test_each_rule_matches_its_own_example_and_no_other_rule_does(rule: PartRule) -> None:
    def plain(text: str) -> str:
        return re.sub(r"[^\w%]+", " ", fold(text)).strip()

    matching = [
        other
        for other in PARTS
        if re.fullmatch(other.whole, plain(rule.whole_example)) and re.fullmatch(other.part, plain(rule.part_example))
    ]
    assert matching == [rule]


@pytest.mark.parametrize("rule", PARTS, ids=lambda rule: rule.part_example)
def test_a_part_that_is_more_than_its_whole_is_found(rule: PartRule) -> None:
    head = line("Dòng đầu", no="1")
    lines = [
        head,
        line(rule.whole_example, "5.380", parent=head.label),
        line(rule.part_example, "5.381", parent=head.label),
    ]
    assert [(found.kind, found.at) for found in find_contradictions(lines)] == [("part_over_whole", 2)]
    assert find_contradictions([*lines[:2], replace(lines[2], value="5.380")]) == []
    assert find_contradictions([*lines[:2], replace(lines[2], value="5.381 lượt")]) == []
    assert find_contradictions([*lines[:2], replace(lines[2], value="")]) == []


def test_lines_that_do_not_stand_together_are_not_compared() -> None:
    lines = [
        line("Kiểm tra", no="1"),
        line("Số vấn đề phát hiện qua kiểm tra", "1", parent="1. Kiểm tra"),
        line("Thanh tra", no="2"),
        line("Số vấn đề phát hiện đã xử lý xong", "9", parent="2. Thanh tra"),
    ]
    assert find_contradictions(lines) == []


def given_tasks(total: str, in_time: str, late: str) -> list[Indicator]:
    head = line("Thực hiện nhiệm vụ UBND tỉnh giao", no="4")
    return [
        head,
        line("Tổng số nhiệm vụ được giao", total, parent=head.label),
        line("Số nhiệm vụ đã hoàn thành đúng hạn", in_time, parent=head.label),
        line("Số nhiệm vụ đã hoàn thành nhưng quá hạn", late, parent=head.label),
    ]


def test_parts_that_are_together_more_than_the_whole_are_found() -> None:
    (found,) = find_contradictions(given_tasks("10", "8", "3"))
    assert (found.kind, found.at, found.expected) == ("parts_over_whole", 1, 11)
    assert find_contradictions(given_tasks("10", "7", "3")) == []
    assert find_contradictions(given_tasks("10", "8", "")) == []


def rated(rate: str, done: str, total: str) -> list[Indicator]:
    head = line("Tỷ lệ hoàn thành Kế hoạch CCHC năm", rate, no="1", unit="%")
    return [
        head,
        line("Số nhiệm vụ đề ra trong kế hoạch", total, parent=head.label),
        line("Số nhiệm vụ đã hoàn thành", done, parent=head.label),
    ]


@pytest.mark.parametrize("rate", ["86", "86,4", "86,36", "86,3", "86 %"])
def test_a_rate_that_is_its_fraction_rounded_or_cut_is_right(rate: str) -> None:
    assert find_contradictions(rated(rate, "19", "22")) == []


@pytest.mark.parametrize("rate", ["88", "85", "86,5", "100"])
def test_a_rate_that_is_not_its_fraction_is_found(rate: str) -> None:
    (found,) = find_contradictions(rated(rate, "19", "22"))
    assert (found.kind, found.at, found.others) == ("rate_differs", 0, (2, 1))
    assert round(found.expected or 0, 2) == Decimal("86.36")


def test_a_rate_is_compared_with_the_fraction_in_its_note_and_with_nothing_that_only_looks_like_one() -> None:
    def of(note: str) -> list[str]:
        name = "Tỷ lệ hồ sơ được giải quyết đúng hạn"
        return [found.kind for found in find_contradictions([line(name, "99,9 %", unit="%", note=note)])]

    assert of("8.952 hồ sơ trả đúng và trước hạn/8.957 hồ sơ đã giải quyết") == []
    assert of("8.052 hồ sơ trả đúng và trước hạn/8.957 hồ sơ đã giải quyết") == ["rate_differs"]
    for note in ("Quyết định số 468/2023/QĐ-UBND", "Kế hoạch 45/2023", "ngày 02/12", "05/KH-STP", "Công văn 12/BC-99"):
        assert of(note) == []


def test_a_rate_over_100_is_found_where_it_cannot_be() -> None:
    in_time = line("Tỷ lệ hồ sơ được giải quyết đúng hạn", "105", unit="%")
    assert [found.kind for found in find_contradictions([in_time])] == ["rate_over_100"]
    assert find_contradictions([line("Tỷ lệ thực hiện nhiệm vụ tuyên truyền theo kế hoạch", "105", unit="%")]) == []


def summed(total: str, first: str, second: str, note: str = "") -> list[Indicator]:
    head = line("Thống kê TTHC", no="4")
    whole = line("Tổng số TTHC đang có hiệu lực:", total, parent=head.label, unit="Thủ tục", note=note)
    parts = [line(f"Số TTHC {n}", value, parent=whole.name, unit="Thủ tục") for n, value in enumerate((first, second))]
    return [head, whole, *parts]


def test_parts_that_do_not_make_the_total_are_found_unless_the_note_says_what_is_missing() -> None:
    (found,) = find_contradictions(summed("122", "116", "3"))
    assert (found.kind, found.at, found.others, found.expected) == ("sum_differs", 1, (2, 3), 119)
    assert find_contradictions(summed("119", "116", "3")) == []
    assert find_contradictions(summed("122", "116", "3", "Trong đó có 03 TTHC do tổ chức khác thực hiện")) == []
    assert find_contradictions(summed("122", "116", "")) == []


def test_an_answer_that_its_unit_does_not_have_is_found() -> None:
    asked = line("Có sáng kiến", "30", unit="Không = 0 Có = 1")
    assert [found.kind for found in find_contradictions([asked])] == ["outside_codes"]
    assert find_contradictions([replace(asked, value="01")]) == []
    assert find_contradictions([replace(asked, value="Có")]) == []


def test_no_stands_above_nothing_that_was_counted() -> None:
    head = line("Đơn giản hóa TTHC", "0", no="3", unit="Không = 0 Có = 1")
    lines = [head, line("Giảm thành phần hồ sơ", "1", parent=head.label), line("Khác", "0", parent=head.label)]
    (found,) = find_contradictions(lines)
    assert (found.kind, found.at, found.others) == ("none_with_parts", 0, (1,))
    assert find_contradictions([replace(head, value="1"), *lines[1:]]) == []


def test_of_a_real_appendix_only_the_sum_that_is_not_its_total_is_found(shared: Path) -> None:
    gold = json.loads((shared / "gold/statistics.json").read_text(encoding="utf-8"))
    lines = [Indicator(**{name: row[name] for name in Indicator.__dataclass_fields__}) for row in gold]
    (found,) = find_contradictions(lines)
    assert (found.kind, lines[found.at].value, found.expected) == ("sum_differs", "3096", 2989)
    assert len(set(keys_of(lines))) == len({place.code for place in placed(lines)}) == len(lines) == 178
    assert len(list(printed_rows(lines))) == 178 + 7
