"""Migrates a database to the newest schema: in one transaction, after a backup; a newer database is refused."""

from __future__ import annotations

import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, inspect, text

from cchc_tasks.errors import DatabaseError, problem
from cchc_tasks.files.output import place
from cchc_tasks.storage.backup_files import copy_database, refuse_other_kind, working_folder
from cchc_tasks.storage.conditions import of_organisation
from cchc_tasks.storage.connection import (
    HEAD,
    CoreReader,
    DatabaseLocation,
    SqliteReader,
    connect_sqlite,
    refuse_network_drive,
    revision_of,
)
from cchc_tasks.storage.copy_files import NO_SPACE, publish

#: The lock that two upgrades of the same tables take in turn; those of other schemas of the database do not wait.
_UPGRADE_LOCK = 0x63636863
_TAKE_TURNS = "SELECT pg_advisory_xact_lock(CAST(:lock AS integer), hashtext(COALESCE(current_schema(), '')))"
DEFAULT_ORGANISATION = "Cơ quan"


def migrations_directory() -> Path:
    """Return the migration scripts' folder: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "migrations"
    return inside if inside.is_dir() else package.parent / "migrations"


def upgrade(database: DatabaseLocation, engine: Engine) -> str | None:
    """Migrate to the newest revision and return the one before, None where the database was new.

    An existing SQLite file is copied beside itself first. Raises DatabaseError for a database that is newer
    than the program, or not ours.
    """
    if database.is_sqlite:
        _create_file(Path(database.location))
        _back_up_before_migrating(database.location)
    with engine.begin() as connection:
        if not database.is_sqlite:
            lock_upgrades(connection)
        names = set(inspect(connection).get_table_names())
        before = revision_of(CoreReader(connection)) if "alembic_version" in names else None
        foreign = before is not None and ("organisation" not in names or not re.fullmatch(r"\d{4}", before))
        if foreign or (before is None and names and database.is_sqlite):
            cause = problem("database.of_another_program")
            raise DatabaseError(problem("database.damaged", location=database.shown_location, cause=cause))
        if before is not None and before > HEAD:
            raise DatabaseError(problem("database.too_new", location=database.shown_location, found=before))
        if before != HEAD:
            run_migrations(connection)
            _add_default_organisation(connection)
            if before is not None:
                _derive_again(connection)
    return before


def lock_upgrades(connection: Connection) -> None:
    """Make whoever else changes the same PostgreSQL schema wait until this transaction ends; other schemas are free."""
    connection.execute(text(_TAKE_TURNS), {"lock": _UPGRADE_LOCK})


def run_migrations(connection: Connection, target: str = "head") -> None:
    """Bring the schema of an open transaction to a revision."""
    config = Config()
    config.set_main_option("script_location", str(migrations_directory()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def _derive_again(connection: Connection) -> None:
    """What follows from the history follows by this program's rules from now on, in every organisation."""
    from cchc_tasks.storage.projection_writes import refresh_tasks

    for (organisation_id,) in connection.execute(text("SELECT organisation_id FROM organisation")).all():
        reader = CoreReader(connection, organisation_id)
        task_ids = [int(row[0]) for row in reader.rows(f"SELECT task_id FROM task WHERE {of_organisation()}")]
        refresh_tasks(reader, task_ids, renumber=True)


def _add_default_organisation(connection: Connection) -> None:
    """Most offices never see it: the one organisation to which everything belongs."""
    connection.execute(
        text(
            "INSERT INTO organisation (organisation_id, name, created_at) "
            "SELECT 1, :name, '' WHERE NOT EXISTS (SELECT 1 FROM organisation)"
        ),
        {"name": DEFAULT_ORGANISATION},
    )


def _create_file(path: Path) -> None:
    """Make a file that only its owner may read, in WAL mode, which needs no transaction; one that is there stays.

    It gets its name when its first page is whole: a file of no bytes is none of ours, and may be all that is left of
    somebody's data. Raises DatabaseError for such a file, UsageError for the name of another kind of file.
    """
    refuse_network_drive(str(path))
    refuse_other_kind(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _publish_empty(path)
        os.close(os.open(path, os.O_RDWR))
        is_emptied = path.stat().st_size == 0
    except OSError as error:
        raise _refused_by_system(str(path), error) from error
    if is_emptied:
        raise DatabaseError(problem("database.emptied", location=str(path)))


def _publish_empty(path: Path) -> None:
    descriptor, name = tempfile.mkstemp(prefix=".cchc-tasks-", suffix=".tmp", dir=path.parent)
    os.close(descriptor)
    beside = Path(name)
    try:
        with _closing(sqlite3.connect(beside)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        with suppress(FileExistsError):  # another process was quicker
            place(beside, path, overwrite=False)
    finally:
        beside.unlink(missing_ok=True)


def _back_up_before_migrating(path: str) -> None:
    """Copy a database of an older revision beside itself; a copy that is there already was made first and stays."""
    with _closing(connect_sqlite(path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        found = revision_of(SqliteReader(connection))
        if found is None or found >= HEAD or not re.fullmatch(r"\d{4}", found):
            return
        target = Path(path).with_name(f"{Path(path).stem}.truoc-nang-cap-{found}.sqlite3")
        if target.exists():
            return
        # Under its name it is whole or not there: a copy that a crash cut short would be trusted the next time.
        try:
            with working_folder(path) as folder:
                copy_database(path, folder / "copy.sqlite3")
                publish(folder / "copy.sqlite3", target, overwrite=False)
        except FileExistsError:
            return
        except OSError as error:
            if error.errno in NO_SPACE:
                raise DatabaseError(problem("database.disk_full", location=path)) from error
            raise _refused_by_system(path, error) from error


def _refused_by_system(path: str, error: OSError) -> DatabaseError:
    cause = problem("system.system_cause", error=error)
    return DatabaseError(problem("database.unreachable", location=path, cause=cause))


@contextmanager
def _closing(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    try:
        yield connection
    finally:
        connection.close()
