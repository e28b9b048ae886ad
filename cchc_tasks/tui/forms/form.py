"""A dialog of fields: Enter goes to the next field, in the last one it saves; nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, ClassVar, NamedTuple, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Label

from cchc_tasks.errors import AppError, ExistingFilesError
from cchc_tasks.messages.status_words import STATUS_WORDS
from cchc_tasks.model.status import Status
from cchc_tasks.text_cells import clean
from cchc_tasks.tui import words
from cchc_tasks.tui.ordered_keys import OrderedKeys
from cchc_tasks.tui.step_words import error_text
from cchc_tasks.tui.widgets.vietnamese_input import VietnameseInput

_STATUSES = tuple(Status)
_COLUMNS = 2
#: The groups of the workers that record something, and of those that make a report.
WRITING, MAKING = "writing", "making"


class Field(NamedTuple):
    """A line to type into: what stands in it at first, and whether Enter in it records."""

    name: str
    label: str
    hint: str = ""
    value: str = ""
    records: bool = False


class Values(NamedTuple):
    """What was typed, what stood there at first, and the status that was chosen.

    `replaces`: the person saw that files would be replaced and saved the same values once more.
    """

    typed: Mapping[str, str]
    before: Mapping[str, str]
    status: Status | None = None
    replaces: bool = False

    def text(self, name: str) -> str:
        """Return what stands in a field, the empty text for nothing."""
        return self.typed[name].strip()

    def changed(self, name: str) -> str | None:
        """Return what a field was changed to, None where it stands as at first."""
        text = self.text(name)
        return None if text == self.before[name].strip() else text


@dataclass(frozen=True, slots=True)
class FormSpec:
    """A form: title, lines of facts, fields, and what records it; awaiting it raises AppError where it is refused.

    `status` is the one that the tasks have now, given where a status can be chosen.
    """

    title: str
    fields: tuple[Field, ...]
    save: Callable[[Values], Awaitable[Any]]
    facts: tuple[str, ...] = ()
    with_status: bool = False
    status: Status | None = None
    hint: str = words.SAVE_HINT
    #: Whether what stands in the fields at first is nothing to record.
    needs_typing: bool = False
    glyphs: Mapping[str, str] = field(default_factory=dict)


async def nothing_to_save(_values: Values) -> None:
    """What a form saves that does something else on saving."""


class StatusChoice(Label, can_focus=True):
    """The eight statuses; a digit chooses and goes on, arrows choose, a click chooses."""

    def __init__(self, now: Status | None, glyphs: Mapping[str, str]) -> None:
        super().__init__("", markup=False, id="status")
        self._now = now
        self._glyphs = glyphs
        self.value: Status | None = None

    def on_mount(self) -> None:
        self.choose(self.value)

    def choose(self, status: Status | None) -> None:
        """Show a status as the chosen one."""
        self.value = status
        rows = -(-len(_STATUSES) // _COLUMNS)
        cells = [self._cell(number, status) for number, status in enumerate(_STATUSES, 1)]
        self.update("\n".join("".join(f"{cell:<38}" for cell in cells[row::rows]).rstrip() for row in range(rows)))

    def _cell(self, number: int, status: Status) -> str:
        chosen = "»" if status is self.value else " "
        now = f" ({words.NOW})" if status is self._now else ""
        return f"{chosen}{number} {self._glyphs.get(status, '')} {STATUS_WORDS[status]}{now}"

    def on_key(self, event: events.Key) -> None:
        """Choose by digit and go on to the next field, or by arrows; Enter goes on."""
        if event.character and event.character in "12345678":
            self.choose(_STATUSES[int(event.character) - 1])
            self.screen.focus_next()
        elif event.key in ("up", "down", "left", "right"):
            rows = len(_STATUSES) // _COLUMNS
            by = {"up": -1, "down": 1, "left": -rows, "right": rows}[event.key]
            now = self.value or self._now
            place = _STATUSES.index(now) if now else -1
            self.choose(_STATUSES[(place + by) % len(_STATUSES)])
        elif event.key == "enter":
            self.screen.focus_next()
        else:
            return
        event.stop()

    def on_click(self, event: events.Click) -> None:
        rows = len(_STATUSES) // _COLUMNS
        place = event.y + rows * (event.x // 38)
        if place < len(_STATUSES):
            self.choose(_STATUSES[place])


class Form(ModalScreen[Any]):
    """The dialog of a form; it ends with what `save` returned, or None where it was left.

    It stays open while that is being recorded; where it was left meanwhile, `when_left` gets the result or the error.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+s,f2", "save", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("pagedown", "turn(1)", show=False),
        Binding("pageup", "turn(-1)", show=False),
    ]

    #: The sentence for a person who leaves the form while something is being recorded.
    LEAVING: ClassVar[str] = words.LEFT_WRITING

    def __init__(self, spec: FormSpec, draft: Values | None = None) -> None:
        super().__init__()
        self.spec = spec
        self._draft = draft
        #: The values for which the form asked whether files may be replaced: saving them once more replaces the files.
        self._confirmed_values: Mapping[str, str] = {}
        #: Whether the form says that a draft was put back.
        self.says_draft = True
        #: What had been typed when the form was left and is not recorded, None where nothing was.
        self.left_with: Values | None = None
        self.is_writing = False
        self._is_left = False
        self.when_left: Callable[[Any, AppError | None], None] = lambda _result, _error: None

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="dialog", can_focus=False):
            yield Label(self.spec.title, markup=False, classes="title")
            for fact in self.spec.facts:
                yield Label(fact, markup=False, classes="fact")
            yield from self.above()
            if self.spec.with_status:
                yield StatusChoice(self.spec.status, self.spec.glyphs)
            for line in self.spec.fields:
                with Horizontal(classes="field"):
                    yield Label(line.label, markup=False)
                    yield VietnameseInput(line.value, placeholder=line.hint, id=line.name, compact=True)
            yield Label(self.spec.hint, markup=False, classes="hint")
            yield Label("", markup=False, id="problem")
            yield from self.below()

    def above(self) -> Iterable[Widget]:
        """What stands above the fields."""
        return ()

    def below(self) -> Iterable[Widget]:
        """What stands below everything else."""
        return ()

    def on_mount(self) -> None:
        """Put back the draft of last time, and say what others have changed since."""
        if self._draft is None:
            return
        changed = []
        for line in self.spec.fields:
            typed = self._draft.changed(line.name) if line.name in self._draft.typed else None
            if typed is None:
                continue
            self.query_one(f"#{line.name}", VietnameseInput).value = typed
            if self._draft.before[line.name] != clean(line.value):
                changed.append(words.changed_under_draft(line.label, line.value))
        if self.spec.with_status:
            self.query_one(StatusChoice).choose(self._draft.status)
        if self.says_draft:
            self.say(" ".join((words.KEPT_TYPED, *changed)))

    @property
    def values(self) -> Values:
        """What stands in the form now."""
        typed = {line.name: self.query_one(f"#{line.name}", VietnameseInput).value for line in self.spec.fields}
        status = self.query_one(StatusChoice).value if self.spec.with_status else None
        before = {line.name: clean(line.value) for line in self.spec.fields}
        return Values(typed, before, status, typed == self._confirmed_values)

    @property
    def is_touched(self) -> bool:
        """Whether something was typed or chosen."""
        values = self.values
        return values.status is not None or any(values.changed(line.name) is not None for line in self.spec.fields)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the next field; in the last one, or in one that records, save."""
        event.stop()
        self.enter(event.input.id or "")

    def enter(self, name: str) -> None:
        """Do what Enter means in a field."""
        names = [line.name for line in self.spec.fields]
        place = names.index(name)
        if self.spec.fields[place].records or place == len(names) - 1:
            self.action_save()
        else:
            self.query_one(f"#{names[place + 1]}").focus()

    def action_turn(self, by: int) -> None:
        """Scroll a form that is longer than the window."""
        dialog = self.query_one("#dialog")
        dialog.scroll_relative(y=by * max(1, dialog.size.height - 2), animate=False)

    def action_leave(self) -> None:
        """Close; what is being recorded goes on, and what was typed becomes a draft."""
        self._is_left = True
        self.left_with = self.values if self.is_touched else None
        self.dismiss(None)

    def action_save(self) -> None:
        """Record what was typed; what refuses it is shown."""
        if self.spec.needs_typing and not self.is_touched:
            self.say(words.NOTHING_TYPED)
            return
        values = self.values
        self.write(lambda: self.spec.save(values))

    def write(self, save: Callable[[], Awaitable[Any]], label: str = words.WRITING, group: str = WRITING) -> None:
        """Record something, once, and stay open until it is recorded or refused."""
        if self.is_writing:
            self.say(label)
            return
        self.is_writing = True
        self.say(label)
        cast("OrderedKeys", self.app).do_for_key(partial(self._written, save, self.values), group=group)

    async def _written(self, save: Callable[[], Awaitable[Any]], values: Values) -> None:
        result, problem = None, None
        try:
            result = await save()
        except AppError as error:
            problem = error
        finally:
            self.is_writing = False
        if self._is_left:
            self.when_left(result, problem)
        elif problem is not None:
            self.refuse(problem, values)
        else:
            self.left_with = self.values if self.values != values else None
            self.end(result)

    def refuse(self, error: AppError, values: Values) -> None:
        """Show what refuses, or ask whether files may be replaced; what was typed stays."""
        if isinstance(error, ExistingFilesError):
            self._confirmed_values = values.typed
            self.say(words.replace_files([str(path) for path in error.paths], [path.name for path in error.left_over]))
        else:
            self.say(error_text(error))

    def end(self, result: Any) -> None:
        """Close with the result."""
        self.dismiss(result)

    def say(self, text: str) -> None:
        """Show a sentence above the last line, and make sure that it is in view."""
        problem = self.query_one("#problem", Label)
        problem.update(text)
        problem.scroll_visible(animate=False)
