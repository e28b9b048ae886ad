"""Migrated databases for tests, made quickly: each kind is migrated once a process and copied from then on.

A SQLite database is a file, so its copy is a copy of the file. On PostgreSQL a process has a database of its own
(advisory locks reach no further than that) with a few schemas in it: each test gets one that is emptied and filled in
one round trip, without the triggers that refuse just that, in 15 ms where a copy of a database takes 100 and more. A
schema whose definition was altered by a test (a role's rights, a dropped trigger, another revision) is dropped instead.
"""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from cchc_tasks.storage.database import Database

#: Puts into an empty database what its copies are to begin with.
Fill = Callable[[Database], object]

#: How often a schema is used: deleted rows are left in it until the server finds time to tidy up.
_USES = 100
#: The rows of the catalogue that define a schema; any of them altered, added or gone gives another mark.
_DEFINITION = """
WITH ours AS (SELECT oid FROM pg_class WHERE relnamespace = to_regnamespace('{schema}'))
SELECT md5(string_agg(mark, ' ' ORDER BY mark)) FROM (
    SELECT concat('n', oid, xmin) AS mark FROM pg_namespace WHERE oid = to_regnamespace('{schema}')
    UNION ALL SELECT concat('r', oid, xmin) FROM pg_class WHERE oid IN (SELECT oid FROM ours)
    UNION ALL SELECT concat('a', attrelid, attnum, xmin) FROM pg_attribute WHERE attrelid IN (SELECT oid FROM ours)
    UNION ALL SELECT concat('t', oid, xmin) FROM pg_trigger WHERE tgrelid IN (SELECT oid FROM ours)
    UNION ALL SELECT concat('p', oid, xmin) FROM pg_policy WHERE polrelid IN (SELECT oid FROM ours)
    UNION ALL SELECT concat('f', oid, xmin) FROM pg_proc WHERE pronamespace = to_regnamespace('{schema}')
) AS marks
"""


class Files:
    """SQLite files that copies are taken from."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="cchc-tasks-tests-"))

    def fill(self, path: Path, name: str, fill: Fill | None = None) -> None:
        """Make the file a copy of the one of that name, which is migrated and filled when it is first asked for."""
        model = self.folder / name
        if not model.exists():
            made = Database(str(Path(tempfile.mkdtemp(dir=self.folder)) / "new.sqlite3"))
            made.upgrade()
            if fill is not None:
                fill(made)
            made.close()
            Path(made.location).rename(model)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(model, path)

    def close(self) -> None:
        shutil.rmtree(self.folder)


class Schemas:
    """The schemas of this process, in a database of its own on the server that the URL names."""

    def __init__(self, url: str) -> None:
        import psycopg

        self.name = f"cchc_test_{uuid.uuid4().hex}"
        self.origin = psycopg.connect(url, autocommit=True)
        self.origin.execute(f"CREATE DATABASE {self.name}")
        self.url = make_url(url).set(database=self.name).render_as_string(hide_password=False)
        self.server = psycopg.connect(self.url, autocommit=True, options="-clock_timeout=60s")
        self.names: list[str] = []
        self.free: list[str] = []
        self.models: dict[str, str] = {}
        self.definitions: dict[str, str] = {}
        self.uses: Counter[str] = Counter()

    def database(self, schema: str) -> Database:
        """The database in a schema; commits need not reach the disk, for no test outlives its server."""
        options = f"options=-csynchronous_commit%3Doff%20-csearch_path%3D{schema}"
        return Database(f"{self.url}{'&' if '?' in self.url else '?'}{options}")

    @contextmanager
    def fresh(self) -> Iterator[Database]:
        """Yield a migrated empty database."""
        schema = self.free.pop() if self.free else self._new()
        self.fill(schema, "empty")
        database = self.database(schema)
        try:
            yield database
        finally:
            database.close()
            self.uses[schema] += 1
            if self.uses[schema] < _USES and self._definition(schema) == self.definitions[schema]:
                self.free.append(schema)
            else:
                self._drop(schema)

    @contextmanager
    def bare(self) -> Iterator[Database]:
        """Yield a database without tables."""
        schema = self._create()
        database = self.database(schema)
        try:
            yield database
        finally:
            database.close()
            self._drop(schema)

    def fill(self, schema: str, name: str, fill: Fill | None = None) -> None:
        """Make the rows of a schema those of the model of that name, which is filled when it is first asked for."""
        if name not in self.models:
            model = self._new()
            if fill is not None:
                database = self.database(model)
                fill(database)
                database.close()
            self.models[name] = model
        tables = self._column("SELECT tablename FROM pg_tables WHERE schemaname = %s", schema)
        steps = ["SET LOCAL session_replication_role = replica"]
        for table in tables:
            steps.append(f"DELETE FROM {schema}.{table}")
            steps.append(f"INSERT INTO {schema}.{table} SELECT * FROM {self.models[name]}.{table}")
        with self.server.transaction():
            self.server.execute("; ".join(steps))

    def close(self) -> None:
        self.server.close()
        self.origin.execute(f"DROP DATABASE {self.name} WITH (FORCE)")
        self.origin.close()

    def _create(self) -> str:
        schema = f"test_{uuid.uuid4().hex}"
        self.names.append(schema)
        self.server.execute(f"CREATE SCHEMA {schema}")
        return schema

    def _new(self) -> str:
        schema = self._create()
        database = self.database(schema)
        database.upgrade()
        database.close()
        self.definitions[schema] = self._definition(schema)
        return schema

    def _drop(self, schema: str) -> None:
        self.names.remove(schema)
        self.server.execute(f"DROP SCHEMA {schema} CASCADE")

    def _definition(self, schema: str) -> str:
        return self._column(_DEFINITION.format(schema=schema))[0]

    def _column(self, sql: str, *values: str) -> list[str]:
        return [row[0] for row in self.server.execute(sql, values or None).fetchall()]


_files: list[Files] = []
_servers: dict[str, Schemas] = {}


def files() -> Files:
    """The files of this process."""
    if not _files:
        _files.append(Files())
    return _files[0]


def schemas(url: str) -> Schemas:
    """The schemas of this process on a server."""
    if url not in _servers:
        _servers[url] = Schemas(url)
    return _servers[url]


def fill(database: Database, name: str, make: Fill) -> None:
    """Give an untouched database of a test what `make` puts into an empty one; `name` says what that is.

    Seen through another account, or on another server, a database is none of ours, and `make` does it itself.
    """
    if database.is_sqlite:
        files().fill(Path(database.location), name, make)
        return
    for server in _servers.values():
        for schema in server.names:
            if server.database(schema).location == database.location:
                server.fill(schema, name, make)
                return
    make(database)


def close() -> None:
    """Leave nothing behind: no file, no database, after failures too."""
    for files_or_schemas in (*_files, *_servers.values()):
        files_or_schemas.close()
    _files.clear()
    _servers.clear()
