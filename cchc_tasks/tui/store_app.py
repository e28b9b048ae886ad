"""StoreApp: an app that asks the database in a thread of its own, and shows when it does not answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from cchc_tasks.errors import AppError
from cchc_tasks.sentences import Words
from cchc_tasks.storage.database import Database
from cchc_tasks.tui import words
from cchc_tasks.tui.environment import ScreenEnvironment
from cchc_tasks.tui.ordered_keys import OrderedKeys
from cchc_tasks.tui.step_words import error_text, screen_text
from cchc_tasks.tui.store import Store

#: After how long without an answer waiting is shown at once; after how long the screen says that the database does not
#: answer; and after how long the connection to a server is broken off; in seconds.
_SLOW, _SILENT, _GIVEN_UP = 0.25, 2.0, 30.0
Result = TypeVar("Result")


class StoreApp(OrderedKeys):
    """An app with a store; whatever it needs of the clock, the settings and the person is in `environment`."""

    def __init__(self, environment: ScreenEnvironment, *, read_only: bool = False) -> None:
        super().__init__()
        self.environment = environment
        self.read_only = read_only
        self.store = Store(environment.database)
        #: The time since when the database has not answered, as it is shown; empty where it answers.
        self._silent_since = ""
        #: Whether an error is on the screen that nothing has put right yet.
        self._has_shown_error = False

    def say(self, sentence: Words) -> None:
        """Show a sentence for a while."""
        self.notify(screen_text(sentence), timeout=8, markup=False)

    def say_error(self, error: AppError, *, again: bool = False) -> None:
        """Show what is wrong and what to do.

        An error of work in the background is shown once until something works again; with `again` it is always shown.
        """
        if again or not self._has_shown_error:
            self.notify(error_text(error), severity="error", timeout=12, markup=False)
        self._has_shown_error = True

    async def ask(self, question: Callable[[Database], Result], *, later: bool = False) -> Result:
        """Ask the database; raises AppError. Nothing else of the screen waits for the answer."""
        result = await self.store.ask(question, later=later)
        self.note_answer()
        return result

    @property
    def is_slow(self) -> bool:
        return bool(self._silent_since) or self.store.busy_for > _SLOW

    @property
    def notice(self) -> str:
        """What stands above the list while the screen waits for the database, empty otherwise."""
        if self._silent_since:
            return words.silent(self._silent_since, self.keys_waiting)
        return words.waits(self.keys_waiting, opening=self.is_opening) if self.shows_wait else ""

    def note_silence(self) -> None:
        """Show that the database does not answer."""
        self._silent_since = self._silent_since or self.environment.clock()
        self.show_wait()

    def note_answer(self) -> None:
        """Show that the database answers again, where it did not."""
        if self._silent_since:
            self._silent_since, self._has_shown_error = "", False
            self.show_wait()
            self.ask_for_missing_rows()

    def ask_for_missing_rows(self) -> None:
        """Ask once more for the rows that did not come while the database was silent."""
        raise NotImplementedError

    def check_silence(self) -> None:
        """Show that a question has had no answer for long; after a longer time break the connection off."""
        if self.store.busy_for > _SILENT:
            self.note_silence()
        if self.store.busy_for > _GIVEN_UP:
            self.store.break_off()

    def break_off_silent_question(self) -> None:
        """Wait no longer for a question that has had no answer for long."""
        if self.store.busy_for > _SILENT:
            self.store.break_off()
