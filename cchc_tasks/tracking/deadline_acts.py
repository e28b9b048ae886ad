"""Acts on deadlines: a product handed up, a date extended or an extension asked for, a missing date given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from cchc_tasks.days import day_in_sentence
from cchc_tasks.errors import ConflictError, UsageError
from cchc_tasks.messages import act_words
from cchc_tasks.model.acts import Extension, Outcome, Resolution, Submission
from cchc_tasks.model.deadline import Offset, Period
from cchc_tasks.model.status import Kind, Status
from cchc_tasks.model.task import Milestone
from cchc_tasks.plans import edit_words
from cchc_tasks.plans.act_context import (
    ActContext,
    ActedTask,
    ActRequest,
    perform_act,
    refuse_stopped,
    require_document,
)
from cchc_tasks.reading.deadlines import read_deadline
from cchc_tasks.reading.deadlines.due_days import due_from_anchor
from cchc_tasks.storage.database import Database
from cchc_tasks.text import nfc, squeeze
from cchc_tasks.tracking import deadline_words, task_act_words

IsDayOff = Callable[[date], bool]


def submit_task(database: Database, request: ActRequest, submission: Submission) -> Outcome:
    """Record that a product was handed up (đã trình): the milestone stays open until the product is issued.

    The day is the one named or the document's, never today by default. Raises as `perform` does.
    """
    require_document(submission.evidence, task_act_words.SUBMIT_WANTS)
    return perform_act(database, "submit", request, submission, lambda context: _submit(context, submission), one=True)


def extend_task(database: Database, request: ActRequest, extension: Extension) -> Outcome:
    """Give a milestone a later date (gia hạn); without a document it is a request and the old date counts."""
    if not extension.reason.strip():
        raise UsageError(*edit_words.no_text(task_act_words.REASON))
    return perform_act(database, "extend", request, extension, lambda context: _extend(context, extension), one=True)


def resolve_task(database: Database, request: ActRequest, resolution: Resolution, is_day_off: IsDayOff) -> Outcome:
    """Give a milestone that had no date its date: the day itself, or counted from the day of the awaited event."""
    if (resolution.due is None) == (resolution.anchor is None):
        raise UsageError(*task_act_words.due_or_anchor())
    return perform_act(
        database, "resolve", request, resolution, lambda context: _resolve(context, resolution, is_day_off), one=True
    )


def _submit(context: ActContext, submission: Submission) -> None:
    if not context.day_known:
        raise UsageError(*task_act_words.submission_day_wanted())
    (task,) = context.tasks
    milestone = _open_milestone(task, submission.milestone, ongoing=False)
    to = squeeze(nfc(submission.to))
    context.set(task, milestone, {"submitted_on": context.day.isoformat(), "submitted_to": to or None})
    if task.reported is Status.NOT_STARTED:
        context.set(task, None, {"status": str(Status.IN_PROGRESS)})
    context.set_evidence(task)
    context.log(act_words.milestone_named(milestone.n, milestone.label), to)


def _extend(context: ActContext, extension: Extension) -> None:
    (task,) = context.tasks
    milestone = _open_milestone(task, extension.milestone, ongoing=True)
    if milestone.due is None:
        named = act_words.milestone_named(milestone.n, milestone.label)
        raise ConflictError(*task_act_words.nothing_to_extend(task.ref, named))
    new = _day_of_phrase(extension.to, Period(task.plan.first, task.plan.last), context)
    if new <= milestone.due:
        raise UsageError(*task_act_words.not_later(day_in_sentence(new), day_in_sentence(milestone.due)))
    reason, before = squeeze(nfc(extension.reason)), milestone.due
    context.log(act_words.milestone_named(milestone.n, milestone.label) if len(task.milestones) > 1 else "")
    if not context.evidence:
        context.set(task, milestone, {"extension_asked": f"{new.isoformat()} {reason}"})
        context.log(task_act_words.extension_asked(day_in_sentence(new), day_in_sentence(before)), reason)
        return
    basis = deadline_words.extended_by(context.documents, reason)
    moved = {"due": new.isoformat(), "extended_from": before.isoformat(), "due_basis": basis, "extension_asked": None}
    context.set(task, milestone, moved)
    context.set(task, None, {"document": context.documents})
    context.log(task_act_words.extended(day_in_sentence(before), day_in_sentence(new)), reason)


def _resolve(context: ActContext, resolution: Resolution, is_day_off: IsDayOff) -> None:
    (task,) = context.tasks
    refuse_stopped(task)
    lacking = [m for m in task.milestones if not m.closed and m.due is None and m.kind is not Kind.ONGOING]
    milestone = task.only(lacking, resolution.milestone) or task.milestones[0]
    named = act_words.milestone_named(milestone.n, milestone.label)
    settled_before = milestone.due is not None and milestone.due_basis and milestone.extended_from is None
    if milestone.due is not None and not (milestone.ambiguous or settled_before):
        raise ConflictError(*task_act_words.has_a_date(task.ref, named, day_in_sentence(milestone.due)))
    due, basis = _settled(task, milestone, resolution, is_day_off)
    context.set(
        task, milestone, {"due": due.isoformat(), "due_basis": deadline_words.settled_by(basis, context.documents)}
    )
    if context.documents:
        context.set(task, None, {"document": context.documents})
    context.log(task_act_words.due_now(named, day_in_sentence(due)))


def _settled(task: ActedTask, milestone: Milestone, resolution: Resolution, is_day_off: IsDayOff) -> tuple[date, str]:
    """The due day and how it was counted."""
    if resolution.due is not None:
        return resolution.due, ""
    anchor = resolution.anchor
    if milestone.offset is None or anchor is None:
        raise UsageError(*task_act_words.no_offset(task.ref, act_words.milestone_named(milestone.n, milestone.label)))
    number, unit, event = milestone.offset
    due = due_from_anchor(Offset(number, unit, event), anchor, is_day_off)
    return due, deadline_words.counted(number, unit, day_in_sentence(anchor))


def _open_milestone(task: ActedTask, n: int | None, *, ongoing: bool) -> Milestone:
    refuse_stopped(task)
    candidates = [m for m in task.milestones if not m.closed and (ongoing or m.kind is not Kind.ONGOING)]
    milestone = task.only(candidates, n)
    if milestone is None or milestone.closed:
        shown = milestone or task.milestones[0]
        named = act_words.milestone_named(shown.n, shown.label)
        raise ConflictError(*task_act_words.already_finished(task.ref, named, milestone.n if milestone else None))
    return milestone


def _day_of_phrase(text: str, period: Period, context: ActContext) -> date:
    """The one day that a typed date or phrase means; a phrase is said aloud as it was read."""
    typed = squeeze(nfc(text))
    try:
        return date.fromisoformat(typed)
    except ValueError:
        reading = read_deadline(typed, period)
    days = {m.due for m in reading.milestones if m.kind is Kind.FIXED and m.due}
    if len(days) != 1 or len(reading.milestones) != 1 or reading.ambiguous or reading.unread or reading.leftover:
        raise UsageError(*task_act_words.phrase_gives_no_day(typed))
    (day,) = days
    context.notes.append(task_act_words.read_as(typed, day_in_sentence(day)))
    return day
