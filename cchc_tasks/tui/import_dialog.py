"""Taking a plan in: what the file holds is shown first, and only Enter on what was shown stores it."""

from __future__ import annotations

from dataclasses import replace

from textual.widgets import Label

from cchc_tasks.errors import AppError, UsageError
from cchc_tasks.model.deadlines import Period
from cchc_tasks.model.imports import ImportRequest
from cchc_tasks.services.import_plan import ImportReport, import_plan
from cchc_tasks.services.import_summary import report_lines
from cchc_tasks.tui.forms import Field, Form, FormSpec, Values
from cchc_tasks.tui.world import World
from cchc_tasks.wording import tui as words

#: Doubts shown of each kind; the rest are counted.
_SHOWN = 8


class ImportDialog(Form):
    """The form of an import; saving shows a preview, saving the same again stores it."""

    def __init__(self, world: World, kept: Values | None = None) -> None:
        fields = (
            Field("path", words.PLAN_FILE, words.FOLDER_HINT),
            Field("year", words.PLAN_YEAR, words.PLAN_YEAR_HINT),
            Field("code", words.PLAN_CODE, words.PLAN_CODE_HINT),
            Field("reported_on", words.REPORTED_ON, words.REPORTED_HINT, records=True),
        )
        super().__init__(FormSpec(words.IMPORTING, fields, self._import, hint=words.PREVIEW_HINT), kept)
        self._world = world
        self._previewed: Values | None = None

    def enter(self, name: str) -> None:
        """Store what was shown, from whichever field; else go on to the next one."""
        if self.values == self._previewed:
            self.action_save()
        else:
            super().enter(name)

    def action_save(self) -> None:
        """Show what the file holds; when that is what is on the screen already, store it."""
        if self.values == self._previewed:
            super().action_save()
            return
        try:
            report = self._import(self.values, dry_run=True)
        except AppError as error:
            self._previewed = None
            self.say(words.on_screen(words.failed(error.message, error.hint)))
            return
        self._previewed = self.values
        self.query_one(".hint", Label).update(words.PREVIEWED)
        self.query_one("#problem", Label).update("\n".join(report_lines(report, _SHOWN)))

    def _import(self, values: Values, *, dry_run: bool = False) -> ImportReport:
        world = self._world
        year, reported_on = values.text("year"), values.text("reported_on")
        request = ImportRequest(world.path_of(values.text("path")), code=values.text("code"), dry_run=dry_run)
        if year:
            request = replace(request, period=Period.of_year(_year(year)))
        if reported_on:
            request = replace(request, reported_on=world.parse_day(reported_on, ""))
        return import_plan(world.database, request, world.act())


def _year(text: str) -> int:
    if not text.isdecimal() or not 1990 <= int(text) <= 2100:
        raise UsageError(*words.bad_year(text))
    return int(text)
