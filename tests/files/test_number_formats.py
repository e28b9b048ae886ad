"""What a cell shows is what the plan says: months stay months, numbers keep their noughts."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_tasks.files.number_formats import is_date_format, show, show_day
from cchc_tasks.files.sheet_cells import CellRemark

LATE, EARLY = date(2026, 1, 31), date(2026, 1, 5)


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('"Tháng "m/yyyy', "Tháng 1/2026"),
        ("m/yyyy", "1/2026"),
        ("mm/yyyy", "01/2026"),
        ("mmm-yy", "1/2026"),
        ("[$-42A]mmmm yyyy", "1/2026"),
        ('"Quý I/"yyyy', "Quý I/2026"),
        ("yyyy", "2026"),
        ("dd/mm/yyyy", "31/01/2026"),
        ("[$-1010000]d/m/yyyy;@", "31/1/2026"),
        ("d.m.yy", "31.1.26"),
        ("dd\\-mm\\-yyyy", "31-01-2026"),
        ("dd-mmm-yy", "31-Jan-26"),
        ("d-mmm", "31/1"),
        ("yyyy-mm-dd", "2026-01-31"),
        ("yyyy-mm-dd h:mm:ss", "2026-01-31"),
        ('[$-42A]"ngày" dd "tháng" mm "năm" yyyy', "ngày 31 tháng 01 năm 2026"),
        ("[$-F800]dddd, mmmm dd, yyyy", "31/01/2026"),
        ("mm-dd-yy", "31/01/2026"),
    ],
)
def test_a_date_shows_as_its_format_draws_it(code: str, shown: str) -> None:
    assert is_date_format(code)
    assert show(LATE, code) == (shown, None)


@pytest.mark.parametrize("code", ["m/d/yyyy", "mm/dd/yy", "[$-409]m/d/yyyy;@"])
def test_a_date_in_foreign_order_is_read_as_day_and_month_and_said(code: str) -> None:
    assert show(LATE, code) == ("31/1/2026", CellRemark.SWAPPED_DATE)
    text, remark = show(EARLY, code)
    assert (text.replace("0", "")[:4], remark) == ("1/5/", CellRemark.SWAPPED_DATE)


def test_a_short_date_that_machines_draw_in_different_orders_is_said() -> None:
    assert show(EARLY, "mm-dd-yy") == ("05/01/2026", CellRemark.SHORT_DATE)


def test_a_year_behind_a_date_format_is_a_year() -> None:
    assert show(date(1905, 7, 18), "dd/mm/yyyy") == ("2026", CellRemark.YEAR_AS_DATE)
    assert show_day("18/07/1905", "1905-07-18") == ("2026", CellRemark.YEAR_AS_DATE)


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1.1, "0.00", "1.10"),
        (1.1, "General", "1.1"),
        (10.0, "General", "10"),
        (2026, "General", "2026"),
        (2026.0, "0", "2026"),
        (7, "00", "07"),
        (1, '0"."', "1."),
        (2, '"Quý "0', "Quý 2"),
        (0.95, "0%", "95%"),
        (0.999, "0.0%", "99,9%"),
        (5380, "#,##0", "5.380"),
        (1234567.5, "#,##0.00", "1.234.567,50"),
        (-5, "0;(0)", "(5)"),
        (12, '_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_);_(@_)', "12"),
        (2.5, "0", "3"),
        (0.5, "# ?/?", "0.5"),
        (3, "@", "3"),
        (float("nan"), "0", ""),
        (True, "General", "TRUE"),
        (None, "General", ""),
    ],
)
def test_a_number_shows_as_its_format_draws_it(value: object, code: str, shown: str) -> None:
    assert show(value, code) == (shown, None)


def test_times_are_shown_and_midnight_is_no_time() -> None:
    assert show(datetime.combine(EARLY, time(8, 30)), "dd/mm/yyyy h:mm").text == "05/01/2026 8:30"
    assert show(time(8, 30), "h:mm").text == "08:30"
    assert show(timedelta(days=3), "[h]:mm").text == "3"


def test_the_words_of_a_date_cell_are_believed_before_its_value() -> None:
    assert show_day("Tháng 1/2026", "2026-01-01") == ("Tháng 1/2026", None)
    assert show_day("1/31/26", "2026-01-31") == ("31/1/2026", CellRemark.SWAPPED_DATE)
    assert show_day("1/5/2026", "2026-01-05") == ("1/5/2026", CellRemark.SWAPPED_DATE)
    assert show_day("31/01/2026", "2026-01-31") == ("31/01/2026", None)
    assert show_day("hôm nay", "không phải ngày") == ("hôm nay", None)


@given(
    value=st.one_of(st.floats(), st.integers(), st.dates(), st.datetimes(), st.text(max_size=5)),
    code=st.text('#0?.,;%@"\\_*[]$-/:dmyhsAPGeneral E+ 42', max_size=20),
)
def test_no_format_makes_a_reader_stumble(value: object, code: str) -> None:
    is_date_format(code)
    assert isinstance(show(value, code).text, str)
