"""The cells of a unit's worksheet: the state of a task that they show, and the words that are printed beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from cchc_tasks.days import day as shown_day
from cchc_tasks.messages.status_words import STATUS_WORDS
from cchc_tasks.model.fields import FIELD, FILLED_IN, ValueKind
from cchc_tasks.model.status import Status
from cchc_tasks.model.task import Milestone, Plan, Task
from cchc_tasks.model.timing import shown_status
from cchc_tasks.text import fold
from cchc_tasks.worksheets import words

#: The columns that a unit may fill in, in their order.
REPORTED = tuple(field.name for field in FILLED_IN)


@cache
def _statuses() -> dict[str, str]:
    return {fold(said): status for status, said in STATUS_WORDS.items()} | words.STATUS_SYNONYMS


def read_status(text: str) -> Status | None:
    """Return the status that the words name, case and accents aside, None for words that name none."""
    found = _statuses().get(fold(text).strip(" .;"))
    return Status(found) if found else None


class SheetState(NamedTuple):
    """What the cells that a unit may fill in say of a task, on a day; `texts` are as recorded, by their fields."""

    status: Status
    texts: Mapping[str, str]
    done_on: date | None = None
    evidence: tuple[str, ...] = ()

    def text(self, column: str) -> str:
        """Return the column's cell in words."""
        kind = FIELD[column].kind
        if kind is ValueKind.STATUS:
            return STATUS_WORDS[self.status]
        if kind is ValueKind.DAY:
            return shown_day(self.done_on) if self.done_on else ""
        return "\n".join(self.evidence) if kind is ValueKind.DOCUMENTS else self.texts[column]


def state_of(task: Task, day: date | None = None) -> SheetState:
    """Return what the cells say of the task on a day, its own day of looking for None."""
    status = shown_status(task.reported, task.milestones, day or task.as_of)
    return SheetState(status, task.texts, finished_on(status, task.milestones), task.evidence)


def finished_on(status: Status, milestones: Iterable[Milestone]) -> date | None:
    """Return the day on which a task that is done was finished: the last known one of its milestones."""
    days = [m.done_on for m in milestones if m.closed and m.done_on]
    return max(days, default=None) if status is Status.DONE else None


def deadline_cell(printed: str, milestones: Iterable[Milestone]) -> str:
    """Return the printed deadline, and below it the days to which open milestones are extended."""
    later = [words.extended(m.moved_from or m.due) for m in milestones if m.extended_from and m.due and not m.closed]
    return "\n".join(filter(None, (printed, *dict.fromkeys(later))))


def code_of(task: Task) -> str:
    """Return what names the task's row, and the state that the row shows."""
    return words.code(task.plan, task.ref, task.seq, task.as_of)


@dataclass(frozen=True, slots=True)
class Worksheet:
    """One workbook, of one unit (the empty text: of any): its tasks in the order in which they are written.

    `plans` are those of the tasks; `in_order` says that the rows stand as printed, so that section rows belong
    between them.
    """

    unit: str
    plans: Sequence[Plan]
    tasks: Sequence[Task]
    day: date
    in_order: bool = True
