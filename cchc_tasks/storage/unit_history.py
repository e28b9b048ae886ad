"""The units of an organisation over time: names, ends, successors and members of groups that are in force.

A unit keeps its id whatever it is called. What a change recorded of it counts as long as the change is not taken back;
a unit that came to be by a change that was taken back stays known by the name it was born with while something in
force still means it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from cchc_tasks.model.unit import ENDINGS, UnitEnd, UnitEvent, UnitEventKind, UnitName
from cchc_tasks.storage.conditions import in_force, of_organisation, taken_back
from cchc_tasks.storage.ids import IdMaker
from cchc_tasks.storage.reader import Reader
from cchc_tasks.text import fold

Record = Mapping[str, Any]


_USES = (
    ("unit_name", "unit_id"),
    ("unit_event", "unit_id"),
    ("unit_member", "group_id"),
    ("unit_member", "member_id"),
    ("unit_successor", "unit_id"),
    ("unit_successor", "successor_id"),
)
_USED = " OR ".join(
    (
        "EXISTS (SELECT 1 FROM assignment a JOIN task_version v ON v.organisation_id = a.organisation_id "
        "AND v.task_version_id = a.task_version_id WHERE a.organisation_id = n.organisation_id "
        f"AND a.unit_id = n.unit_id AND {in_force('v')})",
        *(
            f"EXISTS (SELECT 1 FROM {table} x WHERE x.organisation_id = n.organisation_id "
            f"AND x.{column} = n.unit_id AND {in_force('x')})"
            for table, column in _USES
        ),
    )
)
_BORN = (
    "EXISTS (SELECT 1 FROM unit b WHERE b.organisation_id = n.organisation_id AND b.unit_id = n.unit_id "
    "AND b.change_id = n.change_id)"
)
#: The condition that a row `n` of unit_name counts.
NAME_COUNTS = f"({in_force('n')} OR ({_BORN} AND ({_USED})))"


#: Later than any day.
_NEVER = "~"


class NameSpan(NamedTuple):
    """A folded name from a day on until before another one."""

    folded: str
    first: str
    until: str
    is_alias: bool


class Units:
    """Every unit of the organisation over time; days are ISO text."""

    def __init__(self, reader: Reader) -> None:
        self._groups = {int(row[0]) for row in reader.rows(_GROUPS)}
        self.names: dict[int, list[UnitName]] = defaultdict(list)
        self.events: dict[int, list[UnitEvent]] = defaultdict(list)
        self._ids: dict[str, list[int]] = defaultdict(list)
        self._successors: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._membership: dict[tuple[int, int], list[tuple[str, bool]]] = defaultdict(list)
        for unit_id, name, folded, day, is_alias, change_id in reader.rows(_NAMES):
            self.names[unit_id].append(UnitName(name, folded, day, bool(is_alias), change_id))
            if unit_id not in self._ids[folded]:
                self._ids[folded].append(unit_id)
        for unit_id, kind, day, document, change_id in reader.rows(_EVENTS):
            self.events[unit_id].append(UnitEvent(UnitEventKind(kind), day, document or "", change_id))
        for unit_id, successor_id, change_id in reader.rows(_SUCCESSORS):
            self._successors[unit_id].append((successor_id, change_id))
        for group_id, member_id, day, belongs in reader.rows(_MEMBERS):
            self._membership[group_id, member_id].append((day, bool(belongs)))

    def is_group(self, unit_id: int) -> bool:
        """Whether the unit stands for several («Các phòng …»)."""
        return unit_id in self._groups

    def groups(self) -> list[int]:
        """Return the units that stand for several."""
        return [unit_id for unit_id in self.names if unit_id in self._groups]

    def first_day(self, unit_id: int) -> str:
        """Return the day from which the unit is known."""
        return self.names[unit_id][0].day

    def title(self, unit_id: int, day: str) -> str:
        """Return the unit's name on the day: the newest that is no alias, its first one before it was known."""
        main = [found for found in self.names[unit_id] if not found.is_alias] or self.names[unit_id]
        return ([found for found in main if found.day <= day] or main[:1])[-1].name

    def titles(self, day: str) -> dict[int, str]:
        """Return every unit's name on the day by its id."""
        return {unit_id: self.title(unit_id, day) for unit_id in self.names}

    def aliases(self, unit_id: int, day: str) -> list[str]:
        """Return the other names that the unit has on the day."""
        return [found.name for found in self.names[unit_id] if found.is_alias and found.day <= day]

    def end(self, unit_id: int, day: str, but: int = 0) -> UnitEnd | None:
        """Return how the unit ended by the day, None where it goes on; what the change `but` says does not count."""
        for event in sorted(self.events.get(unit_id, ()), key=lambda event: event.day):
            if event.kind in ENDINGS and event.day <= day and event.change_id != but:
                heirs = dict.fromkeys(
                    heir for heir, change_id in self._successors.get(unit_id, ()) if change_id == event.change_id
                )
                return UnitEnd(event.kind, event.day, event.document, tuple(heirs))
        return None

    def parts_of(self, unit_id: int, day: str) -> tuple[int, ...]:
        """Return the units that by the day took a part of a unit which went on."""
        divided = {
            e.change_id for e in self.events.get(unit_id, ()) if e.kind is UnitEventKind.DIVIDED and e.day <= day
        }
        return tuple(dict.fromkeys(h for h, change_id in self._successors.get(unit_id, ()) if change_id in divided))

    def succession(self) -> Iterator[tuple[int, int, UnitEvent]]:
        """Yield (unit, the unit that took its work or a part of it, how and when), as recorded."""
        for unit_id, heirs in self._successors.items():
            events = {event.change_id: event for event in self.events.get(unit_id, ())}
            for heir, change_id in heirs:
                if change_id in events:
                    yield unit_id, heir, events[change_id]

    def named(self, name: str, day: str) -> int | None:
        """Return the unit that a name means on the day, matched folded, None where no unit ever had it.

        First the one that is called so then, then by an alias, then who was called so before and goes on, then who
        has ended, then who is called so only later.
        """
        folded = fold(name)
        found = [self._meaning(unit_id, folded, day) for unit_id in self._ids.get(folded, ())]
        return min(found)[-1] if found else None

    def _meaning(self, unit_id: int, folded: str, day: str) -> tuple[int, int, int]:
        """How near a unit is to a name on a day: the rank, then the newest place among its names, then the unit."""
        rows = [(place, found) for place, found in enumerate(self.names[unit_id]) if found.folded == folded]
        begun = [(place, found) for place, found in rows if found.day <= day]
        if not begun:
            return (4, 0, unit_id)
        newest = -max(int(found.day.replace("-", "")) for _, found in begun)
        if self.end(unit_id, day):
            return (3, newest, unit_id)
        if fold(self.title(unit_id, day)) == folded:
            return (0, newest, unit_id)
        return (1 if any(found.is_alias for _, found in begun) else 2, newest, unit_id)

    def members(self, group_id: int, day: str) -> list[int]:
        """Return the units that belong to a group on the day and go on then, those that joined first before others."""
        return [
            member_id
            for (group, member_id), steps in self._membership.items()
            if group == group_id and self._belongs(steps, day) and self.end(member_id, day) is None
        ]

    def groups_of(self, unit_id: int, day: str) -> list[int]:
        """Return the groups to which the unit belongs on the day."""
        return [
            group
            for (group, member_id), steps in self._membership.items()
            if member_id == unit_id and self._belongs(steps, day)
        ]

    def _belongs(self, steps: Sequence[tuple[str, bool]], day: str) -> bool:
        begun = [belongs for from_day, belongs in steps if from_day <= day]
        return bool(begun) and begun[-1]

    def spans(self, unit_id: int) -> list[NameSpan]:
        """Return the names of the unit, each with the days between which it bears it."""
        end = self.end(unit_id, _NEVER)
        last = end.day if end else _NEVER
        rows = self.names[unit_id]
        main = [row for row in rows if not row.is_alias]
        until = [row.day for row in main[1:]] + [_NEVER]
        spans = [NameSpan(row.folded, row.day, min(day, last), False) for row, day in zip(main, until, strict=True)]
        spans += [NameSpan(row.folded, row.day, last, True) for row in rows if row.is_alias]
        return [span for span in spans if span.first < span.until]

    def bearers(self, name: str, first: str, until: str = "") -> list[tuple[int, bool]]:
        """Return the units that bear a name on some day between two, and whether it is an alias there."""
        folded = fold(name)
        return [
            (unit_id, span.is_alias)
            for unit_id in self._ids.get(folded, ())
            for span in self.spans(unit_id)
            if span.folded == folded and span.until > first and span.first < (until or _NEVER)
        ]

    def all_names(self) -> list[str]:
        """Return every name of every unit, each once."""
        return list(dict.fromkeys(found.name for rows in self.names.values() for found in rows))

    def near(self, name: str, day: str) -> list[str]:
        """Return at most five names on the day that look like a name that no unit has."""
        from difflib import get_close_matches

        names = (found for rows in self.names.values() for found in rows if found.is_alias)
        folded = {fold(name): name for name in (*self.titles(day).values(), *(found.name for found in names))}
        wanted = fold(name)
        holding = [title for key, title in folded.items() if wanted and (wanted in key or key in wanted)]
        close = [folded[key] for key in get_close_matches(wanted, folded, n=5, cutoff=0.6)]
        return list(dict.fromkeys((*holding, *close)))[:5]


