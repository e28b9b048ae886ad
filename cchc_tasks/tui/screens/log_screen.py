"""The screen «Nhật ký»: a row a change, the newest first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from cchc_tasks.messages.list_words import change_count, recorded_by
from cchc_tasks.model.filters import Filters, Page
from cchc_tasks.plans.plan_history import Change, list_changes
from cchc_tasks.storage.database import Database
from cchc_tasks.tui import words
from cchc_tasks.tui.environment import ScreenEnvironment
from cchc_tasks.tui.screens.table_screen import ConfirmTable, Rows, wrapped

#: How many changes the log shows.
_LOGGED = 300


class ChangeTable(ConfirmTable):
    """The table of changes; the confirming key undoes the change under the cursor."""

    def __init__(self) -> None:
        super().__init__(words.LOG_COLUMNS, "log")

    def read(self, database: Database, _environment: ScreenEnvironment, selection: Filters, _day: date) -> Page[Change]:
        """Return the newest changes of the selected plan."""
        return list_changes(database, filters=Filters(plan=selection.plan, limit=_LOGGED))

    def show_content(
        self, content: Page[Change], environment: ScreenEnvironment, _glyphs: words.Glyphs, width: int
    ) -> None:
        """Show the changes, in a window of `width` columns."""
        moments = [environment.shown_moment(change.recorded_at) for change in content]
        self.show_rows(log_rows(content, moments, width))


def log_rows(changes: Page[Change], moments: Iterable[str], width: int) -> Rows:
    """Return a row a change, the newest first, and one that says how many there are where not all are shown."""
    for change, moment in zip(changes, moments, strict=True):
        taken_back = words.TAKEN_BACK if change.taken_back_by else ""
        cells = (
            moment,
            recorded_by(change.actor, change.login),
            wrapped(change.sentence, max(20, width - 50)),
            taken_back,
        )
        yield str(change.change_id), cells
    if len(changes) < changes.total:
        yield "", ("", "", change_count(len(changes), changes.total), "")
