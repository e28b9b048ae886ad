"""The screen that a team lead opens in the morning: what is late, who has it, why, and one key to record or undo."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.css.query import NoMatches
from textual.widget import Widget
from textual.widgets import ContentSwitcher, DataTable

from cchc_tasks.errors import AppError
from cchc_tasks.model.task import Task
from cchc_tasks.plans.plan_lookup import find_tasks
from cchc_tasks.tracking.screen_list import load_tasks_by_id
from cchc_tasks.tracking.task_description import SheetLine, sheet_lines
from cchc_tasks.tui import keys, words
from cchc_tasks.tui.background import aside
from cchc_tasks.tui.forms.form import MAKING, WRITING, Form
from cchc_tasks.tui.leaving import leave_on_signals
from cchc_tasks.tui.listing import LOOK_EVERY, MEMORY_FILE, Listing
from cchc_tasks.tui.memory import remember
from cchc_tasks.tui.pane_data import show_pane
from cchc_tasks.tui.themes import THEMES
from cchc_tasks.tui.widgets.key_bar import KeyBar
from cchc_tasks.tui.widgets.paged_rows import PagedRows
from cchc_tasks.tui.widgets.side_tables import ActTable, RowsTable
from cchc_tasks.tui.widgets.task_pane import history_lines, read_history
from cchc_tasks.tui.widgets.vietnamese_input import VnInput

if TYPE_CHECKING:
    from cchc_tasks.tui.actions import Choices
    from cchc_tasks.tui.recording_keys import Acts

#: Below this width the task under the cursor opens over the list instead of beside it.
_WIDE = 100
#: From this width on the pane takes its share of the window.
_ROOMY = 120
#: A history is read when the cursor has rested, in seconds.
_RESTED = 0.12
#: How long an act that is being recorded may take when the terminal closes, in seconds: a little longer than it waits
#: for another writer.
_LAST_ACT = 3.0


class TasksApp(Listing):
    """The application: five screens over one selection; whatever it needs of the world is handed to it."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(c.keys, c.name, c.label, show=False) for c in keys.COMMANDS if c.keys),
        Binding("ctrl+q", "leave_program", show=False, priority=True),
    ]

    # Building and looking.

    def compose(self) -> ComposeResult:
        yield self.head
        yield VnInput(self.selection.search, placeholder=words.SEARCH, id="search", compact=True)
        with ContentSwitcher(initial="tasks", id="screens"):
            with Horizontal(id="tasks"):
                yield self.tasks
                yield self.sheet
            yield self.timeline
            yield RowsTable(words.UNIT_COLUMNS, "units")
            yield self.queue
            yield ActTable(words.LOG_COLUMNS, "log")
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin where the last morning ended, and look for what others record."""
        self.show_signs()
        leave_on_signals(lambda code: self.exit(return_code=code))
        self.query_one("#search", VnInput).set_class(bool(self.selection.search), "open")
        self._turn_to(self.memory.screen)
        self.list_again(keep=self.memory.task)
        self.focus_screen()
        self.set_interval(LOOK_EVERY, self.look_for_changes)
        self.call_after_refresh(self._load_the_rest)

    def on_resize(self, event: events.Resize) -> None:
        """Hide the pane of details where there is no room for it beside the list, and draw tables anew."""
        self.screen_stack[0].set_class(event.size.width < _WIDE, "narrow")
        self.screen_stack[0].set_class(event.size.width >= _ROOMY, "roomy")
        self.call_after_refresh(self._draw_anew)

    def _draw_anew(self) -> None:
        with suppress(NoMatches):  # the screen may be closing
            self.show_state()
            self.show_pane()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Textual's own themes lack two colours of the style sheet."""
        return THEMES["dark"].variables

    @property
    def where(self) -> str:
        """The screen that is shown."""
        return self.query_one("#screens", ContentSwitcher).current or "tasks"

    @property
    def rows(self) -> PagedRows | None:
        """The rows of tasks that are shown, None on screens that show none."""
        return {"tasks": self.tasks, "timeline": self.timeline.rows}.get(self.where)

    async def chosen_tasks(self) -> list[Task]:
        """Return the tasks that an act is about: the marked ones, or the one under the cursor of the screen shown.

        What was asked for before is shown first: a key is about that. Raises AppError.
        """
        await self.listed()
        day, rules = self.today, self.world.rules
        if self.rows is None:
            ref = self.queue.table.current_key if self.where == "queue" else ""
            return await self.ask(lambda database: find_tasks(database, [ref], day, rules=rules)) if ref else []
        ids = self.rows.chosen_ids
        found = self.rows.known(ids)
        missing = [task_id for task_id in ids if task_id not in found]
        if missing:
            found |= await self.ask(lambda database: load_tasks_by_id(database, missing, day, rules))
        return [found[task_id] for task_id in ids if task_id in found]

    def show_pane(self) -> None:
        """Draw what was read for the table of the screen that is shown."""
        show_pane(self, self.where)

    def show_state(self) -> None:
        """Show in words what is listed of what, and the keys of the screen."""
        self.head.show(self)
        self.query_one(KeyBar).show_keys(self.where, self.size.width)

    def show_wait(self) -> None:
        """Show above the list what is waited for."""
        self.head.show_heading(self)

    # The task under the cursor.

    def on_paged_rows_moved(self, event: PagedRows.Moved) -> None:
        """Show the task under the cursor; its history follows when the cursor rests."""
        if event.rows is not self.tasks:
            self.head.show_counted(self)
            return
        task = self.tasks.current
        same = self.tasks.current_id == self.memory.task
        self.memory.task = self.tasks.current_id or 0
        waits = [(0, self.tasks.glyphs.ellipsis)] if self.tasks.count else []
        with suppress(NoMatches):  # the screen may be closing
            self.sheet.show_lines(self.lines_of(task) if task else waits, from_top=not same)
            self.head.show_counted(self)
        self.workers.cancel_group(self, "history")
        if task is not None:
            self._add_history(task)

    def lines_of(self, task: Task) -> list[SheetLine]:
        """Return what is known of a task, without its history."""
        return list(sheet_lines(task, self.world.shown_moment(task.changed_at), self.tasks.status_glyphs))

    async def read_whole(self, task: Task, *, later: bool = False) -> list[SheetLine]:
        """Return everything about a task: what it is linked with, and its history; raises AppError."""
        whole, changes = await self.ask(lambda database: read_history(database, task), later=later)
        return [*self.lines_of(whole), *history_lines(changes, self.world.shown_moment)]

    @work(exclusive=True, group="history")
    async def _add_history(self, task: Task) -> None:
        await asyncio.sleep(_RESTED)
        with suppress(AppError, NoMatches):  # the screen may be closing
            self.sheet.show_lines(await self.read_whole(task, later=True), from_top=False)

    def on_paged_rows_opened(self) -> None:
        """Show the details: over the list on a narrow screen, in the pane on a wide one."""
        if self.where != "tasks":
            self.choices.run("history")
            return
        if self.screen.has_class("narrow"):
            self.screen.add_class("reading")
        self.sheet.focus()

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Show the tasks of the unit, or open the form for the doubtful or awaited date."""
        key = event.row_key.value or ""
        if event.data_table.id == "units" and key:
            self.select(unit=key, groups=True)
            self.action_show("tasks")
        elif event.data_table.id in ("doubts", "waiting"):
            self.choices.run("history")

    def on_act_table_settled(self, event: ActTable.Settled) -> None:
        """Accept the reading, or take the change back."""
        self.acts.settle(event.table, event.key)

    # Selecting.

    def action_show(self, where: str) -> None:
        """Turn to another screen."""
        self._turn_to(where)
        if where not in ("tasks", "timeline"):
            self.list_again()
        self.show_state()
        self.focus_screen()

    def _turn_to(self, where: str) -> None:
        self.query_one("#screens", ContentSwitcher).current = where
        self.memory.screen = where
        self.show_pane()

    def clear_marks(self) -> None:
        """Mark nothing any more."""
        self.tasks.marked.clear()
        for rows in (self.tasks, self.timeline.rows):
            rows.refresh()
        self.show_state()

    def focus_screen(self) -> None:
        """Put the cursor into what is shown."""
        self.screen_stack[0].remove_class("reading")
        self.main.focus()

    @property
    def main(self) -> Widget:
        """What the keys of the shown screen are for: its rows or its table."""
        if self.rows is not None:
            return self.rows
        return self.queue.table if self.where == "queue" else self.query_one(f"#{self.where}")

    def action_next_screen(self) -> None:
        names = list(words.SCREENS)
        self.action_show(names[(names.index(self.where) + 1) % len(names)])

    def action_view(self, view: str) -> None:
        """Show a part of the selection, or all of it again."""
        self.view = "" if self.view == view else view
        self.list_again()
        self.focus_screen()

    def action_look(self, name: str) -> None:
        """Change the colours."""
        self.theme = self.memory.theme = name

    def show_signs(self) -> None:
        """Show signs of the kind that was chosen: WGL4's or ASCII's."""
        for rows in (self.tasks, self.timeline.rows):
            rows.glyphs = words.ASCII if self.memory.ascii else words.WGL4
        self.set_class(self.memory.ascii, "ascii")

    def action_search(self) -> None:
        self.screen_stack[0].remove_class("reading")
        search = self.query_one("#search", VnInput)
        search.add_class("open")
        search.focus()

    def action_leave(self) -> None:
        """Leave what is open, one thing at a time; the program is never left this way."""
        search = self.query_one("#search", VnInput)
        if self.screen.has_class("reading") or self.focused is self.sheet:
            self.screen.remove_class("reading")
            self.tasks.focus()
        elif self.where != "tasks":
            self.action_show("tasks")
        elif search.has_class("open") or self.selection.search:
            self.focus_screen()
            search.remove_class("open")
            search.value = ""
        elif self.tasks.marked:
            self.clear_marks()
        elif self.view:
            self.action_view(self.view)
        elif self.selection.unit:
            self.select(unit="", groups=False)

    # What is recorded stands in `acts`, what is chosen and read in `choices`: loaded when the list is on the screen.

    @cached_property
    def acts(self) -> Acts:
        """What the keys record."""
        from cchc_tasks.tui.recording_keys import Acts

        return Acts(self)

    @cached_property
    def choices(self) -> Choices:
        """What the keys choose, read and write out."""
        from cchc_tasks.tui.actions import Choices

        return Choices(self)

    @work(group="loading")
    async def _load_the_rest(self) -> None:
        """Load what the first act would have to wait for."""

        def load() -> None:
            import cchc_tasks.tui.actions
            import cchc_tasks.tui.recording_keys  # noqa: F401

        await aside(load)

    def action_act(self, name: str) -> None:
        self.acts.run(name)

    def action_choose(self, name: str) -> None:
        self.choices.run(name)

    def action_mark(self) -> None:
        """Mark in the rows that are shown, or say why nothing is marked."""
        if self.rows is not None:
            self.rows.action_mark()
        else:
            self.say(words.NOT_MARKED_HERE)

    def action_mark_section(self) -> None:
        """Mark a section of the rows that are shown, or say why nothing is marked."""
        if self.rows is not None:
            self.rows.action_mark_section()
        else:
            self.say(words.NOT_MARKED_HERE)

    # Leaving.

    def action_leave_program(self) -> None:
        """Leave; not over a dialog that is open, and over what was typed and not recorded only when asked twice."""
        if isinstance(self.screen, Form):
            self.screen.say(words.CLOSE_FIRST)
        elif any(isinstance(screen, Form) for screen in self.screen_stack):
            self.say(words.CLOSE_FIRST)
        elif (self.kept or self._is_busy(WRITING, MAKING)) and not self._wants_to_leave:
            self._wants_to_leave = True
            self.say(words.STILL_WRITTEN if self._is_busy(WRITING, MAKING) else words.STILL_TYPED)
        else:
            self.exit()

    def action_ask_again(self) -> None:
        """Ask anew; not while something is being recorded, which would be broken off."""
        if self.is_writing:
            self.say(words.STILL_WRITING)
        else:
            super().action_ask_again()

    def action_help_quit(self) -> None:
        """Ctrl+C copies what is selected, and by itself only says how to leave."""
        self.say(words.HOW_TO_LEAVE)

    @property
    def is_writing(self) -> bool:
        """Whether something is being recorded."""
        return self._is_busy(WRITING)

    def _is_busy(self, *groups: str) -> bool:
        return any(worker.group in groups and not worker.is_finished for worker in self.workers)

    def on_unmount(self) -> None:
        """Remember where one was; an act that is being recorded while the terminal closes is given time to end."""
        self.store.close(_LAST_ACT if self.return_code else 0.0)
        memory, chosen = self.memory, self.selection
        memory.plan, memory.unit, memory.groups = chosen.plan, chosen.unit, chosen.groups
        memory.search, memory.view = chosen.search, self.view
        if self.world.state_folder:
            remember(self.world.state_folder / MEMORY_FILE, memory)

    @property
    def failure(self) -> Exception | None:
        """What nobody foresaw and ended the screen, for whoever started it."""
        return self._exception

    def _fatal_error(self) -> None:
        """End without showing a traceback: whoever started the screen writes it to a file and says so."""
        self._close_messages_no_wait()
