"""Cells that span columns and rows → rows with one cell for each column, also where edges do not quite meet."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from cchc_tasks.errors import UnreadableFileError, problem
from cchc_tasks.files.limits import MAX_COLUMNS
from cchc_tasks.model.grid import Cell, Merge

#: Edges of columns nearer than this (in twentieths of a point, 3.5 mm) were meant to be one: people drag them.
_NEAR = 200


#: No table has so many columns; a span beyond it is a mistake or an attack.
MAX_EDGES = 5 * MAX_COLUMNS


class RawCell(NamedTuple):
    """A cell with the grid edges it begins and ends at; `continues` where the cell above covers it."""

    begin: int
    end: int
    cell: Cell
    continues: bool = False


class SpanPlacer:
    """Places the cells of HTML and OpenDocument tables, which say over how many columns and rows they reach."""

    def __init__(self) -> None:
        self._reaching: dict[int, tuple[int, int]] = {}

    def place(self, cells: Sequence[tuple[Cell, int, int]]) -> list[RawCell]:
        """Return one row's cells at their edges; each is given with the columns and rows that it spans."""
        row: list[RawCell] = []
        edge = 0
        reaching = self._reaching
        fresh: dict[int, tuple[int, int]] = {}
        for cell, columns, deep in cells:
            edge = self._skip(edge, row)
            end = edge + max(1, columns)
            if end > MAX_EDGES:
                raise UnreadableFileError(problem("word_file.too_wide", limit=MAX_COLUMNS))
            row.append(RawCell(edge, end, cell))
            if deep > 1:
                fresh[edge] = end, deep - 1
            edge = end
        self._reaching = fresh
        for begin, (end, left) in sorted(reaching.items()):
            if begin >= edge:
                row.append(RawCell(begin, end, Cell(), continues=True))
            if left > 1:
                self._reaching.setdefault(begin, (end, left - 1))
        return row

    def _skip(self, edge: int, row: list[RawCell]) -> int:
        """Go past the columns that cells above reach into."""
        while edge in self._reaching:
            end = self._reaching[edge][0]
            row.append(RawCell(edge, end, Cell(), continues=True))
            edge = end
        return edge


def arrange(rows: Sequence[Sequence[RawCell]], widths: Sequence[int]) -> list[tuple[Cell, ...]]:
    """Return the rows with one cell for each column of the table.

    Word cuts a table into as many grid columns as there are different edges; columns here are the edges at which
    cells begin, near ones taken as one unless a row has a cell between them.
    """
    edges = _Edges(rows, widths)
    arranged: list[tuple[Cell, ...]] = []
    above: tuple[Cell, ...] = ()
    for row in rows:
        cells = [Cell()] * edges.count
        for raw in row:
            place = edges.column_of(raw.begin)
            span = max(1, edges.column_of(raw.end) - place)
            cells[place] = _covered(above, place) if raw.continues else raw.cell
            cells[place + 1 : place + span] = [Cell("", Merge.LEFT)] * (min(place + span, edges.count) - place - 1)
        above = tuple(cells)
        arranged.append(above)
    return arranged


def _covered(above: tuple[Cell, ...], place: int) -> Cell:
    """A cell that the one above covers; with nothing above it is a cell of its own."""
    return above[place]._replace(merge=Merge.ABOVE) if place < len(above) else Cell()


class _Edges:
    """The columns of a table: which grid edges begin one."""

    def __init__(self, rows: Sequence[Sequence[RawCell]], widths: Sequence[int]) -> None:
        patterns = {tuple(raw.begin for raw in row) for row in rows}
        beginnings = sorted({edge for pattern in patterns for edge in pattern})
        offsets = _offsets(widths, beginnings[-1] if beginnings else 0)
        self._first: list[int] = []
        self._column: dict[int, int] = {}
        groups: list[set[int]] = []
        for edge in beginnings:
            near = bool(groups) and bool(offsets) and offsets[edge] - offsets[self._first[-1]] < _NEAR
            if near and not any(edge in pattern and groups[-1].intersection(pattern) for pattern in patterns):
                groups[-1].add(edge)
            else:
                groups.append({edge})
                self._first.append(edge)
            self._column[edge] = len(groups) - 1
        self.count = len(groups)

    def column_of(self, edge: int) -> int:
        """Return the column that begins at an edge, or the first one behind it."""
        found = self._column.get(edge)
        return bisect_left(self._first, edge) if found is None else found


def _offsets(widths: Sequence[int], last: int) -> list[int]:
    """The place of each edge; empty where the file does not tell all widths."""
    if len(widths) < last or any(width <= 0 for width in widths[:last]):
        return []
    offsets = [0]
    for width in widths:
        offsets.append(offsets[-1] + width)
    return offsets
