"""The settings of reports: the office's names, its reporting periods and its scoring bands.

Each is a table of config.toml; what reads it raises ValueError for what cannot be used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

#: A day of any year: (month, day).
MonthDay = tuple[int, int]
_DAY_AND_MONTH = re.compile(r"(\d{1,2})/(\d{1,2})")


class Office(NamedTuple):
    """The office as its documents name it; empty where nobody said: then a blank is printed, never a guess.

    `symbol` is its part of a document's symbol («STP» of …/BC-STP), `superior` the body above it, `signer_title` who
    signs («GIÁM ĐỐC»), `letter_signer_title` who signs letters in the head's name («CHÁNH VĂN PHÒNG»).
    """

    name: str = ""
    superior: str = ""
    symbol: str = ""
    place: str = ""
    signer_title: str = ""
    signer: str = ""
    letter_signer_title: str = ""
    letter_signer: str = ""


class PeriodRule(NamedTuple):
    """A reporting period: it begins on `first` and closes on `last`, of the year before where `first` comes later.

    `due` is the day by which the report goes out, None where nobody settled it.
    """

    name: str
    first: MonthDay
    last: MonthDay
    due: MonthDay | None = None

    def days(self, year: int) -> tuple[date, date]:
        """Return the first and the last day of the period that closes in the year."""
        begins = year - 1 if self.first > self.last else year
        return _in_year(begins, self.first), _in_year(year, self.last)

    def due_day(self, year: int) -> date:
        """Return the day on which the report of the period that closes in the year is due; `due` must be given."""
        due = self.due or self.last
        return _in_year(year + 1 if due < self.last else year, due)


class Periods(NamedTuple):
    """The reporting periods of an office, and the document that settled them."""

    rules: tuple[PeriodRule, ...]
    source: str

    def start_of(self, day: date) -> date:
        """Return the first day after the last closing day before it: since then a report is owed."""
        years = (year for year in (day.year - 1, day.year) if year >= 1)
        begun = (_in_year(year, rule.last) + timedelta(days=1) for year in years for rule in self.rules)
        return max((start for start in begun if start <= day), default=date.min)

    def named(self, name: str) -> PeriodRule | None:
        """Return the period that is called so, letters' case aside."""
        return next((rule for rule in self.rules if rule.name.casefold() == name.strip().casefold()), None)

    def of_days(self, first: date, last: date) -> PeriodRule | None:
        """Return the period of just these days, None for others."""
        return next((rule for rule in self.rules if rule.days(last.year) == (first, last)), None)


#: Closing days by Công văn 581/BNV-CCHC of the Ministry of Home Affairs, known here from a secondary source.
PERIODS = Periods(
    (
        PeriodRule("Quý I", (12, 15), (3, 14)),
        PeriodRule("6 tháng", (12, 15), (6, 14)),
        PeriodRule("Quý III", (6, 15), (9, 14)),
        PeriodRule("Năm", (12, 15), (12, 14)),
    ),
    "Công văn 581/BNV-CCHC của Bộ Nội vụ",
)


def period_start(day: date, periods: Periods | None = None) -> date:
    """Return the first day of the reporting period in which the day lies; None are the Ministry's periods."""
    return (periods or PERIODS).start_of(day)


class Band(NamedTuple):
    """From this completion rate (percent) on, so many points."""

    rate: Decimal
    points: Decimal


class Scoring(NamedTuple):
    """The scoring bands of the plan-completion criterion, the highest first; empty where nobody settled them."""

    bands: tuple[Band, ...] = ()
    source: str = ""

    def points(self, numerator: int, denominator: int) -> Decimal | None:
        """Return the points of a rate, None where there are no bands or nothing could be counted."""
        if not self.bands or not denominator:
            return None
        rate = Decimal(numerator) * 100 / denominator
        return next((band.points for band in self.bands if rate >= band.rate), Decimal(0))


def read_office(raw: object) -> Office:
    """Return the office of a table «[office]» whose values are texts."""
    if not isinstance(raw, dict) or not set(raw) <= set(Office._fields):
        raise ValueError
    if not all(isinstance(value, str) for value in raw.values()):
        raise ValueError
    return Office(**{name: value.strip() for name, value in raw.items()})


def read_periods(raw: object) -> Periods:
    """Return the periods of «[report_periods]»: a line a period, {first = "15/12", last = "14/3", due = "20/3"}."""
    if not isinstance(raw, dict):
        raise ValueError
    source = raw.get("source", "")
    rules = tuple(_read_rule(name, value) for name, value in raw.items() if name != "source")
    if not isinstance(source, str) or not rules:
        raise ValueError
    return Periods(rules, source.strip())


def _read_rule(name: str, raw: object) -> PeriodRule:
    if not isinstance(raw, dict) or not {"first", "last"} <= set(raw) <= {"first", "last", "due"}:
        raise ValueError
    days = {key: _month_day(value) for key, value in raw.items()}
    return PeriodRule(name.strip(), days["first"], days["last"], days.get("due"))


def _month_day(raw: object) -> MonthDay:
    found = _DAY_AND_MONTH.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if found is None:
        raise ValueError
    day, month = int(found[1]), int(found[2])
    date(2000, month, day)  # a leap year: 29/2 is a day
    return month, day


def read_scoring(raw: object) -> Scoring:
    """Return the bands of «[scoring]»: source = "…", bands = [{ from = 100, points = 2 }, …]."""
    if not isinstance(raw, dict) or set(raw) != {"source", "bands"}:
        raise ValueError
    source, bands = raw["source"], raw["bands"]
    if not isinstance(source, str) or not source.strip() or not isinstance(bands, list) or not bands:
        raise ValueError
    return Scoring(tuple(sorted(_read_bands(bands), reverse=True)), source.strip())


def _read_bands(bands: list[object]) -> Iterator[Band]:
    for band in bands:
        if not isinstance(band, dict) or set(band) != {"from", "points"}:
            raise ValueError
        numbers = (band["from"], band["points"])
        if any(isinstance(number, bool) or not isinstance(number, int | float) for number in numbers):
            raise ValueError
        yield Band(*(Decimal(str(number)) for number in numbers))


def _in_year(year: int, day: MonthDay) -> date:
    """The day in the year; 29/2 is the last of February where there is none."""
    try:
        return date(year, *day)
    except ValueError:
        return date(year, day[0], 28)
