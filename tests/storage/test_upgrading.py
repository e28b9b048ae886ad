"""A database of an older program: copied first, then brought up to date with everything that it holds."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from cchc_tasks.errors import DatabaseError
from cchc_tasks.model.acts import Act
from cchc_tasks.model.filters import Filters
from cchc_tasks.office.health import check_database
from cchc_tasks.plans.plan_lookup import list_tasks
from cchc_tasks.storage import projection_tables
from cchc_tasks.storage.connection import HEAD, connect_sqlite
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.migrate import run_migrations
from cchc_tasks.tracking.due_lists import list_overdue
from tests.refusals import says
from tests.storage.history_rows import TaskRows, insert_as_then

DUE = date(2026, 1, 31)


@pytest.fixture
def first_revision(bare: Database, act: Act) -> Database:
    """A database of each kind as the first program left it."""
    return left_by_the_first_program(bare, act)


def left_by_the_first_program(database: Database, act: Act) -> Database:
    """Make a bare database what the first program left: history, and nothing derived that this one could rely on."""
    with database.engine.begin() as connection:
        run_migrations(connection, "0001")
        connection.execute(text("INSERT INTO organisation VALUES (1, 'Cơ quan', '')"))
        rows = TaskRows(act, DUE).tables()
        insert_as_then(connection, rows)
        plan = rows["plan_version"][0]
        kept = {name: plan[name] for name in ("plan_id", "title", "period_first", "period_last")}
        connection.execute(projection_tables.plan_now.insert(), {"organisation_id": 1, "code": "THU-2026", **kept})
    return database


def test_everything_is_there_after_the_upgrade_and_derived_by_the_rules_of_today(first_revision: Database) -> None:
    day = date(2026, 3, 2)
    if not first_revision.is_sqlite:  # a server waits for a person who upgrades it
        with pytest.raises(DatabaseError, check=says("chưa nâng cấp")):
            list_tasks(first_revision, Filters(), day)
        assert first_revision.upgrade() == "0001"
    assert [task.title for task in list_tasks(first_revision, Filters(), day)] == ["Rà soát văn bản"]
    assert len(list_overdue(first_revision, Filters(), day)) == 1
    assert check_database(first_revision, repair=False).sound
    assert first_revision.upgrade() == HEAD


@pytest.mark.only_on("sqlite", because="the file is copied before an upgrade")
def test_the_older_database_is_kept_beside_the_new_one(first_revision: Database) -> None:
    first_revision.upgrade()
    copy = Path(first_revision.location).with_name("du lieu.truoc-nang-cap-0001.sqlite3")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    kept = connect_sqlite(str(copy))
    assert kept.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    assert kept.execute("SELECT title FROM task_version").fetchall() == [("Rà soát văn bản",)]
    kept.close()


@pytest.mark.only_on("sqlite", because="the file is copied before an upgrade")
def test_a_copy_that_was_cut_short_is_never_found_under_the_name_of_a_whole_one(
    first_revision: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(location: str, target: Path) -> None:
        target.write_bytes(Path(location).read_bytes()[:100])
        raise KeyboardInterrupt

    copy = Path(first_revision.location).with_name("du lieu.truoc-nang-cap-0001.sqlite3")
    with monkeypatch.context() as patch:
        patch.setattr("cchc_tasks.storage.migrate.copy_database", stop)
        with pytest.raises(KeyboardInterrupt):
            first_revision.upgrade()
    assert not copy.exists()
    assert first_revision.upgrade() == "0001"
    assert copy.exists()
