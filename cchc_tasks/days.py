"""How days are printed, in tables and in sentences; and the time zone in which they begin."""

from __future__ import annotations

from datetime import date, timedelta, timezone

#: Viet Nam has one time zone and no summer time.
VIET_NAM = timezone(timedelta(hours=7))


def day(value: date) -> str:
    """Return dd/mm/yyyy, as tables and screens print a day."""
    return f"{value.day:02d}/{value.month:02d}/{value.year}"


def day_in_sentence(value: date) -> str:
    """Return a day as officials write it: 31/3/2022, 03/02/2023.

    A zero stands before days below 10 and months 1 and 2 (Nghị định 30/2020/NĐ-CP, Phụ lục I).
    """
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)
    return f"{value.day:02d}/{month}/{value.year}"
