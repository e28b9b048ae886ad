"""What the processes of torture do: each sends what it has done as soon as it is done, and may be killed meanwhile."""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
import random
import resource
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import count, cycle
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

from sqlalchemy.exc import OperationalError

from cchc_tasks.cli.main import main
from cchc_tasks.errors import AppError, ConflictError
from cchc_tasks.files.output import Output
from cchc_tasks.model.acts import Update
from cchc_tasks.model.filters import Filters
from cchc_tasks.office.backup import back_up
from cchc_tasks.office.restoration import open_restoration
from cchc_tasks.plans.act_context import ActRequest
from cchc_tasks.plans.plan_lookup import find_tasks, list_tasks
from cchc_tasks.storage import engine
from cchc_tasks.storage.connection import BUSY_TIMEOUT
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.journal import lock_organisation
from cchc_tasks.tracking.due_lists import list_overdue
from cchc_tasks.tracking.task_updates import update_tasks
from tests.refusals import message_text
from tests.torture.acts import acts
from tests.torture.places import TODAY, act

#: The tasks that everybody writes to: nos. 1 to 20 of the sample plan.
CONTENDED = 20
#: Readers look again after so many seconds: they must find the writers at work, not take the machine from them.
_BETWEEN_READS = 0.02

#: How much of the index of a SQLite journal two copies of its header take, in bytes, and where the locks for writing
#: and for recovering lie (SQLite's write-ahead log format, 2.2 and 2.3).
_INDEX_HEADER = 96
_RECOVERY_LOCKS = (120, 122)


class Closable(Protocol):
    """What holds a database until it is closed."""

    def close(self) -> object: ...


class _Nothing:
    """What is let go of by its own block."""

    def close(self) -> None:
        """Do nothing."""


@dataclass(frozen=True, slots=True)
class Written:
    """One acknowledged update: what was typed, the change's id, its longest try, with what it was refused before."""

    words: str
    change_id: int
    seconds: float
    refusals: tuple[str, ...]


def write_updates(pipe: Connection, location: str, name: str, number: int, patience: float, seed: int) -> None:
    """Update the contended tasks; half of the updates say which state was seen, and look again when refused."""
    dice = random.Random(seed)
    database = Database(location)
    database.patience = patience
    for done in range(number):
        ref, words = str(dice.randint(1, CONTENDED)), f"{name}, lần {done}"
        by_seen = dice.random() < 0.5
        pipe.send(_write_until_recorded(database, ref, name, words, by_seen=by_seen))
    database.close()


def _write_until_recorded(database: Database, ref: str, name: str, words: str, *, by_seen: bool) -> Written | str:
    refusals: list[str] = []
    longest = 0.0
    while True:
        started = time.monotonic()
        try:
            seen = {task.task_id: task.seq for task in find_tasks(database, [ref], TODAY)} if by_seen else {}
            asked = ActRequest((ref,), act(name), seen=seen)
            outcome = update_tasks(database, asked, Update(evidence=(words,)))
        except ConflictError as refusal:
            refusals.append(message_text(refusal))
            longest = max(longest, time.monotonic() - started)
        except AppError as failure:
            return f"{words}: {message_text(failure)}"
        else:
            return Written(words, outcome.change_id, max(longest, time.monotonic() - started), tuple(refusals))


@dataclass(frozen=True, slots=True)
class Reads:
    """How long the reads of one reader took, in seconds: where others write, where nobody does; and what was said."""

    seconds: list[float]
    quiet_seconds: list[float]
    troubles: list[str]


def read_all_the_time(pipe: Connection, location: str, quiet: str) -> None:
    """Read as a screen and a command do until a word comes.

    The same reads of a quiet database tell what the machine alone makes them wait for.
    """
    places = [(Database(location), list[float]()), (Database(quiet), list[float]())]
    troubles: list[str] = []
    for database, _ in places:
        list_tasks(database, Filters(), TODAY)  # the first read loads what later ones find loaded
    while not pipe.poll():
        for look in (list_overdue, list_tasks):
            for database, seconds in places:
                started = time.monotonic()
                try:
                    look(database, Filters(), TODAY)
                except AppError as error:
                    troubles.append(message_text(error))
                seconds.append(time.monotonic() - started)
                time.sleep(_BETWEEN_READS)
    pipe.send(Reads(places[0][1], places[1][1], troubles))


