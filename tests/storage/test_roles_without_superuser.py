"""An administrator who may make roles and databases, as on a rented server, and is no superuser."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import psycopg
import pytest

from cchc_tasks.model.filters import Filters
from cchc_tasks.office.access_grants import GrantRequest, grant_access
from cchc_tasks.office.health import role_script
from cchc_tasks.plans.plan_lookup import list_tasks
from cchc_tasks.storage.database import Database
from tests.conftest import Run
from tests.sample_office import Office
from tests.storage.served import ADMINISTRATOR


class Rented:
    """A database that belongs to such an administrator, and an account that is nobody yet."""

    def __init__(self, server: str) -> None:
        self.mark = uuid.uuid4().hex[:12]
        self.names = [f"cchc_{kind}_{self.mark}" for kind in ("owner", "writer", "reader")]
        self.administrator, self.clerk = f"admin_{self.mark}", f"clerk_{self.mark}"
        self.server = psycopg.connect(server, autocommit=True)
        self.server.execute(f"CREATE ROLE {self.administrator} LOGIN CREATEROLE")
        self.server.execute(f"CREATE ROLE {self.clerk} LOGIN")
        self.server.execute(f"CREATE DATABASE cchc_test_{self.mark} OWNER {self.administrator}")
        self._host = server.partition("@")[2].rpartition("/")[0]

    def seen_by(self, login: str) -> Database:
        """The database as an account sees it."""
        return Database(f"postgresql://{login}@{self._host}/cchc_test_{self.mark}")

    def close(self) -> None:
        self.server.execute(f"DROP DATABASE cchc_test_{self.mark} WITH (FORCE)")
        for role in (self.clerk, self.administrator, *self.names):
            self.server.execute(f"DROP ROLE IF EXISTS {role}")
        self.server.close()


@pytest.fixture
def rented(postgres: str) -> Iterator[Rented]:
    found = Rented(postgres)
    yield found
    found.close()


def test_the_script_needs_no_superuser(rented: Rented) -> None:
    administrator = rented.seen_by(rented.administrator)
    administrator.upgrade()
    for _ in range(2):
        with psycopg.connect(administrator.location, autocommit=True) as connection:
            for statement in role_script(*rented.names, "public"):
                connection.execute(statement)
    assert grant_access(administrator, GrantRequest(rented.clerk), ADMINISTRATOR).changed
    clerk = rented.seen_by(rented.clerk)
    office = Office(clerk)
    office.done("5", evidence=("Báo cáo số 12/BC-VP ngày 01/6/2022",))
    assert len(list_tasks(administrator, Filters(), office.today)) == 54
    with psycopg.connect(clerk.location) as thief, pytest.raises(psycopg.errors.InsufficientPrivilege):
        thief.execute("DELETE FROM change")
    for database in (administrator, clerk):
        database.close()


def test_psql_stops_at_the_first_statement_that_is_refused(run: Run) -> None:
    lines = run("db", "roles").stdout.splitlines()
    assert lines.index(r"\set ON_ERROR_STOP on") < lines.index("BEGIN;")
