"""Rows of tasks under headings, drawn line by line; rows in view that are not known yet are asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cchc_tasks.messages.status_words import ASCII_GLYPHS, STATUS_GLYPHS
from cchc_tasks.model.statistics import Counts
from cchc_tasks.model.status import Status, Timing
from cchc_tasks.model.task import Task
from cchc_tasks.text import squeeze
from cchc_tasks.text_cells import clean, width_of, wrap
from cchc_tasks.tracking.screen_list import ListedIds, SectionHeading
from cchc_tasks.tui import words

#: Rows asked for above and below those in view.
_MARGIN = 20
_HEADING = Style(bold=True, underline=True)
_CURSOR = Style(reverse=True)


class PagedRows(ScrollView, can_focus=True):
    """Tasks by section. Whoever hears `Wanted` brings the tasks of some ids; until then a row is «…», or as it was.

    Subclasses draw a row of `ROW_LINES` lines.
    """

    ROW_LINES: ClassVar[int] = 1
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--late", "rows--soon", "rows--done"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home,g", "to(0)", show=False),
        Binding("end,G", "to(-1)", show=False),
        Binding("enter", "open", show=False),
        Binding("space", "mark", show=False),
        Binding("V", "mark_section", show=False),
    ]

    class Moved(Message):
        """The cursor stands on another task, or other tasks are listed."""

        def __init__(self, rows: PagedRows) -> None:
            super().__init__()
            self.rows = rows

    class Opened(Message):
        """The task under the cursor is to be shown in full."""

    class Wanted(Message):
        """The tasks of these ids are to be shown; newer ones take the place of those that have not come yet."""

        def __init__(self, rows: PagedRows, ids: tuple[int, ...]) -> None:
            super().__init__()
            self.rows = rows
            self.ids = ids

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._listed = ListedIds((), {})
        self._tops: list[int] = []  # the line of each heading
        self._places: list[int] = []  # the place of the first task below each heading
        self._known: dict[int, Task] = {}
        self._fresh: set[int] = set()  # the ids that were brought since the ids were listed
        self._wanted: frozenset[int] = frozenset()  # the ids that were asked for last
        self._counts: dict[tuple[str, str], Counts] = {}
        self.empty_text = words.LOADING
        self.glyphs = words.WGL4
        self.cursor = 0
        self.marked: set[int] = set()

    def show_ids(self, listed: ListedIds, tasks: Mapping[int, Task], keep: int | None = None) -> None:
        """List other ids, of which some tasks are known; the cursor stays on the task `keep` where it is among them."""
        same = listed.ids == self._listed.ids
        in_view = {self._listed.ids[place] for place in self._in_view()}
        self._known = {id: task for id, task in self._known.items() if id in in_view} | dict(tasks)
        self._fresh, self._wanted = set(tasks), frozenset()
        self._listed = listed
        self._places = list(listed.sections)
        self._tops = [self.ROW_LINES * place + number for number, place in enumerate(self._places)]
        if not same:
            self.cursor = listed.ids.index(keep) if keep in listed.ids else 0
        self.virtual_size = Size(0, max(1, self.ROW_LINES * self.count + len(self._tops)))
        self.refresh()
        self._show_cursor()

    def show_tasks(self, ids: Iterable[int], tasks: Mapping[int, Task]) -> None:
        """Show the tasks of some ids; an id without one has left its plan meanwhile."""
        brought = set(ids)
        self._fresh |= brought
        self._known = {id: task for id, task in self._known.items() if id not in brought} | dict(tasks)
        self.refresh()
        if self.current_id in brought:
            self.post_message(self.Moved(self))

    def ask_again(self) -> None:
        """Ask once more for what was asked for and did not come."""
        self._wanted = frozenset()
        self.refresh()

    def show_counts(self, counts: dict[tuple[str, str], Counts]) -> None:
        """Show the numbers of each section, by (plan, heading), in its heading."""
        self._counts = counts
        self.refresh()

    @property
    def status_glyphs(self) -> dict[str, str]:
        return STATUS_GLYPHS if self.glyphs is words.WGL4 else ASCII_GLYPHS

    @property
    def sign_width(self) -> int:
        """How many columns the sign of a status takes."""
        return max(map(len, self.status_glyphs.values()))

    @property
    def count(self) -> int:
        """How many tasks are listed."""
        return len(self._listed.ids)

    @property
    def listed(self) -> ListedIds:
        """What is listed."""
        return self._listed

    @property
    def current_id(self) -> int | None:
        """The id of the task under the cursor, without asking the database."""
        return self._listed.ids[self.cursor] if self._listed.ids else None

    @property
    def current(self) -> Task | None:
        """The task under the cursor, None where it is not known."""
        return self.task_at(self.cursor) if self._listed.ids else None

    @property
    def chosen_ids(self) -> list[int]:
        """The marked tasks in printed order, those that are not listed now last; or the one under the cursor."""
        if not self.marked:
            return [] if self.current_id is None else [self.current_id]
        return [
            *(task_id for task_id in self._listed.ids if task_id in self.marked),
            *sorted(self.marked.difference(self._listed.ids)),
        ]

    def known(self, ids: Iterable[int]) -> dict[int, Task]:
        """Return those tasks of some ids that are known."""
        return {task_id: self._known[task_id] for task_id in ids if task_id in self._known}

    def task_at(self, place: int) -> Task | None:
        """Return the task at a place, None where it is not known or has left its plan; what is missing is asked for."""
        task_id = self._listed.ids[place]
        if task_id not in self._fresh:
            self._want(range(place, place + 1))
        return self._known.get(task_id)

    def _want(self, places: range) -> None:
        """Ask for what is not known of some places and of those around them, once."""
        ids = self._listed.ids
        missing = {ids[place] for place in places} - self._fresh
        if not missing <= self._wanted:
            around = ids[max(0, places.start - _MARGIN) : places.stop + _MARGIN]
            wanted = tuple(task_id for task_id in around if task_id not in self._fresh)
            self._wanted = frozenset(wanted)
            # While it draws, a message would count as the screen's own, and go no further than there.
            self.post_message(self.Wanted(self, wanted).set_sender(self))

    def _in_view(self) -> range:
        """The places of which something is in view."""
        if not self.count:
            return range(0)
        first, last = (self._at(self.scroll_offset.y + line)[0] for line in (0, max(0, self.size.height - 1)))
        return range(min(first, self.count - 1), min(last, self.count - 1) + 1)

    def section_at(self, place: int) -> range:
        """Return the places of the section in which a place lies."""
        number = bisect_right(self._places, place) - 1
        end = self._places[number + 1] if number + 1 < len(self._places) else self.count
        return range(self._places[number], end)

    def action_move(self, by: int) -> None:
        self.go(self.cursor + by)

    def action_page(self, by: int) -> None:
        self.go(self.cursor + by * max(1, self.size.height // self.ROW_LINES - 1))

    def action_to(self, place: int) -> None:
        self.go(place if place >= 0 else self.count - 1)

    def go(self, place: int) -> None:
        """Put the cursor on a place, or on the nearest one that there is."""
        place = max(0, min(place, self.count - 1))
        if place != self.cursor and self.count:
            self.cursor = place
            self.refresh()
            self._show_cursor()

    def action_mark(self) -> None:
        """Mark the task under the cursor, or no longer, and go on to the next."""
        if self.current_id is not None:
            self.marked.symmetric_difference_update({self.current_id})
            self.refresh()
            self.action_move(1)
            self.post_message(self.Moved(self))

    def action_mark_section(self) -> None:
        """Mark every task of the section, or none of them where all are."""
        if not self.count:
            return
        ids = {self.listed.ids[place] for place in self.section_at(self.cursor)}
        self.marked.symmetric_difference_update(ids if ids <= self.marked else ids - self.marked)
        self.refresh()
        self.post_message(self.Moved(self))

    def action_open(self) -> None:
        if self.count:
            self.post_message(self.Opened())

    def _show_cursor(self) -> None:
        if self.count:
            above = 1 if self.cursor in self._listed.sections else 0
            top = self.ROW_LINES * self.cursor + bisect_right(self._places, self.cursor)
            region = Region(0, top - above, 1, self.ROW_LINES + above)
            self.scroll_to_region(region, animate=False, force=True)
        self.post_message(self.Moved(self))

    def on_resize(self) -> None:
        """Keep the cursor in view in a window of another size."""
        self.call_after_refresh(self._show_cursor)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where it was clicked; a second click opens."""
        place, line = self._at(event.y + self.scroll_offset.y)
        if line >= 0 and place < self.count:
            self.go(place)
            if event.chain == 2:
                self.action_open()

    def _at(self, line: int) -> tuple[int, int]:
        """The place on a line and which of its lines that is, -1 for the heading above it."""
        number = bisect_right(self._tops, line) - 1
        if number < 0:
            return self.count, 0
        below = line - self._tops[number] - 1
        if below < 0:
            return self._places[number], -1
        return self._places[number] + below // self.ROW_LINES, below % self.ROW_LINES

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is in view."""
        width = self.scrollable_content_region.width
        if not self.count:
            lines = wrap(self.empty_text, max(2, width - 2))
            text = f" {lines[y]}" if y < len(lines) else ""
            return Strip([Segment(text, self.rich_style)]).adjust_cell_length(width, self.rich_style)
        place, line = self._at(y + self.scroll_offset.y)
        if place >= self.count:
            return Strip.blank(width, self.rich_style)
        if line < 0:
            return self._heading(self._listed.sections[place], width)
        task_id = self._listed.ids[place]
        if task_id not in self._fresh:
            self._want(self._in_view())
        task = self._known.get(task_id)
        if task is not None:
            segments = self.row_line(task, place, line, width)
        else:
            mark = self.glyphs.cursor if place == self.cursor and not line else " "
            waits = "" if task_id in self._fresh or line else self.glyphs.ellipsis
            segments = [Segment(f"{mark}   {waits}", self.rich_style)]
        return Strip(segments).adjust_cell_length(width, segments[-1].style or self.rich_style)

    def row_line(self, task: Task, place: int, line: int, width: int) -> list[Segment]:
        """Return one line of a task's row; no segment may hold what a terminal would obey."""
        raise NotImplementedError

    def _heading(self, section: SectionHeading, width: int) -> Strip:
        name = f"{section.no} {section.title}".strip()
        counts = self._counts.get((section.plan, name))
        numbers = words.section_counts(counts.done, counts.total, counts.overdue) if counts else ""
        text = fit(f" {squeeze(name) or section.plan}", width - width_of(numbers) - 1, self.glyphs.ellipsis)
        style = self.rich_style + _HEADING
        return Strip([Segment(f"{text}{numbers} ", style)]).adjust_cell_length(width, style)

    def row_style(self, task: Task, place: int) -> Style:
        """The style of a row: finished ones step back, the one under the cursor stands out."""
        style = self.rich_style
        if task.status in (Status.DONE, Status.DROPPED):
            style = self.get_component_rich_style("rows--done")
        if place == self.cursor:
            style += _CURSOR if self.has_focus else Style(bold=True, underline=True)
        return style

    def standing_style(self, task: Task, place: int) -> Style:
        """The style of the words about a date."""
        names = {Timing.OVERDUE: "rows--late", Timing.DUE_SOON: "rows--soon", Timing.UNCLOSED: "rows--soon"}
        name = names.get(task.timing or Timing.IN_TIME)
        if name is None or place == self.cursor:
            return self.row_style(task, place) + Style(bold=name is not None)
        return self.get_component_rich_style(name)


def fit(text: str, width: int, ellipsis: str = "…") -> str:
    """Return the text on one line in exactly so many columns; a longer one is cut and says so."""
    shown = clean(text)
    if width_of(shown) > width:
        while shown and width_of(shown) + len(ellipsis) > width:
            shown = shown[:-1]
        shown += ellipsis[: max(0, width)]
    return shown + " " * (width - width_of(shown))


def lines_in(text: str, width: int, lines: int, ellipsis: str = "…") -> list[str]:
    """Return a text wrapped into at most so many lines of exactly so many columns."""
    wrapped = wrap(clean(squeeze(text)), max(2, width))
    shown = wrapped[:lines]
    if len(wrapped) > lines:
        shown[-1] = fit(f"{shown[-1]} {wrapped[lines]}", width, ellipsis)
    return [fit(line, width, ellipsis) for line in shown] + [" " * width] * (lines - len(shown))
