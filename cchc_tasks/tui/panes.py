"""What the tables beside the list show, read when their screen is turned to; all raise AppError."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_tasks.errors import AppError
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.periods import period_start
from cchc_tasks.model.tasks import Task
from cchc_tasks.services.awaiting import awaiting_tasks
from cchc_tasks.services.looking import find_tasks, history
from cchc_tasks.services.statistics import statistics
from cchc_tasks.services.units.looking import notes_on_units
from cchc_tasks.tui.tables import RowsTable, log_rows, unit_rows

if TYPE_CHECKING:
    from cchc_tasks.tui.app import TasksApp

#: How many changes the log shows.
_LOGGED = 300


def fill(app: TasksApp, where: str) -> None:
    """Fill the table of a screen; the list and the timeline read by themselves."""
    if where in _FILLERS:
        _FILLERS[where](app)


def _fill_units(app: TasksApp) -> None:
    world, of_plan = app.world, Filters(plan=app.selection.plan)
    groups = statistics(world.database, of_plan, app.today, "unit", world.rules).groups
    silent = of_plan._replace(unreported_since=period_start(app.today, app.world.rules.periods))
    unreported = statistics(world.database, silent, app.today, "unit", world.rules).groups
    counts = {group.name: group.counts.not_done for group in unreported}
    notes = notes_on_units(world.database, app.today)
    app.query_one("#units", RowsTable).show_rows(
        unit_rows(groups, counts, notes, world.rates, app.tasks.glyphs, app.size.width)
    )


def _fill_queue(app: TasksApp) -> None:
    from cchc_tasks.services.acts.reviewing import doubtful_readings  # writing is not needed for the first rows

    world = app.world
    doubts = doubtful_readings(world.database, (), app.selection, app.today, world.rules)
    waiting = awaiting_tasks(world.database, app.selection, app.today, world.rules)
    app.queue.show_queues(doubts, waiting, app.size.width)


def _fill_log(app: TasksApp) -> None:
    world = app.world
    changes = history(world.database, filters=Filters(plan=app.selection.plan, limit=_LOGGED))
    moments = [world.shown_moment(change.recorded_at) for change in changes]
    app.query_one("#log", RowsTable).show_rows(log_rows(changes, moments, app.size.width))


_FILLERS = {"units": _fill_units, "queue": _fill_queue, "log": _fill_log}


def task_of_row(app: TasksApp, ref: str) -> list[Task]:
    """Return the task of a row of the queue, nothing for none."""
    if not ref:
        return []
    try:
        return find_tasks(app.world.database, [ref], app.today, rules=app.world.rules)
    except AppError as error:
        app.say_trouble(error)
        return []
