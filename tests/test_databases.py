"""The databases of tests: as a migration makes them, and nothing of one test left for the next."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect, text

from cchc_tasks.plans.plan_history import list_changes
from cchc_tasks.storage.connection import HEAD
from tests.conftest import Fresh
from tests.sample_office import Office


def test_what_one_test_wrote_is_not_there_for_the_next(fresh: Fresh) -> None:
    for _ in range(2):
        with fresh() as database:
            assert database.upgrade() == HEAD
            assert list_changes(database) == []
            Office(database).done("13")
            assert len(list_changes(database)) == 2


@pytest.mark.only_on("postgresql", because="on SQLite every test has a file of its own")
@pytest.mark.parametrize(
    "alteration",
    [
        "ALTER TABLE change DISABLE TRIGGER USER",
        "GRANT SELECT ON change TO PUBLIC",
        "ALTER TABLE task_now ADD COLUMN more TEXT",
        "DROP INDEX {index}",
    ],
)
def test_a_schema_that_a_test_altered_is_not_given_to_another(fresh: Fresh, alteration: str) -> None:
    with fresh() as altered, altered.engine.begin() as connection:
        index = inspect(connection).get_indexes("milestone_now")[0]["name"]
        connection.execute(text(alteration.format(index=index)))
    with fresh() as other:
        assert other.location != altered.location
    with fresh() as again:
        assert again.location == other.location
