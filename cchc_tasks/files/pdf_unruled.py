"""Tables of a PDF without ruling lines, or with horizontal ones only: the header's words tell the columns.

Read only where nothing is left to guess: the header's words stand apart, a strip without words runs down between
any two columns, and each row begins with its number. All else is refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from cchc_tasks.errors import UnreadableFileError, problem
from cchc_tasks.files.pdf_tables import PageRows, cell_of, clean, word_lines
from cchc_tasks.model.grid import Cell, Merge, Row
from cchc_tasks.reading.tables.columns import header_strength
from cchc_tasks.text import fold

if TYPE_CHECKING:
    from cchc_tasks.files.pdf_pages import PageContent, RuledTable, Word

_NUMBERS = re.compile(r"(?:stt|tt|so tt)\W*")
_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ])[.)]?")
_NUMERAL = re.compile(r"(?:[IVX]+|[A-ZĐ])[.)]?")
_PAGE_NUMBER = re.compile(r"\W*(?:trang )?\d{1,3}(?: ?/ ?\d{1,3})?\W*")
_END = re.compile(r"noi nhan\b.*")
#: Parts of the height of a line: words farther apart are of two columns; lines nearer are of one block.
_APART = 0.6
_NEAR = 0.9
#: A strip without words inside a column, in points, on lines with words at both sides: two columns, really.
_INNER_GUTTER = 14.0
_HEADER_LINES = 4
_FEWEST_FIELDS = 3
_FEWEST_BANDS = 2
#: So much more than the usual distance of lines parts two rows.
_WIDER = 1.4

Span = tuple[float, float]


class WordLine(NamedTuple):
    """The words of one printed line from the left, its page, top and bottom, and the band between rules it is in."""

    words: list[Word]
    page: int
    top: float
    bottom: float
    band: int

    @property
    def text(self) -> str:
        """The whole line."""
        return " ".join(word[4] for word in self.words)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(word[5] for word in self.words)


def read_unruled(pages: Sequence[PageContent]) -> list[PageRows] | None:
    """Return the rows of a table without lines, and the lines around it, page by page; None where there is none.

    Raises UnreadableFileError where a header is there, but columns or rows cannot be told apart for certain.
    """
    lines = [line for number, page in enumerate(pages) for line in _lines(page, number)]
    found = _find_header(lines)
    if found is None:
        return None
    first, last, spans = found
    header = lines[first : last + 1]
    body, rest = _body(lines[last + 1 :], header, spans)
    borders = _borders(body, spans)
    placed = [(line.page, _outside(line)) for line in lines[:first]]
    placed += [_row(block, borders) for block in (header, *_blocks(body, borders))]
    placed += [(line.page, _outside(line)) for line in rest]
    return [PageRows([row for page, row in placed if page == number], 0) for number in range(len(pages))]


def _outside(line: WordLine) -> Row:
    return Row(0, (Cell(clean(line.text), bold=line.bold),), table=0)


def is_banded(tables: Sequence[RuledTable]) -> bool:
    """Return whether tables have lines only around every other row, as styles with shaded rows draw them.

    Seen at cells that reach over all columns and hold a row: a number, and words in several columns.
    """
    rows = 0
    for table in tables:
        for cell in table["cells"]:
            places = {sum(x < word[0] for x in table["xs"]) for word in cell["words"]}
            whole = tuple(cell["columns"]) == (0, len(table["xs"]) - 2)
            first = min(cell["words"], default=None)
            rows += whole and len(places) >= _FEWEST_FIELDS and bool(first and _NUMBER.fullmatch(first[4]))
    return rows >= _FEWEST_BANDS


def _lines(page: PageContent, number: int) -> list[WordLine]:
    """A page's lines without its number."""
    outside = [*page["words"], *(w for table in page["tables"] for cell in table["cells"] for w in cell["words"])]
    rules = sorted({*page["rules"], *(y for table in page["tables"] if len(table["xs"]) == 2 for y in table["ys"])})
    made = []
    for found in word_lines(outside):
        top, bottom = min(word[1] for word in found), max(word[3] for word in found)
        band = sum(rule < (top + bottom) / 2 for rule in rules)
        made.append(WordLine(found, number, top, bottom, band))
    for edge in (0, -1):
        if made and _PAGE_NUMBER.fullmatch(fold(made[edge].text)):
            del made[edge]
    return made


def _segments(line: WordLine) -> list[Span]:
    """The parts of a line that stand apart from each other."""
    found: list[Span] = []
    for word in line.words:
        if found and word[0] - found[-1][1] <= _APART * (line.bottom - line.top):
            found[-1] = (found[-1][0], word[2])
        else:
            found.append((word[0], word[2]))
    return found


