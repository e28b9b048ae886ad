"""Makes SQLAlchemy's engines, whose transactions begin and end exactly where this program says."""

from __future__ import annotations

import random
import sqlite3
import time
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import NullPool

from cchc_tasks.errors import DatabaseError, problem
from cchc_tasks.storage.connection import BUSY_TIMEOUT, connect_sqlite

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

    from cchc_tasks.storage.connection import DatabaseLocation

#: How long a writer who waits for another one sleeps at first and at the least, in seconds, and how much more often it
#: tries after each second of waiting.
_FIRST_NAP, _SHORTEST_NAP, _SOONER = 0.03, 0.002, 5


def make_engine(database: DatabaseLocation) -> Engine:
    """Return an engine for the database.

    On SQLite every transaction begins with BEGIN IMMEDIATE: with a plain BEGIN most of several writers at
    once would fail when they turn from reading to writing.
    """
    return _sqlite_engine(database) if database.is_sqlite else _postgres_engine(database)


def _sqlite_engine(database: DatabaseLocation) -> Engine:
    def connect() -> sqlite3.Connection:
        return connect_sqlite(database.location, patience=database.patience)

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)

    queue = _Queue(database)

    @event.listens_for(engine, "begin")
    def begin_immediately(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
        for nap in queue.naps():
            time.sleep(nap)
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            except OperationalError as error:
                if not is_busy(error.orig) or queue.is_given_up:
                    raise
            else:
                break
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(1000 * database.patience)}")

    return engine


class _Queue:
    """How one writer waits among others, so that nobody waits for ever.

    SQLite's own waiting sleeps longer the longer it has waited, up to 100 ms, so that whoever came last is served
    first. Here it is the other way round: who has waited longer tries more often, and who has just written after
    having had to wait lets the others try before it begins again.
    """

    def __init__(self, database: DatabaseLocation) -> None:
        self._database = database
        self._had_to_wait = False
        self.is_given_up = False

    def naps(self) -> Iterator[float]:
        """Yield how long to sleep before each try to begin, in seconds, until patience is at an end."""
        began = time.monotonic()
        self.is_given_up = False
        yield _FIRST_NAP * random.uniform(0.5, 1.5) if self._had_to_wait else 0.0
        self._had_to_wait = False
        while True:
            self._had_to_wait = True
            waited = time.monotonic() - began
            self.is_given_up = waited >= self._database.patience
            nap = max(_SHORTEST_NAP, _FIRST_NAP / (1 + waited * _SOONER)) * random.uniform(0.5, 1.5)
            yield 0.0 if self.is_given_up else nap


def is_busy(error: BaseException | None) -> bool:
    """Whether SQLite failed because another connection holds a lock."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def _postgres_engine(database: DatabaseLocation) -> Engine:
    try:
        url = make_url(database.location.replace("postgres://", "postgresql://", 1))
        waits = {"connect_timeout": int(BUSY_TIMEOUT)}
        # A kept connection is asked first whether it is still one: a server may have been restarted meanwhile.
        pool: dict[str, Any] = {"poolclass": NullPool}
        if database.keeps_connection:
            pool = {"pool_size": 1, "max_overflow": -1, "pool_pre_ping": True}
        engine = create_engine(url.set(drivername="postgresql+psycopg"), connect_args=waits, **pool)
    except (ImportError, NoSuchModuleError) as error:
        raise DatabaseError(problem("database.postgres_missing")) from error
    except (ArgumentError, ValueError) as error:  # a port that is no number, too
        cause = problem("database.bad_address")
        raise DatabaseError(problem("database.unreachable", location=database.shown_location, cause=cause)) from error

    @event.listens_for(engine, "begin")
    def wait_no_longer_than_a_person_would(connection: Connection) -> None:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{int(1000 * database.patience)}ms'")

    if database.keeps_connection:
        # Before the engine's own first questions: a server may fall silent under them.
        @event.listens_for(engine, "connect", insert=True)
        def know_how_to_hang_up(connection: psycopg.Connection[Any], _record: object) -> None:
            database.hang_up = partial(_hang_up, connection)

    return engine


def _hang_up(connection: psycopg.Connection[Any]) -> None:
    """Shut a connection's socket, so that whichever thread waits for the server waits no longer."""
    import socket

    import psycopg

    with suppress(OSError, psycopg.Error):  # it is closed already
        line = socket.socket(fileno=connection.fileno())
        try:
            line.shutdown(socket.SHUT_RDWR)
        finally:
            line.detach()
