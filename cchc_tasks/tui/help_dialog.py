"""The keys of the screen, in words."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Label

from cchc_tasks.wording import tui as words


class HelpDialog(ModalScreen[None]):
    """What each key does; any of Esc, F1 and «?» closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,question_mark,q", "dismiss", words.KEYS["back"])]

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="dialog"):
            yield Label(words.HELP_TITLE, markup=False, classes="title")
            width = max(len(keys) for keys, _ in words.HELP)
            for keys, meaning in words.HELP:
                yield Label(f"{keys:<{width}}  {meaning}", markup=False)
