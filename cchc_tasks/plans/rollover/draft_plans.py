"""Drafts of next year's plans, as people look at them before the issued plan comes; no other list shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cchc_tasks.errors import NotFoundError, UsageError
from cchc_tasks.messages.doubt_words import sentence
from cchc_tasks.model.doubts import Code, Doubt, doubts_in
from cchc_tasks.model.fields import PRINTED_TEXTS, ValueKind
from cchc_tasks.model.filters import Filters, Page, first_rows
from cchc_tasks.model.task import Plan, Task
from cchc_tasks.model.timing import DueRules
from cchc_tasks.plans.plan_lookup import PRINTED_DAYS
from cchc_tasks.plans.rollover import words
from cchc_tasks.plans.unit_cells import UnitCells, unit_cells
from cchc_tasks.reading.year_shift import shift_years
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.drafts import DraftedTask, DraftPlan, draft_of, draft_plans, drafted_tasks, names_of
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.selection import Selection
from cchc_tasks.storage.task_loader import load_plans, load_tasks
from cchc_tasks.text import fold


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """A draft that stands: its plan, how many tasks it carries over and renews, and the plans that it was made from."""

    plan: DraftPlan
    carried: int
    renewed: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One drafted task: «carried» or «renewed», from which task, what moved in its words, and what wants a look."""

    task: DraftedTask
    action: str
    old: str
    phrases: tuple[tuple[str, str], ...]
    doubts: tuple[Doubt, ...]


def summarised_drafts(database: Database) -> list[DraftSummary]:
    """Return the drafts that no issued plan has replaced, by code."""
    with database.reading() as reader:
        found = []
        for plan in draft_plans(reader):
            tasks = drafted_tasks(reader, plan.plan_id)
            counts = Counter(task.link for task in tasks)
            names = names_of(reader, [task.old_task_id for task in tasks]).values()
            sources = tuple(sorted({name.partition("/")[0] for name in names}))
            found.append(DraftSummary(plan, counts["carried_from"], counts["renewed_from"], sources))
        return found


def draft_rows(database: Database, code: str, filters: Filters, today: date) -> Page[DraftRow]:
    """Return a draft's tasks in its order, beside the words that the old tasks print today.

    Of the filters a draft knows search, review and limit. Raises UsageError for others, NotFoundError for a draft that
    is not there.
    """
    _refuse_other_filters(code, filters)
    with database.reading() as reader:
        draft = draft_of(reader, code)
        if draft is None:
            raise NotFoundError(*words.no_such_draft(code, [plan.code for plan in draft_plans(reader)]))
        rows = _rows(reader, draft, today, PRINTED_DAYS)
    found = [row for row in rows if _passes(row, filters)]
    return first_rows(found, filters.limit)


def _refuse_other_filters(code: str, filters: Filters) -> None:
    if filters != Filters(plan=filters.plan, search=filters.search, review=filters.review, limit=filters.limit):
        raise UsageError(*words.filters_of_draft(code.strip().upper()))


def _passes(row: DraftRow, filters: Filters) -> bool:
    if filters.review and not row.doubts:
        return False
    printed = " | ".join(row.task.texts[field.name] for field in PRINTED_TEXTS if field.searched)
    return fold(filters.search) in fold(printed)


def _rows(reader: Reader, draft: DraftPlan, today: date, rules: DueRules) -> list[DraftRow]:
    tasks = drafted_tasks(reader, draft.plan_id)
    ids = [task.old_task_id for task in tasks]
    names = names_of(reader, ids)
    chosen = Selection()
    chosen.of_task.append(f"t.task_id IN ({', '.join(map(str, ids)) or 'NULL'})")
    olds = {task.task_id: task for task in load_tasks(reader, chosen, today, rules)}
    plans = {plan.code: plan for plan in load_plans(reader)}
    cells = unit_cells(reader, max(today, date.fromisoformat(draft.first)))
    return [
        DraftRow(
            task,
            "carried" if task.link == "carried_from" else "renewed",
            names.get(task.old_task_id, ""),
            _moved(task, olds.get(task.old_task_id), plans, date.fromisoformat(draft.first).year),
            _doubts(task, cells),
        )
        for task in tasks
    ]


def _doubts(task: DraftedTask, cells: UnitCells) -> tuple[Doubt, ...]:
    """What wanted a look when the draft was made, and units that have ended since."""
    kept = doubts_in(task.review)
    known = {doubt.of("").by(0) for doubt in kept}
    recorded = {doubt.printed for doubt in kept if doubt.code == Code.AS_RECORDED}
    of_units = [
        doubt.of(role)
        for role in ("lead", "support")
        for doubt in cells.ended_names(getattr(task, f"{role}_text"))
        if doubt not in known and sentence(doubt) not in recorded
    ]
    return (*kept, *of_units)


def _moved(task: DraftedTask, old: Task | None, plans: Mapping[str, Plan], year: int) -> tuple[tuple[str, str], ...]:
    """The words that differ from the old task's: the phrases whose year moved, or a whole text that changed since."""
    if old is None:
        return ()
    found: list[tuple[str, str]] = []
    first = plans[old.plan].first.year
    for field in (field for field in PRINTED_TEXTS if field.dated):
        before, after = old.texts[field.name], task.texts[field.name]
        shifted = shift_years(before, first, year - first, is_deadline=field.kind is ValueKind.DEADLINE)
        if before != after:
            found += shifted.phrases if shifted.text == after else [(before, after)]
    return tuple(found)
