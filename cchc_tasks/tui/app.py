"""The screen that a team lead opens in the morning: what is late, who has it, why, and one key to record or undo."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.css.query import NoMatches
from textual.message import Message
from textual.widgets import ContentSwitcher, DataTable, Input

from cchc_tasks.errors import AppError, NotFoundError
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.tasks import Task
from cchc_tasks.services.screen_list import ListedIds, Overview, listed_ids, newest_change, overview, tasks_page
from cchc_tasks.tui.forms import Form, Values
from cchc_tasks.tui.head import Head
from cchc_tasks.tui.key_bar import KeyBar
from cchc_tasks.tui.leaving import leave_on_signals
from cchc_tasks.tui.memory import Memory, recall, remember
from cchc_tasks.tui.ordered_keys import OrderedKeys
from cchc_tasks.tui.paged_rows import PagedRows
from cchc_tasks.tui.panes import fill, task_of_row
from cchc_tasks.tui.sheet import TaskSheet, history_of, lines_of
from cchc_tasks.tui.tables import ActTable, Queue, RowsTable
from cchc_tasks.tui.task_list import TaskList
from cchc_tasks.tui.themes import THEMES
from cchc_tasks.tui.timeline import Timeline
from cchc_tasks.tui.vn_input import VnInput
from cchc_tasks.tui.world import World
from cchc_tasks.wording import tui as words
from cchc_tasks.wording.days import day as shown_day

if TYPE_CHECKING:
    from cchc_tasks.tui.acts import Acts
    from cchc_tasks.tui.choices import Choices

#: Below this width the task under the cursor opens over the list instead of beside it.
_WIDE = 100
#: What others record is noticed within two seconds.
LOOK_EVERY = 1.5
#: A history is read when the cursor has rested, in seconds.
_RESTED = 0.12
#: Lists longer than this are searched when the typing rests, and beside the keyboard.
_LONG = 5_000
_MEMORY = "man-hinh.json"


class TasksApp(OrderedKeys):
    """The application: five screens over one selection; whatever it needs of the world is handed to it."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(command.keys, command.name, command.label, show=False) for command in words.COMMANDS if command.keys),
        Binding("ctrl+q", "leave_program", show=False, priority=True),
    ]

    class Counted(Message):
        """The selection was counted."""

        def __init__(self, found: Overview) -> None:
            super().__init__()
            self.overview = found

    def __init__(self, world: World, *, plan: str = "", read_only: bool = False, ascii_signs: bool = False) -> None:
        super().__init__()
        self.world = world
        self.read_only = read_only
        self.memory = recall(world.state_folder / _MEMORY) if world.state_folder else Memory()
        self.memory.ascii = self.memory.ascii or ascii_signs
        self.selection = Filters(plan=plan or self.memory.plan, unit=self.memory.unit, search=self.memory.search)
        self.view = self.memory.view
        self.today = world.today()
        self.overview: Overview | None = None
        #: What was typed into forms that were left before they were recorded, by form and tasks.
        self.kept: dict[tuple[str, ...], Values] = {}
        self.tasks = TaskList(self._page)
        self.timeline = Timeline(self._page, self.today)
        self.queue = Queue()
        self.sheet = TaskSheet()
        self.head = Head()
        self._seen = 0
        self._trouble = False
        self._wants_to_leave = False
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = self.memory.theme

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
        try:
            self.read(keep=self.memory.task)
        except NotFoundError:  # what was chosen last time is gone
            self.selection, self.view = Filters(), ""
            self.list_again()
        except AppError as error:
            self.say_trouble(error)
        self.query_one("#search", VnInput).set_class(bool(self.selection.search), "open")
        self.action_show(self.memory.screen)
        self.set_interval(LOOK_EVERY, self.look_for_changes)
        self.call_after_refresh(self._load_the_rest)

    def on_resize(self, event: events.Resize) -> None:
        """Hide the pane of details where there is no room for it beside the list."""
        self.screen.set_class(event.size.width < _WIDE, "narrow")
        self.show_state()

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

    def chosen_tasks(self) -> list[Task]:
        """The tasks that an act is about: the marked ones, or the one under the cursor of the screen shown."""
        if self.rows is not None:
            return self.rows.chosen
        return task_of_row(self, self.queue.table.current_key) if self.where == "queue" else []

    def _page(self, ids: Sequence[int]) -> dict[int, Task]:
        try:
            return tasks_page(self.world.database, ids, self.today, self.world.rules)
        except AppError as error:
            self.say_trouble(error)
            return {}

    def say_trouble(self, error: AppError) -> None:
        """Say once what is wrong and what to do, until something works again."""
        if not self._trouble:
            self.notify(words.failed(error.message, error.hint), severity="error", timeout=15, markup=False)
        self._trouble = True

    def look_for_changes(self) -> None:
        """Show what others have recorded meanwhile, or a new day; a dialog that is open keeps what was typed."""
        try:
            if self.world.today() != self.today:
                self.today = self.timeline.rows.day = self.world.today()
                self.list_again()
                self.notify(words.new_day(shown_day(self.today)), markup=False)
            elif newest_change(self.world.database) != self._seen:
                self.list_again()
                self.notify(words.changed_elsewhere(), markup=False)
        except AppError as error:
            self.say_trouble(error)

    def list_again(self) -> None:
        """Read what is shown again; a database that does not answer is told, and what is shown stays."""
        try:
            self.read()
        except AppError as error:
            self.say_trouble(error)

    def read(self, keep: int | None = None) -> None:
        """Read what is shown and keep the cursor on its task; raises AppError."""
        world = self.world
        seen = newest_change(world.database)
        listed = listed_ids(world.database, self.selection, self.today, world.rules, self.view)  # type: ignore[arg-type]
        fill(self, self.where)
        self._seen, self._trouble = seen, False
        self.show_listed(listed, keep)
        self.count()

    def show_listed(self, listed: ListedIds, keep: int | None = None) -> None:
        """Show other ids in the list and in the timeline."""
        empty = self.selection.is_empty and not self.view
        for rows in (self.tasks, self.timeline.rows):
            rows.empty_text = words.EMPTY if empty else words.NOTHING
            rows.show_ids(listed, rows.current_id or keep)
        self.show_state()

    @work(thread=True, exclusive=True, group="overview")
    def count(self) -> None:
        """Count the whole selection beside the keyboard; the numbers appear when they are known."""
        chosen = self.selection._replace(search="")
        with suppress(AppError):  # the list has told it already
            self.post_message(self.Counted(overview(self.world.database, chosen, self.today, self.world.rules)))

    def on_tasks_app_counted(self, event: Counted) -> None:
        """Show the numbers where they belong."""
        self.overview = event.overview
        with suppress(NoMatches):  # the screen may be closing
            for rows in (self.tasks, self.timeline.rows):
                rows.show_counts(event.overview.by_section)
            self.timeline.show_months(event.overview.months)
            self.show_state()

    def show_state(self) -> None:
        """Show in words what is listed of what, and the keys of the screen."""
        self.head.show(self)
        self.query_one(KeyBar).show_keys(self.where, self.size.width)

    # The task under the cursor.

    def on_paged_rows_moved(self, event: PagedRows.Moved) -> None:
        """Show the task under the cursor; its history follows when the cursor rests."""
        if event.rows is not self.tasks:
            return
        task = self.tasks.current
        same = task is not None and task.task_id == self.memory.task
        self.memory.task = task.task_id if task else 0
        self.sheet.show_lines(lines_of(task, self.world, self.tasks.status_glyphs) if task else (), from_top=not same)
        self.head.show_counted(self)
        if task is not None:
            self._add_history(task)

    @work(exclusive=True, group="history")
    async def _add_history(self, task: Task) -> None:
        await asyncio.sleep(_RESTED)
        with suppress(AppError, NoMatches):  # the screen may be closing
            lines = [*lines_of(task, self.world, self.tasks.status_glyphs), *history_of(task, self.world)]
            self.sheet.show_lines(lines, from_top=False)

    def on_paged_rows_opened(self) -> None:
        """Show the details: over the list on a narrow screen, in the pane on a wide one."""
        if self.where != "tasks":
            self.choices.read_task()
            return
        if self.screen.has_class("narrow"):
            self.screen.add_class("reading")
        self.sheet.focus()

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Show the tasks of the unit, or open the form for the doubtful or awaited date."""
        key = event.row_key.value or ""
        if event.data_table.id == "units" and key:
            self.select(unit=key)
            self.action_show("tasks")
        elif event.data_table.id in ("doubts", "waiting"):
            self.choices.read_task()

    def on_act_table_settled(self, event: ActTable.Settled) -> None:
        """Accept the reading, or take the change back."""
        self.acts.settle(event.table, event.key)

    # Selecting.

    def select(self, **chosen: Any) -> None:
        """Choose other tasks: a plan, a unit, words."""
        self.selection = self.selection._replace(**chosen)
        self.list_again()

    def action_show(self, where: str) -> None:
        """Turn to another screen."""
        self.screen.remove_class("reading")
        self.query_one("#screens", ContentSwitcher).current = where
        self.memory.screen = where
        try:
            fill(self, where)
        except AppError as error:
            self.say_trouble(error)
        self.show_state()
        self.focus_screen()

    def focus_screen(self) -> None:
        """Put the cursor into what is shown."""
        (self.rows or (self.queue.table if self.where == "queue" else self.query_one(f"#{self.where}"))).focus()

    def action_next_screen(self) -> None:
        names = list(words.SCREENS)
        self.action_show(names[(names.index(self.where) + 1) % len(names)])

    def action_view(self, view: str) -> None:
        """Show a part of the selection, or all of it again."""
        self.view = "" if self.view == view else view
        self.list_again()

    def action_look(self, name: str) -> None:
        """Change the colours."""
        self.theme = self.memory.theme = name

    def show_signs(self) -> None:
        """Show signs of the kind that was chosen: WGL4's or ASCII's."""
        for rows in (self.tasks, self.timeline.rows):
            rows.glyphs = words.ASCII if self.memory.ascii else words.WGL4
        self.set_class(self.memory.ascii, "ascii")

    def action_search(self) -> None:
        search = self.query_one("#search", VnInput)
        search.add_class("open")
        search.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while typing, whatever the accents; a long list waits for the typing to rest."""
        if event.input.id != "search" or event.value.strip() == self.selection.search:
            return
        self.selection = self.selection._replace(search=event.value.strip())
        total = self.overview.counts.total if self.overview else self.tasks.count
        if total > _LONG:
            self._search_beside()
        else:
            self.list_again()

    @work(exclusive=True, group="search")
    async def _search_beside(self) -> None:
        await asyncio.sleep(_RESTED)
        world, selection, view = self.world, self.selection, self.view
        try:
            listed = await asyncio.to_thread(
                listed_ids,
                world.database,
                selection,
                self.today,
                world.rules,
                view,  # type: ignore[arg-type]
            )
        except AppError as error:
            self.say_trouble(error)
        else:
            self.show_listed(listed)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go back to the list with what was found."""
        if event.input.id == "search":
            self.focus_screen()

    def action_leave(self) -> None:
        """Leave what is open, one thing at a time; the program is never left this way."""
        search = self.query_one("#search", VnInput)
        if self.screen.has_class("reading") or self.focused is self.sheet:
            self.screen.remove_class("reading")
            self.tasks.focus()
        elif self.where != "tasks":
            self.action_show("tasks")
        elif search.has_class("open"):
            self.focus_screen()
            search.remove_class("open")
            search.value = ""
        elif self.tasks.marked:
            self.tasks.marked.clear()
            self.tasks.refresh()
            self.show_state()
        elif self.view:
            self.action_view(self.view)
        elif self.selection.unit:
            self.select(unit="")

    # What is recorded stands in `acts`, what is chosen and read in `choices`: loaded when the list is on the screen.

    @cached_property
    def acts(self) -> Acts:
        """What the keys record."""
        from cchc_tasks.tui.acts import Acts

        return Acts(self)

    @cached_property
    def choices(self) -> Choices:
        """What the keys choose, read and write out."""
        from cchc_tasks.tui.choices import Choices

        return Choices(self)

    @work(thread=True, group="loading")
    def _load_the_rest(self) -> None:
        """Load what the first act would have to wait for."""
        import cchc_tasks.tui.acts
        import cchc_tasks.tui.choices  # noqa: F401

    def action_act(self, name: str) -> None:
        self.acts.run(name)

    def action_choose(self, name: str) -> None:
        self.choices.run(name)

    def action_mark(self) -> None:
        """Say why nothing is marked; the list itself marks."""
        self.notify(words.NOT_MARKED_HERE, markup=False)

    action_mark_section = action_mark

    # Leaving.

    def action_leave_program(self) -> None:
        """Leave; not over a dialog that is open, and over what was typed and not recorded only when asked twice."""
        if isinstance(self.screen, Form):
            self.screen.say(words.CLOSE_FIRST)
        elif self.kept and not self._wants_to_leave:
            self._wants_to_leave = True
            self.notify(words.STILL_TYPED, severity="warning", markup=False)
        else:
            self.exit()

    def action_help_quit(self) -> None:
        """Ctrl+C copies what is selected, and by itself only says how to leave."""
        self.notify(words.HOW_TO_LEAVE, markup=False)

    def on_unmount(self) -> None:
        """Remember where one was."""
        memory, chosen = self.memory, self.selection
        memory.plan, memory.unit, memory.search, memory.view = chosen.plan, chosen.unit, chosen.search, self.view
        if self.world.state_folder:
            remember(self.world.state_folder / _MEMORY, memory)

    @property
    def failure(self) -> Exception | None:
        """What nobody foresaw and ended the screen, for whoever started it."""
        return self._exception

    def _fatal_error(self) -> None:
        """End without showing a traceback: whoever started the screen writes it to a file and says so."""
        self._close_messages_no_wait()
