"""Several programs update the same tasks at once: nothing is lost, nothing is half-written."""

from __future__ import annotations

import json
import subprocess
import sys

from cchc_tasks.office.health import check_database
from cchc_tasks.storage.database import Database
from tests.conftest import SAMPLES, fresh_postgres
from tests.program import COMMAND

WRITERS, ACTS, TASKS = 8, 10, 20
#: One writer: a process of its own that adds notes to the same tasks through the services.
WRITER = f"""
import sys
from datetime import UTC, date, datetime
from cchc_tasks.model.acts import Act
from cchc_tasks.model.acts import Update
from cchc_tasks.plans.act_context import ActRequest
from cchc_tasks.tracking.task_updates import update_tasks
from cchc_tasks.storage.database import Database
location, name = sys.argv[1:3]
for number in range({ACTS}):
    ref = str(number * 7 % {TASKS} + 1)
    act = Act(name, datetime.now(UTC), date(2022, 7, 15))
    update_tasks(Database(location), ActRequest((ref,), act), Update(evidence=(f"{{name}}, lần {{number}}",)))
"""


def _write_at_once(database: Database) -> None:
    imported = [COMMAND, "--db", database.location, "--actor", "Người nhập", "import"]
    imported += [str(SAMPLES / "ke_hoach_cchc_2022.txt"), "--reported-on", "2022-06-15"]
    subprocess.run(imported, check=True, capture_output=True)
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, database.location, f"Người {number}"], stderr=subprocess.PIPE)
        for number in range(WRITERS)
    ]
    for writer in writers:
        _, errors = writer.communicate(timeout=120)
        assert writer.returncode == 0, errors.decode()
    listed = subprocess.run(
        [COMMAND, "--db", database.location, "list", "--as-of", "2022-07-15", "--json"], check=True, capture_output=True
    )
    tasks = json.loads(listed.stdout)
    kept = [line for task in tasks for line in task["evidence"]]
    assert sorted(kept) == sorted(f"Người {n}, lần {number}" for n in range(WRITERS) for number in range(ACTS))
    assert sum(task["seq"] - 1 for task in tasks) == WRITERS * ACTS, "the history has no gap"
    assert check_database(database, repair=False).sound


def test_eight_writers_on_sqlite_lose_nothing(sqlite_database: Database) -> None:
    _write_at_once(sqlite_database)


def test_eight_writers_on_postgresql_lose_nothing(postgres: str) -> None:
    with fresh_postgres(postgres) as database:
        _write_at_once(database)
