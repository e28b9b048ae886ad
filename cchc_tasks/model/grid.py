"""The one shape every reader gives: rows of cells with their place in the file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from cchc_tasks.errors import Problem


class Merge(Enum):
    """How a cell came by its text: its own, covered by the cell at its left, covered by the cell above."""

    OWN = "own"
    LEFT = "left"
    ABOVE = "above"


class Cell(NamedTuple):
    """One cell: its text (NFC, lines parted by a line feed, a list item on each line) and its merge.

    A cell covered from the left is empty; one covered from above repeats the text of the cell that covers it.
    `bold` is true where the whole cell is bold.
    """

    text: str = ""
    merge: Merge = Merge.OWN
    bold: bool = False


class Row(NamedTuple):
    """One row: its row or line number in the file, from 1, its cells, and its page and table where known.

    `table` counts the file's tables from 1; 0 is a line of running text, which has one cell.
    """

    number: int
    cells: tuple[Cell, ...]
    table: int = 1
    page: int = 1

    def text(self, column: int) -> str:
        """Return a cell's text, the empty text where the row is too short."""
        return self.cells[column].text if column < len(self.cells) else ""

    @property
    def is_blank(self) -> bool:
        """Whether no cell has a text of its own."""
        return not any(cell.text for cell in self.cells if cell.merge is Merge.OWN)


class Remark(NamedTuple):
    """What a person should know of how a file was read: a code with facts, and the rows that it is about."""

    problem: Problem
    row: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a text, or of one sheet, in printed order, and what its reader remarked.

    Lines of running text stand among the rows of the tables, so that titles, page breaks and tables that are
    continued can be told by what comes before and after. A `hidden` sheet is read only when it is asked for.
    """

    rows: tuple[Row, ...]
    name: str = ""
    remarks: tuple[Remark, ...] = ()
    hidden: bool = False
