"""One row of a returned table and its task: its reading, whether it says anything new, and its record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from cchc_tasks.model.deadline import Period
from cchc_tasks.model.doubts import Code, Doubt, stored
from cchc_tasks.model.draft import DraftTask
from cchc_tasks.model.fields import set_by
from cchc_tasks.model.history import CLOSED, OPEN
from cchc_tasks.model.readings import ResultReading
from cchc_tasks.model.returned_results import ReportedRow
from cchc_tasks.model.status import BY_DOCUMENT, CLOCK_STOPPED, Status
from cchc_tasks.model.task import Milestone, Task
from cchc_tasks.model.timing import has_begun
from cchc_tasks.plans.interpretation import milestones_of
from cchc_tasks.reading.deadlines import read_deadline
from cchc_tasks.reading.document_references import read_document
from cchc_tasks.reading.result_reader import doubt_of, read_result
from cchc_tasks.storage.change_recorder import ChangeRecorder, TaskOnDay
from cchc_tasks.text import nfc, squeeze
from cchc_tasks.tracking.task_updates import is_open, milestones_to_reopen, plan_closing

_DAY = re.compile(r"(?:ngày\s+)?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:\s+0?0:00(?::00)?)?", re.IGNORECASE)
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?")
#: The texts that are recorded as they are; a result is read besides.
_TEXTS = tuple(field.name for field in set_by("update") if field.name != "result")


def says_something(row: DraftTask) -> bool:
    """Whether any of the cells that report is filled."""
    return any(squeeze(text) for text in (row.result, row.evidence, row.done_on, *(_texts(row).values())))


def state_differs(row: DraftTask, task: Task, last_imported: str | None, reported_on: date) -> bool:
    """Whether the row says anything that is not there; a result equal to the last imported one says nothing new."""
    if _new_result(row, task, last_imported) or _new_documents(row, task):
        return True
    if any(text != task.texts[name] for name, text in _texts(row).items()):
        return True
    day = finished_on(row)
    return day is not None and day <= reported_on and learns_day(task, day)


def learns_day(task: Task, day: date) -> bool:
    """Whether a day alone, without a new result, says when the task's one finished milestone was finished."""
    return len(task.milestones) == 1 and task.milestones[0].closed and task.milestones[0].done_on != day


def day_is_used(row: DraftTask, task: Task, status: Status | None, reported_on: date) -> bool:
    """Whether the day in the row's column of finishing days finds its milestone."""
    day = finished_on(row)
    if day is None or day > reported_on:
        return False
    return status is Status.DONE or learns_day(task, day) or any(m.done_on == day for m in task.milestones)


def result_reading(row: DraftTask, task: Task, period: Period) -> ResultReading:
    """Return what the row's result was read as, by the deadline that the plan prints.

    What only a document allows (dropped, paused, carried over) is no status where the row cites none: the words are
    kept and put up for review.
    """
    reading = read_result(row.result, read_deadline(task.deadline_text, period))
    if reading.status in BY_DOCUMENT and read_document(f"{row.evidence} {row.result}") is None:
        known = {doubt.code for doubt in reading.review}
        told = () if Code.PAPERLESS_STOP in known else (doubt_of(Code.PAPERLESS_STOP, row.result),)
        return replace(reading, status=None, review=(*reading.review, *told))
    return reading


def finished_on(row: DraftTask) -> date | None:
    """Return the day in the row's column of finishing days, None where no day of the calendar stands there."""
    text = squeeze(row.done_on)
    iso, printed = _ISO_DAY.fullmatch(text), _DAY.fullmatch(text)
    parts = (iso[1], iso[2], iso[3]) if iso else (printed[3], printed[2], printed[1]) if printed else None
    try:
        return date(*map(int, parts)) if parts else None
    except ValueError:
        return None


def record_row(
    recorder: ChangeRecorder, found: ReportedRow, on_day: TaskOnDay, period: Period, imported: str | None
) -> None:
    """Record what the row reports of the task from the day on: result, status, day and document, and no more.

    Where the row is taken although something took effect later, what it says is said for that later day, too.
    """
    row, task = found.row, found.task
    values: dict[str, str | None] = dict(_texts(row))
    documents = _new_documents(row, task)
    if documents:
        values["evidence"] = "\n".join(documents)
    chosen: list[Milestone] = []
    if _new_result(row, task, imported):
        reading = result_reading(row, task, period)
        review = list(reading.review)
        if reading.progress:
            values["progress"] = f"{reading.progress.done}/{reading.progress.total} {reading.progress.text}"
        if reading.status is not None:
            values["status"] = str(reading.status)
        chosen = _finished(reading, task, on_day, period)
        review += _reopen(recorder, reading, task, on_day)
        raised = stored(doubt.by(recorder.change_id) for doubt in review)
        values |= {"result": row.result, "review": raised or None}
    days = [on_day.day.isoformat()]
    days += [day for day in on_day.days_set_later(None, "status") if "status" in values]
    for place, day in enumerate(days):
        said = values if place == 0 else {name: values[name] for name in values if name != "evidence"}
        if said:
            recorder.set(task.task_id, None, said, day)
    _close(recorder, row, task, on_day, chosen)


def _close(
    recorder: ChangeRecorder, row: DraftTask, task: Task, on_day: TaskOnDay, chosen: Sequence[Milestone]
) -> None:
    """Close what the result says is finished; its day goes to the milestone of which it was said."""
    known = finished_on(row) or _document_day(row)
    known = known if known and known <= on_day.day else None
    named = len(on_day.milestones) == 1
    meant = chosen or (on_day.milestones if named and on_day.milestones[0].closed else ())
    closing, dated, _ = plan_closing(meant, on_day.milestones_today(), known, named=named)
    for milestone in meant:
        values: dict[str, str | None] = {}
        if milestone in closing or (milestone in dated and is_open(milestone)):
            values["closed"] = CLOSED
        if milestone in dated and known:
            values["done_on"] = known.isoformat()
        if values:
            later = on_day.days_set_later(milestone.milestone_id, "closed")
            for day in (on_day.day.isoformat(), *later):
                recorder.set(task.task_id, milestone.milestone_id, values, day)


def _finished(reading: ResultReading, task: Task, on_day: TaskOnDay, period: Period) -> list[Milestone]:
    """The milestones that the result closes: all that have begun, or those that its words name."""
    begun = [m for m in on_day.milestones if has_begun(m, on_day.day)]
    if reading.status is Status.DONE:
        return begun
    made = milestones_of(read_deadline(task.deadline_text, period), period)
    named = {(m.label, m.source.kind, m.start) for m in made if m.reading in reading.finished}
    return [m for m in begun if (m.label, m.kind, m.start) in named]


def _reopen(recorder: ChangeRecorder, reading: ResultReading, task: Task, on_day: TaskOnDay) -> list[Doubt]:
    """Open the one finished milestone of a task of which work goes on; where there are several, ask which."""
    if reading.status is None or reading.status is Status.DONE or reading.status in CLOCK_STOPPED:
        return []
    closed = milestones_to_reopen([m for m in on_day.milestones if has_begun(m, on_day.day)])
    if len(closed) == 1:
        opened: dict[str, str | None] = {"closed": OPEN, "done_on": None}
        recorder.set(task.task_id, closed[0].milestone_id, opened, on_day.day)
    return [doubt_of(Code.WHICH_MILESTONE_GOES_ON, reading.text)] if len(closed) > 1 else []


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
    return {name: text for name in _TEXTS if (text := nfc(row.texts.get(name, "")).strip())}
