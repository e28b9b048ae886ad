"""Doubts as they are kept and carried on, and the sentence of each."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.messages.doubt_words import SENTENCES, sentence, sentence_of_words, sentences
from cchc_tasks.model.doubts import Code, Doubt, doubts_after, doubts_in, stored
from cchc_tasks.text import fold

TEXTS = st.text(max_size=12)
DOUBTS = st.builds(
    Doubt, st.sampled_from(Code), st.sampled_from(("deadline", "lead", "row", "")), TEXTS,
    st.lists(TEXTS, max_size=3).map(tuple), st.sampled_from((0, 1, 2**62)),
)  # fmt: skip
#: The facts that some sentences name beside the printed words.
VALUES = {
    Code.SPLIT_AT_AND: ("Sở Một", "Sở Hai"),
    Code.ENDED_UNIT: ("merged", "2025-03-01", "Sở Ba"),
    Code.HANDED_UP_PRODUCT: ("Quyết định",),
    Code.MERGED_LOOKING: ("6", "deadline", "result"),
    Code.ADJOINING_MARKS: ("Quý I", "Quý II"),
    Code.LETTERS_DIFFER: ("Quyết định",),
    Code.YEARS_DIFFER: ("2005",),
}


def example(code: str) -> Doubt:
    return Doubt(code, "deadline", "lời in", VALUES.get(Code(code), ()))


@given(doubts=st.lists(DOUBTS, max_size=4))
def test_what_is_kept_reads_back_one_line_each(doubts: list[Doubt]) -> None:
    assert doubts_in(stored(doubts)) == tuple(doubts)
    assert len([line for line in stored(doubts).split("\n") if line]) == len(doubts)


@given(line=TEXTS.filter(lambda text: "\n" not in text and text != ""))
@pytest.mark.parametrize("before", ["", "[", '["', '["deadline.dashed","deadline",'])
def test_any_other_line_is_the_sentence_of_an_older_program(before: str, line: str) -> None:
    (doubt,) = doubts_in(before + line)
    assert (doubt.code, doubt.printed) == (Code.AS_RECORDED, before + line)
    assert sentence(doubt) == before + line


@pytest.mark.parametrize(
    "row",
    [["a", "b", "c"], ["a", "b", "c", "d"], ["a", "b", "c", [1]], ["a", "b", "c", [], "1"], ["a", "b", "c", [], True],
     ["a", "b", "c", [], 1, 2], ["a", 1, "c", []]],
)  # fmt: skip
def test_a_row_of_another_shape_is_no_doubt_of_ours(row: list[object]) -> None:
    (doubt,) = doubts_in(json.dumps(row))
    assert doubt.code == Code.AS_RECORDED


def test_every_code_has_one_sentence_and_no_sentence_is_of_another_code() -> None:
    assert set(SENTENCES) == {str(code) for code in Code}


@pytest.mark.parametrize("code", Code)
def test_each_sentence_is_whole_vietnamese(code: Code) -> None:
    told = sentence(example(code))
    assert told
    assert "{" not in told
    if code != Code.AS_RECORDED:
        assert fold(told) != told.lower()
        assert told != sentence(Doubt("newer.code", "deadline", "lời in"))
        assert all(value in told for value in VALUES.get(code, ()) if value.startswith(("Sở", "Quyết", "Quý")))


def test_a_code_of_a_newer_program_is_told_by_its_words() -> None:
    assert sentence(Doubt("newer.code", "deadline", "Trước Tết", ("x",))) == "«Trước Tết»: cần xem lại."
    assert sentence(Doubt("newer.code", "deadline")) == "Cần xem lại."


@pytest.mark.parametrize("code", VALUES)
def test_other_facts_of_a_newer_program_break_no_sentence(code: Code) -> None:
    for values in ((), ("?",), ("merged", "no day"), ("a", "b", "c", "d", "e")):
        assert sentence(Doubt(code, "lead", "Sở Một", values))


def test_two_doubts_that_read_alike_are_told_once_and_can_be_told_apart() -> None:
    doubts = [Doubt(Code.BEFORE_WINDOW, "deadline", text) for text in ("Trước tháng 5", "Trước tháng 9")]
    assert len(sentences([*doubts, Doubt(Code.EMPTY, "deadline")])) == 2
    assert [sentence_of_words(doubt)[:16] for doubt in doubts] == ["«Trước tháng 5»:", "«Trước tháng 9»:"]
    assert sentence_of_words(Doubt(Code.EMPTY, "deadline")) == sentence(Doubt(Code.EMPTY, "deadline"))
    assert sentence_of_words(Doubt(Code.LEFTOVER, "deadline", "x")) == sentence(Doubt(Code.LEFTOVER, "deadline", "x"))
    assert len(sentence_of_words(Doubt(Code.MIXED, "result", "dài " * 100))) < 160


def test_a_cell_with_other_words_loses_its_doubts_and_the_rest_stay() -> None:
    before = (Doubt(Code.DASHED, "deadline", "3-6/2022", (), 1), Doubt(Code.UNKNOWN_UNIT, "lead", "X", (), 2))
    fresh = (Doubt(Code.DASHED, "deadline", "3-6/2022"), Doubt(Code.UNKNOWN_UNIT, "lead", "X"))
    assert doubts_after(before, ("deadline",), fresh, 9) == (before[1], before[0].by(9))
    assert doubts_after(before, (), fresh, 9) == before
    assert doubts_after(before, ("deadline", "lead"), (), 9) == ()
