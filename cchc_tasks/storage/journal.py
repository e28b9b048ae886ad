"""The journal: the one place where a change is written, and where it gets its number and the ids of its rows.

The machines of an office do not agree on the time. What came first is therefore a number that each change gets under
the organisation's lock, 1, 2, 3 …, and ids grow in the same order; the moment that a clock showed is only told.
"""

from __future__ import annotations

from sqlalchemy import Table

from cchc_tasks.model.act import Act
from cchc_tasks.storage import schema
from cchc_tasks.storage.conditions import of_organisation
from cchc_tasks.storage.connection import CoreReader
from cchc_tasks.storage.ids import IdMaker
from cchc_tasks.storage.projection_writes import append, lock_organisation


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
