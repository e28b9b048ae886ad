"""Word's tables → rows of cells: merges, columns whose edges do not quite meet, tables in tables."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from cchc_tasks.importing.grid import Cell, Merge

#: Edges of columns nearer than this (in twentieths of a point, 3.5 mm) were meant to be one: people drag them.
_NEAR = 200


class RawCell(NamedTuple):
    """A cell with the grid edges it begins and ends at; `continues` where the cell above covers it."""

    begin: int
    end: int
    cell: Cell
    continues: bool = False


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