_GROUPS = f"SELECT unit_id FROM unit WHERE {of_organisation()} AND is_group = 1"
_NAMES = (
    "SELECT n.unit_id, n.name, n.folded, n.effective_on, n.is_alias, n.change_id FROM unit_name n "
    f"WHERE {of_organisation('n')} AND {NAME_COUNTS} ORDER BY n.effective_on, n.unit_name_id"
)
_EVENTS = (
    "SELECT n.unit_id, n.kind, n.effective_on, n.document, n.change_id FROM unit_event n "
    f"WHERE {of_organisation('n')} AND {in_force('n')} ORDER BY n.effective_on, n.unit_event_id"
)
_SUCCESSORS = (
    "SELECT n.unit_id, n.successor_id, n.change_id FROM unit_successor n "
    f"WHERE {of_organisation('n')} AND {in_force('n')} ORDER BY n.effective_on, n.unit_successor_id"
)
_MEMBERS = (
    "SELECT n.group_id, n.member_id, n.effective_on, n.belongs FROM unit_member n "
    f"WHERE {of_organisation('n')} AND {in_force('n')} ORDER BY n.effective_on, n.unit_member_id"
)
_WITHDRAWN = (
    "SELECT n.folded, b.is_group, n.unit_id, n.name FROM unit_name n JOIN unit b "
    "ON b.organisation_id = n.organisation_id AND b.unit_id = n.unit_id AND b.change_id = n.change_id "
    f"WHERE {of_organisation('n')} AND {taken_back('n')} ORDER BY n.unit_id"
)


