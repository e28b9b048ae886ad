"""What the tests of copies share: how databases are compared, changed and spoiled."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from cchc_tasks.model.acts import Act
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.interpreted_plan import ImportRequest
from cchc_tasks.office.restoration import open_restoration
from cchc_tasks.plans.plan_import import import_plan
from cchc_tasks.plans.plan_lookup import list_plans
from cchc_tasks.storage.database import Database
from tests.conftest import SAMPLES

PLAN = SAMPLES / "ke_hoach_cchc_2022.txt"
REMEDY = SAMPLES / "khac_phuc_2023.txt"
TODAY = date(2026, 3, 2)
MOMENT = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


def import_more(database: Database, act: Act) -> None:
    import_plan(database, ImportRequest(REMEDY, period=Period.of_year(2023), reported_on=date(2023, 3, 15)), act)


def restore(database: Database, file: Path, *, changed: bool = False) -> Path | None:
    with open_restoration(database, file, changed=changed) as restoration:
        return restoration.replace(MOMENT)


def dump(path: str | Path) -> list[str]:
    with closing(sqlite3.connect(path)) as plain:
        return list(plain.iterdump())


def codes(database: Database) -> list[str]:
    return [plan.code for plan in list_plans(database)]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def flip(path: Path, place: int, *, count: int = 1) -> None:
    """Turn over the lowest bit of some bytes."""
    content = bytearray(path.read_bytes())
    for offset in range(place, place + count):
        content[offset] ^= 1
    path.write_bytes(content)


def run_sql(*statements: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        with closing(sqlite3.connect(path)) as plain:
            for statement in statements:
                plain.execute(statement)
            plain.commit()

    return change
