"""The import of a printed plan: its file is read and interpreted, and each plan in it stored as one change."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cchc_tasks.errors import ConflictError, UsageError
from cchc_tasks.files.formats import read_bytes
from cchc_tasks.messages.problem_messages import message_of
from cchc_tasks.model.acts import Act, ShowProgress, show_nothing
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.draft import Draft, Notice
from cchc_tasks.model.interpreted_plan import ImportRequest, InterpretedPlan, InterpretedTask, IssuedRow
from cchc_tasks.model.status import Kind
from cchc_tasks.plans import words
from cchc_tasks.plans.interpretation import Interpreter, code_of, period_of
from cchc_tasks.plans.plan_file import FilePlan, read_draft_from_bytes, read_drafts_from_bytes
from cchc_tasks.plans.remedy_proposals import origin_notices
from cchc_tasks.plans.rollover import words as rollover_words
from cchc_tasks.plans.rollover.draft_recorder import IssuedRecorder
from cchc_tasks.plans.rollover.issued_plan import ENDED, match_draft
from cchc_tasks.plans.sql import keep_mapping, known_mappings, rows_of_source
from cchc_tasks.plans.unit_cells import UnitCells, ended_unit_notices, unit_cells
from cchc_tasks.sentences import Entry
from cchc_tasks.storage import queries
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.journal import lock_organisation
from cchc_tasks.storage.plan_recorder import PlanRecorder
from cchc_tasks.storage.reader import Reader
from cchc_tasks.text import nfc, squeeze
from cchc_tasks.text_cells import clean, printable_name


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import found: the interpreted plan, whether it was stored, and what to look at.

    `kinds` counts the milestones read by kind; `notices` are the file's and the import's own.
    """

    plan: InterpretedPlan
    stored: bool
    kinds: Counter[Kind]
    notices: tuple[Notice, ...]
    #: What becomes of the tasks of the draft that the plan replaces.
    issued: tuple[IssuedRow, ...] = ()

    @property
    def for_review(self) -> tuple[InterpretedTask, ...]:
        """The tasks with a doubtful reading, in printed order."""
        return tuple(task for task in self.plan.tasks if task.review)


def import_plan(
    database: Database,
    request: ImportRequest,
    act: Act,
    progress: ShowProgress = show_nothing,
    ask_reported_on: Callable[[int], date | None] | None = None,
) -> ImportReport:
    """Take in a file's plan, the first one where it holds several; see `import_plans`."""
    return import_plans(database, request, act, progress, ask_reported_on, only_first=True)[0]


def import_plans(
    database: Database,
    request: ImportRequest,
    act: Act,
    progress: ShowProgress = show_nothing,
    ask_reported_on: Callable[[int], date | None] | None = None,
    *,
    only_first: bool = False,
) -> list[ImportReport]:
    """Read a file's plans and store each as one change, all or none; with `dry_run` only say what would be stored.

    A table, sheet or mapping that is named means one plan. Another plan of the file whose year or code
    is not clear is left out, and the first one's notices say why. `ask_reported_on` is asked for the day of the
    printed results, given their number, where the request has none. Raises UnreadableFileError (nothing stored) for a
    file that is no plan, UsageError where the year is not known, an option does not fit, or a code or a title is given
    for several plans, ConflictError where the code is taken or the very same file is in already.
    """
    data = read_bytes(request.path)
    progress(words.reading_file(request.path.name), 0, None)
    found = _plans_of(database, request, data, only_first=only_first)
    drafts = [plan.draft for plan in found]
    results = sum(bool(task.result) for draft in drafts for task in draft.tasks)
    if results and request.reported_on is None and ask_reported_on is not None:
        # What is wrong with the file is said before anything is asked.
        _prepare(database, drafts[0], request, data, act, show_nothing)
        request = replace(request, reported_on=ask_reported_on(results))
    first = _prepare(database, drafts[0], request, data, act, progress)
    plans = [(drafts[0], first)]
    left_out = _prepare_others(database, found[1:], plans, request, data, act, progress)
    others = {plan.code: _effects_on_others(database, plan, request, act) for _, plan in plans}
    if request.matches and not any(rows for rows, _ in others.values()):
        raise UsageError(*rollover_words.nothing_to_match(first.code))
    if not request.dry_run:
        progress(words.STORING, sum(len(plan.tasks) for _, plan in plans), None)
        _store(database, plans, request, act)
    reports = [_report(plan, request, act) for _, plan in plans]
    for place, report in enumerate(reports):
        rows, notices = others[report.plan.code]
        reports[place] = replace(report, notices=(*report.notices, *notices), issued=rows)
    return [replace(reports[0], notices=(*reports[0].notices, *left_out)), *reports[1:]]