class UnitBook:
    """Finds the unit that a name means; a name that means none makes a unit, by rows of one change.

    A unit that was made before by a change that was taken back comes to life again: its calendar stays the same file.
    """

    def __init__(self, reader: Reader, new_id: IdMaker, change_id: int, add: Callable[[str, Record], object]) -> None:
        self.units = Units(reader)
        self._reader = reader
        self._new_id = new_id
        self._change_id = change_id
        self._add = add
        self._made: dict[str, int] = {}

    def unit_id(self, name: str, day: str, *, is_group: bool = False) -> int:
        """Return the unit that the name means on the day; a new one is known from that day on."""
        folded = fold(name)
        found = self._made.get(folded) or self.units.named(name, day)
        return found or self.make(name, day, is_group=is_group)

    def made(self, name: str) -> int | None:
        """Return the unit that this change has made under the name, None for none."""
        return self._made.get(fold(name))

    def make(self, name: str, day: str, *, is_group: bool = False) -> int:
        """Make a unit that is known under a name from a day on, and return its id."""
        folded = fold(name)
        known = self.units.names
        born = (row for row in self._reader.rows(_WITHDRAWN) if row[2] not in known)
        unit_id = next((int(row[2]) for row in born if (row[0], bool(row[1])) == (folded, is_group)), None)
        if unit_id is None:
            unit_id = self._new_id()
            self._add("unit", {"unit_id": unit_id, "change_id": self._change_id, "is_group": int(is_group)})
        self.name(unit_id, name, day)
        self._made[folded] = unit_id
        return unit_id

    def name(self, unit_id: int, name: str, day: str, *, is_alias: bool = False) -> None:
        """Give a unit a name from a day on."""
        row = {"unit_name_id": self._new_id(), "unit_id": unit_id, "change_id": self._change_id, "name": name}
        self._add("unit_name", row | {"folded": fold(name), "effective_on": day, "is_alias": int(is_alias)})


