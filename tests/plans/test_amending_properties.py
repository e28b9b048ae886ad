"""Random amendments lose no task and double none, and end where they began once they are taken back."""

from __future__ import annotations

import random
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_tasks.office.health import check_database
from cchc_tasks.storage.database import Database
from tests.conftest import fresh_postgres, fresh_sqlite
from tests.plans.amended import BEFORE, DAY, Amending, is_section, new_row, row_of
from tests.sample_office import Office
from tests.tracking.test_undoing import state_of

LOOKED_AT = (date(2022, 1, 1), BEFORE, DAY, date(2022, 6, 15), date(2022, 7, 15))


def shuffle_and_renumber(amending: Amending, seed: int, *, renumber: bool) -> None:
    """Put the tasks of each section into another order, numbered anew or each with its own number."""
    rows, shuffled, group = amending.rows, [], []
    for row in [*rows, {"no": "", "title": ""}]:
        if is_section(row):
            random.Random(seed).shuffle(group)
            shuffled += [*group, row]
            group = []
        else:
            group.append(row)
    amending.rows = shuffled[:-1]
    if renumber:
        for number, row in enumerate((row for row in amending.rows if not is_section(row)), 1):
            row["no"] = str(number)


def check_one(database: Database, seed: int, renumber: bool, gone: list[int], later: bool) -> None:
    office = Office(database)
    if later:
        office.edit("7", title="Tên về sau", evidence=("Quyết định số 9/QĐ-STP ngày 01/6/2022",))
        office.done("13", on=date(2022, 5, 5))
    with tempfile.TemporaryDirectory() as folder:
        amending = Amending(office, Path(folder))
        ids = {task.task_id for task in office.tasks()}
        titles = {task.title: task.task_id for task in office.tasks(DAY)}
        before = [state_of(office, day) for day in LOOKED_AT]
        left = {str(number) for number in gone}
        out = {titles[row_of(amending.rows, no)["title"]] for no in left}
        amending.rows = [row for row in amending.rows if is_section(row) or row["no"] not in left]
        shuffle_and_renumber(amending, seed, renumber=renumber)
        amending.rows.append(new_row("900", "Một việc hoàn toàn mới về lưu trữ điện tử"))
        path = amending.file()
        report = amending.apply(path)
        now = office.tasks()
        assert {task.task_id for task in now} - ids == {now[-1].task_id}
        assert {task.task_id for task in now} & ids == ids - out
        assert len(now) == 55 - len(left)
        assert {task.title: task.task_id for task in office.tasks(DAY)}.items() >= {
            (title, task_id) for title, task_id in titles.items() if task_id not in out
        }
        assert [task.no for task in office.tasks(DAY)] == [row["no"] for row in amending.rows if not is_section(row)]
        assert len({task.ref for task in now}) == len(now)
        assert check_database(database, repair=False).sound
        assert amending.apply(path).is_empty
        after = [state_of(office, day) for day in LOOKED_AT]
        assert after[:2] == before[:2]
        office.undo()
        assert [state_of(office, day) for day in LOOKED_AT] == before
        assert check_database(database, repair=False).sound
        office.redo()
        assert [state_of(office, day) for day in LOOKED_AT] == after
        assert check_database(database, repair=False).sound
        assert report.stored


AMENDMENTS = (
    st.integers(0, 10_000),
    st.booleans(),
    st.lists(st.integers(14, 54), max_size=4, unique=True),
    st.booleans(),
)


@settings(max_examples=12, deadline=None)
@given(*AMENDMENTS)
def test_a_shuffled_plan_loses_no_task_and_undo_restores_the_first_state(
    tmp_path_factory: pytest.TempPathFactory, seed: int, renumber: bool, gone: list[int], later: bool
) -> None:
    with fresh_sqlite(tmp_path_factory.mktemp("amended") / "x.sqlite3") as database:
        check_one(database, seed, renumber, gone, later)


@pytest.mark.parametrize("renumber", [False, True])
def test_postgresql_restores_it_too(postgres: str, renumber: bool) -> None:
    with fresh_postgres(postgres) as database:
        check_one(database, 7, renumber, [20, 33], later=True)
