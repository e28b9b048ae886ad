"""Connections and what each database needs set; SQLAlchemy is imported only where something is written.

Reading a SQLite file must be quick from a cold start, so it goes through the standard library's sqlite3; the
same statement text runs through SQLAlchemy's connection on PostgreSQL.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cchc_tasks.errors import DatabaseError, UsageError
from cchc_tasks.storage.places import refuse_network_drive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Engine

    from cchc_tasks.storage.access_rights import Rights
    from cchc_tasks.storage.reader import Parameters, Reader, Row

#: The newest migration; a test compares it with the migration scripts, so that reads never import Alembic.
HEAD = "0010"
#: How long a writer waits for another one before it says that the database is busy, in seconds.
BUSY_TIMEOUT = 10.0
#: The day of a reader that looks at none: whatever is in force, also later.
NO_DAY = "9999-12-31"


class SqliteReader:
    """Reads through the standard library's sqlite3."""

    dialect = "sqlite"

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.organisation_id = 0
        self.shadowed = False
        self.day = NO_DAY

    def rows(self, sql: str, parameters: Parameters | None = None) -> Iterator[Row]:
        return self.connection.execute(sql, {"org": self.organisation_id, **(parameters or {})})

    def script(self, sql: str, rows: list[Row] | None = None) -> None:
        if rows is None:
            self.connection.execute(sql)
        else:
            self.connection.executemany(sql, rows)


class CoreReader:
    """Reads through SQLAlchemy's connection: on PostgreSQL, and inside a writing transaction."""

    def __init__(self, connection: Connection, organisation_id: int = 0) -> None:
        self.connection = connection
        self.organisation_id = organisation_id
        self.shadowed = False
        self._rights: tuple[int, Rights] | None = None
        self.day = NO_DAY

    @property
    def dialect(self) -> str:
        return self.connection.dialect.name

    @property
    def rights(self) -> Rights:
        """What the connected account may do in the organisation, asked once."""
        if self._rights is None or self._rights[0] != self.organisation_id:
            from cchc_tasks.storage.access_rights import rights_of

            self._rights = (self.organisation_id, rights_of(self))
        return self._rights[1]

    def rows(self, sql: str, parameters: Parameters | None = None) -> Iterator[Row]:
        # The driver's own rows: making SQLAlchemy's of very many costs more than the statement itself.
        given = {"org": self.organisation_id, **(parameters or {})}
        found = self.connection.exec_driver_sql(self._in_driver_style(sql), given)
        rows = iter(found.cursor.fetchall())
        found.close()
        return rows

    def _in_driver_style(self, sql: str) -> str:
        """Return the statement with parameters named as psycopg wants them; sqlite3 takes ours."""
        if self.dialect != "postgresql":
            return sql
        import re

        return re.sub(r"(?<![:\w]):(\w+)", r"%(\1)s", sql.replace("%", "%%"))

    def script(self, sql: str, rows: list[Row] | None = None) -> None:
        if rows is None:
            self.connection.exec_driver_sql(sql)
        elif rows:
            mark = "%s" if self.dialect == "postgresql" else "?"
            self.connection.exec_driver_sql(sql.replace("?", mark), rows)


