"""The form of one report of the selected tasks: where it goes, of which days; it is made in the background."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from cchc_tasks.days import day
from cchc_tasks.model.filters import Filters
from cchc_tasks.reports import frozen_words
from cchc_tasks.reports.report_file import ReportRequest
from cchc_tasks.reports.report_frame import check_period_days, parse_period
from cchc_tasks.reports.report_kinds import REPORT_KINDS
from cchc_tasks.storage.database import Database
from cchc_tasks.tui import words
from cchc_tasks.tui.environment import ScreenEnvironment
from cchc_tasks.tui.forms.form import MAKING, Field, Form, FormSpec, Values, nothing_to_save
from cchc_tasks.tui.store import run_with_own_connection

if TYPE_CHECKING:
    from cchc_tasks.sentences import Words


class ReportForm(Form):
    """The form of a report; Esc leaves it, and the report goes on.

    `on_made` gets the title and what the report says of itself when it was made while the form was open.
    """

    LEAVING: ClassVar[str] = words.LEFT_MAKING

    def __init__(
        self,
        environment: ScreenEnvironment,
        kind: str,
        selection: Filters,
        *,
        read_only: bool,
        on_made: Callable[[str, list[Words]], None],
        draft: Values | None = None,
    ) -> None:
        self._environment = environment
        self._kind = kind
        self._selection = selection
        self._on_made = on_made
        name = REPORT_KINDS[kind].file
        plan = f"-{selection.plan.lower()}" if selection.plan else ""
        file = Path(name).stem + plan + Path(name).suffix
        today = environment.today()
        example = environment.frame(today).periods.rules[0].name
        fields = [
            Field(
                "path", words.FILE if Path(name).suffix else words.FOLDER, value=str(environment.files_folder / file)
            ),
            Field("period", words.REPORT_PERIOD, words.report_period_hint(example)),
            Field("as_of", words.REPORT_DAY, words.REPORT_DAY_HINT, day(today)),
            Field("number", words.REPORT_NUMBER, words.REPORT_NUMBER_HINT),
            Field("signed_on", words.SIGNED_ON, words.REPORT_NUMBER_HINT),
        ]
        if not read_only and REPORT_KINDS[kind].is_frozen:
            fields.append(Field("freeze", words.FREEZE, words.FREEZE_HINT))
        title = words.report_title(frozen_words.KINDS[kind])
        facts = (words.report_of(selection.plan, selection.unit),)
        super().__init__(FormSpec(title, tuple(fields), nothing_to_save, facts, hint=words.REPORT_HINT), draft)

    def action_save(self) -> None:
        """Make the report in the background."""
        make = partial(self._make, self.values, asyncio.get_running_loop())
        database = self._environment.database
        self.write(lambda: run_with_own_connection(database, make), words.MAKING_REPORT, MAKING)

    def _request(self, database: Database, values: Values) -> ReportRequest:
        environment, plan = self._environment, self._selection.plan
        as_of, signed = values.text("as_of"), values.text("signed_on")
        first, last = self._period(database, values.text("period"))
        frame = replace(
            environment.frame(environment.parse_day(database, as_of, plan) if as_of else environment.today()),
            first=first,
            last=last,
            number=values.text("number"),
            signed_on=environment.parse_day(database, signed, plan) if signed else None,
        )
        return ReportRequest(
            out=environment.path_of(values.text("path")),
            output=environment.output(values.replaces),
            filters=self._selection,
            frame=frame,
            say=lambda _line: None,
            shown_moment=environment.shown_moment,
            freeze=environment.act() if "freeze" in values.typed and values.text("freeze") else None,
        )

    def _period(self, database: Database, text: str) -> tuple[date | None, date | None]:
        if not text:
            return None, None
        environment, plan = self._environment, self._selection.plan
        first, dots, last = text.partition("..")
        if dots:
            parse_day = environment.parse_day
            return check_period_days(parse_day(database, first, plan), parse_day(database, last, plan))
        return parse_period(environment.frame(environment.today()).periods, text)

    def _make(self, values: Values, loop: asyncio.AbstractEventLoop, database: Database) -> list[Words]:
        """Make the report in a thread and return what it says of itself, the sentence about the file last."""
        request = self._request(database, values)
        sentences: list[Words] = []

        def progress(label: str, done: int) -> None:
            if done % 500 == 0:
                with suppress(RuntimeError):  # the screen is closed already
                    loop.call_soon_threadsafe(self._show_progress, words.report_progress(label, done))

        REPORT_KINDS[self._kind].make(database, replace(request, say=sentences.append, progress=progress))
        return sentences

    def _show_progress(self, text: str) -> None:
        if self.is_attached:
            self.say(text)

    def end(self, result: list[Words]) -> None:
        """Close and hand over what the report says of itself."""
        self.dismiss(None)
        self._on_made(self.spec.title, result)
