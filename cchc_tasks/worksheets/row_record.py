"""The record of a merged worksheet row: what cannot be recorded is dropped, the rest becomes fields of the history.

The rules are those of `done` and `update`. What the row says holds from the day of the results. Where a field was set
for a later day, it is set for that day, too, because the unit was shown the later value and says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from cchc_tasks.days import day as shown_day
from cchc_tasks.days import day_in_sentence
from cchc_tasks.messages.doubt_words import sentences
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.doubts import Code
from cchc_tasks.model.fields import FILLED_IN
from cchc_tasks.model.history import CLOSED, OPEN
from cchc_tasks.model.readings import ResultReading
from cchc_tasks.model.status import BY_DOCUMENT, Status
from cchc_tasks.model.task import Milestone
from cchc_tasks.model.timing import has_begun
from cchc_tasks.reading.deadlines import read_deadline
from cchc_tasks.reading.document_references import read_document
from cchc_tasks.reading.result_reader import doubt_of, read_result
from cchc_tasks.sentences import Words
from cchc_tasks.storage.change_recorder import ChangeRecorder, TaskOnDay
from cchc_tasks.tracking.task_updates import is_open, milestones_to_reopen, plan_closing
from cchc_tasks.worksheets import results_words, words
from cchc_tasks.worksheets.cell_merge import MergedRow
from cchc_tasks.worksheets.reported_row import learns_day


def record_merged(recorder: ChangeRecorder, merged: MergedRow, on_day: TaskOnDay, period: Period) -> None:
    """Record the row's changes from the day of the results on."""
    changes = merged.changes
    if "evidence" in changes:
        recorder.set(merged.task.task_id, None, {"evidence": "\n".join(changes["evidence"])}, on_day.day)
    texts = (field.name for field in FILLED_IN if field.is_text)
    values: dict[str, str | None] = {name: changes[name] for name in texts if name in changes}
    if "result" in changes:
        progress = merged_result_reading(merged, period).progress
        if progress:
            values["progress"] = f"{progress.done}/{progress.total} {progress.text}"
        against = doubt_of(Code.RESULT_AGAINST_STATUS, changes["result"], str(merged.status))
        values["review"] = against.by(recorder.change_id).stored if says_otherwise(merged, period) else None
    if "status" in changes:
        values["status"] = str(merged.status)
    _set(recorder, on_day, None, values)
    begun = [m for m in on_day.milestones_today() if has_begun(m, on_day.day)]
    if merged.changes.get("status") in GOING_ON:
        for milestone in milestones_to_reopen(begun):
            _set(recorder, on_day, milestone, {"closed": OPEN, "done_on": None})
    elif merged.status is Status.DONE and {"status", "done_on"} & changes.keys():
        _finish(recorder, merged, on_day, begun)


def _finish(recorder: ChangeRecorder, merged: MergedRow, on_day: TaskOnDay, begun: list[Milestone]) -> None:
    """Close what has begun by then, on the day that is told: the cell's, else that of the last new document."""
    day = merged.changes.get("done_on") or _document_day(merged, on_day.day)
    named = len(on_day.milestones_today()) == 1
    closing, dated, _ = plan_closing(begun, on_day.milestones_today(), day, named=named)
    for milestone in begun:
        values: dict[str, str | None] = {}
        if milestone in closing or (milestone in dated and is_open(milestone)):
            values["closed"] = CLOSED
        if milestone in dated and day:
            values["done_on"] = day.isoformat()
        _set(recorder, on_day, milestone, values)


def _document_day(merged: MergedRow, last: date) -> date | None:
    """The day of the newest of the row's new documents, None where a status is not set by it or none tells one."""
    if "status" not in merged.changes:
        return None
    read = (read_document(text) for text in merged.changes.get("evidence", ()))
    return max(
        (found.issued_on for found in read if found and found.issued_on and found.issued_on <= last), default=None
    )


def _set(
    recorder: ChangeRecorder, on_day: TaskOnDay, milestone: Milestone | None, values: Mapping[str, str | None]
) -> None:
    """Set fields on the day, each on every later day for which it was set, too."""
    milestone_id = milestone.milestone_id if milestone else None
    for name, value in values.items():
        for day in _days(on_day, milestone_id, name):
            recorder.set(int(on_day.history.task["task_id"]), milestone_id, {name: value}, day)


def _days(on_day: TaskOnDay, milestone_id: int | None, name: str) -> Iterable[str]:
    return dict.fromkeys((on_day.day.isoformat(), *on_day.days_set_later(milestone_id, name)))


#: Statuses of work that goes on: a finished task is opened again by them.
GOING_ON = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.WAITING)


def settle_row(merged: MergedRow, period: Period) -> None:
    """Drop from the row's changes what cannot be recorded, and say why; a status that cannot be refuses the row."""
    if not merged.refused:
        merged.refused = _refusal(merged)
    if merged.refused:
        merged.changes.clear()
        return
    _check_day(merged)
    for document in merged.changes.get("evidence", ()):
        read = read_document(document)
        if read and read.flags:
            merged.say("odd_document", results_words.odd_document(merged.ref, document, sentences(read.flags)))
    if says_otherwise(merged, period):
        merged.say("says_otherwise", words.says_otherwise(merged.ref, merged.status))


def merged_result_reading(merged: MergedRow, period: Period) -> ResultReading:
    """Return what the words of a changed result say; the status is the one that was chosen all the same."""
    return read_result(merged.changes["result"], read_deadline(merged.task.deadline_text, period))


def says_otherwise(merged: MergedRow, period: Period) -> bool:
    """Whether a changed result says that the task is done and its status does not, or surely the other way round."""
    if "result" not in merged.changes:
        return False
    read = merged_result_reading(merged, period)
    if merged.status is Status.DONE:
        return read.status not in (None, Status.DONE) and not read.review
    return read.status is Status.DONE


def _refusal(merged: MergedRow) -> Words:
    """Why the status that was chosen cannot be recorded, the empty text where it can or none was."""
    chosen = merged.changes.get("status")
    begun = [m for m in merged.task.milestones if has_begun(m, merged.day)]
    if chosen in BY_DOCUMENT and not merged.changes.get("evidence"):
        return words.status_wants_document(chosen)
    if chosen is Status.DONE and not begun:
        return words.no_period_begun(day_in_sentence(merged.day))
    if chosen in GOING_ON and len(milestones_to_reopen(begun)) > 1:
        return words.which_milestone(merged.ref)
    return ""


def _check_day(merged: MergedRow) -> None:
    day = merged.changes.get("done_on")
    if day is None:
        return
    if day > merged.day:
        merged.say("unused_day", words.day_in_future(merged.ref, shown_day(day), day_in_sentence(merged.day)))
    elif merged.changes.get("status") is Status.DONE or (merged.status is Status.DONE and learns_day(merged.task, day)):
        return
    else:
        merged.say("unused_day", words.day_without_done(merged.ref, shown_day(day)))
    del merged.changes["done_on"]
