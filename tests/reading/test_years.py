"""Moving a plan's words to another year: time phrases move, documents and periods never do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.model.deadlines import Period
from cchc_tasks.reading.deadlines import read_deadline
from cchc_tasks.reading.documents import find_documents
from cchc_tasks.reading.years import shift_years


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Quý II/2022", "Quý II/2023"),
        ("Trong tháng 01/2022", "Trong tháng 01/2023"),
        ("Thường xuyên trong năm 2022", "Thường xuyên trong năm 2023"),
        ("Kế hoạch CCHC năm 2022", "Kế hoạch CCHC năm 2023"),
        ("Xây dựng Kế hoạch năm 2023", "Xây dựng Kế hoạch năm 2024"),
        ("Tổng kết năm 2022, giai đoạn 2021-2025", "Tổng kết năm 2023, giai đoạn 2021-2025"),
    ],
)
def test_time_phrases_move_by_a_year(before: str, after: str) -> None:
    assert shift_years(before, 2022, 1).text == after


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch số 15/KH-UBND ngày 10/01/2022",
        "Quyết định 76/QĐ-TTg năm 2022",
        "Nghị quyết 01/NQ-CP năm 2022",
        "Quyết định số 46/2022/QĐ-UBND",
        "Luật Thi đua, khen thưởng năm 2022",
        "giai đoạn 2022-2025",
        "từ năm 2022 đến năm 2025",
        "Hằng quý",
        "Thực hiện Kế hoạch số 15/KH-UBND về cải cách hành chính năm 2022",
    ],
)
def test_documents_laws_and_periods_stay(text: str) -> None:
    shifted = shift_years(text, 2022, 1)
    assert (shifted.text, shifted.phrases) == (text, ())


def test_a_year_behind_a_documents_number_is_told_for_review() -> None:
    doubts = shift_years("Kế hoạch số 15/KH-UBND về cải cách hành chính năm 2022", 2022, 1).doubts
    assert len(doubts) == 1
    assert "2022" in doubts[0]


def test_a_leap_day_without_its_like_stays_and_is_told() -> None:
    shifted = shift_years("Trước ngày 29/02/2024", 2024, 1, is_deadline=True)
    assert shifted.text == "Trước ngày 29/02/2024"
    assert shifted.doubts


_PHRASES = st.one_of(
    st.builds("Quý {}/2022".format, st.sampled_from(["I", "II", "III", "IV"])),
    st.builds("Tháng {}/2022".format, st.integers(1, 12)),
    st.builds("Trước ngày {:02}/{:02}/2022".format, st.integers(1, 28), st.integers(1, 12)),
    st.just("Năm 2022"),
)


@given(_PHRASES)
def test_a_moved_deadline_reads_as_the_same_one_a_year_later(phrase: str) -> None:
    before = read_deadline(phrase, Period.of_year(2022)).milestones
    after = read_deadline(shift_years(phrase, 2022, 1, is_deadline=True).text, Period.of_year(2023)).milestones
    assert [(m.due and m.due.month, m.kind) for m in before] == [(m.due and m.due.month, m.kind) for m in after]
    assert [m.due.year + 1 for m in before if m.due] == [m.due.year for m in after if m.due]


@given(st.integers(1, 9999), st.sampled_from(["KH-UBND", "QĐ-TTg", "NQ-CP", "STP-VP"]), _PHRASES)
def test_numbers_and_days_of_documents_never_change(number: int, symbol: str, phrase: str) -> None:
    text = f"{phrase}; theo văn bản số {number}/{symbol} ngày 10/01/2022"
    shifted = shift_years(text, 2022, 1).text
    assert [found.text for found in find_documents(shifted)] == [found.text for found in find_documents(text)]


@given(st.text(alphabet=st.characters(blacklist_categories=["Nd", "Cs"])))
def test_a_text_without_a_year_is_returned_as_it_was(text: str) -> None:
    assert shift_years(text, 2022, 1).text == text
