"""Roles on a shared PostgreSQL: a writer works as ever and cannot rewrite the past, a reader only reads."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest

from cchc_tasks.errors import DatabaseError, UsageError
from cchc_tasks.model.filters import Filters
from cchc_tasks.services.care import check_database, role_script
from cchc_tasks.services.looking import list_tasks
from cchc_tasks.storage import tables
from cchc_tasks.storage.engine import Database
from tests.services.office import Office


class Served:
    """A migrated database whose roles were made by the script, and the same seen by a person of each role."""

    def __init__(self, database: Database) -> None:
        import psycopg

        mark = uuid.uuid4().hex[:12]
        self.names = [f"cchc_{kind}_{mark}" for kind in ("owner", "writer", "reader")]
        self.people = [f"person_{kind}_{mark}" for kind in ("owner", "writer", "reader")]
        self.schema = database.location.partition("search_path%3D")[2]
        self.script = role_script(*self.names, self.schema)
        self.server = psycopg.connect(database.location, autocommit=True)
        for _ in range(2):  # run again it changes nothing
            for statement in self.script:
                self.server.execute(statement)
        for role, person in zip(self.names, self.people, strict=True):
            self.server.execute(f"CREATE ROLE {person} LOGIN IN ROLE {role}")
        host = database.location.partition("@")[2]
        self.owner, self.writer, self.reader = (Database(f"postgresql://{person}@{host}") for person in self.people)

    def close(self) -> None:
        for database in (self.owner, self.writer, self.reader):
            database.close()
        for table in (*(table.name for table in tables.metadata.sorted_tables), "alembic_version"):
            self.server.execute(f"ALTER TABLE {self.schema}.{table} OWNER TO CURRENT_USER")
        for role in (*self.people, *self.names):
            self.server.execute(f"REASSIGN OWNED BY {role} TO CURRENT_USER")
            self.server.execute(f"DROP OWNED BY {role}")
            self.server.execute(f"DROP ROLE {role}")
        self.server.close()


@pytest.fixture
def served(postgres_database: Database) -> Iterator[Served]:
    found = Served(postgres_database)
    yield found
    found.close()


def test_a_writer_imports_updates_takes_back_and_looks_at_a_day_gone_by(served: Served) -> None:
    office = Office(served.writer)
    office.done("10", milestone=1, evidence=("Quyết định số 215/QĐ-UBND ngày 20/4/2022",))
    office.undo()
    assert len(list_tasks(served.writer, Filters(), office.today.replace(month=2))) > 40
    assert len(list_tasks(served.reader, Filters(), office.today.replace(month=2))) > 40
    assert check_database(served.writer, repair=False).sound


def test_a_stolen_writer_account_cannot_rewrite_the_past(served: Served) -> None:
    import psycopg

    attacks = ["SET session_replication_role = replica"]
    for table in (table.name for table in tables.APPEND_ONLY):
        attacks += [
            f"DELETE FROM {table}",
            f"UPDATE {table} SET organisation_id = 9",
            f"TRUNCATE {table} CASCADE",
            f"ALTER TABLE {table} DISABLE TRIGGER ALL",
            f"DROP TABLE {table} CASCADE",
        ]
    with psycopg.connect(served.writer.location, autocommit=True) as thief:
        for attack in attacks:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                thief.execute(attack)


def test_a_reader_who_writes_is_told_in_a_sentence(served: Served) -> None:
    office = Office(served.writer)
    office.database = served.reader
    with pytest.raises(DatabaseError) as refusal:
        office.done("10")
    assert "không được ghi" in refusal.value.message
    assert "tệp" not in refusal.value.hint


def test_the_owner_upgrades_and_a_writer_does_not(served: Served) -> None:
    assert served.owner.upgrade() is not None
    import psycopg

    with psycopg.connect(served.writer.location, autocommit=True) as thief:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            thief.execute("UPDATE alembic_version SET version_num = '0001'")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            thief.execute("CREATE TABLE anything (n int)")


def test_a_name_that_would_end_the_statement_is_refused() -> None:
    with pytest.raises(UsageError):
        role_script("a; DROP TABLE change", "b", "c", "public")
