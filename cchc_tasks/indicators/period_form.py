"""The statistics appendix by reporting period: what is stored of it, and the form that a new period begins with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cchc_tasks.indicators import words
from cchc_tasks.indicators.contradiction_rules import find_contradictions
from cchc_tasks.indicators.keyed_lines import KeyedLine, key_lines
from cchc_tasks.indicators.sql import LineRecorder, StoredLine, periods_with_lines, stored_lines
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.indicator import Indicator, placed

if TYPE_CHECKING:
    from cchc_tasks.storage.change_recorder import ChangeRecorder
    from cchc_tasks.storage.database import Database
    from cchc_tasks.storage.reader import Reader


#: So many days lie between the ends of a year, however an office closes it.
_SHORTEST_YEAR, _LONGEST_YEAR = 355, 375


@dataclass(frozen=True, slots=True)
class PeriodForm:
    """The appendix of a period: its lines in printed order.

    `period` is the one that the lines are recorded of. `carried_from` is the period whose form it is where nothing was
    recorded of this one yet: every value and note is empty then. `stored` are the same lines as they are recorded,
    empty for a carried form.
    """

    period: Period
    lines: tuple[Indicator, ...]
    carried_from: Period | None = None
    stored: tuple[StoredLine, ...] = ()


class ChangedLine(NamedTuple):
    """A line that says something else: its code, what it was and what it is now."""

    code: str
    before: Indicator
    after: Indicator


def indicators_of(database: Database, period: Period) -> list[Indicator]:
    """Return the lines of a period's appendix in printed order, values as printed, empty where nobody gave any.

    A period without lines of its own has those of the period before it (or else after it), without values and notes;
    the list is empty where no period has any. Raises DatabaseError.
    """
    return list(form_of(database, period).lines)


def form_of(database: Database, period: Period) -> PeriodForm:
    """Return the appendix of a period, and where its form comes from."""
    with database.reading() as reader:
        return read_form(reader, period)


def read_form(reader: Reader, period: Period) -> PeriodForm:
    """Return the appendix of a period as a reader sees it.

    The calendar year and the reporting year that closes in it are one period: the one that has lines is meant.
    """
    known = stored_periods(reader)
    if period not in known:
        period = next((other for other in known if _same_year(other, period)), period)
    if period in known:
        stored = tuple(stored_lines(reader, period))
        return PeriodForm(period, tuple(found.line for found in stored), stored=stored)
    source = _nearest(known, period)
    if source is None:
        return PeriodForm(period, ())
    lines = (replace(found.line, value="", note="") for found in stored_lines(reader, source))
    return PeriodForm(period, tuple(lines), source)


def stored_periods(reader: Reader) -> list[Period]:
    """Return the periods that have lines of their own, by their last day."""
    found = (Period(date.fromisoformat(first), date.fromisoformat(last)) for first, last in periods_with_lines(reader))
    return [period for period in found if stored_lines(reader, period)]


def periods_of(database: Database) -> list[Period]:
    """Return the periods of which the appendix has lines, by their last day."""
    with database.reading() as reader:
        return stored_periods(reader)


def store_form(recorder: ChangeRecorder, before: PeriodForm, form: Sequence[KeyedLine]) -> bool:
    """Add to a change what differs between a period's stored form and the one it is to have, places among it."""
    lines = LineRecorder(recorder, before.period)
    keys = key_lines([found.line for found in before.stored])
    old = {found.key: stored for found, stored in zip(keys, before.stored, strict=True)}
    changed = False
    for place, (key, line) in enumerate(form, start=1):
        stored = old.pop(key, None)
        if stored is None or (stored.place, stored.line) != (place, line):
            lines.add(key, place, line, indicator_id=stored.indicator_id if stored else None)
            changed = True
    for key, stored in old.items():
        lines.add(key, stored.place, stored.line, indicator_id=stored.indicator_id, in_form=False)
        changed = True
    return changed


def name_period(period: Period) -> str:
    """Return what people call a period: «năm 2022», «kỳ 01/01/2022 – 14/6/2022»."""
    return words.period_named(period.first, period.last)


def contradiction_lines(lines: Sequence[Indicator]) -> list[str]:
    """Return what cannot all be right in a form as sentences, in printed order."""
    codes = [place.code for place in placed(lines)]

    def name_of(index: int) -> str:
        return words.named_line(codes[index], lines[index].name)

    return [
        words.contradiction(
            found.kind,
            name_of(found.at),
            words.value_with_unit(lines[found.at].value, lines[found.at].unit),
            [(name_of(other), lines[other].value) for other in found.others],
            found.expected,
        )
        for found in find_contradictions(lines)
    ]


def _same_year(one: Period, other: Period) -> bool:
    """Whether both are about a year and close in the same one: 15/12/2021–14/12/2022 is the year 2022."""
    whole = all(_SHORTEST_YEAR <= (period.last - period.first).days <= _LONGEST_YEAR for period in (one, other))
    return whole and one.last.year == other.last.year


def _nearest(periods: list[Period], wanted: Period) -> Period | None:
    """The latest period that ends before the wanted one does, else the first one after it."""
    earlier = [period for period in periods if period.last <= wanted.last]
    return earlier[-1] if earlier else next(iter(periods), None)
