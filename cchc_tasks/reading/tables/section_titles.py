"""Section rows: Roman numerals, letters, spanning titles, and how they nest."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from cchc_tasks.model.grid import Merge, Row
from cchc_tasks.text import roman_value, squeeze

_NUMERAL = re.compile(r"(?P<no>[IVXLC]+|[A-ZĐ])\s*[.)\-:]?")
_NUMERAL_AND_TITLE = re.compile(r"(?P<no>[IVXLC]+|[A-ZĐ])\s*[.)\-:]\s*(?P<title>\S.*)", re.DOTALL)
_PART = re.compile(
    r"(?P<no>(?:PHẦN|Phần|MỤC|Mục|CHƯƠNG|Chương)\s+(?:[IVXLC]+|\d+|[A-ZĐ]))\s*[.:\-]?\s*(?P<title>.*)", re.DOTALL
)
_NUMBER_AND_TITLE = re.compile(r"(?P<no>\d{1,2}(?:\.\d{1,2}){0,2})(?:[.)]\s*|\s+)(?P<title>[^\W\d].*)", re.DOTALL)
_DECIMAL = re.compile(r"(?P<no>\d{1,3}(?:\.\d{1,3}){0,3})[.)]?")
#: A section's name that nothing but its place tells is no longer than this.
_LONGEST_NAME = 150
#: Roman numerals that are letters first: a list of letters reaches C and D long before a Roman one does.
_LETTERS_FIRST = frozenset("CDLM")


class Heading(NamedTuple):
    """A section row: numeral and title as printed, and the sort of numeral, which settles the nesting."""

    no: str
    title: str
    level: str


class SectionPath:
    """Where in the nested sections the rows are."""

    def __init__(self) -> None:
        self._levels: list[tuple[str, str]] = []

    def enter(self, no: str, level: str) -> str:
        """Go into a section and return its numerals from the top: «A/I»."""
        known = [place for place, (found, _) in enumerate(self._levels) if found == level]
        if known:
            del self._levels[known[0] :]
        self._levels.append((level, no))
        return "/".join(number for _, number in self._levels if number)


def section_heading(row: Row, cells: Mapping[str, str]) -> Heading | None:
    """Return the heading that a row is, None for another row.

    A heading has no text in the other columns: a numeral with a title, or a title alone that spans the table,
    is bold or in capitals. A decimal number makes a heading only where the title spans the other columns.
    """
    number, title = squeeze(cells.get("no", "")), squeeze(cells["title"])
    others = [text for name, text in cells.items() if name not in ("no", "title") and text]
    spanning = sum(cell.merge is Merge.LEFT for cell in row.cells) >= max(2, len(row.cells) - 3)
    if others and not spanning:
        return None
    words = title or number
    if not number or number == title:
        return _unnumbered(row, words, spanning)
    if numeral := _NUMERAL.fullmatch(number):
        return Heading(numeral["no"], title, _level(numeral["no"])) if title else None
    if not title:
        return _unnumbered(row, number, spanning)
    if part := _PART.fullmatch(number):
        return Heading(part["no"], title, "part")
    return numbered_heading(number, title) if spanning else None


def names_section(line: str) -> bool:
    """Return whether a line of running text is a section's name with its numeral."""
    return (_PART.fullmatch(squeeze(line)) or _NUMERAL_AND_TITLE.fullmatch(squeeze(line))) is not None


def numbered_heading(number: str, title: str) -> Heading | None:
    """Return the heading that a decimal number and a title make: «1», «1.2.»; None for another number."""
    decimal = _DECIMAL.fullmatch(number)
    return Heading(decimal["no"], title, f"number{decimal['no'].count('.')}") if decimal and title else None


def area_heading(text: str) -> Heading:
    """Return the heading that a column of areas names, with its numeral where it has one."""
    found = _NUMERAL_AND_TITLE.fullmatch(text) or _NUMBER_AND_TITLE.fullmatch(text)
    return Heading(found["no"], squeeze(found["title"]), "area") if found else Heading("", text, "area")


def is_bold(row: Row) -> bool:
    """Return whether every cell of a row that has a text is bold."""
    return all(cell.bold for cell in row.cells if cell.text) and not row.is_blank


def _unnumbered(row: Row, words: str, spanning: bool) -> Heading | None:
    if part := _PART.fullmatch(words):
        return Heading(part["no"], part["title"] or part["no"], "part")
    if found := _NUMERAL_AND_TITLE.fullmatch(words):
        return Heading(found["no"], squeeze(found["title"]), _level(found["no"]))
    if spanning and (found := _NUMBER_AND_TITLE.fullmatch(words)):
        return Heading(found["no"], squeeze(found["title"]), f"number{found['no'].count('.')}")
    bold = any(cell.bold for cell in row.cells if cell.text)
    capital = words.upper() == words and sum(letter.isalpha() for letter in words) > 3
    remark = words.lower().startswith(("tổng", "ghi chú", "cộng"))
    named = (
        bold or capital or (_is_one_cell(row) and len(words) <= _LONGEST_NAME and not words.endswith((".", ";", ":")))
    )
    return Heading("", words, "title") if named and not remark else None


def _is_one_cell(row: Row) -> bool:
    """Whether a row is one cell over all columns."""
    return len(row.cells) > 2 and all(cell.merge is Merge.LEFT for cell in row.cells[1:])


def _level(no: str) -> str:
    return "roman" if roman_value(no) and no not in _LETTERS_FIRST else "letter"
