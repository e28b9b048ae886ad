"""A person says which earlier tasks a remediation row comes from: one change, told on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from cchc_tasks.errors import ConflictError, UsageError
from cchc_tasks.model.act_answer import Outcome
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.task import Plan
from cchc_tasks.plans.act_context import ActedTask, Asked, Scene, perform
from cchc_tasks.plans.plan_lookup import linked, task_id_of
from cchc_tasks.plans.remedies import words
from cchc_tasks.plans.remedies.proposals import rows_without_link
from cchc_tasks.plans.remedies.sql import task_links
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
class _Origin:
    """An earlier task: its id, what people call it, its plan."""

    task_id: int
    ref: str
    plan: Plan


def link_tasks(database: Database, asked: Asked, request: LinkRequest) -> Outcome:
    """Link rows with the tasks of earlier plans that they come from, or say that they do not come from some.

    Raises NotFoundError for a task that is not there; UsageError where nothing is said, a task is in the same or a
    later plan, or `accept` meets no proposal or several; ConflictError where all of it stood already.
    """
    if request.accept and (request.sources or request.denied):
        raise UsageError(*words.accept_alone())
    if not asked.refs or not (request.accept or request.sources or request.denied):
        raise UsageError(*words.refs_wanted())
    outcome = perform(database, "link", asked, request, lambda scene: _link(scene, request, asked))
    return replace(outcome, tasks=tuple(linked(database, task) for task in outcome.tasks))


def _link(scene: Scene, request: LinkRequest, asked: Asked) -> None:
    proposed = _proposed(scene, asked) if request.accept else {}
    sources, denied = _origins(scene, request.sources), _origins(scene, request.denied)
    for both in {origin.task_id: origin.ref for origin in sources if origin in denied}.values():
        raise UsageError(*words.said_both_ways(both))
    ids = [task.task_id for task in scene.tasks]
    links = task_links(scene.recorder.writer, ids, scene.day.isoformat())
    for task in scene.tasks:
        there, before = set(links.get(task.task_id, ())), scene.recorder.size
        own = proposed.get(task.task_id)
        told = _set_sides(scene, task, sources if own is None else own, there, removing=False)
        if told:
            each = own is not None and len(scene.tasks) > 1
            scene.tell(words.row_linked_from(task.ref, told) if each else words.linked_from(told))
        told = _set_sides(scene, task, denied, there, removing=True)
        scene.tell(words.not_from(told) if told else "")
        if scene.documents and scene.recorder.size > before:
            scene.set(task, None, {"document": scene.documents})
    if not scene.recorder.size:
        raise ConflictError(*words.nothing_new([task.ref for task in scene.tasks]))


def _set_sides(
    scene: Scene, task: ActedTask, origins: Sequence[_Origin], there: set[tuple[str, int]], *, removing: bool
) -> list[str]:
    """Record on both sides what was not there; return what the earlier tasks are called of which it was not."""
    told = []
    mark = "not_" if removing else ""
    for origin in origins:
        if (f"{mark}remedies", origin.task_id) in there:
            scene.said.append((words.already_not if removing else words.already_linked)(task.ref, origin.ref))
            continue
        _refuse_later(task, origin)
        scene.set(task, None, {f"{mark}remedies": str(origin.task_id)})
        scene.recorder.set(origin.task_id, None, {f"{mark}remedied_by": str(task.task_id)}, scene.day)
        told.append(origin.ref)
    return told


def _refuse_later(task: ActedTask, origin: _Origin) -> None:
    if origin.plan.plan_id == task.plan.plan_id:
        raise UsageError(*words.same_plan(task.ref, origin.ref))
    if origin.plan.first > task.plan.first:
        raise UsageError(*words.later_plan(task.ref, origin.ref))


def _origins(scene: Scene, refs: Sequence[str]) -> list[_Origin]:
    writer = scene.recorder.writer
    ids = list(dict.fromkeys(task_id_of(writer, ref) for ref in refs))
    plans = {plan.plan_id: plan for plan in load_plans(writer)}
    named = {task_id: (ref, plans[plan_id]) for task_id, ref, plan_id in queries.named_tasks(writer, ids)}
    return [_Origin(task_id, f"{named[task_id][1].code}/{named[task_id][0]}", named[task_id][1]) for task_id in ids]


def _proposed(scene: Scene, asked: Asked) -> dict[int, list[_Origin]]:
    """The only proposal of each row, as it is made now; refused where there is none or a choice."""
    ids = {task.task_id for task in scene.tasks}
    unlinked = rows_without_link(scene.recorder.writer, Filters(), scene.act.today, asked.rules, ids)
    candidates = {row.task.task_id: [candidate.ref for candidate in row.candidates] for row in unlinked}
    found = {}
    for task in scene.tasks:
        refs = candidates.get(task.task_id, [])
        if not refs:
            raise UsageError(*words.no_proposal(task.ref))
        if len(refs) > 1:
            raise UsageError(*words.several_proposals(task.ref, refs))
        found[task.task_id] = _origins(scene, refs)
    return found
