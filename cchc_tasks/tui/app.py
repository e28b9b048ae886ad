"""The screen that a team lead opens in the morning: what is late, who has it, why, and one key to record or undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Footer, Input, Label, Static

from cchc_tasks.errors import AppError
from cchc_tasks.model.acts import Act
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.tasks import Task
from cchc_tasks.model.timing import DueRules
from cchc_tasks.model.updates import Outcome, Update
from cchc_tasks.services.acts.acting import Asked
from cchc_tasks.services.acts.undoing import redo_change, undo_change
from cchc_tasks.services.acts.updating import update_tasks
from cchc_tasks.services.screen_list import listed_ids, tasks_page
from cchc_tasks.services.task_sheet import sheet_lines
from cchc_tasks.storage.engine import Database
from cchc_tasks.tui.ordered_keys import OrderedKeys
from cchc_tasks.tui.task_list import TaskList
from cchc_tasks.tui.update_dialog import UpdateDialog
from cchc_tasks.tui.vn_input import VnInput
from cchc_tasks.wording import acts as act_words
from cchc_tasks.wording import tui as words
from cchc_tasks.wording.days import day as shown_day

#: Below this width the task under the cursor opens over the list instead of beside it.
_WIDE = 100


class TasksApp(OrderedKeys):
    """The application; whatever it needs of the world is handed to it."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "update", words.KEYS["update"]),
        Binding("slash", "search", words.KEYS["search"]),
        Binding("f", "view('overdue')", words.KEYS["overdue"]),
        Binding("s", "view('soon')", words.KEYS["soon"], show=False),
        Binding("r", "view('review')", words.KEYS["review"], show=False),
        Binding("z", "undo", words.KEYS["undo"]),
        Binding("Z", "redo", words.KEYS["redo"], show=False),
        Binding("escape", "leave_view", words.KEYS["back"], show=False),
        Binding("q", "quit", words.KEYS["quit"]),
    ]

    def __init__(
        self,
        database: Database,
        today: date,
        act: Callable[[], Act],
        rules: DueRules,
        parse_day: Callable[[str, str], date | None],
        shown_moment: Callable[[str], str],
        *,
        plan: str = "",
        read_only: bool = False,
    ) -> None:
        super().__init__()
        self._database = database
        self._today = today
        self._act = act
        self._rules = rules
        self._parse_day = parse_day
        self._shown_moment = shown_moment
        self._read_only = read_only
        self._selection = Filters(plan=plan)
        self._view = ""
        self.tasks = TaskList(self._page)

    def compose(self) -> ComposeResult:
        yield Label("", markup=False, id="heading")
        yield VnInput(placeholder=words.SEARCH, id="search", compact=True)
        with Horizontal(id="body"):
            yield self.tasks
            with VerticalScroll(id="detail", can_focus=False):
                yield Static("", markup=False, id="sheet")
        yield Label("", markup=False, id="status-line")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """List everything, and put the cursor into the list."""
        self.tasks.focus()
        self._list()

    def on_resize(self, event: events.Resize) -> None:
        """Hide the pane of details where there is no room for it beside the list."""
        self.screen.set_class(event.size.width < _WIDE, "narrow")

    def _page(self, ids: Sequence[int]) -> dict[int, Task]:
        return tasks_page(self._database, ids, self._today, self._rules)

    def _list(self) -> None:
        """Read the list again and keep the cursor on its task."""
        current = self.tasks.current
        listed = listed_ids(self._database, self._selection, self._today, self._rules, self._view)
        self.tasks.show_ids(listed, current.task_id if current else None)
        heading = words.heading(self._selection.plan, self._view, self._selection.search, shown_day(self._today))
        self.query_one("#heading", Label).update(heading)

    def on_task_list_moved(self) -> None:
        """Show the task under the cursor, and how many are listed and marked."""
        task = self.tasks.current
        lines = sheet_lines(task, self._shown_moment(task.changed_at)) if task else ()
        self.query_one("#sheet", Static).update("\n".join("  " * depth + text for depth, text in lines))
        self.query_one("#detail").scroll_home(animate=False)
        self.query_one("#status-line", Label).update(words.counted(self.tasks.count, len(self.tasks.marked)))

    def on_task_list_opened(self) -> None:
        """Show the details over the list on a narrow screen."""
        self.screen.toggle_class("reading")

    def action_view(self, view: str) -> None:
        self._view = "" if self._view == view else view
        self._list()

    def action_search(self) -> None:
        search = self.query_one("#search", VnInput)
        search.add_class("open")
        search.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while typing, whatever the accents."""
        if event.input.id == "search" and event.value.strip() != self._selection.search:
            self._selection = self._selection._replace(search=event.value.strip())
            self._list()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go back to the list with what was found."""
        if event.input.id == "search":
            self.tasks.focus()

    def action_leave_view(self) -> None:
        """Leave what is open, one thing at a time; the program is never left this way."""
        search = self.query_one("#search", VnInput)
        if self.screen.has_class("reading"):
            self.screen.remove_class("reading")
        elif search.has_class("open"):
            self.tasks.focus()
            search.remove_class("open")
            search.value = ""
        elif self.tasks.marked:
            self.tasks.marked.clear()
            self.tasks.refresh()
            self.on_task_list_moved()
        elif self._view:
            self.action_view(self._view)

    def action_update(self) -> None:
        """Open the dialog for the marked tasks, or for the one under the cursor."""
        chosen = self.tasks.chosen
        if self._read_only or not chosen:
            self.notify(words.READ_ONLY if self._read_only else words.NO_TASK, markup=False)
            return
        refs = [f"{task.plan}/{task.ref}" for task in chosen]
        # Of one task the state that was shown is the state that is updated: who comes late is told.
        seq = chosen[0].seq if len(chosen) == 1 else None

        def save(update: Update) -> Outcome:
            asked = Asked(tuple(refs), self._act(), rules=self._rules)
            return update_tasks(self._database, asked, _with_seq(update, seq))

        plan = chosen[0].plan
        dialog = UpdateDialog(act_words.tasks_named(refs), save, lambda text: self._parse_day(text, plan))
        self.push_screen(dialog, self._updated)

    def _updated(self, outcome: Outcome | None) -> None:
        if outcome is not None:
            self.tasks.marked.clear()
            self._tell(outcome)

    def action_undo(self) -> None:
        self._take(lambda: undo_change(self._database, self._act(), rules=self._rules))

    def action_redo(self) -> None:
        self._take(lambda: redo_change(self._database, self._act(), self._rules))

    def _take(self, act: Callable[[], Outcome]) -> None:
        if self._read_only:
            self.notify(words.READ_ONLY, markup=False)
            return
        try:
            self._tell(act())
        except AppError as error:
            self.notify(words.failed(error.message, error.hint), severity="error", markup=False)

    def _tell(self, outcome: Outcome) -> None:
        self._list()
        told = outcome.sentence if outcome.kind == "undo" else words.undo_key(f"{outcome.sentence}.")
        self.notify(" ".join((told, *outcome.said)), markup=False)


def _with_seq(update: Update, seq: int | None) -> Update:
    from dataclasses import replace

    return replace(update, seq=seq)
