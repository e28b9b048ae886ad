"""Opens SQLite files and runs reading statements on either kind of database.

Reading a SQLite file must be quick from a cold start, so it goes through the standard library's sqlite3; the same
statement text runs through SQLAlchemy's connection on PostgreSQL.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from typing import TYPE_CHECKING

from cchc_tasks.errors import DatabaseError, UsageError, problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from sqlalchemy import Connection

    from cchc_tasks.errors import Problem
    from cchc_tasks.storage.reader import Parameters, Row

#: The newest migration; a test compares it with the migration scripts, so that reads never import Alembic.
HEAD = "0010"
#: How long a writer waits for another one before it says that the database is busy, in seconds.
BUSY_TIMEOUT = 10.0
#: The day of a reader that looks at none: whatever is in force, also later.
NO_DAY = "9999-12-31"
_NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "ceph", "9p", "fuse.sshfs", "fuse.rclone", "ncpfs"}
)
_WINDOWS_REMOTE_DRIVE = 4


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
        #: What the connected account may do, by organisation, once it was asked (`access_rights.py`).
        self.known_rights: dict[int, Any] = {}
        self.day = NO_DAY

    @property
    def dialect(self) -> str:
        return self.connection.dialect.name

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


class DatabaseLocation:
    """Where the data is, a SQLite file's path or a PostgreSQL URL, and how one connects to it."""

    def __init__(self, location: str, *, keeps_connection: bool = False) -> None:
        self.location = location
        self.keeps_connection = keeps_connection
        #: How long a writer waits for another one, in seconds.
        self.patience = BUSY_TIMEOUT
        #: What hangs up on the server, once there is a kept connection to one.
        self.hang_up: Callable[[], None] | None = None

    @property
    def is_sqlite(self) -> bool:
        scheme, mark, _ = self.location.partition("://")
        if not mark:
            return True
        if scheme.lower() not in ("postgresql", "postgresql+psycopg", "postgres"):
            raise UsageError(problem("database.unknown_scheme", scheme=scheme))
        return False

    @property
    def shown_location(self) -> str:
        """The location without a password."""
        from cchc_tasks.database_address import shown_db

        return shown_db(self.location)


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


def refuse_network_drive(path: str, mounts: str = "/proc/self/mounts") -> None:
    """Raise DatabaseError where the file lies on a network drive.

    `mounts` is the kernel's table of mounted file systems; systems without one are taken as local.
    """
    kind = _windows_kind(path) if sys.platform == "win32" else _mounted_kind(os.path.realpath(path), mounts)
    if kind:
        raise DatabaseError(problem("database.on_network_drive", path=path, kind=kind))


def _mounted_kind(path: str, mounts: str) -> str:
    try:
        with open(mounts, encoding="utf-8", errors="surrogateescape") as table:  # noqa: PTH123 - quick way
            lines = table.read().splitlines()
    except OSError:
        return ""
    longest, kind = "", ""
    for line in lines:
        point, system = line.split(" ")[1:3]
        point = point.replace("\\040", " ")
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(longest):
            longest, kind = point, system
    return kind if kind in _NETWORK_FILE_SYSTEMS else ""


def _windows_kind(path: str) -> str | Problem:
    if path.startswith(("\\\\", "//")):
        return "UNC"
    import ctypes

    drive = os.path.splitdrive(os.path.abspath(path))[0] + "\\"  # noqa: PTH100 - quick way
    kind = getattr(ctypes, "windll").kernel32.GetDriveTypeW(drive)  # noqa: B009 - exists on Windows only
    return problem("database.remote_drive") if kind == _WINDOWS_REMOTE_DRIVE else ""
