"""The queue of doubtful readings, and their acceptance by a person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from cchc_tasks.errors import ConflictError, UsageError
from cchc_tasks.messages.doubt_words import sentence_of_words, sentences
from cchc_tasks.model.acts import Outcome, Update
from cchc_tasks.model.doubts import doubts_in, stored
from cchc_tasks.model.filters import Filters, Page, first_rows
from cchc_tasks.model.task import Task
from cchc_tasks.model.timing import DueRules
from cchc_tasks.plans.act_context import ActContext, ActedTask, ActRequest, perform_act
from cchc_tasks.plans.plan_lookup import find_tasks, list_tasks
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.open_doubts import ACCEPTED
from cchc_tasks.tracking import words


@dataclass(frozen=True, slots=True)
class DoubtfulTask:
    """A task whose printed words want a look: what they were taken for, and the sentences that say why."""

    task: Task
    reasons: tuple[str, ...]


def doubtful_readings(
    database: Database, refs: Sequence[str], filters: Filters, day: date, rules: DueRules
) -> Page[DoubtfulTask]:
    """Return the tasks whose readings want a look, in printed order; of the named tasks where some are named."""
    if refs:
        tasks = find_tasks(database, refs, day, filters.plan, rules)
    else:
        tasks = list_tasks(database, filters._replace(review=True, limit=None), day, rules)
    return first_rows([DoubtfulTask(task, sentences(task.doubts)) for task in tasks if task.doubts], filters.limit)


def accept_readings(database: Database, request: ActRequest, only: Collection[int] = ()) -> Outcome:
    """Record that a person looked at the readings of the tasks and found them right.

    `only` are places, from 1, among the open doubts of one task; without any, all are meant.
    Raises UsageError for a place that is not there, ConflictError where nothing wants a look.
    """
    return perform_act(database, "review", request, Update(), lambda context: _accept(context, only), one=bool(only))


def _accept(context: ActContext, only: Collection[int]) -> None:
    for task in context.tasks:
        _accept_one(context, task, only)
    if not context.recorder.size:
        raise ConflictError(words.no_doubt_of(", ".join(task.ref for task in context.tasks)))


def _accept_one(context: ActContext, task: ActedTask, only: Collection[int]) -> None:
    doubts = doubts_in((task.on_day.row or {}).get("review"))
    if not doubts:
        context.notes.append(words.no_doubt_of(task.ref))
        return
    if any(place not in range(1, len(doubts) + 1) for place in only):
        raise UsageError(*words.no_such_doubt(task.ref, list(map(sentence_of_words, doubts))))
    chosen = [doubt for place, doubt in enumerate(doubts, 1) if not only or place in only]
    context.set(task, None, {ACCEPTED: stored(chosen)})
    context.log(words.read_right(list(map(sentence_of_words, chosen)) if only else ()))
    context.notes += [words.still_undated(task.ref, m.n) for m in task.milestones if m.kind == "unread" and not m.due]
