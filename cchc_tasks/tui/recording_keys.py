"""What the keys record: a form for the chosen tasks, or at once; what was typed and not recorded is kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

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
    from cchc_tasks.tui.app import TasksApp


class Acts:
    """The acts of one screen."""

    def __init__(self, app: TasksApp) -> None:
        self._app = app
        #: The forms that were left while what they hold was being recorded, by form and tasks.
        self._left: dict[tuple[str, ...], Form] = {}

    def run(self, name: str) -> None:
        """Do what a key asks for, or say why not."""
        world = self._app.world
        if self._app.read_only:
            self._app.say(words.READ_ONLY)
        elif name == "undo":
            self.take(lambda database: undo_change(database, world.act(), rules=world.rules))
        elif name == "redo":
            self.take(lambda database: redo_change(database, world.act(), world.rules))
        else:
            self._app.do_for_key(partial(self._open, name), opens=True)

    def settle(self, table: str, key: str) -> None:
        """Accept the reading of a row of the queue, or take back the change of a row of the log."""
        world = self._app.world
        if self._app.read_only:
            self._app.say(words.READ_ONLY)
        elif table == "doubts":
            seen = self._app.queue.seen.get(key, {})
            self.take(
                lambda database: accept_readings(
                    database, ActRequest((key,), world.act(), rules=world.rules, seen=seen)
                )
            )
        elif table == "log":
            self.take(lambda database: undo_change(database, world.act(), int(key), rules=world.rules))
        else:
            self._app.say(words.NOTHING_TO_ACCEPT)

    def take(self, act: Callable[[Database], Outcome]) -> None:
        """Do an act that asks nothing; one that is pressed again while it is being recorded is not done twice."""
        if self._app.is_writing:
            self._app.say(words.STILL_WRITING)
        else:
            self._app.do_for_key(partial(self._take, act), group=WRITING)

    async def _take(self, act: Callable[[Database], Outcome]) -> None:
        try:
            self.tell(await self._app.ask(act))
        except AppError as error:
            if isinstance(error, ConflictError):
                self._app.list_again()  # what is shown is not what there is
            self._app.say_trouble(error, again=True)

    def tell(self, outcome: Outcome) -> None:
        """Show what is now true, and how to take it back."""
        self._app.list_again()
        told = outcome.sentence if outcome.kind == "undo" else words.undo_key(outcome.sentence)
        self._app.say(joined(" ", (told, *dict.fromkeys(outcome.notes))))

    async def _open(self, name: str) -> None:
        app = self._app
        if not await app.listed():  # the keys were about a list that did not come
            app.drop_typed()
            return
        try:
            tasks = await app.chosen_tasks()
        except AppError as error:
            app.drop_typed()
            app.say_trouble(error, again=True)
            return
        reason = _why_not(name, tasks)
        if reason:
            app.say(reason)
            return
        spec = form_of(name, app.world, tasks, app.tasks.status_glyphs, app.ask)
        key = (name, *(f"{task.plan}/{task.ref}" for task in tasks))
        self.open_form(Form(spec, app.kept.get(key)), key, self._recorded)

    def open_form(self, form: Form, key: tuple[str, ...], told: Callable[[Any], None]) -> None:
        """Show a form; what stands in it when it is left is put back the next time, what was recorded is told."""
        left = self._left.pop(key, None)
        if left is not None and left.is_writing:
            self._left[key] = left
            self._app.drop_typed()
            self._app.say(words.STILL_WRITING)
            return

        def ended(made: Any) -> None:
            self._app.kept.pop(key, None)
            if form.left_with is not None:
                self._app.kept[key] = form.left_with
            if made is not None:
                told(made)
            elif form.is_writing:
                self._left[key] = form
                self._app.say(form.LEAVING)

        form.when_left = partial(self._ended_later, form, key, told)
        self._app.push_screen(form, ended)

    def _ended_later(
        self, form: Form, key: tuple[str, ...], told: Callable[[Any], None], made: Any, error: AppError | None
    ) -> None:
        """Tell what became of a form that was left while it was being recorded."""
        if error is not None:
            self._app.say_trouble(error, again=True)
            return
        if self._app.kept.get(key) == form.left_with:
            self._app.kept.pop(key, None)
        told(made)

    def _recorded(self, outcome: Outcome) -> None:
        self._app.clear_marks()
        self.tell(outcome)


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
