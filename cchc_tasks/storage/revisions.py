"""Records new versions of a task's printed words, as a document corrects or adds them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from cchc_tasks.model.doubts import Doubt, stored
from cchc_tasks.model.fields import PRINTED_TEXTS
from cchc_tasks.model.interpreted_plan import DraftMilestone
from cchc_tasks.storage.change_recorder import ChangeRecorder, TaskOnDay
from cchc_tasks.storage.conditions import of_organisation
from cchc_tasks.storage.open_doubts import version_doubts
from cchc_tasks.storage.plan_recorder import milestone_row
from cchc_tasks.storage.unit_history import assigned

#: What follows from a date that was settled or extended; a new printed deadline starts afresh.
_SETTLED = {"due": None, "extended_from": None, "due_basis": None, "extension_asked": None}
_COPIED_OF_VERSION = (
    *(field.column for field in PRINTED_TEXTS),
    *("section_id", "source_file", "source_sha256", "source_row", "place"),
)

Units = Mapping[str, Sequence[str]]


class Revision:
    """One new version of a task, in force from the day of the act or from the task's first day.

    `doubts` are all that the new words are doubted for; None keeps those of the version before.
    """

    def __init__(
        self, recorder: ChangeRecorder, task: TaskOnDay, words: Mapping[str, Any], doubts: Sequence[Doubt] | None = None
    ) -> None:
        self.recorder = recorder
        self.task_id = int(task.history.task["task_id"])
        self.version_id = recorder.new_id()
        self.day = task.day.isoformat()
        self._before = task
        copied = {name: _word_in_force(recorder, task, name) for name in _COPIED_OF_VERSION}
        review = stored(version_doubts(task.version) if doubts is None else doubts)
        _add_version(recorder, self.task_id, self.version_id, self.day, {**copied, "review": review, **words})

    def keep_milestones(self) -> None:
        """Copy the milestones as they were read before."""
        for row in self._before.printed_milestones():
            copied = {name: value for name, value in row.items() if name != "uid"}
            ids = {"milestone_version_id": self.recorder.new_id(), "task_version_id": self.version_id}
            self.recorder.add("milestone_version", copied | ids)

    def read_milestones(
        self, made: Sequence[DraftMilestone], known: Sequence[Mapping[str, Any]] = ()
    ) -> list[Mapping[str, Any]]:
        """Store a new reading and return its rows: a milestone of the same label or place stays the same mốc.

        `known` are the rows of the same reading on an earlier day: what was new there is no new mốc here. There, too,
        dates that were settled before start afresh.
        """
        before = self._before.printed_milestones()
        used = {row["n"] for row in before} | {row["n"] for row in known}
        rows: list[Mapping[str, Any]] = []
        for place, milestone in enumerate(made):
            same = known[place] if known else _same_milestone(before, milestone, place, len(made))
            n = same["n"] if same else max(used, default=0) + 1
            used.add(n)
            if same and not known:
                before.remove(same)
                self.recorder.set(self.task_id, same["milestone_id"], _SETTLED, self.day)
            row = milestone_row(self.recorder.new_id, self.task_id, self.version_id, n, milestone, same)
            add_milestone(self.recorder, row, is_new=same is None)
            rows.append(row)
        return rows

    def keep_units(self, roles: Sequence[str] = ("lead", "support")) -> None:
        """Copy the units of some roles that were assigned before."""
        version_id = self._before.version["task_version_id"]
        before = assigned(self.recorder.writer, [version_id])[version_id]
        for role in roles:
            self.hand_over(role, [(unit_id, words) for found, unit_id, words in before if found == role])

    def hand_over(self, role: str, units: Sequence[tuple[int, str]]) -> None:
        """Assign units in a role by their ids, in order, with the words under which they are printed."""
        for place, (unit_id, words) in enumerate(units, 1):
            _assign(self.recorder, self.task_id, self.version_id, unit_id, role, place, words)

    def assign(self, units: Units, groups: Container[str] = ()) -> None:
        """Assign units by role («lead», «support»), in order; a name that is not there makes a unit, or a group."""
        assign_units(self.recorder, self.task_id, self.version_id, units, self.day, groups)


def add_task(
    recorder: ChangeRecorder, plan_id: int, place: int, day: str, words: Mapping[str, Any],
    made: Sequence[DraftMilestone], units: Units, groups: Container[str] = (), doubts: Iterable[Doubt] = (),
) -> int:  # fmt: skip
    """Store a task that a document adds to a plan, with what its words are doubted for, and return its id."""
    task_id, version_id = recorder.new_id(), recorder.new_id()
    recorder.add("task", {"task_id": task_id, "plan_id": plan_id, "place": place})
    empty = dict.fromkeys(_COPIED_OF_VERSION, "") | {"section_id": None, "source_row": 0, "place": None}
    raised = stored(doubt.by(recorder.change_id) for doubt in doubts)
    _add_version(recorder, task_id, version_id, day, {**empty, "review": raised, **words})
    for n, milestone in enumerate(made, 1):
        add_milestone(recorder, milestone_row(recorder.new_id, task_id, version_id, n, milestone), is_new=True)
    assign_units(recorder, task_id, version_id, units, day, groups)
    return task_id


def add_milestone(recorder: ChangeRecorder, row: Mapping[str, Any], *, is_new: bool) -> None:
    """Store a milestone's version, and its identity where it is new."""
    if is_new:
        recorder.add("milestone", {name: row[name] for name in ("milestone_id", "task_id", "uid")})
    recorder.add("milestone_version", {name: value for name, value in row.items() if name != "uid"})


def assign_units(
    recorder: ChangeRecorder, task_id: int, version_id: int, units: Units, day: str, groups: Container[str] = ()
) -> None:
    """Store which units lead and support a version of a task; new names that are `groups` stand for several."""
    for role, names in units.items():
        for place, name in enumerate(names, 1):
            unit_id = recorder.units.unit_id(name, day, is_group=name in groups)
            _assign(recorder, task_id, version_id, unit_id, role, place, name)


def _assign(
    recorder: ChangeRecorder, task_id: int, version_id: int, unit_id: int, role: str, place: int, words: str
) -> None:
    row = {"task_id": task_id, "task_version_id": version_id, "unit_id": unit_id}
    recorder.add("assignment", row | {"assignment_id": recorder.new_id(), "role": role, "place": place, "words": words})


def _word_in_force(recorder: ChangeRecorder, task: TaskOnDay, name: str) -> Any:
    """Return a word of the version in force; where it came from is not loaded with a history."""
    if name in task.version:
        return task.version[name]
    found = recorder.writer.rows(
        f"SELECT {name} FROM task_version WHERE {of_organisation()} AND task_version_id = :version",
        {"version": task.version["task_version_id"]},
    )
    return next(found)[0]


def _add_version(recorder: ChangeRecorder, task_id: int, version_id: int, day: str, words: Mapping[str, Any]) -> None:
    of_task = {"task_version_id": version_id, "task_id": task_id, "seq": recorder.seq(task_id)}
    recorder.add("task_version", {**of_task, "effective_on": day, "in_plan": 1, **words})


def _same_milestone(
    before: list[Mapping[str, Any]], made: DraftMilestone, place: int, count: int
) -> Mapping[str, Any] | None:
    """The milestone that a new reading goes on from: the same label, or the same place where labels say nothing."""
    labelled = [row for row in before if row["label"] == made.label and made.label]
    if len(labelled) == 1:
        return labelled[0]
    if count == 1 and len(before) == 1:
        return before[0]
    same_place = [row for row in before if row["n"] == place + 1 and not row["label"] and not made.label]
    return same_place[0] if same_place else None