def unit_titles(reader: Reader, day: str) -> dict[int, str]:
    """Return each unit's name on the ISO day; of one that was taken back the name under which it was made."""
    return {row[2]: row[3] for row in reader.rows(_WITHDRAWN)} | Units(reader).titles(day)


def unit_of_name(reader: Reader, name: str) -> int | None:
    """Return the unit that a name means on the day at which the reader looks, None where no unit ever had it."""
    found = list(
        reader.rows(
            f"SELECT DISTINCT n.unit_id FROM unit_name n WHERE {of_organisation('n')} AND n.folded = :folded "
            f"AND {NAME_COUNTS}",
            {"folded": fold(name)},
        )
    )
    if len(found) < 2:
        return int(found[0][0]) if found else None
    return Units(reader).named(name, reader.day)


def names_like(reader: Reader, pattern: str) -> list[str]:
    """Return the names that match a LIKE pattern of folded letters."""
    rows = reader.rows(
        f"SELECT DISTINCT n.name FROM unit_name n WHERE {of_organisation('n')} AND n.folded LIKE :like ESCAPE '!' "
        f"AND {NAME_COUNTS} ORDER BY n.name",
        {"like": pattern},
    )
    return [row[0] for row in rows]


Assigned = list[tuple[str, int, str]]


def assigned(reader: Reader, version_ids: Sequence[int]) -> dict[int, Assigned]:
    """Return (role, unit, printed words) of versions of tasks, each in printed order."""
    found: dict[int, Assigned] = defaultdict(list)
    for start in range(0, len(version_ids), 500):
        listed = ", ".join(str(int(version_id)) for version_id in version_ids[start : start + 500])
        rows = reader.rows(
            f"SELECT task_version_id, role, unit_id, words FROM assignment WHERE {of_organisation()} "
            f"AND task_version_id IN ({listed}) ORDER BY task_version_id, role, place"
        )
        for version_id, role, unit_id, words in rows:
            found[int(version_id)].append((role, int(unit_id), words))
    return found


def units_of_tasks(reader: Reader, task_ids: Iterable[int], role: str) -> dict[int, list[int]]:
    """Return the units of each task as the reader sees it, each once; `role` is lead, support or any."""
    wanted = set(task_ids)
    of_role = "" if role == "any" else " AND a.role = :role"
    rows = reader.rows(
        "SELECT DISTINCT t.task_id, a.unit_id FROM task_now t JOIN assignment a "
        "ON a.organisation_id = t.organisation_id AND a.task_version_id = t.task_version_id "
        f"WHERE {of_organisation('t')}{of_role} ORDER BY t.task_id, a.unit_id",
        {"role": role},
    )
    found: dict[int, list[int]] = {}
    for task_id, unit_id in rows:
        if task_id in wanted:
            found.setdefault(task_id, []).append(unit_id)
    return found