def _find_header(lines: Sequence[WordLine]) -> tuple[int, int, list[Span]] | None:
    """The first and last line of the first header, and the spans of its columns."""
    for place, line in enumerate(lines):
        segments = _segments(line)
        if not _NUMBERS.fullmatch(fold(_inside(line, segments[0]))):
            continue
        first = last = place
        while first and place - first < _HEADER_LINES and _is_beside(lines[first - 1], lines[first], line):
            first -= 1
        while last + 1 < len(lines) and last - first < _HEADER_LINES and _is_below(lines, last, segments[0]):
            last += 1
        spans = _united(span for one in lines[first : last + 1] for span in _segments(one))
        texts = [" ".join(_inside(one, span) for one in lines[first : last + 1]).strip() for span in spans]
        if header_strength(texts) >= _FEWEST_FIELDS and _is_clear(lines, first, last):
            return first, last, spans
    return None


def _inside(line: WordLine, span: Span) -> str:
    return " ".join(word[4] for word in line.words if span[0] <= (word[0] + word[2]) / 2 <= span[1])


def _is_beside(above: WordLine, below: WordLine, header: WordLine) -> bool:
    """Whether a line above is of the header too: near, as bold, and in several parts or to the right of the number."""
    near = above.page == below.page and below.top - above.bottom < _NEAR * (below.bottom - below.top)
    apart = len(_segments(above)) > 1 or above.words[0][0] > header.words[0][2] + (header.bottom - header.top)
    return near and above.bold == header.bold and apart and above.band == header.band


def _is_below(lines: Sequence[WordLine], last: int, numbers: Span) -> bool:
    """Whether the next line is of the header too: near, as bold, and without a number at its left."""
    line, below = lines[last], lines[last + 1]
    near = line.page == below.page and below.top - line.bottom < _NEAR * (line.bottom - line.top)
    return near and line.bold == below.bold and line.band == below.band and below.words[0][0] > numbers[1]


def _is_clear(lines: Sequence[WordLine], first: int, last: int) -> bool:
    """Whether it is certain where the header ends: it is bold, a rule or a wider gap follows, or a row's number."""
    if last + 1 >= len(lines):
        return False
    end, below = lines[last], lines[last + 1]
    gap = below.top - end.bottom
    usual = max((b.top - a.bottom for a, b in pairwise(lines[first : last + 1])), default=0.0)
    marked = end.bold and not below.bold
    numbered = first == last and _number_of(below, lines[first].words[0][2] + end.bottom - end.top) != ""
    return marked or below.band > end.band or numbered or (first < last and gap > _WIDER * usual + 1)


def _united(spans: Iterator[Span]) -> list[Span]:
    """The spans from the left, those that overlap as one."""
    found: list[Span] = []
    for left, right in sorted(spans):
        if found and left <= found[-1][1]:
            found[-1] = (found[-1][0], max(right, found[-1][1]))
        else:
            found.append((left, right))
    return found


def _body(
    lines: Sequence[WordLine], header: Sequence[WordLine], spans: Sequence[Span]
) -> tuple[list[WordLine], list[WordLine]]:
    """The lines of the rows, without repeated headers, and the lines below the table."""
    again = {fold(line.text) for line in header}
    body: list[WordLine] = []
    for place, line in enumerate(lines):
        text = fold(line.text)
        if text in again and line.page > header[0].page:
            continue
        far = body and line.page == body[-1].page and line.top - body[-1].bottom > 3 * (line.bottom - line.top)
        if _END.fullmatch(text) or (far and not _number_of(line, spans[1][0]) and line.band == body[-1].band):
            return body, list(lines[place:])
        body.append(line)
    return body, []


def _number_of(line: WordLine, until: float) -> str:
    """The number or numeral at a line's left, in front of a place."""
    first = line.words[0]
    inside = first[2] <= until and (_NUMBER.fullmatch(first[4]) or _NUMERAL.fullmatch(first[4]))
    return first[4] if inside else ""


