"""What the keys choose, read and write out: plan and unit, the numbers, files, the list of everything."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from cchc_tasks.calendars import words as calendar_words
from cchc_tasks.calendars.calendar_export import export_calendar
from cchc_tasks.calendars.reminders import Reminders
from cchc_tasks.days import day_in_sentence
from cchc_tasks.errors import AppError, UsageError
from cchc_tasks.messages import screen_import_words as import_words
from cchc_tasks.messages import statistics_words as number_words
from cchc_tasks.model.amendment import AmendmentReport
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.returned_results import ResultsReport
from cchc_tasks.model.statistics import rate_of_all, rate_of_due
from cchc_tasks.office.backup import back_up
from cchc_tasks.plans.plan_import import ImportReport
from cchc_tasks.plans.plan_lookup import list_plans
from cchc_tasks.reports import frozen_words as freezing_words
from cchc_tasks.reports.frozen_numbers import (
    compare_with_now,
    difference_sentences,
    find_frozen_report,
    list_frozen_reports,
)
from cchc_tasks.reports.report_kinds import REPORT_KINDS
from cchc_tasks.sentences import Words, joined
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.due_lists import list_overdue
from cchc_tasks.tracking.due_message import due_message
from cchc_tasks.tracking.screen_list import list_ids
from cchc_tasks.tracking.suggestions import suggest_units
from cchc_tasks.tracking.task_description import SheetLine
from cchc_tasks.tracking.task_statistics import compute_statistics
from cchc_tasks.tui import keys, words
from cchc_tasks.tui.background import apart
from cchc_tasks.tui.forms.chooser import Choice, Chooser
from cchc_tasks.tui.forms.form import Field, Form, FormSpec, Values
from cchc_tasks.tui.forms.import_dialog import file_form
from cchc_tasks.tui.forms.preview_form import Turned
from cchc_tasks.tui.forms.report_dialog import ReportDialog
from cchc_tasks.tui.forms.text_dialog import TextDialog, help_lines
from cchc_tasks.tui.step_words import screen_text
from cchc_tasks.worksheets import results_words as result_words

if TYPE_CHECKING:
    from cchc_tasks.tui.app import TasksApp

Opener = Callable[[], Awaitable[None]]


class Choices:
    """The parts of the screen that record nothing of tasks."""

    def __init__(self, app: TasksApp) -> None:
        self._app = app
        self._doers: dict[str, Callable[[], None]] = {
            "mine": self._mine,
            "calendar": self._calendar,
            "import_plan": lambda: self._take_in("import_plan"),
            "amend_plan": lambda: self._take_in("amend_plan"),
            "take_results": lambda: self._take_in("take_results"),
            "report": self._choose_report,
            "back_up": self._back_up,
            "ascii": self._toggle_signs,
            "palette": self._palette,
            "help": lambda: self._read(words.HELP_TITLE, help_lines()),
        }
        self._openers: dict[str, Opener] = {
            "unit": self._choose_unit,
            "plan": self._choose_plan,
            "history": self._read_task,
            "copy": self._copy,
            "statistics": self._statistics,
            "frozen": self._choose_frozen,
            "next_overdue": lambda: self._go_overdue(1),
            "previous_overdue": lambda: self._go_overdue(-1),
        }

    def run(self, name: str) -> None:
        """Do what a key asks for, or open what has to be asked of the database first; what goes wrong is told."""
        if name in self._openers:
            self.open(self._openers[name])
        else:
            self._doers[name]()

    def open(self, opener: Opener) -> None:
        """Open something; where the database does not tell what, the keys that were typed for it are dropped."""
        self._app.do_for_key(partial(self._open, opener), opens=True)

    async def _open(self, opener: Opener) -> None:
        try:
            await opener()
        except AppError as error:
            self._app.drop_typed()
            self._app.say_trouble(error, again=True)

    # Choosing.

    async def _choose_plan(self) -> None:
        plans = await self._app.ask(list_plans)
        choices = [Choice("", words.ALL_PLANS), *(Choice(p.code, p.code, f"{p.title} ({p.tasks})") for p in plans)]
        self._app.push_screen(Chooser(words.CHOOSE_PLAN, choices), self._plan_chosen)

    def _plan_chosen(self, code: str | None) -> None:
        if code is not None:
            self._app.select(plan=code)

    async def _choose_unit(self) -> None:
        offers = await self._app.ask(lambda database: suggest_units(database, ""))
        choices = [Choice("", words.ALL_UNITS), *(Choice(offer.value, offer.value, offer.meaning) for offer in offers)]
        self._app.push_screen(Chooser(words.CHOOSE_UNIT, choices), self._unit_chosen)

    def _unit_chosen(self, name: str | None) -> None:
        if name is not None:
            self._app.memory.mine = name
            self._app.select(unit=name, groups=False)

    def _mine(self) -> None:
        """Show what is late and what is due soon of one's own unit, or everything again."""
        app = self._app
        if not app.memory.mine:
            self.open(self._choose_unit)
            return
        shown = app.view == "urgent" and app.selection.unit == app.memory.mine
        app.view = "" if shown else "urgent"
        app.select(unit="" if shown else app.memory.mine, groups=False)

    def _palette(self) -> None:
        choices = [
            Choice(c.name, f"{c.label:<16}", f"{c.shown:<5} {c.meaning}")
            for c in keys.COMMANDS
            if c.name not in ("choose('palette')", "leave")
        ]
        self._app.push_screen(Chooser(words.ALL_COMMANDS, choices), self._command_chosen)

    def _command_chosen(self, name: str | None) -> None:
        if name is None:
            return
        self._app.call_later(self._app.run_action, name)

    async def _go_overdue(self, by: int) -> None:
        app = self._app
        rows = app.rows
        if rows is None:
            app.action_show("tasks")
            rows = app.tasks
        await app.listed()
        chosen, day, rules = app.selection, app.today, app.world.rules
        late = set((await app.ask(lambda database: list_ids(database, chosen, day, rules, "overdue"))).ids)
        ids = rows.listed.ids
        order = [(rows.cursor + by * step) % len(ids) for step in range(1, len(ids) + 1)] if ids else []
        place = next((place for place in order if ids[place] in late), None)
        if place is None:
            app.say(words.NO_OVERDUE)
        else:
            rows.go(place)

    # Reading.

    async def _read_task(self) -> None:
        """Show everything about the task under the cursor, with its history."""
        tasks = (await self._app.chosen_tasks())[:1]
        if tasks:
            self._read("", await self._app.read_whole(tasks[0]))
        else:
            self._app.say(words.NO_TASK)

    async def _statistics(self) -> None:
        app = self._app
        chosen, day, rules, rates = app.selection, app.today, app.world.rules, app.world.rates
        counts = (await app.ask(lambda database: compute_statistics(database, chosen, day, "", rules))).counts
        all_tasks, fallen_due = (
            rate_of_all(counts, rates.nothing_arisen, rates.decimals),
            rate_of_due(counts, rates.decimals),
        )
        lines = [
            number_words.sentence(asdict(counts)),
            number_words.rate_all_named(number_words.rate(*all_tasks), rates.nothing_arisen, rates.source),
            number_words.rate_due_named(number_words.rate(*fallen_due)),
            number_words.on_day(day_in_sentence(day)),
        ]
        self._read(words.STATISTICS, [(1, line) for line in lines])

    def _read(self, title: str, lines: list[SheetLine]) -> None:
        self._app.push_screen(TextDialog(title, lines))

    # Writing out.

    async def _copy(self) -> None:
        """Copy what is overdue as plain lines; terminals that do not take them find them in a file."""
        app = self._app
        filters, day, rules = app.selection, app.today, app.world.rules

        def late_lines(database: Database) -> tuple[int, list[str]]:
            chosen = list_overdue(database, filters, day, rules)
            return chosen.total, due_message(database, "overdue", chosen, day)

        late, lines = await app.ask(late_lines)
        app.copy_to_clipboard("\n".join(lines))
        app.say(words.copied(late, self._keep("\n".join(lines) + "\n") if lines else ""))

    def _keep(self, text: str) -> str:
        """Keep a text in a file of the day; the empty text where that is impossible."""
        world = self._app.world
        if world.state_folder is None:
            return ""
        path = world.state_folder / f"qua-han-{self._app.today.isoformat()}.txt"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            world.output(True).write_bytes(path, text.encode())
        except (OSError, UsageError):
            return ""
        return str(path)

    def _calendar(self) -> None:
        world = self._app.world
        name = f"thoi-han-{self._app.selection.plan or 'CCHC'}.ics"
        fields = (
            Field("path", words.FILE, value=str(world.files_folder / name)),
            Field("alarms", words.ALARMS, value=",".join(map(str, world.alarms))),
        )
        app = self._app
        write = partial(self._write_calendar, app.selection, app.today)
        form = Form(FormSpec(words.CALENDAR, fields, lambda typed: apart(world.database, partial(write, typed))))
        self._app.acts.open_form(form, ("calendar",), self._told)

    def _write_calendar(self, chosen: Filters, day: date, values: Values, database: Database) -> Words:
        app = self._app
        parts = [part.strip() for part in values.text("alarms").split(",") if part.strip()]
        if not all(part.isdecimal() for part in parts):
            raise UsageError(*calendar_words.bad_alarms(values.text("alarms")))
        days = tuple(int(part) for part in parts)
        reminders = Reminders(days, app.world.is_day_off)
        path, output = app.world.path_of(values.text("path")), app.world.output(values.replaces)
        output.check(path, (".ics",))
        export = export_calendar(database, chosen, day, reminders, ongoing=False)
        output.write_bytes(path, export.data)
        told: list[Words] = [calendar_words.calendar_written(str(path), export.events)]
        if export.undated or export.ongoing_left_out:
            told.append(calendar_words.calendar_left_out(export.undated, export.ongoing_left_out))
        return joined(" ", told)

    def _choose_report(self) -> None:
        choices = [Choice(kind, words.sentence_case(freezing_words.KINDS[kind])) for kind in REPORT_KINDS]
        self._app.push_screen(Chooser(words.CHOOSE_REPORT, choices), self._report_chosen)

    def _report_chosen(self, kind: str | None) -> None:
        if kind is not None:
            key = ("report", kind, self._app.selection.plan, self._app.selection.unit)
            self._app.acts.open_form(ReportDialog(self._app, kind, self._app.kept.get(key)), key, self._report_made)

    async def _choose_frozen(self) -> None:
        """Show which numbers were reported; a chosen report is compared with the numbers of now."""
        world = self._app.world
        found = await self._app.ask(list_frozen_reports)
        if not found:
            self._app.say(freezing_words.NONE)
            return
        choices = [
            Choice(
                frozen.uid,
                words.sentence_case(freezing_words.KINDS.get(frozen.snapshot.kind, frozen.snapshot.kind)),
                f"{day_in_sentence(frozen.snapshot.as_of)}  {world.shown_moment(frozen.recorded_at)} {frozen.actor}",
            )
            for frozen in found
        ]
        self._app.push_screen(Chooser(words.CHOOSE_FROZEN, choices), self._frozen_chosen)

    def _frozen_chosen(self, uid: str | None) -> None:
        if uid is not None:
            self.open(partial(self._compare, uid))

    async def _compare(self, uid: str) -> None:
        world = self._app.world

        def differences(database: Database) -> list[Words]:
            frozen = find_frozen_report(database, uid)
            changes = compare_with_now(database, frozen, world.rules)
            return list(difference_sentences(frozen, changes, world.shown_moment))

        lines = await self._app.ask(differences)
        self._read(words.CHOOSE_FROZEN, [(1, screen_text(line)) for line in lines])

    def _back_up(self) -> None:
        name = f"cchc-tasks-{self._app.today.isoformat()}.sqlite3"
        fields = (Field("path", words.FILE, value=str(self._app.world.files_folder / name)),)
        world, day = self._app.world, self._app.today

        def write(values: Values, database: Database) -> str:
            path, output = world.path_of(values.text("path")), world.output(values.replaces)
            return words.saved_backup(str(back_up(database, path, day, output).path))

        form = Form(FormSpec(words.BACK_UP, fields, lambda typed: apart(world.database, partial(write, typed))))
        self._app.acts.open_form(form, ("back_up",), self._told)

    def _take_in(self, kind: str, carried: dict[str, str] | None = None) -> None:
        """Open the form of a kind of file; it may be left for the form of another kind."""
        app = self._app
        if app.read_only:
            app.say(words.READ_ONLY)
            return
        told: dict[str, Callable[[Any], None]] = {
            "import_plan": self._imported, "amend_plan": self._amended, "take_results": self._results_taken,
        }  # fmt: skip

        def ended(made: Any) -> None:
            if isinstance(made, Turned):
                self._take_in(made.kind, made.typed)
            else:
                app.list_again()
                told[kind](made)

        plan = app.selection.plan
        key = (kind, plan if kind != "import_plan" else "")
        app.acts.open_form(file_form(kind, app.world, plan, app.kept.get(key), carried), key, ended)

    def _imported(self, reports: list[ImportReport]) -> None:
        told = (import_words.imported(r.plan.code, len(r.plan.tasks), len(r.for_review)) for r in reports)
        self._told(" ".join((*told, import_words.take_back(len(reports)))))

    def _amended(self, report: AmendmentReport) -> None:
        said = [notice.message for notice in report.notices if notice.code == "applied"]
        self._told(joined(" ", (words.undo_key(report.sentence), *said)))

    def _results_taken(self, report: ResultsReport) -> None:
        day = day_in_sentence(report.reported_on)
        sentence = result_words.imported_sentence(report.plan, len(report.updated), report.file, day)
        self._told(words.undo_key(sentence))

    def _told(self, sentence: Words) -> None:
        self._app.say(sentence)

    def _report_made(self, said: list[Words]) -> None:
        """Tell of a report whose dialog was left meanwhile."""
        self._app.list_again()
        self._app.say(said[-1])

    # Looks.

    def _toggle_signs(self) -> None:
        self._app.memory.ascii = not self._app.memory.ascii
        self._app.show_signs()
        self._app.list_again()
