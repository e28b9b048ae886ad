"""Loads the history of tasks: everything that was recorded of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from cchc_tasks.model.fields import PRINTED_TEXTS
from cchc_tasks.model.history import TAKEN_BACK, Detail
from cchc_tasks.storage.conditions import changes_taken_back, in_force, of_organisation
from cchc_tasks.storage.reader import Reader

Record = Mapping[str, Any]

#: How many ids one statement names: both databases take far more, but a plan is longer to prepare.
_AT_ONCE = 500

_TASK_COLUMNS = ("task_id", "plan_id", "place")
_VERSION_COLUMNS = (
    *("task_version_id", "task_id", "change_id", "seq", "effective_on", "in_plan", "section_id", "review", "place"),
    *(field.column for field in PRINTED_TEXTS),
)
_MILESTONE_COLUMNS = (
    "milestone_id", "task_id", "task_version_id", "n", "label", "kind", "start", "due", "every", "series", "awaited",
    "offset_number", "offset_unit", "offset_anchor", "rule", "assumed", "ambiguous", "reason",
)  # fmt: skip
#: A version that a document made amends a plan; only the ones that an import made put a plan in force.
_PLANS_IN_FORCE = (
    f"SELECT DISTINCT v.plan_id FROM plan_version v WHERE {of_organisation('v')} AND v.document IS NULL "
    f"AND {in_force('v')}"
)


class TaskHistory(NamedTuple):
    """Everything recorded of one task.

    `versions` are its task_version rows, `milestones` its milestone_version rows with their calendar `uid`,
    `changes` maps a change to (recorded_at, actor), `taken_back` maps an undone change to the seq of its undo.
    `withdrawn` says that its plan is in force no more: every version of the plan was taken back.
    """

    task: Record
    versions: list[Record]
    milestones: list[Record]
    details: list[Detail]
    changes: Mapping[int, tuple[str, str]]
    taken_back: dict[int, int]
    withdrawn: bool = False


def load_histories(reader: Reader, task_ids: Sequence[int] | None = None) -> dict[int, TaskHistory]:
    """Return the histories of the tasks, in the order of their ids; of every task for None.

    A change of no use to a task (an undone import's, say) is part of its history all the same.
    """
    if task_ids is None:
        return _load(reader, "")
    histories: dict[int, TaskHistory] = {}
    for start in range(0, len(task_ids), _AT_ONCE):
        listed = ", ".join(str(int(task_id)) for task_id in task_ids[start : start + _AT_ONCE])
        histories |= _load(reader, f"AND x.task_id IN ({listed})")
    return histories


def _load(reader: Reader, which: str) -> dict[int, TaskHistory]:
    changes = _changes(reader, which)
    in_force = {row[0] for row in reader.rows(_PLANS_IN_FORCE)}
    histories = {
        record["task_id"]: TaskHistory(record, [], [], [], changes, {}, record["plan_id"] not in in_force)
        for record in _records(reader, "task x", _TASK_COLUMNS, which)
    }
    for version in _records(reader, "task_version x", _VERSION_COLUMNS, which):
        histories[version["task_id"]].versions.append(version)
    milestones = "milestone_version x JOIN milestone m USING (organisation_id, milestone_id)"
    for record in _records(reader, milestones, (*_MILESTONE_COLUMNS, "m.uid"), which):
        record["uid"] = record.pop("m.uid")
        histories[record["task_id"]].milestones.append(record)
    columns = "task_id, change_id, seq, milestone_id, field, value, effective_on"
    for task_id, *detail in reader.rows(
        f"SELECT {columns} FROM change_detail x WHERE {of_organisation()} {which} ORDER BY change_detail_id"
    ):
        history, recorded = histories[task_id], Detail(*detail)
        history.details.append(recorded)
        if recorded.field == TAKEN_BACK and recorded.value:
            history.taken_back[int(recorded.value)] = recorded.seq
    _mark_undone(reader, histories.values())
    return histories


def _mark_undone(reader: Reader, histories: Iterable[TaskHistory]) -> None:
    """A change that another takes back counts for no task, whether or not the undo names the task.

    The detail of an undo only tells when, in the task's own count of changes, it happened.
    """
    undone = changes_taken_back(reader)
    if not undone:
        return
    for history in histories:
        counted = [(v["change_id"], v["seq"]) for v in history.versions]
        counted += [(detail.change_id, detail.seq) for detail in history.details]
        last = max((seq for _, seq in counted), default=0)
        for change_id, _ in counted:
            if change_id in undone:
                history.taken_back.setdefault(change_id, last)


def _changes(reader: Reader, which: str) -> dict[int, tuple[str, str]]:
    """The moment and actor of each change that concerns the tasks."""
    of_tasks = (
        "".join(
            f" {joint} change_id IN (SELECT change_id FROM {table} x WHERE {of_organisation()} {which})"
            for joint, table in (("AND (", "task_version"), ("OR", "change_detail"))
        )
        + ")"
        if which
        else ""
    )
    found = reader.rows(f"SELECT change_id, recorded_at, actor FROM change WHERE {of_organisation()}{of_tasks}")
    return {change_id: (recorded_at, actor) for change_id, recorded_at, actor in found}


def _records(reader: Reader, source: str, columns: Iterable[str], which: str) -> Iterable[dict[str, Any]]:
    names = tuple(columns)
    listed = ", ".join(name if "." in name else f"x.{name}" for name in names)
    statement = f"SELECT {listed} FROM {source} WHERE {of_organisation('x')} {which} ORDER BY x.{names[0]}"
    return (dict(zip(names, row, strict=True)) for row in reader.rows(statement))
