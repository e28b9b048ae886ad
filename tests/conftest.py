"""What tests share: migrated databases of both kinds, the sample plans, the installed command."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import is_hypothesis_test

from cchc_tasks.model.acts import Act
from cchc_tasks.sentences import Sentence
from cchc_tasks.storage.database import Database
from tests import databases
from tests.program import Run

if TYPE_CHECKING:
    from tests.sample_office import Office

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "sample_plans"
SHARED = ROOT.parent / "shared"
POSTGRES = os.environ.get("CCHC_TASKS_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/test")
KINDS = ("sqlite", "postgresql")

Fresh = Callable[[], AbstractContextManager[Database]]


def _postgres_problem() -> str:
    """Why PostgreSQL cannot be tested here, empty where it can."""
    try:
        import psycopg

        psycopg.connect(POSTGRES, connect_timeout=5).close()
    except (ImportError, OSError, psycopg.Error) as error:
        return f"no PostgreSQL answers at CCHC_TASKS_TEST_POSTGRES: {str(error).splitlines()[0]}"
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


@pytest.fixture(scope="session", autouse=True)
def _nothing_is_left_behind() -> Iterator[None]:
    yield
    databases.close()


@pytest.fixture(scope="session", autouse=True)
def _garbage_is_looked_for_seldom() -> None:
    """With every module loaded, looking for garbage as often as Python does takes a third of the time of a screen."""
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


@pytest.fixture(scope="session", autouse=True)
def _no_sentence_loses_its_steps() -> Iterator[None]:
    """A sentence put into an f-string has lost its steps: in here that is a failure, wherever it happens."""

    def refuse(_: Sentence, __: str) -> str:
        raise TypeError("a sentence becomes text only where it is shown")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sentence, "__format__", refuse)
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as quick what needs no server and tries no hundred examples: `make quick` runs those of some folders."""
    for item in items:
        needs_server = "postgres" in item.fixturenames or "postgresql" in item.name  # type: ignore[attr-defined]
        if not needs_server and not is_hypothesis_test(item.obj):  # type: ignore[attr-defined]
            item.add_marker("quick")


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: the collector of garbage need not look at it ever again."""
    gc.freeze()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test that touches a database runs on both kinds, but for those that say why one is enough."""
    if "database_kind" in metafunc.fixturenames:
        alone = metafunc.definition.get_closest_marker("only_on")
        kinds = KINDS if alone is None else alone.args[:1]
        assert alone is None or (kinds[0] in KINDS and alone.kwargs["because"]), "only_on names a kind and the reason"
        metafunc.parametrize("database_kind", kinds, indirect=True, scope="session")


@pytest.fixture(scope="session")
def database_kind(request: pytest.FixtureRequest) -> str:
    """The kind a test runs on; where no server answers, the PostgreSQL half is skipped with the reason."""
    if request.param == "postgresql":
        request.getfixturevalue("postgres")
    found: str = request.param
    return found


@contextmanager
def fresh_postgres(postgres: str) -> Iterator[Database]:
    """Yield a migrated empty PostgreSQL database in a schema that nobody else uses meanwhile."""
    with databases.schemas(postgres).fresh() as database:
        yield database


@contextmanager
def fresh_sqlite(path: Path) -> Iterator[Database]:
    """Yield a migrated empty SQLite file."""
    databases.files().fill(path, "empty")
    database = Database(str(path))
    yield database
    database.close()


@pytest.fixture(scope="session")
def fresh(database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    """Make migrated empty databases of one kind, as many as a test asks for: `with fresh() as database`."""
    if database_kind == "postgresql":
        return lambda: fresh_postgres(POSTGRES)
    return lambda: fresh_sqlite(tmp_path_factory.mktemp("du lieu") / "du lieu.sqlite3")


@pytest.fixture
def sqlite_database(tmp_path: Path) -> Iterator[Database]:
    """A migrated SQLite file, for tests whose subject is the file itself."""
    with fresh_sqlite(tmp_path / "du lieu.sqlite3") as database:
        yield database


@pytest.fixture
def postgres_database(postgres: str) -> Iterator[Database]:
    """A migrated schema of the server, for tests of what only a server can do."""
    with fresh_postgres(postgres) as database:
        yield database


@pytest.fixture
def database(database_kind: str, request: pytest.FixtureRequest) -> Database:
    """A migrated empty database, once of each kind."""
    found: Database = request.getfixturevalue("sqlite_database" if database_kind == "sqlite" else "postgres_database")
    return found


@pytest.fixture
def office(database: Database) -> Office:
    """The office of the sample plan, on each kind of database."""
    from tests.sample_office import Office

    return Office(database)


@pytest.fixture
def local_office(sqlite_database: Database) -> Office:
    """The same office in a file, for tests that carry it elsewhere and name both kinds themselves."""
    from tests.sample_office import Office

    return Office(sqlite_database)


@pytest.fixture
def act() -> Act:
    return Act("Người thử", datetime(2026, 3, 2, 1, 30, tzinfo=UTC), date(2026, 3, 2))


@pytest.fixture
def run(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Run:
    """The program on a database of each kind: on a file in its home, and on a schema of the server."""
    if database_kind == "sqlite":
        return Run(tmp_path)
    return Run(tmp_path, request.getfixturevalue("postgres_database").location)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real plans beside the project; tests that read them say so when it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"the real plans are not beside the project ({SHARED.name} is absent)")
    return SHARED
