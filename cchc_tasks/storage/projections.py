"""Derives the state of a task from its history, for today and for any past day.

`db check` derives everything again and compares, so nothing here may depend on anything but the history.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple, TypeVar

from cchc_tasks.model.calendar_entry import calendar_state
from cchc_tasks.model.condensed import condensed
from cchc_tasks.model.fields import FIELDS, PRINTED_TEXTS, RECORDED, TEXTS, Origin
from cchc_tasks.model.history import CLOSED, OPEN, FieldsInForce, FieldValue, State, state_on
from cchc_tasks.model.status import CLOCK_STOPPED, Status
from cchc_tasks.model.timing import DueRules
from cchc_tasks.storage.open_doubts import DOUBT_FIELDS, open_doubts
from cchc_tasks.storage.task_history import Record, TaskHistory
from cchc_tasks.storage.task_loader import FACTS, milestone_of_facts
from cchc_tasks.text import fold

Item = TypeVar("Item")

_PRINTED_DAYS = DueRules()

#: The texts that a search goes through.
_SEARCHED = tuple(field for field in TEXTS if field.searched)
#: What a calendar shows of a milestone: a change of any of it raises the milestone's revision.
_SHOWN_OF_TASK = itemgetter(*(field.column for field in PRINTED_TEXTS if field.in_calendar), "section_id")
_SHOWN_OF_MILESTONE = itemgetter("label", "kind", "start")
_SHOWN_FIELDS = frozenset({"status", "due", "extended_from", "closed", "done_on", "submitted_on", "basis"})
_COPIED = (
    "milestone_id", "task_id", "n", "label", "kind", "start", "due", "every", "series", "awaited", "offset_number",
    "offset_unit", "offset_anchor", "rule", "assumed", "ambiguous", "reason",
)  # fmt: skip


#: What running_now keeps of the task, and of the milestone.
_RUNNING_OF_TASK = ("task_id", "plan_id", "no", "title", "lead_text")
_RUNNING_OF_MILESTONE = ("due", "n", "milestone_id", "label", "submitted_on", "submitted_to")
#: What a unit reports: the day on which the last of these took effect is the day of its last report.
_REPORTED = frozenset((field.of_milestone, field.name) for field in FIELDS if field.origin is Origin.REPORTED)


class DerivedTask(NamedTuple):
    """The rows of task_now, task_search and milestone_now of one task; what people call it is settled later."""

    task: dict[str, Any]
    folded: str
    milestones: list[dict[str, Any]]

    def running_rows(self, ref: str) -> list[dict[str, Any]]:
        """Return the task's rows of running_now."""
        reported = self.task["status"]
        of_task = {name: self.task[name] for name in _RUNNING_OF_TASK} | {"ref": ref}
        # `done` is shown until the next period begins, from then on what was reported (done: in progress).
        of_task |= {"status": "in_progress" if reported == "done" else reported, "begins": self._next_period()}
        return [
            of_task | {name: row[name] for name in _RUNNING_OF_MILESTONE}
            for row in self.milestones
            if _runs(row, reported)
        ]

    def counted_row(self) -> dict[str, Any]:
        """Return the task's row of counted_now."""
        milestones = [milestone_of_facts([row[name] for name in FACTS], _PRINTED_DAYS) for row in self.milestones]
        kept = condensed(Status(self.task["status"]), milestones)
        return {"task_id": self.task["task_id"], **kept._asdict()}

    def _next_period(self) -> str | None:
        """The day on which the next period of a series begins, where all that is open is still to begin some day."""
        still_open = [row for row in self.milestones if not row["closed"]]
        begins = [str(row["start"]) for row in still_open if row["kind"] == "recurring" and row["start"]]
        some_closed = len(still_open) < len(self.milestones)
        return min(begins) if begins and some_closed and len(begins) == len(still_open) else None


