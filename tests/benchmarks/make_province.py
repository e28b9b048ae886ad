"""A province in one database: offices with tasks of every kind, some written, the others copied from them inside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from cchc_tasks.model.acts import Act
from cchc_tasks.office.organisation_names import add_organisation
from cchc_tasks.storage import projection_tables
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.organisations import find_organisation
from tests.benchmarks.make_tasks import RECORDED, TASKS_PER_PLAN, TODAY, Made, analyze, make_tasks, of_every_kind

#: So many offices are written, each with tasks of its own.
WRITTEN = 10
#: Tables in the order in which rows refer to one another, without those that belong to no office's tasks.
_TABLES = [table for table in projection_tables.metadata.sorted_tables if not table.name.startswith("organisation")]


def make_province(location: str, offices: int, tasks: int) -> list[str]:
    """Fill a database with offices of as many tasks each; return their names."""
    database = patient(location)
    database.upgrade()
    names = [f"Sở số {number:03d}" for number in range(1, offices + 1)]
    for number, name in enumerate(names):
        add_organisation(database, name, Act("bench", RECORDED + timedelta(seconds=number), TODAY))
    for number, name in enumerate(names[:WRITTEN]):
        own = patient(location, name)
        make_tasks(own, tasks, partial(_tasks_of, number))
        own.close()
    with database.reading(whole=True) as reader:
        ids = [find_organisation(reader, name) for name in names]
    for number in range(WRITTEN, offices):
        copy_office(database, ids[number % WRITTEN], ids[number])
    analyze(database)
    database.close()
    return names


def patient(location: str, organisation: str = "") -> Database:
    """Return a database that waits for others on a busy server as long as it takes."""
    database = Database(location, organisation)
    database.patience = 600.0
    return database


def _tasks_of(office: int, start: int, count: int) -> Iterator[Made]:
    return of_every_kind(office * TASKS_PER_PLAN + start, count)


def copy_office(database: Database, source: int, target: int) -> None:
    """Give an office the rows of another; ids are unique within an office only."""
    with database.writing(whole=True) as writer:
        for table in _TABLES:
            columns = ", ".join(column.name for column in table.columns if column.name != "organisation_id")
            key = ", ".join(column.name for column in table.primary_key)
            writer.connection.exec_driver_sql(
                f"INSERT INTO {table.name} (organisation_id, {columns}) SELECT {target}, {columns} "
                f"FROM {table.name} WHERE organisation_id = {source} ORDER BY {key}"
            )
