"""What the tables beside the list show: read from within the store, drawn as often as the window changes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from cchc_tasks.model.filters import Filters, Page
from cchc_tasks.model.task import Task
from cchc_tasks.plans.plan_history import Change, list_changes
from cchc_tasks.report_settings import period_start
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.screen_list import list_awaiting_tasks
from cchc_tasks.tracking.task_statistics import GroupCounts, compute_statistics
from cchc_tasks.tui.environment import World
from cchc_tasks.tui.widgets.side_tables import RowsTable, log_rows, unit_rows
from cchc_tasks.units.unit_lookup import notes_on_units

if TYPE_CHECKING:
    from cchc_tasks.tracking.review_queue import DoubtfulTask
    from cchc_tasks.tui.app import TasksApp

#: How many changes the log shows.
_LOGGED = 300


def read_pane(database: Database, world: World, where: str, selection: Filters, day: date) -> Any:
    """Return what the table of a screen shows, None for a screen without one; raises AppError."""
    return _PANES[where][0](database, world, selection, day) if where in _PANES else None


def show_pane(app: TasksApp, where: str) -> None:
    """Draw what was read for a screen, as wide as the window is."""
    found = app.panes.get(where)
    if found is not None:
        _PANES[where][1](app, found)


class _Units(NamedTuple):
    """The units with their numbers, how many tasks of each have no report, and what tells their history."""

    groups: tuple[GroupCounts, ...]
    unreported: dict[str, int]
    notes: dict[str, str]


def _read_units(database: Database, world: World, selection: Filters, day: date) -> _Units:
    of_plan = Filters(plan=selection.plan)
    groups = compute_statistics(database, of_plan, day, "unit", world.rules).groups
    silent = of_plan._replace(unreported_since=period_start(day, world.rules.periods))
    unreported = compute_statistics(database, silent, day, "unit", world.rules).groups
    counts = {group.name: group.counts.not_done for group in unreported}
    return _Units(tuple(groups), counts, dict(notes_on_units(database, day)))


def _show_units(app: TasksApp, found: _Units) -> None:
    app.query_one("#units", RowsTable).show_rows(unit_rows(*found, app.world.rates, app.tasks.glyphs, app.size.width))


class _Queues(NamedTuple):
    """The doubtful readings, and the tasks that wait for a document."""

    doubts: list[DoubtfulTask]
    waiting: list[Task]


def _read_queues(database: Database, world: World, selection: Filters, day: date) -> _Queues:
    from cchc_tasks.tracking.review_queue import doubtful_readings  # writing is not needed for the first rows

    doubts = doubtful_readings(database, (), selection, day, world.rules)
    return _Queues(list(doubts), list(list_awaiting_tasks(database, selection, day, world.rules)))


def _show_queues(app: TasksApp, found: _Queues) -> None:
    app.queue.show_queues(found.doubts, found.waiting, app.size.width)


def _read_log(database: Database, _world: World, selection: Filters, _day: date) -> Page[Change]:
    return list_changes(database, filters=Filters(plan=selection.plan, limit=_LOGGED))


def _show_log(app: TasksApp, changes: Page[Change]) -> None:
    moments = [app.world.shown_moment(change.recorded_at) for change in changes]
    app.query_one("#log", RowsTable).show_rows(log_rows(changes, moments, app.size.width))


_PANES: dict[str, tuple[Any, Any]] = {
    "units": (_read_units, _show_units),
    "queue": (_read_queues, _show_queues),
    "log": (_read_log, _show_log),
}
