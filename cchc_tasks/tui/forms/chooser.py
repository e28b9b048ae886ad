"""A dialog to choose one of many by typing a part of its name: a plan, a unit, a command."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from cchc_tasks.text import fold
from cchc_tasks.text_cells import clean
from cchc_tasks.tui import words
from cchc_tasks.tui.widgets.vietnamese_input import VietnameseInput

#: More than anybody looks through.
_MOST = 200


class Choice(NamedTuple):
    """One of many: what it stands for, what is shown, and a remark that is searched, too."""

    key: str
    label: str
    remark: str = ""


class Chooser(ModalScreen[str | None]):
    """A line to type into and what matches below; ends with the key of the choice, or None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "move(8)", show=False),
        Binding("pageup", "move(-8)", show=False),
    ]

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._title = title
        self._choices = [(choice, fold(f"{choice.label} {choice.remark}")) for choice in choices]
        self._matching: list[Choice] = []

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Label(self._title, markup=False, classes="title")
            yield VietnameseInput(id="typed", compact=True)
            yield OptionList(id="matching", compact=True)
            yield Label(words.CHOOSE_HINT, markup=False, classes="hint")

    def on_mount(self) -> None:
        self.query_one("#matching").can_focus = False
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)

    def _show(self, typed: str) -> None:
        wanted = fold(typed).split()
        found = [choice for choice, folded in self._choices if all(word in folded for word in wanted)]
        self._matching = found[:_MOST]
        listed = self.query_one("#matching", OptionList)
        listed.clear_options()
        for choice in self._matching:
            remark = Content.styled(f"  {clean(choice.remark)}", "dim") if choice.remark else Content("")
            listed.add_option(Option(Content(clean(choice.label)) + remark))
        if not self._matching:
            listed.add_option(Option(Content(words.NO_MATCH), disabled=True))
        listed.highlighted = 0 if self._matching else None

    def action_move(self, by: int) -> None:
        listed = self.query_one("#matching", OptionList)
        if self._matching:
            listed.highlighted = max(0, min(len(self._matching) - 1, (listed.highlighted or 0) + by))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what is highlighted; what matches is what stands in the line now."""
        event.stop()
        place = self.query_one("#matching", OptionList).highlighted or 0
        if self._matching:
            self.dismiss(self._matching[place].key)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take what was clicked."""
        self.dismiss(self._matching[event.option_index].key)

    def action_leave(self) -> None:
        self.dismiss(None)
