"""One row of a returned table against its task: what it says, whether it says anything new, and its record."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from cchc_tasks.model.deadlines import Period
from cchc_tasks.model.drafts import DraftTask
from cchc_tasks.model.history import CLOSED, OPEN
from cchc_tasks.model.readings import ResultReading
from cchc_tasks.model.results import ReportedRow
from cchc_tasks.model.status import CLOCK_STOPPED, Status
from cchc_tasks.model.tasks import Milestone, Task
from cchc_tasks.model.timing import has_begun
from cchc_tasks.reading.deadlines import read_deadline
from cchc_tasks.reading.documents import read_document
from cchc_tasks.reading.results import read_result
from cchc_tasks.services.interpreting import milestones_of
from cchc_tasks.storage.acting import ChangeRecorder, TaskOnDay
from cchc_tasks.vietnamese import nfc, squeeze

_DAY = re.compile(r"(?:ngày\s+)?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.IGNORECASE)
_TEXTS = {"difficulty": "difficulty", "proposal": "proposal", "note": "note"}


def says_something(row: DraftTask) -> bool:
    """Whether any of the cells that report is filled."""
    return any(squeeze(text) for text in (row.result, row.evidence, row.done_on, *(_texts(row).values())))


def state_differs(row: DraftTask, task: Task, last_imported: str | None) -> bool:
    """Whether the row says anything that is not there; a result equal to the last imported one says nothing new."""
    if _new_result(row, task, last_imported) or _new_documents(row, task):
        return True
    if any(text != getattr(task, name) for name, text in _texts(row).items()):
        return True
    day = finished_on(row)
    return day is not None and all(m.done_on != day for m in task.milestones)


def reading_of(row: DraftTask, task: Task, period: Period) -> ResultReading:
    """Return what the row's result was read as, by the deadline that the plan prints."""
    return read_result(row.result, read_deadline(task.deadline_text, period))


def finished_on(row: DraftTask) -> date | None:
    """Return the day in the row's column of finishing days, None where no day of the calendar stands there."""
    found = _DAY.fullmatch(squeeze(row.done_on))
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def record_row(
    recorder: ChangeRecorder, found: ReportedRow, on_day: TaskOnDay, period: Period, day: date, imported: str | None
) -> None:
    """Record what the row reports of the task from the day on: result, status, day and document, and no more."""
    row, task = found.row, found.task
    values: dict[str, str | None] = dict(_texts(row))
    documents = _new_documents(row, task)
    if documents:
        values["evidence"] = "\n".join(documents)
    finished: list[Milestone] = []
    if _new_result(row, task, imported):
        reading = reading_of(row, task, period)
        values |= {"result": row.result, "review": "\n".join(reading.review) or None}
        if reading.progress:
            values["progress"] = f"{reading.progress.done}/{reading.progress.total} {reading.progress.text}"
        if reading.status is not None:
            values["status"] = str(reading.status)
        finished = _finished(reading, task, on_day, period)
        for milestone in _reopened(reading, on_day, finished):
            recorder.set(task.task_id, milestone.milestone_id, {"closed": OPEN, "done_on": None}, day)
    recorder.set(task.task_id, None, values, day)
    _close(recorder, row, task, on_day, finished, day)


def _close(
    recorder: ChangeRecorder, row: DraftTask, task: Task, on_day: TaskOnDay, finished: list[Milestone], day: date
) -> None:
    """Close what the result says is finished; a day goes to what had none."""
    known = finished_on(row) or _document_day(row)
    for milestone in on_day.milestones:
        closes = milestone in finished and not milestone.closed
        values: dict[str, str | None] = {"closed": CLOSED} if closes else {}
        if known and known <= day and (closes or (milestone.closed and milestone.done_on is None)):
            values["done_on"] = known.isoformat()
        if values:
            recorder.set(task.task_id, milestone.milestone_id, values, day)


def _finished(reading: ResultReading, task: Task, on_day: TaskOnDay, period: Period) -> list[Milestone]:
    """The milestones that the result closes: all that have begun, or those that its words name."""
    begun = [m for m in on_day.milestones if has_begun(m, on_day.day)]
    if reading.status is Status.DONE:
        return begun
    made = milestones_of(read_deadline(task.deadline_text, period), period)
    named = {(m.label, m.source.kind, m.start) for m in made if m.reading in reading.finished}
    return [m for m in begun if (m.label, m.kind, m.start) in named]


def _reopened(reading: ResultReading, on_day: TaskOnDay, finished: Iterable[Milestone]) -> list[Milestone]:
    """The finished milestones that a result of work going on opens again, where every one was finished."""
    begun = [m for m in on_day.milestones if has_begun(m, on_day.day)]
    goes_on = reading.status is not None and reading.status is not Status.DONE and reading.status not in CLOCK_STOPPED
    return [m for m in begun if m not in finished] if goes_on and begun and all(m.closed for m in begun) else []


def _new_result(row: DraftTask, task: Task, last_imported: str | None) -> bool:
    known = ("", squeeze(task.result_text), squeeze(last_imported or ""))
    return squeeze(nfc(row.result)) not in known


def _new_documents(row: DraftTask, task: Task) -> list[str]:
    """The documents of the cell that are not beside the task yet, one a line or parted by «;»."""
    there = {squeeze(text) for text in task.evidence}
    parts = (squeeze(part).lstrip("-•+ ") for part in re.split(r"[;\n]", nfc(row.evidence)))
    return [part for part in parts if part and part not in there]


def _document_day(row: DraftTask) -> date | None:
    named = read_document(row.evidence) if row.evidence else None
    return named.issued_on if named else None


def _texts(row: DraftTask) -> dict[str, str]:
    """The other cells that report, where they are filled."""
    return {name: text for name, cell in _TEXTS.items() if (text := nfc(getattr(row, cell)).strip())}
