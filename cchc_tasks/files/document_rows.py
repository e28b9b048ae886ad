"""Lines and tables of a flowing document (Word, OpenDocument, web page) in printed order → rows."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cchc_tasks.errors import UnreadableFileError, problem
from cchc_tasks.files.limits import check_count, check_limits
from cchc_tasks.files.markup import tidy_lines
from cchc_tasks.model.grid import Cell, Merge, Remark, Row
from cchc_tasks.reading.tables.columns import header_strength

if TYPE_CHECKING:
    from lxml.etree import _Element

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


MAX_TABLE_DEPTH = 8
CellRow = tuple[Cell, ...]


class TextLine(NamedTuple):
    """A printed line: its text with its number or bullet, whether all of it is bold, and that number alone."""

    text: str
    bold: bool = False
    label: str = ""

    @property
    def says_something(self) -> bool:
        """Whether there is more than a number or bullet."""
        return self.text.strip() not in ("", self.label.strip())


class BlockReader(ABC):
    """Gathers a document's lines and tables; a kind of file says how its tables become rows of cells."""

    def __init__(self) -> None:
        self.rows = Rows()
        self._inner_tables = 0

    @abstractmethod
    def cells_of(self, table: _Element, depth: int, inner: list[list[CellRow]]) -> list[CellRow]:
        """Return a table's rows; tables inside it that are plans of their own are put into `inner`."""

    def read(self, blocks: Iterable[TextLine | _Element]) -> None:
        """Take the blocks of a document."""
        for block in blocks:
            if isinstance(block, TextLine):
                self.rows.add_line(block.text, bold=block.bold)
            else:
                inner: list[list[CellRow]] = []
                self.rows.add_table(self.cells_of(block, 1, inner))
                for rows in inner:
                    self.rows.add_table(rows)

    def cell(self, blocks: Iterable[TextLine | _Element], depth: int, inner: list[list[CellRow]]) -> Cell:
        """Return a cell of the blocks in it; `depth` is that of its table."""
        lines: list[TextLine] = []
        for block in blocks:
            if isinstance(block, TextLine):
                lines.append(block)
            else:
                lines += self._inner_lines(block, depth + 1, inner)
        # A bullet with nothing behind it is printed, but says nothing beside other lines.
        filled = [line for line in lines if line.says_something]
        bold = bool(filled) and all(line.bold for line in filled)
        return Rows.cell("\n".join(line.text for line in filled or lines), bold=bold)

    def _inner_lines(self, table: _Element, depth: int, inner: list[list[CellRow]]) -> list[TextLine]:
        """The lines of a table in a cell; none where it is a plan of its own."""
        if depth > MAX_TABLE_DEPTH:
            raise UnreadableFileError(problem("word_file.nested_too_deeply", limit=MAX_TABLE_DEPTH))
        rows = self.cells_of(table, depth, inner)
        if Rows.is_plan(rows):
            inner.append(rows)
            return []
        self._inner_tables += 1
        return [TextLine(" ".join(cell.text for cell in row if cell.merge is Merge.OWN)) for row in rows]

    def remarks(self) -> list[Remark]:
        """Return what the walk has to report."""
        return [Remark(problem("word_file.nested_table", count=self._inner_tables))] if self._inner_tables else []
