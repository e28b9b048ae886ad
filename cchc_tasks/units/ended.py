"""Open tasks under units that are there no more: what a check of the data lists, with the units to name instead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from cchc_tasks.plans.unit_cells import end_in_words
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.unit_history import Units
from cchc_tasks.units.sql import open_tasks_of_units


class EndedUnits:
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
