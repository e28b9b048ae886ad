"""Text files → Grid: OCR pages, Markdown with pipe tables, delimited text with quoted cells and line breaks."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from cchc_tasks.errors import UnreadableFileError, problem
from cchc_tasks.files.encodings import decode_text
from cchc_tasks.files.limits import MAX_CELL_LETTERS, check_limits
from cchc_tasks.files.markup import make_cell, make_line
from cchc_tasks.model.grid import Grid, Remark, Row
from cchc_tasks.reading.tables.columns import header_strength


def read_grids(data: bytes) -> tuple[Grid, ...]:
    """Return the one grid of a text file's bytes; rows are numbered by lines of the file.

    Raises UnreadableFileError where the bytes are no text, the text is blank or its quotes are not closed.
    """
    text, remarks = decode_text(data)
    if not text.strip():
        raise UnreadableFileError(problem("read_file.blank_file"))
    if _has_pipe_table(text):
        return (Grid(check_limits(_pipe_rows(text)), remarks=remarks),)
    rows, repairs = delimited_rows(text)
    return (Grid(check_limits(rows), remarks=(*remarks, *repairs)),)


DELIMITERS = ("\t", ";", ",", "|")
_SEP_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_SAMPLE_ROWS = 400
_SAMPLE_LETTERS = 400_000


class RawRow(NamedTuple):
    """A row's first line in the file, from 1, and its cells as written."""

    line: int
    cells: list[str]


def delimited_rows(text: str) -> tuple[list[Row], list[Remark]]:
    """Return the rows of a delimited text and what was repaired.

    The delimiter is the one under which a plan's header is found, else the one that gives the most even rows.
    Raises UnreadableFileError naming the line where quotes are not closed.
    """
    announced = _SEP_LINE.match(text)
    if announced:
        delimiter, text = announced[1], text[announced.end() :]
    else:
        delimiter = find_delimiter(text)
    first_line = 2 if announced else 1
    raw, remarks = _split(text, delimiter, first_line)
    return [_make_row(row, markdown=delimiter == "\t") for row in raw if any(map(str.strip, row.cells))], remarks


def find_delimiter(text: str) -> str:
    """Return the delimiter of the text: first by the header it uncovers, then by evenness of the rows."""
    sample = text[:_SAMPLE_LETTERS]
    return max(DELIMITERS, key=lambda delimiter: _evidence(sample, delimiter))


def _evidence(sample: str, delimiter: str) -> tuple[int, int]:
    """Return the fields of the best header, then the number of rows that have the commonest width above 1."""
    if delimiter not in sample:
        return 0, 0
    best, widths = 0, Counter[int]()
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        for cells in islice(reader, _SAMPLE_ROWS):
            widths[len(cells)] += len(cells) > 1
            if best == 0 and len(cells) > 1:
                best = header_strength(cells)
    except csv.Error:
        pass
    return best, max(widths.values(), default=0)


def _split(text: str, delimiter: str, first_line: int) -> tuple[list[RawRow], list[Remark]]:
    """Split quoted text; tab-separated pages whose quotes are only printed marks are split by lines."""
    try:
        rows = list(_split_quoted(text, delimiter, first_line))
    except _QuoteError as error:
        if delimiter != "\t":
            raise UnreadableFileError(
                problem("read_file.unbalanced_quotes", first=error.first, last=error.last)
            ) from None
        return _split_lines(text, first_line), [Remark(problem("read_file.quotes_kept"), error.first)]
    if delimiter != "\t":
        _refuse_swallowed(rows, delimiter)
        return rows, []
    swallowed = next((row for row in rows if any(map(_swallows_rows, row.cells))), None)
    if swallowed is None:
        return rows, []
    return _split_lines(text, first_line), [Remark(problem("read_file.quotes_kept"), swallowed.line)]


class _QuoteError(Exception):
    """Quotes are not balanced between two lines of the file."""

    def __init__(self, first: int, last: int) -> None:
        super().__init__(first, last)
        self.first = first
        self.last = last


def _split_quoted(text: str, delimiter: str, first_line: int) -> Iterator[RawRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = first_line
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "limit" in str(error):
                raise UnreadableFileError(
                    problem("read_file.cell_too_long", limit=MAX_CELL_LETTERS, row=line)
                ) from None
            raise _QuoteError(line, first_line + reader.line_num - 1) from None
        yield RawRow(line, cells)
        line = first_line + reader.line_num


def _refuse_swallowed(rows: list[RawRow], delimiter: str) -> None:
    """Raise UnreadableFileError where a quote closes so late that a cell holds whole rows.

    Such a row has another number of cells than most, and in one of them a line that begins with a number and
    the delimiter.
    """
    widths = Counter(len(row.cells) for row in rows)
    width = max(widths, key=lambda cells: widths[cells], default=0)
    inner_row = re.compile(rf"\n\s*\d+[.)]?{re.escape(delimiter)}")
    for row in rows:
        if len(row.cells) != width and any(inner_row.search(cell) for cell in row.cells):
            last = row.line + sum(cell.count("\n") for cell in row.cells)
            raise UnreadableFileError(problem("read_file.unbalanced_quotes", first=row.line, last=last))


def _swallows_rows(cell: str) -> bool:
    return "\n" in cell and "\t" in cell


def _split_lines(text: str, first_line: int) -> list[RawRow]:
    lines = io.StringIO(text, newline="")
    return [RawRow(number, line.rstrip("\r\n").split("\t")) for number, line in enumerate(lines, start=first_line)]


def _make_row(raw: RawRow, *, markdown: bool) -> Row:
    if len(raw.cells) == 1:
        return Row(raw.line, (make_line(raw.cells[0]),), table=0)
    return Row(raw.line, tuple(make_cell(cell, markdown=markdown) for cell in raw.cells))


_RULE_CELL = r"\s*:?-{2,}:?\s*"
_RULE = re.compile(rf"^\s*\|?{_RULE_CELL}(?:\|{_RULE_CELL})+\|?\s*$", re.MULTILINE)
_PIPE = re.compile(r"(?<!\\)\|")


def _has_pipe_table(text: str) -> bool:
    """Whether the text has the line of dashes that stands under a pipe table's header."""
    return _RULE.search(text) is not None


def _pipe_rows(text: str) -> list[Row]:
    """The rows of the tables and the lines of running text; escaped pipes stay in their cells."""
    rows: list[Row] = []
    table, in_table = 0, False
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip()
        if not bare or _RULE.match(bare):
            in_table = in_table and bool(bare)
        elif _PIPE.search(bare):
            table += not in_table
            in_table = True
            rows.append(Row(number, tuple(make_cell(cell, markdown=True) for cell in _cells(bare)), table))
        else:
            in_table = False
            rows.append(Row(number, (make_line(line),), table=0))
    return [row for row in rows if not row.is_blank]


def _cells(line: str) -> list[str]:
    cells = _PIPE.split(line)
    if line.startswith("|"):
        cells = cells[1:]
    if len(cells) > 1 and not cells[-1].strip():
        cells = cells[:-1]
    return cells
