"""Remediation rows that nobody has linked yet, and the earlier tasks they may come from: proposals, never links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cchc_tasks.model.draft import Notice
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.interpreted_plan import InterpretedPlan
from cchc_tasks.model.task import Plan, Task
from cchc_tasks.model.timing import DueRules
from cchc_tasks.plans.plan_lookup import PRINTED_DAYS, task_ids_of, tasks_on
from cchc_tasks.plans.remedies import words
from cchc_tasks.plans.remedies.likeness import Wording, likely_origins
from cchc_tasks.plans.remedies.sql import task_links
from cchc_tasks.storage.as_of import look_at
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.task_loader import load_plans
from cchc_tasks.text import fold


@dataclass(frozen=True, slots=True)
class Candidate:
    """An earlier task that a row may come from, and why."""

    task: Task
    reasons: tuple[str, ...]

    @property
    def ref(self) -> str:
        """What people call the task, with its plan."""
        return f"{self.task.plan}/{self.task.ref}"


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A remediation row that is linked with no earlier task; most have no candidate."""

    task: Task
    candidates: tuple[Candidate, ...]


def unlinked_rows(
    database: Database, filters: Filters, day: date, rules: DueRules = PRINTED_DAYS, refs: Sequence[str] = ()
) -> list[Unlinked]:
    """Return the remediation rows that pass the filters and have no link on the day, in printed order.

    Of the named rows where some are named; a limit is for who shows them. Raises NotFoundError for a plan, task or unit
    that is not there.
    """
    with database.reading() as reader:
        look_at(reader, day)
        wanted = set(task_ids_of(reader, refs, filters.plan)) if refs else None
        return rows_without_link(reader, filters, day, rules, wanted)


def rows_without_link(
    reader: Reader, filters: Filters, day: date, rules: DueRules, wanted: set[int] | None = None
) -> list[Unlinked]:
    """Return what `unlinked_rows` returns, within a view of the database that the caller holds."""
    plans = load_plans(reader)
    remediations = {plan.code: plan for plan in plans if _is_remediation(plan.title)}
    if not remediations:
        return []
    listed = tasks_on(reader, filters._replace(limit=None), day, rules)
    rows = [task for task in listed if task.plan in remediations and (wanted is None or task.task_id in wanted)]
    said = task_links(reader, [task.task_id for task in rows], day.isoformat())
    found: list[Unlinked] = []
    for plan in remediations.values():
        of_plan = [task for task in rows if task.plan == plan.code and not _is_linked(said.get(task.task_id, ()))]
        found += _with_candidates(reader, of_plan, plan, plans, said, rules, day) if of_plan else []
    return found


def _is_linked(links: Iterable[tuple[str, int]]) -> bool:
    return any(field == "remedies" for field, _ in links)


def _with_candidates(
    reader: Reader, rows: Sequence[Task], plan: Plan, plans: Sequence[Plan],
    said: dict[int, list[tuple[str, int]]], rules: DueRules, day: date,
) -> list[Unlinked]:  # fmt: skip
    earlier = {task.task_id: task for task in _earlier_tasks(reader, plan.first, plans, day, rules)}
    olds = [_wording(task) for task in earlier.values()]
    likely = likely_origins([_wording(task) for task in rows], olds)
    found = []
    for task in rows:
        denied = {other for field, other in said.get(task.task_id, ()) if field == "not_remedies"}
        candidates = [
            Candidate(earlier[origin.key], origin.reasons)
            for origin in likely.get(task.task_id, ())
            if origin.key not in denied
        ]
        found.append(Unlinked(task, tuple(candidates)))
    return found


def _earlier_tasks(reader: Reader, first: date, plans: Sequence[Plan], day: date, rules: DueRules) -> list[Task]:
    """The tasks of the plans of the nearest year before: a shortfall is found in the year that has just ended."""
    before = [plan for plan in plans if plan.first < first]
    year = max((plan.first.year for plan in before), default=0)
    codes = [plan.code for plan in before if plan.first.year == year]
    return [task for code in codes for task in tasks_on(reader, Filters(plan=code), day, rules)]


def _wording(task: Task) -> Wording:
    return Wording(task.task_id, task.title, f"{task.activities}\n{task.outputs}")


def proposals_for_import(reader: Reader, plan: InterpretedPlan, day: date) -> list[Notice]:
    """Return what a person is told of a remediation plan that is being imported: where its rows may come from."""
    if not _is_remediation(plan.title):
        return []
    look_at(reader, day)
    earlier = _earlier_tasks(reader, plan.period.first, load_plans(reader), day, PRINTED_DAYS)
    candidates = {task.task_id: task for task in earlier}
    drafts = [task.draft for task in plan.tasks]
    rows = [Wording(place, draft.title, f"{draft.activities}\n{draft.outputs}") for place, draft in enumerate(drafts)]
    notices = []
    for place, origins in likely_origins(rows, [_wording(task) for task in earlier]).items():
        told = [
            words.perhaps_from(f"{old.plan}/{old.ref}", old.title, origin.reasons)
            for origin in origins
            if (old := candidates[origin.key])
        ]
        notices.append(Notice("origin", words.proposed_for(drafts[place].no, told), drafts[place].row))
    return [*notices, Notice("origin", words.how_to_link(plan.code))] if notices else []


def _is_remediation(title: str) -> bool:
    """Whether a plan's title says that it mends shortfalls: «Kết quả khắc phục những hạn chế … năm 2022»."""
    return "khac phuc" in fold(title)
