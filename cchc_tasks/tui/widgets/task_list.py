"""The list of tasks: two lines a task, with fixed columns for the unit and the date."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment

from cchc_tasks.model.status import Timing
from cchc_tasks.model.task import Task
from cchc_tasks.tracking.task_description import due_text, task_timing_text
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
