"""SQLAlchemy's engines, set up so that a transaction is exactly what we begin and commit."""

from __future__ import annotations

import random
import sqlite3
import time
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import NullPool

from cchc_tasks.errors import DatabaseError
from cchc_tasks.storage.engine import BUSY_TIMEOUT, connect_sqlite
from cchc_tasks.wording import storage as words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_tasks.storage.engine import Database

#: How long a writer who waits for another one sleeps at first and at the least, in seconds, and how much more often it
#: tries after each second of waiting.
_FIRST_NAP, _SHORTEST_NAP, _SOONER = 0.03, 0.002, 5


def make_engine(database: Database) -> Engine:
    """Return an engine for the database.

    On SQLite every transaction begins with BEGIN IMMEDIATE: with a plain BEGIN most of several writers at
    once would fail when they turn from reading to writing.
    """
    return _sqlite_engine(database) if database.is_sqlite else _postgres_engine(database)


def _sqlite_engine(database: Database) -> Engine:
    def connect() -> sqlite3.Connection:
        return connect_sqlite(database.location, patience=database.patience)

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def begin_immediately(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
        naps = _naps(database.patience)
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                break
            except OperationalError as error:
                nap = next(naps, None)
                if nap is None or not is_busy(error.orig):
                    raise
            time.sleep(nap)
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(1000 * database.patience)}")

    return engine


def _naps(patience: float) -> Iterator[float]:
    """How long a writer sleeps between its tries to begin, until its patience is at an end, in seconds.

    SQLite's own waiting sleeps longer the longer it has waited, up to 100 ms, so that whoever came last is served
    first and among many somebody may wait for ever. Here it is the other way round: who has waited longer tries more
    often, and the randomness lets nobody miss every chance in step with others.
    """
    waited = 0.0
    while waited < patience:
        nap = max(_SHORTEST_NAP, _FIRST_NAP / (1 + waited * _SOONER)) * random.uniform(0.5, 1.5)
        yield nap
        waited += nap


def is_busy(error: BaseException | None) -> bool:
    """Whether SQLite failed because another connection holds a lock."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def _postgres_engine(database: Database) -> Engine:
    try:
        url = make_url(database.location.replace("postgres://", "postgresql://", 1))
        waits = {"connect_timeout": int(BUSY_TIMEOUT)}
        engine = create_engine(url.set(drivername="postgresql+psycopg"), poolclass=NullPool, connect_args=waits)
    except (ImportError, NoSuchModuleError) as error:
        raise DatabaseError(*words.postgres_missing()) from error
    except (ArgumentError, ValueError) as error:  # a port that is no number, too
        raise DatabaseError(*words.unreachable(database.shown_location, words.BAD_ADDRESS)) from error

    @event.listens_for(engine, "begin")
    def wait_no_longer_than_a_person_would(connection: Connection) -> None:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{int(1000 * database.patience)}ms'")

    return engine
