"""The first rows of an answer, and how many there are in all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

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
