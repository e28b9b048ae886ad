from __future__ import annotations

import pytest

from cchc_tasks.storage.engine import Database
from tests.services.office import Office


@pytest.fixture
def office(database: Database) -> Office:
    """The office of the sample plan, on each kind of database."""
    return Office(database)
