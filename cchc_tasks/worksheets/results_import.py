"""The import of results: a returned table updates what it reports and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from cchc_tasks.days import day_in_sentence
from cchc_tasks.errors import ConflictError, NotFoundError, UnreadableFileError, UsageError
from cchc_tasks.files.formats import read_bytes
from cchc_tasks.messages.doubt_words import sentences
from cchc_tasks.model.acts import Act, ShowProgress, show_nothing
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.draft import Draft, DraftTask, Notice
from cchc_tasks.model.fields import FIELDS, PRINTED_TEXTS, Origin, ValueKind
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.returned_results import AskConflict, Conflict, ReportedRow, ResultsReport, ResultsRequest
from cchc_tasks.model.status import BY_DOCUMENT, CLOCK_STOPPED, Status
from cchc_tasks.model.task import Plan, Task
from cchc_tasks.model.timing import DueRules
from cchc_tasks.plans.interpretation import milestones_of
from cchc_tasks.plans.plan_file import read_draft_from_bytes
from cchc_tasks.plans.plan_lookup import PRINTED_DAYS, tasks_on
from cchc_tasks.plans.sql import known_mappings
from cchc_tasks.reading.deadlines import read_deadline
from cchc_tasks.reading.document_references import read_document
from cchc_tasks.reading.worksheet_codes import is_worksheet
from cchc_tasks.storage.change_recorder import ChangeRecorder, tasks_on_day, tasks_today
from cchc_tasks.storage.connection import CoreReader
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.task_loader import load_plans
from cchc_tasks.text import fold, squeeze
from cchc_tasks.text_cells import printable_name
from cchc_tasks.worksheets import results_words
from cchc_tasks.worksheets.reported_row import day_is_used, record_row, result_reading, says_something, state_differs
from cchc_tasks.worksheets.row_finder import PrintedRowFinder
from cchc_tasks.worksheets.sql import last_imported_results, tasks_reported_by_hand
from cchc_tasks.worksheets.worksheet_import import take_worksheet

#: The fields of the history whose newest entry counts: documents add up, and what was asked for waits.
_ENTERED = tuple(
    field.name
    for field in FIELDS
    if field.origin is Origin.REPORTED and field.kind is not ValueKind.DOCUMENTS and field.name != "extension_asked"
)


def import_results(
    database: Database,
    request: ResultsRequest,
    act: Act,
    ask: AskConflict | None = None,
    progress: ShowProgress = show_nothing,
    rules: DueRules = PRINTED_DAYS,
) -> ResultsReport:
    """Read a returned table and record what its rows report, as one change; with `dry_run` only say what would be.

    Rows that are missing stay as they are and empty cells erase nothing. A worksheet that this program wrote is
    compared cell by cell with what it said when it was written (`take_worksheet`). Of any other table a row that
    says otherwise than a newer entry is a conflict: `ask` decides, and without it the newer entry stays. Raises
    UnreadableFileError for a file without results, NotFoundError where the plan is not there, ConflictError where
    somebody updated meanwhile.
    """
    if request.reported_on and request.reported_on > act.today:
        raise UsageError(*results_words.reported_in_future(day_in_sentence(request.reported_on)))
    progress(results_words.reading_file(request.path.name), 0, None)
    data = read_bytes(request.path)
    with database.reading() as reader:
        confirmed = known_mappings(reader)
    draft = read_draft_from_bytes(
        data,
        request.path.name,
        mapping=request.mapping or None,
        sheet=request.sheet,
        table=request.table,
        known=confirmed,
    )
    if is_worksheet(draft):
        return take_worksheet(database, request, draft, act, ask, rules)
    if not {"result", "evidence", "done_on"} & draft.headers.keys():
        raise UnreadableFileError(*results_words.no_results(request.path.name))
    day = request.reported_on or act.today
    with database.reading() as reader:
        plan = _plan_of(reader, request.code, draft)
        report, rows, imported = _compare(reader, plan, draft, request, day, act, rules)
    decided = tuple(replace(c, taken=ask is not None and ask(c)) for c in report.conflicts)
    report = replace(report, conflicts=decided)
    chosen = [*rows, *(ReportedRow(c.row, c.task) for c in decided if c.taken)]
    if request.dry_run or not chosen:
        return replace(report, updated=tuple(found.task for found in chosen), stored=False)
    with database.writing() as writer:
        return _store(writer, report, chosen, imported, plan, act, rules)


def _store(
    writer: CoreReader, report: ResultsReport, rows: list[ReportedRow], imported: dict[int, str], plan: Plan, act: Act,
    rules: DueRules,
) -> ResultsReport:  # fmt: skip
    recorder = ChangeRecorder(writer, act, "import_results")
    period = Period(plan.first, plan.last)
    for found in sorted(rows, key=lambda found: found.task.place):
        if recorder.seq(found.task.task_id) - 1 != found.task.seq:
            raise ConflictError(*results_words.changed_meanwhile(f"{plan.code}/{found.task.ref}"))
        (on_day,) = tasks_on_day(writer, [found.task.task_id], report.reported_on)
        record_row(recorder, found, on_day, period, imported.get(found.task.task_id))
    task_ids = [found.task.task_id for found in rows]
    sentence = results_words.imported_sentence(plan.code, len(rows), report.file, day_in_sentence(report.reported_on))
    change_id = recorder.record(sentence, plan.plan_id)
    tasks = tasks_today(writer, task_ids, act.today, rules)
    return replace(report, updated=tuple(tasks), stored=True, change_id=change_id)


def _compare(
    reader: Reader, plan: Plan, draft: Draft, request: ResultsRequest, day: date, act: Act, rules: DueRules
) -> tuple[ResultsReport, list[ReportedRow], dict[int, str]]:
    """What the table says against what is there: rows to record, conflicts, strangers, differences."""
    tasks = tasks_on(reader, Filters(plan=plan.code), act.today, rules)
    imported: dict[int, str] = dict(last_imported_results(reader, plan.plan_id))
    by_hand = set(tasks_reported_by_hand(reader, plan.plan_id, _ENTERED))
    finder = PrintedRowFinder(tasks)
    rows: list[ReportedRow] = []
    conflicts, strangers, differences = [], [], []
    matched: dict[int, DraftTask] = {}
    unchanged = silent_rows = 0
    # A unit returns its own rows: numbers that are missing say nothing.
    notices = [notice for notice in draft.notices if notice.code != "missing_no"]
    for row in draft.tasks:
        task = finder.find(row, draft.sections)
        if task is None:
            strangers.append(row)
            continue
        if task.task_id in matched:
            notices.append(Notice("repeated", results_words.repeated(row.no), row.row))
            continue
        matched[task.task_id] = row
        differing = _differences(row, task, plan)
        if differing:
            differences.append((task, differing))
        if not says_something(row):
            silent_rows += 1
        elif not state_differs(row, task, imported.get(task.task_id), day):
            unchanged += 1
            notices += _unused_day(row, task, None, day)
        elif why := _conflict(row, task, day, task.task_id in by_hand, plan):
            conflicts.append(Conflict(row, task, why))
        else:
            notices += _odd_cells(row, task, plan, day)
            rows.append(ReportedRow(row, task))
    report = ResultsReport(
        printable_name(request.path), plan.code, len(tasks), day, False, len(matched), (), unchanged, silent_rows,
        tuple(conflicts), tuple(strangers), tuple(differences), tuple(notices),
    )  # fmt: skip
    return report, rows, imported


def _plan_of(reader: Reader, code: str, draft: Draft) -> Plan:
    """The plan that is meant: the named one, the only one, or the one whose year the table's title prints."""
    plans = load_plans(reader)
    if code:
        plans = [plan for plan in plans if plan.code == code.strip().upper()]
        if not plans:
            raise NotFoundError(*results_words.no_such_plan(code))
    if len(plans) > 1:
        years = set(map(int, re.findall(r"\bnam\s+(20\d\d)\b", fold(draft.title))))
        kinds = ("KP" if "khac phuc" in fold(draft.title) else "CCHC",)
        named = [p for p in plans if p.first.year in years and p.code.startswith(kinds)]
        plans = named or plans
    if len(plans) != 1:
        raise UsageError(*results_words.which_plan([plan.code for plan in plans]))
    return plans[0]


