"""Screens that are one table: rows under keys, a key that confirms a row, and what each screen reads and shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar, Protocol

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import DataTable

from cchc_tasks.model.filters import Filters
from cchc_tasks.storage.database import Database
from cchc_tasks.text_cells import clean, wrap
from cchc_tasks.tui import words
from cchc_tasks.tui.environment import ScreenEnvironment

#: Rows of a table: the key of each, and its cells.
Rows = Iterable[tuple[str, Sequence[str]]]


class ScreenTable(Protocol):
    """A screen that is a table: read from within the store, drawn as often as the window changes."""

    @property
    def is_attached(self) -> bool:
        """Whether it is part of the app."""

    def read(self, database: Database, environment: ScreenEnvironment, selection: Filters, day: date) -> Any:
        """Return what the table shows; raises AppError."""

    def show_content(self, content: Any, environment: ScreenEnvironment, glyphs: words.Glyphs, width: int) -> None:
        """Show what was read, in a window of `width` columns."""


class RowsTable(DataTable[Text]):
    """A table of rows under keys; the words in it are never markup."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
    ]

    def __init__(self, titles: Sequence[str], name: str) -> None:
        lines = max(title.count("\n") + 1 for title in titles)
        super().__init__(id=name, cursor_type="row", zebra_stripes=True, header_height=lines)
        self._titles = titles

    def on_mount(self) -> None:
        self.add_columns(*(Text(title) for title in self._titles))

    def show_rows(self, rows: Rows) -> None:
        """Show other rows; the cursor stays where it was as far as there are rows."""
        place = self.cursor_row
        self.clear()
        for key, cells in rows:
            height = max(1, *(cell.count("\n") + 1 for cell in cells))
            self.add_row(*(Text(cell) for cell in cells), key=key, height=height)
        self.move_cursor(row=min(place, max(0, self.row_count - 1)))

    @property
    def current_key(self) -> str:
        """The key of the row under the cursor, empty for none."""
        if not self.row_count:
            return ""
        return self.coordinate_to_cell_key(self.cursor_coordinate).row_key.value or ""


class ConfirmTable(RowsTable):
    """A table in which one key confirms the row under the cursor: a reading is right, a change is to be undone."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("x", "confirm", show=False)]

    class Confirmed(Message):
        """The row under the cursor is confirmed."""

        def __init__(self, table: str, key: str) -> None:
            super().__init__()
            self.table = table
            self.key = key

    def action_confirm(self) -> None:
        if self.current_key:
            self.post_message(self.Confirmed(self.id or "", self.current_key))


def wrapped(text: str, width: int) -> str:
    """Return a text broken into lines of at most so many columns."""
    return "\n".join(wrap(clean(text, keep_breaks=True), width))
