"""Lookup of units: the list of a day, and everything about one unit."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise

from cchc_tasks.days import day_in_sentence
from cchc_tasks.errors import NotFoundError
from cchc_tasks.model.unit import DatedName, Relation, UnitEvent, UnitEventKind, UnitSheet, UnitSummary
from cchc_tasks.plans.unit_cells import end_in_words
from cchc_tasks.storage import queries
from cchc_tasks.storage.as_of import look_at
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.unit_history import Units
from cchc_tasks.text import fold
from cchc_tasks.units import unit_sheet_words, words
from cchc_tasks.units.sql import open_tasks_of_units
from cchc_tasks.units.unit_act import checked_name


def list_units(database: Database, day: date) -> list[UnitSummary]:
    """Return the units that were known on the day, by name, those that ended too."""
    with database.reading() as reader:
        look_at(reader, day)
        units, iso = Units(reader), day.isoformat()
        led: dict[int, set[int]] = defaultdict(set)
        for task_id, role, unit_id in open_tasks_of_units(reader):
            if role == "lead":
                led[unit_id].add(task_id)
        known = [unit_id for unit_id in units.names if units.first_day(unit_id) <= iso]
        found = [_summary(units, unit_id, iso, len(led[unit_id])) for unit_id in known]
    return sorted(found, key=lambda unit: (fold(unit.name), unit.unit_id))


def unit_sheet(database: Database, name: str, day: date) -> UnitSheet:
    """Return everything about the unit that a name means on the day.

    Raises NotFoundError with names that look alike.
    """
    with database.reading() as reader:
        look_at(reader, day)
        units, iso = Units(reader), day.isoformat()
        unit_id = units.named(checked_name(name), iso)
        if unit_id is None:
            raise NotFoundError(*words.unknown(name, units.near(name, iso)))
        leads, supports = (_open_refs(reader, unit_id, role) for role in ("lead", "support"))
        before, after = _relations(units, unit_id, iso)
        return UnitSheet(
            summary=_summary(units, unit_id, iso, len(leads)),
            first_day=date.fromisoformat(units.first_day(unit_id)),
            names=tuple(_names(units, unit_id, iso)),
            predecessors=before,
            successors=after,
            groups=tuple(units.title(group, iso) for group in units.groups_of(unit_id, iso)),
            leads=leads,
            supports=supports,
        )


def notes_on_units(database: Database, day: date) -> dict[str, str]:
    """Return, by a unit's name on the day, what became of it or what it came from: how it ended, else its history."""
    with database.reading() as reader:
        units, iso = Units(reader), day.isoformat()
        notes: dict[str, str] = {}
        for unit_id, name in units.titles(iso).items():
            before, _ = _relations(units, unit_id, iso)
            names = [found for found in _names(units, unit_id, iso) if not found.is_alias]
            end = units.end(unit_id, iso)
            origins = [
                unit_sheet_words.came_from(found.name, found.kind, day_in_sentence(found.day)) for found in before
            ]
            origins += [
                unit_sheet_words.called_before(old.name, day_in_sentence(new.day)) for old, new in pairwise(names)
            ]
            if end or origins:
                notes[name] = end_in_words(units, end, iso) if end else "; ".join(origins)
    return notes


def _summary(units: Units, unit_id: int, day: str, led: int) -> UnitSummary:
    end = units.end(unit_id, day)
    members = units.members(unit_id, day) if units.is_group(unit_id) else []
    return UnitSummary(
        unit_id=unit_id,
        name=units.title(unit_id, day),
        is_group=units.is_group(unit_id),
        ended=end_in_words(units, end, day) if end else "",
        end=end,
        successors=tuple(units.title(heir, day) for heir in end.successors) if end else (),
        aliases=tuple(units.aliases(unit_id, day)),
        members=tuple(units.title(member, day) for member in members),
        open_tasks=led,
    )


def _names(units: Units, unit_id: int, day: str) -> list[DatedName]:
    """The names known by the day, each with the document of the act that gave it."""
    kinds = (UnitEventKind.RENAMED, UnitEventKind.ALIAS)
    documents = {e.change_id: e.document for e in units.events.get(unit_id, ()) if e.kind in kinds}
    found: dict[tuple[str, str], DatedName] = {}
    for name in units.names[unit_id]:
        if name.day <= day:
            shown = DatedName(name.name, date.fromisoformat(name.day), documents.get(name.change_id, ""), name.is_alias)
            found.setdefault((name.name, name.day), shown)
    return list(found.values())


def _relations(units: Units, unit_id: int, day: str) -> tuple[tuple[Relation, ...], tuple[Relation, ...]]:
    """The units that came before and after a unit by the day."""
    known = [row for row in units.succession() if row[2].day <= day]
    before = tuple(_relation(units, earlier, event) for earlier, heir, event in known if heir == unit_id)
    after = tuple(_relation(units, heir, event) for earlier, heir, event in known if earlier == unit_id)
    return before, after


def _relation(units: Units, other: int, event: UnitEvent) -> Relation:
    return Relation(units.title(other, event.day), event.kind, date.fromisoformat(event.day), event.document)


def _open_refs(reader: Reader, unit_id: int, role: str) -> tuple[str, ...]:
    """The open tasks of a unit in a role, as people call them, in printed order."""
    task_ids = [task_id for task_id, at, _ in open_tasks_of_units(reader, [unit_id]) if at == role]
    codes = queries.plan_codes(reader)
    refs = {task_id: f"{codes[plan_id]}/{ref}" for task_id, ref, plan_id in queries.named_tasks(reader, task_ids)}
    return tuple(refs[task_id] for task_id in dict.fromkeys(task_ids) if task_id in refs)
