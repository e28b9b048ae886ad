"""The reading of a printed deadline phrase; it contains nothing that is not printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from cchc_tasks.model.doubts import Doubt
from cchc_tasks.model.status import Every, Kind

OffsetUnit = Literal["day", "working_day", "month"]


@dataclass(frozen=True, slots=True)
class Period:
    """The days a plan covers, first and last included."""

    first: date
    last: date

    @classmethod
    def of_year(cls, year: int) -> Period:
        """Return the calendar year from 1 January to 31 December."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @property
    def is_one_year(self) -> bool:
        """Whether the period is one whole calendar year."""
        return self == Period.of_year(self.first.year)


@dataclass(frozen=True, slots=True)
class Offset:
    """A deadline counted from an event: «10 ngày làm việc kể từ ngày Nghị quyết có hiệu lực».

    `number` units after the anchor's day; `anchor` keeps the words of the event as printed.
    """

    number: int
    unit: OffsetUnit
    anchor: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One period of a recurring deadline: its first day and the day due."""

    start: date
    due: date


@dataclass(frozen=True, slots=True)
class MilestoneReading:
    """One milestone (mốc) of a phrase.

    `start` and `due` are the first and last day, None where none is printed; `occurrences` are set for a
    recurring deadline whose phrase fixes them; `trigger` holds the awaited document or event; `rule` names
    the rule that read it in Vietnamese; `assumed` names what was not printed ("year", "century"); `reason`
    says why a milestone is unread.
    """

    kind: Kind
    label: str | None = None
    start: date | None = None
    due: date | None = None
    every: Every | None = None
    occurrences: tuple[Occurrence, ...] = ()
    trigger: str | None = None
    offset: Offset | None = None
    rule: str = ""
    assumed: tuple[str, ...] = ()
    ambiguous: bool = False
    reason: Doubt | None = None


@dataclass(frozen=True, slots=True)
class DeadlineReading:
    """The reading of one whole deadline cell; `text` is the phrase as printed.

    `leftover` holds the printed words that no rule explains; `notes` are for the person who reviews: why it is
    ambiguous, which year is missing. An empty cell has one unread milestone.
    """

    text: str
    milestones: tuple[MilestoneReading, ...]
    leftover: str = ""
    assumed: tuple[str, ...] = ()
    ambiguous: bool = False
    notes: tuple[Doubt, ...] = ()

    @property
    def unread(self) -> bool:
        """Whether any part of the phrase could not be read as a deadline."""
        return any(milestone.kind is Kind.UNREAD for milestone in self.milestones)

    @property
    def review(self) -> tuple[Doubt, ...]:
        """Why a person should look: the notes, unless the phrase was read without doubt."""
        return self.notes if self.ambiguous or self.unread else ()
