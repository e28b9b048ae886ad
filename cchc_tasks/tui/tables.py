"""Small tables beside the list: units with their numbers, doubtful readings, the log of changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import DataTable

from cchc_tasks.model.tasks import Task
from cchc_tasks.services.acts.reviewing import Doubt
from cchc_tasks.services.explaining import due_in_words
from cchc_tasks.services.looking import Change
from cchc_tasks.services.statistics import Group
from cchc_tasks.vietnamese import squeeze
from cchc_tasks.wording import reviews
from cchc_tasks.wording import tui as words
from cchc_tasks.wording.states import STATUS_WORDS

_BAR = 14


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

    def show_rows(self, rows: Iterable[tuple[str, Sequence[str]]]) -> None:
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


class ReviewTable(RowsTable):
    """Doubtful readings: the printed words left, the proposal right; one key accepts."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("x", "accept", words.KEYS["accept"])]

    class Accepted(Message):
        """The reading under the cursor is right."""

    def action_accept(self) -> None:
        if self.current_key:
            self.post_message(self.Accepted())


def unit_rows(groups: Iterable[Group], unreported: dict[str, int]) -> Iterable[tuple[str, Sequence[str]]]:
    """Return a row a unit: what it was given, what is done, late and soon, and a bar."""
    for group in groups:
        counts = group.counts
        share = counts.done / counts.total if counts.total else 0.0
        full = round(share * _BAR)
        bar = f"{round(share * 100):3}% {'█' * full}{'░' * (_BAR - full)}"
        numbers = (counts.total, counts.done, counts.overdue, counts.due_soon, unreported.get(group.name, 0))
        yield group.key, (group.name, *(f"{number:>4}" for number in numbers), bar)


def review_rows(doubts: Iterable[Doubt], width: int) -> Iterable[tuple[str, Sequence[str]]]:
    """Return a row a doubtful task: printed words, proposal, reasons."""
    column = max(16, (width - 16) // 3)
    for doubt in doubts:
        task: Task = doubt.task
        printed = reviews.printed(squeeze(task.deadline_text), squeeze(task.result_text))
        proposal = reviews.read_as(squeeze(due_in_words(task)), STATUS_WORDS[task.status])
        cells = (printed, proposal, squeeze(" ".join(doubt.reasons)))
        ref = f"{task.plan}/{task.ref}"
        yield ref, (ref, *(_wrapped(cell, column) for cell in cells))


def log_rows(changes: Iterable[Change], moments: Iterable[str], width: int) -> Iterable[tuple[str, Sequence[str]]]:
    """Return a row a change, the newest first."""
    for change, moment in zip(changes, moments, strict=True):
        taken_back = words.TAKEN_BACK if change.taken_back_by else ""
        cells = (moment, change.actor, _wrapped(change.sentence, max(20, width - 50)), taken_back)
        yield str(change.change_id), cells


def _wrapped(text: str, width: int) -> str:
    import textwrap

    return "\n".join(line for part in text.split("\n") for line in textwrap.wrap(part, width) or [""])
