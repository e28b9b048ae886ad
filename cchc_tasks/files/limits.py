"""Limits of files that are read: bytes, rows, columns, letters of a cell."""

from __future__ import annotations

from collections.abc import Iterable

from cchc_tasks.errors import UnreadableFileError, problem
from cchc_tasks.model.grid import Row

MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CELL_LETTERS = 100_000
#: A plan has some 60 rows; a flowing document with more rows than this is none, and would take long to walk.
MAX_DOCUMENT_ROWS = 20_000


def check_limits(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows; raise UnreadableFileError as soon as one of the caps on a grid is passed."""
    kept: list[Row] = []
    for row in rows:
        if len(kept) >= MAX_ROWS:
            raise UnreadableFileError(problem("read_file.too_many_rows", limit=MAX_ROWS))
        if len(row.cells) > MAX_COLUMNS:
            raise UnreadableFileError(problem("read_file.too_many_columns", limit=MAX_COLUMNS, row=row.number))
        if any(len(cell.text) > MAX_CELL_LETTERS for cell in row.cells):
            raise UnreadableFileError(problem("read_file.cell_too_long", limit=MAX_CELL_LETTERS, row=row.number))
        kept.append(row)
    return tuple(kept)


def check_count(rows: int) -> None:
    """Raise UnreadableFileError where a flowing document has more rows than a plan can have."""
    if rows > MAX_DOCUMENT_ROWS:
        raise UnreadableFileError(problem("read_file.too_many_rows", limit=MAX_DOCUMENT_ROWS))
