"""The list of tasks: headings and two-line rows, drawn line by line; rows are fetched when they come into view."""

from __future__ import annotations

import textwrap
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cchc_tasks.model.status import Status, Timing
from cchc_tasks.model.tasks import Task
from cchc_tasks.services.explaining import due_in_words, standing_in_words
from cchc_tasks.services.screen_list import ListedIds
from cchc_tasks.vietnamese import squeeze
from cchc_tasks.wording import tui as words
from cchc_tasks.wording.states import STATUS_GLYPHS

#: Rows fetched around one that comes into view.
_PAGE = 60
_REF, _UNIT, _DATE = 7, 14, 20
_STYLES = {
    Timing.OVERDUE: Style(color="red", bold=True),
    Timing.DUE_SOON: Style(color="yellow", bold=True),
}
_DONE = Style(dim=True)
_HEADING = Style(bold=True, underline=True)
_CURSOR = Style(reverse=True)

Fetch = Callable[[Sequence[int]], dict[int, Task]]


class TaskList(ScrollView, can_focus=True):
    """Tasks by section; `fetch` brings the tasks of some ids, whatever their number in all."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", words.KEYS["move"], show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("home,g", "to(0)", show=False),
        Binding("end,G", "to(-1)", show=False),
        Binding("space", "mark", words.KEYS["mark"]),
        Binding("enter", "open", words.KEYS["open"]),
    ]

    class Moved(Message):
        """The cursor stands on another task."""

    class Opened(Message):
        """The task under the cursor is to be shown in full."""

    def __init__(self, fetch: Fetch) -> None:
        super().__init__()
        self._fetch_tasks = fetch
        self._listed = ListedIds((), {})
        self._known: dict[int, Task] = {}
        self._entries: list[int] = []  # a place among the ids, or -1 - place for the heading above it
        self._ends: list[int] = []
        self.cursor = 0
        self.marked: set[int] = set()

    def show_ids(self, listed: ListedIds, keep: int | None = None) -> None:
        """List other ids; the cursor stays on the task `keep` where it is among them."""
        self._listed, self._known = listed, {}
        self.marked &= set(listed.ids)
        self._entries = []
        for place in range(len(listed.ids)):
            if place in listed.sections:
                self._entries.append(-1 - place)
            self._entries.append(place)
        self._ends = list(accumulate(1 if entry < 0 else 2 for entry in self._entries))
        self.cursor = listed.ids.index(keep) if keep in listed.ids else 0
        self.virtual_size = Size(0, self._ends[-1] if self._ends else 1)
        self.refresh()
        self._show_cursor()

    @property
    def count(self) -> int:
        """How many tasks are listed."""
        return len(self._listed.ids)

    @property
    def current_id(self) -> int | None:
        """The id of the task under the cursor, without asking the database."""
        return self._listed.ids[self.cursor] if self._listed.ids else None

    @property
    def current(self) -> Task | None:
        """The task under the cursor."""
        return self._task_at(self.cursor) if self._listed.ids else None

    @property
    def chosen(self) -> list[Task]:
        """The marked tasks in printed order, or the one under the cursor."""
        if not self.marked:
            return [self.current] if self.current else []
        places = [place for place, task_id in enumerate(self._listed.ids) if task_id in self.marked]
        return [task for place in places if (task := self._task_at(place))]

    def _task_at(self, place: int) -> Task | None:
        task_id = self._listed.ids[place]
        if task_id not in self._known:
            first = max(0, place - _PAGE // 3)
            wanted = [i for i in self._listed.ids[first : first + _PAGE] if i not in self._known]
            self._known |= self._fetch_tasks(wanted)
        return self._known.get(task_id)

    def action_move(self, by: int) -> None:
        self._go(self.cursor + by)

    def action_to(self, place: int) -> None:
        self._go(place if place >= 0 else self.count - 1)

    def _go(self, place: int) -> None:
        place = max(0, min(place, self.count - 1))
        if place != self.cursor and self.count:
            self.cursor = place
            self.refresh()
            self._show_cursor()

    def action_mark(self) -> None:
        if self.current:
            self.marked ^= {self.current.task_id}
            self.refresh()
            self.action_move(1)
            self.post_message(self.Moved())

    def action_open(self) -> None:
        if self.current:
            self.post_message(self.Opened())

    def _show_cursor(self) -> None:
        if self.count:
            top = self._top_of(self.cursor)
            above = 1 if self.cursor in self._listed.sections else 0
            self.scroll_to_region(Region(0, top - above, 1, 2 + above), animate=False, force=True)
        self.post_message(self.Moved())

    def _top_of(self, place: int) -> int:
        # Headings stand above the tasks of the places at which sections begin.
        headings = sum(begins <= place for begins in self._listed.sections)
        return 2 * place + headings

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where it was clicked; a second click opens."""
        y = event.y + self.scroll_offset.y
        index = bisect_right(self._ends, y)
        if index < len(self._entries) and self._entries[index] >= 0:
            self._go(self._entries[index])
            if event.chain == 2:
                self.action_open()

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is in view."""
        width = self.scrollable_content_region.width
        line = y + self.scroll_offset.y
        index = bisect_right(self._ends, line)
        if not self._entries:
            text = words.NOTHING if y == 0 else ""
            return Strip([Segment(text)]).adjust_cell_length(width, self.rich_style)
        if index >= len(self._entries):
            return Strip.blank(width, self.rich_style)
        entry = self._entries[index]
        if entry < 0:
            section = self._listed.sections[-1 - entry]
            text = squeeze(f"{section.no} {section.title}") or section.plan
            strip = Strip([Segment(f" {text}", self.rich_style + _HEADING)])
            return strip.adjust_cell_length(width, self.rich_style)
        first = self._ends[index] - 2
        return self._task_line(entry, line - first, width)

    def _task_line(self, place: int, which: int, width: int) -> Strip:
        task = self._task_at(place)
        base = self.rich_style
        if task is None:
            return Strip.blank(width, base)
        room = max(10, width - 5 - _REF - _UNIT - _DATE)
        title = textwrap.wrap(squeeze(task.title), room, max_lines=2, placeholder="…") or [""]
        unit = textwrap.wrap(squeeze(task.lead_text), _UNIT - 1, max_lines=2, placeholder="…") or [""]
        style = base + (_DONE if task.status is Status.DONE else Style())
        if place == self.cursor:
            style += _CURSOR if self.has_focus else Style(bold=True)
        mark = "▌" if task.task_id in self.marked else " "
        if which == 0:
            late = "!" if task.timing is Timing.OVERDUE else " "
            head = f"{mark}{late}{STATUS_GLYPHS[task.status]} {task.ref:<{_REF}}"
            date_text, date_style = squeeze(due_in_words(task)), style
        else:
            head = f"{mark}   {'':<{_REF}}"
            date_text, date_style = standing_in_words(task), style + _STYLES.get(task.timing or Timing.IN_TIME, Style())
        line = [text[which] if which < len(text) else "" for text in (title, unit)]
        body = f"{head} {_fit(line[0], room)}{_fit(line[1], _UNIT)}"
        segments = [Segment(body, style), Segment(_fit(date_text, _DATE), date_style)]
        return Strip(segments).adjust_cell_length(width, style)


def _fit(text: str, width: int) -> str:
    """Return the text in exactly so many columns."""
    shown = text if len(text) < width else text[: width - 2] + "…"
    return f"{shown:<{width}}"
