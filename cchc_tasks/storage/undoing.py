"""What can be taken back and done again, and the copies of a change's rows that doing it again appends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from cchc_tasks.storage import tables
from cchc_tasks.storage.acting import ChangeRecorder
from cchc_tasks.storage.reader import Reader, Row

_COLUMNS = "c.change_id, c.act, c.actor, c.sentence, c.takes_back"
_TAKEN_BACK = (
    "EXISTS (SELECT 1 FROM change u WHERE u.organisation_id = c.organisation_id AND u.takes_back = c.change_id)"
)


class RecordedChange(NamedTuple):
    """One change of the log: `takes_back` is the change that an undo or a redo is about."""

    change_id: int
    act: str
    actor: str
    sentence: str
    takes_back: int | None
    is_taken_back: bool


def change_of(reader: Reader, change_id: int) -> RecordedChange | None:
    """Return a change of the organisation by its id, None where there is none."""
    found = reader.rows(
        f"SELECT {_COLUMNS}, CASE WHEN {_TAKEN_BACK} THEN 1 ELSE 0 END FROM change c "
        "WHERE c.organisation_id = :org AND c.change_id = :change",
        {"change": change_id},
    )
    return next((_change(row) for row in found), None)


def changes_by(reader: Reader, actor: str) -> Iterator[RecordedChange]:
    """Yield a person's changes, the newest first."""
    found = reader.rows(
        f"SELECT {_COLUMNS}, CASE WHEN {_TAKEN_BACK} THEN 1 ELSE 0 END FROM change c "
        "WHERE c.organisation_id = :org AND c.actor = :actor ORDER BY c.recorded_at DESC, c.change_id DESC",
        {"actor": actor},
    )
    return (_change(row) for row in found)


def _change(row: Row) -> RecordedChange:
    return RecordedChange(row[0], row[1], row[2], row[3], row[4], bool(row[5]))


def tasks_of_change(reader: Reader, change_id: int) -> list[int]:
    """Return the tasks of which the change recorded something."""
    found = reader.rows(
        "SELECT task_id FROM change_detail WHERE organisation_id = :org AND change_id = :change "
        "UNION SELECT task_id FROM task_version WHERE organisation_id = :org AND change_id = :change ORDER BY 1",
        {"change": change_id},
    )
    return [int(row[0]) for row in found]


def tasks_of_plans(reader: Reader, plan_ids: list[int]) -> list[int]:
    """Return every task that was ever in the plans."""
    listed = ", ".join(map(str, plan_ids)) or "NULL"
    return [
        int(row[0])
        for row in reader.rows(f"SELECT task_id FROM task WHERE organisation_id = :org AND plan_id IN ({listed})")
    ]


def plans_of_change(reader: Reader, change_id: int) -> dict[int, str]:
    """Return the plans of which the change made a version, with their codes."""
    found = reader.rows(
        "SELECT DISTINCT v.plan_id, p.code FROM plan_version v JOIN plan p "
        "ON p.organisation_id = v.organisation_id AND p.plan_id = v.plan_id "
        "WHERE v.organisation_id = :org AND v.change_id = :change",
        {"change": change_id},
    )
    return dict(found)


def changes_built_on(reader: Reader, change_id: int) -> int:
    """Return how many changes in force came later on tasks that the change brought into a plan."""
    found = reader.rows(
        "SELECT COUNT(DISTINCT c.change_id) FROM change c WHERE c.organisation_id = :org AND c.act NOT IN "
        f"('undo', 'redo') AND c.change_id <> :change AND NOT {_TAKEN_BACK} AND c.change_id IN ("
        "SELECT d.change_id FROM change_detail d JOIN task t ON t.organisation_id = d.organisation_id "
        "AND t.task_id = d.task_id WHERE d.organisation_id = :org AND t.change_id = :change "
        "UNION SELECT v.change_id FROM task_version v JOIN task t ON t.organisation_id = v.organisation_id "
        "AND t.task_id = v.task_id WHERE v.organisation_id = :org AND t.change_id = :change)",
        {"change": change_id},
    )
    return int(next(found)[0])


def copy_change(recorder: ChangeRecorder, change_id: int) -> None:
    """Append what a change set once more, on the same days: new versions and details of the recorder's change."""
    new_id = recorder.new_id
    for row in _rows(recorder.writer, "plan_version", "change_id", [change_id]):
        recorder.add("plan_version", row | {"plan_version_id": new_id(), "change_id": recorder.change_id})
    versions: dict[int, int] = {}
    for row in _rows(recorder.writer, "task_version", "change_id", [change_id]):
        versions[row["task_version_id"]] = version_id = new_id()
        numbered = {"task_version_id": version_id, "seq": recorder.seq(row["task_id"])}
        recorder.add("task_version", row | numbered | {"change_id": recorder.change_id})
    for table in ("milestone_version", "assignment"):
        for row in _rows(recorder.writer, table, "task_version_id", list(versions)):
            own = {f"{table}_id": new_id(), "task_version_id": versions[row["task_version_id"]]}
            recorder.add(table, row | own)
    for row in _rows(recorder.writer, "change_detail", "change_id", [change_id]):
        recorder.set(row["task_id"], row["milestone_id"], {row["field"]: row["value"]}, row["effective_on"])


def _rows(reader: Reader, table: str, column: str, values: list[int]) -> Iterator[dict[str, Any]]:
    names = [name for name in tables.metadata.tables[table].columns.keys() if name != "organisation_id"]  # noqa: SIM118
    for start in range(0, len(values), 500):
        listed = ", ".join(map(str, values[start : start + 500]))
        found = reader.rows(
            f"SELECT {', '.join(names)} FROM {table} WHERE organisation_id = :org AND {column} IN ({listed}) "
            f"ORDER BY {table}_id"
        )
        for row in list(found):
            yield dict(zip(names, row, strict=True))
