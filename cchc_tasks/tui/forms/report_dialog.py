"""Making a report: its kind is chosen, then where it goes and of which days; it is made in the background."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from cchc_tasks.days import day
from cchc_tasks.model.filters import Filters
from cchc_tasks.reports import frozen_words as freezing_words
from cchc_tasks.reports.report_file import ReportRequest
from cchc_tasks.reports.report_frame import check_period_days, parse_period
from cchc_tasks.reports.report_kinds import REPORT_KINDS
from cchc_tasks.storage.database import Database
from cchc_tasks.tui import words
from cchc_tasks.tui.background import apart
from cchc_tasks.tui.forms.form import MAKING, Field, Form, FormSpec, Values, nothing_to_save
from cchc_tasks.tui.forms.text_dialog import TextDialog
from cchc_tasks.tui.step_words import screen_text

if TYPE_CHECKING:
    from cchc_tasks.sentences import Words
    from cchc_tasks.tui.app import TasksApp


class ReportDialog(Form):
    """The form of one report of what the screen has selected; Esc leaves it, and the report goes on."""

    LEAVING: ClassVar[str] = words.LEFT_MAKING

    def __init__(self, app: TasksApp, kind: str, kept: Values | None = None) -> None:
        self._tasks_app = app
        self._kind = kind
        world = app.world
        name = REPORT_KINDS[kind].file
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
        if not app.read_only and REPORT_KINDS[kind].is_frozen:
            fields.append(Field("freeze", words.FREEZE, words.FREEZE_HINT))
        title = words.report_title(freezing_words.KINDS[kind])
        facts = (words.report_of(app.selection.plan, app.selection.unit),)
        super().__init__(FormSpec(title, tuple(fields), nothing_to_save, facts, hint=words.REPORT_HINT), kept)

    def action_save(self) -> None:
        """Make the report in the background."""
        app, values = self._tasks_app, self.values
        make = partial(self._make, values, app.selection, app.today, asyncio.get_running_loop())
        self.write(lambda: apart(app.world.database, make), words.MAKING_REPORT, MAKING)

    def _request(self, database: Database, values: Values, chosen: Filters, today: date) -> ReportRequest:
        world, plan = self._tasks_app.world, chosen.plan
        signed = values.text("signed_on")
        first, last = self._period(database, values.text("period"), plan, today)
        as_of = world.parse_day(database, values.text("as_of"), plan) if values.text("as_of") else today
        frame = replace(
            world.frame(as_of),
            first=first,
            last=last,
            number=values.text("number"),
            signed_on=world.parse_day(database, signed, plan) if signed else None,
        )
        return ReportRequest(
            out=world.path_of(values.text("path")),
            output=world.output(values.replaces),
            filters=chosen,
            frame=frame,
            say=lambda _line: None,
            shown_moment=world.shown_moment,
            freeze=world.act() if "freeze" in values.typed and values.text("freeze") else None,
        )

    def _period(self, database: Database, text: str, plan: str, today: date) -> tuple[date | None, date | None]:
        if not text:
            return None, None
        world = self._tasks_app.world
        first, dots, last = text.partition("..")
        if dots:
            return check_period_days(world.parse_day(database, first, plan), world.parse_day(database, last, plan))
        return parse_period(world.frame(today).periods, text)

    def _make(
        self, values: Values, chosen: Filters, today: date, loop: asyncio.AbstractEventLoop, database: Database
    ) -> list[Words]:
        """Make the report in a thread and return what the service says."""
        request = self._request(database, values, chosen, today)
        said: list[Words] = []

        def progress(label: str, done: int) -> None:
            if done % 500 == 0:
                with suppress(RuntimeError):  # the screen is closed already
                    loop.call_soon_threadsafe(self._show_progress, words.report_progress(label, done))

        REPORT_KINDS[self._kind].make(database, replace(request, say=said.append, progress=progress))
        return said

    def _show_progress(self, text: str) -> None:
        if self.is_attached:
            self.say(text)

    def recorded(self, made: list[Words]) -> None:
        """Show what was said, the sentence about the file first."""
        self._tasks_app.list_again()
        self.dismiss(None)
        lines = [(1, screen_text(line)) for line in (made[-1], *made[:-1])]
        self._tasks_app.push_screen(TextDialog(self.spec.title, lines))
