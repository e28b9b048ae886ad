"""Reads the log of changes, the newest first, and only as many as are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from cchc_tasks.storage.conditions import of_organisation, taken_back_by
from cchc_tasks.storage.reader import Reader, Row
from cchc_tasks.storage.selection import Selection


class ChangeFilter(NamedTuple):
    """Which changes are wanted: those that concern one task, or any task of a selection; None does not restrict.

    With `day`, those of which something had taken effect by then, whenever they were recorded; those without an
    effective day, that were recorded by then.
    """

    task_id: int | None = None
    chosen: Selection | None = None
    day: date | None = None


#: Every change.
ALL = ChangeFilter()


def change_rows(reader: Reader, wanted: ChangeFilter = ALL, limit: int | None = None) -> Iterator[Row]:
    """Yield the changes, the newest first, `limit` at most.

    Columns: change_id, act, recorded_at, actor, sentence, takes_back, taken_back_by, the first and last day on which
    its details took effect, the same of its versions of tasks and of what it says of units, the account that recorded
    it, and its number.
    """
    source, parameters = _source(wanted)
    counted_off = "" if limit is None else f" LIMIT {int(limit)}"
    return reader.rows(
        f"WITH wanted AS (SELECT c.* {source} ORDER BY c.number DESC{counted_off}) "
        f"SELECT {_COLUMNS} FROM wanted c{_DAYS} ORDER BY c.number DESC",
        parameters,
    )


#: What takes effect by a change, under the letter by which a statement calls it.
_EFFECTS = {"d": "change_detail", "v": "task_version", "u": "unit_event"}
_COLUMNS = (
    "c.change_id, c.act, c.recorded_at, c.actor, c.sentence, c.takes_back, "
    f"{taken_back_by('c')}, "
    f"{', '.join(f'{letter}.first_day, {letter}.last_day' for letter in _EFFECTS)}, c.login, c.number"
)
# Summed up once for the wanted changes: day by day for each of them, SQLite would walk through every detail there is.
_DAYS = "".join(
    f" LEFT JOIN (SELECT e.change_id, MIN(e.effective_on) AS first_day, MAX(e.effective_on) AS last_day FROM {table} e "
    f"WHERE {of_organisation('e')} AND e.change_id IN (SELECT change_id FROM wanted) GROUP BY e.change_id) "
    f"{letter} ON {letter}.change_id = c.change_id"
    for letter, table in _EFFECTS.items()
)


def count_changes(reader: Reader, wanted: ChangeFilter = ALL) -> int:
    """Return how many changes are wanted."""
    source, parameters = _source(wanted)
    return int(next(reader.rows(f"SELECT COUNT(*) {source}", parameters))[0])


def _source(wanted: ChangeFilter) -> tuple[str, dict[str, object]]:
    conditions = [of_organisation("c")]
    parameters: dict[str, object] = {}
    if wanted.task_id is not None:
        conditions.append(f"c.change_id IN ({_changes(_OF_TASKS, 'AND e.task_id = :task')})")
        parameters["task"] = wanted.task_id
    if wanted.chosen is not None:
        tasks = f"SELECT t.task_id FROM task_now t WHERE {of_organisation('t')}{wanted.chosen.task_where()}"
        conditions.append(f"c.change_id IN ({_changes(_OF_TASKS, f'AND e.task_id IN ({tasks})')})")
        parameters |= wanted.chosen.parameters
    if wanted.day is not None:
        conditions.append(_in_effect(wanted.task_id is not None))
        parameters |= {"effective_by": wanted.day.isoformat(), "recorded_by": f"{wanted.day.isoformat()}~"}
    return f"FROM change c WHERE {' AND '.join(conditions)}", parameters


_OF_TASKS = ("change_detail", "task_version")


def _changes(tables: Iterable[str], condition: str = "") -> str:
    """A statement of the changes by which anything took effect, under a condition on it."""
    return " UNION ".join(
        f"SELECT e.change_id FROM {table} e WHERE {of_organisation('e')} {condition}" for table in tables
    )


def _in_effect(of_one_task: bool) -> str:
    """The day that counts is the first on which anything took effect; of one task, the first of its own details."""
    by_then, tables = "AND e.effective_on <= :effective_by", _EFFECTS.values()
    found = (
        f"(c.change_id IN ({_changes(tables, by_then)}) "
        f"OR (c.recorded_at <= :recorded_by AND c.change_id NOT IN ({_changes(tables)})))"
    )
    if not of_one_task:
        return found
    own = ("change_detail",)
    return (
        f"(c.change_id IN ({_changes(own, f'AND e.task_id = :task {by_then}')}) "
        f"OR (c.change_id NOT IN ({_changes(own, 'AND e.task_id = :task')}) AND {found}))"
    )


def detail_rows(reader: Reader, task_id: int) -> Iterator[Row]:
    """Yield (change_id, milestone number or None, field, value, effective_on) of a task, as recorded."""
    return reader.rows(
        "SELECT d.change_id, (SELECT MAX(v.n) FROM milestone_version v WHERE v.organisation_id = d.organisation_id "
        "AND v.milestone_id = d.milestone_id), d.field, d.value, d.effective_on FROM change_detail d "
        f"WHERE {of_organisation('d')} AND d.task_id = :task ORDER BY d.seq, d.change_detail_id",
        {"task": task_id},
    )
