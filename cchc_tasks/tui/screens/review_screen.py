"""The screen «Rà soát»: doubtful readings, and tasks that wait for a document; ← and → turn from one to the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import ContentSwitcher, Label

from cchc_tasks.model.filters import Filters
from cchc_tasks.model.task import Task
from cchc_tasks.storage.database import Database
from cchc_tasks.text import squeeze
from cchc_tasks.tracking import words as tracking_words
from cchc_tasks.tracking.screen_list import is_awaited, list_awaiting_tasks
from cchc_tasks.tracking.task_description import describe_reading
from cchc_tasks.tui import words
from cchc_tasks.tui.environment import ScreenEnvironment
from cchc_tasks.tui.screens.table_screen import ConfirmTable, Rows, RowsTable, wrapped

if TYPE_CHECKING:
    from cchc_tasks.tracking.review_queue import DoubtfulTask


class Queues(NamedTuple):
    """The doubtful readings, and the tasks that wait for a document."""

    doubts: list[DoubtfulTask]
    waiting: list[Task]


class QueueTable(ConfirmTable):
    """One of the two queues."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("left,right", "switch", show=False)]

    class Switched(Message):
        """The other queue is to be shown."""

    def action_switch(self) -> None:
        self.post_message(self.Switched())


class ReviewQueues(Vertical):
    """The two queues under their names; the confirming key accepts the reading under the cursor."""

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

    def read(self, database: Database, environment: ScreenEnvironment, selection: Filters, day: date) -> Queues:
        """Return both queues of the selection."""
        from cchc_tasks.tracking.review_queue import doubtful_readings  # writing is not needed for the first rows

        doubts = doubtful_readings(database, (), selection, day, environment.rules)
        return Queues(list(doubts), list(list_awaiting_tasks(database, selection, day, environment.rules)))

    def show_content(self, content: Queues, _environment: ScreenEnvironment, _glyphs: words.Glyphs, width: int) -> None:
        """Show both queues, in a window of `width` columns."""
        doubts, waiting = content
        self.seen = {f"{doubt.task.plan}/{doubt.task.ref}": {doubt.task.task_id: doubt.task.seq} for doubt in doubts}
        self.tables["doubts"].show_rows(review_rows(doubts, width))
        self.tables["waiting"].show_rows(waiting_rows(waiting, width))
        self._counts = {"doubts": len(doubts), "waiting": len(waiting)}
        self._draw_head()

    def on_queue_table_switched(self) -> None:
        """Show the other queue."""
        self.current = "waiting" if self.current == "doubts" else "doubts"
        self.query_one("#queues", ContentSwitcher).current = self.current
        self.table.focus()
        self._draw_head()

    def on_click(self, event: events.Click) -> None:
        """Show the other queue by a click on the names of the queues."""
        if event.widget is not None and event.widget.id == "queue-head":
            self.on_queue_table_switched()

    def _draw_head(self) -> None:
        empty = "" if self._counts[self.current] else f"   {words.EMPTY_QUEUES[self.current]}"
        self.query_one("#queue-head", Label).update(words.queue_tabs(self.current, self._counts) + empty)


def review_rows(doubts: Iterable[DoubtfulTask], width: int) -> Rows:
    """Return a row a doubtful task: printed words, proposal, reasons."""
    column = max(14, (width - 24) // 3)
    for doubt in doubts:
        task: Task = doubt.task
        printed = tracking_words.review_printed(squeeze(task.deadline_text), squeeze(task.result_text))
        cells = (printed, describe_reading(task), squeeze(" ".join(doubt.reasons)))
        ref = f"{task.plan}/{task.ref}"
        yield ref, (ref, *(wrapped(cell, column) for cell in cells))


def waiting_rows(tasks: Sequence[Task], width: int) -> Rows:
    """Return a row a task that waits for a document: its printed deadline, and what is awaited."""
    column = max(14, (width - 24) // 3)
    for task in tasks:
        awaited = "; ".join(dict.fromkeys(m.trigger or "" for m in task.milestones if is_awaited(m)))
        ref = f"{task.plan}/{task.ref}"
        cells = (squeeze(task.deadline_text), squeeze(awaited), squeeze(task.title))
        yield ref, (ref, *(wrapped(cell, column) for cell in cells))