def derive(
    history: TaskHistory,
    day: str | None = None,
    known: Mapping[int, tuple[int, str]] | None = None,
    *,
    count_revisions: bool = True,
) -> DerivedTask | None:
    """Return a task's state on the ISO day (today's for None), None where it is not in the plan then.

    `known` are milestones' revisions that were derived before, with their moments: what is not there is counted,
    unless nobody wants them (counting plays the whole history back).
    """
    derived = None if history.withdrawn else _state(history, day, None)
    if derived is None:
        return None
    # A calendar of a past day carries today's revisions: a calendar program takes a lower one for old news.
    revisions = known or {}
    if count_revisions and not all(row["milestone_id"] in revisions for row in derived.milestones):
        revisions = _revisions(history)
    for row in derived.milestones:
        row["revision"], row["revised_at"] = revisions.get(row["milestone_id"], (0, derived.task["changed_at"]))
    return derived


def derive_known(history: TaskHistory, day: str | None, seq: int) -> DerivedTask | None:
    """Return a task's state on the ISO day as it was known when `seq` of its changes were recorded.

    None where it was in no plan then. Milestones' revisions are not counted.
    """
    return _state(history, day, seq)


def _state(history: TaskHistory, day: str | None, up_to_seq: int | None) -> DerivedTask | None:
    """The state on a day, as it was known after the task's change number `up_to_seq` (all of them for None)."""

    def known(seq: int) -> bool:
        return up_to_seq is None or seq <= up_to_seq

    undone = {change for change, seq in history.taken_back.items() if known(seq)}
    versions = [
        v
        for v in history.versions
        if known(v["seq"]) and v["change_id"] not in undone and (day is None or v["effective_on"] <= day)
    ]
    if not versions:
        return None
    version = max(versions, key=lambda v: (v["effective_on"], v["seq"]))
    if version["in_plan"] != 1:  # left the plan, or only drafted (storage/drafts.py)
        return None
    details = history.details if up_to_seq is None else [d for d in history.details if known(d.seq)]
    state = state_on(details, undone, day)
    last_seq = max(*(v["seq"] for v in versions), *(d.seq for d in details), 0)
    task = _task_row(history, version, state, last_seq)
    of_doubts = (d for d in details if d.milestone_id is None and d.field in DOUBT_FIELDS)
    in_force = [d for d in of_doubts if d.change_id not in undone and (day is None or d.effective_on <= day)]
    task["review"] = open_doubts(version, in_force)
    printed = [m for m in history.milestones if m["task_version_id"] == version["task_version_id"]]
    milestones = [_milestone_row(m, state) for m in sorted(printed, key=lambda m: m["n"])]
    words = [(version if field in PRINTED_TEXTS else task)[field.column] for field in _SEARCHED]
    return DerivedTask(task, fold(" | ".join(words)), milestones)


def _task_row(history: TaskHistory, version: Record, state: State, last_seq: int) -> dict[str, Any]:
    def value(name: str) -> str:
        return state.get((None, name), FieldValue("", "")).value or ""

    recorded_at, actor = next((history.changes[change] for seq, change in _acts(history) if seq == last_seq), ("", ""))
    reports = [
        found.effective_on for (milestone, name), found in state.items() if (milestone is not None, name) in _REPORTED
    ]
    row = {name: version[name] for name in ("task_version_id", "section_id", "no", "title", "lead_text")}
    row |= {field.column: value(field.name) for field in RECORDED}
    return row | {
        "task_id": history.task["task_id"],
        "plan_id": history.task["plan_id"],
        "place": history.task["place"] if version["place"] is None else version["place"],
        "status": value("status") or "not_started",
        "progress": value("progress") or None,
        "reported_on": max(reports, default=None),
        "seq": last_seq,
        "changed_at": recorded_at,
        "changed_by": actor,
    }


def _acts(history: TaskHistory) -> Iterable[tuple[int, int]]:
    """Every (seq, change) of the task."""
    yield from ((v["seq"], v["change_id"]) for v in history.versions)
    yield from ((d.seq, d.change_id) for d in history.details)


