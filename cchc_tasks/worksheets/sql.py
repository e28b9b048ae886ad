"""What a worksheet showed of its tasks when it was written, played back from the history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from cchc_tasks.model.fields import RECORDED_TEXTS
from cchc_tasks.model.history import TAKEN_BACK, Detail
from cchc_tasks.model.status import Status
from cchc_tasks.model.task import Milestone
from cchc_tasks.storage.projections import derive_known
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.task_history import Record, TaskHistory, load_histories
from cchc_tasks.storage.task_loader import milestone_of


class WrittenTask(NamedTuple):
    """A task as it was known at some time: its reported state and texts, its milestones and its printed words."""

    reported: Status
    texts: Mapping[str, str]
    evidence: tuple[str, ...]
    milestones: tuple[Milestone, ...]
    printed: Record


class Histories:
    """The histories of tasks, loaded when they are asked for."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: dict[int, TaskHistory] = {}

    def load(self, task_ids: Iterable[int]) -> None:
        """Load the histories of the tasks that are not loaded yet, all at once."""
        missing = [task_id for task_id in task_ids if task_id not in self._known]
        if missing:
            self._known |= load_histories(self._reader, missing)

    def as_written(self, task_id: int, seq: int, day: date | None) -> WrittenTask | None:
        """Return the task as it was known after `seq` of its changes, on the day (whole for None).

        None where it was in no plan then, and where so many changes were never recorded.
        """
        self.load([task_id])
        history = self._known[task_id]
        if seq < 1 or seq > max((seq for seq, _ in _acts(history)), default=0):
            return None
        derived = derive_known(history, day.isoformat() if day else None, seq)
        if derived is None:
            return None
        row = derived.task
        version = next(v for v in history.versions if v["task_version_id"] == row["task_version_id"])
        return WrittenTask(
            Status(row["status"]),
            {field.name: row[field.column] for field in RECORDED_TEXTS},
            tuple(filter(None, row["evidence"].split("\n"))),
            tuple(milestone_of(found) for found in derived.milestones),
            version,
        )

    def newest(self, task_id: int, fields: Iterable[str], after: int) -> tuple[str, str] | None:
        """Return (UTC moment, actor) of the newest change that set one of the fields, or took such a change back.

        Only changes after the task's first `after` ones count; None where there is none.
        """
        self.load([task_id])
        history = self._known[task_id]
        wanted = frozenset(fields)
        touched = {d.change_id for d in history.details if d.field in wanted}
        found = [d for d in history.details if d.seq > after and _concerns(d, wanted, touched)]
        newest = max(found, key=lambda d: d.seq, default=None)
        return history.changes.get(newest.change_id) if newest else None


def _concerns(detail: Detail, fields: frozenset[str], touched: set[int]) -> bool:
    return detail.field in fields or (detail.field == TAKEN_BACK and int(detail.value or 0) in touched)


def _acts(history: TaskHistory) -> Iterable[tuple[int, int]]:
    yield from ((v["seq"], v["change_id"]) for v in history.versions)
    yield from ((d.seq, d.change_id) for d in history.details)
