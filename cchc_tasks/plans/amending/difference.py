"""The difference between a plan on a day and the rows of an amended plan: what would become of each task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from cchc_tasks.errors import NotFoundError, UsageError
from cchc_tasks.model.amendment import AddedTask, RemovedTask, TaskChange, UnsureTask, WordChange
from cchc_tasks.model.draft import DraftSection, DraftTask
from cchc_tasks.model.fields import PRINTED_TEXTS
from cchc_tasks.model.interpreted_plan import InterpretedTask
from cchc_tasks.model.refs import typed_number
from cchc_tasks.model.task import Plan
from cchc_tasks.plans import words as plan_words
from cchc_tasks.plans.amending import words
from cchc_tasks.plans.plan_lookup import task_id_of
from cchc_tasks.plans.row_pairs import LEFT_OUT, PrintedTask, find_row, pair_tasks, printed_task
from cchc_tasks.plans.sql import plan_first_day, section_places
from cchc_tasks.storage import queries
from cchc_tasks.storage.change_recorder import TaskOnDay
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.task_history import load_histories
from cchc_tasks.storage.undoable_changes import tasks_of_plans
from cchc_tasks.storage.unit_history import Units, assigned
from cchc_tasks.text import fold, nfc, squeeze


@dataclass(frozen=True, slots=True)
class PlanSection:
    """One section of the plan that there is."""

    section_id: int
    place: int
    path: str
    title: str

    @property
    def words(self) -> tuple[str, str]:
        """What makes two printed sections the same one."""
        return fold(squeeze(self.path)), squeeze(nfc(self.title))


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A task of the plan on the day; a task that comes into the plan later is `late`: the document knew it not."""

    ref: str
    on_day: TaskOnDay
    section: PlanSection | None
    late: bool

    @property
    def task_id(self) -> int:
        return int(self.on_day.history.task["task_id"])

    @property
    def version(self) -> Mapping[str, Any]:
        """The printed words in force on the day."""
        return self.on_day.version

    @property
    def texts(self) -> dict[str, str]:
        """The printed words by the names of their fields."""
        return {field.name: self.version[field.column] for field in PRINTED_TEXTS}

    @property
    def place(self) -> int:
        """Where the plan prints it on the day."""
        return int((self.on_day.row or {})["place"])


@dataclass(frozen=True, slots=True)
class PlanComparison:
    """What would become of each task: rows by task, in the order of the rows; `changed` names differing columns."""

    tasks: Mapping[int, PlannedTask]
    sections: tuple[PlanSection, ...]
    row_of: Mapping[int, int]
    added: tuple[int, ...]
    removed: tuple[int, ...]
    unsure: tuple[UnsureTask, ...]
    changes: Mapping[int, TaskChange]
    reordered: bool
    late: tuple[int, ...] = field(default=())


def tasks_of_plan(reader: Reader, plan: Plan, day: date) -> tuple[dict[int, PlannedTask], tuple[PlanSection, ...]]:
    """Return the plan's tasks as they stood on the day, those that come later too, and its sections."""
    sections = {row[0]: PlanSection(*row) for row in section_places(reader, plan.plan_id)}
    histories = load_histories(reader, tasks_of_plans(reader, [plan.plan_id]))
    refs = {row[0]: row[1] for row in queries.named_tasks(reader, list(histories))}
    tasks: dict[int, PlannedTask] = {}
    for task_id, history in histories.items():
        found = TaskOnDay(history, day)
        if found.row is None:
            continue
        ref = refs.get(task_id) or typed_number(found.version["no"]) or f"#{found.row['place']}"
        late = found.day > max(day, date.fromisoformat(plan_first_day(reader, plan.plan_id)))
        tasks[task_id] = PlannedTask(ref, found, sections.get(found.version["section_id"]), late)
    return tasks, tuple(sections.values())


def compare(
    reader: Reader, plan: Plan, day: date, sections: Sequence[DraftSection], rows: Sequence[InterpretedTask],
    fields: frozenset[str], matches: Mapping[str, str],
) -> PlanComparison:  # fmt: skip
    """Compare the plan on the day with the rows.

    `fields` are the columns that the file has, `matches` what a person has settled. Raises NotFoundError for a task or
    a row of `matches` that is not there, UsageError for one named twice.
    """
    tasks, there = tasks_of_plan(reader, plan, day)
    settled = _settled(reader, plan, tasks, [row.draft for row in rows], matches)
    taken = {row for row in settled.values() if row is not None}
    found = pair_tasks(
        [_ours(task) for task_id, task in tasks.items() if task_id not in settled],
        [_theirs(place, row.draft, sections) for place, row in enumerate(rows) if place not in taken],
    )
    chosen = dict(found.pairs) | {task_id: row for task_id, row in settled.items() if row is not None}
    row_of = dict(sorted(chosen.items(), key=lambda item: item[1]))
    unsure = {task_id: listed for task_id, listed in found.unsure.items() if not tasks[task_id].late}
    open_rows = {row for listed in unsure.values() for row in listed}
    gone = [task_id for task_id in tasks if task_id not in row_of and task_id not in unsure]
    changes = {
        task_id: change
        for task_id, place in row_of.items()
        if (change := _change(tasks[task_id], rows[place], sections, fields))
    }
    same = _same_units(reader, {t: tasks[t] for t in changes}, {t: rows[row_of[t]] for t in changes}, day)
    changes = {
        task_id: replace(change, same_units=same.get(task_id, frozenset())) for task_id, change in changes.items()
    }
    return PlanComparison(
        tasks=tasks,
        sections=there,
        row_of=row_of,
        added=tuple(place for place in range(len(rows)) if place not in {*row_of.values(), *open_rows}),
        removed=tuple(sorted((t for t in gone if not tasks[t].late or t in settled), key=lambda t: _order(tasks[t]))),
        unsure=tuple(_unsure(tasks[task_id], rows, listed) for task_id, listed in unsure.items()),
        changes=changes,
        reordered=_reordered([tasks[task_id] for task_id in row_of if not _moves(changes.get(task_id))]),
        late=tuple(t for t in gone if tasks[t].late and t not in settled),
    )


