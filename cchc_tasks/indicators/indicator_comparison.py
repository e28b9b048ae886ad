"""Two appendices side by side: two periods of an office, two offices, or a period and a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from cchc_tasks.errors import NotFoundError
from cchc_tasks.files.formats import read_bytes
from cchc_tasks.indicators import words
from cchc_tasks.indicators.appendix_file import read_statistics_from_bytes
from cchc_tasks.indicators.contradiction_rules import Contradiction, find_contradictions
from cchc_tasks.indicators.keyed_lines import keys_of
from cchc_tasks.indicators.period_form import form_of, name_period
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.indicator import Indicator, placed
from cchc_tasks.reading.printed_numbers import read_number
from cchc_tasks.storage.database import Database


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two appendices: what people call it, and its lines."""

    name: str
    lines: tuple[Indicator, ...]

    @property
    def contradictions(self) -> list[Contradiction]:
        """What cannot all be right in it."""
        return find_contradictions(self.lines)


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A line of either appendix: its code in the first one that has it, and what each says (None: has no such line).

    `difference` is second less first where both are numbers of the same thing, else None.
    """

    code: str
    first: Indicator | None
    second: Indicator | None
    difference: Decimal | None

    @property
    def line(self) -> Indicator:
        """The line as the first appendix that has it prints it."""
        found = self.first or self.second
        assert found is not None
        return found

    @property
    def differs(self) -> bool:
        """Whether the two say something else, or only one says something."""
        return (self.first.value if self.first else None) != (self.second.value if self.second else None)


def side_of(database: Database, period: Period, name: str = "") -> Side:
    """Return a period's appendix as one side; raises NotFoundError where nothing was recorded of it."""
    form = form_of(database, period)
    if not form.stored:
        raise NotFoundError(*words.nothing_in_period(name_period(period)))
    return Side(name or name_period(period), form.lines)


def side_of_file(path: Path, sheet: str | None = None) -> Side:
    """Return the appendix in a file as one side; raises UnreadableFileError."""
    return Side(path.name, read_statistics_from_bytes(read_bytes(path), path.name, sheet).lines)


def compare(first: Side, second: Side) -> list[ComparedLine]:
    """Return the lines of both in printed order, each with what the two say of it.

    Lines are the same whatever their numbers: by area, the lines above them and their names. A line that only the
    second one has stands behind the line in front of it there.
    """
    firsts, seconds = _by_key(first.lines), _by_key(second.lines)
    codes = _codes(second.lines) | _codes(first.lines)
    return [_compared(codes[key], firsts.get(key), seconds.get(key)) for key in _in_order(list(firsts), list(seconds))]


def _by_key(lines: Sequence[Indicator]) -> dict[str, Indicator]:
    return dict(zip(keys_of(lines), lines, strict=True))


def _codes(lines: Sequence[Indicator]) -> dict[str, str]:
    return dict(zip(keys_of(lines), (place.code for place in placed(lines)), strict=True))


def _in_order(first: list[str], second: list[str]) -> list[str]:
    known = set(first)
    behind: dict[str, list[str]] = {}
    previous = ""
    for key in second:
        if key in known:
            previous = key
        else:
            behind.setdefault(previous, []).append(key)
    ordered = [*behind.get("", [])]
    for key in first:
        ordered += [key, *behind.get(key, [])]
    return ordered


def _compared(code: str, first: Indicator | None, second: Indicator | None) -> ComparedLine:
    difference = None
    if first is not None and second is not None:
        numbers = read_number(first.value, first.unit), read_number(second.value, second.unit)
        if numbers[0] and numbers[1] and _counts_same(first, second, numbers[0].words, numbers[1].words):
            difference = numbers[1].value - numbers[0].value
    return ComparedLine(code, first, second, difference)


def _counts_same(first: Indicator, second: Indicator, words_first: str, words_second: str) -> bool:
    """Whether two values count the same thing: «99,9 %» beside 100 in a line of per cent does."""
    of_rate = "%" in (words_first, words_second) and "%" in (first.unit.strip(), second.unit.strip())
    return words_first == words_second or (of_rate and {words_first, words_second} <= {"", "%"})
