"""The reporting period in which a day lies, by the office's own table or the Ministry's."""

from __future__ import annotations

from datetime import date

from cchc_tasks.report_settings import PERIODS, Periods


def period_start(day: date, periods: Periods = PERIODS) -> date:
    """Return the first day of the reporting period in which the day lies."""
    return periods.start_of(day)
