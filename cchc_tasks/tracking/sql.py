"""What a shell's Tab key is told: read from what is there already; nothing is created, upgraded or waited for."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cchc_tasks.storage.conditions import of_organisation
from cchc_tasks.storage.engine import CoreReader, SqliteReader, connect_sqlite, organisation_of
from cchc_tasks.storage.unit_names_in_time import NAME_COUNTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from cchc_tasks.storage.engine import Database
    from cchc_tasks.storage.reader import Reader, Row

#: How long the Tab key may wait for a server or for a writer, in seconds.
_PATIENCE = 2


@contextmanager
def peeking(database: Database) -> Iterator[Reader | None]:
    """Yield a reader that can only read, None where there is no database yet.

    A schema of another revision is read as it is. Whatever the drivers raise goes through: the caller knows that
    no answer is an answer.
    """
    if not database.is_sqlite:
        yield from _peeking_through_core(database)
    elif not os.path.isfile(database.location):  # noqa: PTH113 - as in engine.py
        yield None
    else:
        reader = SqliteReader(connect_sqlite(database.location))
        try:
            reader.connection.execute(f"PRAGMA busy_timeout = {_PATIENCE * 1000}")
            reader.connection.execute("PRAGMA query_only = ON")
            reader.connection.execute("BEGIN")
            reader.organisation_id = organisation_of(database, reader)
            yield reader
        finally:
            reader.connection.close()


def _peeking_through_core(database: Database) -> Iterator[Reader]:
    from sqlalchemy import event

    @event.listens_for(database.engine, "do_connect")
    def wait_no_longer_than_a_key_may(_dialect: Any, _record: Any, _words: Any, parameters: dict[str, Any]) -> None:
        parameters["connect_timeout"] = _PATIENCE

    with database.engine.connect() as connection:
        connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{_PATIENCE}s'")
        reader = CoreReader(connection)
        reader.organisation_id = organisation_of(database, reader)
        yield reader
        connection.rollback()


def plan_names(reader: Reader) -> Iterator[Row]:
    """Yield (code, title) of the plans in force, by first day."""
    return reader.rows(
        f"SELECT code, title FROM plan_now WHERE {of_organisation()} ORDER BY period_first, code",
    )


def task_names(reader: Reader, typed: str, plan: str, limit: int) -> Iterator[Row]:
    """Yield (plan code, ref, title) of the tasks in force whose ref, or plan code and ref, begins as typed.

    Case does not count. Only the tasks of one plan where `plan` is its code; printed order, plan by plan.
    """
    of_plan = "AND p.code = :plan " if plan else ""
    return reader.rows(
        "SELECT p.code, t.ref, t.title FROM task_now t "
        "JOIN plan_now p ON p.organisation_id = t.organisation_id AND p.plan_id = t.plan_id "
        f"WHERE {of_organisation('t')} AND (UPPER(t.ref) LIKE UPPER(:typed) ESCAPE '!' "
        f"OR UPPER(p.code || '/' || t.ref) LIKE UPPER(:typed) ESCAPE '!') {of_plan}"
        "ORDER BY p.period_first, p.code, t.place LIMIT :limit",
        {"typed": _beginning(typed), "plan": plan, "limit": limit},
    )


def unit_name_rows(reader: Reader) -> Iterator[Row]:
    """Yield (unit_id, name, folded name, is_alias) of every name of every unit, the newest last."""
    return reader.rows(
        f"SELECT n.unit_id, n.name, n.folded, n.is_alias FROM unit_name n WHERE {of_organisation('n')} "
        f"AND {NAME_COUNTS} ORDER BY n.effective_on, n.unit_name_id",
    )


def _beginning(typed: str) -> str:
    """The LIKE pattern of what begins with a text in which nothing is special."""
    return typed.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%"
