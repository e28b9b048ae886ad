"""The reporting period in which a day lies, by the office's own table or the Ministry's."""

from __future__ import annotations

from datetime import date

from cchc_tasks.report_settings import PERIODS, Periods


def period_start(day: date, periods: Periods | None = None) -> date:
    """Return the first day of the reporting period in which the day lies; None are the Ministry's periods."""
    return (periods or PERIODS).start_of(day)