def _conflict(row: DraftTask, task: Task, day: date, by_hand: bool, plan: Plan) -> str:
    """Why a row cannot simply be taken: a newer entry says otherwise, or the task would be opened again."""
    if task.reported_on and (task.reported_on > day or (task.reported_on == day and by_hand)):
        return results_words.newer_entry(
            task.status, task.result_text, day_in_sentence(task.reported_on), task.changed_by
        )
    reading = result_reading(row, task, Period(plan.first, plan.last)) if row.result else None
    if task.status in BY_DOCUMENT and reading and reading.status not in (None, task.status):
        return results_words.stopped_by_document(task.status)
    if task.status is Status.DONE and reading and reading.status not in (None, Status.DONE, *CLOCK_STOPPED):
        return results_words.would_reopen()
    return ""


def _same_dates(ours: str, printed: str, plan: Plan) -> bool:
    """Whether two phrases come to the same dates: «Quý II/2022» and «30/06/2022»."""
    readings = [read_deadline(text, Period(plan.first, plan.last)) for text in (ours, printed)]
    days = [[m.due for m in milestones_of(reading, Period(plan.first, plan.last))] for reading in readings]
    return days[0] == days[1] and None not in days[0]


def _differences(row: DraftTask, task: Task, plan: Plan) -> tuple[str, ...]:
    """The columns in which the table prints other words than the plan: they are compared and change nothing."""
    found = []
    for field in PRINTED_TEXTS:
        if field.name == "no":
            continue
        printed, ours = squeeze(row.texts.get(field.name, "")), squeeze(task.texts[field.name])
        same = fold(printed) == fold(ours)
        if printed and not same and not (field.kind is ValueKind.DEADLINE and _same_dates(ours, printed, plan)):
            found.append(results_words.differs(field.name, ours, printed))
    return tuple(found)


def _unused_day(row: DraftTask, task: Task, status: Status | None, day: date) -> list[Notice]:
    """Say of a filled day cell that nothing was done with it, so that nobody takes it for recorded."""
    if not squeeze(row.done_on) or day_is_used(row, task, status, day):
        return []
    return [Notice("unused_day", results_words.unused_day(row.no, squeeze(row.done_on)), row.row)]


def _odd_cells(row: DraftTask, task: Task, plan: Plan, day: date) -> list[Notice]:
    reading = result_reading(row, task, Period(plan.first, plan.last)) if row.result else None
    notices = _unused_day(row, task, reading.status if reading else None, day)
    if reading and reading.review:
        notices.append(Notice("doubtful", results_words.doubtful(row.no, " ".join(sentences(reading.review))), row.row))
    if row.evidence and (document := read_document(row.evidence)) and document.flags:
        notices.append(
            Notice("odd_document", results_words.odd_document(row.no, row.evidence, sentences(document.flags)), row.row)
        )
    return notices
