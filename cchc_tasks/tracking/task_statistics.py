"""Statistics of the plans on a day: the official sentence's numbers, both rates, and the same by group."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from cchc_tasks.errors import NotFoundError
from cchc_tasks.messages import statistics_words as words
from cchc_tasks.messages.status_words import STATUS_WORDS
from cchc_tasks.model.condensed import expanded
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.statistics import Counts, NothingArisen, Standing, standing_of
from cchc_tasks.model.status import Status, Timing
from cchc_tasks.model.timing import DueRules
from cchc_tasks.storage.as_of import look_at
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.organisations import organisations
from cchc_tasks.storage.reader import Reader
from cchc_tasks.tracking import sql

if TYPE_CHECKING:
    from cchc_tasks.tracking.sql import CountedTask
    from cchc_tasks.units.unit_view import UnitView

GROUPINGS = ("plan", "section", "unit", "status", "organisation")
_PRINTED_DAYS = DueRules()


@dataclass(frozen=True, slots=True)
class RateRules:
    """How an office counts rates: what «không phát sinh» does to them, who says so, and how many decimals are kept."""

    nothing_arisen: NothingArisen = "neither"
    decimals: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """The counts of one group: `key` for programs (a code, a numeral, a name), `name` for people."""

    key: str
    name: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts on a day, by group where a grouping was asked for.

    `shared` is how many tasks stand in several groups (units that lead together): the groups' sum exceeds the total.
    """

    as_of: date
    by: str
    counts: Counts
    groups: tuple[GroupCounts, ...] = ()
    shared: int = 0


def compute_statistics(
    database: Database,
    filters: Filters,
    day: date,
    by: str = "",
    rules: DueRules = _PRINTED_DAYS,
    units_now: date | None = None,
) -> Statistics:
    """Count the selected tasks as they stood on the day, by plan, section, unit, status or organisation.

    A task that several units or a group's members lead counts once for each of them and once in the whole. `units_now`
    is today where tasks are counted under today's units, None for the units of the day. Raises NotFoundError for a
    plan or unit that is not there (by organisation: in none), DatabaseError.
    """
    with database.reading(whole=by == "organisation") as reader:
        if by == "organisation":
            return _by_organisation(reader, filters, day, rules)
        return count_on(reader, filters, day, by, rules, units_now)


def _by_organisation(reader: Reader, filters: Filters, day: date, rules: DueRules) -> Statistics:
    whole, groups = Counts(), []
    lacking: list[NotFoundError] = []
    summed = _summed(reader, filters, day, rules)
    for organisation_id, name in organisations(reader):
        reader.organisation_id = organisation_id
        try:
            counts = summed.get(organisation_id) or count_on(reader, filters, day, "", rules).counts
        except NotFoundError as error:  # not every office has the plan or the unit that is asked for
            lacking.append(error)
            counts = Counts()
        for part in Counts.__slots__:
            whole.add((part,), getattr(counts, part))
        groups.append(GroupCounts(name, name, counts))
    if lacking and len(lacking) == len(groups):
        raise lacking[0]
    return Statistics(day, "organisation", whole, tuple(groups))


def _summed(reader: Reader, filters: Filters, day: date, rules: DueRules) -> dict[int, Counts]:
    """The counts of each organisation (the reader's own or all) whose tasks can be summed up without reading them.

    That holds where nothing took effect after the day, every task is counted, and printed days count as printed:
    a day moved off a day off differs from the one that is kept. All others are counted task by task.
    """
    if rules.moved is not None or not filters.is_empty:
        return {}
    changed = sql.changed_organisations(reader, day)
    if reader.organisation_id in changed:
        return {}
    judged = _JudgedStandings(day, rules.due_soon_days)
    found: dict[int, Counts] = {}
    for organisation_id, standings in sql.summed_standings(reader, day, rules.due_soon_days).items():
        if organisation_id not in changed:
            counts = found[organisation_id] = Counts()
            for standing, *numbers in standings:
                for parts, tasks in zip(judged.parts_of(standing), numbers, strict=True):
                    counts.add(parts if tasks else (), tasks)
    return found


class _JudgedStandings:
    """Each way to stand is judged once: with a date before the day, on it, on the last day that is soon, after that."""

    def __init__(self, day: date, due_soon_days: int) -> None:
        self._day = day
        self._due_soon_days = due_soon_days
        soon = sql.last_day_soon(day, due_soon_days)
        self._dates = (date.min, day, soon, date.fromordinal(min(soon.toordinal() + 1, date.max.toordinal())))
        self._known: dict[str, list[tuple[str, ...]]] = {}

    def parts_of(self, standing: str) -> list[tuple[str, ...]]:
        known = self._known.get(standing)
        if known is None:
            tasks = (expanded(standing, that_day) for that_day in self._dates)
            known = [standing_of(*task, self._day, self._due_soon_days).parts for task in tasks]
            self._known[standing] = known
        return known


