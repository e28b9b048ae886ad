"""Sheets that were printed several pages wide: the right-hand pages are joined to the left-hand ones again.

Pages of one sheet are told by their ruling: the columns of all left-hand pages stand at the same places, and the rows
of a right-hand page at the heights of those of its left-hand one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cchc_tasks.errors import UnreadableFileError, problem

if TYPE_CHECKING:
    from cchc_tasks.files.pdf_pages import CellBox, PageContent, RuledTable, Word

#: Lines that are nearer than this, in points, are at one place.
_NEAR = 4.0
#: So many lines at the same heights are no chance.
_LEAST_LINES = 3


def join_sideways(pages: Sequence[PageContent]) -> list[PageContent] | None:
    """Return the left-hand pages with the columns of their right-hand ones, None where no table is cut sideways.

    Raises UnreadableFileError where only some of the right-hand pages line up with the left-hand ones.
    """
    mains = [max(page["tables"], key=lambda table: len(table["cells"]), default=None) for page in pages]
    if len(pages) < 2 or mains[0] is None:
        return None
    left = [main is not None and _same(main["xs"], mains[0]["xs"]) for main in mains]
    wide, strips = _strips(left)
    if not strips:
        _refuse_uneven(mains, left)
        return None
    matches = [_lines_up(mains[strip[0]], mains[place]) for strip in strips for place in strip[1:]]
    if not any(match is True for match in matches):
        return None
    if any(match is False for match in matches):
        raise UnreadableFileError(problem("pdf.cut_sideways"))
    columns = [_columns([mains[strip[place]] for strip in strips]) for place in range(1, wide)]
    if any(not found for found in columns):
        raise UnreadableFileError(problem("pdf.cut_sideways"))
    joined = []
    for strip in strips:
        page = pages[strip[0]]
        for place, xs in zip(strip[1:], columns, strict=True):
            page = _beside(page, pages[place], xs)
        joined.append(page)
    return joined


def _refuse_uneven(mains: Sequence[RuledTable | None], left: Sequence[bool]) -> None:
    """Raise where pages look like right-hand ones of others, but there are not as many of them."""
    ours = [main for main, is_left in zip(mains, left, strict=True) if is_left]
    others = [main for main, is_left in zip(mains, left, strict=True) if main and not is_left]
    if any(len(b["ys"]) > _LEAST_LINES and _lines_up(a, b) for a, b in zip(ours, others, strict=False)):
        raise UnreadableFileError(problem("pdf.cut_sideways"))


def _strips(left: Sequence[bool]) -> tuple[int, list[list[int]]]:
    """How many pages wide the sheet is, and the pages of each strip from the left; printed downwards or across."""
    count = sum(left)
    if count == len(left) or len(left) % count:
        return 1, []
    wide = len(left) // count
    if all(left[:count]):
        return wide, [list(range(place, len(left), count)) for place in range(count)]
    if all(left[::wide]):
        return wide, [list(range(place, place + wide)) for place in range(0, len(left), wide)]
    return 1, []


def _same(ours: Sequence[float], others: Sequence[float]) -> bool:
    return len(ours) == len(others) and all(abs(a - b) <= _NEAR for a, b in zip(ours, others, strict=True))


def _lines_up(left: RuledTable | None, right: RuledTable | None) -> bool | None:
    """Whether a right-hand table's rows stand at the heights of the left-hand one's; None where nothing tells."""
    if left is None or right is None:
        return None
    near = [any(abs(y - other) <= _NEAR for other in left["ys"]) for y in right["ys"]]
    return all(near) if len(near) >= _LEAST_LINES or not all(near) else None


def _columns(tables: Sequence[RuledTable | None]) -> list[float]:
    """The places of a strip's columns: those of its first table, if all others have the same."""
    found = [table["xs"] for table in tables if table]
    return found[0] if found and all(_same(found[0], other) for other in found) else []


def _beside(left: PageContent, right: PageContent, xs: Sequence[float]) -> PageContent:
    """The left-hand page with the right-hand page's words as further columns of its main table."""
    main = max(left["tables"], key=lambda table: len(table["cells"]))
    width, shift = len(main["xs"]) - 1, main["xs"][-1] - xs[0]
    places: dict[tuple[int, int], list[Word]] = {
        (row, column): [] for row in range(len(main["ys"]) - 1) for column in range(len(xs) - 1)
    }
    rest: list[Word] = []
    for word in (
        *right["words"],
        *(word for table in right["tables"] for cell in table["cells"] for word in cell["words"]),
    ):
        row, column = _band(main["ys"], (word[1] + word[3]) / 2), _band(xs, (word[0] + word[2]) / 2)
        moved: Word = (word[0] + shift, word[1], word[2] + shift, word[3], word[4], word[5])
        places.get((row, column), rest).append(moved)
    cells: list[CellBox] = [
        {"rows": (row, row), "columns": (width + column, width + column), "words": found}
        for (row, column), found in places.items()
    ]
    wider: RuledTable = {
        "xs": [*main["xs"], *(x + shift for x in xs[1:])],
        "ys": main["ys"],
        "cells": [*main["cells"], *cells],
    }
    tables = [wider if table is main else table for table in left["tables"]]
    return {**left, "tables": tables, "words": [*left["words"], *rest]}


def _band(lines: Sequence[float], middle: float) -> int:
    return next((place for place in range(len(lines) - 1) if lines[place] - 1 <= middle < lines[place + 1] - 1), -1)
