"""Which tasks left a plan, when, and by which document: they are in no list any more, but their history stays."""

from __future__ import annotations

from datetime import date, timedelta

from cchc_tasks.model.amendment import RemovedTask
from cchc_tasks.model.refs import typed_number
from cchc_tasks.plans.sql import removals
from cchc_tasks.storage import queries
from cchc_tasks.storage.as_of import look_at
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.projections import derive
from cchc_tasks.storage.reader import Reader, Row
from cchc_tasks.storage.selection import plan_id_of
from cchc_tasks.storage.task_history import load_histories


def removed_tasks(
    database: Database, plan: str, from_day: date | None = None, to_day: date | None = None
) -> list[RemovedTask]:
    """Return the tasks that left the plan from `from_day` to `to_day` and are out of it on that last day.

    None is no bound. Each is called what people called it on the day before. Raises NotFoundError for a plan that is
    not there.
    """
    with database.reading() as reader:
        return removed_from(reader, plan, from_day or date.min, to_day or date.max)


def removed_from(reader: Reader, plan: str, from_day: date, to_day: date) -> list[RemovedTask]:
    """Return the same through a reader, which shows the state of today again afterwards."""
    plan_id = plan_id_of(reader, plan)
    first: dict[int, Row] = {}
    for row in removals(reader, plan_id, from_day.isoformat(), to_day.isoformat()):
        first.setdefault(row[0], row)
    histories = load_histories(reader, list(first))
    out = [row for task_id, row in first.items() if derive(histories[task_id], to_day.isoformat(), {}) is None]
    refs = _refs_before(reader, out)
    return [
        RemovedTask(task_id, refs.get(task_id) or typed_number(no), title, date.fromisoformat(day), document or "")
        for task_id, day, no, title, document in out
    ]


def _refs_before(reader: Reader, rows: list[Row]) -> dict[int, str]:
    """What people called the tasks on the day before they left."""
    refs: dict[int, str] = {}
    for day in sorted({row[1] for row in rows}):
        look_at(reader, date.fromisoformat(day) - timedelta(days=1))
        left = [row[0] for row in rows if row[1] == day]
        refs |= {row[0]: row[1] for row in queries.named_tasks(reader, left)}
    if reader.shadowed:
        from cchc_tasks.storage.as_of import show_today

        show_today(reader)
    return refs
