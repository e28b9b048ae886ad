"""The health of a database: its contents, its upgrade, and the comparison of the derived state with the history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cchc_tasks.errors import DatabaseError
from cchc_tasks.model.refs import NumberedTask, refs_of
from cchc_tasks.office.sql import (
    NEVER_WRITTEN,
    integrity_complaints,
    table_counts,
    table_rows,
    table_rows_of_tasks,
    unreadable_values,
)
from cchc_tasks.storage import queries, schema
from cchc_tasks.storage.access_rights import require_office
from cchc_tasks.storage.connection import HEAD
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.journal import lock_organisation
from cchc_tasks.storage.organisations import organisations as organisations_of
from cchc_tasks.storage.projection_tables import plan_now
from cchc_tasks.storage.projection_writes import (
    DERIVED,
    derive_all,
    plan_in_force,
    refresh_plan,
    refresh_tasks,
    renumber_plan,
)
from cchc_tasks.storage.projections import DerivedTask
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.task_history import load_histories

_COUNTED = ("plan_now", "task_now", "milestone_now", "unit", "change", "change_detail")
#: Tables of which rows that were taken back are not counted: no list shows them.
_COUNTED_IN_FORCE = ("indicator_value", "report_snapshot")
#: How many tasks are compared with their history at once.
_TASKS_AT_ONCE = 500
Row = Mapping[str, Any]
#: The rows of a derived table by task.
OfTask = dict[int, list[Row]]


@dataclass(frozen=True, slots=True)
class DatabaseInfo:
    """Where the data is and what is in it; `size` in bytes, None on a server; `counts` rows by table."""

    location: str
    kind: str
    revision: str
    size: int | None
    counts: Mapping[str, int]
    organisations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found: SQLite's own complaints, tasks and plans whose derived state was not the history's.

    `unreadable` are columns with values that the program never writes; empty text for a column that is not known.
    """

    complaints: tuple[str, ...]
    tasks: tuple[int, ...]
    plans: tuple[int, ...]
    repaired: bool
    unreadable: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not (self.complaints or self.tasks or self.plans or self.unreadable)


def upgrade_database(database: Database) -> tuple[str | None, str]:
    """Bring the schema up to date; return the revision before (None where it was new) and the one now."""
    return database.upgrade(), HEAD


def database_info(database: Database) -> DatabaseInfo:
    """Return what the database is and holds."""
    with database.reading(whole=not database.organisation) as reader:
        organisations = tuple(name for _, name in organisations_of(reader))
        counts = table_counts(reader, _COUNTED, standing=_COUNTED_IN_FORCE)
    size = Path(database.location).stat().st_size if database.is_sqlite else None
    kind = "SQLite" if database.is_sqlite else "PostgreSQL"
    return DatabaseInfo(database.shown_location, kind, HEAD, size, counts, organisations)


def check_offices(database: Database, *, repair: bool) -> dict[str, CheckReport]:
    """Check the organisation that is named, or each one where none is; the file's structure is looked at once."""
    if database.organisation:
        return {database.organisation: check_database(database, repair=repair)}
    with database.reading(whole=True) as reader:
        names = [name for _, name in organisations_of(reader)]
    if len(names) == 1:
        return {names[0]: check_database(database, repair=repair)}
    reports = {}
    for place, name in enumerate(names):
        office = Database(database.location, name)
        reports[name] = check_database(office, repair=repair, structure=place == 0)
        database.wrote = database.wrote or office.wrote
        office.close()
    return reports


def check_database(database: Database, *, repair: bool, structure: bool = True) -> CheckReport:
    """Derive everything from the history again and compare; with `repair`, put the derived state right.

    Looking alone writes nothing and holds up nobody. The history itself is never touched. `structure` is whether
    SQLite's own check of the whole file is asked for, too.
    """
    with database.reading() as reader:
        complaints = tuple(integrity_complaints(reader)) if structure else ()
        unreadable = tuple(unreadable_values(reader))
        try:
            tasks, plans = _differing_tasks(reader), _differing_plans(reader)
        except NEVER_WRITTEN:
            return CheckReport(complaints, (), (), repaired=False, unreadable=unreadable or ("",))
        if not repair or unreadable:
            return CheckReport(complaints, tasks, plans, repaired=False, unreadable=unreadable)
    with database.writing() as writer:
        require_office(writer)
        lock_organisation(writer)
        tasks, plans = _differing_tasks(writer), _differing_plans(writer)
        for plan_id in plans:
            refresh_plan(writer, plan_id)
        if tasks:
            refresh_tasks(writer, tasks, renumber=True)
        for plan_id in queries.plan_codes(writer):
            renumber_plan(writer, plan_id)
    return CheckReport(complaints, tasks, plans, repaired=True)


def find_differing(reader: Reader) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the tasks and the plans of the reader's organisation that stand otherwise than their history gives."""
    return _differing_tasks(reader), _differing_plans(reader)


