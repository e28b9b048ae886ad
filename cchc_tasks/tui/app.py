"""The screen that a team lead opens in the morning: what is late, who has it, why, and one key to record or undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import ContentSwitcher, DataTable, Footer, Input, Label, Static

from cchc_tasks.errors import AppError, NotFoundError
from cchc_tasks.model.acts import Act
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.periods import period_start
from cchc_tasks.model.tasks import Task
from cchc_tasks.model.timing import DueRules
from cchc_tasks.model.updates import Outcome, Update
from cchc_tasks.services.acts.acting import Asked
from cchc_tasks.services.acts.reviewing import accept_readings, doubtful_readings
from cchc_tasks.services.acts.undoing import redo_change, undo_change
from cchc_tasks.services.acts.updating import update_tasks
from cchc_tasks.services.looking import history, list_overdue
from cchc_tasks.services.messages import message_lines
from cchc_tasks.services.screen_list import listed_ids, newest_change, tasks_page
from cchc_tasks.services.statistics import statistics
from cchc_tasks.services.task_sheet import sheet_lines
from cchc_tasks.storage.engine import Database
from cchc_tasks.tui.help_dialog import HelpDialog
from cchc_tasks.tui.memory import Memory, recall, remember
from cchc_tasks.tui.ordered_keys import OrderedKeys
from cchc_tasks.tui.tables import ReviewTable, RowsTable, log_rows, review_rows, unit_rows
from cchc_tasks.tui.task_list import TaskList
from cchc_tasks.tui.update_dialog import UpdateDialog
from cchc_tasks.tui.vn_input import VnInput
from cchc_tasks.wording import acts as act_words
from cchc_tasks.wording import tui as words
from cchc_tasks.wording.days import day as shown_day

#: Below this width the task under the cursor opens over the list instead of beside it.
_WIDE = 100
#: What others record is noticed within two seconds.
LOOK_EVERY = 1.5
#: How many changes the log shows.
_LOGGED = 300


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
        *(Binding(name[0], f"show('{key}')", name[2:], show=False) for key, name in words.SCREENS.items()),
        Binding("C", "copy", words.KEYS["copy"], show=False),
        Binding("f1,question_mark", "help", words.KEYS["help"], key_display="F1"),
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
        keep_text: Callable[[str], str],
        *,
        memory: Path | None = None,
        plan: str = "",
        read_only: bool = False,
    ) -> None:
        super().__init__()
        self._memory = memory
        before = recall(memory) if memory else {}
        self._database = database
        self._today = today
        self._act = act
        self._rules = rules
        self._parse_day = parse_day
        self._shown_moment = shown_moment
        self._keep_text = keep_text
        self._seen = 0
        self._trouble = False
        self._read_only = read_only
        self._selection = Filters(plan=plan or before.get("plan", ""), unit=before.get("unit", ""))
        self._view = before.get("view", "")
        self._keep = before.get("task")
        self.tasks = TaskList(self._page)

    def compose(self) -> ComposeResult:
        yield Label("", markup=False, id="heading")
        yield Label("", markup=False, id="tabs")
        yield VnInput(placeholder=words.SEARCH, id="search", compact=True)
        with ContentSwitcher(initial="tasks"):
            with Horizontal(id="tasks"):
                yield self.tasks
                with VerticalScroll(id="detail", can_focus=False):
                    yield Static("", markup=False, id="sheet")
            yield RowsTable(words.UNIT_COLUMNS, "units")
            yield ReviewTable(words.REVIEW_COLUMNS, "queue")
            yield RowsTable(words.LOG_COLUMNS, "log")
        yield Label("", markup=False, id="status-line")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """List everything, and put the cursor into the list."""
        self.tasks.focus()
        try:
            self._read()
        except NotFoundError:  # what was chosen last time is gone
            self._selection, self._view = Filters(), ""
            self._list()
        except AppError as error:
            self._say_trouble(error)
        self.set_interval(LOOK_EVERY, self.look_for_changes)

    def on_resize(self, event: events.Resize) -> None:
        """Hide the pane of details where there is no room for it beside the list."""
        self.screen.set_class(event.size.width < _WIDE, "narrow")

    def _page(self, ids: Sequence[int]) -> dict[int, Task]:
        try:
            return tasks_page(self._database, ids, self._today, self._rules)
        except AppError as error:
            self._say_trouble(error)
            return {}

    def _say_trouble(self, error: AppError) -> None:
        """Say once what is wrong and what to do, until something works again."""
        if not self._trouble:
            self.notify(words.failed(error.message, error.hint), severity="error", timeout=15, markup=False)
        self._trouble = True

    def look_for_changes(self) -> None:
        """Show what others have recorded meanwhile; a dialog that is open keeps what was typed."""
        try:
            if newest_change(self._database) != self._seen:
                self._list()
                self.notify(words.changed_elsewhere(), markup=False)
        except AppError as error:
            self._say_trouble(error)

    @property
    def _where(self) -> str:
        return self.query_one(ContentSwitcher).current or "tasks"

    def action_show(self, where: str) -> None:
        """Turn to another screen."""
        self.query_one(ContentSwitcher).current = where
        self._list()
        (self.tasks if where == "tasks" else self.query_one(f"#{where}")).focus()

    def _fill(self, where: str) -> None:
        """Fill the table that is shown."""
        if where == "units":
            found = statistics(self._database, Filters(plan=self._selection.plan), self._today, "unit", self._rules)
            since = period_start(self._today)
            late = Filters(plan=self._selection.plan, unreported_since=since)
            unreported = statistics(self._database, late, self._today, "unit", self._rules).groups
            counts = {group.name: group.counts.not_done for group in unreported}
            self.query_one("#units", RowsTable).show_rows(unit_rows(found.groups, counts))
        elif where == "queue":
            doubts = doubtful_readings(self._database, (), self._selection, self._today, self._rules)
            self.query_one("#queue", RowsTable).show_rows(review_rows(doubts, self.size.width))
        elif where == "log":
            changes = history(self._database, filters=Filters(plan=self._selection.plan, limit=_LOGGED))
            moments = [self._shown_moment(change.recorded_at) for change in changes]
            self.query_one("#log", RowsTable).show_rows(log_rows(changes, moments, self.size.width))

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Show the tasks of the unit, or the task, under the cursor."""
        key = event.row_key.value or ""
        if event.data_table.id == "units" and key:
            self._selection = self._selection._replace(unit=key)
            self.action_show("tasks")

    def on_review_table_accepted(self) -> None:
        """Record that the reading under the cursor is right."""
        ref = self.query_one("#queue", RowsTable).current_key
        self._take(lambda: accept_readings(self._database, Asked((ref,), self._act(), rules=self._rules)))

    def action_copy(self) -> None:
        """Copy what is overdue as plain lines; terminals that do not take them find them in a file."""
        try:
            chosen = list_overdue(self._database, self._selection, self._today, self._rules)
        except AppError as error:
            self._say_trouble(error)
            return
        several = len({task.plan for task, _ in chosen}) > 1
        lines = list(message_lines("overdue", chosen, self._today, several_plans=several)) if chosen else []
        self.copy_to_clipboard("\n".join(lines))
        path = self._keep_text("\n".join(lines) + "\n") if lines else ""
        self.notify(words.copied(len(lines), path), markup=False)

    def _list(self) -> None:
        """Read what is shown again; a database that does not answer is told, and what is shown stays."""
        try:
            self._read()
        except AppError as error:
            self._say_trouble(error)

    def _read(self) -> None:
        """Read what is shown and keep the cursor on its task."""
        self._seen = newest_change(self._database)
        self._fill(self._where)
        self.query_one("#tabs", Label).update(words.tabs(self._where))
        current = self.tasks.current_id
        listed = listed_ids(self._database, self._selection, self._today, self._rules, self._view)
        self._trouble = False
        self.tasks.show_ids(listed, self._keep if current is None else current)
        chosen = self._selection
        heading = words.heading(chosen.plan, chosen.unit, self._view, chosen.search, shown_day(self._today))
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

    def on_unmount(self) -> None:
        """Remember where one was."""
        if self._memory is None:
            return
        memory: Memory = {"plan": self._selection.plan, "unit": self._selection.unit, "view": self._view}
        if self.tasks.current_id is not None:
            memory["task"] = self.tasks.current_id
        remember(self._memory, memory)

    def action_view(self, view: str) -> None:
        self._view = "" if self._view == view else view
        self._list()

    def action_help(self) -> None:
        self.push_screen(HelpDialog())

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
        if self._where != "tasks":
            self.action_show("tasks")
        elif self.screen.has_class("reading"):
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
        elif self._selection.unit:
            self._selection = self._selection._replace(unit="")
            self._list()

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
    return replace(update, seq=seq)
