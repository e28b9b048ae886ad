"""The check of the data before a report: each finding with its task and the step that settles it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from cchc_tasks.days import day_in_sentence
from cchc_tasks.messages.doubt_words import sentences
from cchc_tasks.model.doubts import Code
from cchc_tasks.model.filters import Filters, Page, first_rows
from cchc_tasks.model.status import CLOCK_STOPPED, Kind, Status, Timing
from cchc_tasks.model.task import Milestone, Plan, Task
from cchc_tasks.model.timing import DueRules
from cchc_tasks.plans.plan_lookup import PRINTED_DAYS, tasks_in_order, tasks_on
from cchc_tasks.reading.unit_names import read_units
from cchc_tasks.sentences import Step
from cchc_tasks.storage import queries
from cchc_tasks.storage.as_of import look_at
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.selection import selection_of
from cchc_tasks.storage.task_loader import load_plans
from cchc_tasks.tracking import check_words as words
from cchc_tasks.units.unit_checks import TasksOfEndedUnits


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to settle: a stable `code`, the task, a sentence, and the step that settles it."""

    code: str
    ref: str
    title: str
    message: str
    remedy: Step
    milestone: int | None = None

    @property
    def command(self) -> str:
        """The remedy as it is typed."""
        return str(self.remedy)


class Findings(Page[Finding]):
    """Findings in order, the first ones where their number was limited.

    `counts` are those of all by their code, `tasks` is of how many tasks they are.
    """

    def __init__(self, found: Sequence[Finding], limit: int | None) -> None:
        super().__init__(first_rows(found, limit), len(found))
        self.counts = Counter(finding.code for finding in found)
        self.tasks = len({finding.ref for finding in found})


def check_plans(
    database: Database, filters: Filters, day: date, since: date, rules: DueRules = PRINTED_DAYS
) -> Findings:
    """Return what a report of the day would trip over, task by task in printed order unless sorted otherwise.

    `since` is the first day of the reporting period: a running task without a report since then has not reported.
    Waiting for a document is no fault. Raises NotFoundError for a plan or unit that is not there.
    """
    return Findings(list(iterate_findings(database, filters, day, since, rules)), filters.limit)


def iterate_findings(
    database: Database, filters: Filters, day: date, since: date, rules: DueRules = PRINTED_DAYS
) -> Iterator[Finding]:
    """Yield all of the same one by one, so that very many tasks need little memory."""
    with database.reading() as reader:
        look_at(reader, day)
        plans = {plan.code: plan for plan in load_plans(reader)}
        ended = TasksOfEndedUnits(reader, day)
        for task in _tasks(reader, filters, day, rules):
            yield from _findings(task, plans[task.plan], since, ended)


def _tasks(reader: Reader, filters: Filters, day: date, rules: DueRules) -> Iterable[Task]:
    if filters.sort:
        return tasks_on(reader, filters._replace(limit=None), day, rules)
    ids = [row[0] for row in queries.ordered_tasks(reader, selection_of(reader, filters, rules.moved))]
    return tasks_in_order(reader, ids, filters, day, rules)


def _findings(task: Task, plan: Plan, since: date, ended: TasksOfEndedUnits) -> Iterator[Finding]:
    ref = f"{task.plan}/{task.ref}"

    def make(code: str, message: str, remedy: Step, n: int | None = None) -> Finding:
        return Finding(code, ref, task.title, message, remedy, n)

    if task.status is Status.DROPPED:
        return
    for milestone in task.milestones:
        yield from _of_milestone(task, milestone, plan, make, ref)
    if task.status is Status.DONE and not task.evidence:
        yield make("done_without_evidence", words.DONE_WITHOUT_EVIDENCE, words.add_document(ref))
    if task.doubts:
        yield make("review", words.review_left(sentences(task.doubts)), words.accept(ref))
        for name in dict.fromkeys(_unknown_units(task)):
            yield make("unknown_unit", words.unknown_unit(name), words.assign(ref))
    for name, how, role, names in ended.of(task.task_id):
        yield make("ended_unit", words.ended_unit(name, how), words.assign_to(ref, role, names))
    if owes_a_report(task, plan, since):
        yield make("not_reported", words.not_reported(day_in_sentence(since)), words.report(ref))


def _of_milestone(
    task: Task, milestone: Milestone, plan: Plan, make: Callable[..., Finding], ref: str
) -> Iterator[Finding]:
    n = milestone.n
    named = words.milestone(n, milestone.label) if len(task.milestones) > 1 else ""
    if milestone.closed:
        if milestone.done_on is None and milestone.kind is not Kind.ONGOING:
            yield make("done_without_day", words.done_without_day(named), words.add_day(ref, n), n)
        return
    if milestone.due is None and milestone.kind is Kind.UNREAD:
        yield make("unread", words.unread(named, task.deadline_text), words.resolve(ref, n), n)
    elif milestone.due is None and milestone.kind in (Kind.FIXED, Kind.RECURRING):
        yield make("fixed_without_date", words.fixed_without_date(named), words.resolve(ref, n), n)
    elif task.timing_of(milestone) is Timing.UNCLOSED:
        yield make("unclosed", words.unclosed(named), words.close(ref), n)
    elif milestone.due and not milestone.due_basis and not plan.first <= milestone.due <= plan.last:
        shown = day_in_sentence(milestone.due)
        yield make("outside_plan", words.outside_plan(named, shown), words.correct_deadline(ref), n)


def owes_a_report(task: Task, plan: Plan, since: date) -> bool:
    """Whether the task goes on in its plan's time and nothing was reported of it since the day."""
    running = task.status is not Status.DONE and task.status not in CLOCK_STOPPED
    in_plan = plan.first <= task.as_of and since <= plan.last
    return running and in_plan and (task.reported_on is None or task.reported_on < since)


def _unknown_units(task: Task) -> Iterator[str]:
    """Yield the names that nobody has settled; of the sentences of an older program none tells which it means."""
    yield from (doubt.printed for doubt in task.doubts if doubt.code == Code.UNKNOWN_UNIT)
    if any(doubt.code == Code.AS_RECORDED for doubt in task.doubts):
        yield from (name for name in (*task.lead_units, *task.support_units) if not _is_unit(name))


@cache
def _is_unit(name: str) -> bool:
    """Whether a name begins like a unit's or is a group; other names are kept as printed and have to be settled."""
    parts = read_units(name).parts
    return bool(parts) and all(part.is_new or part.is_group for part in parts)
