"""A task is condensed to what counting needs: many tasks then have the same short text and are counted once.

A standing is a short text that never depends on the day of looking: how the task was reported, then a word for each
milestone that is left. Most tasks keep one date on which the rest depends; it stands beside the text, which has `*` in
its place. `expanded` makes a task of it again, which counts on any day as the whole task does (`standing_of`).

    n f*                          not started, open and due on that day
    i h*                          in progress, handed up, not issued
    i o*                          ongoing until that day
    i s2022-07-01/2022-09-30 T    a series: finished in time so far, its next period begins on 1/7 and is due on 30/9
    d L*                          done late
    p                             paused: no date counts
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from cchc_tasks.model.status import CLOCK_STOPPED, Kind, Status, Timing
from cchc_tasks.model.task import Milestone
from cchc_tasks.model.timing import has_begun, worst_timing

_STATUS = {
    Status.NOT_STARTED: "n", Status.IN_PROGRESS: "i", Status.WAITING: "w", Status.DONE: "d",
    Status.NOTHING_ARISEN: "z", Status.PAUSED: "p", Status.DROPPED: "x", Status.CARRIED_OVER: "c",
}  # fmt: skip
_FINISHED = {Timing.LATE: "L", Timing.DONE_UNDATED: "U", Timing.ON_TIME: "T", Timing.DONE_ONGOING: "G"}
_STATUS_OF = {letter: status for status, letter in _STATUS.items()}
_FINISHED_OF = {letter: timing for timing, letter in _FINISHED.items()}
_KIND_OF = {"o": Kind.ONGOING, "s": Kind.RECURRING, "r": Kind.RECURRING}
_HANDED_UP = "hr"
#: Stands for the date beside the text.
_THAT_DAY = "*"
#: A day in time for what was finished beside something open, of which no date counts.
_SOME_DAY = date(2000, 1, 1)


class Condensed(NamedTuple):
    """How a task stands, and the ISO day on which the rest depends, empty for none or where the text names dates."""

    standing: str
    day: str


def condensed(reported: Status, milestones: Sequence[Milestone]) -> Condensed:
    """Condense a task that was reported as `reported`."""
    if reported in CLOCK_STOPPED:
        return Condensed(_STATUS[reported], "")
    still_open = [m for m in milestones if not m.closed]
    closed = [m for m in milestones if m.closed]
    if not still_open:
        return _finished(closed) if closed else Condensed(_STATUS[reported], "")
    opened, settled = _open_words(still_open), _is_settled(reported, still_open, some_closed=bool(closed))
    if settled:
        status = Status.IN_PROGRESS if reported is Status.DONE else reported
        return _with_day([_STATUS[status], *opened])
    series = _series(still_open, opened)
    return _with_day([_STATUS[reported], *series, *(_FINISHED[_how_finished(closed)] for _ in closed[:1])])


def _finished(closed: Sequence[Milestone]) -> Condensed:
    """Done on every day: how, and the last date, since which the task counts as fallen due."""
    dues = [m.due.isoformat() for m in closed if m.due and m.kind is not Kind.ONGOING]
    return _with_day([_STATUS[Status.DONE], _FINISHED[_how_finished(closed)] + max(dues, default="")])


def _how_finished(closed: Sequence[Milestone]) -> Timing:
    return worst_timing(closed, Status.DONE, _SOME_DAY) or Timing.DONE_UNDATED


def _is_settled(reported: Status, still_open: Sequence[Milestone], *, some_closed: bool) -> bool:
    """Whether the task is in progress on every day: all that a series has open may begin some day, until then it is
    done where something else is finished."""
    if reported is not Status.DONE and not some_closed:
        return True
    return any(has_begun(m, date.min) for m in still_open)


def _open_words(still_open: Sequence[Milestone]) -> list[str]:
    """What decides among open milestones: the first date, with the end of ongoing work before it and the first
    milestone after it that was not handed up; without a date the end of ongoing work."""
    dated = sorted((m.due.isoformat(), bool(m.submitted_on)) for m in still_open if m.due and not _is_ongoing(m))
    ends = sorted(m.due.isoformat() for m in still_open if m.due and _is_ongoing(m))
    if not dated:
        return [f"o{end}" for end in ends[:1]] or ["o" if any(map(_is_ongoing, still_open)) else "f"]
    first = dated[0][0]
    words = [f"o{end}" for end in ends[:1] if end < first]
    waiting = [due for due, handed_up in dated if not handed_up]
    words += [f"h{first}"] if waiting[:1] != [first] else []
    return words + [f"f{due}" for due in waiting[:1]]


def _is_ongoing(milestone: Milestone) -> bool:
    return milestone.kind is Kind.ONGOING


def _series(still_open: Sequence[Milestone], opened: Sequence[str]) -> list[str]:
    """The same for a series of which nothing may have begun: its first day decides whether it has."""
    begins = min(m.start for m in still_open if m.start).isoformat()
    return [f"{'r' if word[0] == 'h' else 's'}{begins}/{word[1:]}" for word in opened]


def _with_day(words: Sequence[str]) -> Condensed:
    """Put the only date of the words beside them."""
    days = [word[1:] for word in words if len(word) > 1]
    if len(days) != 1 or "/" in days[0]:
        return Condensed(" ".join(words), "")
    return Condensed(" ".join(word if len(word) == 1 else word[0] + _THAT_DAY for word in words), days[0])


def expanded(standing: str, day: date) -> tuple[Status, list[Milestone]]:
    """Return a task that stands so, with the date that stands beside the text."""
    status, *words = standing.split(" ")
    return _STATUS_OF[status], [_milestone(word, day) for word in words]


def _milestone(word: str, that_day: date) -> Milestone:
    letter = word[0]
    start, _, due = word[1:].rpartition("/")
    last = that_day if due == _THAT_DAY else date.fromisoformat(due) if due else None
    if letter in _FINISHED_OF:
        return _closed(_FINISHED_OF[letter], last)
    return Milestone(
        0,
        0,
        0,
        _KIND_OF.get(letter, Kind.FIXED),
        start=date.fromisoformat(start) if start else None,
        due=last,
        submitted_on=_SOME_DAY if letter in _HANDED_UP else None,
    )


def _closed(timing: Timing, due: date | None) -> Milestone:
    kind = Kind.ONGOING if timing is Timing.DONE_ONGOING else Kind.FIXED
    if timing in (Timing.ON_TIME, Timing.LATE):
        due = due or _SOME_DAY
        return Milestone(0, 0, 0, kind, due=due, closed=True, done_on=due if timing is Timing.ON_TIME else date.max)
    return Milestone(0, 0, 0, kind, due=due, closed=True)
