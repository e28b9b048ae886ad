"""Shows a past day: on this connection the projections stand as they stood then.

The tables of today are shadowed by temporary ones of the same names, so that every reading statement serves any
day. Only tasks for which something took effect after the day are derived again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_tasks.storage.conditions import of_organisation, of_readers_organisation
from cchc_tasks.storage.queries import plan_versions

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from cchc_tasks.storage.reader import Reader

_TABLES = ("task_now", "task_search", "milestone_now", "running_now")
_REFS = f"SELECT task_id, ref FROM task_now WHERE {of_organisation()}"
_REVISIONS = f"SELECT milestone_id, revision, revised_at FROM milestone_now WHERE {of_organisation()}"
_INDEXES = {
    "task_now": ("task_id",),
    "task_search": ("task_id",),
    "milestone_now": ("task_id", "milestone_id"),
    "running_now": ("due", "task_id"),
}


def look_at(reader: Reader, day: date) -> None:
    """Make the reader show the state on the day; today's state needs nothing when nothing took effect later."""
    if reader.shadowed:
        show_today(reader)
    reader.day = day.isoformat()
    affected = changed_after(reader, day)
    if affected or plans_amended_after(reader, day):
        _shadow_today(reader, day, affected)


def changed_after(reader: Reader, day: date) -> list[int]:
    """Return the tasks of which something took effect after the day."""
    return [int(row[0]) for row in reader.rows(_LATER, {"day": day.isoformat()})]


_LATER = (
    f"SELECT task_id FROM change_detail WHERE {of_organisation()} AND effective_on > :day "
    f"UNION SELECT task_id FROM task_version WHERE {of_organisation()} AND effective_on > :day"
)


def plans_amended_after(reader: Reader, day: date) -> list[int]:
    """Return the plans whose own title a document changed after the day."""
    found = reader.rows(
        f"SELECT DISTINCT plan_id FROM plan_version WHERE {of_organisation()} AND effective_on > :day "
        "AND document IS NOT NULL",
        {"day": day.isoformat()},
    )
    return [int(row[0]) for row in found]


def _shadow_today(reader: Reader, day: date, affected: list[int]) -> None:
    """Make the reader show the state on the day; `affected` are the tasks for which something took effect later."""
    from cchc_tasks.storage.projections import derive  # a look at today, the usual one, needs neither
    from cchc_tasks.storage.task_history import load_histories

    histories = load_histories(reader, affected if len(affected) < 20_000 else None)
    revisions = {row[0]: (row[1], row[2]) for row in reader.rows(_REVISIONS)}
    derived = [derive(histories[task_id], day.isoformat(), revisions) for task_id in affected]
    present = [task for task in derived if task is not None]
    refs = {row[0]: row[1] for row in reader.rows(_REFS)}
    renumbered = _plans_numbered_later(reader, day)
    rows: dict[str, list[dict[str, Any]]] = {
        "task_now": [d.task | {"ref": refs.get(d.task["task_id"], "")} for d in present],
        "task_search": [{"task_id": d.task["task_id"], "folded": d.folded} for d in present],
        "milestone_now": [row for d in present for row in d.milestones],
        "running_now": [row for d in present for row in d.running_rows(refs.get(d.task["task_id"], ""))],
    }
    reader.shadowed = True
    for table in _TABLES:
        _fill(reader, table, _shadow(reader, table, affected), rows[table])
    _name_tasks(reader, renumbered)
    _shadow_plans(reader, day)


def show_today(reader: Reader) -> None:
    """Make the reader show the state of today again."""
    place = "pg_temp." if reader.dialect == "postgresql" else "temp."
    for table in (*_TABLES, "plan_now"):
        reader.script(f"DROP TABLE {place}{table}")
    reader.shadowed = False


