"""The turn of the year: a draft of next year's plan from this year's tasks, and the issued plan over that draft.

Unfinished tasks are carried over in their own words: no status, no progress and no new date is invented, their state
stays in the old plan's history. Recurring and ongoing tasks come again with the year of their phrases moved. Finished
ones are left. The draft is in force nowhere; the import of the issued plan under its code puts it in force, and from
that plan's first day (the day of the last report, where that is later) the carried-over tasks are followed up there:
the old ones are «Chuyển tiếp sang năm sau» and no longer overdue. On every day before, the old plan stands as it did.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from cchc_tasks.errors import ConflictError, UsageError
from cchc_tasks.model.acts import Act
from cchc_tasks.model.deadlines import Period
from cchc_tasks.model.drafts import DraftSection, DraftTask
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.imports import InterpretedPlan
from cchc_tasks.model.status import Kind, Status
from cchc_tasks.model.tasks import Plan, Task
from cchc_tasks.model.timing import DueRules
from cchc_tasks.reading.deadlines import read_deadline
from cchc_tasks.reading.years import shift_years
from cchc_tasks.services.amending.pairing import Printed, pair
from cchc_tasks.services.interpreting import Interpreter
from cchc_tasks.services.looking import tasks_on
from cchc_tasks.services.units.cells import unit_cells
from cchc_tasks.storage import plan_parts, reads
from cchc_tasks.storage.drafts import draft_of, drafted_tasks, names_of
from cchc_tasks.storage.engine import Database
from cchc_tasks.storage.loading import load_plans
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.rolling import DraftRecorder, Issue, old_tasks
from cchc_tasks.storage.selecting import plan_id_of
from cchc_tasks.storage.writes import lock_organisation
from cchc_tasks.vietnamese import squeeze
from cchc_tasks.wording import rollover as words

#: What a person reported so is not taken into next year's draft.
_ENDED = frozenset({Status.DONE, Status.NOTHING_ARISEN, Status.DROPPED})
_LINKS = {"carried": "carried_from", "renewed": "renewed_from"}
#: The columns in which a year may stand.
_SHIFTED = ("title", "activities", "outputs", "deadline")


@dataclass(frozen=True, slots=True)
class RolledTask:
    """What becomes of one task: «carried», «renewed» or «left», its new words, what moved, and what wants a look."""

    task: Task
    action: str
    words: DraftTask | None = None
    phrases: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()


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
    printed = list(plan_parts.section_rows(reader, plan_id))
    place_of = {row[0]: place for place, row in enumerate(printed)}
    tasks = tasks_on(reader, Filters(plan=old.code), act.today, rules)
    rolled = tuple(_rolled(task, old, by, place_of) for task in tasks)
    if not any(found.words for found in rolled):
        raise UsageError(*words.nothing_to_carry(old.code))
    period = Period.of_year(year)
    interpreter = Interpreter(period, unit_cells(reader, period.first), act.today)
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
        tasks=tuple(interpreter.interpret(found.words) for found in rolled if found.words),
        notices=(),
        reported_on=None,
        given_by="",
        headings=plan_parts.printed_headings(reader, plan_id),
    )
    return rolled, made, title


def _free_code(reader: Reader, typed: str, old: Plan) -> str:
    from cchc_tasks.services.import_plan import checked_code

    code = checked_code(typed)
    if code == old.code:
        raise UsageError(*words.same_code(code))
    if code in reads.plan_codes(reader).values() or draft_of(reader, code):
        raise ConflictError(*words.code_taken(code))
    return code


def _rolled(task: Task, old: Plan, by: int, place_of: dict[int, int]) -> RolledTask:
    comes_again = any(m.kind in (Kind.RECURRING, Kind.ONGOING) for m in task.milestones)
    if task.status is Status.DROPPED or (not comes_again and task.status in _ENDED):
        return RolledTask(task, "left")
    printed = {
        "title": task.title,
        "activities": task.activities,
        "outputs": task.outputs,
        "deadline": task.deadline_text,
    }
    phrases: list[tuple[str, str]] = []
    doubts: list[str] = []
    if comes_again:
        for name in _SHIFTED:
            moved = shift_years(printed[name], old.first.year, by, is_deadline=name == "deadline")
            printed[name] = moved.text
            phrases += moved.phrases
            doubts += moved.doubts
        if not _reads_alike(task.deadline_text, printed["deadline"], old, by):
            doubts.append(words.reads_otherwise(squeeze(printed["deadline"])))
    else:
        doubts.append(words.deadline_of_old_year(squeeze(task.deadline_text)))
    doubts = list(dict.fromkeys(doubts))
    drafted = DraftTask(
        no=task.no,
        row=0,
        section=place_of[task.section_id] if task.section_id is not None else None,
        lead=task.lead_text,
        support=task.support_text,
        start=task.start_text,
        given_by=task.given_by,
        review=tuple(doubts),
        **printed,
    )
    return RolledTask(task, "renewed" if comes_again else "carried", drafted, tuple(phrases), tuple(doubts))


def _reads_alike(before: str, after: str, old: Plan, by: int) -> bool:
    """Whether a moved deadline is read as the old one so many years later: kinds, months and days of the month."""

    def read(text: str, year: int) -> list[tuple[str, int | None, int | None]]:
        found = read_deadline(text, Period.of_year(year)).milestones
        return [(m.kind, m.due.year - year if m.due else None, _month(m.due)) for m in found]

    year = old.first.year
    return old.first.year != old.last.year or read(before, year) == read(after, year + by)


def _month(day: date | None) -> int | None:
    return day.month if day else None


def issue_of(reader: Reader, plan: InterpretedPlan) -> tuple[Issue, list[str]] | None:
    """Return what an issued plan makes of the draft under its code, and what a person is told; None without a draft."""
    draft = draft_of(reader, plan.code)
    if draft is None:
        return None
    drafted = drafted_tasks(reader, draft.plan_id)
    ours = [
        Printed(
            place, t.no, t.path, t.section, t.title, t.activities,
            " ".join((t.outputs, t.lead_text, t.support_text, t.deadline_text)),
        )
        for place, t in enumerate(drafted)
    ]  # fmt: skip
    found = pair(ours, [_row(place, plan) for place in range(len(plan.tasks))])
    matched = {row + 1: drafted[place] for place, row in found.pairs.items()}
    left_out = [task for place, task in enumerate(drafted) if place not in {*found.pairs, *found.unsure}]
    carried = [task.old_task_id for task in matched.values() if task.link == "carried_from"]
    standing = old_tasks(reader, carried)
    going_on = {old: found for old, found in standing.items() if Status(found.status) not in _ENDED}
    names = names_of(reader, [task.old_task_id for task in drafted])
    told = [words.issued([names[old] for old in going_on], len(matched) - len(carried))]
    told += [words.finished_meanwhile(names[old]) for old in standing if old not in going_on]
    told += [words.left_out(f"{plan.code}/{t.ref}", names.get(t.old_task_id, "")) for t in left_out]
    for place, rows in found.unsure.items():
        numbers = [plan.tasks[row].draft.no for row in rows]
        told.append(words.unsure(f"{plan.code}/{drafted[place].ref}", squeeze(drafted[place].title), numbers))
    return Issue(draft, matched, left_out, going_on), told


def _row(place: int, plan: InterpretedPlan) -> Printed:
    draft = plan.tasks[place].draft
    section = plan.sections[draft.section] if draft.section is not None else None
    path, title = (section.path, section.title) if section else ("", "")
    rest = " ".join((draft.outputs, draft.lead, draft.support, draft.deadline))
    return Printed(place, draft.no, path, title, draft.title, draft.activities, rest)
