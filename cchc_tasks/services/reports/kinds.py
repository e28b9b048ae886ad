"""The kinds of reports, for those who ask for one by name."""

from __future__ import annotations

from collections.abc import Callable

from cchc_tasks.services.reports.appendix import make_appendix
from cchc_tasks.services.reports.making import Request
from cchc_tasks.services.reports.statistics_report import make_statistics
from cchc_tasks.storage.engine import Database

#: A maker writes what was asked for and returns how many tasks it lists.
MAKERS: dict[str, Callable[[Database, Request], int]] = {
    "appendix": make_appendix,
    "statistics": make_statistics,
}
