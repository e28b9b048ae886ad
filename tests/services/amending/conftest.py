from __future__ import annotations

from pathlib import Path

import pytest

from tests.services.amending.amended import Amending
from tests.services.office import Office


@pytest.fixture
def amending(office: Office, tmp_path: Path) -> Amending:
    """The office of the sample plan and the rows of its plan, on each kind of database."""
    return Amending(office, tmp_path)


@pytest.fixture
def local_amending(local_office: Office, tmp_path: Path) -> Amending:
    """The same on SQLite alone, for what does not depend on the database."""
    return Amending(local_office, tmp_path)
