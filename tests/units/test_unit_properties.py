"""Random acts on units and on tasks, undone one by one, end in the first state on every day that is looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_tasks.errors import AppError
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.status import Status
from cchc_tasks.office.health import check_database
from cchc_tasks.plans.plan_history import list_changes
from cchc_tasks.plans.plan_lookup import list_tasks
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.views import task_as_json
from cchc_tasks.units.unit_lookup import list_units
from tests.conftest import fresh_postgres, fresh_sqlite
from tests.units.year2025 import ENVIRONMENT, FARMING, INSPECTION, MERGED, OFFICE, Year2025

LOOKED_AT = (date(2025, 2, 1), date(2025, 4, 15), date(2025, 7, 15))
DAYS = st.integers(0, 195).map(lambda days: date(2025, 1, 1) + timedelta(days=days))
NAMES = st.sampled_from([ENVIRONMENT, FARMING, INSPECTION, OFFICE, MERGED, "Phòng A", "Phòng B"])
REFS = st.sampled_from(["1", "2", "3", "5", "6"])
_OF_THE_LOG = ("seq", "changed_at", "changed_by")
Done = Callable[[Year2025], object]


@st.composite
def acts(draw: st.DrawFn) -> Done:
    first, second, third, day, ref = draw(NAMES), draw(NAMES), draw(NAMES), draw(DAYS), draw(REFS)
    kind = draw(
        st.sampled_from(
            ["rename", "alias", "merge", "merge", "split", "abolish", "leave", "join", "part", "note", "done", "assign"]
        )
    )
    calls: dict[str, Done] = {
        "rename": lambda year: year.rename(first, second, day),
        "alias": lambda year: year.alias(first, second),
        "merge": lambda year: year.merge(first, second, into=third, day=day),
        "split": lambda year: year.split(first, second, third, day=day, rest=second),
        "abolish": lambda year: year.abolish(first, day, to=second),
        "leave": lambda year: year.abolish(first, day, leave=True),
        "join": lambda year: year.members((first,), day=day),
        "part": lambda year: year.members(remove=(first,), day=day),
        "note": lambda year: year.update(ref, note=second, on=day),
        "done": lambda year: year.update(ref, status=Status.DONE, on=day),
        "assign": lambda year: year.assign(ref, lead=(first,), new_units=True, on=day),
    }
    return calls[kind]


def state_of(year: Year2025) -> list[Any]:
    """What every looked-at day shows of tasks and units, as then and as now."""
    state: list[Any] = []
    for day in LOOKED_AT:
        shown = [task_as_json(task) for task in list_tasks(year.database, Filters(), day)]
        for task in shown:
            for name in _OF_THE_LOG:
                del task[name]
        units = list_units(year.database, day)
        state.append((shown, units, year.by_unit(day), year.by_unit(day, now=True)))
    return state


def check_that_undoing_leads_back(database: Database, folder: Path, played: list[Done]) -> None:
    year = Year2025(database, folder)
    states = [state_of(year)]
    recorded = len(list_changes(database))
    for act in played:
        try:
            act(year)
        except AppError:
            continue  # a refused act leaves nothing behind
        counted = state_of(year)
        for shown, _, then, now in counted:
            assert sum(then.values()) >= len(shown)
            assert sum(now.values()) >= len(shown)
        assert check_database(database, repair=False).sound
        states.append(counted)
    assert len(list_changes(database)) == recorded + len(states) - 1
    for after, before in zip(reversed(states), reversed(states[:-1]), strict=False):
        assert state_of(year) == after
        year.undo()
        assert state_of(year) == before
        assert check_database(database, repair=False).sound


@settings(max_examples=15, deadline=None)
@given(played=st.lists(acts(), max_size=6))
def test_acts_on_units_that_are_undone_end_in_the_first_state_on_sqlite(
    tmp_path_factory: pytest.TempPathFactory, played: list[Done]
) -> None:
    folder = tmp_path_factory.mktemp("units")
    with fresh_sqlite(folder / "a.sqlite3") as database:
        check_that_undoing_leads_back(database, folder, played)


@settings(max_examples=4, deadline=None)
@given(played=st.lists(acts(), max_size=5))
def test_acts_on_units_that_are_undone_end_in_the_first_state_on_postgresql(
    postgres: str, tmp_path_factory: pytest.TempPathFactory, played: list[Done]
) -> None:
    with fresh_postgres(postgres) as database:
        check_that_undoing_leads_back(database, tmp_path_factory.mktemp("units"), played)
