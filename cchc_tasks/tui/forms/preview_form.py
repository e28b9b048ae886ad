"""A form that reads a file in the background and shows what it holds; only Enter on that stores it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, NamedTuple

from rich.console import Group
from rich.padding import Padding
from rich.text import Text
from textual import events, work
from textual.widget import Widget
from textual.widgets import Label, Static

from cchc_tasks.errors import AppError
from cchc_tasks.messages import screen_import_words as words
from cchc_tasks.storage.database import Database
from cchc_tasks.text_cells import clean
from cchc_tasks.tracking.task_description import SheetLine
from cchc_tasks.tui.forms.chooser import Choice, Chooser
from cchc_tasks.tui.forms.form import Form, FormSpec, Values
from cchc_tasks.tui.store import run_with_own_connection
from cchc_tasks.tui.widgets.vietnamese_input import VietnameseInput


class Question(NamedTuple):
    """Something that only a person knows; the answer goes into a field as «key=choice»."""

    title: str
    key: str
    choices: tuple[Choice, ...]


class Preview(NamedTuple):
    """What a file holds: lines to read, what stores just that (None where it cannot), and questions to the person.

    A line of depth 0 is a heading. `answers` is the field that the answers to the questions go into.
    """

    lines: Sequence[SheetLine]
    store: Callable[[Database], Any] | None = None
    questions: tuple[Question, ...] = ()
    answers: str = ""


class KindSwitch(NamedTuple):
    """The form was left for the form of another kind of file, with what was typed."""

    kind: str
    typed: dict[str, str]


class FileKindChoice(Label, can_focus=True):
    """What kind of file it is; a digit, an arrow or a click chooses another kind, which has a form of its own."""

    def __init__(self, kind: str) -> None:
        super().__init__(words.kinds_line(kind), markup=False, id="kind")
        self._kind = kind

    def on_key(self, event: events.Key) -> None:
        """Choose by digit or by arrows; Enter goes on."""
        kinds = list(words.KINDS)
        if event.character and event.character in "123":
            self._switch(kinds[int(event.character) - 1])
        elif event.key in ("left", "right"):
            by = 1 if event.key == "right" else -1
            self._switch(kinds[(kinds.index(self._kind) + by) % len(kinds)])
        elif event.key == "enter":
            self.screen.focus_next()
        else:
            return
        event.stop()

    def on_click(self, event: events.Click) -> None:
        line = words.kinds_line(self._kind)
        begins = [line.index(f"{number} ") for number in range(1, len(words.KINDS) + 1)]
        place = max((n for n, begin in enumerate(begins) if begin <= event.x), default=0)
        self._switch(list(words.KINDS)[place])

    def _switch(self, kind: str) -> None:
        if kind != self._kind and isinstance(self.screen, PreviewForm):
            self.screen.switch_to(kind)


class PreviewForm(Form):
    """Saving reads the file and shows it; saving the same again asks what is not sure, then stores what was shown.

    `preview` reads what the values name, in a thread and with a connection of its own, and returns a Preview; it raises
    AppError where it refuses.
    `carried` is what was typed into the form of another kind that was left for this one.
    """

    AUTO_FOCUS: ClassVar[str | None] = "VietnameseInput"

    def __init__(
        self,
        kind: str,
        spec: FormSpec,
        preview: Callable[[Database, Values], Preview],
        database: Database,
        draft: Values | None = None,
        carried: dict[str, str] | None = None,
    ) -> None:
        if carried is not None:
            before = {line.name: clean(line.value) for line in spec.fields}
            draft = Values({**(draft.typed if draft else {}), **carried}, before)
        super().__init__(spec, draft)
        self.says_draft = carried is None
        self._kind = kind
        self._carried = carried
        self._preview = preview
        self._database = database
        self._previewed: Values | None = None
        self._shown = Preview(())
        self._is_reading = False

    def above(self) -> Iterable[Widget]:
        """The kinds of files."""
        yield FileKindChoice(self._kind)

    def below(self) -> Iterable[Widget]:
        """What the file holds."""
        yield Static("", id="preview")

    @property
    def lines(self) -> Sequence[SheetLine]:
        """What is shown of the file, nothing before it was read."""
        return self._shown.lines

    def switch_to(self, kind: str) -> None:
        """Leave for the form of another kind of file; what was typed goes along."""
        if not (self._is_reading or self.is_writing):
            self._is_left = True
            self.dismiss(KindSwitch(kind, {**(self._carried or {}), **self.values.typed}))

    def enter(self, name: str) -> None:
        """Store what was shown, from whichever field; else go on to the next one."""
        if self._previewed is not None and self.values == self._previewed:
            self.action_save()
        else:
            super().enter(name)

    def action_save(self) -> None:
        """Show what the file holds; when that is what is on the screen already, ask what is not sure, or store it."""
        values = self.values
        if self._is_reading or self.is_writing:
            return
        if self._previewed is not None and values == self._previewed:
            if self._shown.questions:
                self._ask(self._shown.questions, frozenset())
            elif (store := self._shown.store) is not None:
                self.write(lambda: run_with_own_connection(self._database, store), words.STORING)
            return
        self._previewed = None
        self._show_lines(Preview(()))
        self._is_reading = True
        self.say(words.READING)
        self._read(values)

    def _ask(self, questions: Sequence[Question], taken: frozenset[str]) -> None:
        """Ask one question after the other; what was answered is read with the file once more."""
        question, *rest = questions
        field = self.query_one(f"#{self._shown.answers}", VietnameseInput)

        def take_answer(key: str | None) -> None:
            if key is None:
                return
            answer = f"{question.key}={key}"
            field.value = "; ".join(filter(None, (field.value.strip(" ;"), answer)))
            if rest:
                self._ask(rest, taken | {key})
            else:
                self.action_save()

        free = [choice for choice in question.choices if choice.key not in taken or choice.key == "-"]
        self.app.push_screen(Chooser(question.title, free), take_answer)

    def _show(self, values: Values, shown: Preview) -> None:
        self.say("")
        if values != self.values:
            self.say(words.CHANGED_WHILE_READING)
            return
        self._previewed = values
        self._show_lines(shown)
        self.query_one("#dialog").scroll_home(animate=False)

    def _show_lines(self, shown: Preview) -> None:
        self._shown = shown
        hint = words.PREVIEWED if shown.store else words.NOTHING_TO_STORE if shown.lines else self.spec.hint
        self.query_one(".hint", Label).update(words.settle_hint(len(shown.questions)) if shown.questions else hint)
        self.query_one("#preview", Static).update(_indented(shown.lines))

    @work(exclusive=True, group="preview")
    async def _read(self, values: Values) -> None:
        """Read the file beside the keyboard; a dialog that was left meanwhile hears nothing of it."""
        try:
            shown = await run_with_own_connection(self._database, lambda database: self._preview(database, values))
        except AppError as error:
            self._is_reading = False
            self.refuse(error, values)
        else:
            self._is_reading = False
            self._show(values, shown)

    def action_leave(self) -> None:
        """Leave; a file that is being read is dropped, what is being stored goes on."""
        self.workers.cancel_group(self, "preview")
        super().action_leave()


def _indented(lines: Iterable[SheetLine]) -> Group:
    """The lines, headings bold, the others set in as deep as they say, also where they wrap; none is markup."""
    shown = (
        Padding(Text(clean(text), style="" if depth else "bold"), (0, 0, 0, 2 * max(0, depth - 1)))
        for depth, text in lines
    )
    return Group(*shown)
