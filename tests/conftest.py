"""What tests share: migrated databases of both kinds, the sample plans, the installed command."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cchc_tasks.model.acts import Act
from cchc_tasks.storage.engine import Database

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "sample_plans"
SHARED = ROOT.parent / "shared"
POSTGRES = os.environ.get("CCHC_TASKS_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/test")

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def _postgres_problem() -> str:
    """Why PostgreSQL cannot be tested here, empty where it can."""
    try:
        import psycopg

        psycopg.connect(POSTGRES, connect_timeout=5).close()
    except (ImportError, OSError, psycopg.Error) as error:
        return f"no PostgreSQL answers at CCHC_TASKS_TEST_POSTGRES: {error}"
    return ""


@pytest.fixture(scope="session")
def postgres() -> str:
    """The URL of a PostgreSQL server for tests; skipped with the reason where none answers, failed in CI."""
    problem = _postgres_problem()
    if problem and os.environ.get("CCHC_TASKS_TEST_POSTGRES_REQUIRED"):
        pytest.fail(problem)
    if problem:
        pytest.skip(problem)
    return POSTGRES


@pytest.fixture
def sqlite_database(tmp_path: Path) -> Iterator[Database]:
    database = Database(str(tmp_path / "du lieu.sqlite3"))
    database.upgrade()
    yield database
    database.close()


@contextmanager
def fresh_postgres(postgres: str) -> Iterator[Database]:
    """Yield a migrated PostgreSQL database in a schema of its own, which is dropped afterwards."""
    import psycopg

    schema = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute(f"CREATE SCHEMA {schema}")
        database = Database(f"{postgres}{'&' if '?' in postgres else '?'}options=-csearch_path%3D{schema}")
        database.upgrade()
        yield database
        database.close()
        server.execute(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture
def postgres_database(postgres: str) -> Iterator[Database]:
    with fresh_postgres(postgres) as database:
        yield database


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """A migrated empty database, once of each kind."""
    name = "sqlite_database" if request.param == "sqlite" else "postgres_database"
    found: Database = request.getfixturevalue(name)
    return found


@pytest.fixture
def act() -> Act:
    return Act("Người thử", datetime(2026, 3, 2, 1, 30, tzinfo=UTC), date(2026, 3, 2))


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the installed command in an empty home, as a person would."""
    command = str(Path(sys.executable).with_name("cchc-tasks"))
    home = tmp_path / "home"
    home.mkdir()

    def run_command(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("CCHC_", "XDG_"))}
        return subprocess.run(
            [command, *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
            timeout=120,
            env={**clean, "HOME": str(home), "CCHC_TASKS_ACTOR": "Người thử", **environment},
        )

    return run_command


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real plans beside the project; tests that read them say so when it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"the real plans are not beside the project ({SHARED.name} is absent)")
    return SHARED