def is_damaged(database: Database) -> bool:
    """Whether a SQLite file holds what the program never wrote: for whoever stumbled over a value nobody foresaw."""
    if not database.is_sqlite:
        return False
    try:
        reports = check_offices(Database(database.location, database.organisation), repair=False)
    except (DatabaseError, *NEVER_WRITTEN):
        return True
    return not all(report.sound for report in reports.values())


def _differing_tasks(reader: Reader) -> tuple[int, ...]:
    """The tasks whose rows in any derived table are not what the history gives, strays among them.

    So many tasks at once that a large office needs no more memory than a small one.
    """
    known = sorted(
        {row["task_id"] for table in (schema.task, *DERIVED) for row in _rows(reader, ("task_id",), table.name)}
    )
    found: set[int] = set()
    refs: dict[int, str] = {}
    plans: dict[int, list[NumberedTask]] = defaultdict(list)
    paths = {row["section_id"]: row["path"] for row in _rows(reader, ("section_id", "path"), "section")}
    for start in range(0, len(known), _TASKS_AT_ONCE):
        some = known[start : start + _TASKS_AT_ONCE]
        derived = derive_all(load_histories(reader, some))
        stored = {table.name: _by_task(reader, table.name, table.columns.keys(), some) for table in DERIVED}
        of_batch = {task_id: rows[0]["ref"] for task_id, rows in stored["task_now"].items()}
        found.update(task_id for task_id in some if not _agrees(derived.get(task_id), task_id, of_batch, stored))
        refs |= of_batch
        for task_id, state in derived.items():
            task = state.task
            path = paths.get(task["section_id"], "")
            plans[task["plan_id"]].append(NumberedTask(task_id, task["place"], task["no"], path))
    return tuple(sorted(found | _misnamed(plans.values(), refs)))


def _misnamed(plans: Iterable[list[NumberedTask]], refs: Mapping[int, str]) -> set[int]:
    """The tasks that people call otherwise than their plan's numbers give, settled again plan by plan."""
    settled = (refs_of(sorted(numbered, key=lambda task: task.place)).items() for numbered in plans)
    return {task_id for of_plan in settled for task_id, ref in of_plan if refs.get(task_id) != ref}


def _agrees(derived: DerivedTask | None, task_id: int, refs: Mapping[int, str], stored: Mapping[str, OfTask]) -> bool:
    expected: dict[str, list[dict[str, Any]]] = {name: [] for name in stored}
    if derived is not None:
        expected = {
            "task_now": [derived.task | {"ref": refs.get(task_id)}],
            "task_search": [{"task_id": task_id, "folded": derived.folded}],
            "milestone_now": derived.milestones,
            "running_now": derived.running_rows(refs.get(task_id, "")),
            "counted_now": [derived.counted_row()],
        }
    return all(_same_rows(expected[name], rows.get(task_id, [])) for name, rows in stored.items())


def _by_task(reader: Reader, table: str, columns: Iterable[str], task_ids: Sequence[int]) -> OfTask:
    names = tuple(columns)
    found: OfTask = defaultdict(list)
    for row in table_rows_of_tasks(reader, names, table, task_ids):
        record = dict(zip(names, row, strict=True))
        found[record["task_id"]].append(record)
    return found


def _same_rows(derived: list[dict[str, Any]], stored: list[Row]) -> bool:
    """Whether each derived row is stored, and no other; a task has one row, or one for each milestone."""
    by_milestone = {row.get("milestone_id"): row for row in stored}
    return len(derived) == len(stored) and all(_same(row, by_milestone.get(row.get("milestone_id"))) for row in derived)


def _same(derived: Row, stored: Row | None) -> bool:
    return stored is not None and all(stored.get(name) == value for name, value in derived.items())


def _differing_plans(reader: Reader) -> tuple[int, ...]:
    stored = {row["plan_id"]: row for row in _rows(reader, plan_now.columns.keys(), "plan_now")}
    known = {*stored, *(row["plan_id"] for row in _rows(reader, ("plan_id",), "plan"))}
    expected = {plan_id: plan_in_force(reader, plan_id) for plan_id in known}
    return tuple(
        sorted(
            plan_id
            for plan_id, row in expected.items()
            if (row is None) != (plan_id not in stored) or (row is not None and not _same(row, stored.get(plan_id)))
        )
    )


def _rows(reader: Reader, columns: Iterable[str], table: str) -> Iterable[dict[str, Any]]:
    names = tuple(columns)
    return (dict(zip(names, row, strict=True)) for row in table_rows(reader, names, table))


def role_script(owner: str, writer: str, reader: str, schema: str) -> list[str]:
    """Return the SQL that lets the owner migrate, writers append and readers read a shared PostgreSQL.

    Raises UsageError for a name that is not made of small letters, digits and «_».
    """
    from cchc_tasks.storage.roles import Roles, role_statements

    return list(role_statements(Roles(owner, writer, reader, schema)))