def _plans_of(database: Database, request: ImportRequest, data: bytes, *, only_first: bool) -> list[FilePlan]:
    with database.reading() as reader:
        confirmed = known_mappings(reader)
    name = request.path.name
    if not only_first and not (request.mapping or request.sheet or request.table):
        plans = read_drafts_from_bytes(data, name, confirmed)
        if len(plans) > 1 and (request.code or request.title):
            raise UsageError(*words.which_of_plans(name, plan_choices(plans)))
        return plans
    mapping = request.mapping or None
    draft = read_draft_from_bytes(
        data, name, mapping=mapping, sheet=request.sheet, table=request.table, known=confirmed
    )
    return [FilePlan(draft)]


def plan_choices(plans: Sequence[FilePlan]) -> list[tuple[str, int, tuple[Entry, ...]]]:
    """Return what a person chooses a plan of a file by: its title, its number of tasks, the option that names it."""
    return [(squeeze(plan.draft.title), len(plan.draft.tasks), plan.chosen_by) for plan in plans]


def _prepare(
    database: Database, draft: Draft, request: ImportRequest, data: bytes, act: Act, progress: ShowProgress
) -> InterpretedPlan:
    """Return a draft as the plan that would be stored; raises where it cannot be."""
    period = request.period or period_of(draft)
    code = code_of(request, draft, period)
    sha256 = hashlib.sha256(data).hexdigest()
    with database.reading() as reader:
        _refuse_conflict(reader, code, sha256, draft, request)
        units = unit_cells(reader, min(period.first, act.today))
    _check_reported_on(request, period, act)
    return _interpret(draft, request, period, code, sha256, act, units, progress)


def _prepare_others(
    database: Database, found: Sequence[FilePlan], plans: list[tuple[Draft, InterpretedPlan]],
    request: ImportRequest, data: bytes, act: Act, progress: ShowProgress,
) -> list[Notice]:  # fmt: skip
    """Add a file's further plans to its first one; return why some are left out."""
    left_out = []
    for draft, chosen_by in found:
        try:
            plan = _prepare(database, draft, request, data, act, progress)
            if plan.code in {other.code for _, other in plans}:
                raise ConflictError(*words.code_of_another(plan.code))
            plans.append((draft, plan))
        except (UsageError, ConflictError) as reason:
            message = words.other_plan_left_out(draft.title, message_of(reason), chosen_by)
            left_out.append(Notice("other_plan", message, draft.tasks[0].row, draft.tasks[-1].row))
    return left_out


def _store(
    database: Database, plans: Sequence[tuple[Draft, InterpretedPlan]], request: ImportRequest, act: Act
) -> None:
    with database.writing() as writer:
        lock_organisation(writer)
        for draft, plan in plans:
            _refuse_conflict(writer, plan.code, plan.sha256, draft, request)
            if request.mapping:
                keep_mapping(writer, act, draft.signature, request.mapping)
            sentence = words.imported_sentence(plan.code, len(plan.tasks), plan.file)
            issued = match_draft(writer, plan, request.matches)
            if issued is None:
                PlanRecorder(writer, plan, act, sentence).record()
            else:
                reason = rollover_words.left_out_reason(plan.code)
                IssuedRecorder(writer, plan, act, sentence, issued.matches, reason).record()


