"""Words and ruling lines of a PDF page → rows; the lines of a cell become one text again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from cchc_tasks.files.encodings import CONTROLS
from cchc_tasks.files.markup import join_texts, starts_with_bullet, tidy_lines
from cchc_tasks.model.grid import Cell, Merge, Row

if TYPE_CHECKING:
    from cchc_tasks.files.pdf_pages import PageContent, RuledTable, Word

_BLANK = 3.0
#: How many of a table's cells must have words for it to be one; a drawing has boxes too.
_LEAST_CELLS = 2


class PrintedLine(NamedTuple):
    """A printed line: its left and right end, the width of its first word, its text, and whether all of it is bold."""

    left: float
    right: float
    first_word: float
    text: str
    bold: bool


class PageRows(NamedTuple):
    """The rows and lines of a page from above, and how many tables it has."""

    rows: list[Row]
    tables: int


def page_rows(page: PageContent) -> PageRows:
    """Return the rows of a page's tables and the lines of text between them, from above."""
    placed: list[tuple[float, int, Row]] = []
    outside = list(page["words"])
    number = 0
    for table in page["tables"]:
        if sum(bool(cell["words"]) for cell in table["cells"]) < _LEAST_CELLS:
            outside += [word for cell in table["cells"] for word in cell["words"]]
            continue
        number += 1
        for place, cells in enumerate(table_cells(table)):
            placed.append((table["ys"][place], number, Row(0, tuple(cells), table=number)))
    for top, line in printed_lines(outside):
        text = clean(line.text)
        if text:
            placed.append((top, 0, Row(0, (Cell(text, bold=line.bold),), table=0)))
    return PageRows([row for _, _, row in sorted(placed, key=lambda found: (found[0], found[1]))], number)


def table_cells(table: RuledTable) -> list[list[Cell]]:
    """Return a table's cells row by row, merges filled as the grid's rule says."""
    height, width = len(table["ys"]) - 1, len(table["xs"]) - 1
    grid = [[Cell() for _ in range(width)] for _ in range(height)]
    widths = _column_widths(table)
    for cell in table["cells"]:
        (top, bottom), (left, right) = cell["rows"], cell["columns"]
        own = cell_of(cell["words"], widths.get((left, right), 0.0))
        for row in range(top, bottom + 1):
            grid[row][left] = own if row == top else own._replace(merge=Merge.ABOVE)
            for column in range(left + 1, right + 1):
                grid[row][column] = Cell(merge=Merge.LEFT)
    return grid


def _column_widths(table: RuledTable) -> dict[tuple[int, int], float]:
    """How much of each column its longest line takes: more does not fit."""
    widths: dict[tuple[int, int], float] = {}
    for cell in table["cells"]:
        for _, line in printed_lines(cell["words"]):
            left, right = cell["columns"]
            widths[left, right] = max(widths.get((left, right), 0.0), line.right - line.left)
    return widths


def cell_of(words: Sequence[Word], width: float) -> Cell:
    """Return the cell that words make, its lines put together; `width` is what its column holds."""
    lines = [line for _, line in printed_lines(words)]
    text = ""
    for place, line in enumerate(lines):
        if not place:
            text = line.text
            continue
        before = lines[place - 1]
        fitted = before.right - before.left + _BLANK + line.first_word < width
        text = f"{text}\n{line.text}" if fitted and not _goes_on(text, line.text) else _wrapped(text, line.text)
    return Cell(clean(text), bold=bool(lines) and all(line.bold for line in lines))


def _goes_on(text: str, following: str) -> bool:
    """Whether a line must go on although there was room: behind a hyphen or a slash, or in mid-sentence."""
    return text.endswith(("-", "/")) or (following[:1].islower() and not text.endswith((".", ";", ":")))


def _wrapped(text: str, following: str) -> str:
    """The text with the line that follows it in the same paragraph; a span of years is no list."""
    if starts_with_bullet(following) and text[-1:].isdecimal() and following.lstrip("-– ")[:1].isdecimal():
        return f"{text} {following}"
    return join_texts(text, following)


def printed_lines(words: Sequence[Word]) -> list[tuple[float, PrintedLine]]:
    """Return the lines that words make, each with its top."""
    made = []
    for line in word_lines(words):
        text = " ".join(word[4] for word in line)
        bold = all(word[5] for word in line)
        first = line[0]
        made.append((first[1], PrintedLine(first[0], max(word[2] for word in line), first[2] - first[0], text, bold)))
    return made


def word_lines(words: Sequence[Word]) -> list[list[Word]]:
    """Return the words line by line from above, each from the left; words on one height are one line."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda found: (found[1] + found[3], found[0])):
        middle = (word[1] + word[3]) / 2
        if lines and lines[-1][0][1] < middle < lines[-1][0][3]:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda found: found[0]) for line in lines]


def clean(text: str) -> str:
    """Return the text (NFC) without control characters."""
    return tidy_lines(CONTROLS.sub("", text.replace("\0", "")))
