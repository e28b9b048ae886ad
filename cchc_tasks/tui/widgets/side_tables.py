"""Small tables beside the list: units with their numbers, doubtful readings, the log of changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import ContentSwitcher, DataTable, Label

from cchc_tasks.messages.list_words import change_count, recorded_by
from cchc_tasks.messages.statistics_words import percent_text
from cchc_tasks.model.filters import Page
from cchc_tasks.model.statistics import rate_of_all
from cchc_tasks.model.task import Task
from cchc_tasks.plans.plan_history import Change
from cchc_tasks.text import squeeze
from cchc_tasks.text_cells import clean, wrap
from cchc_tasks.tracking import words as review_words
from cchc_tasks.tracking.screen_list import is_awaited
from cchc_tasks.tracking.task_description import describe_reading
from cchc_tasks.tracking.task_statistics import GroupCounts, RateRules
from cchc_tasks.tui import words

if TYPE_CHECKING:
    from cchc_tasks.tracking.review_queue import DoubtfulTask

#: Below this width bars are short and names wrap.
_WIDE = 100


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


class ActTable(RowsTable):
    """A table in which one key settles the row under the cursor: a reading is right, a change is taken back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("x", "settle", show=False)]

    class Settled(Message):
        """The row under the cursor is settled."""

        def __init__(self, table: str, key: str) -> None:
            super().__init__()
            self.table = table
            self.key = key

    def action_settle(self) -> None:
        if self.current_key:
            self.post_message(self.Settled(self.id or "", self.current_key))


class QueueTable(ActTable):
    """One of the two queues."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("left,right", "turn", show=False)]

    class Turned(Message):
        """The other queue is asked for."""

    def action_turn(self) -> None:
        self.post_message(self.Turned())


class Queue(Vertical):
    """What wants a person: doubtful readings, and deadlines that wait for a document; ← and → turn the page."""

    def __init__(self) -> None:
        super().__init__(id="queue")
        titles = {"doubts": words.REVIEW_COLUMNS, "waiting": words.WAITING_COLUMNS}
        self.tables = {name: QueueTable(of_table, name) for name, of_table in titles.items()}
        self._counts = dict.fromkeys(titles, 0)
        #: The states (`seq` by task id) in which doubtful tasks are shown, by the row's key.
        self.seen: dict[str, dict[int, int]] = {}
        self.current = "doubts"

    def compose(self) -> ComposeResult:
        yield Label("", markup=False, id="queue-head")
        with ContentSwitcher(initial="doubts", id="queues"):
            yield from self.tables.values()

    @property
    def table(self) -> RowsTable:
        """The table that is shown."""
        return self.tables[self.current]

    def show_queues(self, doubts: Sequence[DoubtfulTask], waiting: Sequence[Task], width: int) -> None:
        """Show both queues."""
        self.seen = {f"{doubt.task.plan}/{doubt.task.ref}": {doubt.task.task_id: doubt.task.seq} for doubt in doubts}
        self.tables["doubts"].show_rows(review_rows(doubts, width))
        self.tables["waiting"].show_rows(waiting_rows(waiting, width))
        self._counts = {"doubts": len(doubts), "waiting": len(waiting)}
        self._draw_head()

    def on_queue_table_turned(self) -> None:
        """Show the other queue."""
        self.current = "waiting" if self.current == "doubts" else "doubts"
        self.query_one("#queues", ContentSwitcher).current = self.current
        self.table.focus()
        self._draw_head()

    def on_click(self, event: events.Click) -> None:
        """Turn the page by a click on the names of the queues."""
        if event.widget is not None and event.widget.id == "queue-head":
            self.on_queue_table_turned()

    def _draw_head(self) -> None:
        empty = "" if self._counts[self.current] else f"   {words.EMPTY_QUEUES[self.current]}"
        self.query_one("#queue-head", Label).update(words.queue_tabs(self.current, self._counts) + empty)


def unit_rows(
    groups: Iterable[GroupCounts], unreported: dict[str, int], notes: Mapping[str, str], rates: RateRules,
    glyphs: words.Glyphs, width: int,
) -> Iterable[tuple[str, Sequence[str]]]:  # fmt: skip
    """Return a row a unit: what it was given, what is done, late and soon, and a bar; `notes` tell its history."""
    length, name_width = (14, 40) if width >= _WIDE else (8, max(16, width - 60))
    for group in groups:
        counts = group.counts
        rate = rate_of_all(counts, rates.nothing_arisen, rates.decimals)
        full = round((rate.percent or 0) * length / 100)
        bar = f"{percent_text(rate.percent):>5} {glyphs.bar_full * full}{glyphs.bar_empty * (length - full)}"
        numbers = (counts.total, counts.done, counts.overdue, counts.due_soon, unreported.get(group.name, 0))
        named = "\n".join(_wrapped(text, name_width) for text in (group.name, notes.get(group.name, "")) if text)
        yield group.key, (named, *(f"{number:>4}" for number in numbers), bar)


def review_rows(doubts: Iterable[DoubtfulTask], width: int) -> Iterable[tuple[str, Sequence[str]]]:
    """Return a row a doubtful task: printed words, proposal, reasons."""
    column = max(14, (width - 24) // 3)
    for doubt in doubts:
        task: Task = doubt.task
        printed = review_words.review_printed(squeeze(task.deadline_text), squeeze(task.result_text))
        cells = (printed, describe_reading(task), squeeze(" ".join(doubt.reasons)))
        ref = f"{task.plan}/{task.ref}"
        yield ref, (ref, *(_wrapped(cell, column) for cell in cells))


def waiting_rows(tasks: Iterable[Task], width: int) -> Iterable[tuple[str, Sequence[str]]]:
    """Return a row a task that waits for a document: its printed deadline, and what is awaited."""
    column = max(14, (width - 24) // 3)
    for task in tasks:
        awaited = "; ".join(dict.fromkeys(m.trigger or "" for m in task.milestones if is_awaited(m)))
        ref = f"{task.plan}/{task.ref}"
        cells = (squeeze(task.deadline_text), squeeze(awaited), squeeze(task.title))
        yield ref, (ref, *(_wrapped(cell, column) for cell in cells))


def log_rows(changes: Page[Change], moments: Iterable[str], width: int) -> Iterable[tuple[str, Sequence[str]]]:
    """Return a row a change, the newest first, and one that tells of how many where there are more."""
    for change, moment in zip(changes, moments, strict=True):
        taken_back = words.TAKEN_BACK if change.taken_back_by else ""
        cells = (
            moment,
            recorded_by(change.actor, change.login),
            _wrapped(change.sentence, max(20, width - 50)),
            taken_back,
        )
        yield str(change.change_id), cells
    if len(changes) < changes.total:
        yield "", ("", "", change_count(len(changes), changes.total), "")


def _wrapped(text: str, width: int) -> str:
    return "\n".join(wrap(clean(text, keep_breaks=True), width))
