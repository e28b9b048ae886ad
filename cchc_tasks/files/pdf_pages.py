"""The words and ruled tables of a PDF's pages, read in a process of its own.

A PDF is a program for drawing pages, and a hostile one draws for ever: whoever starts this process sets its time and
memory. Started as a module it takes the file on standard input and gives JSON on standard output: {"pages": […]} as
`PageContent` describes it, or {"refused": reason, "pages": count}.
"""

from __future__ import annotations

import io
import json
import sys
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any, TypedDict

MAX_PAGES = 300
MAX_LETTERS = 3_000_000
MAX_MEMORY_BYTES = 1024 * 1024 * 1024
#: Lines of a table that are nearer than this, in points, are one.
_NEAR = 3.0
#: The same letter nearer than this, in points, is the same letter drawn twice.
_SAME_PLACE = 0.8
#: The part of a page's width that a line between the rows of a table runs over.
_LONG_RULE = 0.4

Word = tuple[float, float, float, float, str, bool]
"""Left, top, right, bottom in points from the page's upper left corner; the text; whether it is bold."""


class CellBox(TypedDict):
    """A ruled cell: its first and last row and column in the table, from 0, and its words in reading order."""

    rows: tuple[int, int]
    columns: tuple[int, int]
    words: list[Word]


class RuledTable(TypedDict):
    """A ruled table: the places of its lines, and its cells."""

    xs: list[float]
    ys: list[float]
    cells: list[CellBox]


class PageContent(TypedDict):
    """A page: its words outside tables, its tables from above, its fonts, letters, turned letters and pictures.

    `rules` are the heights of horizontal lines that run over much of the page.
    """

    words: list[Word]
    tables: list[RuledTable]
    fonts: list[str]
    letters: int
    turned: int
    images: int
    height: float
    rules: list[float]


