"""Unit cells read by the organisation's names; a name of a unit that is there no more is kept and put up for review."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from functools import cache

from cchc_tasks.days import day_in_sentence
from cchc_tasks.messages import unit_words as words
from cchc_tasks.messages.doubt_words import sentence
from cchc_tasks.model.doubts import Code, Doubt
from cchc_tasks.model.draft import DraftTask, Notice
from cchc_tasks.model.readings import UnitsReading
from cchc_tasks.model.unit import UnitEnd
from cchc_tasks.reading.unit_names import read_units
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.unit_history import Units
from cchc_tasks.text import squeeze


def end_in_words(units: Units, end: UnitEnd, day: str) -> str:
    """Return how a unit ended, its successors under their names on the day."""
    heirs = [units.title(heir, day) for heir in end.successors]
    return words.ended(end.kind, day_in_sentence(date.fromisoformat(end.day)), heirs)


class UnitCells:
    """Reads unit cells of words that hold from a day on; each cell is read once."""

    def __init__(self, units: Units, day: date) -> None:
        self._units = units
        self._day = day.isoformat()
        self.known = tuple(units.all_names())
        self.read = cache(self._read)

    def _read(self, text: str) -> UnitsReading:
        """Return the units of a cell; names of units that ended by the day are doubted, never replaced."""
        reading = read_units(text, self.known)
        doubts = self._doubts(reading)
        return replace(reading, review=tuple(dict.fromkeys((*reading.review, *doubts)))) if doubts else reading

    def ended_names(self, text: str) -> tuple[Doubt, ...]:
        """Return a doubt, of no cell yet, for each unit in a cell that has ended by the day."""
        return tuple(dict.fromkeys(self._doubts(self.read(text))))

    def _doubts(self, reading: UnitsReading) -> list[Doubt]:
        return [doubt for part in reading.parts if (doubt := self._ended(part.name))]

    def _ended(self, name: str) -> Doubt | None:
        unit_id = self._units.named(name, self._day)
        end = self._units.end(unit_id, self._day) if unit_id is not None else None
        if end is None:
            return None
        heirs = (self._units.title(heir, self._day) for heir in end.successors)
        return Doubt(Code.ENDED_UNIT, "", name, (end.kind, end.day, *heirs))


def unit_cells(reader: Reader, day: date) -> UnitCells:
    """Return what reads unit cells of words that hold from the day on."""
    return UnitCells(Units(reader), day)


def ended_unit_notices(cells: UnitCells, rows: Iterable[DraftTask], known: Collection[Doubt] = ()) -> list[Notice]:
    """Return a notice for each unit that has ended and that rows of a file name, but for doubts that are known."""
    found: dict[Doubt, list[str]] = {}
    for row in rows:
        for doubt in dict.fromkeys((*cells.ended_names(row.lead), *cells.ended_names(row.support))):
            if doubt not in known:
                found.setdefault(doubt, []).append(squeeze(row.no) or f"#{row.row}")
    return [Notice("ended_unit", words.in_rows(sentence(doubt), numbers)) for doubt, numbers in found.items()]