def count_on(
    reader: Reader, filters: Filters, day: date, by: str, rules: DueRules, units_now: date | None = None
) -> Statistics:
    """Return the same within a view of the database that the caller holds, which must not look at a past day yet."""
    if not by and (summed := _summed(reader, filters, day, rules)):
        return Statistics(day, by, summed[reader.organisation_id])
    standings = _StandingCache(day, rules)
    view = _view_of_units(reader, day, units_now) if by == "unit" else None
    keys_of = _grouping(reader, filters, by, view)
    whole = Counts()
    groups: dict[Hashable, Counts] = {}
    shared = 0
    for task in _tasks(reader, filters, day, rules):
        standing = standings.of(task)
        if not _passes(standing, filters):
            continue
        whole.add(standing.parts)
        keys = (standing.status,) if by == "status" else keys_of(task)
        shared += len(keys) > 1
        for key in keys:
            groups.setdefault(key, Counts()).add(standing.parts)
    return Statistics(day, by, whole, tuple(_named(reader, by, groups, view)), shared)


def _view_of_units(reader: Reader, day: date, units_now: date | None) -> UnitView:
    from cchc_tasks.units.unit_view import UnitView

    return UnitView(reader, day, units_now)


def _tasks(reader: Reader, filters: Filters, day: date, rules: DueRules) -> Iterable[CountedTask]:
    """The tasks that are counted: the quick way where at most the plan is restricted, else with every filter."""
    from cchc_tasks.storage.selection import plan_id_of, selection_of

    known_by_plan = filters._replace(plan="", role="lead", status="", timing="", sort="", limit=None)
    if known_by_plan.is_empty:
        plan_id = plan_id_of(reader, filters.plan) if filters.plan else None
        return sql.counted_tasks_on(reader, day, plan_id)
    look_at(reader, day)
    return sql.counted_tasks(reader, selection_of(reader, filters, rules.moved))


class _StandingCache:
    """Each kind of task is judged once: very many tasks share status and dates."""

    def __init__(self, day: date, rules: DueRules) -> None:
        self._day = day
        self._rules = rules
        self._known: dict[Hashable, Standing] = {}

    def of(self, task: CountedTask) -> Standing:
        key = (task.reported, task.facts)
        known = self._known.get(key)
        if known is None:
            from cchc_tasks.storage.task_loader import milestone_of_facts

            milestones = [milestone_of_facts(fact, self._rules) for fact in task.facts]
            known = standing_of(Status(task.reported), milestones, self._day, self._rules.due_soon_days)
            self._known[key] = known
        return known


def _grouping(
    reader: Reader, filters: Filters, by: str, view: UnitView | None
) -> Callable[[CountedTask], tuple[Hashable, ...]]:
    if by == "plan":
        return lambda task: (task.plan_id,)
    if by == "section":
        return lambda task: (task.section_id,)
    if view is not None:
        printed = sql.units_of_versions(reader, filters.role)
        units = view.counted(printed, filters.role, partial(sql.tasks_of_versions, reader))
        return lambda task: tuple(units.get(task.task_version_id, (None,)))
    return lambda _: ()


def _named(reader: Reader, by: str, groups: dict[Hashable, Counts], view: UnitView | None) -> Iterable[GroupCounts]:
    """The groups with their names, in printed order, units by name."""
    from cchc_tasks.storage import queries

    if by == "plan":
        codes = queries.plan_codes(reader)
        yield from (GroupCounts(code, code, groups[plan_id]) for plan_id, code in codes.items() if plan_id in groups)
    elif by == "section":
        titles = sql.section_titles(reader)
        for section_id, (code, no, title) in titles.items():
            if section_id in groups:
                yield GroupCounts(f"{code}/{no}", f"{no} {title}".strip(), groups[section_id])
    elif view is not None:
        names = view.titles()
        found = [(names[key], counts) for key, counts in groups.items() if isinstance(key, int)]
        yield from (GroupCounts(name, name, counts) for name, counts in sorted(found, key=lambda pair: pair[0]))
    elif by == "status":
        yield from (GroupCounts(s, STATUS_WORDS[s], groups[s]) for s in Status if s in groups)
    if None in groups:
        yield GroupCounts("", words.NO_GROUP[by], groups[None])


def _passes(standing: Standing, filters: Filters) -> bool:
    if filters.status and standing.status != filters.status:
        return False
    return not filters.timing or Timing(filters.timing) in standing.timings
