from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from cchc_tasks.model.timing import DueRules
from cchc_tasks.storage.engine import Database
from cchc_tasks.tui.app import TasksApp
from tests.services.office import Office


@pytest.fixture
def office(sqlite_database: Database) -> Office:
    """The office of the sample plan on 15 July 2022."""
    return Office(sqlite_database)


@pytest.fixture
def make_app(office: Office) -> Callable[..., TasksApp]:
    """Make the screen of the office, on the office's day."""

    def make(**options: object) -> TasksApp:
        def parse_day(text: str, _plan: str) -> date | None:
            day, month, year = map(int, text.split("/"))
            return date(year, month, day)

        def shown_moment(recorded_at: str) -> str:
            return recorded_at

        return TasksApp(
            office.database,
            office.today,
            office.act,
            DueRules(),
            parse_day,
            shown_moment,
            lambda _: "",
            **options,  # type: ignore[arg-type]
        )

    return make
