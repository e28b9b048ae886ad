"""A line of text that Vietnamese input methods can type into: in order, and always in composed letters (NFC)."""

from __future__ import annotations

import unicodedata

from textual import events
from textual.widgets import Input

from cchc_tasks.text_cells import clean


class VietnameseInput(Input):
    """An input that handles printable keys and Backspace at the same moment, and composes what is typed.

    What a terminal would obey never stands in it, wherever the text came from.
    """

    def validate_value(self, value: str) -> str:
        """Keep only what can be shown."""
        return clean(value)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "backspace":
            event.stop()
            event.prevent_default()
            self.action_delete_left()
            return
        await super()._on_key(event)
        self._compose_letters()

    def _on_paste(self, event: events.Paste) -> None:
        super()._on_paste(event)
        event.prevent_default()  # or the handler of the class above would paste a second time
        self._compose_letters()

    def _compose_letters(self) -> None:
        """Turn a letter and the marks behind it into one letter; the cursor stays behind it."""
        if unicodedata.is_normalized("NFC", self.value):
            return
        before = unicodedata.normalize("NFC", self.value[: self.cursor_position])
        self.value = unicodedata.normalize("NFC", self.value)
        self.cursor_position = len(before)
