"""Lookup of plans and tasks on any day, and the tasks that people mean by a number; nothing is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from cchc_tasks.errors import NotFoundError, UsageError
from cchc_tasks.messages import lookup_words
from cchc_tasks.model.filters import Filters, Page, first_rows
from cchc_tasks.model.refs import typed_number
from cchc_tasks.model.status import CLOCK_STOPPED, Kind, Status, Timing
from cchc_tasks.model.task import Plan, Task
from cchc_tasks.model.timing import DueRules
from cchc_tasks.plans import words
from cchc_tasks.plans.sql import numbered_rows, plan_first_day, refs_ending, refs_like, task_links
from cchc_tasks.plans.words import LINKS
from cchc_tasks.reading.reform_index import find_criteria
from cchc_tasks.storage import queries
from cchc_tasks.storage.as_of import look_at
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.drafts import draft_of, draft_plans, names_of
from cchc_tasks.storage.reader import Reader, Row
from cchc_tasks.storage.selection import Selection, plan_id_of, selection_of
from cchc_tasks.storage.task_loader import load_plans, load_tasks
from cchc_tasks.text import fold, nfc

#: The printed day counts, and fifteen days ahead is soon.
PRINTED_DAYS = DueRules()
#: So many tasks of a long list are in memory at once.
_PAGE = 1_000


def has_several_plans(database: Database) -> bool:
    """Return whether several plans are in force, so that a task's number alone may be that of another task, too."""
    with database.reading() as reader:
        return len(queries.plan_codes(reader)) > 1


def list_plans(database: Database, day: date | None = None, filters: Filters | None = None) -> Page[Plan]:
    """Return the plans in force on the day (today for None) with the number of their tasks that pass the filters."""
    chosen = filters or Filters()
    with database.reading() as reader:
        if day is not None:
            look_at(reader, day)
        plans = load_plans(reader)
        if day is not None:
            began = {plan.plan_id for plan in plans if plan_first_day(reader, plan.plan_id) <= day.isoformat()}
            plans = [plan for plan in plans if plan.plan_id in began]
        if chosen.is_empty:
            return first_rows(plans, chosen.limit)
        tasks = tasks_on(reader, chosen._replace(limit=None), day or date.max, PRINTED_DAYS)
    counts = Counter(task.plan for task in tasks)
    found = [replace(plan, tasks=counts[plan.code]) for plan in plans if counts[plan.code]]
    return first_rows(found, chosen.limit)


def list_drafts(database: Database) -> list[str]:
    """Return the codes of the drafts that no issued plan has replaced."""
    with database.reading() as reader:
        return [draft.code for draft in draft_plans(reader)]


def list_tasks(database: Database, filters: Filters, day: date, rules: DueRules = PRINTED_DAYS) -> Page[Task]:
    """Return the tasks that pass the filters as they stood on the day, in printed order unless sorted otherwise.

    Raises NotFoundError for a plan or unit that is not there, DatabaseError.
    """
    with database.reading() as reader:
        return tasks_on(reader, filters, day, rules)


def tasks_on(reader: Reader, filters: Filters, day: date, rules: DueRules) -> Page[Task]:
    """Return the tasks as `list_tasks` does, within a view of the database that the caller holds."""
    look_at(reader, day)
    tasks = load_tasks(reader, selection_of(reader, filters, rules.moved), day, rules)
    return first_rows(_sorted([task for task in tasks if passes(task, filters)], filters.sort), filters.limit)


def tasks_in_order(reader: Reader, ids: Iterable[int], filters: Filters, day: date, rules: DueRules) -> Iterator[Task]:
    """Yield the tasks of some ids, in that order, of which few are in memory at once; the reader looks at the day.

    A task that does not pass the filters' status and timing, which depend on the day, is left out.
    """
    waiting = iter(ids)
    while page := list(islice(waiting, _PAGE)):
        chosen = Selection()
        chosen.of_task.append(f"t.task_id IN ({', '.join(map(str, page))})")
        found = {task.task_id: task for task in load_tasks(reader, chosen, day, rules)}
        tasks = (found[task_id] for task_id in page if task_id in found)
        yield from (task for task in tasks if passes(task, filters))


def list_open_ongoing(database: Database, filters: Filters, day: date, rules: DueRules = PRINTED_DAYS) -> Page[Task]:
    """Return the tasks with ongoing work that is not confirmed yet, in printed order; stopped clocks aside."""
    tasks = list_tasks(database, filters._replace(kind=str(Kind.ONGOING), limit=None), day, rules)
    running = (task for task in tasks if task.status not in CLOCK_STOPPED)
    return first_rows(
        [task for task in running if any(m.kind is Kind.ONGOING and not m.closed for m in task.milestones)],
        filters.limit,
    )


def find_tasks(
    database: Database, refs: Sequence[str], day: date, plan: str = "", rules: DueRules = PRINTED_DAYS
) -> list[Task]:
    """Return the tasks that people call so, in the order in which they were named.

    `plan` settles numbers that several plans have. Raises NotFoundError with refs that look alike.
    """
    with database.reading() as reader:
        look_at(reader, day)
        ids = task_ids_of(reader, refs, plan)
        chosen = Selection()
        chosen.of_task.append(f"t.task_id IN ({', '.join(map(str, ids))})")
        found = {task.task_id: _linked(reader, task) for task in load_tasks(reader, chosen, day, rules)}
    return [found[task_id] for task_id in ids]


