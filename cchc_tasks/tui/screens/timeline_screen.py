"""The screen «Tiến độ»: deadlines along the year, a row a task, months or quarters across, today marked."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Label

from cchc_tasks.model.status import Kind, Timing
from cchc_tasks.model.task import Milestone, Task
from cchc_tasks.text import squeeze
from cchc_tasks.text_cells import width_of
from cchc_tasks.tracking.task_description import task_timing_text
from cchc_tasks.tui import words
from cchc_tasks.tui.widgets.paged_rows import PagedRows, fit

#: Below this width the columns of number and timing are narrower, so that a title has room.
_WIDE = 100
_WINDOWS = len(words.WINDOWS)
Months = dict[tuple[int, int], tuple[int, int]]


class MonthWindow(NamedTuple):
    """The months in view: the whole year (0) or a quarter of it (1–4)."""

    year: int
    quarter: int = 0

    @property
    def months(self) -> range:
        first = 3 * self.quarter - 2
        return range(first, first + 3) if self.quarter else range(1, 13)

    def moved(self, by: int) -> MonthWindow:
        """Return the window so many steps later; behind the last quarter comes the next year."""
        year, quarter = divmod(self.year * _WINDOWS + self.quarter + by, _WINDOWS)
        return MonthWindow(min(max(year, 1900), 2200), quarter)

    def column(self, day: date, cells: int) -> int:
        """Return the column of a day, with `cells` columns a month; outside the window below 0 or past its end."""
        months = 12 * (day.year - self.year) + day.month - self.months[0]
        return months * cells + (day.day - 1) * cells // monthrange(day.year, day.month)[1]


class TimelineRows(PagedRows):
    """The rows of the timeline; ← and → move the window."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "shift(-1)", show=False),
        Binding("right", "shift(1)", show=False),
    ]

    class Shifted(Message):
        """Other months are in view."""

    def __init__(self, day: date) -> None:
        super().__init__(id="timeline-rows")
        self.day = day
        self.window = MonthWindow(day.year)
        self.was_shifted = False

    def action_shift(self, by: int) -> None:
        self.window = self.window.moved(by)
        self.was_shifted = True
        self.refresh()
        self.post_message(self.Shifted())

    def cells(self, width: int) -> int:
        """How many columns a month takes."""
        if self.window.quarter:
            return 9 if width < _WIDE else 14 if width < 150 else 24
        return 3 if width < 120 else 4 if width < 150 else 6

    def room(self, width: int) -> int:
        """How many columns a title has."""
        taken = self.head(width) + self.cells(width) * len(self.window.months) + self.standing(width)
        return max(6, width - taken - 1)

    def head(self, width: int) -> int:
        """How many columns stand in front of a title."""
        return 4 + self.sign_width + self.ref(width)

    @staticmethod
    def ref(width: int) -> int:
        """How many columns a number has."""
        return 5 if width < _WIDE else 8

    @staticmethod
    def standing(width: int) -> int:
        """How many columns the timing has."""
        return 17 if width < _WIDE else 24

    def row_line(self, task: Task, place: int, line: int, width: int) -> list[Segment]:  # noqa: ARG002
        """Number and title, the milestones in their months, and the timing in words."""
        style = self.row_style(task, place)
        late = self.glyphs.late if task.timing is Timing.OVERDUE else " "
        cursor = self.glyphs.cursor if place == self.cursor else " "
        title = fit(squeeze(task.title), self.room(width), self.glyphs.ellipsis)
        status = self.status_glyphs[task.status]
        marked = self.glyphs.marked if task.task_id in self.marked else " "
        head = f"{cursor}{marked}{late}{status:<{self.sign_width}} {fit(task.ref, self.ref(width))}{title} "
        columns = self.columns_of(task, self.cells(width))
        late_style = self.standing_style(task, place) if task.timing is Timing.OVERDUE else style + Style(bold=True)
        grid = [
            Segment("".join(run), late_style if missed else style)
            for missed, run in groupby(columns, key=lambda sign: sign == self.glyphs.missed)
        ]
        standing = fit(f" {task_timing_text(task)}", self.standing(width), self.glyphs.ellipsis)
        return [Segment(head, style), *grid, Segment(standing, self.standing_style(task, place))]

    def columns_of(self, task: Task, cells: int) -> list[str]:
        """Return the signs of a task's milestones, one a column of the window."""
        columns = [" "] * cells * len(self.window.months)
        today = self.window.column(self.day, cells)
        if 0 <= today < len(columns):
            columns[today] = self.glyphs.today
        for milestone in task.milestones:
            for column, sign in self._signs(milestone, task, cells):
                if 0 <= column < len(columns):
                    columns[column] = sign
        return columns

    def _signs(self, milestone: Milestone, task: Task, cells: int) -> Iterator[tuple[int, str]]:
        """The columns of a milestone: the days that were printed as its beginning and end, nothing guessed between."""
        if milestone.due is None:
            return
        last = self.window.column(milestone.due, cells)
        ongoing = milestone.kind is Kind.ONGOING
        if milestone.start is not None:
            first = self.window.column(milestone.start, cells)
            yield from (
                (column, self.glyphs.ongoing if ongoing else self.glyphs.span)
                for column in range(max(0, first), min(last + ongoing, cells * len(self.window.months)))
            )
        if milestone.closed:
            yield last, self.glyphs.finished
        elif not ongoing:
            yield last, self.glyphs.missed if task.timing_of(milestone) is Timing.OVERDUE else self.glyphs.due


class Timeline(Vertical):
    """The rows under a head with the months, and how many milestones fall due in each."""

    def __init__(self, day: date) -> None:
        super().__init__(id="timeline")
        self.rows = TimelineRows(day)
        self._months: Months = {}

    def compose(self) -> ComposeResult:
        yield Label("", markup=False, id="timeline-head")
        yield self.rows

    def show_months(self, months: Months) -> None:
        """Show how many milestones fall due in each month; the year is the plans' own until somebody moves it."""
        self._months = months
        years = sorted({year for year, _ in months})
        if years and self.rows.window.year not in years and not self.rows.was_shifted:
            self.rows.window = MonthWindow(max((y for y in years if y <= self.rows.day.year), default=years[0]))
            self.rows.refresh()
        self._draw_head()

    def on_timeline_rows_shifted(self) -> None:
        self._draw_head()

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw_head)

    def _draw_head(self) -> None:
        rows = self.rows
        width = rows.scrollable_content_region.width or self.size.width
        cells, window = rows.cells(width), rows.window
        left = rows.head(width) + rows.room(width) + 1
        names = "".join(fit(words.month(month, cells), cells) for month in window.months)
        due = [self._months.get((window.year, month), (0, 0)) for month in window.months]
        label = words.DUE_IN_MONTH if all(words.month_fits(*both, cells) for both in due) else words.DUE_SHORT
        numbers = "".join(fit(words.month_due(total, done, cells), cells) for total, done in due)
        tabs = words.window_tabs(window.quarter, window.year)
        today = window.column(rows.day, cells)
        if 0 <= today < cells * len(window.months) and left + today > width_of(tabs) + 1:
            tabs = fit(tabs, left + today) + rows.glyphs.today_above
        lines = (tabs, fit(words.MONTHS if cells < 4 else "", left) + names, fit(label, left) + numbers)
        self.query_one("#timeline-head", Label).update("\n".join(lines))
