"""What the keys record: by a form for the chosen tasks, or at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from cchc_tasks.errors import AppError, ConflictError
from cchc_tasks.model.acts import Outcome
from cchc_tasks.model.status import Kind
from cchc_tasks.model.task import Task
from cchc_tasks.plans.act_context import ActRequest
from cchc_tasks.sentences import joined
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.review_queue import accept_readings
from cchc_tasks.tracking.undo_redo import redo_change, undo_change
from cchc_tasks.tui import words
from cchc_tasks.tui.forms.act_forms import ACT_FORMS, form_of
from cchc_tasks.tui.forms.form import WRITING, Form

if TYPE_CHECKING:
    from cchc_tasks.tui.screens_app import ScreensApp


class RecordActions:
    """The acts of one screen; each is named as in `keys.COMMANDS`."""

    def __init__(self, app: ScreensApp) -> None:
        self._app = app

    def run(self, name: str) -> None:
        """Do what a key asks for, or say why not."""
        environment = self._app.environment
        if self._app.read_only:
            self._app.say(words.READ_ONLY)
        elif name == "undo":
            self.record(lambda database: undo_change(database, environment.act(), rules=environment.rules))
        elif name == "redo":
            self.record(lambda database: redo_change(database, environment.act(), environment.rules))
        else:
            self._app.do_for_key(partial(self._open, name), opens=True)

    def confirm_row(self, table: str, key: str) -> None:
        """Accept the reading of a row of the queue, or take back the change of a row of the log."""
        environment = self._app.environment
        if self._app.read_only:
            self._app.say(words.READ_ONLY)
        elif table == "doubts":
            seen = self._app.review.seen.get(key, {})
            self.record(
                lambda database: accept_readings(
                    database, ActRequest((key,), environment.act(), rules=environment.rules, seen=seen)
                )
            )
        elif table == "log":
            self.record(lambda database: undo_change(database, environment.act(), int(key), rules=environment.rules))
        else:
            self._app.say(words.NOTHING_TO_ACCEPT)

    def record(self, act: Callable[[Database], Outcome]) -> None:
        """Record an act that has no form; while something is being recorded, a further key does nothing."""
        if self._app.is_writing:
            self._app.say(words.STILL_WRITING)
        else:
            self._app.do_for_key(partial(self._record, act), group=WRITING)

    async def _record(self, act: Callable[[Database], Outcome]) -> None:
        try:
            self.show_outcome(await self._app.ask(act))
        except AppError as error:
            if isinstance(error, ConflictError):
                self._app.list_again()  # what is shown is not what there is
            self._app.say_error(error, again=True)

    def show_outcome(self, outcome: Outcome) -> None:
        """Show what was recorded, and how to undo it."""
        self._app.list_again()
        sentence = outcome.sentence if outcome.kind == "undo" else words.undo_key(outcome.sentence)
        self._app.say(joined(" ", (sentence, *dict.fromkeys(outcome.notes))))

    async def _open(self, name: str) -> None:
        app = self._app
        if not await app.wait_for_list():  # the keys were about a list that did not come
            app.drop_typed()
            return
        try:
            tasks = await app.chosen_tasks()
        except AppError as error:
            app.drop_typed()
            app.say_error(error, again=True)
            return
        reason = _why_not(name, tasks)
        if reason:
            app.say(reason)
            return
        spec = form_of(name, app.environment, tasks, app.tasks.status_glyphs, app.ask)
        key = (name, *(f"{task.plan}/{task.ref}" for task in tasks))
        app.open_form(Form(spec, app.drafts.get(key)), key, self._end_form)

    def _end_form(self, outcome: Outcome) -> None:
        self._app.clear_marks()
        self.show_outcome(outcome)


def _why_not(name: str, tasks: list[Task]) -> str:
    """Why an act is not possible now, empty where it is."""
    if not tasks:
        return words.NO_TASK
    if ACT_FORMS[name].one and len(tasks) > 1:
        return words.ONE_TASK
    if name == "close_ongoing" and not any(_is_open_ongoing(task) for task in tasks):
        return words.NOTHING_ONGOING
    if name == "resolve" and not any(m.due is None or m.ambiguous or m.due_basis for m in tasks[0].milestones):
        return words.ALL_DATED
    return ""


def _is_open_ongoing(task: Task) -> bool:
    return any(m.kind is Kind.ONGOING and not m.closed for m in task.milestones)
