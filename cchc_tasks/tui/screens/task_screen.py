"""The screen «Nhiệm vụ»: the list of tasks, and the details of the task under the cursor with its history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from cchc_tasks.messages.list_words import recorded_by
from cchc_tasks.model.status import Timing
from cchc_tasks.model.task import Task
from cchc_tasks.plans.plan_history import Change, list_changes
from cchc_tasks.plans.plan_lookup import linked
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.task_description import SheetLine, due_text, task_timing_text
from cchc_tasks.tui import words
from cchc_tasks.tui.forms.text_dialog import indented
from cchc_tasks.tui.widgets.paged_rows import PagedRows, fit, lines_in

#: Columns of the number, of the unit and of the date in a list of at least so many columns.
_COLUMNS = ((96, 8, 22, 29), (74, 7, 15, 24), (0, 5, 12, 24))


class TaskList(PagedRows):
    """Tasks with what stands beside each: state, unit, date."""

    ROW_LINES: ClassVar[int] = 2

    def row_line(self, task: Task, place: int, line: int, width: int) -> list[Segment]:
        """Mark, lateness, status, number, title, unit, date; below them the rest of the words, and the timing."""
        glyphs = self.glyphs
        ref, unit, date = next(columns for least, *columns in _COLUMNS if width >= least)
        signs = self.sign_width
        room = max(10, width - 5 - signs - ref - unit - date)
        style = self.row_style(task, place)
        mark = glyphs.cursor if place == self.cursor else " "
        if line == 0:
            late = glyphs.late if task.timing is Timing.OVERDUE else " "
            marked = glyphs.marked if task.task_id in self.marked else " "
            head = f"{mark}{marked}{late}{self.status_glyphs[task.status]:<{signs}} {fit(task.ref, ref)}"
            when, when_style = due_text(task), style
        else:
            head = f"{mark}{'':<{signs + ref + 3}}"
            when, when_style = task_timing_text(task), self.standing_style(task, place)
        title = lines_in(task.title, room - 1, 2, glyphs.ellipsis)[line]
        lead = lines_in("; ".join(task.lead_units) or task.lead_text, unit - 1, 2, glyphs.ellipsis)[line]
        return [
            Segment(f"{head} {title} {lead} ", style),
            Segment(fit(" ".join(when.split()), date, glyphs.ellipsis), when_style),
        ]


def read_history(database: Database, task: Task) -> tuple[Task, tuple[Change, ...]]:
    """Return a task with what it is linked with, and its changes, the newest first; raises AppError."""
    return linked(database, task), tuple(list_changes(database, f"{task.plan}/{task.ref}"))


def history_lines(changes: Sequence[Change], shown_moment: Callable[[str], str]) -> list[SheetLine]:
    """Return a line for each change of a task."""
    lines = [
        words.change_line(
            shown_moment(change.recorded_at),
            recorded_by(change.actor, change.login),
            change.sentence,
            taken_back=change.taken_back_by is not None,
        )
        for change in changes
    ]
    return [(1, f"{words.HISTORY}:"), *((2, line) for line in lines or [words.NO_HISTORY])]


class TaskDetails(VerticalScroll, can_focus=True):
    """The pane beside the list; it scrolls when it has the focus."""

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
