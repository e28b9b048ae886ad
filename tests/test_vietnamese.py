"""Vietnamese text: one stored form, one form for comparing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.text import display_width, fold, nfc, roman_value


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sở Tư pháp", "so tu phap"),
        ("ĐÔN ĐỐC", "don doc"),
        ("hoà giải", "hòa giải"),
        ("thuỷ lợi", "thủy lợi"),
        ("HC&BTTP", "hc và bttp"),
        ("  Văn\n phòng ", "văn phòng"),
    ],
)
def test_folding_makes_equal_what_people_take_for_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_is_done_once_and_for_any_form_of_the_letters(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", nfc(text))) == fold(nfc(text))


@pytest.mark.parametrize(("numeral", "value"), [("I", 1), ("IV", 4), ("XIX", 19), ("MCMXC", 1990)])
def test_roman_numerals_are_read(numeral: str, value: int) -> None:
    assert roman_value(numeral) == value


@pytest.mark.parametrize("text", ["", "IIII", "iv", "A", "VX", "1"])
def test_what_is_no_roman_numeral_has_no_value(text: str) -> None:
    assert roman_value(text) is None


def test_combining_marks_take_no_room_on_a_terminal() -> None:
    assert display_width(unicodedata.normalize("NFD", "Quyết định")) == display_width("Quyết định") == 10
