"""The database of an organisation: one consistent view for reading, one transaction for writing.

SQLAlchemy is imported only where something is written, or where the database is PostgreSQL.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cchc_tasks.errors import DatabaseError, problem
from cchc_tasks.storage.connection import (
    HEAD,
    CoreReader,
    DatabaseLocation,
    SqliteReader,
    connect_sqlite,
    file_at,
    revision_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from cchc_tasks.storage.reader import Reader


class Database(DatabaseLocation):
    """Where the data is, and the organisation that is meant.

    `organisation` is a name, empty where the database has one only. Nothing is opened before it is needed. With
    `keeps_connection` what was opened for reading is used again, always outside a transaction in between; such a
    database belongs to one thread.
    """

    def __init__(self, location: str, organisation: str = "", *, keeps_connection: bool = False) -> None:
        super().__init__(location, keeps_connection=keeps_connection)
        self.organisation = organisation
        #: Whether a writing transaction was committed: what reads only costs no daily copy.
        self.wrote = False
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
            raise DatabaseError(problem("database.gone", location=self.shown_location))
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
                with _commit_explained(self):
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
            from cchc_tasks.storage.engine import make_engine

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
            return upgrade(self, self.engine)

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
        if self.hang_up is not None:
            self.hang_up()


def require_current(database: Database, reader: CoreReader) -> None:
    """Refuse to work on a schema that is older or newer than the program.

    Raises DatabaseError with what to do.
    """
    from sqlalchemy import inspect

    names = set(inspect(reader.connection).get_table_names())
    ours = {"alembic_version", "organisation"} <= names
    found = revision_of(reader) if ours else None
    if not ours and not database.is_sqlite:
        from cchc_tasks.storage.access_rights import is_shut_out

        if is_shut_out(reader):
            raise DatabaseError(problem("account.not_admitted", location=database.shown_location))
    if found != HEAD:
        location = database.shown_location
        if found is not None and found > HEAD:
            raise DatabaseError(problem("database.too_new", location=location, found=found))
        raise DatabaseError(problem("database.needs_upgrade", location=location))


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
    from cchc_tasks.storage.organisations import find_organisation

    return find_organisation(reader, database.organisation)


@contextmanager
def _commit_explained(database: Database) -> Iterator[None]:
    """Say that nobody knows whether a commit was done when the server went away while it was being asked for it."""
    try:
        yield
    except Exception as error:
        from cchc_tasks.storage.driver_errors import is_lost

        if is_lost(error):
            raise DatabaseError(problem("database.commit_in_doubt", location=database.shown_location)) from error
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
        from cchc_tasks.storage.driver_errors import failure_of

        raise failure_of(database, error) from error
