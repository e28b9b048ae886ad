"""What the keys read from files and write to files: imports, reports, the calendar, copies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from cchc_tasks.calendars import words as calendar_words
from cchc_tasks.calendars.calendar_export import export_calendar
from cchc_tasks.calendars.reminders import Reminders
from cchc_tasks.days import day_in_sentence
from cchc_tasks.errors import UsageError
from cchc_tasks.messages import screen_import_words as import_words
from cchc_tasks.model.amendment import AmendmentReport
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.returned_results import ResultsReport
from cchc_tasks.office.backup import back_up
from cchc_tasks.plans.plan_import import ImportReport
from cchc_tasks.reports import frozen_words
from cchc_tasks.reports.report_kinds import REPORT_KINDS
from cchc_tasks.sentences import Words, joined
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.due_lists import list_overdue
from cchc_tasks.tracking.due_message import due_message
from cchc_tasks.tui import words
from cchc_tasks.tui.forms.chooser import Choice, Chooser
from cchc_tasks.tui.forms.form import Field, Form, FormSpec, Values
from cchc_tasks.tui.forms.import_form import import_form
from cchc_tasks.tui.forms.preview_form import KindSwitch
from cchc_tasks.tui.forms.report_form import ReportForm
from cchc_tasks.tui.forms.text_dialog import TextDialog
from cchc_tasks.tui.step_words import screen_text
from cchc_tasks.tui.store import run_with_own_connection
from cchc_tasks.worksheets import results_words

if TYPE_CHECKING:
    from cchc_tasks.tui.environment import ScreenEnvironment
    from cchc_tasks.tui.screens_app import ScreensApp


class FileActions:
    """Forms that read a file or write one; each is named as in `keys.COMMANDS`."""

    def __init__(self, app: ScreensApp) -> None:
        self._app = app
        self._actions: dict[str, Callable[[], None]] = {
            "calendar": self._open_calendar_form,
            "import_plan": lambda: self._open_import_form("import_plan"),
            "amend_plan": lambda: self._open_import_form("amend_plan"),
            "take_results": lambda: self._open_import_form("take_results"),
            "report": self._choose_report,
            "back_up": self._open_backup_form,
            "copy": lambda: self._app.open_after_reading(self._copy_overdue),
        }

    def run(self, name: str) -> None:
        """Do what a key asks for."""
        self._actions[name]()

    async def _copy_overdue(self) -> None:
        """Copy what is overdue as plain lines; a file has them, too, for terminals that do not take them."""
        app = self._app
        selection, day, rules = app.selection, app.today, app.environment.rules

        def read(database: Database) -> tuple[int, list[str]]:
            overdue = list_overdue(database, selection, day, rules)
            return overdue.total, due_message(database, "overdue", overdue, day)

        count, lines = await app.ask(read)
        app.copy_to_clipboard("\n".join(lines))
        app.say(words.copied(count, self._keep_copy("\n".join(lines) + "\n") if lines else ""))

    def _keep_copy(self, text: str) -> str:
        """Write a text to a file of the day and return its path, the empty text where that is impossible."""
        environment = self._app.environment
        if environment.state_folder is None:
            return ""
        path = environment.state_folder / f"qua-han-{self._app.today.isoformat()}.txt"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            environment.output(True).write_bytes(path, text.encode())
        except (OSError, UsageError):
            return ""
        return str(path)

    # The calendar and copies of the database.

    def _open_calendar_form(self) -> None:
        app, environment = self._app, self._app.environment
        name = f"thoi-han-{app.selection.plan or 'CCHC'}.ics"
        fields = (
            Field("path", words.FILE, value=str(environment.files_folder / name)),
            Field("alarms", words.ALARMS, value=",".join(map(str, environment.alarms))),
        )
        write = partial(_write_calendar, environment, app.selection, app.today)
        self._open_writing_form(words.CALENDAR, fields, write, "calendar")

    def _open_backup_form(self) -> None:
        environment, day = self._app.environment, self._app.today
        name = f"cchc-tasks-{day.isoformat()}.sqlite3"
        fields = (Field("path", words.FILE, value=str(environment.files_folder / name)),)

        def write(values: Values, database: Database) -> str:
            path, output = environment.path_of(values.text("path")), environment.output(values.replaces)
            return words.saved_backup(str(back_up(database, path, day, output).path))

        self._open_writing_form(words.BACK_UP, fields, write, "back_up")

    def _open_writing_form(
        self, title: str, fields: tuple[Field, ...], write: Callable[[Values, Database], Words], name: str
    ) -> None:
        """Open a form whose file is written in the background; the sentence that `write` returns is shown."""
        database = self._app.environment.database
        spec = FormSpec(title, fields, lambda values: run_with_own_connection(database, partial(write, values)))
        self._app.open_form(Form(spec), (name,), self._app.say)

    # Reports.

    def _choose_report(self) -> None:
        choices = [Choice(kind, words.sentence_case(frozen_words.KINDS[kind])) for kind in REPORT_KINDS]
        self._app.push_screen(Chooser(words.CHOOSE_REPORT, choices), self._open_report_form)

    def _open_report_form(self, kind: str | None) -> None:
        app = self._app
        if kind is None:
            return
        key = ("report", kind, app.selection.plan, app.selection.unit)
        form = ReportForm(
            app.environment,
            kind,
            app.selection,
            read_only=app.read_only,
            on_made=self._show_report,
            draft=app.drafts.get(key),
        )
        app.open_form(form, key, self._say_report_made)

    def _show_report(self, title: str, sentences: list[Words]) -> None:
        """Show what the report says of itself, the sentence about the file first."""
        self._app.list_again()
        lines = [(1, screen_text(sentence)) for sentence in (sentences[-1], *sentences[:-1])]
        self._app.push_screen(TextDialog(title, lines))

    def _say_report_made(self, sentences: list[Words]) -> None:
        """Show the sentence about the file of a report whose form was left meanwhile."""
        self._app.list_again()
        self._app.say(sentences[-1])

    # Imports.

    def _open_import_form(self, kind: str, carried: dict[str, str] | None = None) -> None:
        """Open the form of a kind of file; it may be left for the form of another kind."""
        app = self._app
        if app.read_only:
            app.say(words.READ_ONLY)
            return
        on_imported: dict[str, Callable[[Any], None]] = {
            "import_plan": self._say_imported,
            "amend_plan": self._say_amended,
            "take_results": self._say_results_taken,
        }

        def end(result: Any) -> None:
            if isinstance(result, KindSwitch):
                self._open_import_form(result.kind, result.typed)
            else:
                app.list_again()
                on_imported[kind](result)

        plan = app.selection.plan
        key = (kind, plan if kind != "import_plan" else "")
        app.open_form(import_form(kind, app.environment, plan, app.drafts.get(key), carried), key, end)

    def _say_imported(self, reports: list[ImportReport]) -> None:
        plans = (import_words.imported(r.plan.code, len(r.plan.tasks), len(r.for_review)) for r in reports)
        self._app.say(" ".join((*plans, import_words.take_back(len(reports)))))

    def _say_amended(self, report: AmendmentReport) -> None:
        notes = [notice.message for notice in report.notices if notice.code == "applied"]
        self._app.say(joined(" ", (words.undo_key(report.sentence), *notes)))

    def _say_results_taken(self, report: ResultsReport) -> None:
        day = day_in_sentence(report.reported_on)
        sentence = results_words.imported_sentence(report.plan, len(report.updated), report.file, day)
        self._app.say(words.undo_key(sentence))


def _write_calendar(
    environment: ScreenEnvironment, selection: Filters, day: date, values: Values, database: Database
) -> Words:
    """Write the calendar file that was typed and return what is in it."""
    parts = [part.strip() for part in values.text("alarms").split(",") if part.strip()]
    if not all(part.isdecimal() for part in parts):
        raise UsageError(*calendar_words.bad_alarms(values.text("alarms")))
    reminders = Reminders(tuple(int(part) for part in parts), environment.is_day_off)
    path, output = environment.path_of(values.text("path")), environment.output(values.replaces)
    output.check(path, (".ics",))
    export = export_calendar(database, selection, day, reminders, ongoing=False)
    output.write_bytes(path, export.data)
    sentences: list[Words] = [calendar_words.calendar_written(str(path), export.events)]
    if export.undated or export.ongoing_left_out:
        sentences.append(calendar_words.calendar_left_out(export.undated, export.ongoing_left_out))
    return joined(" ", sentences)
