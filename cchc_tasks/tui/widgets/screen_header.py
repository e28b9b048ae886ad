"""The lines above the list: what is shown, the screens, and the counts that are views."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Label

from cchc_tasks.tracking.screen_list import Overview
from cchc_tasks.tui import words
from cchc_tasks.tui.widgets.key_bar import KeyHint

#: Below this width the counts have shorter names.
_WIDE = 100
#: The views that have a count, with the key of each.
_VIEWS = (("f", "overdue"), ("s", "soon"), ("v", "unreported"), ("r", "review"))


class ScreenHeader(Vertical):
    """Three lines: plan, unit, words searched and the day; the screens; the counts. A click does what the key does."""

    def __init__(self) -> None:
        super().__init__()
        # Held, not looked up: the app may show something while the screen is being built or closed.
        self._heading = Label("", markup=False, id="heading")
        self._tabs = {
            name: KeyHint(str(number), title, f"show('{name}')")
            for number, (name, title) in enumerate(words.SCREENS.items(), 1)
        }
        self._counts = Label("", markup=False, id="counted")
        self._views = {name: KeyHint(key, "", f"view('{name}')", id=f"chip-{name}") for key, name in _VIEWS}

    def compose(self) -> ComposeResult:
        yield self._heading
        yield Horizontal(*self._tabs.values(), self._counts, id="tabs")
        yield Horizontal(*self._views.values(), id="chips")

    def show_heading(self, text: str, *, waits: bool) -> None:
        """Show what is listed; with `waits` the text says that the screen waits."""
        self._heading.update(text)
        self._heading.set_class(waits, "waits")

    def show_views(self, overview: Overview | None, view: str, due_soon_days: int, width: int) -> None:
        """Show the count of each view, and which view is chosen; numbers that are not known yet are «…»."""
        counts = overview.counts if overview else None
        labels = words.chips(
            counts.overdue if counts else None,
            counts.due_soon if counts else None,
            overview.unreported if overview else None,
            overview.review if overview else None,
            due_soon_days,
            narrow=width < _WIDE,
        )
        for name, label in labels.items():
            self._views[name].show_label(label, on=view == name)

    def show_screen(self, shown: str) -> None:
        """Show which screen is shown."""
        for name, title in words.SCREENS.items():
            self._tabs[name].show_label(title, on=shown == name)

    def show_counts(self, overview: Overview | None, listed: int, marked: int, hidden: int) -> None:
        """Show how many tasks are listed, done and marked; `hidden` marked ones are not listed."""
        counts = overview.counts if overview else None
        done, total = (counts.done, counts.total) if counts else (None, None)
        self._counts.update(words.counted(listed, marked, hidden, done, total))
