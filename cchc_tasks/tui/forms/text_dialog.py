"""A dialog to read: the keys, the numbers, a task with its history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.console import Group
from rich.padding import Padding
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from cchc_tasks.text_cells import clean
from cchc_tasks.tracking.task_description import SheetLine
from cchc_tasks.tui import keys


def indented(lines: Sequence[SheetLine]) -> Group:
    """Return lines that are set in as deep as they say, also where they wrap; none is markup. The first is bold."""
    shown = []
    for number, (depth, text) in enumerate(lines):
        label, colon, rest = clean(text).partition(": ")
        content = Text(clean(text), style="bold" if not number else "")
        if number and depth == 1 and colon and len(label) < 30:
            content = Text.assemble((f"{label}: ", "bold"), rest)
        shown.append(Padding(content, (0, 0, 0, 2 * depth)))
    return Group(*shown)


class TextDialog(ModalScreen[None]):
    """Lines under a title; arrows scroll, Esc closes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,question_mark,q,h,b,enter", "dismiss", show=False),
        Binding("j", "scroll_lines(1)", show=False),
        Binding("k", "scroll_lines(-1)", show=False),
    ]

    def __init__(self, title: str, lines: Sequence[SheetLine]) -> None:
        super().__init__()
        self._title = title
        self.lines = lines

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="dialog", classes="reading"):
            if self._title:
                yield Label(self._title, markup=False, classes="title")
            yield Static(indented(self.lines), id="text")

    def action_scroll_lines(self, by: int) -> None:
        self.query_one("#dialog").scroll_relative(y=by, animate=False)


def help_lines() -> list[SheetLine]:
    """Return the keys with what they do, in columns."""
    rows = [
        *keys.HELP_MOVING,
        *((command.shown, command.meaning) for command in keys.COMMANDS if command.shown),
    ]
    width = max(len(shown) for shown, _ in rows)
    return [(0, f"{shown:<{width}}  {meaning}") for shown, meaning in rows]
