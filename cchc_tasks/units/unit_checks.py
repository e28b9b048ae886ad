"""Checks of units: contradictions after an undo or a redo, and open tasks under units that have ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from cchc_tasks.errors import ConflictError
from cchc_tasks.model.unit import ENDINGS
from cchc_tasks.plans.unit_cells import end_in_words
from cchc_tasks.storage.connection import NO_DAY, CoreReader
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.undoable_changes import units_of_change
from cchc_tasks.storage.unit_history import Units
from cchc_tasks.units import words
from cchc_tasks.units.sql import open_tasks_of_units


def refuse_contradictions(writer: CoreReader, change_id: int, *, again: bool) -> None:
    """Raise ConflictError where units that the change concerns share a name, end twice, or follow one that has ended.

    `again` says that the change was done again, else it was taken back.
    """
    concerned = units_of_change(writer, change_id)
    if not concerned:
        return
    units = Units(writer)
    for unit_id in concerned:
        for span in units.spans(unit_id) if unit_id in units.names else ():
            if any(other != unit_id for other, _ in units.bearers(span.folded, span.first, span.until)):
                raise ConflictError(*words.contradiction_of_names(units.title(unit_id, span.first), again))
    if again:
        _refuse_two_ends(units, concerned, change_id)


def _refuse_two_ends(units: Units, concerned: list[int], change_id: int) -> None:
    heirs = {heir for _, heir, event in units.succession() if event.change_id == change_id}
    for unit_id in concerned:
        ends = any(e.kind in ENDINGS and e.change_id == change_id for e in units.events.get(unit_id, ()))
        other = units.end(unit_id, NO_DAY, but=change_id)
        if other and (ends or unit_id in heirs):
            name = units.title(unit_id, other.day)
            raise ConflictError(*words.contradiction_of_ends(name, end_in_words(units, other, NO_DAY)))


class TasksOfEndedUnits:
    """The units that ended by a day and still have open tasks then; the reader looks at the day."""

    def __init__(self, reader: Reader, day: date) -> None:
        self._units, self._day = Units(reader), day.isoformat()
        ended = [unit_id for unit_id in self._units.names if self._units.end(unit_id, self._day)]
        self._tasks: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        if not ended:
            return
        concerned = {(task_id, role) for task_id, role, _ in open_tasks_of_units(reader, ended)}
        for task_id, role, unit_id in open_tasks_of_units(reader):
            if (task_id, role) in concerned:
                self._tasks[task_id][role].append(unit_id)

    def of(self, task_id: int) -> Iterator[tuple[str, str, str, list[str]]]:
        """Yield each ended unit of a task: its name, how it ended, the role, and the names that the role could have.

        A name is empty where no one successor took the unit's place.
        """
        for role, unit_ids in self._tasks.get(task_id, {}).items():
            names = list(dict.fromkeys(self._instead(unit_id) for unit_id in unit_ids))
            for unit_id in unit_ids:
                end = self._units.end(unit_id, self._day)
                if end:
                    how = end_in_words(self._units, end, self._day)
                    yield self._units.title(unit_id, self._day), how, role, names

    def _instead(self, unit_id: int) -> str:
        end = self._units.end(unit_id, self._day)
        if end is None:
            return self._units.title(unit_id, self._day)
        return self._units.title(end.successors[0], self._day) if len(end.successors) == 1 else ""
