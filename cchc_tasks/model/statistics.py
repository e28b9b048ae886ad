"""Tasks are counted on a day: the sums must hold, and each rate has its numerator and denominator.

Every task is in exactly one of: done (in time, late, ongoing, day unknown), nothing arisen, not done (in time, overdue,
without a date, paused, not confirmed, carried over), or outside the total because a document dropped it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple

from cchc_tasks.model.status import Kind, Status, Timing
from cchc_tasks.model.task import Milestone
from cchc_tasks.model.timing import shown_status, timing_of, worst_timing

#: Whether «không phát sinh» counts as done, leaves the denominator, or neither (the printed tables do neither).
NothingArisen = Literal["neither", "done", "left_out"]

_BY_TIMING_DONE = {
    Timing.ON_TIME: "on_time", Timing.LATE: "late", Timing.DONE_ONGOING: "done_ongoing",
    Timing.DONE_UNDATED: "done_undated",
}  # fmt: skip
_BY_TIMING_OPEN = {
    Timing.OVERDUE: "overdue", Timing.UNCLOSED: "unclosed", Timing.DUE_SOON: "in_time", Timing.IN_TIME: "in_time",
    Timing.UNDATED: "undated",
}  # fmt: skip


@dataclass(slots=True)
class Counts:
    """Numbers of tasks; total = done + nothing_arisen + not_done.

    done = on_time + late + done_ongoing + done_undated; not_done = in_time + overdue + undated + paused + unclosed +
    carried_over; due_soon is part of in_time, overdue_submitted of overdue (handed up in every overdue milestone, not
    issued). `fell_due` are the tasks whose date has come, `fell_due_done` those of them that are done.
    """

    total: int = 0
    done: int = 0
    on_time: int = 0
    late: int = 0
    done_ongoing: int = 0
    done_undated: int = 0
    nothing_arisen: int = 0
    not_done: int = 0
    in_time: int = 0
    due_soon: int = 0
    overdue: int = 0
    overdue_submitted: int = 0
    undated: int = 0
    paused: int = 0
    unclosed: int = 0
    carried_over: int = 0
    dropped: int = 0
    fell_due: int = 0
    fell_due_done: int = 0

    def add(self, parts: Iterable[str], times: int = 1) -> None:
        """Count a task in each of the named parts."""
        for part in parts:
            setattr(self, part, getattr(self, part) + times)


#: The parts in the order in which tables and the contract's JSON name them.
PARTS = tuple(field.name for field in fields(Counts) if not field.name.startswith("fell_due"))


class Rate(NamedTuple):
    """A rate by its numerator and denominator; `percent` is None where nothing could be counted."""

    num: int
    den: int
    percent: int | float | None


class Standing(NamedTuple):
    """How one task counts on a day: its status, its milestones' timings, and the parts it is counted in."""

    status: Status
    timings: frozenset[Timing | None]
    parts: tuple[str, ...]


def standing_of(reported: Status, milestones: Sequence[Milestone], day: date, due_soon_days: int) -> Standing:
    """Return how a task that was reported as `reported` counts on the day."""
    status = shown_status(reported, milestones, day)
    timings = frozenset(timing_of(m, status, day, due_soon_days) for m in milestones)
    worst = worst_timing(milestones, status, day, due_soon_days)
    parts = [*_parts(status, worst), *_fallen_due(status, milestones, day)]
    late = [m for m in milestones if timing_of(m, status, day, due_soon_days) is Timing.OVERDUE]
    if late and "overdue" in parts and all(m.submitted_on for m in late):
        parts.append("overdue_submitted")
    return Standing(status, timings, tuple(parts))


def _parts(status: Status, worst: Timing | None) -> Iterable[str]:
    if status is Status.DROPPED:
        return ("dropped",)
    if status is Status.NOTHING_ARISEN:
        return ("total", "nothing_arisen")
    if status is Status.DONE:
        return ("total", "done", _BY_TIMING_DONE.get(worst or Timing.DONE_UNDATED, "done_undated"))
    if status in (Status.PAUSED, Status.CARRIED_OVER):
        return ("total", "not_done", str(status))
    soon = ("due_soon",) if worst is Timing.DUE_SOON else ()
    return ("total", "not_done", _BY_TIMING_OPEN.get(worst or Timing.UNDATED, "undated"), *soon)


def _fallen_due(status: Status, milestones: Sequence[Milestone], day: date) -> Iterable[str]:
    """Whether the task's date has come: its earliest open date, or its last one when every milestone is closed.

    Ongoing work and stopped clocks stand outside; so does what has no date.
    """
    if status in (Status.DROPPED, Status.NOTHING_ARISEN, Status.PAUSED, Status.CARRIED_OVER):
        return ()
    still_open = [m for m in milestones if not m.closed]
    dated = [m.due for m in still_open or milestones if m.due and m.kind is not Kind.ONGOING]
    if not dated or (min(dated) if still_open else max(dated)) > day:
        return ()
    return ("fell_due", "fell_due_done") if status is Status.DONE else ("fell_due",)


def rate_of_all(counts: Counts, nothing_arisen: NothingArisen = "neither", decimals: int = 0) -> Rate:
    """Return done ÷ all tasks, the rate of the CCHC appendix (19/22 → 86)."""
    num = counts.done + (counts.nothing_arisen if nothing_arisen == "done" else 0)
    den = counts.total - (counts.nothing_arisen if nothing_arisen == "left_out" else 0)
    return rate(num, den, decimals)


def rate_of_due(counts: Counts, decimals: int = 0) -> Rate:
    """Return done ÷ tasks whose date has come."""
    return rate(counts.fell_due_done, counts.fell_due, decimals)


def rate(num: int, den: int, decimals: int = 0) -> Rate:
    """Return a rate in percent, rounded half up to so many decimals."""
    if not den:
        return Rate(num, den, None)
    exact = Decimal(num) * 100 / Decimal(den)
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return Rate(num, den, float(rounded) if decimals else int(rounded))
