"""A calendar entry holds what a calendar shows of a milestone; it does not depend on the day of the export."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cchc_tasks.model.status import CLOCK_STOPPED, Kind, Status


class CalendarState(StrEnum):
    """How a milestone stands in a calendar; only an open one reminds."""

    OPEN = "open"
    DONE = "done"
    STOPPED = "stopped"
    CANCELLED = "cancelled"


def calendar_state(reported: Status, closed: bool) -> CalendarState:
    """Return the state of a milestone of a task that was reported as `reported`.

    `closed` says that the milestone is finished: it stays so when its task is dropped later. The status is the
    reported one, not the one shown on a day, so that a calendar never depends on the day of exporting.
    """
    if closed:
        return CalendarState.DONE
    if reported is Status.DROPPED:
        return CalendarState.CANCELLED
    return CalendarState.STOPPED if reported in CLOCK_STOPPED else CalendarState.OPEN


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A dated milestone, or one period of a recurring deadline, as calendars show it: one whole day.

    `uid` and `revision` are the milestone's stored ones, `changed_at` the moment of that revision (with a time
    zone); `due` is the day that counts, `extended_from` the one it replaced. `ref` is the task («CCHC-2022/33»),
    `n` the milestone's number in it. `area` is the area or section in words, units are names; `product` and
    `deadline_text` are as printed, lines parted by a line feed; `start` is the first day of the window. Empty
    texts and None are left out of the calendar; `summary` and `note` stand for the title line and the text where they
    are given. Raises ValueError for an empty UID (a calendar would make up a new one at each export) and for a moment
    without a time zone (it would depend on the machine).
    """

    uid: str
    revision: int
    changed_at: datetime
    due: date
    ref: str
    n: int
    title: str
    label: str | None = None
    kind: Kind = Kind.FIXED
    state: CalendarState = CalendarState.OPEN
    area: str = ""
    lead_units: tuple[str, ...] = ()
    support_units: tuple[str, ...] = ()
    product: str = ""
    deadline_text: str = ""
    start: date | None = None
    extended_from: date | None = None
    summary: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if not self.uid.strip():
            raise ValueError(f"{self.ref}: a calendar event needs a stored UID")
        if self.changed_at.tzinfo is None:
            raise ValueError(f"{self.ref}: the moment of a revision needs a time zone")


@dataclass(frozen=True, slots=True)
class CalendarTodo:
    """A milestone as a thing to do: as `CalendarEvent`, but it needs no day, and says how far the work is.

    `percent` is how much of the task was stated as done, 0 where nothing was; `done_on` the day on which the milestone
    was finished, None where it is not known.
    """

    uid: str
    revision: int
    changed_at: datetime
    ref: str
    title: str
    due: date | None = None
    label: str | None = None
    state: CalendarState = CalendarState.OPEN
    is_in_progress: bool = False
    percent: int = 0
    done_on: date | None = None
    lead_units: tuple[str, ...] = ()
    product: str = ""
    deadline_text: str = ""
