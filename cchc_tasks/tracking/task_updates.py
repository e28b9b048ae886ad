"""Updates of tasks: status, result, progress, documents; finished milestones, reopened ones, confirmed ongoing work.

One set of rules says which milestones an update closes and which of them get its day, for what a person types and for
what a returned table says. No milestone gets a day that nobody named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from cchc_tasks.days import day_in_sentence
from cchc_tasks.errors import ConflictError, UsageError
from cchc_tasks.messages import act_words
from cchc_tasks.model.acts import Outcome, Update
from cchc_tasks.model.fields import FIELD, set_by
from cchc_tasks.model.history import CLOSED, OPEN
from cchc_tasks.model.status import BY_DOCUMENT, Kind, Status
from cchc_tasks.model.task import Milestone
from cchc_tasks.plans.act_context import (
    ActContext,
    ActedTask,
    ActRequest,
    milestone_names,
    perform_act,
    refuse_stopped,
    require_document,
)
from cchc_tasks.storage.database import Database
from cchc_tasks.text import nfc
from cchc_tasks.tracking import task_act_words

#: Statuses of work that goes on: a finished task is opened again by them.
_GOING_ON = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.WAITING)
_PROGRESS = re.compile(r"\s*(\d{1,5})\s*/\s*(\d{1,5})\s*")


def update_tasks(database: Database, request: ActRequest, update: Update) -> Outcome:
    """Record what was reported of the tasks, as one change.

    Status «done» closes every milestone (of a series the periods begun by the act's day), or the one that is
    named; a status of work going on opens a finished task again. Progress never changes the status. Raises as
    `perform` does.
    """
    if update.says_nothing:
        raise UsageError(*task_act_words.says_nothing())
    if update.status in BY_DOCUMENT:
        require_document(update.evidence, task_act_words.status_wants_document(update.status))
    kind = "close" if update.ongoing_only else "done" if update.status is Status.DONE else "update"
    progress = _progress(update.progress) if update.progress else update.progress
    return perform_act(
        database,
        kind,
        request,
        update,
        lambda context: _report(context, update, progress),
        one=update.milestone is not None,
    )


def close_ongoing(database: Database, request: ActRequest, update: Update) -> Outcome:
    """Confirm what was done of ongoing work (chốt kết quả): its milestones are closed, with a document."""
    require_document(update.evidence, task_act_words.CLOSE_WANTS)
    return update_tasks(database, request, update)


def _report(context: ActContext, update: Update, progress: str | None) -> None:
    texts = {
        field.name: nfc(update.texts[field.name]).strip() for field in set_by("update") if field.name in update.texts
    }
    quoted = [act_words.quoted(FIELD[name].words, value) for name, value in texts.items()]
    if progress is not None:
        texts["progress"] = progress
        context.log(act_words.quoted(FIELD["progress"].words, progress))
        done, _, total = progress.partition("/")
        if done and done == total and update.status is None:
            context.notes.append(task_act_words.progress_is_complete(progress))
    context.log(*quoted)
    if update.status and update.status is not Status.DONE:
        context.log(task_act_words.status_set(update.status))
    undated = []
    for task in context.tasks:
        before = context.recorder.size
        if update.status is Status.DONE:
            undated += [task.ref] if _finish(context, task, update) else []
        elif update.status is not None:
            _set_status(context, task, update.status, update.milestone)
        elif update.milestone is not None:
            task.milestone(update.milestone)
        context.set(task, None, texts)
        context.set_evidence(task)
        if context.recorder.size == before:
            context.notes.append(task_act_words.nothing_left_to_finish(task.ref))
    if not context.recorder.size:
        task = context.tasks[0]
        named = ", ".join(milestone_names(task.milestones))
        raise ConflictError(*task_act_words.already_finished(task.ref, named, update.milestone))
    if undated:
        context.notes.append(task_act_words.day_unknown(undated))


def _finish(context: ActContext, task: ActedTask, update: Update) -> bool:
    """Close what the act finishes; return whether the day of something finished stays unknown."""
    chosen = _to_finish(task, update)
    named = update.milestone is not None or len(task.milestones) == 1
    today, day = task.on_day.milestones_today(), context.day if context.day_known else None
    closing, dated, day_missing = plan_closing(chosen, today, day, named=named)
    left = [m for m in task.begun() if not m.closed and m not in (*closing, *dated)]
    if left:
        refuse_stopped(task)
    for milestone in task.milestones:
        if milestone in closing or (milestone in dated and is_open(milestone)):
            context.set(task, milestone, {"closed": CLOSED})
    for milestone in dated:
        context.set(task, milestone, {"done_on": context.day.isoformat()})
        # A day that was entered for later is corrected from where it holds, too.
        for later in task.on_day.days_set_later(milestone.milestone_id, "done_on"):
            context.recorder.set(task.task_id, milestone.milestone_id, {"done_on": context.day.isoformat()}, later)
    if update.milestone is not None:
        context.log(*milestone_names(chosen))
    if closing or dated:
        context.set(task, None, {"status": str(Status.IN_PROGRESS if left else Status.DONE)})
    return day_missing


def _to_finish(task: ActedTask, update: Update) -> list[Milestone]:
    if update.milestone is not None:
        return [task.milestone(update.milestone)]
    if update.ongoing_only:
        ongoing = [m for m in task.milestones if m.kind is Kind.ONGOING and not m.closed]
        if not ongoing:
            raise ConflictError(*task_act_words.not_ongoing(task.ref))
        if not (update.texts.get("result") or task.result):
            raise UsageError(*task_act_words.result_wanted(task.ref))
        return ongoing
    begun = task.begun()
    if not begun:
        raise ConflictError(*task_act_words.no_period_begun(task.ref, day_in_sentence(task.on_day.day)))
    return begun


def _set_status(context: ActContext, task: ActedTask, status: Status, n: int | None) -> None:
    if status in _GOING_ON:
        _reopen(context, task, n)
    elif n is not None:
        task.milestone(n)
    context.set(task, None, {"status": str(status)})


def _reopen(context: ActContext, task: ActedTask, n: int | None) -> None:
    """Open a finished milestone again: the named one, or the only one of a task that is done."""
    milestone = task.only(milestones_to_reopen(task.begun()), n)
    if milestone is not None and milestone.closed:
        context.set(task, milestone, {"closed": OPEN, "done_on": None})
        context.log(*milestone_names([milestone]))


def _progress(text: str) -> str:
    found = _PROGRESS.fullmatch(text)
    if not found or not int(found[2]) or int(found[1]) > int(found[2]):
        raise UsageError(*task_act_words.bad_progress(text))
    return f"{int(found[1])}/{int(found[2])}"


class MilestoneClosing(NamedTuple):
    """The milestones to close, those that get the day, and whether the day of a closed one stays unknown."""

    closing: list[Milestone]
    dated: list[Milestone]
    day_missing: bool


def plan_closing(
    chosen: Sequence[Milestone], today: Iterable[Milestone], day: date | None, *, named: bool
) -> MilestoneClosing:
    """Return what finishing the chosen milestones means; `day` is the known day, None where nobody said it.

    `today` are the task's milestones by everything that is recorded: what was reported finished for a later day is
    finished. `named` says that exactly one milestone was meant: then a finished one gains its day, or has it
    corrected. Of a series the day is the last period's: of the earlier ones nobody said when they were finished.
    """
    finished = {m.milestone_id for m in today if not is_open(m)}
    closing = [m for m in chosen if is_open(m) and m.milestone_id not in finished]
    dated: list[Milestone] = []
    if day is not None and closing:
        last = {m.series: m for m in closing if m.series is not None}
        dated = [m for m in closing if m.series is None or last[m.series] is m]
    elif day is not None and named:
        dated = [m for m in chosen if m.done_on != day]
    missing = any(m not in dated and m.kind is not Kind.ONGOING for m in closing)
    return MilestoneClosing(closing, dated, missing)


def is_open(milestone: Milestone) -> bool:
    """Whether the product itself is not there yet, even where handing it up is enough to be judged in time."""
    by_submission = milestone.judged_by_submission and milestone.submitted_on is not None
    return not milestone.closed or (by_submission and milestone.done_on == milestone.submitted_on)


def milestones_to_reopen(milestones: Sequence[Milestone]) -> list[Milestone]:
    """Return the finished milestones among which one is opened again when work goes on: none while one is open."""
    closed = [m for m in milestones if m.closed]
    return closed if closed and len(closed) == len(milestones) else []
