"""What torture measures: one line of the printed table each, and whether it is as it must be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

HEAD = "| phần | cơ sở dữ liệu | điều được đo | kết quả | phải là | đạt |\n|---|---|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure: of which part and database, its value and limit in words, and whether it holds."""

    part: str
    database: str
    what: str
    value: str
    limit: str
    holds: bool

    def __str__(self) -> str:
        mark = "✓" if self.holds else "✗"
        return f"| {self.part} | {self.database} | {self.what} | {self.value} | {self.limit} | {mark} |"


class Sheet:
    """The figures of one part on one kind of database."""

    def __init__(self, part: str, database: str) -> None:
        self.part = part
        self.database = database
        self.figures: list[Figure] = []
        #: What went wrong, in the words of whoever saw it; printed below the table.
        self.troubles: list[str] = []

    def note(self, what: str, value: object) -> None:
        """Add a figure that has no limit."""
        self.figures.append(Figure(self.part, self.database, what, number(value), "", True))

    def expect(self, what: str, value: object, limit: object) -> None:
        """Add a figure that must be exactly something."""
        self.figures.append(Figure(self.part, self.database, what, number(value), number(limit), value == limit))

    def at_most(self, what: str, value: float, limit: float) -> None:
        """Add a figure that must not be greater than something."""
        shown = number(value), f"≤ {number(limit)}"
        self.figures.append(Figure(self.part, self.database, what, *shown, value <= limit))

    def at_least(self, what: str, value: float, limit: float) -> None:
        """Add a figure that must not be smaller than something."""
        shown = number(value), f"≥ {number(limit)}"
        self.figures.append(Figure(self.part, self.database, what, *shown, value >= limit))

    def fail(self, trouble: str) -> None:
        """Remember something that must not have happened."""
        self.troubles.append(f"{self.part}, {self.database}: {trouble}")


def number(value: object) -> str:
    """A number as Vietnamese tables print it."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", ",")
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else str(value)


def failures(sheets: Iterable[Sheet]) -> list[str]:
    """Return the figures that do not hold and the troubles, as lines: empty when all is well."""
    found = []
    for sheet in sheets:
        found += [str(figure) for figure in sheet.figures if not figure.holds] + sheet.troubles
    return found
