"""The units of each task under their names of the day, and a file name for each unit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from cchc_tasks.model.filters import Filters
from cchc_tasks.model.task import Task
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.selection import selection_of, unit_id_of
from cchc_tasks.text import fold
from cchc_tasks.tracking import sql
from cchc_tasks.units.unit_view import UnitView

_NOT_IN_SLUGS = re.compile(r"[^a-z0-9]+")
#: File systems take 255 bytes for a name, archives and mail programs less.
_LONGEST_SLUG = 80
_NAMELESS = "don-vi"
#: What stands in a file's name for tasks of no unit; no unit is called so.
NO_UNIT_SLUG = "chua-ghi-don-vi"


class NamedUnit(NamedTuple):
    """A unit as it is called on the day; `slug` is its part of a file's name, no other unit's."""

    unit_id: int
    name: str
    slug: str


def slug_of(name: str) -> str:
    """Return a name in small letters without marks, words joined by «-», fit for a file on any system."""
    slug = _NOT_IN_SLUGS.sub("-", fold(name)).strip("-")[:_LONGEST_SLUG].rstrip("-")
    return slug or _NAMELESS


def unit_slugs(names: Iterable[tuple[int, str]]) -> dict[int, str]:
    """Return a slug for each unit by its id, no two alike.

    Units are named in the order in which they came to be, whatever is asked for: so a file keeps its name from one
    report to the next.
    """
    found: dict[int, str] = {}
    taken = {NO_UNIT_SLUG}
    for unit_id, name in sorted(names):
        wanted, count = slug_of(name), 1
        slug = wanted
        while slug in taken:
            count += 1
            slug = f"{wanted}-{count}"
        taken.add(slug)
        found[unit_id] = slug
    return found


class TaskUnits:
    """The units under which the selected tasks of a day are listed, as in the statistics by unit.

    A group that was asked for by its name stands for itself.
    """

    def __init__(self, reader: Reader, filters: Filters, day: date, units_now: date | None = None) -> None:
        """Read them; the reader already looks at the day, `units_now` is today for a list by today's units.

        Raises NotFoundError for a unit that is not there.
        """
        view = UnitView(reader, day, units_now)
        titles = view.titles()
        slugs = unit_slugs(titles.items())
        self._named = {unit_id: NamedUnit(unit_id, name, slugs[unit_id]) for unit_id, name in titles.items()}
        wanted = unit_id_of(reader, filters.unit) if filters.unit else None
        self._is_chosen = wanted is not None
        through = wanted is None or filters.groups
        printed: dict[str, dict[int, list[int]]] = {"lead": {}, "support": {}}
        of_any_day = selection_of(reader, filters._replace(due_from=None, due_to=None))
        for task_id, role, unit_id in sql.units_of_tasks(reader, of_any_day):
            if through or unit_id == wanted:
                printed[role].setdefault(task_id, []).append(unit_id)
        for_itself = wanted is not None and view.units.is_group(wanted)
        self._found = printed if for_itself else {role: view.counted(printed[role], role, _same) for role in printed}
        if wanted is not None and through:
            self._found = {role: _only(found, wanted) for role, found in self._found.items()}

    def of(self, task: Task, role: str) -> list[NamedUnit]:
        """Return the units that have the task in a role (lead, support, any), each once; only a wanted one."""
        roles = ("lead", "support") if role == "any" else (role,)
        ids = dict.fromkeys(unit_id for each in roles for unit_id in self._found[each].get(task.task_id, ()))
        return [self._named[unit_id] for unit_id in ids]

    def by_unit(self, tasks: Iterable[Task], role: str) -> Iterator[tuple[NamedUnit | None, list[Task]]]:
        """Yield each unit with its tasks, units by name; tasks of no unit come last, under None."""
        groups: dict[NamedUnit, list[Task]] = defaultdict(list)
        of_none: list[Task] = []
        for task in tasks:
            units = self.of(task, role)
            for unit in units:
                groups[unit].append(task)
            if not units and not self._is_chosen:
                of_none.append(task)
        for unit in sorted(groups, key=lambda unit: (fold(unit.name), unit.unit_id)):
            yield unit, groups[unit]
        if of_none:
            yield None, of_none


def _only(units: dict[int, list[int]], wanted: int) -> dict[int, list[int]]:
    return {task_id: [wanted] for task_id, found in units.items() if wanted in found}


def _same(task_ids: Collection[int]) -> dict[int, int]:
    return {task_id: task_id for task_id in task_ids}
