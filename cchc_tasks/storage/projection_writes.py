"""Writes today's state into its tables: it is derived from the history again after each change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, delete, update

from cchc_tasks.model.refs import NumberedTask, refs_of
from cchc_tasks.storage.conditions import of_organisation, rows_of
from cchc_tasks.storage.connection import CoreReader
from cchc_tasks.storage.journal import append
from cchc_tasks.storage.projection_tables import (
    counted_now,
    milestone_now,
    plan_now,
    running_now,
    task_now,
    task_search,
)
from cchc_tasks.storage.projections import DerivedTask, derive
from cchc_tasks.storage.queries import plan_versions
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.task_history import TaskHistory, load_histories

#: How many ids one statement names.
_AT_ONCE = 500
#: What is derived of each task.
DERIVED = (
    running_now,
    counted_now,
    milestone_now,
    task_search,
    task_now,
)


def remove(reader: CoreReader, table: Table, column: str, values: Sequence[Any]) -> None:
    """Remove rows of a derived table."""
    for start in range(0, len(values), _AT_ONCE):
        listed = values[start : start + _AT_ONCE]
        mine = rows_of(table, reader.organisation_id)
        reader.connection.execute(delete(table).where(mine, table.c[column].in_(listed)))


def next_seq(reader: Reader, task_id: int) -> int:
    """Return the number that the next change of a task gets among the changes of the task."""
    found = reader.rows(
        "SELECT MAX(seq) FROM (SELECT MAX(seq) AS seq FROM change_detail "
        f"WHERE {of_organisation()} AND task_id = :task UNION ALL SELECT MAX(seq) FROM task_version "
        f"WHERE {of_organisation()} AND task_id = :task) counted",
        {"task": task_id},
    )
    return (next(found)[0] or 0) + 1


def refresh_tasks(reader: CoreReader, task_ids: Sequence[int], *, renumber: bool) -> dict[int, TaskHistory]:
    """Derive today's state of the tasks again after something was recorded of them, and return their histories.

    `renumber` says that printed numbers, sections or the set of tasks changed, so that what people call the
    tasks of their plans has to be settled again.
    """
    refs = {row[0]: row[1] for row in _now(reader, "task_id, ref", task_ids)}
    histories = load_histories(reader, task_ids)
    for table in DERIVED:
        remove(reader, table, "task_id", task_ids)
    store_derived(reader, (derive(history) for history in histories.values()), refs)
    if renumber:
        for plan_id in {history.task["plan_id"] for history in histories.values()}:
            renumber_plan(reader, plan_id)
    return histories


def store_derived(reader: CoreReader, derived: Iterable[DerivedTask | None], refs: Mapping[int, str]) -> None:
    """Insert derived rows; tasks that are in no plan today have none."""
    present = [task for task in derived if task is not None]
    append(reader, task_now, ({**d.task, "ref": refs.get(d.task["task_id"], "")} for d in present))
    append(reader, task_search, ({"task_id": d.task["task_id"], "folded": d.folded} for d in present))
    append(reader, milestone_now, (row for d in present for row in d.milestones))
    append(reader, counted_now, (d.counted_row() for d in present))
    append(
        reader,
        running_now,
        (row for d in present for row in d.running_rows(refs.get(d.task["task_id"], ""))),
    )


def renumber_plan(reader: CoreReader, plan_id: int) -> None:
    """Settle what people call each task of a plan."""
    listed = list(
        reader.rows(
            "SELECT t.task_id, t.place, t.no, COALESCE(s.path, ''), t.ref FROM task_now t "
            "LEFT JOIN section s ON s.organisation_id = t.organisation_id AND s.section_id = t.section_id "
            f"WHERE {of_organisation('t')} AND t.plan_id = :plan ORDER BY t.place",
            {"plan": plan_id},
        )
    )
    refs = refs_of(NumberedTask(*row[:4]) for row in listed)
    for task_id, *_, before in listed:
        if refs[task_id] != before:
            for table in (task_now, running_now):
                mine = rows_of(table, reader.organisation_id) & (table.c.task_id == task_id)
                reader.connection.execute(update(table).where(mine).values(ref=refs[task_id]))


def refresh_plan(reader: CoreReader, plan_id: int) -> None:
    """Derive which plan is in force under its code, from its versions whose changes are not taken back."""
    remove(reader, plan_now, "plan_id", [plan_id])
    row = plan_in_force(reader, plan_id)
    if row:
        append(reader, plan_now, [row])


def plan_in_force(reader: Reader, plan_id: int) -> dict[str, Any] | None:
    """Return the plan_now row that follows from the history, None for a withdrawn plan."""
    versions = list(plan_versions(reader, plan_id))
    # What a document amends is in force only as long as the plan itself is.
    if not any(document is None for *_, document in versions):
        return None
    code, title, first, last, *_ = versions[-1]
    return {"plan_id": plan_id, "code": code, "title": title, "period_first": first, "period_last": last}


def derive_all(histories: Mapping[int, TaskHistory]) -> dict[int, DerivedTask]:
    """Return today's state of every task that is in a plan."""
    derived = {task_id: derive(history) for task_id, history in histories.items()}
    return {task_id: state for task_id, state in derived.items() if state is not None}


def _now(reader: CoreReader, columns: str, task_ids: Sequence[int]) -> Iterable[tuple[Any, ...]]:
    for start in range(0, len(task_ids), _AT_ONCE):
        listed = ", ".join(str(int(task_id)) for task_id in task_ids[start : start + _AT_ONCE])
        yield from reader.rows(f"SELECT {columns} FROM task_now WHERE {of_organisation()} AND task_id IN ({listed})")
