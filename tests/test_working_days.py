"""Which days public offices work, and counting in them."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.working_days import SWAPS, WorkingDays

VIET_NAM = WorkingDays()
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("first", "last"),
    [
        pytest.param(date(2022, 1, 29), date(2022, 2, 6), id="Tết Nhâm Dần 2022"),
        pytest.param(date(2023, 1, 20), date(2023, 1, 26), id="Tết Quý Mão 2023, nghỉ bù hai phía"),
        pytest.param(date(2024, 2, 8), date(2024, 2, 14), id="Tết Giáp Thìn 2024"),
        pytest.param(date(2025, 1, 25), date(2025, 2, 2), id="Tết Ất Tỵ 2025"),
        pytest.param(date(2026, 2, 14), date(2026, 2, 22), id="Tết Bính Ngọ 2026"),
        pytest.param(date(2022, 4, 9), date(2022, 4, 11), id="Giỗ Tổ 2022 vào Chủ nhật, nghỉ bù thứ Hai"),
        pytest.param(date(2022, 4, 30), date(2022, 5, 3), id="30/4 và 01/5/2022, nghỉ bù"),
        pytest.param(date(2023, 4, 29), date(2023, 5, 3), id="Giỗ Tổ liền 30/4/2023"),
        pytest.param(date(2024, 4, 27), date(2024, 5, 1), id="hoán đổi 29/4/2024"),
        pytest.param(date(2025, 4, 30), date(2025, 5, 4), id="hoán đổi 02/5/2025"),
        pytest.param(date(2026, 1, 1), date(2026, 1, 4), id="hoán đổi 02/01/2026"),
        pytest.param(date(2026, 8, 29), date(2026, 9, 2), id="hoán đổi 31/8/2026"),
    ],
)
def test_a_holiday_lasts_from_its_first_to_its_last_announced_day(first: date, last: date) -> None:
    one_day = timedelta(days=1)
    length = (last - first).days + 1
    assert [VIET_NAM.is_day_off(first + i * one_day) for i in range(-1, length + 1)] == [False, *[True] * length, False]


@pytest.mark.parametrize(
    "saturday",
    [date(2014, 12, 27), date(2019, 1, 5), date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)],
    ids=lambda day: f"làm bù {day:%d/%m/%Y}",
)
def test_a_saturday_worked_for_a_day_off_is_a_working_day(saturday: date) -> None:
    assert saturday.weekday() == 5
    assert not VIET_NAM.is_day_off(saturday)
    assert VIET_NAM.is_day_off(saturday + timedelta(days=1))


def test_every_swap_known_here_trades_a_weekday_for_a_weekend_and_cites_its_document() -> None:
    for swap in SWAPS:
        assert swap.off.weekday() < 5 <= swap.worked.weekday()
        assert "ngày" in swap.source


def test_corrections_win_over_holidays_weekends_and_swaps() -> None:
    holiday, friday, saturday, swapped = date(2026, 4, 30), date(2026, 6, 5), date(2026, 6, 13), date(2026, 1, 10)
    corrected = WorkingDays({holiday: "work", friday: "off", saturday: "work", swapped: "off"})
    assert [corrected.is_day_off(day) for day in (holiday, friday, saturday, swapped)] == [False, True, False, True]
    assert [VIET_NAM.is_day_off(day) for day in (holiday, friday, saturday, swapped)] == [True, False, True, False]


@pytest.mark.parametrize("year", [1, 1900, 2101, 2150, 9998])
def test_years_without_known_holidays_have_their_weekends(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=i) for i in range(365)]
    assert [VIET_NAM.is_day_off(day) for day in days] == [day.weekday() >= 5 for day in days]


@pytest.mark.parametrize(
    ("start", "number", "reached"),
    [
        pytest.param(date(2022, 6, 1), 10, date(2022, 6, 15), id="10 ngày làm việc kể từ 01/6/2022"),
        pytest.param(date(2022, 6, 1), 0, date(2022, 6, 1), id="0 ngày"),
        pytest.param(date(2022, 6, 4), 1, date(2022, 6, 6), id="từ thứ Bảy"),
        pytest.param(date(2022, 1, 28), 1, date(2022, 2, 7), id="qua Tết 2022"),
        pytest.param(date(2022, 2, 7), -1, date(2022, 1, 28), id="lùi qua Tết 2022"),
        pytest.param(date(2025, 12, 31), 5, date(2026, 1, 9), id="qua hoán đổi 02/01/2026"),
        pytest.param(date(2025, 12, 31), 6, date(2026, 1, 10), id="đến thứ Bảy làm bù 10/01/2026"),
    ],
)
def test_working_days_are_counted_from_the_day_after(start: date, number: int, reached: date) -> None:
    assert VIET_NAM.add_working_days(start, number) == reached


def test_the_nearest_working_day_is_the_day_itself_only_when_it_is_worked() -> None:
    friday, saturday, monday = date(2022, 6, 10), date(2022, 6, 11), date(2022, 6, 13)
    assert VIET_NAM.next_working_day(friday) == VIET_NAM.next_working_day(saturday) == monday
    assert VIET_NAM.working_day_from(friday) == VIET_NAM.working_day_until(saturday) == friday
    assert VIET_NAM.working_day_from(saturday) == monday


@given(DAYS, st.integers(-300, 300).filter(bool))
def test_counting_passes_exactly_as_many_working_days_as_asked(start: date, number: int) -> None:
    reached = VIET_NAM.add_working_days(start, number)
    way = 1 if number > 0 else -1
    passed = [start + timedelta(days=way * i) for i in range(1, abs((reached - start).days) + 1)]
    assert sum(not VIET_NAM.is_day_off(day) for day in passed) == abs(number)
    assert not VIET_NAM.is_day_off(reached)


def test_importing_the_module_does_not_load_the_holidays() -> None:
    code = "import sys, cchc_tasks.working_days; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("language", ["vi", "en_US", "th"])
def test_the_language_of_the_machine_changes_no_day(language: str) -> None:
    code = (
        "from datetime import date; from cchc_tasks.working_days import WorkingDays as W;"
        "print(*(W().is_day_off(d) for d in (date(2015, 1, 2), date(2014, 12, 27), date(2024, 5, 4))))"
    )
    environment = {"LANGUAGE": language, "LANG": f"{language}.UTF-8"}
    shown = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert shown.stdout.split() == ["True", "False", "False"]
