"""The rollover of a plan to the next year: a draft of the next plan is made from this year's tasks.

Unfinished tasks are carried over in their own words: no status, no progress and no new date is invented, their state
stays in the old plan's history. Recurring and ongoing tasks come again with the year of their phrases moved. Finished
ones are left. The draft is in force nowhere; the import of the issued plan under its code puts it in force, and from
that plan's first day (the day of the last report, where that is later) the carried-over tasks are followed up there:
the old ones are «Chuyển tiếp sang năm sau» and no longer overdue. On every day before, the old plan stands as it did.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from cchc_tasks.errors import ConflictError, UsageError
from cchc_tasks.model.acts import Act
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.doubts import Code, Doubt
from cchc_tasks.model.draft import DraftSection, DraftTask
from cchc_tasks.model.fields import GIVEN_TEXTS, PRINTED_TEXTS, ValueKind
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.interpreted_plan import InterpretedPlan, InterpretedTask
from cchc_tasks.model.status import Kind, Status
from cchc_tasks.model.task import Plan, Task
from cchc_tasks.model.timing import DueRules
from cchc_tasks.plans.interpretation import Interpreter, checked_code
from cchc_tasks.plans.plan_lookup import tasks_on
from cchc_tasks.plans.rollover import words
from cchc_tasks.plans.rollover.draft_recorder import DraftRecorder
from cchc_tasks.plans.rollover.issued_plan import ENDED
from cchc_tasks.plans.unit_cells import unit_cells
from cchc_tasks.reading.deadlines import read_deadline
from cchc_tasks.reading.year_shift import shift_years
from cchc_tasks.storage import queries
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.drafts import draft_of
from cchc_tasks.storage.journal import lock_organisation
from cchc_tasks.storage.queries import printed_headings, section_rows
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.selection import plan_id_of
from cchc_tasks.storage.task_loader import load_plans
from cchc_tasks.text import squeeze

_LINKS = {"carried": "carried_from", "renewed": "renewed_from"}


@dataclass(frozen=True, slots=True)
class RolledTask:
    """What becomes of one task: «carried», «renewed» or «left», its new words, what moved, and what wants a look."""

    task: Task
    action: str
    words: DraftTask | None = None
    phrases: tuple[tuple[str, str], ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class RolloverReport:
    """A draft of next year's plan, and whether it was stored."""

    plan: str
    code: str
    year: int
    title: str
    tasks: tuple[RolledTask, ...]
    stored: bool

    @property
    def counts(self) -> Counter[str]:
        """How many tasks each action concerns."""
        return Counter(rolled.action for rolled in self.tasks)


def roll_over(
    database: Database, plan: str, code: str, year: int, act: Act, rules: DueRules, *, dry_run: bool = False
) -> RolloverReport:
    """Make next year's draft from a plan as it stands today; store it as one change unless `dry_run`.

    Raises NotFoundError for a plan that is not there; UsageError for a year that is not later, a code that is the same,
    or a plan of which nothing goes on; ConflictError where the code is taken.
    """
    with database.reading() as reader:
        rolled, made, title = _made(reader, plan, code, year, act, rules)
    report = RolloverReport(plan.strip().upper(), made.code, year, title, rolled, not dry_run)
    if dry_run:
        return report
    with database.writing() as writer:
        lock_organisation(writer)
        rolled, made, title = _made(writer, plan, code, year, act, rules)
        links = [(_LINKS[found.action], found.task.task_id) for found in rolled if found.words]
        DraftRecorder(writer, made, act, words.sentence(report.plan, made.code), links).record()
    return report


