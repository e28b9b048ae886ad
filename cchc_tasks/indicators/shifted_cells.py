"""Rows that lost a cell: what stands one column to the left is put where it belongs, or left as it is in doubt.

A blank cell is what gets lost: the number of a line without one, the unit, the value. Each is told by what stands in
its column instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cchc_tasks.indicators.printed_numbers import read_number
from cchc_tasks.text import fold, squeeze

#: What stands in a column of numbers: «1», «1.2.», «a)», «-», «IV», «I.2», «(2)», «*».
_NUMBER = re.compile(r"\(?(?:(?:[ivxlc]+|[a-zđ]|\d{1,3})(?:[./](?:\d{1,3}|[a-zđ]))*)[.)]{0,2}|[-–+*•]+")
_UNIT = re.compile(
    r"%|.*=\s*\d.*|(?:co quan|don vi|nguoi|van ban|nhiem vu|thu tuc|tthc|ho so|van de|y kien|tin|bai|phieu|so luong|"
    r"trieu dong|ty dong|dong|cuoc|lop|luot|tiet|buoi|lan|bao cao|phan mem|dich vu|cai|may)(?:[ ,/].{0,20})?"
)
_LONGEST_UNIT = 60
#: A value is short; what is longer in its column is a note.
_LONGEST_VALUE = 24


def is_number_mark(text: str) -> bool:
    """Return whether a text is what a column of numbers holds; empty is none."""
    return _NUMBER.fullmatch(fold(text).strip()) is not None


def mended(cells: Mapping[str, str], width: int, expected: int, order: Sequence[str]) -> tuple[dict[str, str], str]:
    """Return a row's cells, put right where one was lost, and the column whose cell was («» for none).

    `width` is how many cells the row has, `expected` how many the header has, `order` the columns as they are printed.
    A row that is as long as the header and filled to its end has lost nothing.
    """
    lost = ""
    if order[0] == "no" and "unit" in order and (width < expected or not cells[order[-1]]):
        lost = _lost_column(cells, short=width < expected)
    return (_shifted(cells, order, lost) if lost else dict(cells)), lost


def _lost_column(cells: Mapping[str, str], *, short: bool) -> str:
    no, name, unit, value = (squeeze(cells[field]) for field in ("no", "name", "unit", "value"))
    if no and not is_number_mark(no):
        is_name = _is_unit(name) or (not name and " " in no and (not unit or _is_plain(unit)))
        return "no" if is_name else ""
    if name and _is_plain(unit) and not _is_plain(value):
        return "unit"
    return "value" if short and len(value) > _LONGEST_VALUE and not value[0].isdecimal() else ""


def _is_unit(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_UNIT and _UNIT.fullmatch(fold(text)) is not None


def _is_plain(text: str) -> bool:
    """Whether a text is a number and nothing else, a percentage among them."""
    number = read_number(text)
    return number is not None and number.words in ("", "%")


def _shifted(cells: Mapping[str, str], order: Sequence[str], lost: str) -> dict[str, str]:
    at = order.index(lost)
    kept = [cells[field] for field in order]
    return dict(zip(order, [*kept[:at], "", *kept[at:-1]], strict=True))
