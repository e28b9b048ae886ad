"""A date written in any way is read back exactly; no text makes the reader fail or invent a day."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.model.deadline import Period
from cchc_tasks.model.status import Kind
from cchc_tasks.reading.deadlines import read_deadline

DAYS = st.dates(date(2000, 1, 1), date(2098, 12, 31))
DAY_TEMPLATES = (
    "{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "{d:02}-{m:02}-{y}", "{d}.{m}.{y}", "{y}-{m:02}-{d:02}", "ngày {d}/{m}/{y}",
    "ngày {d:02} tháng {m:02} năm {y}", "{d} tháng {m} năm {y}", "chậm nhất ngày {d}/{m}/{y}",
    "đến hết ngày {d}/{m}/{y}",
    "Hoàn thành ngày {d}/{m}/{y}", "trước 16 giờ 30 ngày {d}/{m}/{y}", "{d} /{m}/ {y}", "Hạn chót: {d}/{m}/{y}",
    "không quá ngày {d} tháng {m} năm {y}", "- {d}/{m}/{y};",
)  # fmt: skip
BEFORE_TEMPLATES = (
    "trước ngày {d}/{m}/{y}", "Hoàn thành trước {d}/{m}/{y}", "chậm nhất trước ngày {d} tháng {m} năm {y}",
    "TRƯỚC NGÀY {d:02}/{m:02}/{y}",
)  # fmt: skip
MONTH_TEMPLATES = (
    "Tháng {m}/{y}", "trong tháng {m:02} năm {y}", "{m}/{y}", "{m:02}-{y}", "Tháng \n {m:02}/ {y}", "T{m}/{y}",
    "Ban hành trong tháng {m}/{y}",
)  # fmt: skip
QUARTER_TEMPLATES = ("Quý {q}/{y}", "quý {r}/{y}", "Trong Quý {r} năm {y}", "Q{q}/{y}", "QUÝ {r}-{y}", "Quí 0{q}/{y}")


def month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


@pytest.mark.parametrize("template", DAY_TEMPLATES)
@given(day=DAYS)
def test_a_day_is_read_back_in_every_form(template: str, day: date) -> None:
    reading = read_deadline(template.format(d=day.day, m=day.month, y=day.year), None)
    assert [(m.kind, m.start, m.due) for m in reading.milestones] == [(Kind.FIXED, None, day)]
    assert not reading.ambiguous


@pytest.mark.parametrize("template", BEFORE_TEMPLATES)
@given(day=DAYS)
def test_before_a_day_ends_on_the_day_before(template: str, day: date) -> None:
    (milestone,) = read_deadline(template.format(d=day.day, m=day.month, y=day.year), None).milestones
    assert (milestone.start, milestone.due) == (None, day - timedelta(days=1))


@pytest.mark.parametrize("template", MONTH_TEMPLATES)
@given(day=DAYS)
def test_a_month_is_read_back_as_its_window(template: str, day: date) -> None:
    (milestone,) = read_deadline(template.format(m=day.month, y=day.year), None).milestones
    assert (milestone.start, milestone.due) == (day.replace(day=1), month_end(day.year, day.month))


@pytest.mark.parametrize("template", QUARTER_TEMPLATES)
@given(quarter=st.integers(1, 4), year=st.integers(2000, 2098))
def test_a_quarter_is_read_back_as_its_window(template: str, quarter: int, year: int) -> None:
    roman = ("I", "II", "III", "IV")[quarter - 1]
    (milestone,) = read_deadline(template.format(q=quarter, r=roman, y=year), None).milestones
    assert (milestone.start, milestone.due) == (date(year, 3 * quarter - 2, 1), month_end(year, 3 * quarter))


@pytest.mark.parametrize("template", ["Từ {0} đến {1}", "từ ngày {0} đến hết ngày {1}", "{0} - {1}", "{0}-{1}"])
@given(first=DAYS, length=st.integers(0, 700))
def test_a_range_is_one_window(template: str, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    phrase = template.format(*(f"{day.day}/{day.month}/{day.year}" for day in (first, last)))
    (milestone,) = read_deadline(phrase, None).milestones
    assert milestone.due == last
    assert milestone.start in ({first} if length else {None, first})


@given(day=st.integers(1, 31), year=st.integers(2000, 2098))
def test_a_day_of_every_month_is_never_moved_into_another_month(day: int, year: int) -> None:
    (milestone,) = read_deadline(f"Ngày {day} hằng tháng", Period.of_year(year)).milestones
    assert [o.due.month for o in milestone.occurrences] == list(range(1, 13))
    assert all(o.due.day == min(day, month_end(year, o.due.month).day) for o in milestone.occurrences)


WORDS = (
    "quý", "tháng", "năm", "ngày", "trước", "sau", "từ", "đến", "hết", "cuối", "đầu", "giữa", "hàng", "hằng",
    "định kỳ",
    "thường xuyên", "theo", "khi", "và", "hoặc", ",", ";", ".", "/", "-", "(", ")", "\n", "I", "II", "IV", "V", "1",
    "2",
    "06", "15", "31", "2022", "2023", "30/6", "15/12/2022", "lần", "tuần", "báo cáo", "ban hành", "cả năm", "6 tháng",
    "kể từ", "chậm nhất", "trong", "của", "kỳ họp", "đợt", "đã", "dự kiến", "đề xuất", "14/KH-STP", "giờ",
)  # fmt: skip
PHRASES = st.one_of(
    st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=12).map("".join),
)  # fmt: skip
PERIODS = st.sampled_from(
    (
        None,
        Period.of_year(2022),
        Period(date(2022, 7, 10), date(2022, 11, 30)),
        Period(date(2021, 1, 1), date(2025, 12, 31)),
    )
)


@given(phrase=PHRASES, period=PERIODS)
def test_any_text_is_read_without_failing_and_explained(phrase: str, period: Period | None) -> None:
    reading = read_deadline(phrase, period)
    assert reading.text == phrase
    assert reading.milestones
    assert all((milestone.kind is Kind.UNREAD) == bool(milestone.reason) for milestone in reading.milestones)
    assert all(milestone.label != "" for milestone in reading.milestones)
    assert reading.notes or not (reading.ambiguous or reading.unread)


@given(phrase=PHRASES)
def test_without_a_plan_every_year_is_printed_or_next_to_a_printed_one(phrase: str) -> None:
    printed = {int(year) % 100 for year in re.findall(r"\d\d", phrase)}
    for milestone in read_deadline(phrase, None).milestones:
        years = {day.year % 100 for day in (milestone.start, milestone.due) if day}
        assert all({year, (year + 1) % 100, (year - 1) % 100} & printed for year in years)


@given(phrase=PHRASES)
def test_without_a_printed_digit_or_a_plan_there_is_no_day(phrase: str) -> None:
    for milestone in read_deadline(re.sub(r"\d", "", phrase), None).milestones:
        assert (milestone.start, milestone.due, milestone.occurrences) == (None, None, ())


@given(phrase=PHRASES)
def test_a_first_day_is_never_after_the_last(phrase: str) -> None:
    for milestone in read_deadline(phrase, Period.of_year(2022)).milestones:
        assert not (milestone.start and milestone.due and milestone.start > milestone.due)
        assert all(occurrence.start <= occurrence.due for occurrence in milestone.occurrences)
