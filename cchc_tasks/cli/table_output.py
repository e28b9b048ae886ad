"""Tables for people and for pipes: fitted to a terminal's width, or one line a row.

`overdue` must start within a few milliseconds of bare Python, so this module imports nothing that click has not
already loaded. On a terminal columns share its width and cells wrap by display width; a narrow terminal shows each row
as a block of lines.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from cchc_tasks.text_cells import clean, width_of, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Literal, TextIO

# Rows joined and written at a time: enough to make Python's overhead small, little enough to stay in the cache.
BATCH_ROWS = 256
# Below this many columns a table is only slivers: each row becomes a block of «title: value» lines.
NARROWEST_TABLE = 60
GAP = "  "
INDENT = "  "
WIDEST_LETTER = 2
# Rows that decide the columns' widths; later ones wrap into them, so that a long answer is still streamed.
SAMPLED_ROWS = 1000
# Colours by their ECMA-48 SGR numbers, as `OutputColumn.accent` returns them.
RED = "31"
BOLD = "1"


class OutputColumn:
    """One column of a table: its title and how it behaves where space is short.

    Widths are terminal columns. A column with `wrap` gives way when space is short, down to `minimum` or its
    title's longest word; one without keeps its cells whole. Spare space is shared out by `weight`, up to what the
    cells need or `maximum`. `accent` names the colour of a cell from its text (RED, BOLD or ""): only an addition,
    the words must say the same.
    """

    __slots__ = ("accent", "align", "maximum", "minimum", "title", "weight", "wrap")

    def __init__(
        self,
        title: str,
        *,
        minimum: int = 1,
        maximum: int | None = None,
        align: Literal["left", "right"] = "left",
        wrap: bool = True,
        weight: int = 1,
        accent: Callable[[str], str] | None = None,
    ) -> None:
        self.title = title
        self.minimum = minimum
        self.maximum = maximum
        self.align = align
        self.wrap = wrap
        self.weight = weight
        self.accent = accent


def write_table(
    out: TextIO,
    headers: Sequence[OutputColumn],
    rows: Iterable[Sequence[str]],
    *,
    width: int | None,
    color: bool,
) -> None:
    """Write a table: fitted to a terminal of `width` columns, or tab-separated where `width` is None (a pipe).

    Each row has one text per header. To a pipe a row is exactly one line, never coloured, and rows are streamed:
    an iterator of any length takes little memory.
    """
    if width is None:
        _write_lines(out, headers, rows)
        return
    _write_fitted(out, headers, rows, width, color=color)


def _write_lines(out: TextIO, headers: Sequence[OutputColumn], rows: Iterable[Sequence[str]]) -> None:
    out.write("\t".join([column.title for column in headers]) + "\n")
    rest = iter(rows)
    while batch := list(islice(rest, BATCH_ROWS)):
        # isprintable() is a loop in C that no tab, line break or control character passes. Doubt costs time only.
        if not all(map(str.isprintable, map("".join, batch))):
            batch = [list(map(clean, row)) for row in batch]
        out.write("\n".join(map("\t".join, batch)) + "\n")


def _write_fitted(
    out: TextIO, headers: Sequence[OutputColumn], rows: Iterable[Sequence[str]], width: int, *, color: bool
) -> None:
    """Write the rows so that no line is wider than `width` (at least 2) terminal columns."""
    lines_of_rows = ([clean(cell, keep_breaks=True) for cell in row] for row in rows)
    sample = list(islice(lines_of_rows, SAMPLED_ROWS))
    widths = column_widths(headers, sample, width) if width >= NARROWEST_TABLE else None
    everything = chain(sample, lines_of_rows)
    if widths is None:
        out.writelines(_stacked_lines(headers, everything, width, color=color))
    else:
        out.writelines(_table_lines(headers, everything, widths, color=color))


def column_widths(headers: Sequence[OutputColumn], rows: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """Return each column's width, or None when the table cannot be made as narrow as `width`."""
    floors, wishes = [], []
    for index, column in enumerate(headers):
        cells = max((_widest(row[index].split("\n"), width) for row in rows), default=0)
        word = _widest(column.title.split(), width)
        wish = max(cells, width_of(column.title), column.minimum)
        wish = max(WIDEST_LETTER, word, min(wish, column.maximum or wish))
        floors.append(min(wish, max(column.minimum, word, 0 if column.wrap else cells)))
        wishes.append(wish)
    spare = width - len(GAP) * (len(headers) - 1) - sum(floors)
    return None if spare < 0 else _share(spare, floors, wishes, [column.weight for column in headers])


