"""Statements of units: the tasks that name them, and the words of tasks in force on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_tasks.storage.conditions import in_force, of_organisation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cchc_tasks.storage.reader import Reader, Row


def tasks_naming(reader: Reader, unit_ids: Iterable[int]) -> list[int]:
    """Return the tasks in a plan of which any words, whether or not they are in force, name one of the units."""
    listed = ", ".join(str(int(unit_id)) for unit_id in unit_ids) or "NULL"
    rows = reader.rows(
        f"SELECT t.task_id FROM task_now t WHERE {of_organisation('t')} AND t.task_id IN "
        f"(SELECT a.task_id FROM assignment a WHERE {of_organisation('a')} AND a.unit_id IN ({listed})) "
        "ORDER BY t.task_id"
    )
    return [int(row[0]) for row in rows]


def open_tasks_of_units(reader: Reader, unit_ids: Iterable[int] | None = None) -> Iterator[Row]:
    """Yield (task_id, role, unit_id) of tasks whose work is not over, as the reader sees them; of all units for None.

    Over are tasks whose milestones are all closed, and those that left their plan, went to next year or never arose.
    """
    listed = "" if unit_ids is None else f"AND a.unit_id IN ({', '.join(str(int(u)) for u in unit_ids) or 'NULL'}) "
    return reader.rows(
        "SELECT t.task_id, a.role, a.unit_id FROM task_now t JOIN assignment a "
        "ON a.organisation_id = t.organisation_id AND a.task_version_id = t.task_version_id "
        f"WHERE {of_organisation('t')} {listed}"
        "AND t.status NOT IN ('dropped', 'carried_over', 'nothing_arisen') AND EXISTS (SELECT 1 FROM milestone_now m "
        "WHERE m.organisation_id = t.organisation_id AND m.task_id = t.task_id AND m.closed = 0) "
        "ORDER BY t.task_id, a.role, a.place"
    )


def quiet_tasks_of_units(reader: Reader, unit_ids: Iterable[int], day: str) -> list[int]:
    """Return the tasks that one of the units leads, of which nothing has arisen so far and something still may."""
    listed = ", ".join(str(int(unit_id)) for unit_id in unit_ids) or "NULL"
    rows = reader.rows(
        "SELECT DISTINCT t.task_id FROM task_now t JOIN assignment a ON a.organisation_id = t.organisation_id "
        f"AND a.task_version_id = t.task_version_id WHERE {of_organisation('t')} AND t.status = 'nothing_arisen' "
        f"AND a.role = 'lead' AND a.unit_id IN ({listed}) AND EXISTS (SELECT 1 FROM milestone_now m "
        "WHERE m.organisation_id = t.organisation_id AND m.task_id = t.task_id AND m.closed = 0 AND m.due >= :day) "
        "ORDER BY t.task_id",
        {"day": day},
    )
    return [int(row[0]) for row in rows]


def versions_in_force(reader: Reader, task_ids: Sequence[int], day: str) -> dict[int, int]:
    """Return the version of each task's words that is in force on the day, whatever day the reader looks at."""
    found: dict[int, int] = {}
    for start in range(0, len(task_ids), 500):
        listed = ", ".join(str(int(task_id)) for task_id in task_ids[start : start + 500])
        rows = reader.rows(
            f"SELECT v.task_id, v.task_version_id FROM task_version v WHERE {of_organisation('v')} "
            f"AND v.task_id IN ({listed}) AND v.effective_on <= :day AND {in_force('v')} "
            "ORDER BY v.effective_on, v.seq",
            {"day": day},
        )
        found |= {int(task_id): int(version_id) for task_id, version_id in rows}
    return found
