"""The lines of the statistics appendix, and what follows from their order.

A line's place in the form is told by its section, its number and the line above it (`parent`), so that numbers that
begin again and lines without a number stay apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from cchc_tasks.model.draft import Notice

_SECTION = re.compile(r"(?P<no>[IVXLC]+|[A-ZĐ])\.\s+(?P<title>\S.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of the appendix, every text as printed; an empty `value` is no number, and never 0.

    `section` is the numeral and title («I. Công tác …»), `parent` the line above that it belongs to («1. Tỷ lệ …», or
    the bare name of a line without a number), empty for a line at the top of its section.
    """

    section: str
    no: str
    name: str
    parent: str
    unit: str
    value: str
    note: str

    @property
    def label(self) -> str:
        """What the lines below call the line: its number and its name."""
        return f"{self.no.rstrip('.)')}. {self.name}" if self.no else self.name


@dataclass(frozen=True, slots=True)
class StatisticsTable:
    """An appendix as it was found in a file: its title, its lines, the file's row of each, and what was noticed."""

    title: str
    lines: tuple[Indicator, ...]
    rows: tuple[int, ...]
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a line stands: its code for people, the index of the line it belongs to, and the mark before its name.

    Codes are unique in a form: «I.2» is number 2 of section I, «I.2-1» the first line below it, «III.4-3-1» the first
    one below that; a number that comes several times is «VII.2/1», «VII.2/2».
    """

    code: str
    parent: int | None
    mark: str


def placed(lines: Sequence[Indicator]) -> list[Placed]:
    """Return where each line of a form stands, in the order of the lines."""
    repeated = Counter((line.section, _number(line)) for line in lines if line.no)
    seen: Counter[tuple[str, str]] = Counter()
    children: Counter[tuple[str, int | None]] = Counter()
    found: list[Placed] = []
    latest: dict[tuple[str, str], int] = {}
    for index, line in enumerate(lines):
        parent = latest.get((line.section, line.parent)) if line.parent else None
        numeral = section_parts(line.section)[0]
        if line.no:
            key = (line.section, _number(line))
            seen[key] += 1
            code = ".".join(filter(None, (numeral, key[1]))) + (f"/{seen[key]}" if repeated[key] > 1 else "")
        else:
            children[line.section, parent] += 1
            above = found[parent].code if parent is not None else numeral
            code = f"{above}-{children[line.section, parent]}"
        found.append(Placed(code, parent, _mark(lines, found, line, parent)))
        latest[line.section, line.label] = index
    return found


def _number(line: Indicator) -> str:
    return line.no.strip().rstrip(".)")


def _mark(lines: Sequence[Indicator], found: Sequence[Placed], line: Indicator, parent: int | None) -> str:
    """The bullet of a line: below a line without a number only a bullet tells what belongs to it."""
    if line.no or parent is None or lines[parent].no:
        return ""
    return "+ " if found[parent].mark else "- "


def section_parts(section: str) -> tuple[str, str]:
    """Return a section's numeral (empty where it has none) and its title."""
    parts = _SECTION.fullmatch(section)
    return (parts["no"], parts["title"]) if parts else ("", section)


def printed_rows(lines: Sequence[Indicator]) -> Iterable[tuple[Indicator | None, tuple[str, str, str, str, str]]]:
    """Yield the rows in which the appendix is printed: number, name, unit, value, note.

    A section's row comes with None, a line's with the line. Read again, the rows give the same lines.
    """
    section = ""
    for line, place in zip(lines, placed(lines), strict=True):
        if line.section != section:
            section = line.section
            yield None, (*section_parts(section), "", "", "")
        yield line, (line.no, place.mark + line.name, line.unit, line.value, line.note)


def indicator_as_json(line: Indicator) -> dict[str, str]:
    """Return the contract's object: section no name parent unit value note."""
    return asdict(line)
