"""What is overdue and what falls due next: one answer for every table, file, message and screen.

This module is imported at every start of `overdue` and `upcoming`, so it imports almost nothing itself. What only
whole tasks can tell (a due day moved to a working day, a timing, an order by unit) is found by `running_values`, from
the same rows.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from cchc_tasks.storage import queries
from cchc_tasks.storage.as_of import look_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_tasks.model.filters import Filters
    from cchc_tasks.model.page import Page
    from cchc_tasks.model.timing import DueRules
    from cchc_tasks.storage.database import Database
    from cchc_tasks.storage.reader import Reader, Row
    from cchc_tasks.tracking.running_views import Chosen, Pair

#: The first day that a milestone can be due on, for statements that want a bound.
_FIRST_DAY = "0001-01-01"


class Running:
    """The open dated milestones of a selection on one day.

    `rules` are what the office has settled about due days; None means that printed days count. The reader looks at the
    day.
    """

    def __init__(self, reader: Reader, filters: Filters, day: date, rules: DueRules | None = None) -> None:
        self._reader = reader
        self._filters = filters
        self._rules = rules
        self.day = day
        self.plan_codes = queries.plan_codes(reader)

    def overdue(self) -> Answer:
        """Return the milestones past due, the longest overdue first."""
        yesterday = date.fromordinal(self.day.toordinal() - 1).isoformat() if self.day > date.min else ""
        return self._answer(_FIRST_DAY, yesterday)

    def upcoming(self, days: int) -> Answer:
        """Return the milestones due from the day on, within so many calendar days, the nearest first."""
        last = date.fromordinal(min(self.day.toordinal() + days, date.max.toordinal()))
        return self._answer(self.day.isoformat(), last.isoformat())

    def _answer(self, first: str, last: str, limit: int | None = None) -> Answer:
        filters = self._filters if limit is None else self._filters._replace(limit=limit, sort="")
        return Answer(self._reader, filters, self.day, self._rules, (first, last))

    def tasks_without_date(self) -> int:
        """Return how many selected tasks wait for a date: an awaited document, or a deadline not read."""
        return queries.count_undated_tasks(self._reader, self._filters)

    def next_due(self) -> date | None:
        """Return the nearest day from the day on which something falls due."""
        first = next(self._answer(self.day.isoformat(), date.max.isoformat(), limit=1).rows(), None)
        return date.fromisoformat(first[0]) if first else None


class Answer:
    """Milestones due from one day to another (ISO), in one order whoever asks, and how many they are in all.

    The earliest due stand first, equal days in the order in which their tasks were made; `--sort` changes that. A limit
    counts milestones.
    """

    def __init__(
        self, reader: Reader, filters: Filters, day: date, rules: DueRules | None, bounds: tuple[str, str]
    ) -> None:
        self._reader = reader
        self._filters = filters
        self._day = day
        self._rules = rules
        self._bounds = bounds
        moved = rules is not None and rules.moved is not None
        self._in_rows = not (moved or filters.status or filters.timing or filters.sort not in ("", "due"))
        self._known: list[Pair] | None = None

    def rows(self) -> Iterator[Row]:
        """Yield what is printed of the milestones, as `reads.running_rows` gives it."""
        if self._in_rows:
            return queries.running_rows(self._reader, self._filters, *self._bounds)
        from cchc_tasks.tracking.running_views import printed_rows

        return printed_rows(self._reader, self.pairs())

    @property
    def total(self) -> int:
        """How many milestones there are, whatever the limit."""
        if self._in_rows:
            return queries.count_running(self._reader, self._filters, *self._bounds)
        return len(self._pairs())

    def pairs(self) -> list[Pair]:
        """Return the milestones with their tasks."""
        return self._pairs()[: self._filters.limit]

    def _pairs(self) -> list[Pair]:
        """The same; without the limit where the database cannot count off the first ones."""
        if self._known is None:
            from cchc_tasks.tracking.running_views import running_pairs

            limited = self._filters if self._in_rows else self._filters._replace(limit=None)
            self._known = running_pairs(self._reader, limited, self._day, self._rules, self._bounds)
        return self._known

    def chosen(self) -> Page[Chosen]:
        """Return the tasks with those of their milestones that are listed; the total counts milestones."""
        from cchc_tasks.tracking.running_views import chosen_of

        return chosen_of(self.pairs(), self.total)


@contextmanager
def running(database: Database, filters: Filters, day: date, rules: DueRules | None = None) -> Iterator[Running]:
    """Yield what runs on the day, for as long as its rows are being read.

    Raises NotFoundError for a plan or unit that is not there, DatabaseError.
    """
    with database.reading() as reader:
        look_at(reader, day)
        yield Running(reader, filters, day, rules)


def list_overdue(database: Database, filters: Filters, day: date, rules: DueRules | None = None) -> Page[Chosen]:
    """Return the tasks with milestones past due, the longest overdue first, each with those milestones."""
    with running(database, filters, day, rules) as found:
        return found.overdue().chosen()


def list_upcoming(
    database: Database, filters: Filters, day: date, days: int, rules: DueRules | None = None
) -> Page[Chosen]:
    """Return the tasks with open milestones due within so many days from the day on, the nearest first."""
    with running(database, filters, day, rules) as found:
        return found.upcoming(days).chosen()
