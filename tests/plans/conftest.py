from __future__ import annotations

from pathlib import Path

import pytest

from tests.plans.amended import Amending
from tests.sample_office import Office


@pytest.fixture
def amending(office: Office, tmp_path: Path) -> Amending:
    """The office of the sample plan and the rows of its plan, on each kind of database."""
    return Amending(office, tmp_path)
