"""The issued plan over its draft: the row of each drafted task and what becomes of the task; nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cchc_tasks.errors import NotFoundError, UsageError
from cchc_tasks.model.interpreted_plan import InterpretedPlan, IssuedRow
from cchc_tasks.model.refs import typed_number
from cchc_tasks.model.status import Status
from cchc_tasks.plans import words as plan_words
from cchc_tasks.plans.rollover import words
from cchc_tasks.plans.rollover.draft_recorder import DraftMatches
from cchc_tasks.plans.row_pairs import LEFT_OUT, Pairing, PrintedTask, find_row, pair_tasks, printed_task
from cchc_tasks.plans.sql import old_tasks
from cchc_tasks.sentences import Words
from cchc_tasks.storage.drafts import DraftedTask, draft_of, drafted_tasks, names_of
from cchc_tasks.storage.reader import Reader
from cchc_tasks.text import fold, nfc, squeeze

#: What a person reported so is not taken into next year's draft, and not followed up in the issued plan.
ENDED = frozenset({Status.DONE, Status.NOTHING_ARISEN, Status.DROPPED})


@dataclass(frozen=True, slots=True)
class IssuedPlan:
    """What an issued plan makes of its draft: for the history, row by row for a person, and in sentences."""

    matches: DraftMatches
    rows: tuple[IssuedRow, ...]
    notes: tuple[Words, ...]


def match_draft(reader: Reader, plan: InterpretedPlan, matches: Mapping[str, str] | None = None) -> IssuedPlan | None:
    """Return what an issued plan makes of the draft under its code; None without a draft.

    `matches` are what a person settled: what a task is called in the draft or in the plan before → the number of its
    row, `row:N`, or «-» for none. Raises NotFoundError for a task or row that is not there, UsageError for one
    named twice.
    """
    draft = draft_of(reader, plan.code)
    if draft is None:
        return None
    drafted = drafted_tasks(reader, draft.plan_id)
    names = names_of(reader, [task.old_task_id for task in drafted])
    found = _paired(drafted, plan, _settled(drafted, names, plan, matches or {}))
    matched = {row + 1: drafted[place] for place, row in found.pairs.items()}
    left_out = [task for place, task in enumerate(drafted) if place not in {*found.pairs, *found.unsure}]
    carried = [task.old_task_id for task in matched.values() if task.link == "carried_from"]
    standing = old_tasks(reader, carried)
    going_on = {old: known for old, known in standing.items() if Status(known.status) not in ENDED}
    ended = {old for old in standing if old not in going_on}
    rows = tuple(_row(place, task, plan, found, names, ended) for place, task in enumerate(drafted))
    notes: list[Words] = [words.issued([names[old] for old in going_on], len(matched) - len(carried))]
    notes += [words.finished_meanwhile(names[old]) for old in standing if old in ended]
    notes += [words.left_out(row.ref, row.old) for row in rows if row.fate == "left_out"]
    notes += [words.unsure(row.ref, squeeze(row.title), list(row.rows)) for row in rows if row.fate == "unsure"]
    return IssuedPlan(DraftMatches(draft, matched, left_out, going_on), rows, tuple(notes))


def _settled(
    drafted: Sequence[DraftedTask], names: Mapping[int, str], plan: InterpretedPlan, matches: Mapping[str, str]
) -> dict[int, int | None]:
    """What a person has said of drafted tasks, by their place: the place of the row, None for one that is left out."""
    rows = [task.draft for task in plan.tasks]
    settled: dict[int, int | None] = {}
    for typed, wanted in matches.items():
        place = _place_of(typed, drafted, names, plan.code)
        row = None if wanted.strip() in LEFT_OUT else find_row(rows, wanted.strip())
        if place in settled or (row is not None and row in settled.values()):
            raise UsageError(*plan_words.settled_twice(typed, wanted))
        settled[place] = row
    return settled


def _place_of(typed: str, drafted: Sequence[DraftedTask], names: Mapping[int, str], code: str) -> int:
    """The place of the drafted task that is called so, with its code or without, or by its task of the plan before."""
    wanted = fold(nfc(typed).strip())
    bare = fold(typed_number(nfc(typed)))
    for place, task in enumerate(drafted):
        called = (f"{code}/{task.ref}", names.get(task.old_task_id, ""))
        if wanted in map(fold, called) or fold(task.ref) in (wanted, bare):
            return place
    raise NotFoundError(*words.not_in_draft(typed, code))


def _paired(drafted: Sequence[DraftedTask], plan: InterpretedPlan, settled: Mapping[int, int | None]) -> Pairing:
    taken = {row for row in settled.values() if row is not None}
    found = pair_tasks(
        [_ours(place, task) for place, task in enumerate(drafted) if place not in settled],
        [_theirs(place, plan) for place in range(len(plan.tasks)) if place not in taken],
    )
    pairs = {**found.pairs, **{place: row for place, row in settled.items() if row is not None}}
    return Pairing(dict(sorted(pairs.items())), found.unsure)


def _row(
    place: int, task: DraftedTask, plan: InterpretedPlan, found: Pairing, names: Mapping[int, str], ended: set[int]
) -> IssuedRow:
    fate = "carried" if task.link == "carried_from" else "renewed"
    rows: tuple[int, ...] = ()
    if place in found.pairs:
        rows = (found.pairs[place],)
        fate = "ended" if task.old_task_id in ended else fate
    elif place in found.unsure:
        fate, rows = "unsure", found.unsure[place]
    else:
        fate = "left_out"
    printed = tuple(_number(plan, row) for row in rows)
    titles = tuple(squeeze(plan.tasks[row].draft.title) for row in rows)
    return IssuedRow(f"{plan.code}/{task.ref}", names.get(task.old_task_id, ""), task.title, fate, printed, titles)


def _number(plan: InterpretedPlan, place: int) -> str:
    """How --match names a row: by its number where no other row has it, by its line in the file otherwise."""
    numbers = [fold(typed_number(task.draft.no)) for task in plan.tasks]
    draft = plan.tasks[place].draft
    alone = bool(numbers[place]) and numbers.count(numbers[place]) == 1
    return typed_number(draft.no) if alone else f"row:{draft.row}"


def _ours(place: int, task: DraftedTask) -> PrintedTask:
    return printed_task(place, task.texts, task.path, task.section)


def _theirs(place: int, plan: InterpretedPlan) -> PrintedTask:
    draft = plan.tasks[place].draft
    section = plan.sections[draft.section] if draft.section is not None else None
    path, title = (section.path, section.title) if section else ("", "")
    return printed_task(place, draft.texts, path, title)
