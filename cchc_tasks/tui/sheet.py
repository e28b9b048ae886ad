"""The pane beside the list: everything about the task under the cursor, its history last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from cchc_tasks.model.tasks import Task
from cchc_tasks.services.looking import history, linked
from cchc_tasks.services.task_sheet import Line, sheet_lines
from cchc_tasks.tui.text_dialog import indented
from cchc_tasks.tui.world import World
from cchc_tasks.wording import tui as words
from cchc_tasks.wording.lists import recorded_by


def lines_of(task: Task, world: World, glyphs: Mapping[str, str]) -> list[Line]:
    """Return what is known of a task, without its history."""
    return list(sheet_lines(linked(world.database, task), world.shown_moment(task.changed_at), glyphs))


def history_of(task: Task, world: World) -> list[Line]:
    """Return the task's changes, the newest first."""
    changes = history(world.database, f"{task.plan}/{task.ref}")
    told = [
        words.change_line(
            world.shown_moment(change.recorded_at),
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
        self.lines: Sequence[Line] = ()

    def compose(self) -> ComposeResult:
        yield Static("", id="sheet")

    def show_lines(self, lines: Sequence[Line], *, from_top: bool) -> None:
        """Show other lines."""
        self.lines = lines
        self.query_one("#sheet", Static).update(indented(lines) if lines else "")
        if from_top:
            self.scroll_home(animate=False)
