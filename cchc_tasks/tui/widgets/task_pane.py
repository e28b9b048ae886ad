"""The pane beside the list: everything about the task under the cursor, its history last."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from cchc_tasks.messages.list_words import recorded_by
from cchc_tasks.model.task import Task
from cchc_tasks.plans.plan_history import Change, list_changes
from cchc_tasks.plans.plan_lookup import linked
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.task_description import SheetLine
from cchc_tasks.tui import words
from cchc_tasks.tui.forms.text_dialog import indented


def read_history(database: Database, task: Task) -> tuple[Task, tuple[Change, ...]]:
    """Return a task with what it is linked with, and its changes, the newest first; raises AppError."""
    return linked(database, task), tuple(list_changes(database, f"{task.plan}/{task.ref}"))


def history_lines(changes: Sequence[Change], shown_moment: Callable[[str], str]) -> list[SheetLine]:
    """Return the lines that tell a task's changes."""
    told = [
        words.change_line(
            shown_moment(change.recorded_at),
            recorded_by(change.actor, change.login),
            change.sentence,
            taken_back=change.taken_back_by is not None,
        )
        for change in changes
    ]
    return [(1, f"{words.HISTORY}:"), *((2, line) for line in told or [words.NO_HISTORY])]


class TaskSheet(VerticalScroll, can_focus=True):
    """The pane; it scrolls when it has the focus."""

    def __init__(self) -> None:
        super().__init__(id="detail")
        self.lines: Sequence[SheetLine] = ()

    def compose(self) -> ComposeResult:
        yield Static("", id="sheet")

    def show_lines(self, lines: Sequence[SheetLine], *, from_top: bool) -> None:
        """Show other lines."""
        self.lines = lines
        self.query_one("#sheet", Static).update(indented(lines) if lines else "")
        if from_top:
            self.scroll_home(animate=False)
