"""Undo and redo of changes: both append a change, nothing is ever removed."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.errors import ConflictError, NotFoundError
from cchc_tasks.model.acts import Act, Outcome
from cchc_tasks.model.timing import DueRules
from cchc_tasks.plans.plan_lookup import PRINTED_DAYS
from cchc_tasks.plans.rollover import words as rollover_words
from cchc_tasks.storage import queries, undoable_changes
from cchc_tasks.storage.change_recorder import ChangeRecorder, tasks_today
from cchc_tasks.storage.connection import CoreReader
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.drafts import draft_change, draft_of, draft_plans
from cchc_tasks.storage.journal import lock_organisation
from cchc_tasks.storage.projection_writes import refresh_plan
from cchc_tasks.storage.undoable_changes import RecordedChange
from cchc_tasks.tracking import words
from cchc_tasks.units.unit_checks import refuse_contradictions


def undo_change(database: Database, act: Act, change_id: int | None = None, rules: DueRules = PRINTED_DAYS) -> Outcome:
    """Take back the person's newest change in force, or the one of an id (anybody's), as a change of its own.

    An import that is taken back withdraws its plan and frees the code. Raises ConflictError where there is nothing
    to take back, where it is taken back already, where tasks on which others have worked would leave their plan and
    no id was named, and where later corrections rest on the words that it made.
    """
    with database.writing() as writer:
        lock_organisation(writer)
        chosen = _newest_in_force(writer, act.actor) if change_id is None else _named(writer, change_id)
        plans = undoable_changes.plans_of_change(writer, chosen.change_id)
        _refuse_to_pull_away(writer, chosen, list(plans), by_name=change_id is not None)
        task_ids = undoable_changes.tasks_of_change(writer, chosen.change_id)
        refs = _refs(writer, task_ids)
        recorder = ChangeRecorder(writer, act, "undo", takes_back=chosen.change_id)
        recorder.take_back(chosen.change_id, task_ids)
        sentence = words.taken_back(chosen.sentence)
        made = _record(recorder, sentence, plans, chosen.change_id)
        refuse_contradictions(writer, chosen.change_id, again=False)
        tasks = tasks_today(writer, task_ids, act.today, rules)
        gone = [refs[task_id] for task_id in task_ids if task_id in refs.keys() - {task.task_id for task in tasks}]
    said = [words.withdrawn(code) for code in plans.values()] or ([words.left_the_plan(gone)] if gone else [])
    return Outcome(made, "undo", sentence, act.today, tuple(tasks), tuple(said))


def redo_change(database: Database, act: Act, rules: DueRules = PRINTED_DAYS) -> Outcome:
    """Do again what the person took back last: the same fields on the same days, as a change of its own.

    An ordinary act after the undo settles it: then there is nothing to do again. Raises ConflictError, also where
    somebody else has recorded something of the tasks since: doing it again would overwrite that in silence.
    """
    with database.writing() as writer:
        lock_organisation(writer)
        undo = _newest_undo(undoable_changes.undone_last(writer, act.actor))
        if undo is None or undo.takes_back is None:
            raise ConflictError(*words.nothing_to_redo(act.actor))
        chosen = _named(writer, undo.takes_back, redo=True)
        plans = undoable_changes.plans_of_change(writer, chosen.change_id)
        since = undoable_changes.builders_since(writer, undo.change_id, act.actor) if not plans else []
        if since:
            raise ConflictError(*words.others_since_undo(since[0].actor, since[0].sentence))
        taken = set(queries.plan_codes(writer).values())
        for code in plans.values():
            if code in taken:
                raise ConflictError(*words.code_taken_since(code))
        recorder = ChangeRecorder(writer, act, "redo", takes_back=undo.change_id)
        undoable_changes.copy_change(recorder, chosen.change_id)
        sentence = words.done_again(_first_sentence(writer, chosen))
        made = _record(recorder, sentence, plans, chosen.change_id)
        refuse_contradictions(writer, made, again=True)
        tasks = tasks_today(writer, undoable_changes.tasks_of_change(writer, made), act.today, rules)
    return Outcome(made, "redo", sentence, act.today, tuple(tasks), tuple(map(words.back_again, plans.values())))


def drop_draft(database: Database, code: str, act: Act, rules: DueRules) -> Outcome:
    """Take a draft back, whoever made it: the old tasks name it no more, and its code is free.

    Raises NotFoundError where no draft has the code.
    """
    with database.reading() as reader:
        draft = draft_of(reader, code)
        change = draft_change(reader, draft.plan_id) if draft else None
        codes = [plan.code for plan in draft_plans(reader)]
    if change is None:
        raise NotFoundError(*rollover_words.no_such_draft(code, codes))
    return undo_change(database, act, change, rules)


def _refuse_to_pull_away(writer: CoreReader, chosen: RecordedChange, plans: list[int], *, by_name: bool) -> None:
    """Refuse to take back what others rest on; a plan or a task that would leave can still be named."""
    tasks = (
        undoable_changes.tasks_of_plans(writer, plans)
        if plans
        else undoable_changes.tasks_leaving(writer, chosen.change_id)
    )
    built_on = undoable_changes.builders_on_tasks(writer, chosen.change_id, tasks) if tasks and not by_name else []
    if built_on:
        count, change_id = len(built_on), str(chosen.change_id)
        raise ConflictError(*words.others_build_on_it(chosen.sentence, count, change_id))
    resting = undoable_changes.builders_on_words(writer, chosen.change_id) if not plans else []
    resting = resting or undoable_changes.builders_on_units(writer, chosen.change_id)
    if resting:
        first = resting[-1]
        raise ConflictError(*words.rests_on_it(chosen.sentence, first.actor, first.sentence, str(first.change_id)))


def _record(recorder: ChangeRecorder, sentence: str, plans: dict[int, str], about: int) -> int:
    """Store the change that is about another one; where it concerns whole plans, derive all their tasks again."""
    also = undoable_changes.tasks_of_plans(recorder.writer, list(plans)) if plans else []
    plan_id = next(iter(plans), None)
    made = recorder.record(sentence, plan_id, renumber=True, also=also)
    for plan in (*plans, *undoable_changes.plans_amended_by(recorder.writer, about)):
        refresh_plan(recorder.writer, plan)
    return made


def _newest_in_force(writer: CoreReader, actor: str) -> RecordedChange:
    found = undoable_changes.newest_in_force(writer, actor)
    if found is None:
        raise ConflictError(*words.nothing_to_take_back(actor))
    return found


def _named(writer: CoreReader, change_id: int, *, redo: bool = False) -> RecordedChange:
    found = undoable_changes.change_of(writer, change_id)
    if found is None:
        raise NotFoundError(*words.no_such_change(str(change_id)))
    if found.act == "undo":
        raise ConflictError(*words.undo_of_undo())
    if found.is_taken_back and not redo:
        raise ConflictError(*words.already_taken_back(found.sentence))
    return found


def _newest_undo(changes: Sequence[RecordedChange]) -> RecordedChange | None:
    """The newest undo that was not done again."""
    done_again = {change.takes_back for change in changes if change.act == "redo"}
    return next((c for c in changes if c.act == "undo" and c.change_id not in done_again), None)


def _first_sentence(writer: CoreReader, change: RecordedChange) -> str:
    """What the change was called before it was done again, however often."""
    found: RecordedChange | None = change
    while found is not None and found.act == "redo" and found.takes_back is not None:
        undo = undoable_changes.change_of(writer, found.takes_back)
        found = undoable_changes.change_of(writer, undo.takes_back) if undo and undo.takes_back else None
    return found.sentence if found else change.sentence


def _refs(writer: CoreReader, task_ids: list[int]) -> dict[int, str]:
    """What people call the tasks now, with the plan's code."""
    codes = queries.plan_codes(writer)
    found: dict[int, str] = {}
    for start in range(0, len(task_ids), 500):
        for task_id, ref, plan_id in queries.named_tasks(writer, task_ids[start : start + 500]):
            found[task_id] = f"{codes.get(plan_id, '')}/{ref}"
    return found