def _shadow(reader: Reader, table: str, affected: list[int]) -> list[str]:
    """Copy today's rows of the other tasks into a temporary table of the same name; return its columns."""
    postgres = reader.dialect == "postgresql"
    reader.script("CREATE TEMPORARY TABLE IF NOT EXISTS affected_task (task_id BIGINT PRIMARY KEY)")
    if table == _TABLES[0]:
        reader.script("DELETE FROM affected_task")
        reader.script("INSERT INTO affected_task VALUES (?)", [(task_id,) for task_id in affected])
    kept = "ON COMMIT DROP " if postgres else ""
    reader.script(
        f"CREATE TEMPORARY TABLE {table} {kept}AS SELECT * FROM {table} x "
        f"WHERE {of_readers_organisation(reader)} "
        "AND NOT EXISTS (SELECT 1 FROM affected_task a WHERE a.task_id = x.task_id)"
    )
    place = "" if postgres else "temp."
    for column in _INDEXES[table]:
        reader.script(f"CREATE INDEX {place}as_of_{table}_{column} ON {table} (organisation_id, {column})")
    if postgres:
        found = reader.rows(
            "SELECT attname FROM pg_attribute WHERE attrelid = CAST(:name AS regclass) AND attnum > 0 ORDER BY attnum",
            {"name": f"pg_temp.{table}"},
        )
    else:
        found = reader.rows("SELECT name FROM pragma_table_info(:name, 'temp') ORDER BY cid", {"name": table})
    return [row[0] for row in found]


def _fill(reader: Reader, table: str, columns: list[str], rows: list[dict[str, Any]]) -> None:
    marks = ", ".join("?" for _ in columns)
    mine = {"organisation_id": reader.organisation_id}
    values = [tuple((row | mine)[name] for name in columns) for row in rows]
    reader.script(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", values)


def _shadow_plans(reader: Reader, day: date) -> None:
    """Give plans that a document amended later the titles they had."""
    kept = "ON COMMIT DROP " if reader.dialect == "postgresql" else ""
    reader.script(
        f"CREATE TEMPORARY TABLE plan_now {kept}AS SELECT * FROM plan_now WHERE {of_readers_organisation(reader)}"
    )
    for plan_id in plans_amended_after(reader, day):
        earlier = [row for row in plan_versions(reader, plan_id) if row[4] <= day.isoformat()]
        for _, title, first, last, *_ in earlier[-1:]:
            reader.script(
                "UPDATE plan_now SET title = ?, period_first = ?, period_last = ? WHERE plan_id = ?",
                [(title, first, last, plan_id)],
            )


def _plans_numbered_later(reader: Reader, day: date) -> set[int]:
    """The plans of which printed words took effect after the day: numbers and the set of tasks may have differed."""
    found = reader.rows(
        "SELECT DISTINCT t.plan_id FROM task_version v JOIN task t ON t.organisation_id = v.organisation_id "
        f"AND t.task_id = v.task_id WHERE {of_organisation('v')} AND v.effective_on > :day",
        {"day": day.isoformat()},
    )
    return {int(row[0]) for row in found}


def _name_tasks(reader: Reader, plan_ids: set[int]) -> None:
    """Give the tasks the refs they had: printed numbers on the day settle them, as they do today."""
    from cchc_tasks.model.refs import NumberedTask, refs_of

    for plan_id in plan_ids:
        listed = reader.rows(
            "SELECT t.task_id, t.place, t.no, COALESCE(s.path, '') FROM task_now t "
            "LEFT JOIN section s ON s.organisation_id = t.organisation_id AND s.section_id = t.section_id "
            f"WHERE {of_organisation('t')} AND t.plan_id = :plan ORDER BY t.place",
            {"plan": plan_id},
        )
        refs = refs_of(NumberedTask(*row) for row in listed)
        named = [(ref, task_id) for task_id, ref in refs.items()]
        for table in ("task_now", "running_now"):
            reader.script(f"UPDATE {table} SET ref = ? WHERE task_id = ?", named)
