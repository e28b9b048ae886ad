"""The full export: the tasks as they stand and every row that was ever recorded, as one JSON document."""

from __future__ import annotations

from datetime import date
from typing import Any

from cchc_tasks.model.filters import Filters
from cchc_tasks.model.timing import DueRules
from cchc_tasks.office.sql import table_rows
from cchc_tasks.plans.plan_lookup import tasks_on
from cchc_tasks.storage import schema
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.task_loader import load_plans
from cchc_tasks.tracking.views import plan_as_json, task_as_json


def export_document(database: Database, filters: Filters, day: date, rules: DueRules) -> dict[str, Any]:
    """Return plans, the selected tasks on the day, and the whole history of the organisation, of one moment.

    `history` holds every row of every append-only table; filters select among `tasks` alone.
    """
    with database.reading() as reader:
        history = {table.name: _rows(reader, table.name, table.columns.keys()) for table in schema.APPEND_ONLY}
        plans = load_plans(reader)
        tasks = tasks_on(reader, filters, day, rules)
    return {
        "format": "cchc-tasks/1",
        "as_of": day.isoformat(),
        "plans": [plan_as_json(plan) for plan in plans],
        "tasks": [task_as_json(task) for task in tasks],
        "history": history,
    }


def _rows(reader: Reader, table: str, columns: list[str]) -> list[dict[str, Any]]:
    """The rows of a table; ids leave as text, because they are longer than JavaScript's whole numbers."""
    ids = {name for name in columns if name.endswith("_id") or name == "takes_back"}
    found = table_rows(reader, tuple(columns), table)
    return [
        {
            name: str(value) if name in ids and value is not None else value
            for name, value in zip(columns, row, strict=True)
        }
        for row in found
    ]
