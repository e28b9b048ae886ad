"""The reporting periods of administrative reform.

Closing days of the quarterly, half-yearly and yearly reports by Công văn 581/BNV-CCHC of the Ministry of Home Affairs,
known here from a secondary source: quý I 15/12–14/3, 6 tháng 15/12–14/6, quý III 15/6–14/9, năm 15/12–14/12.
"""

from __future__ import annotations

from datetime import date

SOURCE = "Công văn 581/BNV-CCHC của Bộ Nội vụ"
#: Month and day on which a period begins.
_BEGINNINGS = ((3, 15), (6, 15), (9, 15), (12, 15))


def period_start(day: date) -> date:
    """Return the first day of the reporting period in which the day lies."""
    begun = [date(year, *first) for year in (day.year - 1, day.year) for first in _BEGINNINGS if year >= 1]
    return max((start for start in begun if start <= day), default=date.min)
