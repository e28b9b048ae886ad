"""Roles on a shared PostgreSQL: a writer works as ever and cannot rewrite the past, a reader only reads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cchc_tasks.errors import DatabaseError, UsageError
from cchc_tasks.model.filters import Filters
from cchc_tasks.office.health import check_database, role_script
from cchc_tasks.plans.plan_lookup import list_tasks
from cchc_tasks.storage import projection_tables, schema
from cchc_tasks.storage.database import Database
from tests.refusals import hint_text, message_text
from tests.sample_office import Office
from tests.storage.served import Served


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
    for table in (table.name for table in schema.APPEND_ONLY):
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
    assert "không được ghi" in message_text(refusal.value)
    assert "tệp" not in hint_text(refusal.value)


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


def test_the_script_tells_nothing_where_nothing_is_wrong(postgres_database: Database) -> None:
    import psycopg

    served = Served(postgres_database)
    told: list[str] = []
    with psycopg.connect(postgres_database.location, autocommit=True) as server:
        server.add_notice_handler(lambda notice: told.append(str(notice.message_primary)))
        for table in projection_tables.metadata.sorted_tables:
            for (policy,) in server.execute(
                "SELECT polname FROM pg_policy WHERE polrelid = CAST(%s AS regclass)", [table.name]
            ).fetchall():
                server.execute(f"DROP POLICY {policy} ON {table.name}")
        for statement in served.script:
            server.execute(statement)
    assert told == []
    served.close()
