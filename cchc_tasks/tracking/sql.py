"""Statements of tracking: the facts by which tasks are counted, and what the Tab key of a shell may suggest.

Very many tasks are counted, so each statement reads only what counting needs. A suggestion reads what is there: it
creates, upgrades and awaits nothing, and it loads little of the program.
"""

from __future__ import annotations

import os
from collections import defaultdict
from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from cchc_tasks.storage.conditions import changes_taken_back, of_organisation
from cchc_tasks.storage.connection import CoreReader, SqliteReader, connect_sqlite
from cchc_tasks.storage.database import organisation_of
from cchc_tasks.storage.unit_history import NAME_COUNTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from typing import Any

    from cchc_tasks.model.history import State
    from cchc_tasks.storage.database import Database
    from cchc_tasks.storage.reader import Reader, Row
    from cchc_tasks.storage.selection import Selection


class CountedTask(NamedTuple):
    """A task as it is counted: where it belongs, what was reported, and the facts of its milestones."""

    plan_id: int
    section_id: int | None
    task_version_id: int
    reported: str
    facts: tuple[Row, ...]


def counted_tasks(reader: Reader, chosen: Selection) -> Iterator[CountedTask]:
    """Yield the selected tasks; the reader already looks at the day."""
    return (counted for _, counted in _counted(reader, chosen))


def _counted(reader: Reader, chosen: Selection) -> Iterator[tuple[int, CountedTask]]:
    from cchc_tasks.storage.task_loader import FACTS

    facts: dict[int, tuple[Row, ...]] = {}
    everything = not chosen.of_task and not chosen.of_milestone
    join = "" if everything else "JOIN task_now t ON t.organisation_id = m.organisation_id AND t.task_id = m.task_id "
    listed = ", ".join(f"m.{name}" for name in FACTS)
    for task_id, *fact in reader.rows(
        f"SELECT m.task_id, {listed} FROM milestone_now m {join}"
        f"WHERE {of_organisation('m')}{'' if everything else chosen.task_where()}",
        chosen.parameters,
    ):
        before = facts.get(task_id)
        facts[task_id] = (tuple(fact),) if before is None else (*before, tuple(fact))
    for plan_id, section_id, version_id, status, task_id in reader.rows(
        "SELECT t.plan_id, t.section_id, t.task_version_id, t.status, t.task_id FROM task_now t "
        f"WHERE {of_organisation('t')}{chosen.task_where()}",
        chosen.parameters,
    ):
        found = tuple(sorted(facts.get(task_id, ()), key=repr))
        yield task_id, CountedTask(plan_id, section_id, version_id, status, found)


def counted_tasks_on(reader: Reader, day: date, plan_id: int | None) -> Iterator[CountedTask]:
    """Yield the tasks of a plan (of all for None) as they stood on a day, by the one rule.

    Only fields that count are read, and nothing is copied: a past day of 100,000 tasks takes seconds.
    """
    from cchc_tasks.storage.as_of import changed_after
    from cchc_tasks.storage.selection import Selection

    later = set(changed_after(reader, day))
    chosen = Selection()
    if plan_id is not None:
        chosen.of_task.append("t.plan_id = :plan")
        chosen.parameters["plan"] = plan_id
    for task_id, counted in _counted(reader, chosen):
        if task_id not in later:
            yield counted
    if later:
        yield from _counted_by_history(reader, day.isoformat(), later, plan_id)


def _counted_by_history(reader: Reader, day: str, later: set[int], plan_id: int | None) -> Iterator[CountedTask]:
    from cchc_tasks.model.history import FieldValue
    from cchc_tasks.storage.projections import milestone_facts
    from cchc_tasks.storage.task_loader import FACTS

    plans = {row[0] for row in reader.rows(f"SELECT plan_id FROM plan_now WHERE {of_organisation()}")}
    undone = changes_taken_back(reader)
    versions: dict[int, Row] = {}
    for row in reader.rows(_VERSIONS, {"day": day}):
        if row[0] in later and row[5] not in undone and row[1] in plans and plan_id in (None, row[1]):
            versions[row[0]] = row  # the rows come in the order in which they took effect
    state: State = {}
    for task_id, milestone_id, field, value, effective_on, change_id in reader.rows(_DETAILS, {"day": day}):
        if task_id in versions and change_id not in undone:
            state[milestone_id or -task_id, field] = FieldValue(value, effective_on)
    facts: dict[int, tuple[Row, ...]] = defaultdict(tuple)
    for version_id, milestone_id, kind, start, due in reader.rows(_PRINTED_MILESTONES):
        found = milestone_facts(milestone_id, due, state)
        facts[version_id] += ((kind, start, *(found[name] for name in FACTS[2:])),)
    for task_id, plan, section_id, version_id, in_plan, _ in versions.values():
        if in_plan:
            status = state.get((-task_id, "status"), FieldValue(None, "")).value or "not_started"
            yield CountedTask(plan, section_id, version_id, status, tuple(sorted(facts[version_id], key=repr)))