def section_named(row: DraftTask, sections: Sequence[DraftSection]) -> str:
    """Return the row's section as printed, «II. CẢI CÁCH THỂ CHẾ»; empty where it stands in none."""
    if row.section is None:
        return ""
    section = sections[row.section]
    return words.section_named(section.path, section.title)


def removed_of(comparison: PlanComparison) -> tuple[RemovedTask, ...]:
    """Return the tasks that would leave the plan, in printed order."""
    found = (comparison.tasks[task_id] for task_id in comparison.removed)
    return tuple(RemovedTask(task.task_id, task.ref, task.version["title"]) for task in found)


def added_of(
    comparison: PlanComparison, rows: Sequence[InterpretedTask], sections: Sequence[DraftSection]
) -> tuple[AddedTask, ...]:
    """Return the rows that would become tasks, in printed order."""
    return tuple(
        AddedTask(rows[place].draft, section_named(rows[place].draft, sections), _days(rows[place]))
        for place in comparison.added
    )


def _unsure(task: PlannedTask, rows: Sequence[InterpretedTask], listed: Sequence[int]) -> UnsureTask:
    drafts = tuple(rows[place].draft for place in listed)
    return UnsureTask(task.task_id, task.ref, task.version["title"], drafts)


def _ours(task: PlannedTask) -> PrintedTask:
    path, title = (task.section.path, task.section.title) if task.section else ("", "")
    return printed_task(task.task_id, task.texts, path, title)


def _theirs(place: int, row: DraftTask, sections: Sequence[DraftSection]) -> PrintedTask:
    section = sections[row.section] if row.section is not None else None
    path, title = (section.path, section.title) if section else ("", "")
    return printed_task(place, row.texts, path, title)


def _settled(
    reader: Reader, plan: Plan, tasks: Mapping[int, PlannedTask], rows: Sequence[DraftTask], matches: Mapping[str, str]
) -> dict[int, int | None]:
    """What a person has said of tasks: the place of the row, None for a task that is left out."""
    settled: dict[int, int | None] = {}
    for ref, wanted in matches.items():
        task_id = task_id_of(reader, ref, plan.code)
        if task_id not in tasks:
            raise NotFoundError(*words.not_in_plan_then(ref))
        row = None if wanted.strip() in LEFT_OUT else find_row(rows, wanted.strip())
        if task_id in settled or (row is not None and row in settled.values()):
            raise UsageError(*plan_words.settled_twice(ref, wanted))
        settled[task_id] = row
    return settled


def _change(
    task: PlannedTask, row: InterpretedTask, sections: Sequence[DraftSection], fields: frozenset[str]
) -> TaskChange | None:
    """The columns that the row prints otherwise, and the dates that follow; a column that the file lacks stays."""
    before, after = task.texts, {field.name: "" for field in PRINTED_TEXTS} | dict(row.draft.texts)
    found = [
        WordChange(field.column, before[field.name], after[field.name])
        for field in PRINTED_TEXTS
        if field.name in fields and squeeze(nfc(before[field.name])) != squeeze(nfc(after[field.name]))
    ]
    left = words.section_named(task.section.path, task.section.title) if task.section else ""
    entered = section_named(row.draft, sections)
    if sections and squeeze(nfc(left)) != squeeze(nfc(entered)):
        found.append(WordChange("section", left, entered))
    if not found:
        return None
    reads_anew = any(change.column == "deadline_text" for change in found)
    due_before = tuple(m.due for m in task.on_day.milestones if m.due) if reads_anew else ()
    due_after = _days(row) if reads_anew else ()
    title = task.version["title"]
    return TaskChange(task.task_id, task.ref, title, row.draft, tuple(found), due_before, due_after)


def _same_units(
    reader: Reader, tasks: Mapping[int, PlannedTask], rows: Mapping[int, InterpretedTask], day: date
) -> dict[int, frozenset[str]]:
    """The columns of each task in which its row means the units of before, whatever it calls them on the day."""
    units, iso = Units(reader), day.isoformat()
    version_of = {task_id: int(task.version["task_version_id"]) for task_id, task in tasks.items()}
    before = assigned(reader, list(version_of.values()))
    found = {}
    for task_id, row in rows.items():
        had = before.get(version_of[task_id], [])
        meant = {"lead": row.lead.parts, "support": row.support.parts}
        found[task_id] = frozenset(
            f"{role}_text"
            for role, parts in meant.items()
            if {units.named(part.name, iso) for part in parts} == {unit_id for at, unit_id, _ in had if at == role}
        )
    return found


def _days(row: InterpretedTask) -> tuple[date, ...]:
    return tuple(milestone.due for milestone in row.milestones if milestone.due)


def _order(task: PlannedTask) -> tuple[int, int]:
    return (task.section.place if task.section else 0, task.place)


def _moves(change: TaskChange | None) -> bool:
    return change is not None and any(found.column == "section" for found in change.words)


def _reordered(in_new_order: Sequence[PlannedTask]) -> bool:
    """Whether tasks that stay in their section change places among each other."""
    orders = [_order(task) for task in in_new_order]
    return orders != sorted(orders)
