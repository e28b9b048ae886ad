"""The journal is the only place where rows are appended: a change gets its number and its ids here.

The machines of an office do not agree on the time. What came first is therefore a number that each change gets under
the organisation's lock, 1, 2, 3 …, and ids grow in the same order; the moment that a clock showed is only told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Table, insert

from cchc_tasks.model.acts import Act
from cchc_tasks.storage import schema
from cchc_tasks.storage.access_rights import require_table
from cchc_tasks.storage.conditions import of_organisation
from cchc_tasks.storage.connection import CoreReader
from cchc_tasks.storage.ids import IdMaker

#: Rows sent at once: enough to be quick, few enough to keep memory small.
_BATCH = 2_000
#: From so many rows on arrays are worth it.
_MANY = 10


class Journal:
    """One change that is being recorded: use it within one writing transaction.

    Other writers of the organisation wait from here to the transaction's end, so that numbers have no gap, nor have
    those that a task's changes get (`seq`), and nobody's act is lost.
    """

    def __init__(self, writer: CoreReader, act: Act) -> None:
        lock_organisation(writer)
        newest = writer.rows(
            f"SELECT number, last_id FROM change WHERE {of_organisation()} ORDER BY number DESC LIMIT 1"
        )
        number, last_id = next(newest, (0, 0))
        self._writer = writer
        self._act = act
        self.number = int(number) + 1
        self.new_id = IdMaker(act.moment, after=int(last_id))
        self.change_id = self.new_id()

    def write(self, kind: str, sentence: str, *, takes_back: int | None = None, plan_id: int | None = None) -> None:
        """Append the change itself; every id that its rows need is made before."""
        row = {
            "change_id": self.change_id,
            "number": self.number,
            "act": kind,
            "recorded_at": self._act.recorded_at,
            "actor": self._act.actor,
            "sentence": sentence,
            "takes_back": takes_back,
            "plan_id": plan_id,
            "last_id": self.new_id.last,
        }
        append(self._writer, schema.change, [row])


def ids_for(writer: CoreReader, act: Act, table: Table) -> IdMaker:
    """Return ids for rows that belong to no change: they are above all of their table, so that they tell the order."""
    lock_organisation(writer)
    key = list(table.primary_key.columns)[-1].name
    (last,) = next(writer.rows(f"SELECT MAX({key}) FROM {table.name} WHERE {of_organisation()}"))
    return IdMaker(act.moment, after=int(last or 0))


def lock_organisation(reader: CoreReader) -> None:
    """Make other writers of the organisation wait until this transaction ends (SQLite has one writer anyway).

    The lock is on a number and not on a row, so that a writer who may only append can take it; each schema of a server
    has its own.
    """
    if reader.dialect == "postgresql":
        list(reader.rows("SELECT pg_advisory_xact_lock(hashtextextended(COALESCE(current_schema(), ''), :org))"))


def append(reader: CoreReader, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows of the reader's organisation; the database refuses rows whose key is there already.

    Raises ConflictError for rows that the connected account may not add.
    """
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append({"organisation_id": reader.organisation_id, **row})
        if len(batch) == _BATCH:
            _insert(reader, table, batch)
            batch = []
    if batch:
        _insert(reader, table, batch)


def _insert(reader: CoreReader, table: Table, batch: list[dict[str, Any]]) -> None:
    """Send the rows; many of them to PostgreSQL as one array a column, in one statement.

    That takes a third of the time of as many single rows. COPY would be quicker still, but a server that guards the
    rows of each (row-level security) refuses it.
    """
    require_table(reader, table.name)
    if reader.dialect != "postgresql" or len(batch) < _MANY:
        reader.connection.execute(insert(table), batch)
        return
    names = list(batch[0])
    arrays = ", ".join(f"CAST(%s AS {table.c[name].type}[])" for name in names)
    reader.connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({', '.join(names)}) SELECT * FROM unnest({arrays}) AS sent",
        tuple([row[name] for row in batch] for name in names),
    )
