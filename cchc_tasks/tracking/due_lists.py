"""The lists of overdue milestones and of those that fall due next; every table, file and message takes them.

Every start of `overdue` and `upcoming` imports this module, so it imports almost nothing itself. Some questions need
whole tasks: a due day that moved to a working day, a timing, an order by unit. `due_tasks` answers them from the same
rows.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from cchc_tasks.storage import queries
from cchc_tasks.storage.as_of import look_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_tasks.model.filters import Filters, Page
    from cchc_tasks.model.timing import DueRules
    from cchc_tasks.storage.database import Database
    from cchc_tasks.storage.reader import Reader, Row
    from cchc_tasks.tracking.due_tasks import TaskMilestone, TaskMilestones

#: The first day that a milestone can be due on, for statements that want a bound.
_FIRST_DAY = "0001-01-01"


class DueLists:
    """The open milestones of a selection that have a date, as they stand on one day.

    `rules` are the office's rules about due days; None means that printed days count. The reader looks at the day.
    """

    def __init__(self, reader: Reader, filters: Filters, day: date, rules: DueRules | None = None) -> None:
        self._reader = reader
        self._filters = filters
        self._rules = rules
        self.day = day
        self.plan_codes = queries.plan_codes(reader)

    def overdue(self) -> DueList:
        """Return the milestones past due, the longest overdue first."""
        yesterday = date.fromordinal(self.day.toordinal() - 1).isoformat() if self.day > date.min else ""
        return self._list(_FIRST_DAY, yesterday)

    def upcoming(self, days: int) -> DueList:
        """Return the milestones due from the day on, within so many calendar days, the nearest first."""
        last = date.fromordinal(min(self.day.toordinal() + days, date.max.toordinal()))
        return self._list(self.day.isoformat(), last.isoformat())

    def _list(self, first: str, last: str, limit: int | None = None) -> DueList:
        filters = self._filters if limit is None else self._filters._replace(limit=limit, sort="")
        return DueList(self._reader, filters, self.day, self._rules, (first, last))

    def tasks_without_date(self) -> int:
        """Return how many selected tasks wait for a date: an awaited document, or a deadline not read."""
        return queries.count_undated_tasks(self._reader, self._filters)

    def next_due(self) -> date | None:
        """Return the nearest day from the day on which something falls due."""
        first = next(self._list(self.day.isoformat(), date.max.isoformat(), limit=1).rows(), None)
        return date.fromisoformat(first[0]) if first else None


class DueList:
    """The milestones due from one ISO day to another, in one order, and their total number.

    The earliest due day comes first. Milestones of one day stand in the order in which their tasks were made. The
    filters' `sort` changes the order; their `limit` counts milestones.
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
        self._loaded: list[TaskMilestone] | None = None

    def rows(self) -> Iterator[Row]:
        """Yield what is printed of the milestones, as `queries.running_rows` gives it."""
        if self._in_rows:
            return queries.running_rows(self._reader, self._filters, *self._bounds)
        from cchc_tasks.tracking.due_tasks import due_rows

        return due_rows(self._reader, self.pairs())

    @property
    def total(self) -> int:
        """How many milestones there are, whatever the limit."""
        if self._in_rows:
            return queries.count_running(self._reader, self._filters, *self._bounds)
        return len(self._pairs())

    def pairs(self) -> list[TaskMilestone]:
        """Return the milestones with their tasks."""
        return self._pairs()[: self._filters.limit]

    def _pairs(self) -> list[TaskMilestone]:
        """Return the pairs; all of them where the database cannot apply the limit itself."""
        if self._loaded is None:
            from cchc_tasks.tracking.due_tasks import load_due_pairs

            limited = self._filters if self._in_rows else self._filters._replace(limit=None)
            self._loaded = load_due_pairs(self._reader, limited, self._day, self._rules, self._bounds)
        return self._loaded

    def tasks(self) -> Page[TaskMilestones]:
        """Return the tasks, each with its listed milestones; the total counts milestones."""
        from cchc_tasks.tracking.due_tasks import grouped_by_task

        return grouped_by_task(self.pairs(), self.total)


@contextmanager
def open_due_lists(
    database: Database, filters: Filters, day: date, rules: DueRules | None = None
) -> Iterator[DueLists]:
    """Yield the lists of a day; the database stays open until the block ends.

    Raises NotFoundError for a plan or unit that is not there, DatabaseError.
    """
    with database.reading() as reader:
        look_at(reader, day)
        yield DueLists(reader, filters, day, rules)


def list_overdue(
    database: Database, filters: Filters, day: date, rules: DueRules | None = None
) -> Page[TaskMilestones]:
    """Return the tasks with milestones past due, the longest overdue first, each with those milestones."""
    with open_due_lists(database, filters, day, rules) as lists:
        return lists.overdue().tasks()


def list_upcoming(
    database: Database, filters: Filters, day: date, days: int, rules: DueRules | None = None
) -> Page[TaskMilestones]:
    """Return the tasks with open milestones due within so many days from the day on, the nearest first."""
    with open_due_lists(database, filters, day, rules) as lists:
        return lists.upcoming(days).tasks()
