"""The units under which every table by unit counts its tasks: the units of the day, or today's.

The units of the day have their names of that day. With today's units, each task of that day stands under the unit that
has taken over since. A group with members on the day counts once for each member; a group without known members stands
for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from cchc_tasks.model.unit import UnitEnd
from cchc_tasks.plans.unit_cells import end_in_words
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.unit_history import Units, assigned
from cchc_tasks.units import unit_sheet_words
from cchc_tasks.units.sql import versions_in_force

Key = TypeVar("Key", bound=Hashable)


class UnitView:
    """The units of a day as a report shows them; `now` is today for today's units, None for the units of the day."""

    def __init__(self, reader: Reader, day: date, now: date | None = None) -> None:
        self.units = Units(reader)
        self._reader = reader
        self._day = day.isoformat()
        self._now = now.isoformat() if now else None
        groups = {unit_id: self.units.members(unit_id, self._day) for unit_id in self.units.groups()}
        self._expanded = {group: members for group, members in groups.items() if members}

    def titles(self) -> dict[int, str]:
        """Return what each unit is called; one that is there no more says so in a report by today's units."""
        if self._now is None:
            return self.units.titles(self._day)
        return {unit_id: self._title_now(unit_id, self._now) for unit_id in self.units.names}

    def _title_now(self, unit_id: int, now: str) -> str:
        name, end = self.units.title(unit_id, now), self.units.end(unit_id, now)
        return unit_sheet_words.under_old_name(name, end_in_words(self.units, end, now)) if end else name

    def counted(
        self, units: Mapping[Key, Iterable[int]], role: str, tasks_of: Callable[[Collection[Key]], Mapping[Key, int]]
    ) -> dict[Key, list[int]]:
        """Return under which units each key is counted, each once, from the units in its words.

        `role` is the role in which the units stand (any: both); `tasks_of` tells the tasks of some keys.
        """
        members = {key: list(dict.fromkeys(found)) for key, found in units.items()}
        if self._expanded:
            members = {key: self._with_members(found) for key, found in members.items()}
        if self._now is None:
            return members
        parted = [key for key, found in members.items() if any(self._heirs(unit_id)[1] for unit_id in found)]
        tasks = tasks_of(parted) if parted else {}
        went = self._units_today(list(dict.fromkeys(tasks.values())), role)
        return {
            key: list(dict.fromkeys(self._today(found, went.get(tasks.get(key, 0), frozenset()))))
            for key, found in members.items()
        }

    def _with_members(self, unit_ids: list[int]) -> list[int]:
        if not any(unit_id in self._expanded for unit_id in unit_ids):
            return unit_ids
        return list(dict.fromkeys(member for unit in unit_ids for member in self._expanded.get(unit, [unit])))

    def _today(self, unit_ids: Iterable[int], went: frozenset[int]) -> Iterator[int]:
        """Follow units to those of today; of several heirs the task itself tells which, else it stays where it was."""
        for unit_id in unit_ids:
            last, several = self._heirs(unit_id)
            chosen = [self._heirs(heir)[0] for heir in several if heir in went]
            stays = unit_id if several and self._end(last) else last
            yield from chosen or (stays,)

    def _heirs(self, unit_id: int) -> tuple[int, tuple[int, ...]]:
        """The unit at the end of the one line of successors, and all that came after where the line parts.

        It also parts where a unit gave a part of its work away and went on.
        """
        seen, last = {unit_id}, unit_id
        while True:
            end = self._end(last)
            heirs = tuple(heir for heir in end.successors if heir not in seen) if end else ()
            if len(heirs) != 1:
                parts = len(heirs) > 1 or any(self._parts(unit) for unit in seen)
                return last, tuple(self._after((unit_id,))) if parts else ()
            last = heirs[0]
            seen.add(last)

    def _end(self, unit_id: int) -> UnitEnd | None:
        return self.units.end(unit_id, self._now or self._day)

    def _parts(self, unit_id: int) -> tuple[int, ...]:
        return self.units.parts_of(unit_id, self._now or self._day)

    def _after(self, heirs: Iterable[int]) -> list[int]:
        """The heirs and all who came after them, or took a part of theirs."""
        found: dict[int, None] = {}
        waiting = list(heirs)
        while waiting:
            heir = waiting.pop(0)
            if heir not in found:
                found[heir] = None
                end = self._end(heir)
                waiting += (*(end.successors if end else ()), *self._parts(heir))
        return list(found)

    def _units_today(self, task_ids: list[int], role: str) -> dict[int, frozenset[int]]:
        """The units in the words of each task that are in force today, groups by today's members."""
        today = self._now or self._day
        found = {}
        versions = versions_in_force(self._reader, task_ids, today)
        printed = assigned(self._reader, list(versions.values()))
        for task_id, version_id in versions.items():
            named = [unit_id for at, unit_id, _ in printed[version_id] if role in ("any", at)]
            members = [self.units.members(unit_id, today) or [unit_id] for unit_id in named]
            found[task_id] = frozenset(unit_id for expanded in members for unit_id in expanded)
        return found
