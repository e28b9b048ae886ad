"""What the screen looks like, as pictures: a change of looks is a decision, not an accident.

After one, look at the pictures and take them over with `pytest tests/tui/test_snapshots.py --snapshot-update`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from cchc_tasks.storage.database import Database
from cchc_tasks.tui.app import TasksApp
from tests.sample_office import Office
from tests.tui.conftest import environment_of, play, settle

pytestmark = pytest.mark.skipif(
    not version("textual").startswith("8.2."), reason="the pictures are those of Textual 8.2"
)
MakeApp = Callable[..., TasksApp]

PICTURES = {
    "list-80": ((80, 24), ["f"], {}),
    "list-100": ((100, 30), ["n"], {}),
    "list-120": ((120, 40), ["n", "space", "space"], {}),
    "list-120-light": ((120, 40), ["n"], {"theme": "light"}),
    "details-80": ((80, 24), ["n", "enter"], {}),
    "update-80": ((80, 24), ["n", "t", "3"], {}),
    "timeline-120": ((120, 30), ["2", "n"], {}),
    "units-80": ((80, 24), ["3"], {}),
    "queue-100": ((100, 30), ["4"], {}),
    "commands-80": ((80, 24), ["f9", *"han"], {}),
    "ascii-80": ((80, 24), ["2", "n"], {"ascii": True}),
}


#: On these the log of a task is to be seen, and a server adds with which account each change was recorded.
WITH_LOG = ("list-120", "list-120-light")


@pytest.fixture
def office(sqlite_database: Database) -> Office:
    """The pictures are taken on SQLite; below, PostgreSQL is held to the same ones."""
    return Office(sqlite_database)


@pytest.mark.parametrize("name", PICTURES)
def test_the_screen_looks_as_it_did(make_app: MakeApp, snap_compare: Any, name: str) -> None:
    size, keys, looks = PICTURES[name]
    assert snap_compare(looking(make_app(), looks), terminal_size=size, run_before=lambda pilot: press(pilot, keys))


@pytest.mark.parametrize("name", [name for name in PICTURES if name not in WITH_LOG])
def test_the_screen_looks_the_same_on_a_shared_server(
    make_app: MakeApp, postgres_database: Database, tmp_path: Path, name: str
) -> None:
    size, keys, looks = PICTURES[name]
    pictures = []
    for app in (make_app(), TasksApp(environment_of(Office(postgres_database), tmp_path))):

        async def flow(pilot: Pilot[None], shown: TasksApp) -> None:
            await press(pilot, keys)
            pictures.append(shown.export_screenshot())

        play(looking(app, looks), flow, size)
    assert pictures[0] == pictures[1]


def looking(app: TasksApp, looks: dict[str, Any]) -> TasksApp:
    for attribute, value in looks.items():
        setattr(app.memory, attribute, value)
    app.theme = app.memory.theme
    return app


async def press(pilot: Pilot[None], keys: list[str]) -> None:
    await settle(pilot)
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def test_an_office_without_a_plan_is_told_what_to_press(
    sqlite_database: Database, tmp_path: Path, snap_compare: Any
) -> None:
    office = Office.__new__(Office)
    office.database = sqlite_database
    from datetime import date

    office.today = date(2022, 7, 15)
    assert snap_compare(TasksApp(environment_of(office, tmp_path)), terminal_size=(80, 24), run_before=settle)
