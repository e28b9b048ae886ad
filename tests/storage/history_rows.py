"""The rows of one plan with one task of one milestone, for tests of the history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, inspect

from cchc_tasks.model.acts import Act
from cchc_tasks.storage import schema
from cchc_tasks.storage.ids import IdMaker, new_uid


def insert_as_then(connection: Connection, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Insert rows of the first organisation into tables of an older schema, without the columns of later ones."""
    for table in schema.APPEND_ONLY:
        if table.name in rows:
            known = {column["name"] for column in inspect(connection).get_columns(table.name)}
            for row in rows[table.name]:
                then = {name: value for name, value in row.items() if name in known}
                connection.execute(table.insert(), {"organisation_id": 1, **then})


class TaskRows:
    """Rows by table, all of one import."""

    def __init__(self, act: Act, due: date) -> None:
        new_id = IdMaker(act.moment)
        self.act = act
        self.due = due
        self.change_id, self.plan_id, self.task_id = new_id(), new_id(), new_id()
        self.version_id, self.milestone_id, self.other_id = new_id(), new_id(), new_id()

    def change(self, change_id: int, number: int, act: Act, kind: str, takes_back: int | None = None) -> dict[str, Any]:
        return {
            "change_id": change_id,
            "number": number,
            "last_id": change_id,
            "act": kind,
            "recorded_at": act.recorded_at,
            "actor": act.actor,
            "sentence": "thử",
            "takes_back": takes_back,
            "plan_id": None,
        }

    def tables(self) -> dict[str, list[dict[str, Any]]]:
        made = {"plan_id": self.plan_id, "change_id": self.change_id}
        version = {
            "plan_version_id": self.other_id, **made, "effective_on": "2026-01-01", "title": "Kế hoạch thử",
            "period_first": "2026-01-01", "period_last": "2026-12-31", "document": None,
        }  # fmt: skip
        return {
            "change": [self.change(self.change_id, 1, self.act, "import")],
            "plan": [{**made, "code": "THU-2026"}],
            "plan_version": [version],
            "task": [{**made, "task_id": self.task_id, "place": 1}],
            "task_version": [self._version()],
            "milestone": [{"milestone_id": self.milestone_id, "task_id": self.task_id, "uid": new_uid()}],
            "milestone_version": [self._milestone()],
        }

    def _version(self) -> dict[str, Any]:
        texts = ("activities", "outputs", "lead_text", "support_text", "start_text", "deadline_text", "review")
        return {
            "task_version_id": self.version_id, "task_id": self.task_id, "change_id": self.change_id, "seq": 1,
            "effective_on": "2026-01-01", "in_plan": 1, "section_id": None, "no": "1", "title": "Rà soát văn bản",
            **dict.fromkeys(texts, ""), "source_file": "thu.csv", "source_sha256": "0", "source_row": 2,
        }  # fmt: skip

    def _milestone(self) -> dict[str, Any]:
        empty = (
            "label",
            "start",
            "every",
            "series",
            "awaited",
            "offset_number",
            "offset_unit",
            "offset_anchor",
            "reason",
        )
        return {
            "milestone_version_id": self.other_id, "milestone_id": self.milestone_id, "task_id": self.task_id,
            "task_version_id": self.version_id, "n": 1, "kind": "fixed", "due": self.due.isoformat(),
            **dict.fromkeys(empty), "rule": "đúng ngày", "assumed": "", "ambiguous": 0,
        }  # fmt: skip
