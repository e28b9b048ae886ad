"""Links of remediation rows with the earlier tasks that they come from: one change, recorded on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from cchc_tasks.errors import ConflictError, UsageError
from cchc_tasks.model.acts import Outcome
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.task import Plan
from cchc_tasks.plans import remedy_words as words
from cchc_tasks.plans.act_context import ActContext, ActedTask, ActRequest, perform_act
from cchc_tasks.plans.plan_lookup import linked, task_id_of
from cchc_tasks.plans.remedy_proposals import rows_without_link
from cchc_tasks.plans.sql import task_links
from cchc_tasks.storage import queries
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.task_loader import load_plans


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """The earlier tasks that rows come from (`sources`) and do not come from (`denied`), as people call them.

    `accept` takes each row's only proposal instead.
    """

    sources: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    accept: bool = False
    evidence: tuple[str, ...] = ()
    on: date | None = None
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class _OriginTask:
    """An earlier task: its id, what people call it, its plan."""

    task_id: int
    ref: str
    plan: Plan


def link_tasks(database: Database, request: ActRequest, link: LinkRequest) -> Outcome:
    """Link rows with the tasks of earlier plans that they come from, or say that they do not come from some.

    Raises NotFoundError for a task that is not there; UsageError where nothing is said, a task is in the same or a
    later plan, or `accept` meets no proposal or several; ConflictError where all of it stood already.
    """
    if link.accept and (link.sources or link.denied):
        raise UsageError(*words.accept_alone())
    if not request.refs or not (link.accept or link.sources or link.denied):
        raise UsageError(*words.refs_wanted())
    outcome = perform_act(database, "link", request, link, lambda context: _link(context, link, request))
    return replace(outcome, tasks=tuple(linked(database, task) for task in outcome.tasks))


def _link(context: ActContext, link: LinkRequest, request: ActRequest) -> None:
    proposed = _proposed(context, request) if link.accept else {}
    sources, denied = _origins(context, link.sources), _origins(context, link.denied)
    for both in {origin.task_id: origin.ref for origin in sources if origin in denied}.values():
        raise UsageError(*words.said_both_ways(both))
    ids = [task.task_id for task in context.tasks]
    links = task_links(context.recorder.writer, ids, context.day.isoformat())
    for task in context.tasks:
        there, before = set(links.get(task.task_id, ())), context.recorder.size
        own = proposed.get(task.task_id)
        linked_refs = _set_sides(context, task, sources if own is None else own, there, removing=False)
        if linked_refs:
            each = own is not None and len(context.tasks) > 1
            context.log(words.row_linked_from(task.ref, linked_refs) if each else words.linked_from(linked_refs))
        denied_refs = _set_sides(context, task, denied, there, removing=True)
        context.log(words.not_from(denied_refs) if denied_refs else "")
        if context.documents and context.recorder.size > before:
            context.set(task, None, {"document": context.documents})
    if not context.recorder.size:
        raise ConflictError(*words.nothing_new([task.ref for task in context.tasks]))


def _set_sides(
    context: ActContext, task: ActedTask, origins: Sequence[_OriginTask], there: set[tuple[str, int]], *, removing: bool
) -> list[str]:
    """Record the new links on both sides; return the refs of the earlier tasks that are newly linked."""
    refs = []
    mark = "not_" if removing else ""
    for origin in origins:
        if (f"{mark}remedies", origin.task_id) in there:
            context.notes.append((words.already_not if removing else words.already_linked)(task.ref, origin.ref))
            continue
        _refuse_later(task, origin)
        context.set(task, None, {f"{mark}remedies": str(origin.task_id)})
        context.recorder.set(origin.task_id, None, {f"{mark}remedied_by": str(task.task_id)}, context.day)
        refs.append(origin.ref)
    return refs


def _refuse_later(task: ActedTask, origin: _OriginTask) -> None:
    if origin.plan.plan_id == task.plan.plan_id:
        raise UsageError(*words.same_plan(task.ref, origin.ref))
    if origin.plan.first > task.plan.first:
        raise UsageError(*words.later_plan(task.ref, origin.ref))


def _origins(context: ActContext, refs: Sequence[str]) -> list[_OriginTask]:
    writer = context.recorder.writer
    ids = list(dict.fromkeys(task_id_of(writer, ref) for ref in refs))
    plans = {plan.plan_id: plan for plan in load_plans(writer)}
    named = {task_id: (ref, plans[plan_id]) for task_id, ref, plan_id in queries.named_tasks(writer, ids)}
    return [_OriginTask(task_id, f"{named[task_id][1].code}/{named[task_id][0]}", named[task_id][1]) for task_id in ids]


def _proposed(context: ActContext, request: ActRequest) -> dict[int, list[_OriginTask]]:
    """The only proposal of each row, as it is made now; refused where there is none or a choice."""
    ids = {task.task_id for task in context.tasks}
    unlinked = rows_without_link(context.recorder.writer, Filters(), context.act.today, request.rules, ids)
    candidates = {row.task.task_id: [candidate.ref for candidate in row.candidates] for row in unlinked}
    found = {}
    for task in context.tasks:
        refs = candidates.get(task.task_id, [])
        if not refs:
            raise UsageError(*words.no_proposal(task.ref))
        if len(refs) > 1:
            raise UsageError(*words.several_proposals(task.ref, refs))
        found[task.task_id] = _origins(context, refs)
    return found