def act_until_killed(pipe: Connection, location: str, folder: str, first_round: int) -> None:
    """Do the known acts over and over; send each one's kind when it is acknowledged."""
    database = Database(location)
    pipe.send("ready")
    for number in count(first_round):
        for kind in acts(database, Path(folder), number):
            pipe.send(kind)


def upgrade_until_killed(pipe: Connection, location: str) -> None:
    """Bring a database of an old revision up to date."""
    pipe.send("ready")
    Database(location).upgrade()
    pipe.send("upgraded")


def back_up_until_killed(pipe: Connection, location: str, target: str) -> None:
    """Make a copy over and over, under the same name."""
    pipe.send("ready")
    while True:
        back_up(Database(location), Path(target), TODAY, Output(overwrite=True))
        pipe.send("copied")


def restore_until_killed(pipe: Connection, location: str, copies: list[str]) -> None:
    """Put one copy back after the other, over and over."""
    pipe.send("ready")
    for copy in cycle(copies):
        with open_restoration(Database(location), Path(copy)) as restoration:
            restoration.replace(act().moment)
        pipe.send(copy)


#: By kind of database, the ways to hold it, and whether that keeps readers and writers waiting.
HOLDS: dict[str, dict[str, tuple[bool, bool]]] = {
    "SQLite": {
        "người khác đang ghi": (False, True),
        "khóa cả tệp": (True, True),
        "người khác đang khôi phục nhật ký -wal": (True, True),
    },
    "PostgreSQL": {
        "người khác đang ghi": (False, True),
        "khóa cả bảng": (True, True),
    },
}


def hold(pipe: Connection, location: str, how: str) -> None:
    """Hold the database from the word that is sent until some seconds after the word that comes."""
    with HOLDING[how](location) as connection:
        pipe.send("held")
        time.sleep(pipe.recv())
        connection.close()


@contextmanager
def _writing(location: str) -> Iterator[Closable]:
    """A transaction that writes, as any other one of ours."""
    with Database(location).writing() as writer:
        lock_organisation(writer)
        yield _Nothing()


@contextmanager
def _whole_file(location: str) -> Iterator[Closable]:
    connection = sqlite3.connect(location, isolation_level=None)
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("BEGIN EXCLUSIVE")
    yield connection


@contextmanager
def _recovering(location: str) -> Iterator[Closable]:
    """Somebody who plays a journal in after a crash: its index is lost, and the locks for that are held."""
    connection = sqlite3.connect(location, isolation_level=None)
    connection.execute("SELECT COUNT(*) FROM change").fetchone()
    with Path(f"{location}-shm").open("r+b", buffering=0) as index:
        for lock in _RECOVERY_LOCKS:
            fcntl.lockf(index, fcntl.LOCK_EX, 1, lock)
        index.write(bytes(_INDEX_HEADER))
        yield connection


@contextmanager
def _whole_table(location: str) -> Iterator[Closable]:
    database = Database(location)
    with database.engine.connect() as connection:
        while not connection.in_transaction():
            connection.exec_driver_sql("SET LOCAL lock_timeout = '100ms'")
            try:
                connection.exec_driver_sql("LOCK TABLE change, task_now IN ACCESS EXCLUSIVE MODE")
            except OperationalError:  # a reader has the one and waits for the other: it is let through
                connection.rollback()
        yield connection


HOLDING: dict[str, Callable[[str], AbstractContextManager[Closable]]] = {
    "người khác đang ghi": _writing,
    "khóa cả tệp": _whole_file,
    "người khác đang khôi phục nhật ký -wal": _recovering,
    "khóa cả bảng": _whole_table,
}


def run_without_space(
    pipe: Connection, environment: dict[str, str], arguments: list[str], largest: int | None, pages: int | None
) -> None:
    """Run a command that may write no file larger than `largest` bytes, or no more `pages` to the database."""
    os.environ.update(environment)
    if largest is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))
    if pages is not None:
        _limit_pages(pages)
    told = io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        code = main(arguments)
    pipe.send((code, told.getvalue()))


def _limit_pages(more: int) -> None:
    """Let SQLite find the disk full when a database has grown by so many pages."""
    connect = engine.connect_sqlite

    def connect_limited(path: str, mode: str = "rw", patience: float = BUSY_TIMEOUT) -> sqlite3.Connection:
        connection = connect(path, mode, patience)
        pages = int(connection.execute("PRAGMA page_count").fetchone()[0])
        connection.execute(f"PRAGMA max_page_count = {pages + more}")
        return connection

    engine.connect_sqlite = connect_limited
