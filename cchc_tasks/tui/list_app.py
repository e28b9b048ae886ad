"""ListApp: the app that lists the selected tasks: asks for them, counts and searches them, and looks for changes."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import date
from typing import Any

from textual import work
from textual.css.query import NoMatches
from textual.message import Message
from textual.widgets import Input
from textual.worker import Worker

from cchc_tasks.days import day as shown_day
from cchc_tasks.errors import AppError, DatabaseError, NotFoundError
from cchc_tasks.messages.problem_messages import message_of
from cchc_tasks.model.filters import Filters
from cchc_tasks.sentences import Sentence
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.screen_list import (
    Overview,
    load_overview,
    load_tasks_by_id,
    newest_change_number,
)
from cchc_tasks.tui import words
from cchc_tasks.tui.environment import ScreenEnvironment
from cchc_tasks.tui.list_query import ListAnswer, ListRequest, read_list
from cchc_tasks.tui.memory import Memory, load_memory
from cchc_tasks.tui.screens.table_screen import ScreenTable
from cchc_tasks.tui.screens.task_screen import TaskList
from cchc_tasks.tui.screens.timeline_screen import Timeline
from cchc_tasks.tui.store import run_with_own_connection
from cchc_tasks.tui.store_app import StoreApp
from cchc_tasks.tui.themes import THEMES
from cchc_tasks.tui.widgets.paged_rows import PagedRows

#: What others record is noticed within two seconds.
LOOK_EVERY = 1.5
#: Lists longer than this are searched when the typing rests, and counted over a connection of their own.
_LONG = 5_000
#: When typing rests, in seconds.
_RESTED = 0.12
MEMORY_FILE = "man-hinh.json"


class ListApp(StoreApp):
    """The part of the app that knows what is listed; the screens that show it are added by `ScreensApp`."""

    class Counted(Message):
        """The selection was counted."""

        def __init__(self, found: Overview, selection: Filters, day: date) -> None:
            super().__init__()
            self.overview = found
            self.counted = (selection, day)

    def __init__(
        self, environment: ScreenEnvironment, *, plan: str = "", read_only: bool = False, ascii_signs: bool = False
    ) -> None:
        super().__init__(environment, read_only=read_only)
        folder = environment.state_folder
        self.memory = load_memory(folder / MEMORY_FILE) if folder else Memory()
        self.memory.ascii = self.memory.ascii or ascii_signs
        memory = self.memory
        self.selection = Filters(plan or memory.plan, unit=memory.unit, search=memory.search, groups=memory.groups)
        self.view = self.memory.view
        self.today = environment.today()
        self.overview: Overview | None = None
        self.tasks = TaskList()
        self.timeline = Timeline(self.today)
        self.timeline.rows.marked = self.tasks.marked  # what is marked is marked on both
        #: What the tables show, by screen.
        self.table_contents: dict[str, Any] = {}
        self._newest_change = 0
        #: The request whose answer the rows show.
        self._shown_request: ListRequest | None = None
        #: What the numbers belong to that are shown or asked for: selection, day, newest change.
        self._counted_request: tuple[Filters, date, int] | None = None
        #: The answer that the list waits for.
        self._pending: asyncio.Future[ListAnswer] | None = None
        self._has_to_look = self._is_looking = False
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = self.memory.theme

    @property
    def shown_screen(self) -> str:
        """The name of the screen that is shown."""
        raise NotImplementedError

    @property
    def shown_table(self) -> ScreenTable | None:
        """The shown screen where it is a table, None otherwise."""
        raise NotImplementedError

    def show_table(self) -> None:
        """Show what was read for the table of the screen that is shown."""
        raise NotImplementedError

    def show_state(self) -> None:
        """Show what is listed of what."""
        raise NotImplementedError

    def focus_screen(self) -> None:
        """Put the cursor into the screen that is shown."""
        raise NotImplementedError

    @property
    def list_request(self) -> ListRequest:
        """What is to be listed now."""
        return ListRequest(self.selection, self.view, self.today)

    def ask_for_missing_rows(self) -> None:
        """Ask once more for the rows that did not come while the database was silent."""
        for rows in (self.tasks, self.timeline.rows):
            rows.ask_again()

    def action_ask_again(self) -> None:
        """Wait no longer for a database that does not answer, and ask it anew."""
        self.break_off_silent_question()
        self.list_again()

    # Looking for what others record.

    def look_for_changes(self) -> None:
        """Show what others have recorded meanwhile, or a new day; a dialog that is open keeps what was typed."""
        self.check_silence()
        if self.environment.today() != self.today:
            self.today = self.timeline.rows.day = self.environment.today()
            self.list_again(again=False, held=False, then=words.new_day(shown_day(self.today)))
        else:
            self._has_to_look = True
            if not self._is_looking:
                self._is_looking = True
                self._look()

    @work(group="look")
    async def _look(self) -> None:
        """Look once more where a look was due meanwhile; an answer or an error counts however long it takes."""
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
            self.say_error(error)
            self.note_silence()
            return
        if self._pending is None and (newest != self._newest_change or self._shown_request != self.list_request):
            message = words.changed_elsewhere() if newest != self._newest_change else ""
            self.list_again(again=False, held=False, then=message)

    # Listing.

    def list_again(self, keep: int | None = None, *, again: bool = True, held: bool = True, then: str = "") -> None:
        """Ask for what is to be listed, and show it when it comes; `then` is shown if it does.

        With `held` the keys that are typed behind wait for it. Where a plan or unit is no longer there, the screen says
        so and selects everything; where the database does not answer, it says so and shows what it showed before.
        """
        self.workers.cancel_group(self, "search")
        if self._pending is not None:
            self._pending.cancel()  # an older answer is not waited for
        request, screen, table, environment = self.list_request, self.shown_screen, self.shown_table, self.environment
        keep = self.tasks.current_id or keep
        pending = self._pending = self.store.ask(
            lambda database: read_list(database, environment, request, table, keep)
        )

        async def show() -> None:
            if not await self._show_answer(pending, request, screen, keep, again, then) and held:
                self.drop_typed()  # the keys behind were about a list that does not come

        if held:
            self.do_for_key(show, group="listing")
        else:
            _listing: Worker[None] = self.run_worker(show, group="listing")

    async def _show_answer(
        self,
        pending: asyncio.Future[ListAnswer],
        request: ListRequest,
        screen: str,
        keep: int | None,
        again: bool,
        then: str,
    ) -> bool:
        """Show what was asked for, or say why not; return whether it came, or is no longer wanted."""
        try:
            answer = await pending
        except AppError as error:
            if not self._is_awaited(pending):
                return True
            self._show_refusal(error, keep, again)
            return False
        if self._is_awaited(pending):
            self.note_answer()
            self._newest_change, self._has_shown_error = answer.newest_change, False
            self.environment.database.may_create = False  # from here on a file that is missing has gone
            self.table_contents[screen] = answer.table
            self._show_list(answer, request, keep)
            if then:
                self.say(then)
            self.count()
        return True

    def _is_awaited(self, pending: asyncio.Future[ListAnswer]) -> bool:
        """Whether the list waits for this answer, which then has come; an older answer overwrites nothing."""
        if pending is not self._pending:
            return False
        self._pending = None
        return True

    def _show_refusal(self, error: AppError, keep: int | None, again: bool) -> None:
        if isinstance(error, NotFoundError):
            self._select_everything(error, keep, again)
            return
        self.say_error(error, again=again)
        if isinstance(error, DatabaseError):
            self.note_silence()

    def _select_everything(self, error: NotFoundError, keep: int | None, again: bool) -> None:
        """Select every plan and unit where the selected ones are no longer there."""
        if not (self.selection.plan or self.selection.unit):
            self.say_error(error, again=again)
            return
        if self.selection.unit == self.memory.mine:
            self.memory.mine = ""
        self.selection = self.selection._replace(plan="", unit="")
        self.say(Sentence(message_of(error), " ", words.ALL_SHOWN))
        self.list_again(keep, again=again)

    def _show_list(self, answer: ListAnswer, request: ListRequest, keep: int | None) -> None:
        """Show other ids in the list and in the timeline, and the table of the shown screen."""
        self._shown_request = request
        empty = request.selection.is_empty and not request.view
        with suppress(NoMatches):  # the screen may be closing
            for rows in (self.tasks, self.timeline.rows):
                rows.empty_text = words.EMPTY if empty else words.NOTHING
                rows.show_ids(answer.ids, answer.tasks, rows.current_id or keep)
            self.show_table()
            self.show_state()

    async def wait_for_list(self) -> bool:
        """Wait until the list shows what was asked for; False where it does not come, which was shown."""
        if self._pending is None:
            return True
        while self._pending is not None:
            await asyncio.wait([self._pending])
            await asyncio.sleep(0)
        return self._shown_request == self.list_request

    def on_paged_rows_wanted(self, event: PagedRows.Wanted) -> None:
        """Bring the tasks that came into view; those that are out of view again by then are not waited for."""
        rows, ids, day, rules = event.rows, event.ids, self.today, self.environment.rules

        async def bring() -> None:
            try:
                rows.show_tasks(ids, await self.ask(lambda database: load_tasks_by_id(database, ids, day, rules)))
            except AppError as error:
                self.say_error(error)
                self.note_silence()

        _bringing: Worker[None] = self.run_worker(bring, group=type(rows).__name__, exclusive=True)

    def count(self) -> None:
        """Count the whole selection, unless it is as it was counted; the numbers appear when they are known."""
        request = self.selection._replace(search=""), self.today, self._newest_change
        if request != self._counted_request:
            self._counted_request = request
            self._count(*request)

    @work(exclusive=True, group="overview")
    async def _count(self, selection: Filters, day: date, _newest: int) -> None:
        rules = self.environment.rules

        def load(database: Database) -> Overview:
            return load_overview(database, selection, day, rules)

        try:
            if self.tasks.count > _LONG:  # a second or more: rows and acts do not wait behind it
                found = await run_with_own_connection(self.environment.database, load)
            else:
                found = await self.ask(load, later=True)
        except AppError:  # the list has shown it already
            self._counted_request = None
        else:
            self.post_message(self.Counted(found, selection, day))

    def on_list_app_counted(self, event: Counted) -> None:
        """Show the numbers where they belong, unless another selection is shown by now."""
        if event.counted != (self.selection._replace(search=""), self.today):
            return
        self.overview = event.overview
        with suppress(NoMatches):  # the screen may be closing
            for rows in (self.tasks, self.timeline.rows):
                rows.show_counts(event.overview.by_section)
            self.timeline.show_months(event.overview.months)
            self.show_state()

    # Selecting.

    def select(self, **fields: Any) -> None:
        """Select other tasks: of a plan, of a unit, with some words."""
        self.selection = self.selection._replace(**fields)
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
            if self._shown_request != self.list_request:
                self.list_again()
            self.focus_screen()
