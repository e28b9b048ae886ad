"""The queue of doubtful readings, and their acceptance by a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cchc_tasks.errors import ConflictError
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.pages import Page, first_rows
from cchc_tasks.model.tasks import Task
from cchc_tasks.model.timing import DueRules
from cchc_tasks.model.updates import Outcome, Update
from cchc_tasks.services.acts.acting import ActedTask, Asked, Scene, perform
from cchc_tasks.services.looking import find_tasks, list_tasks
from cchc_tasks.storage.engine import Database
from cchc_tasks.wording import acts as words


@dataclass(frozen=True, slots=True)
class Doubt:
    """A task whose printed words want a look: why, and what they were taken for."""

    task: Task
    reasons: tuple[str, ...]


def doubtful_readings(
    database: Database, refs: Sequence[str], filters: Filters, day: date, rules: DueRules
) -> Page[Doubt]:
    """Return the tasks whose readings want a look, in printed order; of the named tasks where some are named."""
    if refs:
        tasks = find_tasks(database, refs, day, filters.plan, rules)
    else:
        tasks = list_tasks(database, filters._replace(review=True, limit=None), day, rules)
    return first_rows([Doubt(task, task.review) for task in tasks if task.review], filters.limit)


def accept_readings(database: Database, asked: Asked) -> Outcome:
    """Record that a person looked at the readings of the tasks and found them right."""
    return perform(database, "review", asked, Update(), _accept)


def _accept(scene: Scene) -> None:
    for task in scene.tasks:
        _accept_one(scene, task)
    scene.tell(words.READ_RIGHT)
    if not scene.recorder.size:
        raise ConflictError(words.no_doubt_of(", ".join(task.ref for task in scene.tasks)))


def _accept_one(scene: Scene, task: ActedTask) -> None:
    doubts = str((task.on_day.row or {}).get("review", ""))
    if not doubts:
        scene.said.append(words.no_doubt_of(task.ref))
        return
    printed = str(task.on_day.version["review"])
    if printed:
        scene.set(task, None, {"review_accepted": printed})
    if any(reason not in printed.split("\n") for reason in doubts.split("\n")):
        scene.set(task, None, {"review": None})
    scene.said += [words.still_undated(task.ref, m.n) for m in task.milestones if m.kind == "unread" and not m.due]
