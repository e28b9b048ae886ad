"""What the list asks of the database: the ids of the selection, the tasks around the cursor, the shown table."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from cchc_tasks.model.filters import Filters
from cchc_tasks.model.task import Task
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.screen_list import ListedIds, list_ids, load_tasks_by_id, newest_change_number
from cchc_tasks.tui.environment import ScreenEnvironment
from cchc_tasks.tui.screens.table_screen import ScreenTable

#: Tasks read with the ids, from some rows above the cursor on.
_PAGE, _ABOVE = 60, 20


class ListRequest(NamedTuple):
    """What is to be listed."""

    selection: Filters
    view: str
    day: date


class ListAnswer(NamedTuple):
    """What is listed: the newest change, the ids, the tasks around the cursor, and the content of the shown table."""

    newest_change: int
    ids: ListedIds
    tasks: dict[int, Task]
    table: Any


def read_list(
    database: Database,
    environment: ScreenEnvironment,
    request: ListRequest,
    table: ScreenTable | None,
    keep: int | None,
) -> ListAnswer:
    """Read what is listed, from within the store; raises AppError."""
    selection, view, day = request
    newest = newest_change_number(database)
    found = list_ids(database, selection, day, environment.rules, view)  # type: ignore[arg-type]
    first = max(0, found.ids.index(keep) - _ABOVE) if keep in found.ids else 0
    tasks = load_tasks_by_id(database, found.ids[first : first + _PAGE], day, environment.rules)
    content = table.read(database, environment, selection, day) if table is not None else None
    database.may_create = False
    return ListAnswer(newest, found, tasks, content)