def read_pages(data: bytes) -> dict[str, Any]:
    """Return the pages of a PDF's bytes, or why they cannot be had: password, damaged, pages, letters."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(data)) as file:
            count = len(file.pages)
            if count > MAX_PAGES:
                return {"refused": "pages", "pages": count}
            return _read(file.pages)
    except PdfminerException as error:
        reason = "password" if any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args) else "damaged"
        return {"refused": reason, "pages": 0}


def _read(pages: Sequence[Any]) -> dict[str, Any]:
    found: list[PageContent] = []
    letters = 0
    for page in pages:
        found.append(_read_page(page))
        letters += found[-1]["letters"]
        if letters > MAX_LETTERS:
            return {"refused": "letters", "pages": len(pages)}
        page.close()  # what pdfplumber keeps of a page grows with every page otherwise
    return {"pages": found}


def _read_page(page: Any) -> PageContent:
    rest = chars = _once([char for char in page.chars if _is_on(page, char)])
    tables = []
    for found in page.find_tables():
        table, rest = _make_table(found.cells, rest)
        tables.append(table)
    return PageContent(
        words=_words(rest),
        tables=tables,
        fonts=sorted({char["fontname"] for char in chars}),
        letters=len(chars),
        turned=sum(not char["upright"] for char in chars),
        images=len(page.images),
        height=float(page.height),
        rules=_rules(page),
    )


def _rules(page: Any) -> list[float]:
    """The heights of the horizontal lines that together run over much of the page, as below each row of a table."""
    runs: dict[int, float] = {}
    for edge in page.horizontal_edges:
        runs[round(edge["top"])] = runs.get(round(edge["top"]), 0.0) + float(edge["x1"] - edge["x0"])
    return _lines(top for top, length in runs.items() if length > _LONG_RULE * float(page.width))


def _once(chars: list[Any]) -> list[Any]:
    """The letters without those drawn again at the same place, as where a font has no bold of its own."""
    drawn: dict[tuple[str, int, int], float] = {}
    kept = []
    for char in chars:
        text, left, top = char["text"], char["x0"], round(char["top"])
        near = (drawn.get((text, top, round(left) + step)) for step in (-1, 0, 1))
        if not any(other is not None and abs(other - left) < _SAME_PLACE for other in near):
            drawn[text, top, round(left)] = left
            kept.append(char)
    return kept


def _is_on(page: Any, char: Any) -> bool:
    """Whether a letter is on the paper: text that runs on beyond the edge is drawn too."""
    left, top, right, bottom = page.bbox
    return bool(left <= (char["x0"] + char["x1"]) / 2 <= right and top <= (char["top"] + char["bottom"]) / 2 <= bottom)


def _words(chars: list[Any]) -> list[Word]:
    from pdfplumber.utils.text import extract_words

    found = extract_words(chars, use_text_flow=False, extra_attrs=["fontname"], keep_blank_chars=False)
    return [
        (
            round(word["x0"], 1),
            round(word["top"], 1),
            round(word["x1"], 1),
            round(word["bottom"], 1),
            word["text"],
            "bold" in word["fontname"].lower(),
        )
        for word in found
    ]


def _make_table(boxes: Sequence[tuple[float, float, float, float]], chars: list[Any]) -> tuple[RuledTable, list[Any]]:
    """A table from its cells' boxes, with the letters whose middle lies in them; the other letters are left over.

    Letters are given to cells before they are made words: a number stands so near to the next column that it would
    be taken for the beginning of its word.
    """
    xs = _lines(edge for box in boxes for edge in (box[0], box[2]))
    ys = _lines(edge for box in boxes for edge in (box[1], box[3]))
    spans = []
    for box in boxes:
        left, right = _nearest(xs, box[0]), _nearest(xs, box[2])
        top, bottom = _nearest(ys, box[1]), _nearest(ys, box[3])
        if right > left and bottom > top:
            spans.append((top, bottom - 1, left, right - 1))
    spans += _open_spans(spans, len(ys) - 1, len(xs) - 1)
    cells = [CellBox(rows=(top, bottom), columns=(left, right), words=[]) for top, bottom, left, right in spans]
    owners = {
        (row, column): place
        for place, (top, bottom, left, right) in enumerate(spans)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    inside: list[list[Any]] = [[] for _ in cells]
    rest: list[Any] = []
    for char in chars:
        place = _band(ys, (char["top"] + char["bottom"]) / 2), _band(xs, (char["x0"] + char["x1"]) / 2)
        owner = owners.get(place)
        (rest if owner is None else inside[owner]).append(char)
    for cell, own in zip(cells, inside, strict=True):
        cell["words"] = _words(own)
    return RuledTable(xs=xs, ys=ys, cells=cells), rest


def _open_spans(spans: Sequence[tuple[int, int, int, int]], height: int, width: int) -> list[tuple[int, int, int, int]]:
    """What no ruled cell covers, run by run: a merged cell that is cut off at the paper's edge has no right line."""
    covered = {
        (row, column)
        for top, bottom, left, right in spans
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    found = []
    for row in range(height):
        free = [column for column in range(width) if (row, column) not in covered]
        while free:
            run = next((n for n, column in enumerate(free) if column != free[0] + n), len(free))
            found.append((row, row, free[0], free[run - 1]))
            free = free[run:]
    return found


def _lines(edges: Iterable[float]) -> list[float]:
    """The edges from left to right, those that are nearly the same as one."""
    found: list[float] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > _NEAR:
            found.append(round(edge, 1))
    return found


def _nearest(lines: Sequence[float], edge: float) -> int:
    return min(range(len(lines)), key=lambda place: abs(lines[place] - edge))


def _band(lines: Sequence[float], middle: float) -> int:
    place = bisect_right(lines, middle) - 1
    return place if place < len(lines) - 1 else -1


def _limit_memory() -> None:
    """Let a drawing that wants all memory end with an error; where a system has no such limit, time must do."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    except (ImportError, ValueError, OSError):
        return


def answer(data: bytes) -> dict[str, Any]:
    """Return what `read_pages` does, also for drawings over which the library stumbles."""
    try:
        return read_pages(data)
    except MemoryError:
        return {"refused": "memory", "pages": 0}
    except Exception:  # whatever a damaged drawing makes the library raise
        return {"refused": "damaged", "pages": 0}


def main() -> None:
    """Read the file on standard input."""
    _limit_memory()
    sys.stdout.buffer.write(json.dumps(answer(sys.stdin.buffer.read())).encode())


if __name__ == "__main__":
    main()
