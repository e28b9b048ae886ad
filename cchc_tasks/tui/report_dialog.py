"""Making a report: its kind is chosen, then where it goes and of which days; it is made in the background."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_tasks.errors import AppError
from cchc_tasks.services.reports.kinds import KINDS
from cchc_tasks.services.reports.making import Request
from cchc_tasks.services.reports.typed_periods import period_named, period_of_days
from cchc_tasks.tui.forms import Field, Form, FormSpec, Values
from cchc_tasks.tui.text_dialog import TextDialog
from cchc_tasks.wording import freezing as freezing_words
from cchc_tasks.wording import tui as words
from cchc_tasks.wording.days import day
from cchc_tasks.wording.screen_steps import screen_text, trouble

if TYPE_CHECKING:
    from cchc_tasks.sentences import Words
    from cchc_tasks.tui.app import TasksApp


class ReportDialog(Form):
    """The form of one report of what the screen has selected; Esc leaves it, and the report goes on."""

    def __init__(self, app: TasksApp, kind: str, kept: Values | None = None) -> None:
        self._tasks_app = app
        self._kind = kind
        world = app.world
        name = KINDS[kind].file
        plan = f"-{app.selection.plan.lower()}" if app.selection.plan else ""
        file = Path(name).stem + plan + Path(name).suffix
        example = world.frame(app.today).periods.rules[0].name
        fields = [
            Field("path", words.FILE if Path(name).suffix else words.FOLDER, value=str(world.files_folder / file)),
            Field("period", words.REPORT_PERIOD, words.report_period_hint(example)),
            Field("as_of", words.REPORT_DAY, words.REPORT_DAY_HINT, day(app.today)),
            Field("number", words.REPORT_NUMBER, words.REPORT_NUMBER_HINT),
            Field("signed_on", words.SIGNED_ON, words.REPORT_NUMBER_HINT),
        ]
        if not app.read_only and KINDS[kind].is_frozen:
            fields.append(Field("freeze", words.FREEZE, words.FREEZE_HINT))
        title = words.report_title(freezing_words.KINDS[kind])
        facts = (words.report_of(app.selection.plan, app.selection.unit),)
        super().__init__(FormSpec(title, tuple(fields), lambda _: None, facts, hint=words.REPORT_HINT), kept)
        self._replacing: Path | None = None
        self._busy = False

    def action_save(self) -> None:
        """Make the report; a file that is there already is replaced only when Enter is pressed again."""
        if self._busy:
            return
        try:
            request = self._request()
        except AppError as error:
            self.say(trouble(error))
            return
        if request.out.is_file() and request.out != self._replacing:
            self._replacing = request.out
            self.say(words.replace_file(str(request.out)))
            return
        self._busy = True
        self.say(words.MAKING_REPORT)
        self._tasks_app.run_worker(lambda: self._make(request), thread=True, group="report")

    def _request(self) -> Request:
        app, values = self._tasks_app, self.values
        world = app.world
        plan = app.selection.plan
        signed = values.text("signed_on")
        first, last = self._period(values.text("period"), plan)
        as_of = world.parse_day(values.text("as_of"), plan) if values.text("as_of") else app.today
        frame = replace(
            world.frame(as_of),
            first=first,
            last=last,
            number=values.text("number"),
            signed_on=world.parse_day(signed, plan) if signed else None,
        )
        return Request(
            out=world.path_of(values.text("path")),
            filters=app.selection,
            frame=frame,
            say=lambda _line: None,
            shown_moment=world.shown_moment,
            freeze=world.act() if "freeze" in values.typed and values.text("freeze") else None,
        )

    def _period(self, text: str, plan: str) -> tuple[date | None, date | None]:
        if not text:
            return None, None
        world = self._tasks_app.world
        first, dots, last = text.partition("..")
        if dots:
            return period_of_days(world.parse_day(first, plan), world.parse_day(last, plan))
        return period_named(world.frame(self._tasks_app.today).periods, text)

    def _make(self, request: Request) -> None:
        """Make the report in a thread; what the service says is collected and shown at the end."""
        said: list[Words] = []
        app = self._tasks_app
        try:
            KINDS[self._kind].make(app.world.database, replace(request, say=said.append, progress=self._progress))
        except AppError as error:
            said.append(trouble(error))
            app.call_from_thread(self._ended, said, failed=True)
        else:
            app.call_from_thread(self._ended, said, failed=False)

    def _progress(self, label: str, done: int) -> None:
        if done % 500 == 0:
            self._tasks_app.call_from_thread(self._show_progress, words.report_progress(label, done))

    def _show_progress(self, text: str) -> None:
        if self.is_attached:
            self.say(text)

    def _ended(self, said: list[Words], *, failed: bool) -> None:
        self._busy = False
        app = self._tasks_app
        app.list_again()
        if failed:
            (self.say if self.is_attached else app.say)(screen_text(said[-1]))
            return
        if not self.is_attached:
            app.say(said[-1])
            return
        self.dismiss(None)
        app.push_screen(TextDialog(self.spec.title, [(1, screen_text(line)) for line in (said[-1], *said[:-1])]))
