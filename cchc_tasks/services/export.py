"""Everything out: the tasks as they stand and the whole log, as one JSON document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from cchc_tasks.model.filters import Filters
from cchc_tasks.model.timing import DueRules
from cchc_tasks.services.as_json import change_as_json, plan_as_json, task_as_json
from cchc_tasks.services.looking import history, list_plans, list_tasks
from cchc_tasks.storage import reads
from cchc_tasks.storage.engine import Database


def export_document(database: Database, filters: Filters, day: date, rules: DueRules) -> dict[str, Any]:
    """Return plans, tasks on the day, the log of changes with every detail ever recorded, and units.

    Nothing that was recorded is left out: `details` holds each field that each change set.
    """
    with database.reading() as reader:
        details = [dict(zip(_DETAIL, row, strict=True)) for row in reads.all_detail_rows(reader)]
        versions = [dict(zip(reads.VERSION_COLUMNS, row, strict=True)) for row in reads.version_rows(reader)]
        units = [{"name": name, "unit": str(unit_id)} for name, unit_id in sorted(reads.unit_names(reader).items())]
    tasks = list_tasks(database, filters, day, rules)
    return {
        "format": "cchc-tasks/1",
        "as_of": day.isoformat(),
        "plans": [plan_as_json(plan) for plan in list_plans(database)],
        "tasks": [task_as_json(task) for task in tasks],
        "changes": [change_as_json(change) for change in history(database)],
        "details": [_with_text_ids(record) for record in details],
        "versions": [_with_text_ids(record) for record in versions],
        "units": units,
    }


_DETAIL = ("change_id", "task_id", "seq", "milestone_id", "field", "value", "effective_on")


def _with_text_ids(record: dict[str, Any]) -> dict[str, Any]:
    """Ids are longer than JavaScript's whole numbers, so they leave as text."""
    return dict(_text_ids(record))


def _text_ids(record: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in record.items():
        yield name, str(value) if name.endswith("_id") and value is not None else value
