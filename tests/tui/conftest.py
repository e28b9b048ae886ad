from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import pytest
from textual.pilot import Pilot

from cchc_tasks.cli.date_input import parse_day
from cchc_tasks.errors import UsageError
from cchc_tasks.files.output import Output
from cchc_tasks.model.acts import Act
from cchc_tasks.model.timing import DueRules
from cchc_tasks.reports.report_frame import ReportFrame
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.task_statistics import RateRules
from cchc_tasks.tui.app import TasksApp
from cchc_tasks.tui.environment import ScreenEnvironment
from cchc_tasks.working_days import WorkingDays
from tests.sample_office import Office
from tests.tui.rest import rest_without_a_clock, settle

Flow = Callable[[Pilot[None], TasksApp], Awaitable[None]]


@pytest.fixture(autouse=True)
def _screens_rest_without_a_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    rest_without_a_clock(monkeypatch)


@pytest.fixture
def office(database: Database) -> Office:
    """The office of the sample plan on 15 July 2022."""
    return Office(database)


@pytest.fixture
def make_app(office: Office, tmp_path: Path) -> Callable[..., TasksApp]:
    """Make the screen of the office, on the office's day; options that are the world's change its world."""
    office.database.patience = 0.2

    def make(**options: Any) -> TasksApp:
        of_environment = {
            name: options.pop(name) for name in list(options) if name in ScreenEnvironment.__dataclass_fields__
        }
        return TasksApp(environment_of(office, tmp_path, **of_environment), **options)

    return make


class Place(Protocol):
    """Where a screen is shown: an office of the tests, or whatever has its database, day and person."""

    database: Database
    today: date

    def act(self) -> Act: ...


def environment_of(office: Place, folder: Path, **changed: object) -> ScreenEnvironment:
    """The world of an office: files and memory in a folder, nothing else."""

    def day(_database: Database, text: str, _plan: str) -> date:
        found = parse_day(text, office.today.year)
        if found is None:
            raise UsageError("không có năm")
        return found

    given: dict[str, object] = {
        "database": office.database,
        "today": lambda: office.today,
        "clock": lambda: "12:03",
        "act": office.act,
        "rules": DueRules(),
        "rates": RateRules(),
        "frame": ReportFrame,
        "alarms": (7, 1),
        "is_day_off": WorkingDays().is_day_off,
        "parse_day": day,
        "shown_moment": str,
        "output": Output,
        "state_folder": None,
        "files_folder": folder,
    }
    return ScreenEnvironment(**(given | changed))  # type: ignore[arg-type]


def play(app: TasksApp, flow: Flow, size: tuple[int, int] = (120, 40)) -> None:
    """Run the app without a terminal and play a flow of keys."""

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            await flow(pilot, app)

    asyncio.run(run())
