"""What the cells of a row mean together, once it is settled which of them count: what cannot be done is said."""

from __future__ import annotations

from cchc_tasks.days import day as shown_day
from cchc_tasks.days import day_in_sentence
from cchc_tasks.messages.doubt_words import sentences
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.readings import ResultReading
from cchc_tasks.model.status import BY_DOCUMENT, Status
from cchc_tasks.model.timing import has_begun
from cchc_tasks.reading.deadlines import read_deadline
from cchc_tasks.reading.document_references import read_document
from cchc_tasks.reading.result_reader import read_result
from cchc_tasks.sentences import Words
from cchc_tasks.tracking.task_updates import milestones_to_reopen
from cchc_tasks.worksheets import results_words as result_words
from cchc_tasks.worksheets import words
from cchc_tasks.worksheets.merge import MergedRow
from cchc_tasks.worksheets.reported_row import learns_day

#: Statuses of work that goes on: a finished task is opened again by them.
GOING_ON = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.WAITING)


def settle(merged: MergedRow, period: Period) -> None:
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
            merged.say("odd_document", result_words.odd_document(merged.ref, document, sentences(read.flags)))
    if says_otherwise(merged, period):
        merged.say("says_otherwise", words.says_otherwise(merged.ref, merged.status))


def reading_of(merged: MergedRow, period: Period) -> ResultReading:
    """Return what the words of a changed result say; the status is the one that was chosen all the same."""
    return read_result(merged.changes["result"], read_deadline(merged.task.deadline_text, period))


def says_otherwise(merged: MergedRow, period: Period) -> bool:
    """Whether a changed result says that the task is done and its status does not, or surely the other way round."""
    if "result" not in merged.changes:
        return False
    read = reading_of(merged, period)
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
