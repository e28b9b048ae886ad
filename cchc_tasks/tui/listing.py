"""The selection that every screen shows: read from the database, counted, searched, and looked at again."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from textual import work
from textual.css.query import NoMatches
from textual.message import Message
from textual.widgets import Input

from cchc_tasks.errors import AppError, NotFoundError
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.tasks import Task
from cchc_tasks.sentences import Sentence, Words
from cchc_tasks.services.screen_list import ListedIds, Overview, listed_ids, newest_change, overview, tasks_page
from cchc_tasks.tui.forms import Values
from cchc_tasks.tui.head import Head
from cchc_tasks.tui.memory import Memory, recall
from cchc_tasks.tui.ordered_keys import OrderedKeys
from cchc_tasks.tui.sheet import TaskSheet
from cchc_tasks.tui.tables import Queue
from cchc_tasks.tui.task_list import TaskList
from cchc_tasks.tui.themes import THEMES
from cchc_tasks.tui.timeline import Timeline
from cchc_tasks.tui.world import World
from cchc_tasks.wording import tui as words
from cchc_tasks.wording.days import day as shown_day
from cchc_tasks.wording.screen_steps import screen_text, trouble

#: What others record is noticed within two seconds.
LOOK_EVERY = 1.5
#: Lists longer than this are searched when the typing rests, and beside the keyboard.
_LONG = 5_000
#: When typing rests, in seconds.
_RESTED = 0.12
MEMORY_FILE = "man-hinh.json"


class Listing(OrderedKeys):
    """The part of the application that knows what is listed; what shows it is left to the whole."""

    class Counted(Message):
        """The selection was counted."""

        def __init__(self, found: Overview, selection: Filters, day: date) -> None:
            super().__init__()
            self.overview = found
            self.of = (selection, day)

    def __init__(self, world: World, *, plan: str = "", read_only: bool = False, ascii_signs: bool = False) -> None:
        super().__init__()
        self.world = world
        self.read_only = read_only
        self.memory = recall(world.state_folder / MEMORY_FILE) if world.state_folder else Memory()
        self.memory.ascii = self.memory.ascii or ascii_signs
        kept = self.memory
        self.selection = Filters(plan or kept.plan, unit=kept.unit, search=kept.search, groups=kept.groups)
        self.view = self.memory.view
        self.today = world.today()
        self.overview: Overview | None = None
        #: What was typed into forms that were left before they were recorded, by form and tasks.
        self.kept: dict[tuple[str, ...], Values] = {}
        self.tasks = TaskList(self._page)
        self.timeline = Timeline(self._page, self.today)
        self.queue = Queue()
        self.timeline.rows.marked = self.tasks.marked  # what is marked is marked on both
        self.sheet = TaskSheet()
        self.head = Head()
        self._seen = 0
        #: Of what the rows that are shown were chosen: selection, view and day.
        self._shown: tuple[Filters, str, date] | None = None
        self._trouble = False
        self._wants_to_leave = False
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = self.memory.theme

    def fill_screen(self) -> None:
        """Fill the table of the screen that is shown; raises AppError."""
        raise NotImplementedError

    def show_state(self) -> None:
        """Show what is listed of what."""
        raise NotImplementedError

    def focus_screen(self) -> None:
        """Put the cursor into what is shown."""
        raise NotImplementedError

    def _page(self, ids: Sequence[int]) -> dict[int, Task]:
        try:
            return tasks_page(self.world.database, ids, self.today, self.world.rules)
        except AppError as error:
            self.say_trouble(error)
            return {}

    def say(self, sentence: Words) -> None:
        """Show a sentence for a while."""
        self.notify(screen_text(sentence), timeout=8, markup=False)

    def say_trouble(self, error: AppError, *, again: bool = False) -> None:
        """Say what is wrong and what to do; what only looks now and then says it once, until something works again."""
        if again or not self._trouble:
            self.notify(trouble(error), severity="error", timeout=12, markup=False)
        self._trouble = True

    def look_for_changes(self) -> None:
        """Show what others have recorded meanwhile, or a new day; a dialog that is open keeps what was typed."""
        try:
            if self.world.today() != self.today:
                self.today = self.timeline.rows.day = self.world.today()
                if self.list_again(again=False):
                    self.say(words.new_day(shown_day(self.today)))
            elif newest_change(self.world.database) != self._seen and self.list_again(again=False):
                self.say(words.changed_elsewhere())
        except AppError as error:
            self.say_trouble(error)

    def list_again(self, keep: int | None = None, *, again: bool = True) -> bool:
        """Read what is shown again and return whether that is what was asked for.

        A plan or unit that is there no more is told and let go of; a database that does not answer is told, and
        what is shown stays.
        """
        try:
            self.read(keep)
        except NotFoundError as error:
            if not (self.selection.plan or self.selection.unit):
                self.say_trouble(error, again=again)
                return False
            if self.selection.unit == self.memory.mine:
                self.memory.mine = ""
            self.selection = self.selection._replace(plan="", unit="")
            self.say(Sentence(error.message, " ", words.ALL_SHOWN))
            self.list_again(keep, again=again)
            return False
        except AppError as error:
            self.say_trouble(error, again=again)
            return False
        return True

    def read(self, keep: int | None = None) -> None:
        """Read what is shown and keep the cursor on its task; raises AppError."""
        world = self.world
        self.workers.cancel_group(self, "search")
        seen = newest_change(world.database)
        listed = listed_ids(world.database, self.selection, self.today, world.rules, self.view)  # type: ignore[arg-type]
        self.fill_screen()
        self._seen, self._trouble = seen, False
        world.database.may_create = False  # from here on a file that is missing has gone
        self.show_listed(listed, keep)
        self.count()

    def show_listed(self, listed: ListedIds, keep: int | None = None) -> None:
        """Show other ids in the list and in the timeline."""
        self._shown = (self.selection, self.view, self.today)
        empty = self.selection.is_empty and not self.view
        for rows in (self.tasks, self.timeline.rows):
            rows.empty_text = words.EMPTY if empty else words.NOTHING
            rows.show_ids(listed, rows.current_id or keep)
        self.show_state()

    @work(thread=True, exclusive=True, group="overview")
    def count(self) -> None:
        """Count the whole selection beside the keyboard; the numbers appear when they are known."""
        chosen, day = self.selection._replace(search=""), self.today
        with suppress(AppError):  # the list has told it already
            found = overview(self.world.database, chosen, day, self.world.rules)
            self.post_message(self.Counted(found, chosen, day))

    def on_listing_counted(self, event: Counted) -> None:
        """Show the numbers where they belong; a thread that ends late counted another selection."""
        if event.of != (self.selection._replace(search=""), self.today):
            return
        self.overview = event.overview
        with suppress(NoMatches):  # the screen may be closing
            for rows in (self.tasks, self.timeline.rows):
                rows.show_counts(event.overview.by_section)
            self.timeline.show_months(event.overview.months)
            self.show_state()

    def select(self, **chosen: Any) -> None:
        """Choose other tasks: a plan, a unit, words."""
        self.selection = self.selection._replace(**chosen)
        self.list_again()

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
        world, selection, view, day = self.world, self.selection, self.view, self.today
        try:
            listed = await asyncio.to_thread(
                listed_ids,
                world.database,
                selection,
                day,
                world.rules,
                view,  # type: ignore[arg-type]
            )
        except AppError as error:
            self.say_trouble(error)
        else:
            if (selection, view, day) == (self.selection, self.view, self.today):
                self.show_listed(listed)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go back to the list with what was found: the next key is about that, however long the list is."""
        if event.input.id == "search":
            if self._shown != (self.selection, self.view, self.today):
                self.list_again()
            self.focus_screen()
