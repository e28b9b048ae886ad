from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_tasks.storage.database import Database
from tests.conftest import POSTGRES
from tests.databases import schemas


@pytest.fixture
def bare(database_kind: str, tmp_path: Path) -> Iterator[Database]:
    """A database without tables."""
    if database_kind == "postgresql":
        with schemas(POSTGRES).bare() as database:
            yield database
        return
    path = tmp_path / "du lieu.sqlite3"
    path.touch(0o600)
    database = Database(str(path))
    yield database
    database.close()
