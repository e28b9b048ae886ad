"""A task has a status, which a person reports, and a timing, which follows from the calendar."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """What a person reports of a task."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    WAITING = "waiting"
    NOTHING_ARISEN = "nothing_arisen"
    PAUSED = "paused"
    DROPPED = "dropped"
    CARRIED_OVER = "carried_over"


#: The statuses in which a printed date does not count: the task's timing is null.
CLOCK_STOPPED = frozenset({Status.NOTHING_ARISEN, Status.PAUSED, Status.DROPPED, Status.CARRIED_OVER})


#: The statuses that only a document allows.
BY_DOCUMENT = frozenset({Status.DROPPED, Status.PAUSED, Status.CARRIED_OVER})


class Timing(StrEnum):
    """What follows from the due day, the day finished and the day of looking."""

    ON_TIME = "on_time"
    LATE = "late"
    DONE_ONGOING = "done_ongoing"
    DONE_UNDATED = "done_undated"
    IN_TIME = "in_time"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    UNDATED = "undated"
    UNCLOSED = "unclosed"


class Kind(StrEnum):
    """What sort of deadline a milestone has."""

    FIXED = "fixed"
    ONGOING = "ongoing"
    RECURRING = "recurring"
    TRIGGERED = "triggered"
    UNREAD = "unread"


class Every(StrEnum):
    """The period of a recurring deadline; a period that is not listed is None."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
