"""What goes wrong with a database while somebody works, on either kind: it is full, or another writer has it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from cchc_tasks.storage.database import Database
from cchc_tasks.storage.journal import lock_organisation


def run_full(database: Database, table: str, condition: str = "1 = 1") -> None:
    """Make the database run out of room as soon as such a row is inserted."""
    if database.is_sqlite:
        steps = [
            f"CREATE TRIGGER full_disk BEFORE INSERT ON {table} WHEN {condition} "
            "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        ]
    else:
        steps = [
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE disk_full USING MESSAGE = 'could not extend file: No space left on device'; END $$",
            f"CREATE TRIGGER full_disk BEFORE INSERT ON {table} FOR EACH ROW WHEN ({condition}) "
            "EXECUTE FUNCTION full_disk()",
        ]
    with database.writing() as writer:
        for step in steps:
            writer.connection.exec_driver_sql(step)


@contextmanager
def another_writer(database: Database) -> Iterator[None]:
    """Somebody else is in the middle of a change meanwhile."""
    other = Database(database.location, database.organisation)
    with other.writing() as writer:
        lock_organisation(writer)
        yield
    other.close()
