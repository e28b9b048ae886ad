"""The same tasks in a DataTable, as a program without a list of its own would show them: the other half of a pair."""

from __future__ import annotations

import sys
from datetime import date

from textual.app import App, ComposeResult
from textual.widgets import DataTable

from cchc_tasks.model.filters import Filters
from cchc_tasks.plans.plan_lookup import list_tasks
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.task_description import due_text


class TableApp(App[None]):
    """One table of every task."""

    def __init__(self, database: Database, day: date) -> None:
        super().__init__()
        self.database = database
        self.day = day

    def compose(self) -> ComposeResult:
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("Mã", "Nhiệm vụ", "Đơn vị", "Thời hạn")
        for task in list_tasks(self.database, Filters(), self.day):
            table.add_row(task.ref, task.title, task.lead_text, due_text(task))


if __name__ == "__main__":
    TableApp(Database(sys.argv[1]), date.fromisoformat(sys.argv[2])).run()