def _borders(body: Sequence[WordLine], spans: Sequence[Span]) -> list[float]:
    """Where each column ends: in the middle of a strip that has no words in any row."""
    rows = [line for line in body if not _is_heading(line, spans[1][0])]
    taken = _united((word[0], word[2]) for line in rows for word in line.words)
    height = max((line.bottom - line.top for line in rows), default=0.0)
    borders = []
    for left, right in pairwise(spans):
        begin, end = (left[0] + left[1]) / 2, (right[0] + right[1]) / 2
        free = [(begin, begin), *(span for span in taken if span[1] > begin and span[0] < end), (end, end)]
        gaps = [(b[0] - a[1], (a[1] + b[0]) / 2) for a, b in pairwise(free)]
        widest, middle = max(gaps)
        if widest < _APART * height:
            raise UnreadableFileError(problem("pdf.unclear_columns"))
        borders.append(middle)
    for begin, end in pairwise([float("-inf"), *borders, float("inf")]):
        own = [[w for w in line.words if begin < (w[0] + w[2]) / 2 < end] for line in rows]
        if _is_split([found for found in own if found]):
            raise UnreadableFileError(problem("pdf.unclear_columns"))
    return borders


def _is_split(lines: Sequence[Sequence[Word]]) -> bool:
    """Whether a strip without words runs down inside a column, as between two columns below one group's name."""
    taken = _united((word[0], word[2]) for line in lines for word in line)
    gaps = [(a[1], b[0]) for a, b in pairwise(taken) if b[0] - a[1] > _INNER_GUTTER]
    return any(
        sum(any(w[2] <= left for w in line) and any(w[0] >= right for w in line) for line in lines) > 1
        for left, right in gaps
    )


def _is_heading(line: WordLine, until: float) -> bool:
    """Whether a line is a section's name: a numeral, and words that may run over all columns."""
    number = _number_of(line, until)
    return bool(number) and _NUMERAL.fullmatch(number) is not None


def _blocks(body: Sequence[WordLine], borders: Sequence[float]) -> list[list[WordLine]]:
    """The lines of each row: by rules, from each number where all cells begin beside it, or by wider gaps."""
    begins = [bool(_number_of(line, borders[0] + 1)) for line in body]
    if not any(begins):
        raise UnreadableFileError(problem("pdf.unclear_columns"))
    gaps = [b.top - a.bottom for a, b in pairwise(body) if a.page == b.page]
    wide = max(_WIDER * min(gaps, default=0.0), 0.5 * max(line.bottom - line.top for line in body))
    ways: tuple[Callable[[WordLine, WordLine, bool], bool], ...] = (
        lambda a, b, _: a.band != b.band,
        lambda _a, _b, begin: begin,
        lambda a, b, _: b.top - a.bottom > wide,
    )
    for way, split in enumerate(ways):
        blocks: list[list[WordLine]] = []
        for place, line in enumerate(body):
            turned = bool(place) and line.page != body[place - 1].page
            if not place or turned or split(body[place - 1], line, begins[place]):
                blocks.append([])
            blocks[-1].append(line)
        if all(_is_row(block, borders, way, body[0]) for block in blocks):
            return blocks
    raise UnreadableFileError(problem("pdf.unclear_columns"))


def _is_row(block: Sequence[WordLine], borders: Sequence[float], way: int, first: WordLine) -> bool:
    """Whether lines are one row: one number, and told by numbers all cells begin beside it.

    At the head of a further page lines without a number go on with the row before.
    """
    numbers = [line for line in block if _number_of(line, borders[0] + 1)]
    goes_on = not numbers and block[0].page > first.page
    if len(numbers) != 1:
        return goes_on
    beside = {_column(word, borders) for word in numbers[0].words}
    cells = {_column(word, borders) for line in block for word in line.words}
    return way != 1 or (numbers[0] is block[0] and cells <= beside)


def _column(word: Word, borders: Sequence[float]) -> int:
    return sum(border < (word[0] + word[2]) / 2 for border in borders)


def _row(block: Sequence[WordLine], borders: Sequence[float]) -> tuple[int, Row]:
    """(page, row) of a row's lines; a section's name that runs over the columns is one cell."""
    width = len(borders) + 1
    if _is_heading(block[0], borders[0] + 1):
        number, *title = block[0].words
        title += [word for line in block[1:] for word in line.words]
        cells = [Cell(number[4], bold=number[5]), cell_of(title, float("inf"))]
        return block[0].page, Row(0, (*cells, *[Cell(merge=Merge.LEFT)] * (width - 2)))
    own: list[list[Word]] = [[] for _ in range(width)]
    for line in block:
        for word in line.words:
            own[_column(word, borders)].append(word)
    ends = [max((word[2] for word in found), default=0.0) - min((w[0] for w in found), default=0.0) for found in own]
    return block[0].page, Row(0, tuple(cell_of(found, end) for found, end in zip(own, ends, strict=True)))