def linked(database: Database, task: Task) -> Task:
    """Return a task with the tasks of other years that it is linked with."""
    with database.reading() as reader:
        return _linked(reader, task)


def _linked(reader: Reader, task: Task) -> Task:
    links = task_links(reader, [task.task_id], task.as_of.isoformat()).get(task.task_id, [])
    names = names_of(reader, [other for _, other in links]) if links else {}
    shown = [(field, names[other]) for field, other in links if other in names and field in LINKS]
    return replace(task, links=tuple(shown))


def task_ids_of(reader: Reader, refs: Sequence[str], plan: str = "") -> list[int]:
    """Return the tasks that people call so, each once, in the order in which they were named.

    One word may hold several («13, 19»). Raises NotFoundError as `task_id_of` does.
    """
    ids: list[int] = []
    for ref in refs:
        try:
            ids.append(task_id_of(reader, ref, plan))
        except NotFoundError:
            parts = [part for part in re.split(r"[\s,;]+", ref) if part]
            if len(parts) < 2:
                raise
            ids += [task_id_of(reader, part, plan) for part in parts]
    return list(dict.fromkeys(ids))


def task_id_of(reader: Reader, ref: str, plan: str = "") -> int:
    """Return the task that people call `CCHC-2022/33`, or `33` where one plan is meant.

    Raises NotFoundError where there is none, or where several plans have the number.
    """
    code, slash, number = nfc(ref).strip().partition("/")
    if not slash or code.upper() not in queries.plan_codes(reader).values():
        code, number = plan, nfc(ref)
    wanted = number.strip() if number.strip().startswith("#") else typed_number(number)
    found = [row for row in refs_like(reader, wanted) if not code or row[1] == code.strip().upper()]
    if code:
        plan_id_of(reader, code)
    if not found:
        found = _in_section(reader, wanted, code)
    if len(found) > 1:
        raise NotFoundError(*lookup_words.several_plans(ref, [f"{row[1]}/{row[2]}" for row in found]))
    if not found:
        if slash and draft_of(reader, nfc(ref).strip().partition("/")[0]):
            raise NotFoundError(*lookup_words.only_a_draft(nfc(ref).strip().partition("/")[0].upper()))
        tail = re.sub(r"^.*\.", "", wanted)
        near = [f"{row[1]}/{row[2]}" for row in refs_ending(reader, tail)]
        raise NotFoundError(*lookup_words.no_such_task(ref, near))
    return int(found[0][0])


def _in_section(reader: Reader, wanted: str, code: str) -> list[Row]:
    """The tasks whose section's numerals and printed number were typed («VII.33»), needed or not."""
    numerals, _, number = wanted.rpartition(".")
    if not numerals:
        return []
    typed = _numerals(numerals)
    rows = (row for row in numbered_rows(reader, number) if not code or row[1] == code.strip().upper())
    return [row for row in rows if _numerals(row[4])[-len(typed) :] == typed]


def _numerals(path: str) -> tuple[str, ...]:
    return tuple(part.rstrip(".)").upper() for part in re.split(r"[./]", path) if part)


def passes(task: Task, filters: Filters) -> bool:
    """Whether a task passes the filters that depend on the day of looking: status and timing."""
    if filters.status and task.status != filters.status:
        return False
    return not filters.timing or any(task.timing_of(m) is Timing(filters.timing) for m in task.milestones)


def _sorted(tasks: list[Task], sort: str) -> list[Task]:
    order = list(Status)
    if sort == "due":
        return sorted(tasks, key=lambda task: task.due or date.max)
    if sort == "unit":
        return sorted(tasks, key=lambda task: fold(task.lead_text))
    if sort == "status":
        return sorted(tasks, key=lambda task: order.index(task.status))
    return tasks


_TYPED_CRITERION = re.compile(r"(?:tieu chi\s*)?(\d{1,2}(?:\.\d{1,2})*)\.?")


def criteria_of(task: Task) -> tuple[str, ...]:
    """Return the numbers of the criteria that a task's printed words name, in printed order, each once."""
    return find_criteria(f"{task.title}\n{task.activities}\n{task.outputs}")


def list_tasks_naming(database: Database, typed: str, filters: Filters, day: date, rules: DueRules) -> list[Task]:
    """Return the tasks that `list_tasks` returns and that name a criterion or one below it; all for an empty one.

    Raises UsageError for what is no criterion's number.
    """
    if not typed.strip():
        return list_tasks(database, filters, day, rules)
    found = _TYPED_CRITERION.fullmatch(fold(typed).strip())
    if found is None:
        raise UsageError(*words.bad_criterion(typed))
    tasks = list_tasks(database, filters, day, rules)
    wanted = f"{found[1]}."
    return [task for task in tasks if any(f"{number}.".startswith(wanted) for number in criteria_of(task))]
