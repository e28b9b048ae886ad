"""Cells of a sheet → Grid: merged cells are filled, blank ones cost nothing, odd ones are remarked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from cchc_tasks.errors import AppError, Problem, UnreadableFileError, problem
from cchc_tasks.files.encodings import CONTROLS
from cchc_tasks.files.legacy_fonts import FontReader, Piece, check_letters
from cchc_tasks.files.limits import MAX_COLUMNS, MAX_ROWS, check_limits
from cchc_tasks.files.markup import tidy_lines
from cchc_tasks.model.grid import Cell, Grid, Merge, Remark, Row

#: Filled cells of a workbook, and its shared texts: more take minutes to read and are no plan.
MOST_CELLS = 1_000_000
#: Merged cells that are filled at most: more are no table that a person made.
_MOST_COVERED = 2_000_000
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class CellRemark(StrEnum):
    """What a person should know of how cells were read: codes of problems whose one fact is the cells' names."""

    NO_STORED_VALUE = "workbook.no_stored_value"
    CELL_ERROR = "workbook.cell_error"
    STRUCK_CELL = "workbook.struck_cell"
    SWAPPED_DATE = "workbook.swapped_date"
    SHORT_DATE = "workbook.short_date"
    YEAR_AS_DATE = "workbook.year_as_date"
    CONTROL_REMOVED = "workbook.control_removed"
    BEYOND_COLUMNS = "workbook.beyond_columns"


class MergedArea(NamedTuple):
    """A block of merged cells: rows from 1, columns from 0, the last ones included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class SheetBuilder:
    """Takes a sheet's filled cells one by one, in any order, and makes its Grid."""

    def __init__(self, name: str, *, hidden: bool = False) -> None:
        self.name = name
        self.hidden = hidden
        self.areas: list[MergedArea] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._rows: dict[int, dict[int, Cell]] = {}
        self._fonts = FontReader()
        self._remarks: dict[CellRemark, list[tuple[int, int]]] = {}

    def put(self, row: int, column: int, pieces: Sequence[Piece], *, bold: bool = False) -> None:
        """Take a cell, made of pieces in one font each; one without letters costs nothing.

        Raises UnreadableFileError past the cap on rows.
        """
        cleaned = self._clean(self._fonts.text_of(pieces), row, column)
        if not cleaned:
            return
        if column >= MAX_COLUMNS:
            self.remark(CellRemark.BEYOND_COLUMNS, row, column)
            return
        cells = self._rows.setdefault(row, {})
        if len(self._rows) > MAX_ROWS:
            raise UnreadableFileError(problem("read_file.too_many_rows", limit=MAX_ROWS))
        cells[column] = Cell(cleaned, bold=bold)

    def remark(self, code: CellRemark, row: int, column: int) -> None:
        """Remember something to say of a cell."""
        self._remarks.setdefault(code, []).append((row, column))

    def grid(self) -> Grid:
        """Return the sheet; raises UnreadableFileError where its letters were made for another table."""
        numbers = sorted(self._rows)
        width = 1 + max((column for cells in self._rows.values() for column in cells), default=0)
        cells = {number: [self._rows[number].get(column, Cell()) for column in range(width)] for number in numbers}
        self._cover(cells, numbers, width)
        rows = check_limits(Row(number, tuple(cells[number])) for number in numbers)
        # Nobody reads a hidden sheet, so its letters are no reason to refuse the others.
        letters = [] if self.hidden else check_letters(rows)
        return Grid(rows, self.name, (*self._remarks_of_sheet(numbers), *letters), hidden=self.hidden)

    def _clean(self, text: str, row: int, column: int) -> str:
        if "_x" in text:
            text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
        tidied = tidy_lines(text)
        bare = CONTROLS.sub("", tidied.replace("\0", ""))
        if bare != tidied:
            self.remark(CellRemark.CONTROL_REMOVED, row, column)
            bare = tidy_lines(bare)
        return bare

    def _cover(self, cells: dict[int, list[Cell]], numbers: list[int], width: int) -> None:
        """Fill the cells that merged areas cover, as the grid's own rule says."""
        left = _MOST_COVERED
        for area in self.areas:
            if area.first_column >= width:
                continue
            last_column = min(area.last_column, width - 1)
            covered = numbers[bisect_left(numbers, area.first_row) : bisect_right(numbers, area.last_row)]
            left -= len(covered) * (last_column - area.first_column + 1)
            if left < 0:
                raise UnreadableFileError(problem("workbook.too_many_merges"))
            anchor = self._rows.get(area.first_row, {}).get(area.first_column, Cell())
            for number in covered:
                row = cells[number]
                if number != area.first_row:
                    row[area.first_column] = anchor._replace(merge=Merge.ABOVE)
                for column in range(area.first_column + 1, last_column + 1):
                    row[column] = Cell(merge=Merge.LEFT)

    def _remarks_of_sheet(self, numbers: list[int]) -> Iterable[Remark]:
        yield from self._fonts.remarks()
        for code, cells in self._remarks.items():
            places = sorted(set(cells))
            refs = [cell_name(row, column) for row, column in places]
            yield Remark(Problem(code, {"refs": refs}), places[0][0], places[-1][0])
        hidden = [number for number in numbers if number in self.hidden_rows]
        if hidden:
            yield Remark(problem("workbook.hidden_rows", rows=hidden), hidden[0], hidden[-1])
        filled = {column for row in self._rows.values() for column in row}
        columns = sorted(self.hidden_columns & filled)
        if columns:
            yield Remark(problem("workbook.hidden_columns", columns=[column_name(column) for column in columns]))


def read_guarded(read: Callable[[], tuple[Grid, ...]]) -> tuple[Grid, ...]:
    """Run a reader; whatever a library raises over a damaged workbook becomes UnreadableFileError."""
    try:
        return read()
    except AppError:
        raise
    except MemoryError:
        raise UnreadableFileError(problem("workbook.too_much_memory")) from None
    except Exception as error:  # a library's own errors over a broken file are of every kind
        raise UnreadableFileError(problem("workbook.damaged_workbook")) from error


def column_name(column: int) -> str:
    """Return a column's letters; 0 is «A»."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def cell_name(row: int, column: int) -> str:
    """Return a cell's name; row 9 of column 0 is «A9»."""
    return f"{column_name(column)}{row}"
