"""Units over time: their names, what happened to them, and the acts that a person asks for.

Days are ISO text where they come straight from the history.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class UnitEventKind(StrEnum):
    """What happened to a unit from a day on; DIVIDED gave a part away and went on."""

    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    ABOLISHED = "abolished"
    DIVIDED = "divided"
    JOINED = "joined"
    LEFT = "left"
    ALIAS = "alias"


#: After these a unit is there no more.
ENDINGS = (UnitEventKind.MERGED, UnitEventKind.SPLIT, UnitEventKind.ABOLISHED)


class UnitName(NamedTuple):
    """A name of a unit from a day on; an alias stands beside the name of the time."""

    name: str
    folded: str
    day: str
    is_alias: bool
    change_id: int


class UnitEvent(NamedTuple):
    """What happened to a unit, from which day on, by which document (empty for none)."""

    kind: UnitEventKind
    day: str
    document: str
    change_id: int


class UnitEnd(NamedTuple):
    """How a unit ended, from which day on, and which units took its place."""

    kind: UnitEventKind
    day: str
    document: str
    successors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class UnitAct:
    """What every act on units says: from which day on, and by which document; an alias needs neither."""

    day: date | None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Transfer:
    """Where open tasks go: `given` by the task as typed, `rest` all others; `leave` lets them stay on purpose."""

    given: Mapping[str, str] = field(default_factory=dict)
    rest: str = ""
    leave: bool = False


@dataclass(frozen=True, slots=True)
class UnitSummary:
    """One unit in a list: its name on the day, how it ended (in words, empty: it goes on) and in whom, other names.

    `open_tasks` are those that it leads and whose work goes on.
    """

    unit_id: int
    name: str
    is_group: bool
    ended: str
    end: UnitEnd | None
    successors: tuple[str, ...]
    aliases: tuple[str, ...]
    members: tuple[str, ...]
    open_tasks: int


@dataclass(frozen=True, slots=True)
class DatedName:
    """A name with the day from which it is known and the document that gave it (empty for none)."""

    name: str
    day: date
    document: str
    is_alias: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """A unit that came before or after another one, or belongs to the same group: since when, how, by what document."""

    name: str
    kind: str
    day: date
    document: str


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """Everything about one unit as on a day."""

    summary: UnitSummary
    first_day: date
    names: tuple[DatedName, ...]
    predecessors: tuple[Relation, ...]
    successors: tuple[Relation, ...]
    groups: tuple[str, ...]
    leads: tuple[str, ...]
    supports: tuple[str, ...]
