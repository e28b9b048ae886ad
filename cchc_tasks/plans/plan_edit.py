"""Edits of a plan by a document: a task added, words corrected, tasks given to other units; each a new version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cchc_tasks.days import day_in_sentence
from cchc_tasks.errors import ConflictError, NotFoundError, UsageError
from cchc_tasks.messages import act_words
from cchc_tasks.messages.doubt_words import sentences
from cchc_tasks.model.acts import Edit, Outcome
from cchc_tasks.model.deadline import DeadlineReading, Period
from cchc_tasks.model.fields import FIELD, GIVEN_TEXTS, PRINTED_TEXTS, TaskField
from cchc_tasks.model.refs import typed_number
from cchc_tasks.model.task import Plan
from cchc_tasks.plans import edit_words
from cchc_tasks.plans.act_context import (
    ActContext,
    ActedTask,
    ActRequest,
    finish_act,
    milestone_names,
    open_act,
    perform_act,
    require_document,
)
from cchc_tasks.plans.interpretation import milestones_of
from cchc_tasks.plans.sql import last_place, plan_first_day, printed_numbers
from cchc_tasks.plans.unit_cells import end_in_words
from cchc_tasks.reading.deadlines import read_deadline
from cchc_tasks.storage.change_recorder import ChangeRecorder, TaskOnDay
from cchc_tasks.storage.connection import CoreReader
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.open_doubts import doubts_of_new_words
from cchc_tasks.storage.queries import section_rows
from cchc_tasks.storage.revisions import Revision, add_task
from cchc_tasks.storage.selection import plan_id_of
from cchc_tasks.storage.task_loader import load_plans
from cchc_tasks.text import fold, nfc, squeeze

#: Printed words by the name of their column.
Words = dict[str, str | int | None]
#: What the columns of a version are called.
_NAMES = {field.column: field.words for field in PRINTED_TEXTS}


def add_to_plan(database: Database, code: str, request: ActRequest, edit: Edit) -> Outcome:
    """Add a task that a document adds to a plan; its deadline is read as an import reads one.

    It holds from the document's day, or from the plan's first. Raises NotFoundError for a plan, section or unit
    that is not there, UsageError without a document, a title or a deadline.
    """
    require_document(edit.evidence, edit_words.EDIT_WANTS)
    for field, name in (("title", edit_words.TITLE), ("deadline", edit_words.DEADLINE)):
        if not edit.texts.get(field, "").strip():
            raise UsageError(*edit_words.no_text(name))
    with database.writing() as writer:
        recorder = ChangeRecorder(writer, request.act, "add")
        context = open_act(writer, recorder, [], request.act, edit)
        plan_id = plan_id_of(writer, code)
        plan = next(found for found in load_plans(writer) if found.plan_id == plan_id)
        task_id = _add(context, plan, edit)
        return finish_act(writer, context, request.rules, added={task_id: plan})


def edit_task(database: Database, request: ActRequest, edit: Edit) -> Outcome:
    """Correct the printed words of a task as a document says, or on what its milestone is judged."""
    require_document(edit.evidence, edit_words.BASIS_BY_SUBMISSION if edit.basis else edit_words.EDIT_WANTS)
    if not edit.texts and edit.section is None and edit.basis is None:
        raise UsageError(*edit_words.NOTHING_EDITED)
    if "title" in edit.texts and not edit.texts["title"].strip():
        raise UsageError(*edit_words.no_text(edit_words.TITLE))
    return perform_act(database, "edit", request, edit, lambda context: _edit(context, edit), one=True)


def assign_task(database: Database, request: ActRequest, edit: Edit) -> Outcome:
    """Give tasks to other units, as a document says; a role that is not named stays as it was."""
    require_document(edit.evidence, edit_words.EDIT_WANTS)
    if not edit.lead and edit.support is None:
        raise UsageError(*edit_words.nobody_to_assign())
    return perform_act(database, "assign", request, edit, lambda context: _assign(context, edit))


def _add(context: ActContext, plan: Plan, edit: Edit) -> int:
    writer = context.recorder.writer
    reading = _deadline(edit.texts["deadline"], plan)
    units = {
        role: named_units(context, names or (), edit.new_units)
        for role, names in (("lead", edit.lead), ("support", edit.support))
    }
    day = max(context.day.isoformat(), plan_first_day(writer, plan.plan_id))
    section_id, _ = _section(writer, plan, edit.section)
    printed = _texts_of(edit, PRINTED_TEXTS) | {
        "section_id": section_id,
        **{f"{role}_text": "; ".join(names) for role, names in units.items()},
        "source_file": context.documents,
    }
    made = milestones_of(reading, Period(plan.first, plan.last))
    place = last_place(writer, plan.plan_id) + 1
    if edit.texts.get("no"):
        _refuse_taken_number(writer, plan, edit.texts["no"])
    task_id = add_task(context.recorder, plan.plan_id, place, day, printed, made, units, doubts=reading.review)
    given = {name: text for name, text in _texts_of(edit, GIVEN_TEXTS).items() if text}
    context.recorder.set(task_id, None, {"document": context.documents, **given}, day)
    context.log(_text(edit.texts["title"]))
    return task_id


def _edit(context: ActContext, edit: Edit) -> None:
    (task,) = context.tasks
    printed: Words = {**_texts_of(edit, PRINTED_TEXTS)}
    if "no" in edit.texts:
        _refuse_taken_number(context.recorder.writer, task.plan, edit.texts["no"], task.task_id)
    if edit.section is not None:
        printed["section_id"], named = _section(context.recorder.writer, task.plan, edit.section)
        context.log(act_words.quoted(FIELD["section"].words, named))
    if printed:
        _revise(context, task, printed)
    given = _texts_of(edit, GIVEN_TEXTS)
    context.log(*(act_words.quoted(FIELD[name].words, text) for name, text in given.items()))
    context.set(task, None, {"document": context.documents, **given})
    if edit.basis is not None:
        milestone = task.only([m for m in task.milestones if not m.closed or m.submitted_on], edit.milestone)
        milestone = milestone or task.milestones[0]
        context.set(task, milestone, {"basis": edit.basis})
        context.log(edit_words.judged_by(milestone.n, edit.basis))


def _revise(
    context: ActContext, task: ActedTask, printed: Words, units: Mapping[str, Sequence[str]] | None = None
) -> None:
    """Make a new version of the words from the act's day on, and of those that took effect later.

    A later version keeps what it set itself; a word that it had only copied is corrected there, too.
    """
    units = units or {}
    columns = (*printed, *(f"{role}_text" for role in units))
    context.log(*(act_words.quoted(_NAMES[name], str(printed[name] or "")) for name in printed if name in _NAMES))
    rows: list[Mapping[str, Any]] = []
    before = task.on_day.version
    for found in (task.on_day, *task.on_day.later_versions()):
        copied = [name for name in columns if found.version[name] == before[name]]
        before = found.version
        if copied:
            chosen = {role: names for role, names in units.items() if f"{role}_text" in copied}
            words_of_it = {name: printed[name] for name in copied if name in printed}
            rows = _new_version(context, task.plan, found, words_of_it, chosen, rows) or rows


def _new_version(
    context: ActContext, plan: Plan, found: TaskOnDay, printed: Words, units: Mapping[str, Sequence[str]],
    known: Sequence[Mapping[str, Any]],
) -> list[Mapping[str, Any]]:  # fmt: skip
    """Make one version; return the rows of its milestones where its deadline was read anew."""
    reading = _deadline(str(printed["deadline_text"]), plan) if "deadline_text" in printed else None
    fresh = reading.review if reading else ()
    doubts = doubts_of_new_words(found.version, printed, fresh, context.recorder.change_id)
    texts = {f"{role}_text": "; ".join(names) for role, names in units.items()}
    # Units that a person names are not doubted, whatever the cell said.
    doubts = tuple(doubt for doubt in doubts if doubt.field not in units)
    revision = Revision(context.recorder, found, {**printed, **texts}, doubts)
    rows: list[Mapping[str, Any]] = []
    if reading is None:
        revision.keep_milestones()
    else:
        rows = revision.read_milestones(milestones_of(reading, Period(plan.first, plan.last)), known)
        context.notes += [edit_words.read_doubtfully(note) for note in sentences(reading.review)]
        _note_left_out_milestones(context, found, rows)
    revision.keep_units(tuple(role for role in ("lead", "support") if role not in units))
    revision.assign(units)
    return rows


def _note_left_out_milestones(context: ActContext, found: TaskOnDay, rows: Sequence[Mapping[str, Any]]) -> None:
    """Name the finished milestones that a new deadline no longer has: they stay in the history alone."""
    kept = {row["milestone_id"] for row in rows}
    gone = [m for m in found.milestones if m.closed and m.milestone_id not in kept]
    if gone:
        context.notes.append(edit_words.finished_left_out(milestone_names(gone)))
    days = [day_in_sentence(date.fromisoformat(row["due"])) for row in rows if row["due"]]
    context.log(edit_words.new_dates(days) if days else "")


def _assign(context: ActContext, edit: Edit) -> None:
    chosen = {
        role: named_units(context, names, edit.new_units)
        for role, names in (("lead", edit.lead or None), ("support", edit.support))
        if names is not None
    }
    for role, names in chosen.items():
        context.log(act_words.quoted(FIELD[role].words, "; ".join(names)))
    for task in context.tasks:
        _revise(context, task, {}, chosen)
        context.set(task, None, {"document": context.documents})


def named_units(context: ActContext, names: Sequence[str], new_units: bool) -> list[str]:
    """Return the units' names as the organisation writes them on the act's day, each once; accents may be missing.

    Raises NotFoundError for a name that is not there, with names that look alike, unless it is said to be new;
    ConflictError for a unit that has ended by the day.
    """
    units, day = context.recorder.units.units, context.day.isoformat()
    found = []
    for typed in filter(None, (squeeze(nfc(name)) for name in names)):
        unit_id = units.named(typed, day)
        if unit_id is None and not new_units:
            raise NotFoundError(*edit_words.unknown_unit(typed, units.near(typed, day)))
        end = units.end(unit_id, day) if unit_id is not None else None
        if unit_id is not None and end:
            raise ConflictError(*edit_words.unit_has_ended(units.title(unit_id, day), end_in_words(units, end, day)))
        if unit_id is None:
            context.notes.append(act_words.new_unit(typed))
        found.append(typed if unit_id is None else units.title(unit_id, day))
    return list(dict.fromkeys(found))


def _deadline(text: str, plan: Plan) -> DeadlineReading:
    return read_deadline(_text(text), Period(plan.first, plan.last))


def _section(writer: CoreReader, plan: Plan, typed: str | None) -> tuple[int | None, str]:
    """The section that is meant by its numerals or title, and what it is called; (None, "") in a plan without any.

    Raises NotFoundError naming those there are.
    """
    sections = list(section_rows(writer, plan.plan_id))
    if typed is None and not sections:
        return None, ""
    listed = [f"{row[2]} {row[3]}" for row in sections]
    if typed is None:
        raise UsageError(*edit_words.section_wanted(listed))
    wanted = fold(typed).rstrip(".)")
    for (section_id, no, path, title), named in zip(sections, listed, strict=True):
        if wanted and wanted in (fold(no).rstrip(".)"), fold(path).rstrip(".)"), fold(title)):
            return int(section_id), named
    raise NotFoundError(*edit_words.no_such_section(typed, listed))


def _refuse_taken_number(writer: CoreReader, plan: Plan, no: str, task_id: int | None = None) -> None:
    """Refuse a number by which people already call another task of the plan: both would lose their names."""
    wanted = fold(typed_number(no))
    for other_id, other_no, title in printed_numbers(writer, plan.plan_id):
        if other_id != task_id and wanted and fold(typed_number(other_no)) == wanted:
            raise ConflictError(*edit_words.number_taken(typed_number(no), squeeze(title)))


def _texts_of(edit: Edit, fields: Sequence[TaskField]) -> dict[str, str]:
    """Return the texts of the edit for some fields, by their columns."""
    return {field.column: _text(edit.texts[field.name]) for field in fields if field.name in edit.texts}


def _text(text: str) -> str:
    return nfc(text).strip()
