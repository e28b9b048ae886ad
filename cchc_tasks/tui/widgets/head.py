"""The lines above the list: what is shown, the screens, and the counts that are views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Label

from cchc_tasks.days import day
from cchc_tasks.tui import words
from cchc_tasks.tui.widgets.key_bar import KeyHint

if TYPE_CHECKING:
    from cchc_tasks.tui.app import TasksApp

#: Below this width the counts have shorter names.
_WIDE = 100
_CHIPS = (("f", "overdue"), ("s", "soon"), ("v", "unreported"), ("r", "review"))


class Head(Vertical):
    """Three lines: plan, unit, words searched and the day; the screens; the counts. A click does what the key does."""

    def __init__(self) -> None:
        super().__init__()
        # Held, not looked up: what others record may be told while the screen is being built or closed.
        self._heading = Label("", markup=False, id="heading")
        self._tabs = {
            name: KeyHint(str(number), title, f"show('{name}')")
            for number, (name, title) in enumerate(words.SCREENS.items(), 1)
        }
        self._counted = Label("", markup=False, id="counted")
        self._chips = {name: KeyHint(key, "", f"view('{name}')", id=f"chip-{name}") for key, name in _CHIPS}

    def compose(self) -> ComposeResult:
        yield self._heading
        yield Horizontal(*self._tabs.values(), self._counted, id="tabs")
        yield Horizontal(*self._chips.values(), id="chips")

    def show_heading(self, app: TasksApp) -> None:
        """Show what is listed, or what is waited for."""
        chosen = app.selection
        heading = app.notice or words.heading(
            chosen.plan,
            chosen.unit,
            app.view,
            chosen.search,
            day(app.today),
            read_only=app.read_only,
            between=app.tasks.glyphs.between,
        )
        self._heading.update(heading)
        self._heading.set_class(bool(app.notice), "waits")

    def show(self, app: TasksApp) -> None:
        """Show what the app lists and counts now."""
        found, where = app.overview, app.where
        self.show_heading(app)
        counts = found.counts if found else None
        labels = words.chips(
            counts.overdue if counts else None,
            counts.due_soon if counts else None,
            found.unreported if found else None,
            found.review if found else None,
            app.world.rules.due_soon_days,
            narrow=app.size.width < _WIDE,
        )
        for name, label in labels.items():
            self._chips[name].say(label, on=app.view == name)
        for name, title in words.SCREENS.items():
            self._tabs[name].say(title, on=where == name)
        self.show_counted(app)

    def show_counted(self, app: TasksApp) -> None:
        """Show how many tasks are listed, done and marked."""
        counts = app.overview.counts if app.overview else None
        done, total = (counts.done, counts.total) if counts else (None, None)
        marked = app.tasks.marked
        hidden = len(marked - set(app.tasks.listed.ids)) if marked else 0
        shown = words.counted(app.tasks.count, len(marked), hidden, done, total)
        self._counted.update(shown)
