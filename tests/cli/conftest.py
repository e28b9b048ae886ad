from __future__ import annotations

import pytest

from cchc_tasks.storage.database import Database
from tests.services.office import Office


@pytest.fixture
def office(database: Database) -> Office:
    """The office of the sample plan, on each kind of database."""
    return Office(database)


@pytest.fixture
def local_office(sqlite_database: Database) -> Office:
    """The same office in a file, for tests that carry it elsewhere and name both kinds themselves."""
    return Office(sqlite_database)