def _share(spare: int, floors: list[int], wishes: list[int], weights: list[int]) -> list[int]:
    """Return the floors raised towards the wishes by sharing out `spare` in proportion to the weights."""
    widths = list(floors)
    while hungry := [index for index, wish in enumerate(wishes) if widths[index] < wish and weights[index] > 0]:
        total = sum(weights[index] for index in hungry)
        available = spare
        for index in hungry:
            # At least one column each, so that the last few are given away too.
            share = min(max(1, available * weights[index] // total), wishes[index] - widths[index], spare)
            widths[index] += share
            spare -= share
        if not spare:
            break
    return widths


def _table_lines(
    headers: Sequence[OutputColumn], rows: Iterable[Sequence[str]], widths: Sequence[int], *, color: bool
) -> Iterator[str]:
    bold = [BOLD if color else ""] * len(headers)
    yield from _row_lines(headers, [column.title for column in headers], widths, bold)
    yield GAP.join("─" * width for width in widths) + "\n"
    for row in rows:
        yield from _row_lines(headers, row, widths, _accents(headers, row, color=color))


def _accents(headers: Sequence[OutputColumn], row: Sequence[str], *, color: bool) -> list[str]:
    return [column.accent(cell) if color and column.accent else "" for column, cell in zip(headers, row, strict=True)]


def _row_lines(
    headers: Sequence[OutputColumn], cells: Sequence[str], widths: Sequence[int], accents: Sequence[str]
) -> Iterator[str]:
    wrapped = [wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for number in range(max(map(len, wrapped))):
        line, blanks = "", 0
        for column, lines, width, accent in zip(headers, wrapped, widths, accents, strict=True):
            text = lines[number] if number < len(lines) else ""
            room = max(0, width - width_of(text))
            before = room if column.align == "right" else 0
            if text:
                line += " " * (blanks + before) + paint(text, accent)
                blanks = room - before
            else:
                blanks += width
            blanks += len(GAP)
        yield line + "\n"


def _stacked_lines(
    headers: Sequence[OutputColumn], rows: Iterable[Sequence[str]], width: int, *, color: bool
) -> Iterator[str]:
    """Yield a block for each row: «title: value», what does not fit the line indented below it."""
    indent = INDENT if width > 4 * len(INDENT) else ""
    for number, row in enumerate(rows):
        if number:
            yield "\n"
        for column, cell, accent in zip(headers, row, _accents(headers, row, color=color), strict=True):
            title = column.title + ":"
            first, *others = wrap(f"{title} {cell}", width - len(indent))
            if color and first.startswith(title):
                yield paint(title, BOLD) + paint(first[len(title) :], accent) + "\n"
            else:
                yield paint(first, accent) + "\n"
            for line in others:
                yield indent + paint(line, accent) + "\n"


def paint(text: str, style: str) -> str:
    """Return the text in a style (an SGR number, "" for none), with nothing of it left over behind."""
    return f"\x1b[{style}m{text}\x1b[0m" if style and text else text


def _widest(texts: Iterable[str], width: int) -> int:
    """Return the widest text's width; exactly only while it may fit `width`, as measuring costs time.

    A letter has rarely more than two marks: four times as many characters as columns do not fit.
    """
    return max((width_of(text) if len(text) <= 4 * width else len(text) for text in texts), default=0)
