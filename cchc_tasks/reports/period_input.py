"""Reporting periods as people type them: «6 tháng/2022», «Năm/2022», or two days."""

from __future__ import annotations

from datetime import date

from cchc_tasks.errors import UsageError
from cchc_tasks.report_settings import Periods
from cchc_tasks.reports import words


def period_named(periods: Periods, text: str) -> tuple[date, date]:
    """Return the days of a period that is typed by its name and year; raises UsageError for one that is not there."""
    name, _, year = text.rpartition("/")
    rule = periods.named(name)
    if rule is None or not (year.strip().isdecimal() and 1900 <= int(year) <= 2999):
        raise UsageError(*words.unknown_period(text, [known.name for known in periods.rules]))
    return rule.days(int(year))


def period_of_days(first: date | None, last: date | None) -> tuple[date | None, date | None]:
    """Return the days of a period that is given by both, or by none; raises UsageError for others."""
    if first and last and first > last:
        raise UsageError(*words.period_ends_before_it_begins())
    if bool(first) != bool(last):
        raise UsageError(*words.both_days_wanted())
    return first, last
