"""Moving a plan's words to another year: time phrases move, documents and periods never do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.model.deadline import Period
from cchc_tasks.model.doubts import Code
from cchc_tasks.reading.deadlines import read_deadline
from cchc_tasks.reading.document_references import find_documents
from cchc_tasks.reading.year_shift import shift_years


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Quý II/2022", "Quý II/2023"),
        ("Trong tháng 01/2022", "Trong tháng 01/2023"),
        ("Thường xuyên trong năm 2022", "Thường xuyên trong năm 2023"),
        ("Kế hoạch CCHC năm 2022", "Kế hoạch CCHC năm 2023"),
        ("Xây dựng Kế hoạch năm 2023", "Xây dựng Kế hoạch năm 2024"),
        ("Phổ biến, giáo dục pháp luật năm 2022", "Phổ biến, giáo dục pháp luật năm 2023"),
        ("Ban hành Quyết định trong năm 2022", "Ban hành Quyết định trong năm 2023"),
        ("Quyết định phê duyệt Kế hoạch năm 2022", "Quyết định phê duyệt Kế hoạch năm 2023"),
        ("06 tháng đầu năm 2022", "06 tháng đầu năm 2023"),
        ("Quý II và Quý IV năm 2022", "Quý II và Quý IV năm 2023"),
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
        "Triển khai Luật Lưu trữ 2022",
        "Kế hoạch số 05 ngày 10/01/2022",
        "Nghị quyết số 76/NQ-CP ngày 15/7/2022 của Chính phủ",
        "giai đoạn 2022-2025",
        "khóa học 2022-2023",
        "hồ sơ của các năm 2022, 2023 và 2024",
        "từ năm 2022 đến năm 2025",
        "Hằng quý",
        "Thực hiện Kế hoạch số 15/KH-UBND về cải cách hành chính năm 2022",
    ],
)
def test_documents_laws_and_periods_stay(text: str) -> None:
    shifted = shift_years(text, 2022, 1)
    assert (shifted.text, shifted.phrases) == (text, ())


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Khai giảng năm học 2022-2023", "năm học 2022-2023"),
        ("Số hóa hồ sơ lập trước năm 2022", "trước năm 2022"),
        ("Sửa đổi Quyết định của UBND tỉnh năm 2022", "Quyết định của UBND tỉnh năm 2022"),
        ("Tổ chức hội thi ngày 20/11/2022", "20/11/2022"),
        ("Tổ chức hội thi ngày 20 tháng 11 năm 2022", "20 tháng 11 năm 2022"),
        ("Thực hiện Kế hoạch số 14/KH-STP ngày 31/01/2022 của Sở về chuyển đổi số năm 2022", "2022"),
    ],
)
def test_what_may_be_another_years_stays_and_is_told(text: str, doubted: str) -> None:
    shifted = shift_years(text, 2022, 1)
    assert (shifted.text, shifted.phrases) == (text, ())
    assert [doubt.printed for doubt in shifted.doubts] == [doubted]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Quý II/2022", "Quý II/2024"),
        (
            "Ban hành trong tháng 01/2022; triển khai thực hiện trong cả năm",
            "Ban hành trong tháng 01/2024; triển khai thực hiện trong cả năm",
        ),
        (
            "Triển khai trong năm 2022, hoàn thành trong năm 2023",
            "Triển khai trong năm 2024, hoàn thành trong năm 2025",
        ),
        ("Trình Chỉ thị trước ngày 15/6/2022", "Trình Chỉ thị trước ngày 15/6/2024"),
    ],
)
def test_deadlines_move_by_as_many_years_as_lie_between_the_plans(before: str, after: str) -> None:
    shifted = shift_years(before, 2022, 2, is_deadline=True)
    assert (shifted.text, shifted.doubts) == (after, ())


def test_a_deadline_that_names_a_documents_day_is_left_for_a_person() -> None:
    shifted = shift_years("Theo Nghị quyết của Tỉnh ủy ngày 10/01/2022", 2022, 1, is_deadline=True)
    assert (shifted.phrases, len(shifted.doubts)) == ((), 1)


def test_a_year_behind_a_documents_number_is_told_for_review() -> None:
    doubts = shift_years("Kế hoạch số 15/KH-UBND về cải cách hành chính năm 2022", 2022, 1).doubts
    assert [(doubt.code, doubt.printed) for doubt in doubts] == [(Code.BEHIND_DOCUMENT, "2022")]


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


@given(_PHRASES, _PHRASES, st.integers(1, 5))
def test_words_moved_to_a_year_and_back_are_the_same(one: str, other: str, by: int) -> None:
    text = f"{one}; {other}"
    there = shift_years(text, 2022, by, is_deadline=True)
    assert "2022" not in there.text
    assert shift_years(there.text, 2022 + by, -by, is_deadline=True).text == text


@given(st.integers(1, 9999), st.sampled_from(["KH-UBND", "QĐ-TTg", "NQ-CP", "STP-VP"]), _PHRASES)
def test_numbers_and_days_of_documents_never_change(number: int, symbol: str, phrase: str) -> None:
    text = f"{phrase}; theo văn bản số {number}/{symbol} ngày 10/01/2022"
    shifted = shift_years(text, 2022, 1).text
    assert [found.text for found in find_documents(shifted)] == [found.text for found in find_documents(text)]


@given(st.text(alphabet=st.characters(blacklist_categories=["Nd", "Cs"])))
def test_a_text_without_a_year_is_returned_as_it_was(text: str) -> None:
    assert shift_years(text, 2022, 1).text == text
