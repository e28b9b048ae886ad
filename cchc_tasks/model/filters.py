"""Filters say which tasks a list shows; a page holds the rows that it shows and counts all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

#: The orders in which tasks are listed.
SORTS = ("due", "no", "unit", "status")
ROLES = ("lead", "support", "any")


class Filters(NamedTuple):
    """A selection of tasks; what is empty or None does not restrict. A task passes when one of its milestones does.

    `plan` is a code, `unit` any name of a unit, `section` a numeral or an area; with `groups` a unit has the tasks of
    the groups to which it belongs, too.
    """

    plan: str = ""
    unit: str = ""
    role: str = "lead"
    section: str = ""
    status: str = ""
    timing: str = ""
    kind: str = ""
    due_from: date | None = None
    due_to: date | None = None
    unreported_since: date | None = None
    search: str = ""
    review: bool = False
    sort: str = ""
    limit: int | None = None
    groups: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is restricted by what the database knows: order, number and role alone restrict nothing."""
        return not any((*self[:2], *self[3:12]))


Item = TypeVar("Item")


class Page(list[Item]):
    """The rows of an answer in order: all of them, or the first ones where their number was limited.

    `total` counts what was asked for, shown or not. It is the number of rows unless it is given.
    """

    def __init__(self, rows: Iterable[Item] = (), total: int | None = None) -> None:
        super().__init__(rows)
        self.total = len(self) if total is None else total


def first_rows(rows: Sequence[Item], limit: int | None) -> Page[Item]:
    """Return the first rows of an answer; all of them for no limit."""
    return Page(rows[:limit], len(rows))
