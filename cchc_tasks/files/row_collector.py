"""Lines and tables of a document, gathered in printed order and numbered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cchc_tasks.files.limits import check_count, check_limits
from cchc_tasks.files.markup import tidy_lines
from cchc_tasks.model.grid import Cell, Merge, Row
from cchc_tasks.reading.tables.columns import header_strength

#: Control characters and marks of direction are never printed; some steer a terminal.
_UNPRINTED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\u200b-\u200f\u2060\u202a-\u202e\u2066-\u2069]")
_BLANKS = re.compile(r"[ \u00a0]{2,}")
_FIRST_ROWS = 12


class Rows:
    """Takes a document's lines and tables one by one; blank lines have no number, table rows always have."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self.count = 0
        self._tables = 0

    @staticmethod
    def cell(text: str, *, bold: bool = False) -> Cell:
        """Return a cell of a text as its paragraphs give it, tidied."""
        printed = _UNPRINTED.sub("", text).replace("\u2011", "-")
        return Cell(tidy_lines(_BLANKS.sub(" ", printed)), bold=bold)

    @staticmethod
    def is_plan(rows: Sequence[Sequence[Cell]]) -> bool:
        """Return whether a table that stands inside another is a plan of its own: it has a plan's header."""
        return any(header_strength([cell.text for cell in row]) for row in rows[:_FIRST_ROWS])

    def add_line(self, text: str, *, bold: bool = False) -> None:
        """Take a line of running text."""
        cell = self.cell(text, bold=bold)
        if cell.text:
            self._add((cell,), 0)

    def add_table(self, rows: Sequence[tuple[Cell, ...]]) -> None:
        """Take a table's rows; columns that no cell of the table begins in are left out."""
        self._tables += 1
        width = max((place for row in rows for place, cell in enumerate(row, 1) if _stands(cell)), default=0)
        for row in rows:
            self._add(row[:width], self._tables)

    def _add(self, cells: tuple[Cell, ...], table: int) -> None:
        self.count += 1
        check_count(self.count)
        self._rows.append(Row(self.count, cells, table))

    def all(self) -> tuple[Row, ...]:
        """Return the rows; raises UnreadableFileError where one of the caps on a grid is passed."""
        return check_limits(row for row in self._rows if row.cells)


def _stands(cell: Cell) -> bool:
    return cell.merge is not Merge.LEFT
