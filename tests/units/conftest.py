from __future__ import annotations

from pathlib import Path

import pytest

from cchc_tasks.storage.database import Database
from tests.units.year2025 import Year2025


@pytest.fixture
def year(database: Database, tmp_path: Path) -> Year2025:
    """The year 2025, on each kind of database."""
    return Year2025(database, tmp_path)


@pytest.fixture
def local_year(sqlite_database: Database, tmp_path: Path) -> Year2025:
    """The same on SQLite alone, for what does not depend on the database."""
    return Year2025(sqlite_database, tmp_path)