_VERSIONS = (
    "SELECT v.task_id, t.plan_id, v.section_id, v.task_version_id, v.in_plan, v.change_id FROM task_version v "
    "JOIN task t ON t.organisation_id = v.organisation_id AND t.task_id = v.task_id "
    f"WHERE {of_organisation('v')} AND v.effective_on <= :day ORDER BY v.effective_on, v.seq"
)
_DETAILS = (
    "SELECT task_id, milestone_id, field, value, effective_on, change_id FROM change_detail "
    f"WHERE {of_organisation()} AND effective_on <= :day "
    "AND field IN ('status', 'closed', 'done_on', 'due', 'submitted_on', 'basis') ORDER BY effective_on, seq"
)
_PRINTED_MILESTONES = (
    f"SELECT task_version_id, milestone_id, kind, start, due FROM milestone_version WHERE {of_organisation()}"
)


def units_of_versions(reader: Reader, role: str) -> Mapping[int, list[int]]:
    """Return the units of each version of a task, each once; `role` is lead, support or any."""
    found: dict[int, list[int]] = defaultdict(list)
    of_role = "" if role == "any" else " AND a.role = :role"
    for version_id, unit_id in reader.rows(
        f"SELECT DISTINCT a.task_version_id, a.unit_id FROM assignment a WHERE {of_organisation('a')}{of_role}",
        {"role": role},
    ):
        found[version_id].append(unit_id)
    return found


def tasks_of_versions(reader: Reader, version_ids: Collection[int]) -> dict[int, int]:
    """Return the task of each of the versions."""
    rows = reader.rows(f"SELECT task_version_id, task_id FROM task_version WHERE {of_organisation()}")
    wanted = frozenset(version_ids)
    return {version_id: task_id for version_id, task_id in rows if version_id in wanted}


def units_of_tasks(reader: Reader, chosen: Selection) -> Iterator[Row]:
    """Yield (task_id, role, unit_id) of the selected tasks in printed order; the reader already looks at the day."""
    return reader.rows(
        "SELECT t.task_id, a.role, a.unit_id FROM assignment a JOIN task_now t "
        "ON t.organisation_id = a.organisation_id AND t.task_id = a.task_id AND t.task_version_id = a.task_version_id "
        f"WHERE {of_organisation('a')}{chosen.task_where()} ORDER BY t.task_id, a.role, a.place",
        chosen.parameters,
    )


def section_titles(reader: Reader) -> dict[int, Row]:
    """Return (plan code, printed numeral, title) of the sections, in printed order, plan by plan."""
    rows = reader.rows(
        "SELECT s.section_id, p.code, s.no, s.title FROM section s JOIN plan_now p "
        f"ON p.organisation_id = s.organisation_id AND p.plan_id = s.plan_id WHERE {of_organisation('s')} "
        "ORDER BY p.period_first, p.code, s.place"
    )
    return {row[0]: row[1:] for row in rows}


class SummedStanding(NamedTuple):
    """The tasks of one organisation that stand the same way, counted by the date beside the text.

    The date is before the day (`past`), on it (`today`), within the days that are soon (`soon`), or after them.
    """

    standing: str
    past: int
    today: int
    soon: int
    later: int


def changed_organisations(reader: Reader, day: date) -> set[int]:
    """Return the organisations, the reader's own or all where it means none, in which something took effect later."""
    which = f" AND {of_organisation('o')}" if reader.organisation_id else ""
    later = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} x WHERE x.organisation_id = o.organisation_id AND x.effective_on > :day)"
        for table in ("change_detail", "task_version")
    )
    found = reader.rows(
        f"SELECT o.organisation_id FROM organisation o WHERE ({later}){which}", {"day": day.isoformat()}
    )
    return {int(row[0]) for row in found}


def summed_standings(reader: Reader, day: date, due_soon_days: int) -> Mapping[int, list[SummedStanding]]:
    """Return how the tasks of each organisation stand (of the reader's own where it means one).

    It walks through the table once, in the order of its key. The answer holds for organisations that are not among
    the changed ones of the day.
    """
    which = f" WHERE {of_organisation()}" if reader.organisation_id else ""
    found: dict[int, list[SummedStanding]] = defaultdict(list)
    for organisation_id, standing, tasks, before, by_today, by_soon in reader.rows(
        "SELECT organisation_id, standing, COUNT(*), SUM(CASE WHEN day < :day THEN 1 ELSE 0 END), "
        "SUM(CASE WHEN day <= :day THEN 1 ELSE 0 END), SUM(CASE WHEN day <= :soon THEN 1 ELSE 0 END) "
        f"FROM counted_now{which} GROUP BY organisation_id, standing",
        {"day": day.isoformat(), "soon": last_day_soon(day, due_soon_days).isoformat()},
    ):
        parts = (before, by_today - before, by_soon - by_today, tasks - by_soon)
        found[int(organisation_id)].append(SummedStanding(standing, *map(int, parts)))
    return found


