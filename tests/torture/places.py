"""Where torture takes place: new databases of both kinds with an office in them, and processes that can be killed."""

from __future__ import annotations

import multiprocessing
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from cchc_tasks.model.acts import Act
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.interpreted_plan import ImportRequest
from cchc_tasks.plans.plan_import import import_plan
from cchc_tasks.storage.database import Database
from tests.conftest import POSTGRES, SAMPLES

TODAY = date(2022, 7, 15)
REPORTED = date(2022, 6, 15)
PLAN = SAMPLES / "ke_hoach_cchc_2022.txt"
KINDS = ("SQLite", "PostgreSQL")

# Children are forked from one small process that has everything loaded: a start costs milliseconds.
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.torture.children"])


def act(actor: str = "Người nhập") -> Act:
    """An act of this moment."""
    return Act(actor, datetime.now(UTC), TODAY)


def import_the_plan(database: Database, code: str = "") -> None:
    """Import the sample plan of 54 tasks."""
    request = ImportRequest(PLAN, code=code, period=Period.of_year(2022), reported_on=REPORTED)
    import_plan(database, request, act())


def server_problem() -> str:
    """Why no PostgreSQL can be used here, empty where one answers at the tests' address."""
    try:
        import psycopg

        psycopg.connect(POSTGRES, connect_timeout=5).close()
    except (ImportError, OSError, psycopg.Error) as error:
        return str(error)
    return ""


@contextmanager
def schema(postgres: str) -> Iterator[Database]:
    """Yield a PostgreSQL database that has no tables yet, in a schema of its own, which is dropped afterwards."""
    import psycopg

    name = f"torture_{uuid.uuid4().hex}"
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute(f"CREATE SCHEMA {name}")
        database = Database(f"{postgres}{'&' if '?' in postgres else '?'}options=-csearch_path%3D{name}")
        try:
            yield database
        finally:
            database.close()
            server.execute(f"DROP SCHEMA {name} CASCADE")


@contextmanager
def office(kind: str, folder: Path, postgres: str) -> Iterator[Database]:
    """Yield a new database of a kind in which the sample plan is imported."""
    if kind == "SQLite":
        database = Database(str(folder / "cơ sở.sqlite3"))
        database.upgrade()
        import_the_plan(database)
        yield database
        database.close()
        return
    with schema(postgres) as database:
        database.upgrade()
        import_the_plan(database)
        yield database


def renew(template: Path, place: Path) -> None:
    """Put a copy of the template in the place of a SQLite database, whatever lies there."""
    for suffix in ("-wal", "-shm", "-journal"):
        Path(f"{place}{suffix}").unlink(missing_ok=True)
    shutil.copyfile(template, place)


class Child:
    """A process that does something and sends what it has done; it can be killed at any moment, by its own pid."""

    def __init__(self, work: Callable[..., None], *arguments: Any) -> None:
        self._mine, theirs = _FORKS.Pipe()
        self._process = _FORKS.Process(target=work, args=(theirs, *arguments), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def pipe(self) -> Connection:
        """The parent's end: what the child sends can be received, and a word sent to it."""
        return self._mine

    def kill(self) -> None:
        """Kill it as nothing can be prepared for."""
        self._process.kill()  # of one that has just ended, nothing
        self._process.join()

    def sent(self) -> list[Any]:
        """Everything that was sent until the child ended; a message that was cut off is none."""
        found = []
        try:
            while True:
                found.append(self._mine.recv())
        except (EOFError, OSError):
            self._process.join()
        return found

    @property
    def exit_code(self) -> int | None:
        return self._process.exitcode
