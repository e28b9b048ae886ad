"""The import of a returned worksheet: the unit's changes are recorded; what both sides changed is a conflict."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from cchc_tasks.days import day_in_sentence
from cchc_tasks.errors import ConflictError, NotFoundError
from cchc_tasks.model.acts import Act
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.draft import Draft, DraftTask, Notice
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.returned_results import AskConflict, Conflict, RefusedRow, ResultsReport, ResultsRequest
from cchc_tasks.model.task import Plan, Task
from cchc_tasks.model.timing import DueRules
from cchc_tasks.plans.plan_lookup import tasks_on
from cchc_tasks.reading.worksheet_codes import read_code
from cchc_tasks.storage.change_recorder import ChangeRecorder, tasks_on_day, tasks_today
from cchc_tasks.storage.connection import CoreReader
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.task_loader import load_plans
from cchc_tasks.text import nfc
from cchc_tasks.worksheets import results_words
from cchc_tasks.worksheets.cell_merge import MergedRow, decide_conflicts, merge_row
from cchc_tasks.worksheets.row_finder import CodedRowFinder, base_of, newest_entry, printed_differences
from cchc_tasks.worksheets.row_record import record_merged, settle_row
from cchc_tasks.worksheets.sql import TaskHistories


@dataclass(slots=True)
class _ComparedSheet:
    """The rows of a worksheet, compared; `total` counts the tasks of its plans."""

    plans: list[Plan]
    total: int
    merged: list[MergedRow] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    strangers: list[DraftTask] = field(default_factory=list)
    differences: list[tuple[Task, tuple[str, ...]]] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    @property
    def periods(self) -> dict[str, Period]:
        """The days that each plan covers, by its code."""
        return {plan.code: Period(plan.first, plan.last) for plan in self.plans}


def take_worksheet(
    database: Database,
    request: ResultsRequest,
    draft: Draft,
    act: Act,
    ask: AskConflict | None,
    rules: DueRules,
) -> ResultsReport:
    """Compare a worksheet with what is recorded, cell by cell, and record what its unit changed, as one change.

    A cell that was changed on both sides is a conflict: `ask` decides, and without it the newer entry stays; all
    other cells are recorded. With `dry_run` nothing is. Raises NotFoundError where no plan of the sheet is there,
    ConflictError where somebody updates a task of it meanwhile.
    """
    day = request.reported_on or act.today
    with database.reading() as reader:
        compared = _compare(reader, request, draft, day, act, rules)
    conflicts: list[Conflict] = []
    for merged in compared.merged:
        answers = decide_conflicts(merged.conflicts, ask) if not merged.refused else []
        for conflict in answers:
            if conflict.taken:
                merged.take(conflict)
        conflicts += answers
        settle_row(merged, compared.periods[merged.task.plan])
    report = _report(request, compared, conflicts, day)
    rows = [merged for merged in compared.merged if merged.changes]
    if request.dry_run or not rows:
        return report
    with database.writing() as writer:
        return _store(writer, report, rows, compared, act, rules)


def _compare(
    reader: Reader, request: ResultsRequest, draft: Draft, day: date, act: Act, rules: DueRules
) -> _ComparedSheet:
    codes = {code.plan for row in draft.tasks if (code := read_code(row.ref))}
    wanted = request.code.strip().upper()
    plans = [plan for plan in load_plans(reader) if plan.code in codes and wanted in ("", plan.code)]
    if not plans:
        raise NotFoundError(*results_words.no_such_plan(wanted or ", ".join(sorted(codes))))
    tasks = [task for plan in plans for task in tasks_on(reader, Filters(plan=plan.code), act.today, rules)]
    notices = [notice for notice in draft.notices if notice.code != "missing_no"]
    compared = _ComparedSheet(plans, len(tasks), notices=notices)
    histories = TaskHistories(reader)
    finder = CodedRowFinder(tasks, histories)
    finder.load(draft.tasks)
    for row in draft.tasks:
        _compare_row(row, draft, day, finder, histories, compared)
    return compared


def _compare_row(
    row: DraftTask, draft: Draft, day: date, finder: CodedRowFinder, histories: TaskHistories, compared: _ComparedSheet
) -> None:
    found = finder.find(row, draft.sections)
    if found.task is None:
        if found.code:
            compared.refused.append(RefusedRow(row, None, found.why))
        else:
            compared.strangers.append(row)
        return
    if found.task.task_id in compared.seen:
        compared.notices.append(Notice("repeated", results_words.repeated(row.ref or row.no), row.row))
        return
    compared.seen.add(found.task.task_id)
    differing = printed_differences(row, found)
    if differing:
        compared.differences.append((found.task, differing))
    merged = merge_row(row, found.task, base_of(found, day), day, lambda column: newest_entry(histories, found, column))
    compared.merged.append(merged)


def _report(request: ResultsRequest, compared: _ComparedSheet, conflicts: list[Conflict], day: date) -> ResultsReport:
    merged = compared.merged
    changed = [found for found in merged if found.changes]
    refused = [RefusedRow(found.row, found.task, found.refused) for found in merged if found.refused]
    told = {conflict.task.task_id for conflict in conflicts}
    quiet = [m for m in merged if not m.changes and not m.refused and m.task.task_id not in told]
    notices = [*compared.notices, *(notice for found in merged for notice in found.notices)]
    return ResultsReport(
        file=nfc(request.path.name),
        plan=", ".join(plan.code for plan in compared.plans),
        total=compared.total,
        reported_on=day,
        stored=False,
        matched=len(merged),
        updated=tuple(found.task for found in changed),
        unchanged=len(quiet),
        silent=0,
        conflicts=tuple(conflicts),
        strangers=tuple(compared.strangers),
        differences=tuple(compared.differences),
        notices=tuple(notices),
        changes=tuple(cell for found in changed for cell in found.changed_cells()),
        refused=tuple(sorted((*compared.refused, *refused), key=lambda found: found.row.row)),
        is_worksheet=True,
    )


def _store(
    writer: CoreReader, report: ResultsReport, rows: list[MergedRow], compared: _ComparedSheet, act: Act,
    rules: DueRules,
) -> ResultsReport:  # fmt: skip
    recorder = ChangeRecorder(writer, act, "import_results")
    task_ids = [merged.task.task_id for merged in rows]
    periods = compared.periods
    for merged, on_day in zip(rows, tasks_on_day(writer, task_ids, report.reported_on), strict=True):
        if recorder.seq(merged.task.task_id) - 1 != merged.task.seq:
            raise ConflictError(*results_words.changed_meanwhile(merged.ref))
        record_merged(recorder, merged, on_day, periods[merged.task.plan])
    sentence = results_words.imported_sentence(report.plan, len(rows), report.file, day_in_sentence(report.reported_on))
    plan_id = compared.plans[0].plan_id if len(compared.plans) == 1 else None
    change_id = recorder.record(sentence, plan_id)
    tasks = tasks_today(writer, task_ids, act.today, rules)
    return replace(report, updated=tuple(tasks), stored=True, change_id=change_id)
