"""Copies every row of one database into another one: one snapshot out, one transaction in.

The tables and columns are those of the declarations, so that no table is forgotten. Rows flow in batches through the
drivers themselves; what arrived is read back and compared before it is kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, Table, inspect, make_url, select, text

from cchc_tasks.errors import ConflictError, DatabaseError, problem
from cchc_tasks.storage.conditions import rows_of
from cchc_tasks.storage.connection import HEAD, CoreReader, SqliteReader, connect_sqlite, revision_of
from cchc_tasks.storage.database import Database, explained
from cchc_tasks.storage.database import require_current as require_current_schema
from cchc_tasks.storage.migrate import DEFAULT_ORGANISATION, lock_upgrades, run_migrations, upgrade
from cchc_tasks.storage.projection_tables import metadata
from cchc_tasks.storage.schema import organisation

if TYPE_CHECKING:
    from cchc_tasks.storage.reader import Row

#: So many rows are in memory at once; a digest is made of batches, so that it depends on this number.
BATCH = 1_000
#: How JSON writes the one character that PostgreSQL cannot keep in a text.
_NUL = b"\\u0000"
#: What PostgreSQL says to an account that does not own the tables, or from which rows are hidden.
_RIGHTS_MISSING = ("permission denied", "must be owner", "row-level security")

#: What sets a trigger of the current schema aside, and what puts it back as it was.
_ON_A_SERVER = """
    SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', c.oid::regclass, t.tgname),
           format('ALTER TABLE %s ENABLE %s TRIGGER %I', c.oid::regclass,
                  CASE t.tgenabled WHEN 'A' THEN 'ALWAYS' WHEN 'R' THEN 'REPLICA' ELSE '' END, t.tgname)
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND c.relnamespace = current_schema()::regnamespace
    ORDER BY c.relname, t.tgname
"""
_IN_A_FILE = "SELECT 'DROP TRIGGER \"' || name || '\"', sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"


class CopiedTable(NamedTuple):
    """A table that was copied: how many rows it has, and the SHA-256 of all of them in the order of their keys."""

    name: str
    rows: int
    sha256: str


class CopySide:
    """A database in an open transaction, from which rows are read or into which they are written."""

    def __init__(self, database: Database, connection: Any, *, is_sqlite: bool) -> None:
        """`connection` is the driver's own; failures name `database`."""
        self.database = database
        self.is_sqlite = is_sqlite
        self._connection = connection

    def batches(self, table: Table, organisation_id: int | None = None) -> Generator[list[Row], None, None]:
        """Yield the table's rows by key, of one organisation where it is given; every batch but the last is full."""
        with _explained_rows(self.database, table), closing(self._cursor()) as cursor:
            cursor.execute(_statement(table, organisation_id, is_sqlite=self.is_sqlite))
            while batch := cursor.fetchmany(BATCH):
                yield batch

    def _cursor(self) -> Any:
        """A cursor whose rows stay where they are until they are fetched."""
        return self._connection.cursor() if self.is_sqlite else self._connection.cursor("cchc_tasks_rows")

    def store(self, table: Table, rows: Iterable[Row]) -> None:
        """Write rows that have the table's columns in their order."""
        columns = ", ".join(f'"{name}"' for name in _names(table))
        with _explained_rows(self.database, table):
            if self.is_sqlite:
                marks = ", ".join("?" * len(table.columns))
                self._connection.executemany(f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})', rows)
                return
            with (
                self._connection.cursor() as cursor,
                cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy,
            ):
                for row in rows:
                    copy.write_row(row)


