"""What is overdue and what falls due next: the quick way from the database to printed rows.

This module is imported at every start of `overdue` and `upcoming`, so it imports almost nothing itself.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from cchc_tasks.storage import reads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_tasks.model.filters import Filters
    from cchc_tasks.storage.engine import Database
    from cchc_tasks.storage.reader import Reader, Row

#: The first day that a milestone can be due on, for statements that want a bound.
_FIRST_DAY = "0001-01-01"


class Running:
    """The open dated milestones of a selection on one day; rows are those of `reads.running_rows`."""

    def __init__(self, reader: Reader, filters: Filters, day: date) -> None:
        self._reader = reader
        self._filters = filters
        self.day = day
        self.plan_codes = reads.plan_codes(reader)

    def overdue(self) -> Iterator[Row]:
        """Yield the milestones past due, the longest overdue first."""
        return self._rows(_FIRST_DAY, _moved(self.day, -1)) if self.day > date.min else iter(())

    def upcoming(self, days: int) -> Iterator[Row]:
        """Yield the milestones due from the day on, within so many calendar days, the nearest first."""
        return self._rows(self.day.isoformat(), _moved(self.day, days))

    def _rows(self, first: str, last: str) -> Iterator[Row]:
        found = reads.running_rows(self._reader, self._filters, first, last)
        if self._filters.limit is not None:
            from itertools import islice

            found = islice(found, self._filters.limit)
        return found

    def tasks_without_date(self) -> int:
        """Return how many selected tasks wait for a date: an awaited document, or a deadline not read."""
        return reads.count_undated_tasks(self._reader, self._filters)

    def next_due(self) -> date | None:
        """Return the nearest day from the day on which something falls due."""
        found = reads.next_due(self._reader, self._filters, self.day)
        return date.fromisoformat(found) if found else None


def _moved(day: date, days: int) -> str:
    """A day so many days later, ISO; the calendar's last day where it ends first."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal())).isoformat()


@contextmanager
def running(database: Database, filters: Filters, day: date) -> Iterator[Running]:
    """Yield what runs on the day, for as long as its rows are being read.

    Raises NotFoundError for a plan or unit that is not there, DatabaseError.
    """
    with database.reading() as reader:
        reads.look_at(reader, day)
        yield Running(reader, filters, day)
