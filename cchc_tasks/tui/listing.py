"""The selection that every screen shows: asked of the database, counted, searched, and looked at again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple, TypeVar

from textual import work
from textual.css.query import NoMatches
from textual.message import Message
from textual.widgets import Input
from textual.worker import Worker

from cchc_tasks.days import day as shown_day
from cchc_tasks.errors import AppError, DatabaseError, NotFoundError
from cchc_tasks.messages.problem_messages import message_of
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.task import Task
from cchc_tasks.sentences import Sentence, Words
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.screen_list import (
    ListedIds,
    Overview,
    list_ids,
    load_overview,
    load_tasks_by_id,
    newest_change_number,
)
from cchc_tasks.tui import words
from cchc_tasks.tui.background import apart
from cchc_tasks.tui.environment import World
from cchc_tasks.tui.forms.form import Values
from cchc_tasks.tui.memory import Memory, recall
from cchc_tasks.tui.ordered_keys import OrderedKeys
from cchc_tasks.tui.pane_data import read_pane
from cchc_tasks.tui.step_words import screen_text, trouble
from cchc_tasks.tui.store import Store
from cchc_tasks.tui.themes import THEMES
from cchc_tasks.tui.widgets.head import Head
from cchc_tasks.tui.widgets.paged_rows import PagedRows
from cchc_tasks.tui.widgets.side_tables import Queue
from cchc_tasks.tui.widgets.task_list import TaskList
from cchc_tasks.tui.widgets.task_pane import TaskSheet
from cchc_tasks.tui.widgets.timeline import Timeline

#: What others record is noticed within two seconds.
LOOK_EVERY = 1.5
#: Lists longer than this are searched when the typing rests, and counted over a connection of their own.
_LONG = 5_000
#: When typing rests, in seconds.
_RESTED = 0.12
#: Tasks read with the ids, from some rows above the cursor on.
_PAGE, _ABOVE = 60, 20
#: After how long without an answer waiting is shown at once; after how long that the database does not answer; and
#: after how long a server is no longer waited for; in seconds.
_SLOW, _SILENT, _GIVEN_UP = 0.25, 2.0, 30.0
MEMORY_FILE = "man-hinh.json"
Made = TypeVar("Made")


class Chosen(NamedTuple):
    """What is to be listed."""

    selection: Filters
    view: str
    day: date


class Listed(NamedTuple):
    """What is listed: the newest change known, the ids, the tasks around the cursor, and what the pane shows."""

    newest: int
    ids: ListedIds
    tasks: dict[int, Task]
    pane: Any


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
        self.store = Store(world.database)
        self.tasks = TaskList()
        self.timeline = Timeline(self.today)
        self.queue = Queue()
        self.timeline.rows.marked = self.tasks.marked  # what is marked is marked on both
        self.sheet = TaskSheet()
        self.head = Head()
        #: What the tables beside the list show, by screen.
        self.panes: dict[str, Any] = {}
        self._seen = 0
        #: Of what the rows that are shown were chosen.
        self._shown: Chosen | None = None
        #: Of what the numbers are that are shown or asked for: selection, day, newest change.
        self._counted: tuple[Filters, date, int] | None = None
        #: The answer that the list waits for.
        self._asked: asyncio.Future[Listed] | None = None
        #: Since when the database has not answered, as it is shown; empty where it answers.
        self._silent_since = ""
        self._has_to_look = self._is_looking = False
        self._trouble = False
        self._wants_to_leave = False
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = self.memory.theme

    @property
    def where(self) -> str:
        """The screen that is shown."""
        raise NotImplementedError

    def show_pane(self) -> None:
        """Show what was read for the table of the screen that is shown."""
        raise NotImplementedError

    def show_state(self) -> None:
        """Show what is listed of what."""
        raise NotImplementedError

    def focus_screen(self) -> None:
        """Put the cursor into what is shown."""
        raise NotImplementedError

    @property
    def chosen(self) -> Chosen:
        """What is to be listed now."""
        return Chosen(self.selection, self.view, self.today)

    def say(self, sentence: Words) -> None:
        """Show a sentence for a while."""
        self.notify(screen_text(sentence), timeout=8, markup=False)

    def say_trouble(self, error: AppError, *, again: bool = False) -> None:
        """Say what is wrong and what to do; what only looks now and then says it once, until something works again."""
        if again or not self._trouble:
            self.notify(trouble(error), severity="error", timeout=12, markup=False)
        self._trouble = True

    # Asking the database, and telling whether it answers.

    async def ask(self, question: Callable[[Database], Made], *, later: bool = False) -> Made:
        """Ask the database; raises AppError. Nothing else of the screen waits for the answer."""
        made = await self.store.ask(question, later=later)
        self._answers()
        return made

    @property
    def is_slow(self) -> bool:
        return bool(self._silent_since) or self.store.busy_for > _SLOW

    @property
    def notice(self) -> str:
        """What stands above the list while something is waited for, empty otherwise."""
        if self._silent_since:
            return words.silent(self._silent_since, self.keys_waiting)
        return words.waits(self.keys_waiting, opening=self.is_opening) if self.shows_wait else ""

    def _answers_not(self) -> None:
        self._silent_since = self._silent_since or self.world.clock()
        self.show_wait()

    def _answers(self) -> None:
        if self._silent_since:
            self._silent_since, self._trouble = "", False
            self.show_wait()
            for rows in (self.tasks, self.timeline.rows):
                rows.ask_again()

    def action_ask_again(self) -> None:
        """Wait no longer for a database that does not answer, and ask it anew."""
        if self.store.busy_for > _SILENT:
            self.store.break_off()
        self.list_again()

    # Looking for what others record.

    def look_for_changes(self) -> None:
        """Show what others have recorded meanwhile, or a new day; a dialog that is open keeps what was typed."""
        if self.store.busy_for > _SILENT:
            self._answers_not()
        if self.store.busy_for > _GIVEN_UP:
            self.store.break_off()
        if self.world.today() != self.today:
            self.today = self.timeline.rows.day = self.world.today()
            self.list_again(again=False, held=False, then=words.new_day(shown_day(self.today)))
        else:
            self._has_to_look = True
            if not self._is_looking:
                self._is_looking = True
                self._look()

    @work(group="look")
    async def _look(self) -> None:
        """Look as long as that was asked for meanwhile: an answer is heard however long it takes, a refusal too."""
        try:
            while self._has_to_look:
                self._has_to_look = False
                await self._look_once()
        finally:
            self._is_looking = False

    async def _look_once(self) -> None:
        try:
            newest = await self.ask(newest_change_number, later=True)
        except AppError as error:
            self.say_trouble(error)
            self._answers_not()
            return
        if self._asked is None and (newest != self._seen or self._shown != self.chosen):
            told = words.changed_elsewhere() if newest != self._seen else ""
            self.list_again(again=False, held=False, then=told)

    # Listing.

    def list_again(self, keep: int | None = None, *, again: bool = True, held: bool = True, then: str = "") -> None:
        """Ask for what is to be listed, and show it when it comes; `then` is said if it does.

        With `held` the keys that are typed behind wait for it. A plan or unit that is there no more is told and let go
        of; a database that does not answer is told, and what is shown stays.
        """
        self.workers.cancel_group(self, "search")
        if self._asked is not None:
            self._asked.cancel()  # an older answer is not waited for
        chosen, where, world = self.chosen, self.where, self.world
        keep = self.tasks.current_id or keep
        asked = self._asked = self.store.ask(lambda database: _read(database, world, chosen, where, keep))

        async def show() -> None:
            if not await self._show_answer(asked, chosen, where, keep, again, then) and held:
                self.drop_typed()  # the keys behind were about a list that does not come

        if held:
            self.do_for_key(show, group="listing")
        else:
            _listing: Worker[None] = self.run_worker(show, group="listing")

    async def _show_answer(
        self, asked: asyncio.Future[Listed], chosen: Chosen, where: str, keep: int | None, again: bool, then: str
    ) -> bool:
        """Show what was asked for, or tell why not; return whether it came, or is no longer wanted."""
        try:
            found = await asked
        except AppError as error:
            if not self._is_awaited(asked):
                return True
            self._list_refused(error, keep, again)
            return False
        if self._is_awaited(asked):
            self._answers()
            self._seen, self._trouble = found.newest, False
            self.world.database.may_create = False  # from here on a file that is missing has gone
            self.panes[where] = found.pane
            self._show_listed(found, chosen, keep)
            if then:
                self.say(then)
            self.count()
        return True

    def _is_awaited(self, asked: asyncio.Future[Listed]) -> bool:
        """Whether the list waits for this answer, as it does no longer; an older one overwrites nothing."""
        if asked is not self._asked:
            return False
        self._asked = None
        return True

    def _list_refused(self, error: AppError, keep: int | None, again: bool) -> None:
        if isinstance(error, NotFoundError):
            self._let_go_of_what_is_gone(error, keep, again)
            return
        self.say_trouble(error, again=again)
        if isinstance(error, DatabaseError):
            self._answers_not()

    def _let_go_of_what_is_gone(self, error: NotFoundError, keep: int | None, again: bool) -> None:
        if not (self.selection.plan or self.selection.unit):
            self.say_trouble(error, again=again)
            return
        if self.selection.unit == self.memory.mine:
            self.memory.mine = ""
        self.selection = self.selection._replace(plan="", unit="")
        self.say(Sentence(message_of(error), " ", words.ALL_SHOWN))
        self.list_again(keep, again=again)

    def _show_listed(self, found: Listed, chosen: Chosen, keep: int | None) -> None:
        """Show other ids in the list and in the timeline, and the table beside them."""
        self._shown = chosen
        empty = chosen.selection.is_empty and not chosen.view
        with suppress(NoMatches):  # the screen may be closing
            for rows in (self.tasks, self.timeline.rows):
                rows.empty_text = words.EMPTY if empty else words.NOTHING
                rows.show_ids(found.ids, found.tasks, rows.current_id or keep)
            self.show_pane()
            self.show_state()

    async def listed(self) -> bool:
        """Wait until the list shows what was asked for; False where that does not come, which was told."""
        if self._asked is None:
            return True
        while self._asked is not None:
            await asyncio.wait([self._asked])
            await asyncio.sleep(0)
        return self._shown == self.chosen

    def on_paged_rows_wanted(self, event: PagedRows.Wanted) -> None:
        """Bring the tasks that came into view; those that are out of view again by then are not waited for."""
        rows, ids, day, rules = event.rows, event.ids, self.today, self.world.rules

        async def bring() -> None:
            try:
                rows.show_tasks(ids, await self.ask(lambda database: load_tasks_by_id(database, ids, day, rules)))
            except AppError as error:
                self.say_trouble(error)
                self._answers_not()

        _bringing: Worker[None] = self.run_worker(bring, group=type(rows).__name__, exclusive=True)

    def count(self) -> None:
        """Count the whole selection, unless it is as it was counted; the numbers appear when they are known."""
        chosen = self.selection._replace(search=""), self.today, self._seen
        if chosen != self._counted:
            self._counted = chosen
            self._count(*chosen)

    @work(exclusive=True, group="overview")
    async def _count(self, chosen: Filters, day: date, _newest: int) -> None:
        rules = self.world.rules

        def counted(database: Database) -> Overview:
            return load_overview(database, chosen, day, rules)

        try:
            if self.tasks.count > _LONG:  # a second or more: rows and acts do not wait behind it
                found = await apart(self.world.database, counted)
            else:
                found = await self.ask(counted, later=True)
        except AppError:  # the list has told it already
            self._counted = None
        else:
            self.post_message(self.Counted(found, chosen, day))

    def on_listing_counted(self, event: Counted) -> None:
        """Show the numbers where they belong, unless another selection is shown by now."""
        if event.of != (self.selection._replace(search=""), self.today):
            return
        self.overview = event.overview
        with suppress(NoMatches):  # the screen may be closing
            for rows in (self.tasks, self.timeline.rows):
                rows.show_counts(event.overview.by_section)
            self.timeline.show_months(event.overview.months)
            self.show_state()

    # Selecting.

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
            self._search_rested()
        else:
            self.list_again(held=not event.input.has_focus)

    @work(exclusive=True, group="search")
    async def _search_rested(self) -> None:
        await asyncio.sleep(_RESTED)
        self.call_later(self.list_again, held=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go back to the list with what was found: the next key is about that, however long the list is."""
        if event.input.id == "search":
            if self._shown != self.chosen:
                self.list_again()
            self.focus_screen()


def _read(database: Database, world: World, chosen: Chosen, where: str, keep: int | None) -> Listed:
    """Read what is listed, from within the store; raises AppError."""
    newest = newest_change_number(database)
    found = list_ids(database, chosen.selection, chosen.day, world.rules, chosen.view)  # type: ignore[arg-type]
    first = max(0, found.ids.index(keep) - _ABOVE) if keep in found.ids else 0
    tasks = load_tasks_by_id(database, found.ids[first : first + _PAGE], chosen.day, world.rules)
    pane = read_pane(database, world, where, chosen.selection, chosen.day)
    database.may_create = False
    return Listed(newest, found, tasks, pane)
