"""`db check` looks at some tasks at a time; what it finds does not depend on how many."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from cchc_tasks.office import health
from cchc_tasks.office.health import check_database
from tests.sample_office import Office

#: What is spoilt in the derived tables, and how many tasks it concerns.
SPOILT = {
    "nothing": ("SELECT 1", 0),
    "a name in every table": ("UPDATE task_now SET ref = 'X' WHERE ref = '5'", 1),
    "two names exchanged": (
        "UPDATE task_now SET ref = CASE ref WHEN '5' THEN '6' ELSE '5' END WHERE ref IN ('5', '6');"
        "UPDATE running_now SET ref = CASE ref WHEN '5' THEN '6' ELSE '5' END WHERE ref IN ('5', '6')",
        2,
    ),
    "a name in the list alone": ("UPDATE running_now SET ref = 'X' WHERE ref = '10'", 1),
    "words to search by": (
        "DELETE FROM task_search WHERE task_id IN (SELECT task_id FROM task_now WHERE ref < '2')",
        11,
    ),
    "a stray": (
        "INSERT INTO task_search (organisation_id, task_id, folded) VALUES (1, 1, 'lạc')",
        1,
    ),
    "a milestone": ("UPDATE milestone_now SET revision = 9 WHERE n = 2", 8),
}


@pytest.mark.parametrize("at_once", [7, 10_000])
@pytest.mark.parametrize(("spoil", "tasks"), SPOILT.values(), ids=SPOILT.keys())
def test_the_same_is_found_however_many_tasks_are_looked_at_together(
    local_office: Office, monkeypatch: pytest.MonkeyPatch, at_once: int, spoil: str, tasks: int
) -> None:
    monkeypatch.setattr(health, "_TASKS_AT_ONCE", at_once)
    with closing(sqlite3.connect(local_office.database.location)) as plain:
        plain.executescript(spoil)
    found = check_database(local_office.database, repair=False)
    assert (len(found.tasks), found.plans) == (tasks, ())
    check_database(local_office.database, repair=True)
    assert check_database(local_office.database, repair=False).sound
