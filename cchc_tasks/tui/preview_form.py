"""A form whose file is read in the background: what it holds is shown first, and only Enter on that stores it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from textual import work
from textual.widgets import Label
from textual.worker import get_current_worker

from cchc_tasks.errors import AppError
from cchc_tasks.tui.forms import Form, FormSpec, Values
from cchc_tasks.wording import tui as words

#: What was read of a file, the lines that show it, and what stores just that; None where it cannot be stored so.
Preview = tuple[Iterable[str], Callable[[], Any] | None]


class PreviewForm(Form):
    """Saving reads the file and shows it; saving the same again stores what was shown.

    `preview` reads (in a thread) what the values name and returns a Preview; it raises AppError where it refuses.
    """

    def __init__(self, spec: FormSpec, preview: Callable[[Values], Preview], kept: Values | None = None) -> None:
        super().__init__(spec, kept)
        self._preview = preview
        self._previewed: Values | None = None
        self._store: Callable[[], Any] | None = None
        self._busy = False

    def enter(self, name: str) -> None:
        """Store what was shown, from whichever field; else go on to the next one."""
        if self._previewed is not None and self.values == self._previewed:
            self.action_save()
        else:
            super().enter(name)

    def action_save(self) -> None:
        """Show what the file holds; when that is what is on the screen already, store it."""
        if self._busy:
            return
        values = self.values
        if self._previewed is not None and values == self._previewed:
            if self._store is not None:
                self._work(self._store, self.dismiss, words.STORING)
            return
        self._previewed = None
        self._work(lambda: self._read(values), lambda shown: self._show(values, *shown), words.READING)

    def _read(self, values: Values) -> tuple[str, Callable[[], Any] | None]:
        lines, store = self._preview(values)
        return "\n".join(lines), store

    def _show(self, values: Values, text: str, store: Callable[[], Any] | None) -> None:
        if values != self.values:
            self.say(words.CHANGED_WHILE_READING)
            return
        self._previewed, self._store = values, store
        self.query_one(".hint", Label).update(words.PREVIEWED if store else words.NOTHING_TO_STORE)
        self.query_one("#problem", Label).update(text)

    def _work(self, task: Callable[[], Any], ended: Callable[[Any], Any], label: str) -> None:
        """Do something long in a thread; a dialog that was left meanwhile hears nothing of it."""
        self._busy = True
        self.say(label)
        self._in_background(task, ended)

    @work(thread=True, exclusive=True, group="preview")
    def _in_background(self, task: Callable[[], Any], ended: Callable[[Any], Any]) -> None:
        worker = get_current_worker()
        try:
            made = task()
        except AppError as error:
            refusal = words.on_screen(words.failed(error.message, error.hint))
            if not worker.is_cancelled:
                self.app.call_from_thread(self._refused, refusal)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._ended, ended, made)

    def _refused(self, sentence: str) -> None:
        self._busy = False
        self.say(sentence)

    def _ended(self, ended: Callable[[Any], Any], made: Any) -> None:
        self._busy = False
        ended(made)

    def action_leave(self) -> None:
        """Leave; a file that is being read is dropped, what is being stored is stored first."""
        if self._busy and self._previewed is not None:
            self.say(words.STORING)
            return
        super().action_leave()
