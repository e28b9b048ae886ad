"""Cleans, measures and wraps text for the columns of a terminal.

On the way to every answer, so nothing is imported here before something has to be measured.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import PurePath

_LINE_BREAKS = (0x0A, 0x85, 0x2028, 0x2029)
_CONTROLS = (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)
# Marks, embeddings, overrides and isolates: they can make a line read otherwise than it is stored.
BIDI_CONTROLS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x2070))

_TO_ONE_LINE = dict.fromkeys(_CONTROLS, " ") | dict.fromkeys(BIDI_CONTROLS)
_TO_LINES = _TO_ONE_LINE | dict.fromkeys(_LINE_BREAKS, "\n")


def clean(text: str, *, keep_breaks: bool = False) -> str:
    """Return the text without anything that a terminal would obey instead of showing.

    Control characters (C0, DEL, C1) and line separators become blanks, bidirectional controls go, lone surrogates
    become «?». With `keep_breaks` every kind of line break is one line feed instead of a blank.
    """
    if text.isprintable():
        return text
    # Line feeds and no-break spaces are what nearly all other cells hold: translate() is ten times slower.
    one_line = text.replace("\n", " ")
    if one_line.replace("\xa0", " ").isprintable():
        return text if keep_breaks else one_line
    text = text.replace("\r\n", "\n")
    text = text.replace("\r", "\n").translate(_TO_LINES) if keep_breaks else text.translate(_TO_ONE_LINE)
    return text.encode("utf-8", "replace").decode("utf-8")


def printable_name(path: PurePath) -> str:
    """Return a file's name as it is stored and shown (NFC): the system allows names that are no text."""
    from cchc_tasks.text import nfc

    return clean(nfc(path.name))


def wrap(text: str, width: int) -> list[str]:
    """Return the text in lines of at most `width` (at least 2) columns, broken at blanks, long words anywhere.

    Line feeds break too. There is always a line, empty for an empty text; combining marks stay with their letter.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _wrap_paragraph(paragraph, width)
    return lines


def _wrap_paragraph(text: str, width: int) -> list[str]:
    lines: list[str] = []
    line, used = "", 0
    for word in filter(None, text.split(" ")):
        needed = width_of(word)
        if line and used + 1 + needed <= width:
            line, used = f"{line} {word}", used + 1 + needed
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, width) if needed > width else [word]
        lines += full
        used = width_of(line)
    return [*lines, line]


def _pieces(word: str, width: int) -> list[str]:
    pieces = [""]
    used = 0
    for letter in word:
        taken = width_of(letter)
        if used + taken > width and pieces[-1]:
            pieces.append("")
            used = 0
        pieces[-1] += letter
        used += taken
    return pieces


@lru_cache(maxsize=8192)
def width_of(text: str) -> int:
    """Return the text's display width; words come again and again, so the last ones are remembered."""
    if text.isascii():
        return len(text)
    from cchc_tasks.text import display_width

    return display_width(text)
