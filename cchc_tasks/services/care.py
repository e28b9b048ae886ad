"""Care of the database: what is in it, bringing it up to date, comparing the derived state with the history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cchc_tasks.storage import reads, tables
from cchc_tasks.storage.engine import HEAD, CoreReader, Database
from cchc_tasks.storage.histories import load_histories
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.writes import derive_all, plan_in_force, refresh_plan, refresh_tasks

_COUNTED = ("plan_now", "task_now", "milestone_now", "unit", "change", "change_detail")


@dataclass(frozen=True, slots=True)
class DatabaseInfo:
    """Where the data is and what is in it; `size` in bytes, None on a server; `counts` rows by table."""

    location: str
    kind: str
    revision: str
    size: int | None
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found: SQLite's own complaints, tasks and plans whose derived state was not the history's."""

    complaints: tuple[str, ...]
    tasks: tuple[int, ...]
    plans: tuple[int, ...]
    repaired: bool

    @property
    def sound(self) -> bool:
        return not (self.complaints or self.tasks or self.plans)


def database_info(database: Database) -> DatabaseInfo:
    """Return what the database is and holds."""
    with database.reading() as reader:
        counts = reads.table_counts(reader, _COUNTED)
    size = Path(database.location).stat().st_size if database.is_sqlite else None
    return DatabaseInfo(database.shown_location, "SQLite" if database.is_sqlite else "PostgreSQL", HEAD, size, counts)


def check_database(database: Database, *, repair: bool) -> CheckReport:
    """Derive everything from the history again and compare; with `repair`, put the derived state right.

    The history itself is never touched.
    """
    with database.reading() as reader:
        complaints = tuple(reads.integrity_complaints(reader))
    with database.writing() as writer:
        tasks, plans = _differing_tasks(writer), _differing_plans(writer)
        if repair:
            for plan_id in plans:
                refresh_plan(writer, plan_id)
            if tasks:
                refresh_tasks(writer, tasks, renumber=True)
    return CheckReport(complaints, tuple(tasks), tuple(plans), repair)


def _differing_tasks(reader: CoreReader) -> list[int]:
    histories = load_histories(reader)
    derived = derive_all(histories)
    task_now = {row["task_id"]: row for row in _rows(reader, tables.task_now.columns.keys(), "task_now")}
    search = {row["task_id"]: row["folded"] for row in _rows(reader, ("task_id", "folded"), "task_search")}
    milestones: dict[int, dict[int, Mapping[str, Any]]] = {}
    for row in _rows(reader, tables.milestone_now.columns.keys(), "milestone_now"):
        milestones.setdefault(row["task_id"], {})[row["milestone_id"]] = row
    running: dict[int, list[Mapping[str, Any]]] = {}
    for row in _rows(reader, tables.running_now.columns.keys(), "running_now"):
        running.setdefault(row["task_id"], []).append(row)
    differing = [task_id for task_id in task_now if task_id not in derived]
    for task_id, state in derived.items():
        stored = task_now.get(task_id, {})
        rows = milestones.get(task_id, {})
        same = (
            _same(state.task, stored)
            and search.get(task_id) == state.folded
            and len(rows) == len(state.milestones)
            and all(_same(row, rows.get(row["milestone_id"], {})) for row in state.milestones)
            and _same_rows(state.running_rows(stored.get("ref", "")), running.get(task_id, []))
        )
        if not same or not stored.get("ref"):
            differing.append(task_id)
    return differing


def _same(derived: Mapping[str, Any], stored: Mapping[str, Any]) -> bool:
    return all(stored.get(name, _MISSING) == value for name, value in derived.items())


def _same_rows(derived: list[dict[str, Any]], stored: list[Mapping[str, Any]]) -> bool:
    by_milestone = {row["milestone_id"]: row for row in stored}
    same = all(_same(row, by_milestone.get(row["milestone_id"], {})) for row in derived)
    return same and len(derived) == len(stored)


_MISSING = object()


def _differing_plans(reader: CoreReader) -> list[int]:
    stored = {row["plan_id"]: row for row in _rows(reader, tables.plan_now.columns.keys(), "plan_now")}
    plan_ids = [row["plan_id"] for row in _rows(reader, ("plan_id",), "plan")]
    expected = {plan_id: plan_in_force(reader, plan_id) for plan_id in plan_ids}
    return [
        plan_id
        for plan_id, row in expected.items()
        if (row is None) != (plan_id not in stored) or (row and not _same(row, stored[plan_id]))
    ]


def _rows(reader: Reader, columns: Iterable[str], table: str) -> Iterable[dict[str, Any]]:
    names = tuple(columns)
    return (dict(zip(names, row, strict=True)) for row in reads.table_rows(reader, names, table))