def _milestone_row(printed: Record, state: State) -> dict[str, Any]:
    milestone_id = printed["milestone_id"]
    row = {name: printed[name] for name in _COPIED}
    row |= milestone_facts(milestone_id, printed["due"], state)
    settled = state.get((milestone_id, "due"))
    row["ambiguous"] = 0 if settled and settled.value else printed["ambiguous"]
    for name in ("submitted_to", "extended_from", "due_basis", "extension_asked"):
        found = state.get((milestone_id, name))
        row[name] = (found.value if found else None) or None
    if row["extension_asked"] and row["due"] and row["extension_asked"].partition(" ")[0] <= row["due"]:
        row["extension_asked"] = None  # granted, whichever of the two was recorded first
    row["uid"] = printed["uid"]
    return row


def milestone_facts(milestone_id: int, printed_due: str | None, state: State) -> dict[str, Any]:
    """Return the due day that counts and how the milestone was finished or handed up, from the fields in force."""

    def field(name: str) -> FieldValue:
        return state.get((milestone_id, name), _NOTHING)

    closed, submitted_on, basis = field("closed"), field("submitted_on").value or None, field("basis").value
    # A document may allow that handing up finishes the milestone; otherwise only the product does.
    handed_up = submitted_on if basis == "submission" else None
    is_closed = (closed.value or OPEN) != OPEN
    return {
        "due": field("due").value or printed_due,
        "closed": int(is_closed or handed_up is not None),
        "done_on": (field("done_on").value or None) if is_closed else handed_up,
        "reported_on": closed.effective_on if closed.value == CLOSED else None,
        "submitted_on": submitted_on,
        "basis": basis or "product",
    }


_NOTHING = FieldValue(None, "")


def _runs(row: Record, status: str) -> bool:
    """Whether the milestone can become overdue: open, dated, not ongoing, and its clock is not stopped."""
    stopped = row["closed"] or status in CLOCK_STOPPED
    return bool(row["due"]) and row["kind"] != "ongoing" and not stopped


def _revisions(history: TaskHistory) -> dict[int, tuple[int, str]]:
    """How often what a calendar shows of each milestone has changed since it was made, and when last.

    The history is played back change by change, so that the count can be derived again at any time.
    """
    moments = {seq: history.changes[change][0] for seq, change in _acts(history)}
    shown: dict[int, tuple[Any, ...]] = {}
    revisions: dict[int, tuple[int, str]] = {}
    printed = _grouped(history.milestones, itemgetter("task_version_id"))
    for seq, version, state in _played_back(history):
        status = Status(state.get((None, "status"), _NOTHING).value or "not_started")
        of_task = _SHOWN_OF_TASK(version)
        for milestone in printed.get(version["task_version_id"], ()):
            key = milestone["milestone_id"]
            facts = milestone_facts(key, milestone["due"], state)
            extended_from = state.get((key, "extended_from"), _NOTHING).value or None
            settled = (facts["due"], extended_from, calendar_state(status, bool(facts["closed"])))
            shown_now = (of_task, _SHOWN_OF_MILESTONE(milestone), settled)
            if shown.get(key) != shown_now:
                revisions[key] = (revisions[key][0] + 1 if key in shown else 0, moments[seq])
            shown[key] = shown_now
    return revisions


def _played_back(history: TaskHistory) -> Iterator[tuple[int, Record, State]]:
    """Yield the task after each change that a calendar may show: its count, the words in force, and those fields.

    Only while the task is in its plan; the state grows from one to the next.
    """
    details = _grouped((d for d in history.details if d.field in _SHOWN_FIELDS), attrgetter("seq"))
    words = _grouped(history.versions, itemgetter("seq"))
    undone = _grouped(history.taken_back, history.taken_back.__getitem__)
    versions: list[Record] = []
    fields = FieldsInForce()
    for seq in sorted({*details, *words, *undone}):
        for detail in details.get(seq, ()):
            fields.add(detail)
        for version in words.get(seq, ()):
            insort(versions, version, key=itemgetter("effective_on", "seq"))
        if seq in undone:
            fields.take_back(undone[seq])
            versions = [version for version in versions if version["change_id"] not in undone[seq]]
        if versions and versions[-1]["in_plan"] == 1:
            yield seq, versions[-1], fields.state


def _grouped(found: Iterable[Item], key: Callable[[Item], int]) -> dict[int, list[Item]]:
    groups: dict[int, list[Item]] = defaultdict(list)
    for item in found:
        groups[key(item)].append(item)
    return groups