def _made(
    reader: Reader, plan: str, code: str, year: int, act: Act, rules: DueRules
) -> tuple[tuple[RolledTask, ...], InterpretedPlan, str]:
    plan_id = plan_id_of(reader, plan)
    old = next(found for found in load_plans(reader) if found.plan_id == plan_id)
    code = _free_code(reader, code, old)
    by = year - old.first.year
    if year <= old.last.year:
        raise UsageError(*words.not_later(year, old.last.year))
    printed = list(section_rows(reader, plan_id))
    place_of = {row[0]: place for place, row in enumerate(printed)}
    tasks = tasks_on(reader, Filters(plan=old.code), act.today, rules)
    rolled = tuple(_rolled(task, old, by, place_of) for task in tasks)
    if not any(found.words for found in rolled):
        raise UsageError(*words.nothing_to_carry(old.code))
    period = Period.of_year(year)
    interpreter = Interpreter(period, unit_cells(reader, max(period.first, act.today)), act.today)
    read = {found.task.task_id: interpreter.interpret(found.words) for found in rolled if found.words}
    rolled = tuple(_with_doubts(found, read.get(found.task.task_id)) for found in rolled)
    title = shift_years(old.title, old.first.year, by).text
    made = InterpretedPlan(
        code=code,
        title=title,
        period=period,
        file=old.code,
        sha256="",
        sections=tuple(
            DraftSection(no, shift_years(text, old.first.year, by).text, path, 0) for _, no, path, text in printed
        ),
        tasks=tuple(read.values()),
        notices=(),
        reported_on=None,
        given_by="",
        headings=printed_headings(reader, plan_id),
    )
    return rolled, made, title


def _free_code(reader: Reader, typed: str, old: Plan) -> str:
    code = checked_code(typed)
    if code == old.code:
        raise UsageError(*words.same_code(code))
    if code in queries.plan_codes(reader).values():
        raise ConflictError(*words.plan_there(code))
    if draft_of(reader, code):
        raise ConflictError(*words.draft_there(code))
    return code


def _rolled(task: Task, old: Plan, by: int, place_of: dict[int, int]) -> RolledTask:
    comes_again = any(m.kind in (Kind.RECURRING, Kind.ONGOING) for m in task.milestones)
    if task.status is Status.DROPPED or (not comes_again and task.status in ENDED):
        return RolledTask(task, "left")
    printed = {field.name: task.texts[field.name] for field in (*PRINTED_TEXTS, *GIVEN_TEXTS)}
    phrases: list[tuple[str, str]] = []
    doubts: list[Doubt] = []
    if comes_again:
        for field in (field for field in PRINTED_TEXTS if field.dated):
            is_deadline = field.kind is ValueKind.DEADLINE
            moved = shift_years(printed[field.name], old.first.year, by, is_deadline=is_deadline)
            printed[field.name] = moved.text
            phrases += moved.phrases
            doubts += (doubt.of(field.name) for doubt in moved.doubts)
        if not _reads_alike(task.deadline_text, printed["deadline"], old, by):
            doubts.append(Doubt(Code.READS_OTHERWISE, "deadline", squeeze(printed["deadline"])))
    elif _ends_before(old.first.year + by, task.deadline_text, old):
        doubts.append(Doubt(Code.DEADLINE_OF_OLD_YEAR, "deadline", squeeze(task.deadline_text)))
    doubts = list(dict.fromkeys(doubts))
    drafted = DraftTask(
        row=0,
        texts=printed,
        section=place_of[task.section_id] if task.section_id is not None else None,
        review=tuple(doubts),
    )
    return RolledTask(task, "renewed" if comes_again else "carried", drafted, tuple(phrases), tuple(doubts))


def _with_doubts(rolled: RolledTask, read: InterpretedTask | None) -> RolledTask:
    """The task with every doubt that the draft will tell, also of how its deadline and its units are read."""
    return replace(rolled, doubts=tuple(dict.fromkeys(read.reading_review))) if read else rolled


def _ends_before(year: int, text: str, old: Plan) -> bool:
    """Whether a deadline of the old plan names a day before the year; what waits for a document names none."""
    days = [m.due for m in read_deadline(text, Period(old.first, old.last)).milestones if m.due]
    return any(day.year < year for day in days)


def _reads_alike(before: str, after: str, old: Plan, by: int) -> bool:
    """Whether a moved deadline is read as the old one so many years later: kinds, months and days of the month."""

    def read(text: str, year: int) -> list[tuple[str, int | None, int | None]]:
        found = read_deadline(text, Period.of_year(year)).milestones
        return [(m.kind, m.due.year - year if m.due else None, _month(m.due)) for m in found]

    year = old.first.year
    return old.first.year != old.last.year or read(before, year) == read(after, year + by)


def _month(day: date | None) -> int | None:
    return day.month if day else None
