"""The schema: what the migrations make, what the keys look like, and what the database itself refuses."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from cchc_tasks.errors import DatabaseError, UsageError
from cchc_tasks.storage import projection_tables, schema
from cchc_tasks.storage.connection import HEAD, refuse_network_drive
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.migrate import migrations_directory
from tests.refusals import hint_text, message_text, says

APPEND_ONLY = [table.name for table in schema.APPEND_ONLY]


def test_the_migrations_make_exactly_the_tables_that_the_program_declares(database: Database) -> None:
    with database.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), projection_tables.metadata)
    assert [d for d in differences if "alembic_version" not in str(d)] == []


def test_the_head_that_reading_compares_with_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations_directory()))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


@pytest.mark.parametrize("table", projection_tables.metadata.sorted_tables, ids=lambda table: table.name)
def test_every_key_begins_with_the_organisation(table: schema.Table) -> None:
    keys = [table.primary_key, *table.foreign_key_constraints]
    keys += [constraint for constraint in table.constraints if type(constraint).__name__ == "UniqueConstraint"]
    for key in keys:
        assert next(iter(key.columns)).name == "organisation_id"
    for index in table.indexes:
        assert next(iter(index.columns)).name == "organisation_id"


def test_every_key_of_the_migrated_server_begins_with_the_organisation(postgres_database: Database) -> None:
    """A distributed PostgreSQL refuses any other key; the catalogue also knows what no declaration names."""
    with postgres_database.engine.connect() as connection:
        catalogue = inspect(connection)
        names = [name for name in catalogue.get_table_names() if name != "alembic_version"]
        first = [
            (name, (key.get("constrained_columns") or key.get("column_names") or [""])[0])
            for name in names
            for key in (
                catalogue.get_pk_constraint(name),
                *catalogue.get_unique_constraints(name),
                *catalogue.get_indexes(name),
                *catalogue.get_foreign_keys(name),
            )
        ]
    assert {name for name, _ in first} == {table.name for table in projection_tables.metadata.sorted_tables}
    assert {column for _, column in first} == {"organisation_id"}


def _fill_one_row(database: Database, table: str) -> None:
    """Put one row into a table, with the rows that it refers to."""
    with database.writing() as writer:
        _add_row(writer.connection, projection_tables.metadata.tables[table], writer.organisation_id, set())


def _add_row(connection: object, table: schema.Table, organisation_id: int, done: set[str]) -> None:
    if table.name in done or table.name == "organisation":
        return
    done.add(table.name)
    for key in table.foreign_key_constraints:
        referred = key.elements[0].column.table
        if referred is not table:
            _add_row(connection, referred, organisation_id, done)
    row = {
        column.name: organisation_id
        if column.name == "organisation_id"
        else None
        if column.nullable
        else 1
        if str(column.type) in ("BIGINT", "INTEGER", "SMALLINT")
        else "2026-01-01"
        for column in table.columns
    }
    connection.execute(table.insert(), row)  # type: ignore[attr-defined]


def _assert_refused(database: Database, table: str, statement: str) -> None:
    _fill_one_row(database, table)
    column = list(projection_tables.metadata.tables[table].columns)[-1].name
    with pytest.raises(DBAPIError, match="chỉ được ghi thêm"), database.engine.begin() as connection:
        connection.execute(text(statement.format(table=table, column=column)))


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}"])
def test_the_history_refuses_to_be_rewritten(database: Database, table: str, statement: str) -> None:
    _assert_refused(database, table, statement)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_postgresql_refuses_to_empty_the_history(postgres_database: Database, table: str) -> None:
    _assert_refused(postgres_database, table, "TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_sqlite_refuses_to_insert_over_an_existing_row(sqlite_database: Database, table: str) -> None:
    _fill_one_row(sqlite_database, table)
    with sqlite3.connect(sqlite_database.location) as plain:
        columns = ", ".join(column.name for column in projection_tables.metadata.tables[table].columns)
        with pytest.raises(sqlite3.IntegrityError, match="chỉ được ghi thêm"):
            plain.execute(f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table}")
    plain.close()


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_no_table_of_the_history_has_a_rowid_to_replace_a_row_by(sqlite_database: Database, table: str) -> None:
    with sqlite3.connect(sqlite_database.location) as plain, pytest.raises(sqlite3.OperationalError, match="rowid"):
        plain.execute(f"SELECT rowid FROM {table}")
    plain.close()


def test_postgresql_refuses_to_insert_over_an_existing_row(postgres_database: Database) -> None:
    _fill_one_row(postgres_database, "change")
    statement = (
        "INSERT INTO change SELECT * FROM change ON CONFLICT (organisation_id, change_id) DO UPDATE SET actor = 'x'"
    )
    with pytest.raises(DBAPIError, match="chỉ được ghi thêm"), postgres_database.engine.begin() as connection:
        connection.execute(text(statement))


def test_a_new_sqlite_file_belongs_to_its_owner_alone(sqlite_database: Database) -> None:
    mode = Path(sqlite_database.location).stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    assert database.upgrade() == HEAD


def test_a_database_newer_than_the_program_is_refused(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError, check=says("mới hơn")), database.reading():
        pass
    with pytest.raises(DatabaseError, check=says("mới hơn")):
        database.upgrade()


def test_a_postgresql_database_is_not_created_by_itself(postgres: str) -> None:
    empty = Database(f"{postgres}?options=-csearch_path%3Dpg_catalog")
    with pytest.raises(DatabaseError) as refused, empty.reading():
        pass
    assert "db upgrade" in hint_text(refused.value)


def test_a_file_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "khac.sqlite3"
    with sqlite3.connect(other) as plain:
        plain.execute("CREATE TABLE chuyen_khac (x)")
    plain.close()
    before = other.read_bytes()
    with pytest.raises(DatabaseError, check=says("chương trình khác")), Database(str(other)).reading():
        pass
    assert other.read_bytes() == before


def test_another_program_s_migrations_are_not_taken_for_ours(tmp_path: Path) -> None:
    other = tmp_path / "khac.sqlite3"
    with sqlite3.connect(other) as plain:
        plain.execute("CREATE TABLE alembic_version (version_num TEXT)")
        plain.execute("INSERT INTO alembic_version VALUES ('ae1027a6acf')")
    plain.close()
    with pytest.raises(DatabaseError, check=says("chương trình khác")), Database(str(other)).reading():
        pass


@pytest.mark.parametrize("location", ["sqlite:///a.db", "postgresql+psycopg2://u:mật@h/d", "mysql://h/d"])
def test_an_address_of_another_kind_is_refused_and_no_file_is_made(location: str) -> None:
    with pytest.raises(UsageError, check=says("://")) as refused, Database(location).reading():
        pass
    assert "mật" not in message_text(refused.value)


def test_a_file_that_is_no_database_is_named_as_such(tmp_path: Path) -> None:
    text_file = tmp_path / "ghi chu.sqlite3"
    text_file.write_text("không phải cơ sở dữ liệu " * 100, encoding="utf-8")
    with pytest.raises(DatabaseError, check=says("không phải cơ sở dữ liệu")), Database(str(text_file)).reading():
        pass


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_file_on_a_network_drive_is_refused_with_the_reason(tmp_path: Path, kind: str) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nmay:/chung /mnt/o\\040chung {kind} rw 0 0\n", encoding="utf-8")
    with pytest.raises(DatabaseError, check=says("ổ đĩa mạng")):
        refuse_network_drive("/mnt/o chung/du-lieu.sqlite3", str(mounts))
    refuse_network_drive("/home/du-lieu.sqlite3", str(mounts))


def test_the_password_of_a_server_is_never_shown() -> None:
    shown = Database("postgresql://van_phong:bí mật@may-chu:5432/cchc?sslmode=require").shown_location
    assert "bí mật" not in shown
    assert "may-chu" in shown


def test_tables_are_only_those_that_are_declared(database: Database) -> None:
    found = set(inspect(database.engine).get_table_names())
    assert found == set(projection_tables.metadata.tables) | {"alembic_version"}
