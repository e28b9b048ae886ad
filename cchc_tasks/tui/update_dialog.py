"""The dialog in which a report on one task or several is typed; it stays open, with what was typed, when it fails."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from cchc_tasks.errors import AppError
from cchc_tasks.model.status import Status
from cchc_tasks.model.updates import Outcome, Update
from cchc_tasks.tui.vn_input import VnInput
from cchc_tasks.wording import tui as words
from cchc_tasks.wording.states import status as status_words

Save = Callable[[Update], Outcome]
ParseDay = Callable[[str], date | None]
_STATUSES = tuple(Status)


class StatusChoice(Label, can_focus=True):
    """The eight statuses; a digit chooses."""

    def __init__(self) -> None:
        super().__init__(self._text(None), markup=False, id="status")
        self.value: Status | None = None

    @staticmethod
    def _text(chosen: Status | None) -> str:
        return "\n".join(
            f"{'»' if status is chosen else ' '} {number}  {status_words(status)}"
            for number, status in enumerate(_STATUSES, 1)
        )

    def on_key(self, event: events.Key) -> None:
        """Choose by digit and go on to the next field."""
        if event.character and event.character in "12345678":
            event.stop()
            self.value = _STATUSES[int(event.character) - 1]
            self.update(self._text(self.value))
            self.screen.focus_next()


class UpdateDialog(ModalScreen[Outcome | None]):
    """Status, result, document and day; Enter goes on and saves from the last field."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", words.KEYS["back"]),
        Binding("ctrl+s", "save", words.KEYS["save"]),
    ]

    def __init__(self, refs: str, save: Save, parse_day: ParseDay) -> None:
        super().__init__()
        self._refs = refs
        self._save = save
        self._parse_day = parse_day

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Label(words.updating(self._refs), markup=False, classes="title")
            yield StatusChoice()
            for name, label in (("result", words.RESULT), ("evidence", words.EVIDENCE), ("day", words.DAY)):
                yield Label(label, markup=False)
                yield VnInput(id=name, compact=True)
            yield Label("", markup=False, id="problem")
            yield Label(words.UPDATE_HINT, markup=False, classes="hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the next field; behind the document everything is said."""
        event.stop()
        if event.input.id == "result":
            self.query_one("#evidence").focus()
        else:
            self.action_save()

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_save(self) -> None:
        """Record what was typed; what refuses it is shown and nothing typed is lost."""
        typed = {name: self.query_one(f"#{name}", VnInput).value.strip() for name in ("result", "evidence", "day")}
        try:
            day = self._parse_day(typed["day"]) if typed["day"] else None
            evidence = (typed["evidence"],) if typed["evidence"] else ()
            status = self.query_one(StatusChoice).value
            outcome = self._save(Update(status=status, result=typed["result"] or None, evidence=evidence, on=day))
        except AppError as error:
            self.query_one("#problem", Label).update(words.failed(error.message, error.hint))
            return
        self.dismiss(outcome)
