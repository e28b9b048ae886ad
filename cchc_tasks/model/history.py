"""The rule of the history: for each field, the value that took effect last counts on a day.

A change says only what it changed. The state on day D is, for each field, the value last in force: the details
of changes not taken back, effective on or before D, ordered by effective day and then by recording. Late entry,
corrections and every look at a past day follow from this one rule.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Collection, Iterable
from operator import attrgetter
from typing import NamedTuple

from cchc_tasks.model.fields import FIELDS, ValueKind

#: Evidence adds up: every document in force stands beside the others.
GATHERED_FIELDS = frozenset(field.name for field in FIELDS if field.kind is ValueKind.DOCUMENTS)

#: A field that says that a change was taken back; its value is the change's id.
TAKEN_BACK = "taken_back"

#: Values of the field «closed»: finished and reported on the effective day, reported on an unknown day, open.
CLOSED, CLOSED_DAY_UNKNOWN, OPEN = "1", "unknown", "0"


class Detail(NamedTuple):
    """One field set by one change: `seq` is the task's count of changes when it was recorded.

    `field` is one of `model.fields`; `milestone_id` is None for a field of the task and names one of its milestones for
    the others. Values are text; `effective_on` is an ISO day.
    """

    change_id: int
    seq: int
    milestone_id: int | None
    field: str
    value: str | None
    effective_on: str


class FieldValue(NamedTuple):
    """A value in force and the ISO day from which it is."""

    value: str | None
    effective_on: str


State = dict[tuple[int | None, str], FieldValue]

#: The order in which details count: by the day on which they took effect, then by recording.
_IN_ORDER = attrgetter("effective_on", "seq")


def state_on(details: Iterable[Detail], taken_back: Collection[int], day: str | None = None) -> State:
    """Return each field's value in force on the ISO day (today's state for None).

    Keys are (milestone_id or None, field). A gathered field's value holds every text in force, one a line.
    `taken_back` holds the ids of changes that were undone.
    """
    state: State = {}
    for detail in sorted(details, key=_IN_ORDER):
        if detail.change_id in taken_back or (day is not None and detail.effective_on > day):
            continue
        key = (detail.milestone_id, detail.field)
        value = detail.value
        if detail.field in GATHERED_FIELDS and key in state and value:
            value = "\n".join(filter(None, (state[key].value, value)))
        state[key] = FieldValue(value, detail.effective_on)
    return state


class FieldsInForce:
    """The state by everything recorded so far, kept up to date change by change; of gathered fields the last value."""

    def __init__(self) -> None:
        self.state: State = {}
        self._entries: dict[tuple[int | None, str], list[Detail]] = defaultdict(list)

    def add(self, detail: Detail) -> None:
        """Let a detail count that was recorded after all others."""
        key = (detail.milestone_id, detail.field)
        insort(self._entries[key], detail, key=_IN_ORDER)
        self._settle(key)

    def take_back(self, change_ids: Collection[int]) -> None:
        """Let changes count no more."""
        for key, entries in list(self._entries.items()):
            kept = [detail for detail in entries if detail.change_id not in change_ids]
            if len(kept) < len(entries):
                self._entries[key] = kept
                self._settle(key)

    def _settle(self, key: tuple[int | None, str]) -> None:
        entries = self._entries[key]
        if entries:
            self.state[key] = FieldValue(entries[-1].value, entries[-1].effective_on)
        else:
            self.state.pop(key, None)
