"""Records one act: the change, the fields that it sets, new versions of tasks, and the state that follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from cchc_tasks.model.acts import Act
from cchc_tasks.model.fields import RECORDED_TEXTS
from cchc_tasks.model.history import CLOSED, OPEN, TAKEN_BACK
from cchc_tasks.model.status import Status
from cchc_tasks.model.task import Milestone, Task
from cchc_tasks.model.timing import DueRules, shown_status
from cchc_tasks.storage import schema
from cchc_tasks.storage.access_rights import require_take_back, require_tasks
from cchc_tasks.storage.connection import CoreReader
from cchc_tasks.storage.journal import Journal, append
from cchc_tasks.storage.projection_writes import next_seq, refresh_tasks
from cchc_tasks.storage.projections import derive
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.selection import Selection
from cchc_tasks.storage.task_history import TaskHistory, load_histories
from cchc_tasks.storage.task_loader import load_tasks, milestone_of
from cchc_tasks.storage.unit_history import UnitBook

Records = dict[str, list[dict[str, Any]]]
_RECORDED = {field.name: field.column for field in RECORDED_TEXTS}


class ChangeRecorder:
    """Collects what one act does and stores it as one change; use it within one writing transaction."""

    def __init__(self, writer: CoreReader, act: Act, kind: str, takes_back: int | None = None) -> None:
        self.journal = Journal(writer, act)
        self.writer = writer
        self.act = act
        self.kind = kind
        self.takes_back = takes_back
        self.new_id = self.journal.new_id
        self.change_id = self.journal.change_id
        self.rows: Records = {table.name: [] for table in schema.APPEND_ONLY}
        self._seqs: dict[int, int] = {}
        self._histories: dict[int, TaskHistory] = {}
        self._units: UnitBook | None = None

    @property
    def units(self) -> UnitBook:
        """The units of the organisation, with those that this change makes."""
        if self._units is None:
            self._units = UnitBook(self.writer, self.new_id, self.change_id, self.add)
        return self._units

    def seq(self, task_id: int) -> int:
        """The number that this change gets among the changes of the task."""
        if task_id not in self._seqs:
            self._seqs[task_id] = next_seq(self.writer, task_id)
        return self._seqs[task_id]

    def set(self, task_id: int, milestone_id: int | None, values: Mapping[str, str | None], day: date | str) -> None:
        """Set fields of a task or of one of its milestones from a day on."""
        for field, value in values.items():
            self.rows["change_detail"].append(
                {
                    "change_detail_id": self.new_id(),
                    "change_id": self.change_id,
                    "task_id": task_id,
                    "seq": self.seq(task_id),
                    "milestone_id": milestone_id,
                    "field": field,
                    "value": value,
                    "effective_on": str(day),
                }
            )

    def add(self, table: str, row: Mapping[str, Any]) -> None:
        """Add a row of this change to a table of the history."""
        self.rows[table].append({"change_id": self.change_id, **row} if _has_change(table) else dict(row))

    @property
    def size(self) -> int:
        """How many rows the act has recorded so far."""
        return sum(map(len, self.rows.values()))

    @property
    def renumbers(self) -> bool:
        """Whether printed numbers, sections or the set of tasks may change."""
        return bool(self.rows["task_version"])

    def record(
        self, sentence: str, plan_id: int | None = None, *, renumber: bool = False, also: Iterable[int] = ()
    ) -> int:
        """Store everything, derive today's state of the tasks (`also` of others) again, and return the change's id.

        Raises ConflictError for tasks, or a change to take back, that are not the connected account's to touch.
        """
        require_tasks(self.writer, self._seqs)
        require_take_back(self.writer, self.takes_back)
        self.journal.write(self.kind, sentence, takes_back=self.takes_back, plan_id=plan_id)
        for table in schema.APPEND_ONLY:
            append(self.writer, table, self.rows[table.name])
        concerned = sorted({*self._seqs, *also})
        self._histories = refresh_tasks(self.writer, concerned, renumber=renumber or self.renumbers)
        return self.change_id

    def overtaken(self, task_ids: Iterable[int], day: date) -> list[int]:
        """Return the tasks of which something that was recorded for the day is not what counts today.

        Another entry took effect later. The change is recorded already.
        """
        if day >= self.act.today:
            return []
        recorded = [(task_id, self._histories[task_id]) for task_id in task_ids if task_id in self._histories]
        return [
            task_id for task_id, history in recorded if TaskOnDay(history, self.act.today).overtakes(self.change_id)
        ]

    def take_back(self, change_id: int, task_ids: Iterable[int]) -> None:
        """Note, in each task's own count of changes, that a change no longer counts from here on."""
        for task_id in task_ids:
            self.set(task_id, None, {TAKEN_BACK: str(change_id)}, self.act.today)


