"""The screen that a team lead opens in the morning: what is late, who has it, why, and one key to record or undo."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property, partial
from importlib import import_module
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
from cchc_tasks.tui import keys, words
from cchc_tasks.tui.forms.form import MAKING, WRITING, Form
from cchc_tasks.tui.list_app import LOOK_EVERY, MEMORY_FILE
from cchc_tasks.tui.memory import save_memory
from cchc_tasks.tui.screens.table_screen import ConfirmTable
from cchc_tasks.tui.screens_app import ScreensApp
from cchc_tasks.tui.store import run_in_thread
from cchc_tasks.tui.themes import THEMES
from cchc_tasks.tui.widgets.key_bar import KeyBar
from cchc_tasks.tui.widgets.paged_rows import PagedRows
from cchc_tasks.tui.widgets.vietnamese_input import VietnameseInput

if TYPE_CHECKING:
    from cchc_tasks.tui.file_actions import FileActions
    from cchc_tasks.tui.record_actions import RecordActions
    from cchc_tasks.tui.view_actions import ViewActions

#: Below this width the task under the cursor opens over the list instead of beside it.
_WIDE = 100
#: From this width on the pane takes its share of the window.
_ROOMY = 120
#: A history is read when the cursor has rested, in seconds.
_RESTED = 0.12
#: How long an act that is being recorded may take when the terminal closes, in seconds: a little longer than it waits
#: for another writer.
_LAST_ACT = 3.0


class TasksApp(ScreensApp):
    """The application: what its keys do, on five screens over one selection."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(c.keys, c.name, c.label, show=False) for c in keys.COMMANDS if c.keys),
        Binding("ctrl+q", "leave_program", show=False, priority=True),
    ]

    #: Whether the person was warned once that leaving would lose something.
    _was_warned = False

    # Building.

    def compose(self) -> ComposeResult:
        yield self.header
        yield VietnameseInput(self.selection.search, placeholder=words.SEARCH, id="search", compact=True)
        with ContentSwitcher(initial="tasks", id="screens"):
            with Horizontal(id="tasks"):
                yield self.tasks
                yield self.details
            yield self.timeline
            for table in self.screen_tables.values():
                assert isinstance(table, Widget)
                yield table
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin where the last morning ended, and look for what others record."""
        self.show_signs()
        exit_on_signals(lambda code: self.exit(return_code=code))
        self.query_one("#search", VietnameseInput).set_class(bool(self.selection.search), "open")
        self.switch_to(self.memory.screen)
        self.list_again(keep=self.memory.task)
        self.focus_screen()
        self.set_interval(LOOK_EVERY, self.look_for_changes)
        self.call_after_refresh(self._load_actions)

    def on_resize(self, event: events.Resize) -> None:
        """Hide the pane of details where there is no room for it beside the list, and draw tables anew."""
        self.screen_stack[0].set_class(event.size.width < _WIDE, "narrow")
        self.screen_stack[0].set_class(event.size.width >= _ROOMY, "roomy")
        self.call_after_refresh(self.draw_anew)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Textual's own themes lack two colours of the style sheet."""
        return THEMES["dark"].variables

    # The task under the cursor.

    def on_paged_rows_moved(self, event: PagedRows.Moved) -> None:
        """Show the task under the cursor; its history follows when the cursor rests."""
        if event.rows is not self.tasks:
            self.show_counts()
            return
        task = self.tasks.current
        same = self.tasks.current_id == self.memory.task
        self.memory.task = self.tasks.current_id or 0
        waits = [(0, self.tasks.glyphs.ellipsis)] if self.tasks.count else []
        with suppress(NoMatches):  # the screen may be closing
            self.details.show_lines(self.lines_of(task) if task else waits, from_top=not same)
            self.show_counts()
        self.workers.cancel_group(self, "history")
        if task is not None:
            self._add_history(task)

    @work(exclusive=True, group="history")
    async def _add_history(self, task: Task) -> None:
        await asyncio.sleep(_RESTED)
        with suppress(AppError, NoMatches):  # the screen may be closing
            self.details.show_lines(await self.read_whole(task, later=True), from_top=False)

    def on_paged_rows_opened(self) -> None:
        """Show the details: over the list on a narrow screen, in the pane on a wide one."""
        if self.shown_screen != "tasks":
            self.view_actions.run("history")
            return
        if self.screen.has_class("narrow"):
            self.screen.add_class("reading")
        self.details.focus()

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Show the tasks of the unit, or everything about the task of a queue."""
        key = event.row_key.value or ""
        if event.data_table.id == "units" and key:
            self.select(unit=key, groups=True)
            self.action_show("tasks")
        elif event.data_table.id in ("doubts", "waiting"):
            self.view_actions.run("history")

    def on_confirm_table_confirmed(self, event: ConfirmTable.Confirmed) -> None:
        """Accept the reading, or undo the change."""
        self.record_actions.confirm_row(event.table, event.key)

    # What the keys of the screen itself do.

    def action_show(self, name: str) -> None:
        """Turn to another screen."""
        self.show_screen(name)

    def action_next_screen(self) -> None:
        names = list(words.SCREENS)
        self.action_show(names[(names.index(self.shown_screen) + 1) % len(names)])

    def action_view(self, view: str) -> None:
        """Show a part of the selection, or all of it again."""
        self.view = "" if self.view == view else view
        self.list_again()
        self.focus_screen()

    def action_use_theme(self, name: str) -> None:
        """Change the colours."""
        self.theme = self.memory.theme = name

    def action_search(self) -> None:
        self.screen_stack[0].remove_class("reading")
        search = self.query_one("#search", VietnameseInput)
        search.add_class("open")
        search.focus()

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

    # What the other keys do: these modules are loaded when the list is on the screen.

    @cached_property
    def record_actions(self) -> RecordActions:
        """What the keys record."""
        from cchc_tasks.tui.record_actions import RecordActions

        return RecordActions(self)

    @cached_property
    def view_actions(self) -> ViewActions:
        """What the keys choose and show."""
        from cchc_tasks.tui.view_actions import ViewActions

        return ViewActions(self)

    @cached_property
    def file_actions(self) -> FileActions:
        """What the keys read from files and write to files."""
        from cchc_tasks.tui.file_actions import FileActions

        return FileActions(self)

    @work(group="loading")
    async def _load_actions(self) -> None:
        """Load the modules of actions, which the first key would have to wait for."""

        def load() -> None:
            for name in ("record_actions", "view_actions", "file_actions"):
                import_module(f"cchc_tasks.tui.{name}")

        await run_in_thread(load)

    def action_record(self, name: str) -> None:
        self.record_actions.run(name)

    def action_open(self, name: str) -> None:
        self.view_actions.run(name)

    def action_file(self, name: str) -> None:
        self.file_actions.run(name)

    def action_mine(self) -> None:
        self.view_actions.show_mine()

    def action_go_to_overdue(self, by: int) -> None:
        self.view_actions.go_to_overdue(by)

    def action_toggle_signs(self) -> None:
        self.view_actions.toggle_signs()

    # Leaving.

    def action_leave(self) -> None:
        """Leave what is open, one thing at a time; the program is never left this way."""
        search = self.query_one("#search", VietnameseInput)
        if self.screen.has_class("reading") or self.focused is self.details:
            self.screen.remove_class("reading")
            self.tasks.focus()
        elif self.shown_screen != "tasks":
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

    def action_leave_program(self) -> None:
        """Leave, but not while a dialog is open; where something typed would be lost, warn once before."""
        if isinstance(self.screen, Form):
            self.screen.say(words.CLOSE_FIRST)
        elif any(isinstance(screen, Form) for screen in self.screen_stack):
            self.say(words.CLOSE_FIRST)
        elif (self.drafts or self.is_busy(WRITING, MAKING)) and not self._was_warned:
            self._was_warned = True
            self.say(words.STILL_WRITTEN if self.is_busy(WRITING, MAKING) else words.STILL_TYPED)
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

    def on_unmount(self) -> None:
        """Remember where one was; an act that is being recorded while the terminal closes is given time to end."""
        self.store.close(_LAST_ACT if self.return_code else 0.0)
        memory, selected = self.memory, self.selection
        memory.plan, memory.unit, memory.groups = selected.plan, selected.unit, selected.groups
        memory.search, memory.view = selected.search, self.view
        if self.environment.state_folder:
            save_memory(self.environment.state_folder / MEMORY_FILE, memory)

    @property
    def failure(self) -> Exception | None:
        """The unexpected error that ended the screen, for whoever started it."""
        return self._exception

    def _fatal_error(self) -> None:
        """End without showing a traceback: whoever started the screen writes it to a file and says so."""
        self._close_messages_no_wait()


def exit_on_signals(leave: Callable[[int], None]) -> None:
    """Call `leave` with the exit code of a shell (128 and the signal's number) on the signals that end the program."""
    loop = asyncio.get_running_loop()
    for name in ("SIGHUP", "SIGTERM"):
        number = getattr(signal, name, None)
        if number is not None:
            with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows, or not in the main thread
                loop.add_signal_handler(number, partial(leave, 128 + number))
