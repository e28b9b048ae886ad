"""The list of tasks: two lines a task, with fixed columns for the unit and the date."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType

from cchc_tasks.model.status import Timing
from cchc_tasks.model.tasks import Task
from cchc_tasks.services.explaining import due_in_words, standing_in_words
from cchc_tasks.tui.paged_rows import PagedRows, fit, lines_in

_DATE = 24
#: Columns of the number and of the unit in a list of at least so many columns.
_COLUMNS = ((110, 8, 24), (74, 7, 15), (0, 5, 12))


class TaskList(PagedRows):
    """Tasks that can be marked, so that several are recorded at once."""

    ROW_LINES: ClassVar[int] = 2
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", show=False),
        Binding("V", "mark_section", show=False),
    ]

    def action_mark(self) -> None:
        """Mark the task under the cursor, or no longer, and go on to the next."""
        if self.current_id is not None:
            self.marked ^= {self.current_id}
            self.refresh()
            self.action_move(1)
            self.post_message(self.Moved(self))

    def action_mark_section(self) -> None:
        """Mark every task of the section, or none of them where all are."""
        if not self.count:
            return
        ids = {self.listed.ids[place] for place in self.section_at(self.cursor)}
        self.marked = self.marked - ids if ids <= self.marked else self.marked | ids
        self.refresh()
        self.post_message(self.Moved(self))

    def row_line(self, task: Task, place: int, line: int, width: int) -> list[Segment]:
        """Mark, lateness, status, number, title, unit, date; below them the rest of the words, and the timing."""
        glyphs, date = self.glyphs, _DATE
        ref, unit = next((ref, unit) for least, ref, unit in _COLUMNS if width >= least)
        signs = self.sign_width
        room = max(10, width - 5 - signs - ref - unit - date)
        style = self.row_style(task, place)
        mark = glyphs.cursor if place == self.cursor else " "
        if line == 0:
            late = glyphs.late if task.timing is Timing.OVERDUE else " "
            marked = glyphs.marked if task.task_id in self.marked else " "
            head = f"{mark}{marked}{late}{self.status_glyphs[task.status]:<{signs}} {fit(task.ref, ref)}"
            when, when_style = due_in_words(task), style
        else:
            head = f"{mark}{'':<{signs + ref + 3}}"
            when, when_style = standing_in_words(task), self.standing_style(task, place)
        title = lines_in(task.title, room - 1, 2, glyphs.ellipsis)[line]
        lead = lines_in("; ".join(task.lead_units) or task.lead_text, unit - 1, 2, glyphs.ellipsis)[line]
        return [
            Segment(f"{head} {title} {lead} ", style),
            Segment(fit(" ".join(when.split()), date, glyphs.ellipsis), when_style),
        ]
