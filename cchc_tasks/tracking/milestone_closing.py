"""Which milestones an act finishes, which of them learn the day, and which one it opens again.

One set of rules for what a person types and for what a returned table says; no day is given to a milestone of
which nobody said it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from cchc_tasks.model.status import Kind
from cchc_tasks.model.task import Milestone


class Finishing(NamedTuple):
    """The milestones to close, those to give the day to, and whether the day of one that is closed stays unknown."""

    closing: list[Milestone]
    dated: list[Milestone]
    day_missing: bool


def finishing_of(
    chosen: Sequence[Milestone], today: Iterable[Milestone], day: date | None, *, named: bool
) -> Finishing:
    """Return what finishing the chosen milestones means; `day` is the known day, None where nobody said it.

    `today` are the task's milestones by everything that is recorded: what was reported finished for a later day is
    finished. `named` says that exactly one milestone was meant: then a finished one gains its day, or has it
    corrected. Of a series the day is the last period's: of the earlier ones nobody said when they were finished.
    """
    finished = {m.milestone_id for m in today if not is_open(m)}
    closing = [m for m in chosen if is_open(m) and m.milestone_id not in finished]
    dated: list[Milestone] = []
    if day is not None and closing:
        last = {m.series: m for m in closing if m.series is not None}
        dated = [m for m in closing if m.series is None or last[m.series] is m]
    elif day is not None and named:
        dated = [m for m in chosen if m.done_on != day]
    missing = any(m not in dated and m.kind is not Kind.ONGOING for m in closing)
    return Finishing(closing, dated, missing)


def is_open(milestone: Milestone) -> bool:
    """Whether the product itself is not there yet, even where handing it up is enough to be judged in time."""
    by_submission = milestone.judged_by_submission and milestone.submitted_on is not None
    return not milestone.closed or (by_submission and milestone.done_on == milestone.submitted_on)


def reopening_of(milestones: Sequence[Milestone]) -> list[Milestone]:
    """Return the finished milestones among which one is opened again when work goes on: none while one is open."""
    closed = [m for m in milestones if m.closed]
    return closed if closed and len(closed) == len(milestones) else []
