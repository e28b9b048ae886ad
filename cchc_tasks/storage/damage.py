"""Values in the history that the program never writes: a bit that flipped on the disk leaves such.

SQLite's own check sees what breaks the structure of a file, and the comparison with the history what people see
today; a day or a moment that no calendar has can stand where neither looks.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from cchc_tasks.storage.conditions import of_organisation

if TYPE_CHECKING:
    from cchc_tasks.storage.reader import Reader

#: What is raised wherever a value that was never written is first used.
NEVER_WRITTEN = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
_MOMENTS = {"change": ("recorded_at",), "access_grant": ("recorded_at",)}
_DAYS = {
    "plan_version": ("effective_on", "period_first", "period_last"),
    "task_version": ("effective_on",),
    "milestone_version": ("start", "due"),
    "change_detail": ("effective_on",),
    "unit_name": ("effective_on",),
    "unit_member": ("effective_on",),
    "unit_successor": ("effective_on",),
    "unit_event": ("effective_on",),
}


def unreadable_values(reader: Reader) -> list[str]:
    """Return the columns of the history, as table.column, in which a day or a moment cannot be read."""
    found = []
    for columns_of, read in ((_MOMENTS, datetime.fromisoformat), (_DAYS, date.fromisoformat)):
        for table, columns in columns_of.items():
            found += [f"{table}.{column}" for column in columns if not _all_readable(reader, table, column, read)]
    return found


def _all_readable(reader: Reader, table: str, column: str, read: Callable[[str], object]) -> bool:
    statement = f"SELECT DISTINCT {column} FROM {table} WHERE {of_organisation()} AND {column} IS NOT NULL"
    try:
        for (value,) in reader.rows(statement):
            read(value)
    except NEVER_WRITTEN:
        return False
    return True