class Database:
    """Where the data is: a SQLite file's path or a PostgreSQL URL, and the organisation that is meant.

    `organisation` is a name, empty where the database has one only. Nothing is opened before it is needed. With
    `keeps_connection` what was opened for reading is used again, always outside a transaction in between; such a
    database belongs to one thread.
    """

    def __init__(self, location: str, organisation: str = "", *, keeps_connection: bool = False) -> None:
        self.location = location
        self.organisation = organisation
        self.keeps_connection = keeps_connection
        #: Whether a writing transaction was committed: what reads only costs no daily copy.
        self.wrote = False
        #: How long a writer waits for another one, in seconds.
        self.patience = BUSY_TIMEOUT
        #: What hangs up on the server, once there is a kept connection to one.
        self.line: Callable[[], None] | None = None
        #: Whether a file that is not there is made: whoever has shown its tasks must not go on with an empty one.
        self.may_create = True
        self._engine: Engine | None = None
        self._login: str | None = None
        self._origin: Database | None = None
        #: The kept connection to a file, and which file stood there when it was opened.
        self._kept: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None

    def apart(self, *, keeps_connection: bool = False) -> Database:
        """Return the same database for another thread, with connections of its own; what it writes counts here."""
        other = Database(self.location, self.organisation, keeps_connection=keeps_connection)
        other.patience, other.may_create, other._login = self.patience, self.may_create, self._login
        other._origin = self
        return other

    @property
    def is_sqlite(self) -> bool:
        scheme, mark, _ = self.location.partition("://")
        if not mark:
            return True
        if scheme.lower() not in ("postgresql", "postgresql+psycopg", "postgres"):
            from cchc_tasks.messages import database_words as words

            raise UsageError(*words.unknown_scheme(scheme))
        return False

    @property
    def shown_location(self) -> str:
        """The location without a password."""
        from cchc_tasks.database_address import shown_db

        return shown_db(self.location)

    @contextmanager
    def reading(self, *, whole: bool = False) -> Iterator[Reader]:
        """Yield a reader with one consistent view; a SQLite database is created or upgraded first.

        With `whole` no organisation needs to be named: the caller means all of them, and names each itself.
        """
        with explained(self):
            if not self.is_sqlite:
                yield from self._reading_through_core(whole)
                return
            reader = SqliteReader(self._connection_for_reading())
            try:
                reader.organisation_id = organisation_of(self, reader, whole=whole)
                yield reader
            except BaseException:
                reader.connection.close()
                raise
            self._let_go(reader.connection)

    def _let_go(self, connection: sqlite3.Connection) -> None:
        """Close a connection after reading, or keep it for the next time."""
        if self.keeps_connection and self._kept is None:
            connection.rollback()  # a transaction that stays open would hold up the merging of the -wal
            self._kept = connection
        else:
            connection.close()

    def _kept_connection(self) -> sqlite3.Connection | None:
        """Take the kept connection out, unless another file stands there by now."""
        kept, self._kept = self._kept, None
        if kept is not None and self._file != file_at(self.location):
            kept.close()
            return None
        return kept

    def _connection_for_reading(self) -> sqlite3.Connection:
        connection = self._kept_connection() or self._opened()
        if connection is not None:
            try:
                connection.execute("BEGIN")
                if revision_of(SqliteReader(connection)) == HEAD:
                    return connection
            except sqlite3.Error:
                connection.close()
                raise
            connection.close()
        elif not self.may_create:
            from cchc_tasks.messages import database_words as words

            raise DatabaseError(*words.gone(self.shown_location))
        self.upgrade()
        connection = self._opened() or connect_sqlite(self.location, patience=self.patience)
        connection.execute("BEGIN")
        return connection

    def _opened(self) -> sqlite3.Connection | None:
        """Open the file, None where there is none."""
        self._file = file_at(self.location)
        return connect_sqlite(self.location, patience=self.patience) if self._file else None

    def _reading_through_core(self, whole: bool) -> Iterator[Reader]:
        with self.engine.connect() as connection:
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
            reader = CoreReader(connection)
            require_current(self, reader)
            reader.organisation_id = organisation_of(self, reader, whole=whole)
            yield reader
            connection.rollback()

    @contextmanager
    def writing(self, *, whole: bool = False) -> Iterator[CoreReader]:
        """Yield a reader whose connection is in one writing transaction: all of it is kept, or nothing.

        `whole` as in `reading`.
        """
        with explained(self):
            if self.is_sqlite:
                self._let_go(self._connection_for_reading())
            with self.engine.connect() as connection, connection.begin() as transaction:
                reader = CoreReader(connection)
                require_current(self, reader)
                reader.organisation_id = organisation_of(self, reader, whole=whole)
                if not whole:
                    from cchc_tasks.storage.access_rights import require_writer

                    require_writer(reader)
                yield reader
                with _doubt_told(self):
                    transaction.commit()
            self._has_written()

    def _has_written(self) -> None:
        self.wrote = True
        if self._origin is not None:
            self._origin._has_written()

    @property
    def engine(self) -> Engine:
        """SQLAlchemy's engine, made on first use."""
        if self._engine is None:
            from cchc_tasks.storage.writing_engine import make_engine

            self._engine = make_engine(self)
        return self._engine

    @property
    def login(self) -> str:
        """The account with which one is connected to a server, asked once; empty for a file, which has none."""
        if self._login is None:
            from cchc_tasks.storage.access_rights import login_of

            if self.is_sqlite:
                return ""
            with explained(self), self.engine.connect() as connection:
                self._login = login_of(CoreReader(connection))
        return self._login

    def upgrade(self) -> str | None:
        """Bring the schema up to date and return the revision it had before, None where it was new."""
        from cchc_tasks.storage.migrate import upgrade

        with explained(self):
            return upgrade(self)

    def close(self) -> None:
        """Close every connection that is kept."""
        if self._kept is not None:
            self._kept.close()
            self._kept = None
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def break_off(self) -> None:
        """End the wait for a server that does not answer; may be called from any thread.

        Whoever waits is told that the connection is lost. A file always answers within `patience`.
        """
        if self.line is not None:
            self.line()