class Digest:
    """The number of rows that went through it, and their SHA-256."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = sha256()

    def add(self, batch: list[Row]) -> bytes:
        """Count a batch and return it as the JSON text that was summed up."""
        self.rows += len(batch)
        text = json.dumps(batch, ensure_ascii=False, separators=(",", ":"), default=repr).encode()
        self._sum.update(text)
        return text

    @property
    def sha256(self) -> str:
        """The sum as hexadecimal digits."""
        return self._sum.hexdigest()


def schema_of(database: Database) -> str:
    """Return the revision of a SQLite file that is there; the file is neither upgraded nor changed.

    Raises DatabaseError for a file that is not there, of another program or newer than the program.
    """
    with explained(database), closing(connect_sqlite(database.location)) as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        found = revision_of(SqliteReader(connection)) if {"alembic_version", "organisation"} <= names else None
    if found is None or not found.isdigit():
        cause = problem("database.no_data_of_ours")
        raise DatabaseError(problem("database.damaged", location=database.shown_location, cause=cause))
    if found > HEAD:
        raise DatabaseError(problem("database.too_new", location=database.shown_location, found=found))
    return found


@contextmanager
def snapshot(database: Database, organisation_id: int | None = None) -> Iterator[CopySide]:
    """Yield one consistent view of a database of the newest schema, in which nothing can be written.

    Others go on reading and writing. Raises DatabaseError, also where an account sees only some of the rows that are
    wanted: everything, or one organisation's.
    """
    with explained(database):
        if database.is_sqlite:
            with closing(connect_sqlite(database.location)) as connection:
                connection.execute("PRAGMA query_only = ON")
                connection.execute("BEGIN")
                yield CopySide(database, connection, is_sqlite=True)
            return
        with database.engine.connect() as connected:
            connected = connected.execution_options(isolation_level="REPEATABLE READ")
            connected.exec_driver_sql("SET TRANSACTION READ ONLY")
            require_current_schema(database, CoreReader(connected))
            _refuse_missing_rows(database, connected, organisation_id)
            yield CopySide(database, connected.connection.driver_connection, is_sqlite=False)
            connected.rollback()


class CopyTarget(CopySide):
    """A new database in a transaction that is kept when everything has arrived.

    `connection` is SQLAlchemy's, for looking at what has arrived.
    """

    def __init__(self, database: Database, connection: Connection, *, is_sqlite: bool) -> None:
        super().__init__(database, connection.connection.driver_connection, is_sqlite=is_sqlite)
        self.connection = connection

    def take(
        self, source: CopySide, table: Table, organisation_id: int | None, report: Callable[[int], None]
    ) -> CopiedTable:
        """Copy a table from the source and return what the source holds; what has arrived is compared later.

        `report` is called with the number of rows after every batch.
        """
        sent = Digest()
        with closing(self._storable(source, table, organisation_id, sent, report)) as rows:
            self.store(table, rows)
        return CopiedTable(table.name, sent.rows, sent.sha256)

    def _storable(
        self, source: CopySide, table: Table, organisation_id: int | None, sent: Digest, report: Callable[[int], None]
    ) -> Generator[Row, None, None]:
        with closing(source.batches(table, organisation_id)) as batches:
            for batch in batches:
                if _NUL in sent.add(batch) and not self.is_sqlite:
                    _refuse_nul(source.database, table, batch)
                yield from batch
                report(sent.rows)

    def compare(self, table: Table, sent: CopiedTable) -> None:
        """Read a table back; raises DatabaseError where it is not what was copied."""
        found = Digest()
        for batch in self.batches(table):
            found.add(batch)
        if (found.rows, found.sha256) != (sent.rows, sent.sha256):
            place = self.database.shown_location
            raise DatabaseError(
                problem("database.not_the_same", location=place, table=table.name, sent=sent.rows, arrived=found.rows)
            )


@contextmanager
def receiving(database: Database, place: str = "") -> Iterator[CopyTarget]:
    """Yield an empty database of the newest schema, whose tables nobody else writes until its transaction ends.

    A SQLite file is made new at `place` (which no message names), a PostgreSQL schema made where it is empty. While
    rows are taken no trigger of the tables fires: rows arrive as they are. Raises ConflictError where data is there.
    """
    made = Database(place) if place else database
    with explained(database):
        if made.is_sqlite:
            upgrade(made, made.engine)
        with made.engine.begin() as connection:
            with _explained_rights(database):
                if not made.is_sqlite:
                    _prepare_server(database, connection)
                put_back = set_triggers_aside(connection)
            connection.execute(organisation.delete())
            yield CopyTarget(database, connection, is_sqlite=made.is_sqlite)
            for statement in put_back:
                connection.exec_driver_sql(statement)
            if not made.is_sqlite:
                connection.exec_driver_sql("ANALYZE " + ", ".join(f'"{name}"' for name in metadata.tables))
    made.close()


def _prepare_server(database: Database, connection: Connection) -> None:
    """Make the tables where there are none; refuse a schema that holds anything but an empty database of ours."""
    lock_upgrades(connection)
    _refuse_hidden_rows(connection)
    names = set(inspect(connection).get_table_names())
    if not names:
        run_migrations(connection)
        return
    if not {"alembic_version", "organisation"} <= names:
        raise ConflictError(problem("database.foreign_tables", location=database.shown_location, names=sorted(names)))
    require_current_schema(database, CoreReader(connection))
    listed = ", ".join(f'"{name}"' for name in metadata.tables)
    connection.exec_driver_sql(f"LOCK TABLE {listed} IN SHARE ROW EXCLUSIVE MODE")
    reader = CoreReader(connection)
    held = {name: int(next(reader.rows(f'SELECT COUNT(*) FROM "{name}"'))[0]) for name in metadata.tables}
    default = next(reader.rows("SELECT COUNT(*) FROM organisation WHERE name = :name", {"name": DEFAULT_ORGANISATION}))
    empty = not any(count for name, count in held.items() if name != organisation.name)
    if not empty or held[organisation.name] > int(default[0]):
        raise ConflictError(problem("database.server_has_data", location=database.shown_location, counts=held))


def set_triggers_aside(connection: Connection) -> list[str]:
    """Let no trigger of the tables fire in this transaction; return the statements that put them back as they were.

    Keys and references are watched all the same. Only the tables' owner may do that; a transaction that fails takes it
    all back.
    """
    is_sqlite = connection.dialect.name == "sqlite"
    found = connection.execute(text(_IN_A_FILE if is_sqlite else _ON_A_SERVER)).all()
    for aside, _ in found:
        connection.exec_driver_sql(aside)
    if is_sqlite:
        # A change may take back one that comes later by its number, where a clock was set back.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    return [str(back) for _, back in found]


def _refuse_hidden_rows(connection: Connection) -> None:
    """Make the server refuse a statement from which row-level security would hide rows, instead of hiding them."""
    connection.exec_driver_sql("SET LOCAL row_security = off")


def _refuse_missing_rows(database: Database, connection: Connection, organisation_id: int | None) -> None:
    """Refuse an account that does not see all that is wanted: policies show an organisation whole or not at all."""
    if organisation_id is None:
        _refuse_hidden_rows(connection)
        return
    seen = connection.execute(select(organisation).where(rows_of(organisation, organisation_id))).first()
    if seen is None:
        raise DatabaseError(problem("database.rights_missing", location=database.shown_location))


def _names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def _statement(table: Table, organisation_id: int | None, *, is_sqlite: bool) -> str:
    chosen = select(table).order_by(*table.primary_key.columns)
    if organisation_id is not None:
        chosen = chosen.where(rows_of(table, organisation_id))
    dialect = make_url("sqlite://" if is_sqlite else "postgresql+psycopg://").get_dialect()()
    return str(chosen.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


@contextmanager
def _explained_rows(database: Database, table: Table) -> Iterator[None]:
    """Turn what a driver raises of a table's rows into a DatabaseError of that database."""
    try:
        with _explained_rights(database):
            yield
    except DatabaseError as error:
        if "decode to UTF-8" not in str(error.__cause__):
            raise
        place = database.shown_location
        raise DatabaseError(problem("database.unreadable_text", location=place, table=table.name)) from error


@contextmanager
def _explained_rights(database: Database) -> Iterator[None]:
    """Explain what the drivers raise; an account that may not do everything is told which one may."""
    try:
        with explained(database):
            yield
    except (ConflictError, DatabaseError) as error:
        cause = str(error.__cause__)
        if not any(mark in cause for mark in _RIGHTS_MISSING):
            raise
        raise DatabaseError(problem("database.rights_missing", location=database.shown_location)) from error


def _refuse_nul(source: Database, table: Table, batch: list[Row]) -> None:
    """Name the first row with a NUL character; a text that only spells one as JSON does is none."""
    names = _names(table)
    keys = [names.index(column.name) for column in table.primary_key.columns]
    for row in batch:
        found = [name for name, value in zip(names, row, strict=True) if isinstance(value, str) and "\0" in value]
        if found:
            key = "/".join(str(row[place]) for place in islice(keys, 1, None))
            raise DatabaseError(
                problem(
                    "database.holds_nul",
                    location=source.shown_location,
                    table=table.name,
                    column=found[0],
                    key=key,
                )
            )
