"""How answers leave the program: tables for people and pipes, CSV for spreadsheets, JSON for programs.

`overdue` must start within a few milliseconds of bare Python, so this module imports nothing that click has not
already loaded; what only terminals, CSV or JSON need is imported by the functions that need it.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from cchc_tasks.text_cells import BIDI_CONTROLS, clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any, BinaryIO, Literal, TextIO

# Rows joined and written at a time: enough to make Python's overhead small, little enough to stay in the cache.
BATCH_ROWS = 256

_TO_JSON = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029, *BIDI_CONTROLS)}


class Column:
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


# Colours by their ECMA-48 SGR numbers, as `Column.accent` returns them.
RED = "31"
BOLD = "1"


def write_table(
    out: TextIO,
    headers: Sequence[Column],
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
    from cchc_tasks.cli.table_layout import write_fitted

    write_fitted(out, headers, rows, width, color=color)


def _write_lines(out: TextIO, headers: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
    out.write("\t".join([column.title for column in headers]) + "\n")
    rest = iter(rows)
    while batch := list(islice(rest, BATCH_ROWS)):
        # isprintable() is a loop in C that no tab, line break or control character passes. Doubt costs time only.
        if not all(map(str.isprintable, map("".join, batch))):
            batch = [list(map(clean, row)) for row in batch]
        out.write("\n".join(map("\t".join, batch)) + "\n")


def write_csv(out: TextIO | BinaryIO, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write CSV that Excel opens with its accents: UTF-8 with BOM, RFC 4180 quoting, lines ending in CRLF.

    Line breaks inside a cell stay as line feeds. A cell that a spreadsheet would calculate gets a leading
    apostrophe (see `guard_formula`), control characters become blanks; every other cell is as it was given.
    """
    import csv

    file = _Utf8(out)
    file.write("\ufeff")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(headers)
    writer.writerows([guard_formula(clean(cell, keep_breaks=True)) for cell in row] for row in rows)


class _Utf8:
    """A place to write text that reaches the stream as UTF-8 without a translation of line ends.

    A text stream's own bytes are used where it has them: on Windows it would make CR CR LF of CR LF.
    """

    def __init__(self, out: TextIO | BinaryIO) -> None:
        out.flush()
        self._out: Any = getattr(out, "buffer", out)
        self._is_text = hasattr(self._out, "encoding")

    def write(self, text: str) -> None:
        self._out.write(text if self._is_text else text.encode("utf-8"))


def guard_formula(text: str) -> str:
    """Return the cell so that a spreadsheet shows it instead of calculating it: with a leading apostrophe in doubt.

    Doubtful is what begins with = + @ (their full-width forms too), a tab or a line break, and a minus sign before
    anything but prose. «- Rà soát văn bản (quý I)» is a bullet and stays; a number, a call such as «- SUM(…)» and
    anything with the | or ! of a command or another sheet do not pass as prose. Source: OWASP, CSV Injection.
    """
    start = text.lstrip(" ")
    mark = start[:1]
    if mark not in _FORMULA_STARTS or not mark:
        return text
    return text if mark in "-－" and _is_bullet(start[1:]) else "'" + text


_FORMULA_STARTS = "=+-@＝＋－＠\t\r\n"


def _is_bullet(rest: str) -> bool:
    import re

    prose = rest.lstrip(" ")
    if prose == rest or not prose[:1].isalpha():
        return not prose
    return not re.search(r"[|!]|\w\(", prose)


def write_json(out: TextIO, value: object, *, indent: bool = False) -> None:
    """Write the value as JSON with its accents and a last line feed; `indent` (two blanks) suits a terminal.

    A list, a tuple or an iterator is a JSON list, written item by item so that a long one takes little memory.
    Without `indent` each item has a line to itself.
    """
    from collections.abc import Iterator

    if not isinstance(value, (list, tuple, Iterator)):
        out.write(json_text(value, indent=indent) + "\n")
        return
    separator, end = "[\n", "[]\n"
    for item in value:
        text = json_text(item, indent=indent)
        out.write(separator + ("  " + text.replace("\n", "\n  ") if indent else text))
        separator, end = ",\n", "\n]\n"
    out.write(end)


def json_text(value: object, *, indent: bool = False) -> str:
    """Return the value as JSON that a terminal can show: controls, DEL, C1 and bidirectional ones too, are escaped."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=2 if indent else None, default=_text_of)
    if text.isprintable():
        return text
    return text.translate(_TO_JSON).encode("utf-8", "backslashreplace").decode("utf-8")


def _text_of(value: object) -> str:
    """Return the text of a sentence that stands in a value for JSON."""
    from cchc_tasks.sentences import Sentence

    if not isinstance(value, Sentence):
        raise TypeError(f"no value for JSON: {value!r}")
    return str(value)
