"""The screen «Đơn vị»: a row a unit with its numbers, and a bar that shows how much of its work is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from cchc_tasks.messages.statistics_words import percent_text
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.statistics import rate_of_all
from cchc_tasks.report_settings import period_start
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.task_statistics import GroupCounts, RateRules, compute_statistics
from cchc_tasks.tui import words
from cchc_tasks.tui.environment import ScreenEnvironment
from cchc_tasks.tui.screens.table_screen import Rows, RowsTable, wrapped
from cchc_tasks.units.unit_lookup import notes_on_units

#: Below this width bars are short and names wrap.
_WIDE = 100


class UnitNumbers(NamedTuple):
    """The units with their numbers, how many tasks of each have no report, and notes on their history."""

    groups: tuple[GroupCounts, ...]
    unreported: dict[str, int]
    notes: dict[str, str]


class UnitTable(RowsTable):
    """The table of units; Enter shows the tasks of the unit under the cursor."""

    def __init__(self) -> None:
        super().__init__(words.UNIT_COLUMNS, "units")

    def read(self, database: Database, environment: ScreenEnvironment, selection: Filters, day: date) -> UnitNumbers:
        """Return the numbers of the units in the selected plan."""
        of_plan = Filters(plan=selection.plan)
        groups = compute_statistics(database, of_plan, day, "unit", environment.rules).groups
        silent = of_plan._replace(unreported_since=period_start(day, environment.rules.periods))
        unreported = compute_statistics(database, silent, day, "unit", environment.rules).groups
        counts = {group.name: group.counts.not_done for group in unreported}
        return UnitNumbers(tuple(groups), counts, dict(notes_on_units(database, day)))

    def show_content(
        self, content: UnitNumbers, environment: ScreenEnvironment, glyphs: words.Glyphs, width: int
    ) -> None:
        """Show the units, in a window of `width` columns."""
        self.show_rows(unit_rows(*content, environment.rates, glyphs, width))


def unit_rows(
    groups: Iterable[GroupCounts],
    unreported: Mapping[str, int],
    notes: Mapping[str, str],
    rates: RateRules,
    glyphs: words.Glyphs,
    width: int,
) -> Rows:
    """Return a row a unit: what it was given, what is done, late and soon, and a bar; `notes` are on its history."""
    length, name_width = (14, 40) if width >= _WIDE else (8, max(16, width - 60))
    for group in groups:
        counts = group.counts
        rate = rate_of_all(counts, rates.nothing_arisen, rates.decimals)
        full = round((rate.percent or 0) * length / 100)
        bar = f"{percent_text(rate.percent):>5} {glyphs.bar_full * full}{glyphs.bar_empty * (length - full)}"
        numbers = (counts.total, counts.done, counts.overdue, counts.due_soon, unreported.get(group.name, 0))
        names = "\n".join(wrapped(text, name_width) for text in (group.name, notes.get(group.name, "")) if text)
        yield group.key, (names, *(f"{number:>4}" for number in numbers), bar)
