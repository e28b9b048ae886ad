"""The ways in which a shared PostgreSQL is named: a service, the environment; a password is never shown."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from cchc_tasks.storage.database import Database
from tests.conftest import Run

pytestmark = pytest.mark.only_on("postgresql", because="a server and how it is named are the subject")


@pytest.fixture
def parameters(postgres_database: Database) -> dict[str, str]:
    """What libpq needs to reach the migrated database."""
    parts = urlsplit(postgres_database.location)
    schema = postgres_database.location.partition("search_path%3D")[2]
    return {
        "host": parts.hostname or "",
        "port": str(parts.port or 5432),
        "user": parts.username or "",
        "dbname": parts.path.lstrip("/"),
        "options": f"-csearch_path={schema}",
    }


def test_a_service_of_libpq_names_the_database(run: Run, tmp_path: Path, parameters: dict[str, str]) -> None:
    service = tmp_path / "pg_service.conf"
    lines = "\n".join(f"{name}={value}" for name, value in parameters.items())
    service.write_text(f"[cchc]\n{lines}\n", encoding="utf-8")
    done = run("db", "info", "--json", CCHC_TASKS_DB="postgresql://?service=cchc", PGSERVICEFILE=str(service))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["kind"] == "PostgreSQL"


def test_the_environment_of_libpq_names_the_database(run: Run, parameters: dict[str, str]) -> None:
    names = {"dbname": "PGDATABASE"}
    environment = {names.get(name, f"PG{name.upper()}"): value for name, value in parameters.items()}
    done = run("db", "info", "--json", CCHC_TASKS_DB="postgresql://", **environment)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["kind"] == "PostgreSQL"


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://an:b%40mat-4711@127.0.0.1:1/cchc",
        "postgresql://127.0.0.1:1/cchc?user=an&password=b%40mat-4711",
        "postgresql://an:b%40mat-4711@khong-co.invalid/cchc?sslmode=verify-full",
        "postgresql://an:b%40mat-4711@127.0.0.1:khong/cchc",
    ],
)
def test_a_server_that_is_out_of_reach_is_told_without_the_password(run: Run, address: str) -> None:
    for command in (("overdue",), ("db", "info"), ("db", "upgrade"), ("config",), ("config", "--json")):
        done = run(*command, CCHC_TASKS_DB=address)
        assert "4711" not in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        assert command[0] == "config" or done.returncode == 6


def test_the_tls_settings_of_the_address_reach_the_server(run: Run, parameters: dict[str, str]) -> None:
    """A server without TLS is refused where TLS is demanded: the setting was passed on."""
    place = f"postgresql://{parameters['user']}@{parameters['host']}:{parameters['port']}/{parameters['dbname']}"
    done = run("overdue", CCHC_TASKS_DB=f"{place}?sslmode=verify-full&sslrootcert=/khong/co/ca.pem")
    assert done.returncode == 6
    assert "ca.pem" in done.stderr or "SSL" in done.stderr
