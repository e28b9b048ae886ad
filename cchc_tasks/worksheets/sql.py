"""What a worksheet showed of its tasks when it was written, and what files reported of them, from the history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from cchc_tasks.model.fields import RECORDED_TEXTS
from cchc_tasks.model.history import TAKEN_BACK, Detail
from cchc_tasks.model.status import Status
from cchc_tasks.model.task import Milestone
from cchc_tasks.storage.conditions import in_force, of_organisation
from cchc_tasks.storage.projections import derive_known
from cchc_tasks.storage.reader import Reader, Row
from cchc_tasks.storage.task_history import Record, TaskHistory, load_histories
from cchc_tasks.storage.task_loader import milestone_of


class WrittenTask(NamedTuple):
    """A task as it was known at some time: its reported state and texts, its milestones and its printed words."""

    reported: Status
    texts: Mapping[str, str]
    evidence: tuple[str, ...]
    milestones: tuple[Milestone, ...]
    printed: Record


class TaskHistories:
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


_REPORTS_OF_PLAN = (
    "FROM change_detail d JOIN change c ON c.organisation_id = d.organisation_id AND c.change_id = d.change_id "
    "JOIN task t ON t.organisation_id = d.organisation_id AND t.task_id = d.task_id "
    f"WHERE {of_organisation('d')} AND t.plan_id = :plan AND {in_force('c')}"
)


def last_imported_results(reader: Reader, plan_id: int) -> Iterator[Row]:
    """Yield (task_id, result) of the plan as files brought them, in the order of recording: the last one counts."""
    return reader.rows(
        f"SELECT d.task_id, d.value {_REPORTS_OF_PLAN} AND d.field = 'result' "
        "AND c.act IN ('import', 'import_results') ORDER BY d.seq",
        {"plan": plan_id},
    )


def tasks_reported_by_hand(reader: Reader, plan_id: int, fields: Sequence[str]) -> list[int]:
    """Return the tasks of the plan of whose fields the newest report was entered by a person and came from no file."""
    newest: dict[int, str] = {}
    listed = ", ".join(f"'{field}'" for field in fields)
    for task_id, act in reader.rows(
        f"SELECT d.task_id, c.act {_REPORTS_OF_PLAN} AND d.field IN ({listed}) ORDER BY d.effective_on, d.seq",
        {"plan": plan_id},
    ):
        newest[task_id] = act
    return [task_id for task_id, act in newest.items() if act not in ("import", "import_results")]