def file_at(path: str) -> tuple[int, int] | None:
    """Return what tells one file from another that takes its place, None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - pathlib's import is not free on the quick way
    except OSError:
        return None
    return found.st_dev, found.st_ino


def connect_sqlite(path: str, mode: str = "rw", patience: float = BUSY_TIMEOUT) -> sqlite3.Connection:
    """Open an existing SQLite file in autocommit mode, so that transactions begin where we say so.

    `mode` is SQLite's: `rw`, or `ro` for a file that is only to be read.
    """
    refuse_network_drive(path)
    uri = "file:" + path.replace("%", "%25").replace("?", "%3f").replace("#", "%23") + "?mode=" + mode
    connection = sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def revision_of(reader: SqliteReader | CoreReader) -> str | None:
    """Return the schema's revision, None for a database without our tables."""
    try:
        return next((row[0] for row in reader.rows("SELECT version_num FROM alembic_version")), None)
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return None
        raise


def require_current(database: Database, reader: CoreReader) -> None:
    """Refuse to work on a schema that is older or newer than the program.

    Raises DatabaseError with what to do.
    """
    from sqlalchemy import inspect

    from cchc_tasks.messages import database_words as words

    names = set(inspect(reader.connection).get_table_names())
    ours = {"alembic_version", "organisation"} <= names
    found = revision_of(reader) if ours else None
    if not ours and not database.is_sqlite:
        from cchc_tasks.storage.access_rights import is_shut_out

        if is_shut_out(reader):
            from cchc_tasks.messages.access_words import not_admitted

            raise DatabaseError(*not_admitted(database.shown_location))
    if found != HEAD:
        newer = found is not None and found > HEAD
        say = (
            words.too_new(database.shown_location, found or "")
            if newer
            else words.needs_upgrade(database.shown_location)
        )
        raise DatabaseError(*say)


def organisation_of(database: Database, reader: SqliteReader | CoreReader, *, whole: bool = False) -> int:
    """Return the id of the organisation that is meant: the named one, or the only one.

    With `whole`, 0, which is nobody's id. Raises NotFoundError for a name that is not there,
    UsageError where none is named and there are several: nobody's rows are shown or changed by chance.
    """
    if not database.is_sqlite:
        from cchc_tasks.storage.access_rights import require_an_office

        require_an_office(reader)
    if whole:
        return 0
    if not database.organisation:
        found = list(reader.rows("SELECT organisation_id FROM organisation LIMIT 2"))
        if len(found) == 1:
            return int(found[0][0])
    from cchc_tasks.storage.organisation_choice import settle_organisation

    return settle_organisation(reader, database.organisation)


@contextmanager
def _doubt_told(database: Database) -> Iterator[None]:
    """Say that nobody knows whether a commit was done when the server went away while it was being asked for it."""
    try:
        yield
    except Exception as error:
        from cchc_tasks.messages import database_words as words
        from cchc_tasks.storage.database_errors import is_lost

        if is_lost(error):
            raise DatabaseError(*words.commit_in_doubt(database.shown_location)) from error
        raise


@contextmanager
def explained(database: Database) -> Iterator[None]:
    """Turn what the drivers raise into a DatabaseError that says what to do."""
    try:
        yield
    except Exception as error:
        of_driver = type(error).__module__.partition(".")[0] in ("sqlalchemy", "psycopg")
        if not of_driver and not isinstance(error, sqlite3.Error):
            raise
        from cchc_tasks.storage.database_errors import failure_of

        raise failure_of(database, error) from error
