"""The log of changes, and the tasks that left a plan: what happened to plans and tasks, as it was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cchc_tasks.errors import NotFoundError
from cchc_tasks.messages.doubt_words import sentences
from cchc_tasks.model.amendment import RemovedTask
from cchc_tasks.model.doubts import doubts_in
from cchc_tasks.model.filters import Filters, Page
from cchc_tasks.model.refs import typed_number
from cchc_tasks.plans.plan_lookup import PRINTED_DAYS, task_id_of, tasks_on
from cchc_tasks.plans.sql import LINK_FIELDS, removals
from cchc_tasks.storage import change_log, queries
from cchc_tasks.storage.as_of import look_at
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.drafts import names_of
from cchc_tasks.storage.open_doubts import ACCEPTED, REVIEW
from cchc_tasks.storage.projections import derive
from cchc_tasks.storage.reader import Reader, Row
from cchc_tasks.storage.selection import Selection, plan_id_of, selection_of, selection_of_ids
from cchc_tasks.storage.task_history import load_histories
from cchc_tasks.text import fold, nfc


@dataclass(frozen=True, slots=True)
class Change:
    """One act in the log: when it was recorded (UTC, ISO), by whom, what it was, and what became of it.

    `effective_from` and `effective_to` are the first and last ISO day on which it took effect (None where it set
    no field). `details` are (milestone number or None, field, value, ISO day on which it took effect), filled where one
    task's history is asked for. `login` is the PostgreSQL account that recorded it, None where it is not known;
    `number` is its place in the order of recording, from 1.
    """

    change_id: int
    act: str
    recorded_at: str
    actor: str
    sentence: str
    takes_back: int | None
    taken_back_by: int | None
    effective_from: str | None = None
    effective_to: str | None = None
    details: tuple[tuple[int | None, str, str, str], ...] = ()
    login: str | None = None
    number: int = 0


def list_changes(
    database: Database, ref: str = "", filters: Filters | None = None, day: date | None = None
) -> Page[Change]:
    """Return the log of changes, the newest first: of one task with what it set, or of all that pass the filters.

    With `day`, only what had taken effect by then, whenever it was recorded: what the state on that day rests on.
    """
    chosen = filters or Filters()
    with database.reading() as reader:
        task_id = _task_ever(reader, ref, chosen.plan) if ref else None
        tasks = None if ref or chosen.is_empty else _tasks_of_log(reader, chosen, day or date.max)
        wanted = change_log.ChangeFilter(task_id, tasks, day)
        details: dict[int, list[tuple[int | None, str, str, str]]] = {}
        for change_id, *detail in change_log.detail_rows(reader, task_id) if task_id else ():
            shown = _shown_value(reader, detail[1], detail[2])
            details.setdefault(change_id, []).append((detail[0], detail[1], shown or "", detail[3]))
        rows = change_log.change_rows(reader, wanted, chosen.limit)
        changes = [_change(row, tuple(details.get(row[0], ()))) for row in rows]
        return Page(changes, None if chosen.limit is None else change_log.count_changes(reader, wanted))


def _tasks_of_log(reader: Reader, filters: Filters, day: date) -> Selection:
    """The tasks that pass the filters on the day; those that depend on the day are settled from whole tasks."""
    look_at(reader, day)
    if not filters.status and not filters.timing:
        return selection_of(reader, filters)
    found = tasks_on(reader, filters._replace(limit=None), day, PRINTED_DAYS)
    return selection_of_ids(reader, [task.task_id for task in found])


def _shown_value(reader: Reader, field: str, value: str | None) -> str | None:
    """A field's value as people read it: a linked task by its name, doubts in sentences."""
    if field in LINK_FIELDS:
        return _named_link(reader, value)
    return "\n".join(sentences(doubts_in(value))) if field in (REVIEW, ACCEPTED) else value


def _named_link(reader: Reader, task_id: str | None) -> str | None:
    """A linked task as people call it; its id where it is in no plan and no draft any more."""
    return names_of(reader, [int(task_id)]).get(int(task_id), task_id) if task_id else task_id


def _task_ever(reader: Reader, ref: str, plan: str) -> int:
    """Return the task that people call so, or called so before it left its plan."""
    try:
        return task_id_of(reader, ref, plan)
    except NotFoundError:
        code, slash, number = nfc(ref).strip().rpartition("/")
        codes = (
            [code.upper()] if slash else [plan.strip().upper()] if plan else list(queries.plan_codes(reader).values())
        )
        gone = [
            found.task_id
            for known in codes
            if known in queries.plan_codes(reader).values()
            for found in removed_from(reader, known, date.min, date.max)
            if fold(found.ref) == fold(typed_number(number))
        ]
        if len(gone) != 1:
            raise
        return gone[0]


def _change(row: Row, details: tuple[tuple[int | None, str, str, str], ...]) -> Change:
    days = sorted({detail[3] for detail in details}) or sorted(filter(None, row[7:13]))
    change_id, act, recorded_at, actor, sentence, takes_back, taken_back_by, *_ = row
    first, last = (days[0], days[-1]) if days else (None, None)
    about = (takes_back, taken_back_by, first, last)
    return Change(change_id, act, recorded_at, actor, sentence, *about, details, login=row[13], number=row[14])


def list_removed_tasks(
    database: Database, plan: str, from_day: date | None = None, to_day: date | None = None
) -> list[RemovedTask]:
    """Return the tasks that left the plan from `from_day` to `to_day` and are out of it on that last day.

    None is no bound. Each is called what people called it on the day before. Raises NotFoundError for a plan that is
    not there.
    """
    with database.reading() as reader:
        return removed_from(reader, plan, from_day or date.min, to_day or date.max)


def removed_from(reader: Reader, plan: str, from_day: date, to_day: date) -> list[RemovedTask]:
    """Return the same through a reader, which shows the state of today again afterwards."""
    plan_id = plan_id_of(reader, plan)
    first: dict[int, Row] = {}
    for row in removals(reader, plan_id, from_day.isoformat(), to_day.isoformat()):
        first.setdefault(row[0], row)
    histories = load_histories(reader, list(first))
    out = [row for task_id, row in first.items() if derive(histories[task_id], to_day.isoformat(), {}) is None]
    refs = _refs_before(reader, out)
    return [
        RemovedTask(task_id, refs.get(task_id) or typed_number(no), title, date.fromisoformat(day), document or "")
        for task_id, day, no, title, document in out
    ]


def _refs_before(reader: Reader, rows: list[Row]) -> dict[int, str]:
    """What people called the tasks on the day before they left."""
    refs: dict[int, str] = {}
    for day in sorted({row[1] for row in rows}):
        look_at(reader, date.fromisoformat(day) - timedelta(days=1))
        left = [row[0] for row in rows if row[1] == day]
        refs |= {row[0]: row[1] for row in queries.named_tasks(reader, left)}
    if reader.shadowed:
        from cchc_tasks.storage.as_of import show_today

        show_today(reader)
    return refs
