"""Answers as data: CSV for spreadsheets, JSON for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO, TextIO

from cchc_tasks.sentences import Sentence
from cchc_tasks.text_cells import BIDI_CONTROLS, clean

_FORMULA_STARTS = "=+-@＝＋－＠\t\r\n"
_TO_JSON = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029, *BIDI_CONTROLS)}


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


def _is_bullet(rest: str) -> bool:
    prose = rest.lstrip(" ")
    if prose == rest or not prose[:1].isalpha():
        return not prose
    return not re.search(r"[|!]|\w\(", prose)


def write_json(out: TextIO, value: object, *, indent: bool = False) -> None:
    """Write the value as JSON with its accents and a last line feed; `indent` (two blanks) suits a terminal.

    A list, a tuple or an iterator is a JSON list, written item by item so that a long one takes little memory.
    Without `indent` each item has a line to itself.
    """
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
    text = json.dumps(value, ensure_ascii=False, indent=2 if indent else None, default=_text_of)
    if text.isprintable():
        return text
    return text.translate(_TO_JSON).encode("utf-8", "backslashreplace").decode("utf-8")


def _text_of(value: object) -> str:
    """Return the text of a sentence that stands in a value for JSON."""
    if not isinstance(value, Sentence):
        raise TypeError(f"no value for JSON: {value!r}")
    return str(value)
