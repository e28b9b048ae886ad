"""ScreensApp: the five screens over one list: which one is shown, the tasks chosen on it, the forms opened over it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import Any

from textual.css.query import NoMatches
from textual.widget import Widget
from textual.widgets import ContentSwitcher

from cchc_tasks.days import day as shown_day
from cchc_tasks.errors import AppError
from cchc_tasks.model.task import Task
from cchc_tasks.plans.plan_lookup import find_tasks
from cchc_tasks.tracking.screen_list import load_tasks_by_id
from cchc_tasks.tracking.task_description import SheetLine, sheet_lines
from cchc_tasks.tui import words
from cchc_tasks.tui.environment import ScreenEnvironment
from cchc_tasks.tui.forms.form import WRITING, Form, Values
from cchc_tasks.tui.list_app import ListApp
from cchc_tasks.tui.screens.log_screen import ChangeTable
from cchc_tasks.tui.screens.review_screen import ReviewQueues
from cchc_tasks.tui.screens.table_screen import ScreenTable
from cchc_tasks.tui.screens.task_screen import TaskDetails, history_lines, read_history
from cchc_tasks.tui.screens.unit_screen import UnitTable
from cchc_tasks.tui.widgets.key_bar import KeyBar
from cchc_tasks.tui.widgets.paged_rows import PagedRows
from cchc_tasks.tui.widgets.screen_header import ScreenHeader


class ScreensApp(ListApp):
    """The list with the screens that show it; what the keys do is added by `TasksApp` and the modules of actions."""

    def __init__(self, environment: ScreenEnvironment, **options: Any) -> None:
        super().__init__(environment, **options)
        self.header = ScreenHeader()
        self.details = TaskDetails()
        self.review = ReviewQueues()
        #: The screens that are tables, by name.
        self.screen_tables: dict[str, ScreenTable] = {"units": UnitTable(), "queue": self.review, "log": ChangeTable()}
        #: What was typed into forms that were left before it was recorded, by form and tasks.
        self.drafts: dict[tuple[str, ...], Values] = {}
        #: The forms that were left while what they hold was being recorded, by form and tasks.
        self._left_forms: dict[tuple[str, ...], Form] = {}

    # The screen that is shown.

    @property
    def shown_screen(self) -> str:
        """The name of the screen that is shown."""
        return self.query_one("#screens", ContentSwitcher).current or "tasks"

    @property
    def shown_table(self) -> ScreenTable | None:
        """The shown screen where it is a table, None otherwise."""
        return self.screen_tables.get(self.shown_screen)

    @property
    def rows(self) -> PagedRows | None:
        """The rows of tasks that are shown, None on screens that show none."""
        return {"tasks": self.tasks, "timeline": self.timeline.rows}.get(self.shown_screen)

    @property
    def main(self) -> Widget:
        """The widget that the keys of the shown screen are for: its rows or its table."""
        if self.rows is not None:
            return self.rows
        return self.review.table if self.shown_screen == "queue" else self.query_one(f"#{self.shown_screen}")

    def focus_screen(self) -> None:
        """Put the cursor into the screen that is shown."""
        self.screen_stack[0].remove_class("reading")
        self.main.focus()

    def switch_to(self, name: str) -> None:
        """Show another screen, as it was read last."""
        self.query_one("#screens", ContentSwitcher).current = name
        self.memory.screen = name
        self.show_table()

    def show_screen(self, name: str) -> None:
        """Turn to another screen; a table is read anew."""
        self.switch_to(name)
        if name not in ("tasks", "timeline"):
            self.list_again()
        self.show_state()
        self.focus_screen()

    def show_table(self) -> None:
        """Show what was read for the table of the screen that is shown."""
        content, table = self.table_contents.get(self.shown_screen), self.shown_table
        if content is not None and table is not None and table.is_attached:
            table.show_content(content, self.environment, self.tasks.glyphs, self.size.width)

    # What stands above and below it.

    def show_state(self) -> None:
        """Show what is listed of what, and the keys of the screen."""
        self.show_wait()
        due_soon_days = self.environment.rules.due_soon_days
        self.header.show_views(self.overview, self.view, due_soon_days, self.size.width)
        self.header.show_screen(self.shown_screen)
        self.show_counts()
        self.query_one(KeyBar).show_keys(self.shown_screen, self.size.width)

    def show_wait(self) -> None:
        """Show above the list what is listed, or that the screen waits for the database."""
        selected = self.selection
        heading = words.heading(
            selected.plan,
            selected.unit,
            self.view,
            selected.search,
            shown_day(self.today),
            read_only=self.read_only,
            between=self.tasks.glyphs.between,
        )
        self.header.show_heading(self.notice or heading, waits=bool(self.notice))

    def show_counts(self) -> None:
        """Show how many tasks are listed, done and marked."""
        marked = self.tasks.marked
        hidden = len(marked - set(self.tasks.listed.ids)) if marked else 0
        self.header.show_counts(self.overview, self.tasks.count, len(marked), hidden)

    def show_signs(self) -> None:
        """Show signs of the kind that was chosen: WGL4's or ASCII's."""
        for rows in (self.tasks, self.timeline.rows):
            rows.glyphs = words.ASCII if self.memory.ascii else words.WGL4
        self.set_class(self.memory.ascii, "ascii")

    # Tasks.

    async def chosen_tasks(self) -> list[Task]:
        """Return the tasks that an act is about: the marked ones, or the one under the cursor of the screen shown.

        What was asked for before is shown first: a key is about that. Raises AppError.
        """
        await self.wait_for_list()
        day, rules = self.today, self.environment.rules
        if self.rows is None:
            ref = self.review.table.current_key if self.shown_screen == "queue" else ""
            return await self.ask(lambda database: find_tasks(database, [ref], day, rules=rules)) if ref else []
        ids = self.rows.chosen_ids
        found = self.rows.known(ids)
        missing = [task_id for task_id in ids if task_id not in found]
        if missing:
            found |= await self.ask(lambda database: load_tasks_by_id(database, missing, day, rules))
        return [found[task_id] for task_id in ids if task_id in found]

    def clear_marks(self) -> None:
        """Mark nothing any more."""
        self.tasks.marked.clear()
        for rows in (self.tasks, self.timeline.rows):
            rows.refresh()
        self.show_state()

    def lines_of(self, task: Task) -> list[SheetLine]:
        """Return what is known of a task, without its history."""
        return list(sheet_lines(task, self.environment.shown_moment(task.changed_at), self.tasks.status_glyphs))

    async def read_whole(self, task: Task, *, later: bool = False) -> list[SheetLine]:
        """Return everything about a task: what it is linked with, and its history; raises AppError."""
        whole, changes = await self.ask(lambda database: read_history(database, task), later=later)
        return [*self.lines_of(whole), *history_lines(changes, self.environment.shown_moment)]

    # Forms.

    @property
    def is_writing(self) -> bool:
        """Whether something is being recorded."""
        return self.is_busy(WRITING)

    def is_busy(self, *groups: str) -> bool:
        """Return whether work of one of these groups goes on."""
        return any(worker.group in groups and not worker.is_finished for worker in self.workers)

    def open_form(self, form: Form, key: tuple[str, ...], on_recorded: Callable[[Any], None]) -> None:
        """Show a form; what is typed in it when it is left is put back the next time.

        `on_recorded` is called with what `save` returned, also where the form was left before it was recorded.
        """
        left = self._left_forms.pop(key, None)
        if left is not None and left.is_writing:
            self._left_forms[key] = left
            self.drop_typed()
            self.say(words.STILL_WRITING)
            return

        def close(result: Any) -> None:
            self.drafts.pop(key, None)
            if form.left_with is not None:
                self.drafts[key] = form.left_with
            if result is not None:
                on_recorded(result)
            elif form.is_writing:
                self._left_forms[key] = form
                self.say(form.LEAVING)

        form.when_left = partial(self._end_left_form, form, key, on_recorded)
        self.push_screen(form, close)

    def _end_left_form(
        self, form: Form, key: tuple[str, ...], on_recorded: Callable[[Any], None], result: Any, error: AppError | None
    ) -> None:
        """Show what became of a form that was left while it was being recorded."""
        if error is not None:
            self.say_error(error, again=True)
            return
        if self.drafts.get(key) == form.left_with:
            self.drafts.pop(key, None)
        on_recorded(result)

    def open_after_reading(self, opener: Callable[[], Awaitable[None]]) -> None:
        """Open something that is read first; where that is refused, the keys that were typed for it are dropped."""

        async def read_and_open() -> None:
            try:
                await opener()
            except AppError as error:
                self.drop_typed()
                self.say_error(error, again=True)

        self.do_for_key(read_and_open, opens=True)

    def draw_anew(self) -> None:
        """Draw the header and the shown table as wide as the window is now."""
        with suppress(NoMatches):  # the screen may be closing
            self.show_state()
            self.show_table()
