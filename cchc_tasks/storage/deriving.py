"""Today's state, derived from the history by the one rule; the same code answers for any past day.

`db check` derives everything again and compares, so nothing here may depend on anything but the history.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from cchc_tasks.model.calendar import calendar_state
from cchc_tasks.model.history import CLOSED, OPEN, Detail, FieldValue, State, state_on
from cchc_tasks.model.status import CLOCK_STOPPED, Status
from cchc_tasks.vietnamese import fold

Record = Mapping[str, Any]

#: The fields of a task that are kept as they were reported.
_KEPT = ("note", "difficulty", "proposal", "given_by", "evidence")
#: The printed words in which a search looks, besides the result.
_SEARCHED = ("no", "title", "activities", "outputs", "lead_text", "support_text", "deadline_text")
#: What a calendar shows of a milestone: a change of any of it raises the milestone's revision.
_SHOWN_OF_TASK = ("no", "title", "outputs", "lead_text", "support_text", "deadline_text", "section_id")
_SHOWN_OF_MILESTONE = ("label", "kind", "start", "due", "extended_from")
_COPIED = (
    "milestone_id", "task_id", "n", "label", "kind", "start", "due", "every", "series", "awaited", "offset_number",
    "offset_unit", "offset_anchor", "rule", "assumed", "ambiguous", "reason",
)  # fmt: skip


class TaskHistory(NamedTuple):
    """Everything recorded of one task.

    `versions` are its task_version rows, `milestones` its milestone_version rows with their calendar `uid`,
    `changes` maps a change to (recorded_at, actor), `taken_back` maps an undone change to the seq of its undo.
    """

    task: Record
    versions: list[Record]
    milestones: list[Record]
    details: list[Detail]
    changes: Mapping[int, tuple[str, str]]
    taken_back: dict[int, int]


#: What running_now keeps of the task, and of the milestone.
_RUNNING_OF_TASK = ("task_id", "plan_id", "no", "title", "lead_text", "status")
_RUNNING_OF_MILESTONE = ("due", "n", "milestone_id", "label", "submitted_on")


class DerivedTask(NamedTuple):
    """The rows of task_now, task_search and milestone_now of one task; what people call it is settled later."""

    task: dict[str, Any]
    folded: str
    milestones: list[dict[str, Any]]

    def running_rows(self, ref: str) -> list[dict[str, Any]]:
        """Return the task's rows of running_now."""
        of_task = {name: self.task[name] for name in _RUNNING_OF_TASK} | {"ref": ref}
        return [
            of_task
            | {name: row[name] for name in _RUNNING_OF_MILESTONE}
            | {"begins": row["start"] if row["kind"] == "recurring" else None}
            for row in self.milestones
            if _runs(row, self.task["status"])
        ]


def derive(history: TaskHistory, day: str | None = None) -> DerivedTask | None:
    """Return a task's state on the ISO day (today's for None), None where it is not in the plan then."""
    derived = _state(history, day, None)
    if derived is None:
        return None
    # A calendar of a past day carries today's revisions: a calendar program takes a lower one for old news.
    revisions = _revisions(history)
    for row in derived.milestones:
        row["revision"], row["revised_at"] = revisions.get(row["milestone_id"], (0, derived.task["changed_at"]))
    return derived


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
    if not version["in_plan"]:
        return None
    details = [d for d in history.details if known(d.seq)]
    state = state_on(details, undone, day)
    last_seq = max([v["seq"] for v in versions] + [d.seq for d in details])
    task = _task_row(history, version, state, last_seq)
    printed = [m for m in history.milestones if m["task_version_id"] == version["task_version_id"]]
    milestones = [_milestone_row(m, state) for m in sorted(printed, key=lambda m: m["n"])]
    words = [version[name] for name in _SEARCHED] + [task["result"]]
    return DerivedTask(task, fold(" | ".join(words)), milestones)


def _task_row(history: TaskHistory, version: Record, state: State, last_seq: int) -> dict[str, Any]:
    def value(name: str) -> str:
        return state.get((None, name), FieldValue("", "")).value or ""

    recorded_at, actor = next((history.changes[change] for seq, change in _acts(history) if seq == last_seq), ("", ""))
    reports = [state[None, name].effective_on for name in ("status", "result") if (None, name) in state]
    row = {name: version[name] for name in ("task_version_id", "section_id", "no", "title", "lead_text")}
    row |= {name: value(name) for name in _KEPT}
    return row | {
        "task_id": history.task["task_id"],
        "plan_id": history.task["plan_id"],
        "place": history.task["place"],
        "status": value("status") or "not_started",
        "result": value("result"),
        "progress": value("progress") or None,
        "review": "\n".join(filter(None, (version["review"], value("review")))),
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

    def field(name: str) -> FieldValue:
        return state.get((milestone_id, name), FieldValue(None, ""))

    row = {name: printed[name] for name in _COPIED}
    closed = field("closed")
    row["due"] = field("due").value or printed["due"]
    row["closed"] = int((closed.value or OPEN) != OPEN)
    row["done_on"] = field("done_on").value if row["closed"] else None
    row["reported_on"] = closed.effective_on if closed.value == CLOSED else None
    row["submitted_on"] = field("submitted_on").value
    row["basis"] = field("basis").value or "product"
    row["extended_from"] = field("extended_from").value
    row["uid"] = printed["uid"]
    return row


def _runs(row: Record, status: str) -> bool:
    """Whether the milestone can become overdue: open, dated, not ongoing, and its clock is not stopped."""
    judged = row["basis"] == "submission" and row["submitted_on"]
    stopped = row["closed"] or judged or status in CLOCK_STOPPED
    return bool(row["due"]) and row["kind"] != "ongoing" and not stopped


def _revisions(history: TaskHistory) -> dict[int, tuple[int, str]]:
    """How often what a calendar shows of each milestone has changed since it was made, and when last.

    The history is played back change by change, so that the count can be derived again at any time.
    """
    moments = {seq: history.changes[change][0] for seq, change in _acts(history)}
    shown: dict[int, tuple[Any, ...]] = {}
    revisions: dict[int, tuple[int, str]] = {}
    for seq in sorted(moments):
        derived = _state(history, None, seq)
        versions = {v["task_version_id"]: v for v in history.versions}
        for row in derived.milestones if derived else ():
            key = row["milestone_id"]
            version = versions[derived.task["task_version_id"]] if derived else {}
            looks = (
                *(version[name] for name in _SHOWN_OF_TASK),
                *(row[name] for name in _SHOWN_OF_MILESTONE),
                calendar_state(Status(derived.task["status"]), bool(row["closed"])) if derived else None,
            )
            if key not in shown:
                revisions[key] = (0, moments[seq])
            elif shown[key] != looks:
                revisions[key] = (revisions[key][0] + 1, moments[seq])
            shown[key] = looks
    return revisions
