"""Deadlines counted from an event: what the phrase says, and the day once the event's day is known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.model.deadline import Offset, Period
from cchc_tasks.model.status import Kind
from cchc_tasks.reading.deadlines import read_deadline
from cchc_tasks.reading.deadlines.due_days import due_from_anchor
from cchc_tasks.working_days import WorkingDays


@pytest.mark.parametrize(
    ("phrase", "offset"),
    [
        (
            "10 ngày làm việc kể từ ngày Nghị quyết có hiệu lực",
            Offset(10, "working_day", "ngày Nghị quyết có hiệu lực"),
        ),
        ("không quá 30 ngày kể từ ngày ban hành", Offset(30, "day", "ngày ban hành")),
        ("20 ngày sau khi Tỉnh uỷ ban hành", Offset(20, "day", "khi Tỉnh uỷ ban hành")),
        ("Trong vòng 02 tháng kể từ ngày Luật có hiệu lực", Offset(2, "month", "ngày Luật có hiệu lực")),
        ("15 (mười lăm) ngày, kể từ ngày nhận văn bản", Offset(15, "day", "ngày nhận văn bản")),
        ("10 ngày kể từ ngày 15/3/2022", Offset(10, "day", "ngày 15/3/2022")),
        ("Trong 2 tuần kể từ khi nhận hồ sơ", Offset(14, "day", "khi nhận hồ sơ")),
        (
            "5 ngày kể từ ngày Quyết định số 12/QĐ-UBND ngày 15/01/2022 có hiệu lực",
            Offset(5, "day", "ngày Quyết định số 12/QĐ-UBND ngày 15/01/2022 có hiệu lực"),
        ),
    ],
)
def test_an_offset_keeps_number_unit_and_anchor_and_has_no_day_yet(phrase: str, offset: Offset) -> None:
    (milestone,) = read_deadline(phrase, Period.of_year(2022)).milestones
    assert milestone.kind is Kind.TRIGGERED
    assert milestone.offset == offset
    assert (milestone.start, milestone.due) == (None, None)


@pytest.mark.parametrize("phrase", ["trong 3 ngày", "15 ngày làm việc", "Trong ngày", "trong vòng 02 tháng"])
def test_a_duration_without_an_anchor_is_flagged(phrase: str) -> None:
    reading = read_deadline(phrase, Period.of_year(2022))
    assert [milestone.kind for milestone in reading.milestones] == [Kind.TRIGGERED]
    assert reading.ambiguous


IS_DAY_OFF = WorkingDays().is_day_off


@pytest.mark.parametrize(
    ("offset", "anchor", "due"),
    [
        (Offset(100, "day", ""), date(2026, 7, 14), date(2026, 10, 22)),
        (Offset(1, "day", ""), date(2022, 12, 31), date(2023, 1, 1)),
        (Offset(1, "month", ""), date(2022, 1, 31), date(2022, 2, 28)),
        (Offset(12, "month", ""), date(2024, 2, 29), date(2025, 2, 28)),
        (Offset(1, "working_day", ""), date(2022, 7, 15), date(2022, 7, 18)),
        (Offset(5, "working_day", ""), date(2022, 4, 28), date(2022, 5, 9)),  # 30/4 and 1/5 fall on a weekend
        (Offset(0, "working_day", ""), date(2022, 7, 16), date(2022, 7, 16)),
    ],
)
def test_the_first_day_is_not_counted(offset: Offset, anchor: date, due: date) -> None:
    assert due_from_anchor(offset, anchor, IS_DAY_OFF) == due


@given(number=st.integers(1, 60), anchor=st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_working_days_end_on_a_worked_day_with_that_many_worked_days_behind(number: int, anchor: date) -> None:
    due = due_from_anchor(Offset(number, "working_day", ""), anchor, IS_DAY_OFF)
    counted = [
        day
        for n in range(1, (due - anchor).days + 1)
        if not IS_DAY_OFF(day := date.fromordinal(anchor.toordinal() + n))
    ]
    assert len(counted) == number
    assert counted[-1] == due
