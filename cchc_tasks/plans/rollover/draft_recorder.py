"""The turn of the year as rows of the history: a draft plan, and the issued plan that takes its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cchc_tasks.model.acts import Act
from cchc_tasks.model.interpreted_plan import InterpretedPlan, InterpretedTask
from cchc_tasks.plans.sql import OldTask
from cchc_tasks.storage.connection import CoreReader
from cchc_tasks.storage.drafts import DRAFT, DRAFTED, DraftedTask, DraftPlan
from cchc_tasks.storage.plan_recorder import PlanRecorder
from cchc_tasks.storage.projection_writes import next_seq, refresh_plan, refresh_tasks
from cchc_tasks.storage.undoable_changes import tasks_of_plans

_OTHER_SIDE = {"carried_from": "carried_to", "renewed_from": "renewed_to"}


class DraftRecorder(PlanRecorder):
    """Stores a draft; `links` says for each task which field names which task of the plan before."""

    kind = "rollover"
    document = DRAFT
    in_plan = DRAFTED

    def __init__(
        self, writer: CoreReader, plan: InterpretedPlan, act: Act, sentence: str, links: Sequence[tuple[str, int]]
    ) -> None:
        super().__init__(writer, plan, act, sentence)
        self.links = links

    def record(self) -> int:
        """Store the draft and both sides of its links; return its id."""
        super().record()
        refresh_tasks(self.reader, [old for _, old in self.links], renumber=False)
        return self.plan_id

    def _add_task(self, place: int, task: InterpretedTask, section_id: int | None) -> int:
        task_id = super()._add_task(place, task, section_id)
        link, old = self.links[place - 1]
        self._set_field(task_id, 1, link, str(old), self.from_day)
        self._set_field(old, next_seq(self.reader, old), _OTHER_SIDE[link], str(task_id), self.act.today.isoformat())
        return task_id

    def _set_field(self, task_id: int, seq: int, field: str, value: str, day: str) -> None:
        self.rows["change_detail"].append(detail_row(self, task_id, seq, field, value, day))


class DraftMatches(NamedTuple):
    """What the issued plan makes of a draft.

    `matched` are drafted tasks by the place of their row (from 1), `left_out` those without a row, `carried` the old
    tasks of matched ones that are followed up in the new plan from now on.
    """

    draft: DraftPlan
    matched: Mapping[int, DraftedTask]
    left_out: Sequence[DraftedTask]
    carried: Mapping[int, OldTask]


class IssuedRecorder(PlanRecorder):
    """Stores an issued plan over its draft, as one change: matched tasks keep their identity and their links."""

    def __init__(
        self, writer: CoreReader, plan: InterpretedPlan, act: Act, sentence: str, matches: DraftMatches, reason: str
    ) -> None:
        super().__init__(writer, plan, act, sentence)
        self.matches = matches
        self.reason = reason
        self.plan_id = matches.draft.plan_id

    def record(self) -> int:
        """Store everything and return the plan's id."""
        self._begin()
        self.rows["plan"].clear()  # the draft made its identity
        section_ids = [self._add_section(place, section) for place, section in enumerate(self.plan.sections, 1)]
        for place, task in enumerate(self.plan.tasks, 1):
            section = task.draft.section
            self._add_task(place, task, section_ids[section] if section is not None else None)
        self._follow_up_old_tasks()
        self._store()
        refresh_plan(self.reader, self.plan_id)
        drafted = (*self.matches.matched.values(), *self.matches.left_out)
        everything = {*tasks_of_plans(self.reader, [self.plan_id]), *(task.old_task_id for task in drafted)}
        refresh_tasks(self.reader, sorted(everything), renumber=True)
        return self.plan_id

    def _add_task(self, place: int, task: InterpretedTask, section_id: int | None) -> int:
        task_id = super()._add_task(place, task, section_id)
        drafted = self.matches.matched.get(place)
        if drafted is None:
            return task_id
        seq = next_seq(self.reader, drafted.task_id)
        self.rows["task"].pop()
        for table in ("task_version", "milestone", "milestone_version", "change_detail", "assignment"):
            for row in self.rows[table]:
                if row["task_id"] == task_id:
                    row["task_id"] = drafted.task_id
                    row |= {"seq": seq} if "seq" in row else {}
        self.rows["task_version"][-1]["place"] = place
        return drafted.task_id

    def _follow_up_old_tasks(self) -> None:
        """The plan before tells from now on that its unfinished tasks go on here, and which ones do not."""
        for old, standing in self.matches.carried.items():
            # What was reported of it in the meantime took effect before: from then on it is followed up here.
            day = max(self.from_day, standing.reported_on or "")
            self._set_old(old, {"status": "carried_over", "document": self.plan.title}, day)
        for task in self.matches.left_out:
            self._set_old(task.task_id, {"left_out": self.reason}, self.act.today.isoformat())
            fields = {_OTHER_SIDE[task.link]: "", "left_out": self.reason}
            self._set_old(task.old_task_id, fields, self.act.today.isoformat())

    def _set_old(self, task_id: int, fields: Mapping[str, str], day: str) -> None:
        seq = next_seq(self.reader, task_id)
        self.rows["change_detail"] += [
            detail_row(self, task_id, seq, field, value, day) for field, value in fields.items()
        ]


def detail_row(recorder: PlanRecorder, task_id: int, seq: int, field: str, value: str, day: str) -> dict[str, Any]:
    """Return the row of one field that a recorder's change sets of a task."""
    return {
        "change_detail_id": recorder.new_id(),
        "change_id": recorder.change_id,
        "task_id": task_id,
        "seq": seq,
        "milestone_id": None,
        "field": field,
        "value": value,
        "effective_on": day,
    }
