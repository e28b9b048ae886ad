"""The conditions that nearly every statement needs: the row is of the organisation, and its change counts.

`row` is always the name of a table in the statement. Text here is portable SQL; `:org` is the reader's organisation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Table

    from cchc_tasks.storage.reader import Reader


def of_organisation(row: str = "") -> str:
    """Return the condition that a row is of the organisation that is meant: nobody sees or changes others' rows."""
    return f"{row}.organisation_id = :org" if row else "organisation_id = :org"


def of_readers_organisation(reader: Reader) -> str:
    """Return the same condition with the organisation itself, for statements that take no parameters."""
    return f"organisation_id = {int(reader.organisation_id)}"


def rows_of(table: Table, organisation_id: int) -> ColumnElement[bool]:
    """Return the same condition for a statement that is put together from a declared table."""
    return table.c.organisation_id == organisation_id


def taken_back(row: str, change: str = "change") -> str:
    """Return the condition that the row's change was taken back; `change` names the table, with a schema if need be."""
    return f"EXISTS (SELECT 1 {_undo_of(row, change)})"


def in_force(row: str, change: str = "change") -> str:
    """Return the condition that the row's change counts: it was not taken back."""
    return f"NOT {taken_back(row, change)}"


def taken_back_by(row: str) -> str:
    """Return the id of the change by which the row's change was taken back, as a value of the statement."""
    return f"(SELECT MIN(u.change_id) {_undo_of(row, 'change')})"


def _undo_of(row: str, change: str) -> str:
    return f"FROM {change} u WHERE u.organisation_id = {row}.organisation_id AND u.takes_back = {row}.change_id"


def changes_taken_back(reader: Reader) -> set[int]:
    """Return the ids of all changes that were taken back, for whoever looks at very many."""
    found = reader.rows(f"SELECT takes_back FROM change WHERE {of_organisation()} AND takes_back IS NOT NULL")
    return {row[0] for row in found}
