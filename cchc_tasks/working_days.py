"""Knows the working days of Viet Nam's public offices.

Saturdays and Sundays are days off (Quyết định 188/1999/QĐ-TTg), and so are the public holidays of the Labour Code
(Bộ luật Lao động 2019, Điều 112) with the days given instead of a holiday that falls on a weekend (nghỉ bù,
Điều 111) and the days that the Government swaps for a Saturday (hoán đổi, làm bù). The package `holidays` knows
them for 1901–2100, coming years by their lunar date; the table below closes its gaps. Outside those years only
weekends are days off: nothing more is known of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

DayKind = Literal["off", "work"]

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


class Swap(NamedTuple):
    """A working day taken off (`off`) for a day off that is worked (`worked`), and the document that says so."""

    off: date
    worked: date
    source: str


#: Swaps that the package lacks (as of 0.108).
SWAPS = (
    Swap(date(2026, 1, 2), date(2026, 1, 10), "Công văn số 12729/VPCP-KGVX ngày 25/12/2025"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Which days are worked; `corrections` win over the holidays and the swaps known here."""

    corrections: Mapping[date, DayKind] = field(default_factory=dict)

    def is_day_off(self, day: date) -> bool:
        """Return whether public offices are closed on the day."""
        kind = self.corrections.get(day) or _known_days(day.year).get(day)
        return kind == "off" if kind else day.weekday() >= _SATURDAY

    def next_working_day(self, day: date) -> date:
        """Return the first working day after the day, itself never (Bộ luật Dân sự 2015, Điều 148 khoản 5)."""
        return self.add_working_days(day, 1)

    def working_day_from(self, day: date) -> date:
        """Return the day itself when it is worked, else the next working day."""
        return self.next_working_day(day) if self.is_day_off(day) else day

    def working_day_until(self, day: date) -> date:
        """Return the day itself when it is worked, else the last working day before it."""
        return self.add_working_days(day, -1) if self.is_day_off(day) else day

    def add_working_days(self, start: date, number: int) -> date:
        """Return the day `number` working days after `start`, which is not counted (Bộ luật Dân sự 2015, Điều 147).

        A negative number counts backwards; 0 gives `start` itself. Raises OverflowError outside years 1–9999.
        """
        step = _ONE_DAY if number > 0 else -_ONE_DAY
        day, left = start, abs(number)
        while left:
            day += step
            left -= not self.is_day_off(day)
        return day


@cache
def _known_days(year: int) -> Mapping[date, DayKind]:
    """Return the days on which a year differs from plain weeks."""
    from holidays import country_holidays  # 60 ms: only those who count working days pay for it

    public = country_holidays("VN", years=year)
    known: dict[date, DayKind] = dict.fromkeys(public.weekend_workdays, "work")
    known |= dict.fromkeys(public, "off")
    for swap in SWAPS:
        known |= {swap.off: "off", swap.worked: "work"}
    return known