def last_day_soon(day: date, due_soon_days: int) -> date:
    """Return the last day that is soon, at least the day itself."""
    return day + timedelta(days=min(max(due_soon_days, 0), (date.max - day).days))


#: How long the Tab key may wait for a server or for a writer, in seconds.
_PATIENCE = 2


@contextmanager
def open_for_completion(database: Database) -> Iterator[Reader | None]:
    """Yield a reader that can only read, None where there is no database yet.

    A schema of another revision is read as it is. Whatever the drivers raise goes through: the caller knows that
    no answer is an answer.
    """
    if not database.is_sqlite:
        yield from _open_through_core(database)
    elif not os.path.isfile(database.location):  # noqa: PTH113 - as in connection.py
        yield None
    else:
        reader = SqliteReader(connect_sqlite(database.location))
        try:
            reader.connection.execute(f"PRAGMA busy_timeout = {_PATIENCE * 1000}")
            reader.connection.execute("PRAGMA query_only = ON")
            reader.connection.execute("BEGIN")
            reader.organisation_id = organisation_of(database, reader)
            yield reader
        finally:
            reader.connection.close()


def _open_through_core(database: Database) -> Iterator[Reader]:
    from sqlalchemy import event

    @event.listens_for(database.engine, "do_connect")
    def wait_no_longer_than_a_key_may(_dialect: Any, _record: Any, _words: Any, parameters: dict[str, Any]) -> None:
        parameters["connect_timeout"] = _PATIENCE

    with database.engine.connect() as connection:
        connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{_PATIENCE}s'")
        reader = CoreReader(connection)
        reader.organisation_id = organisation_of(database, reader)
        yield reader
        connection.rollback()


def plans_to_suggest(reader: Reader) -> Iterator[Row]:
    """Yield (code, title) of the plans in force, by first day."""
    return reader.rows(
        f"SELECT code, title FROM plan_now WHERE {of_organisation()} ORDER BY period_first, code",
    )


def tasks_to_suggest(reader: Reader, typed: str, plan: str, limit: int) -> Iterator[Row]:
    """Yield (plan code, ref, title) of the tasks in force whose ref, or plan code and ref, begins as typed.

    Case does not count. Only the tasks of one plan where `plan` is its code; printed order, plan by plan.
    """
    of_plan = "AND p.code = :plan " if plan else ""
    return reader.rows(
        "SELECT p.code, t.ref, t.title FROM task_now t "
        "JOIN plan_now p ON p.organisation_id = t.organisation_id AND p.plan_id = t.plan_id "
        f"WHERE {of_organisation('t')} AND (UPPER(t.ref) LIKE UPPER(:typed) ESCAPE '!' "
        f"OR UPPER(p.code || '/' || t.ref) LIKE UPPER(:typed) ESCAPE '!') {of_plan}"
        "ORDER BY p.period_first, p.code, t.place LIMIT :limit",
        {"typed": _beginning(typed), "plan": plan, "limit": limit},
    )


def unit_names_to_suggest(reader: Reader) -> Iterator[Row]:
    """Yield (unit_id, name, folded name, is_alias) of every name of every unit, the newest last."""
    return reader.rows(
        f"SELECT n.unit_id, n.name, n.folded, n.is_alias FROM unit_name n WHERE {of_organisation('n')} "
        f"AND {NAME_COUNTS} ORDER BY n.effective_on, n.unit_name_id",
    )


def _beginning(typed: str) -> str:
    """The LIKE pattern of what begins with a text in which nothing is special."""
    return typed.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%"


def months_of_milestones(reader: Reader, chosen: Selection, first: str, last: str) -> Iterator[Row]:
    """Yield (year and month, number of milestones due in it, how many of them are finished), ongoing work aside."""
    return reader.rows(
        "SELECT SUBSTR(m.due, 1, 7), COUNT(*), SUM(m.closed) FROM milestone_now m "
        "JOIN task_now t ON t.organisation_id = m.organisation_id AND t.task_id = m.task_id "
        f"WHERE {of_organisation('m')} AND m.kind <> 'ongoing' AND m.due >= :month_first AND m.due <= :month_last"
        f"{chosen.task_where()} GROUP BY SUBSTR(m.due, 1, 7) ORDER BY SUBSTR(m.due, 1, 7)",
        {**chosen.parameters, "month_first": first, "month_last": last},
    )


def count_tasks(reader: Reader, chosen: Selection) -> int:
    """Return how many tasks are selected."""
    found = reader.rows(
        f"SELECT COUNT(*) FROM task_now t WHERE {of_organisation('t')}{chosen.task_where()}", chosen.parameters
    )
    return int(next(found)[0])
