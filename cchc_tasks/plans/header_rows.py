"""The rows of a header → the words that stand above each column, those of a group above those of its columns."""

from __future__ import annotations

from collections.abc import Container, Sequence

from cchc_tasks.files.grid import Cell, Merge, Row
from cchc_tasks.text import squeeze

#: The upper rows of a header name at least so many columns or groups; a title line names one.
FEWEST_GROUPS = 3
#: Headers have so many rows at most: a group, the years in it, their quarters.
MOST_ROWS = 3
_LONGEST_WORDS = 40


def stack_headers(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """Return for each column its words row by row from above, empty where a row has none for it.

    A group's words stand above each of its columns, told by merged cells, or in a file without merges by words
    below a blank. A column that another one's header reaches over in every row has no words.
    """
    stacked: list[tuple[str, ...]] = []
    before: tuple[str, ...] = ()
    for place in range(max(len(row.cells) for row in rows)):
        cells = [row.cells[place] if place < len(row.cells) else Cell() for row in rows]
        if place and all(cell.merge is Merge.LEFT for cell in cells):
            stacked.append(("",) * len(rows))
            continue
        before = _words_above(cells, before)
        stacked.append(before)
    return stacked


def _words_above(cells: Sequence[Cell], before: tuple[str, ...]) -> tuple[str, ...]:
    """One column's words, given those of the column at its left."""
    words: list[str] = []
    for depth, cell in enumerate(cells):
        own = "" if depth and cell.merge is Merge.ABOVE else squeeze(cell.text)
        below = any(other.text for other in cells[depth + 1 :] if other.merge is Merge.OWN)
        if not own and (cell.merge is Merge.LEFT or below) and before[:depth] == tuple(words):
            own = before[depth] if before else ""
        words.append(own)
    return tuple(words)


def is_sub_header(row: Row, numbered: Container[int] = ()) -> bool:
    """Return whether a row only names columns: short words, no number in front but in the `numbered` columns."""
    own = [(place, cell.text) for place, cell in enumerate(row.cells) if cell.text and cell.merge is Merge.OWN]
    return len(own) > 1 and all(
        len(text) <= _LONGEST_WORDS and (place in numbered or not text[0].isdecimal()) for place, text in own
    )
