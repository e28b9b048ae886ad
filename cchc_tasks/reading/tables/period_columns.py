"""Columns that stand for quarters, months or years, in which a mark says when a task is due."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from cchc_tasks.model.grid import Merge, Row
from cchc_tasks.model.status import Kind
from cchc_tasks.reading.deadlines.deadline_reader import read_deadline
from cchc_tasks.text import fold, squeeze

#: Folded words of a header → what it stands for; a year may be printed with it.
_YEAR = r"(?:\W*(?:nam )?(?P<year>20\d\d))?"
_QUARTER = re.compile(rf"(?:quy|qui|q)\W?\s*(?:i{{1,3}}|iv|0?[1-4]){_YEAR}")
_MONTH = re.compile(rf"(?:thang|th|t)\W?\s*(?P<month>0?[1-9]|1[0-2]){_YEAR}")
_HALF = re.compile(r"(?:0?6|sau) thang (?:dau|cuoi) nam(?: (?P<year>20\d\d))?")
_WHOLE_YEAR = re.compile(r"(?:nam )?(?P<year>20\d\d)")
_BARE_QUARTER = re.compile(r"i{1,3}|iv|0?[1-4]")
_BARE_MONTH = re.compile(r"0?[1-9]|1[0-2]")
#: What stands above such columns: words of time, and none of what is counted in each of them.
_TIME = re.compile(r"thoi (?:gian|han|diem)|tien do|lo trinh|\b(?:quy|thang|nam)\b|\bhan\b")
_COUNTED = re.compile(r"ket qua|chi tieu|kinh phi|so luong|ty le|muc tieu|du toan|bao cao|diem|%|han che")
#: A table has so many of them at least.
_FEWEST = 2

_TICKS = frozenset(("x", "X", "×", "✓", "✔", "√", "☑", "✅", "\uf0fc", "\uf0fe", "\uf0d6"))
#: An empty box is no mark.
_NO_TICKS = frozenset(("", "☐", "\uf0a8", "\uf06f"))
_QUOTES = " «»\"'“”‘’.()[]"
_DAY_AND_MONTH = re.compile(r"\d{1,2}[/.\-]\d{1,2}")
_PRINTED_YEAR = re.compile(r"20\d\d")


class PeriodColumn(NamedTuple):
    """A column's place, what it is called («Quý I», «Tháng 3»), and the year above it where it has none itself."""

    place: int
    words: str
    year: str = ""


class Ticks(NamedTuple):
    """What a row's marks say: the deadline in the headers' words, words printed instead, marks nobody knows.

    `adjoining` are the names of marked columns that stand side by side: a list, or one span of time.
    """

    deadline: str = ""
    texts: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    adjoining: tuple[str, ...] = ()


def find_period_columns(headers: Sequence[Sequence[str]]) -> tuple[PeriodColumn, ...]:
    """Return the columns that stand for times, given each column's header words from above; none for a single one."""
    found = []
    for place, parts in enumerate(headers):
        words = [part for part in parts if part]
        above = fold(" ".join(words[:-1]))
        timely = not above or (_TIME.search(above) and not _COUNTED.search(above))
        name, year = _name(words[-1], above) if words and timely and _is_grouped(headers, place) else ("", "")
        years = set(_PRINTED_YEAR.findall(above))
        if name:
            found.append(PeriodColumn(place, name, "" if year or len(years) != 1 else years.pop()))
    return tuple(found) if len(found) >= _FEWEST else ()


def _is_grouped(headers: Sequence[Sequence[str]], place: int) -> bool:
    """Whether what stands above a column's words stands above those beside it too."""
    parts = headers[place]
    above = [other for other in (place - 1, place + 1) if 0 <= other < len(headers) and headers[other]]
    return not any(parts[:-1]) or any(headers[other][0] == parts[0] for other in above)


def _name(printed: str, above: str) -> tuple[str, str]:
    """What a header calls its time, and the year printed with it; empty where it is none."""
    words = fold(printed).strip(" .:*()")
    for pattern in (_QUARTER, _HALF):
        if match := pattern.fullmatch(words):
            return printed, match["year"] or ""
    if match := _MONTH.fullmatch(words):
        year = f"/{match['year']}" if match["year"] else ""
        return printed if words.startswith("thang") else f"Tháng {match['month']}{year}", match["year"] or ""
    if above and (match := _WHOLE_YEAR.fullmatch(words)):
        return f"Năm {match['year']}", match["year"]
    if re.search(r"\bquy\b", above) and _BARE_QUARTER.fullmatch(words):
        return f"Quý {printed}", ""
    if re.search(r"\bthang\b", above) and _BARE_MONTH.fullmatch(words):
        return f"Tháng {printed}", ""
    return "", ""


def read_ticks(columns: Sequence[PeriodColumn], row: Row) -> Ticks:
    """Return what the marks in a row say of its deadline; a mark in merged cells stands for the span they cover."""
    parts: list[tuple[bool, str, str]] = []
    texts, unknown, ticked = [], [], []
    for text, over in _marked(columns, row):
        bare = text.strip(_QUOTES)
        span = over[0].words if len(over) == 1 else f"{over[0].words} - {over[-1].words}"
        year = over[-1].year if over[0].year == over[-1].year else ""
        if bare in _TICKS:
            parts.append((True, span, year))
            ticked += over if len(over) == 1 else []
        elif len(bare) < 2 or not any(map(str.isalnum, bare)):
            unknown.append(f"{text} ({span})")
        else:
            own = len(over) == len(columns) or says_when(text)
            parts.append((False, *(_dated(text, year) if own else (f"{span}: {text}", ""))))
            texts.append(text)
    adjoining = [
        one.words
        for place, one in enumerate(ticked)
        if any(abs(columns.index(one) - columns.index(other)) == 1 for other in ticked[max(0, place - 1) : place + 2])
    ]
    return Ticks(_joined(parts), tuple(texts), tuple(unknown), tuple(adjoining))


def _marked(columns: Sequence[PeriodColumn], row: Row) -> Iterator[tuple[str, list[PeriodColumn]]]:
    """The texts in the columns, each with the columns that its cell covers."""
    place = 0
    while place < len(columns):
        end = place + 1
        while end < len(columns) and _is_left(row, columns[end].place):
            end += 1
        text = squeeze(row.text(columns[place].place))
        if text not in _NO_TICKS:
            yield text, list(columns[place:end])
        place = end


def _is_left(row: Row, place: int) -> bool:
    return place < len(row.cells) and row.cells[place].merge is Merge.LEFT


def says_when(text: str) -> bool:
    """Return whether words say when, and nothing else: «15/3», «Quý I», «Thường xuyên»."""
    reading = read_deadline(text, None)
    whole = not (reading.unread or reading.leftover)
    return whole and all(found.kind is not Kind.TRIGGERED and not found.label for found in reading.milestones)


def _dated(text: str, year: str) -> tuple[str, str]:
    """Words that say when, with the year above their column where they have none."""
    if year and _DAY_AND_MONTH.fullmatch(text):
        return f"{text}{'-' if '-' in text else '.' if '.' in text else '/'}{year}", ""
    return text, ""


def _joined(parts: Sequence[tuple[bool, str, str]]) -> str:
    """(is a mark, words, year) … as one phrase: marks of one year as a list, all else as clauses of its own."""
    clauses = []
    for (is_mark, year), group in groupby(parts, key=lambda part: (part[0], part[2])):
        words = [part[1] for part in group]
        clauses += [f"{', '.join(words)} năm {year}" if year else ", ".join(words)] if is_mark else words
    return "; ".join(clauses)