def _effects_on_others(
    database: Database, plan: InterpretedPlan, request: ImportRequest, act: Act
) -> tuple[tuple[IssuedRow, ...], list[Notice]]:
    """Return what becomes of the tasks of the draft that the plan replaces, and notices about other plans and units.

    The notices name units that have ended by now, and earlier tasks from which the plan's shortfalls may come.
    """
    with database.reading() as reader:
        issued = match_draft(reader, plan, request.matches)
        ended = _ended_since(reader, plan, act)
        origins = origin_notices(reader, plan, act.today)
    replaced = [Notice("draft", text) for text in (issued.notes if issued else ())]
    return issued.rows if issued else (), [*replaced, *ended, *origins]


def _ended_since(reader: Reader, plan: InterpretedPlan, act: Act) -> list[Notice]:
    """Return notices of units that ended after the plan's first day and still have open tasks in it."""
    doubted = {doubt.of("") for task in plan.tasks for doubt in task.reading_review}
    still_open = [task.draft for task in plan.tasks if task.result.status not in ENDED]
    return ended_unit_notices(unit_cells(reader, min(act.today, plan.period.last)), still_open, doubted)


def _check_reported_on(request: ImportRequest, period: Period, act: Act) -> None:
    if request.reported_on and request.reported_on < min(period.first, act.today):
        raise UsageError(*words.reported_before_plan(request.reported_on, period.first))
    if request.reported_on and request.reported_on > act.today:
        raise UsageError(*words.reported_in_future(request.reported_on, act.today))


def _refuse_conflict(reader: Reader, code: str, sha256: str, draft: Draft, request: ImportRequest) -> None:
    """Refuse a table that is in already, and a code that is taken; another table of the same file is another plan."""
    printed = {(task.row, task.title) for task in draft.tasks}
    for plan, row, title in rows_of_source(reader, sha256):
        if (row, title) in printed:
            raise ConflictError(*words.same_file(request.path.name, plan))
    if code in queries.plan_codes(reader).values():
        raise ConflictError(*words.code_taken(code))


def _interpret(
    draft: Draft,
    request: ImportRequest,
    period: Period,
    code: str,
    sha256: str,
    act: Act,
    units: UnitCells,
    progress: ShowProgress,
) -> InterpretedPlan:
    interpreter = Interpreter(period, units, request.reported_on or min(period.first, act.today))
    tasks = []
    for place, task in enumerate(draft.tasks, 1):
        tasks.append(interpreter.interpret(task))
        progress(words.INTERPRETING, place, len(draft.tasks))
    return InterpretedPlan(
        code=code,
        title=squeeze(nfc(request.title or draft.title)) or squeeze(clean(nfc(request.path.stem))),
        period=period,
        file=printable_name(request.path),
        sha256=sha256,
        sections=draft.sections,
        tasks=tuple(tasks),
        notices=(*draft.notices, *_unused_columns(draft)),
        reported_on=request.reported_on,
        given_by=squeeze(nfc(request.given_by)),
        headings=draft.headers,
    )


def _unused_columns(draft: Draft) -> list[Notice]:
    """Say of a worksheet's choices that a plan's own results are read from their words alone."""
    return [Notice("unused_column", words.status_unused(draft.headers["status"]))] if "status" in draft.headers else []


def _report(plan: InterpretedPlan, request: ImportRequest, act: Act) -> ImportReport:
    notices = list(plan.notices)
    if not plan.reported_on and any(task.draft.result for task in plan.tasks):
        from_day = min(plan.period.first, act.today)
        notices.append(Notice("no_reported_on", words.no_reported_on(from_day)))
    outside = [task for task in plan.tasks if _outside(task, plan.period)]
    notices += [
        Notice("outside_period", words.outside_period(task.draft.no, task.draft.deadline), task.draft.row)
        for task in outside
    ]
    kinds = Counter(milestone.kind for task in plan.tasks for milestone in task.deadline.milestones)
    return ImportReport(plan, not request.dry_run, kinds, tuple(notices))


def _outside(task: InterpretedTask, period: Period) -> bool:
    """Whether a fixed day lies before the plan begins: then the year was probably mistyped, in one or the other."""
    days: list[date] = [m.due for m in task.milestones if m.due and m.source.kind is Kind.FIXED]
    return any(day < period.first for day in days)