def _has_change(table: str) -> bool:
    return "change_id" in schema.metadata.tables[table].columns


def tasks_today(writer: CoreReader, task_ids: Sequence[int], today: date, rules: DueRules) -> list[Task]:
    """Return the tasks as they stand now, in the order of the ids; those that left their plan are missing."""
    chosen = Selection()
    chosen.of_task.append(f"t.task_id IN ({', '.join(str(int(task_id)) for task_id in task_ids) or 'NULL'})")
    found = {task.task_id: task for task in load_tasks(writer, chosen, today, rules)}
    return [found[task_id] for task_id in task_ids if task_id in found]


class TaskOnDay:
    """What is known of a task on the day on which an act takes effect: an act is judged by the state of its own day.

    `day` is that day, or the task's first one where the act took effect before the plan did.
    """

    def __init__(self, history: TaskHistory, day: date) -> None:
        self.history = history
        self.first = date.fromisoformat(min(version["effective_on"] for version in history.versions))
        self.day = max(day, self.first)
        derived = derive(history, self.day.isoformat(), count_revisions=False)
        #: None where the task is in no plan on that day.
        self.row = derived.task if derived else None
        self.milestones = tuple(milestone_of(row) for row in derived.milestones) if derived else ()

    def milestones_today(self) -> tuple[Milestone, ...]:
        """The milestones as they stand by everything that is recorded."""
        derived = derive(self.history, count_revisions=False)
        return tuple(milestone_of(row) for row in derived.milestones) if derived else ()

    @property
    def version(self) -> Mapping[str, Any]:
        """The printed words in force on the day."""
        wanted = self.row["task_version_id"] if self.row else None
        return next(version for version in self.history.versions if version["task_version_id"] == wanted)

    def overtakes(self, change_id: int) -> bool:
        """Whether something that the change set does not show on the day: another entry took effect later."""
        details = [d for d in self.history.details if d.change_id == change_id]
        of_milestone = {m.milestone_id: m for m in self.milestones}
        if self.row is None:
            return False
        for detail in details:
            if detail.field == "due" and not detail.value:
                continue  # the printed day counts again: that is what the new words give
            shown = self._shown(detail.field, of_milestone.get(detail.milestone_id or 0))
            if shown is not None and shown != (detail.value or ""):
                return True
        versions = [v for v in self.history.versions if v["change_id"] == change_id]
        return bool(versions) and all(v["task_version_id"] != self.row["task_version_id"] for v in versions)

    def _shown(self, field: str, milestone: Milestone | None) -> str | None:
        """What the day shows of a field, None for one that shows nothing of its own."""
        row = self.row or {}
        if field == "status":
            return str(shown_status(Status(row["status"]), self.milestones, self.day))
        if field in _RECORDED:
            return str(row[_RECORDED[field]])
        if milestone is None:
            return None
        if field == "closed":
            return CLOSED if milestone.closed else OPEN
        if field in ("due", "done_on", "submitted_on"):
            day = getattr(milestone, field)
            return day.isoformat() if day else ""
        return None

    def days_set_later(self, milestone_id: int | None, field: str) -> list[str]:
        """The ISO days after this one on which a field of the task or a milestone was set, by changes that count."""
        later = {
            d.effective_on
            for d in self.history.details
            if (d.milestone_id, d.field) == (milestone_id, field)
            and d.effective_on > self.day.isoformat()
            and d.change_id not in self.history.taken_back
        }
        return sorted(later)

    def later_versions(self) -> list[TaskOnDay]:
        """The task on each day after this one on which other printed words took effect."""
        days = {
            version["effective_on"]
            for version in self.history.versions
            if version["effective_on"] > self.day.isoformat() and version["change_id"] not in self.history.taken_back
        }
        later = (TaskOnDay(self.history, date.fromisoformat(day)) for day in sorted(days))
        return [found for found in later if found.row is not None]

    def printed_milestones(self) -> list[Mapping[str, Any]]:
        """The milestones of the printed words in force on the day, as they were read."""
        version_id = self.version["task_version_id"]
        return [row for row in self.history.milestones if row["task_version_id"] == version_id]


def tasks_on_day(reader: Reader, task_ids: Sequence[int], day: date) -> list[TaskOnDay]:
    """Return what is known of the tasks on the day, in the order of the ids."""
    histories = load_histories(reader, task_ids)
    return [TaskOnDay(histories[task_id], day) for task_id in task_ids]
