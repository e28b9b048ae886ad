"""The import of an amended plan: a preview shows the difference, then one change records it and cites the document."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from cchc_tasks.days import day_in_sentence
from cchc_tasks.errors import ConflictError, UsageError
from cchc_tasks.files.formats import read_bytes
from cchc_tasks.messages import act_words
from cchc_tasks.model.acts import Act, ShowProgress, show_nothing
from cchc_tasks.model.amendment import AmendmentReport, AmendmentRequest
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.draft import Draft, Notice
from cchc_tasks.model.fields import PRINTED_TEXTS, ValueKind
from cchc_tasks.model.interpreted_plan import ImportRequest
from cchc_tasks.model.task import Plan
from cchc_tasks.plans import words as import_words
from cchc_tasks.plans.act_context import effective_day, require_document
from cchc_tasks.plans.amending import words
from cchc_tasks.plans.amending.amendment_recorder import AmendedPlan, AmendmentRecorder
from cchc_tasks.plans.amending.difference import PlanComparison, added_of, compare, removed_of
from cchc_tasks.plans.amending.views import counts_of
from cchc_tasks.plans.interpretation import Interpreter, code_of, period_of
from cchc_tasks.plans.plan_file import read_draft_from_bytes, read_drafts_from_bytes
from cchc_tasks.plans.plan_import import plan_choices
from cchc_tasks.plans.sql import plan_first_day, version_sources
from cchc_tasks.plans.unit_cells import ended_unit_notices, unit_cells
from cchc_tasks.reading.worksheet_codes import is_worksheet
from cchc_tasks.sentences import Words
from cchc_tasks.storage.change_recorder import ChangeRecorder
from cchc_tasks.storage.connection import CoreReader
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.projection_writes import refresh_plan
from cchc_tasks.storage.queries import plan_versions
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.selection import plan_id_of
from cchc_tasks.storage.task_loader import load_plans
from cchc_tasks.text import nfc, squeeze
from cchc_tasks.text_cells import printable_name

#: Columns that a plan is expected to have; one that the file lacks stays as it is.
_USUAL = tuple(field for field in PRINTED_TEXTS if field.kind is not ValueKind.TEXT)


@dataclass(frozen=True, slots=True)
class Amendment:
    """An amended plan that was read and not compared yet; `fields` are the columns that the file has."""

    request: AmendmentRequest
    amended: AmendedPlan
    fields: frozenset[str]
    title: str
    notices: tuple[Notice, ...]

    def settled(self, matches: dict[str, str]) -> Amendment:
        """Return it with more of the person's words on which row a task goes on as (task → row, «-» for none)."""
        return replace(self, request=replace(self.request, matches={**self.request.matches, **matches}))


def read_amendment(
    database: Database, request: AmendmentRequest, act: Act, progress: ShowProgress = show_nothing
) -> Amendment:
    """Read an amended plan's file; nothing is compared or stored yet.

    Raises UsageError without a document or a day, or where the day is to come; UnreadableFileError for a file that is
    no plan; NotFoundError where the plan is not there.
    """
    require_document(request.evidence, words.WANTS)
    evidence = tuple(filter(None, (squeeze(nfc(text)) for text in request.evidence)))
    notes: list[Words] = []
    day = effective_day(request.on, evidence, act, notes)
    if day is None:
        raise UsageError(*words.no_day("; ".join(evidence)))
    progress(import_words.reading_file(request.path.name), 0, None)
    data = read_bytes(request.path)
    draft = _draft_of(request, data)
    if is_worksheet(draft):
        raise UsageError(*words.is_worksheet(request.path.name))
    with database.reading() as reader:
        plan = _plan_of(reader, request, draft)
        units = unit_cells(reader, day)
    interpreter = Interpreter(Period(plan.first, plan.last), units, day)
    rows = []
    for place, task in enumerate(draft.tasks, 1):
        rows.append(interpreter.interpret(task))
        progress(import_words.INTERPRETING, place, len(draft.tasks))
    sha256 = hashlib.sha256(data).hexdigest()
    file = printable_name(request.path)
    amended = AmendedPlan(plan, day, "; ".join(evidence), file, sha256, draft.sections, tuple(rows))
    notices = (*ended_unit_notices(units, draft.tasks), *(Notice("document", text) for text in notes))
    notices = (*notices, *draft.notices, *_notices(draft))
    fields = frozenset(field.name for field in PRINTED_TEXTS if field.name in draft.headers)
    return Amendment(request, amended, fields, squeeze(nfc(request.title or draft.title)), notices)


def preview_amendment(database: Database, amendment: Amendment) -> AmendmentReport:
    """Return the difference that the amended plan makes on its day; nothing is stored.

    Raises NotFoundError or UsageError for matches that do not fit.
    """
    with database.reading() as reader:
        return _compared(reader, amendment)[1]


def apply_amendment(database: Database, amendment: Amendment, act: Act) -> AmendmentReport:
    """Record the amendment as one change, compared once more with the newest state; return what was done.

    What others recorded since the preview is kept. A file that says nothing else records nothing. Raises ConflictError
    where it is not sure which row a task is; NotFoundError where the plan is there no more.
    """
    with database.writing() as writer:
        recorder = ChangeRecorder(writer, act, "amend")
        plan_id_of(writer, amendment.amended.plan.code)
        comparison, report, amended = _compared_for_recording(writer, amendment)
        if report.unsure:
            raise ConflictError(*words.unsure_left(len(report.unsure)))
        if report.is_empty:
            return report
        collected = AmendmentRecorder(recorder, amended, comparison)
        collected.collect()
        others = [words.REORDERED] * report.reordered + [words.RENAMED] * (report.plan_title is not None)
        day = day_in_sentence(report.day)
        sentence = words.sentence(report.plan, counts_of(report), others, amended.document, day)
        change_id = recorder.record(sentence, amended.plan.plan_id, renumber=True)
        if report.plan_title:
            refresh_plan(writer, amended.plan.plan_id)
        overtaken = [comparison.tasks[task_id].ref for task_id in recorder.overtaken(comparison.changes, report.day)]
        notes: list[Words] = list(collected.notes)
        if overtaken:
            notes.append(act_words.later_entry_counts(overtaken, day))
    notices = (*report.notices, *(Notice("applied", text) for text in notes))
    return replace(report, stored=True, change_id=change_id, sentence=sentence, notices=notices)


def _draft_of(request: AmendmentRequest, data: bytes) -> Draft:
    """The plan of the file that is meant: of several ones that whose own code is asked for.

    Raises UsageError where it is not clear which one that is.
    """
    name = request.path.name
    if request.mapping or request.sheet or request.table:
        mapping = request.mapping or None
        return read_draft_from_bytes(data, name, mapping=mapping, sheet=request.sheet, table=request.table)
    plans = read_drafts_from_bytes(data, name)
    if len(plans) == 1:
        return plans[0].draft
    code = request.code.strip().upper()
    meant = [plan.draft for plan in plans if code and _own_code(request, plan.draft) == code]
    if len(meant) != 1:
        raise UsageError(*import_words.which_is_amended(name, code, plan_choices(plans)))
    return meant[0]


def _own_code(request: AmendmentRequest, draft: Draft) -> str:
    """The code that an import would give a plan by its title, empty where its year is not clear."""
    try:
        return code_of(ImportRequest(request.path), draft, request.period or period_of(draft))
    except UsageError:
        return ""


def _plan_of(reader: Reader, request: AmendmentRequest, draft: Draft) -> Plan:
    """The plan in force that is amended: the named one, or the one whose code an import would give the file."""
    code = request.code
    if not code:
        asked = ImportRequest(request.path, title=request.title, period=request.period)
        code = code_of(asked, draft, request.period or period_of(draft))
    plan_id = plan_id_of(reader, code)
    return next(plan for plan in load_plans(reader) if plan.plan_id == plan_id)


def _notices(draft: Draft) -> list[Notice]:
    results = sum(bool(task.result.strip()) for task in draft.tasks)
    missing = [words.COLUMN_WORDS[field.column] for field in _USUAL if field.name not in draft.headers]
    notices = [Notice("results_not_taken", words.results_not_taken(results))] if results else []
    notices += [Notice("without_columns", words.without_columns(missing))] if missing else []
    return notices


def _compared(reader: Reader, amendment: Amendment) -> tuple[PlanComparison, AmendmentReport]:
    """The comparison with the plan as it stands on the day, and what a person is shown of it."""
    amended = amendment.amended
    first = date.fromisoformat(plan_first_day(reader, amended.plan.plan_id))
    day = max(amended.day, first)
    found = compare(
        reader, amended.plan, day, amended.sections, amended.rows, amendment.fields, amendment.request.matches
    )
    notices = list(amendment.notices)
    if amended.day < first:
        early = words.before_the_plan(day_in_sentence(amended.day), day_in_sentence(first))
        notices.append(Notice("before_the_plan", early))
    if not amended.sections and any(task.section for task in found.tasks.values()):
        notices.append(Notice("without_sections", words.without_sections()))
    report = AmendmentReport(
        plan=amended.plan.code,
        file=amended.file,
        sha256=amended.sha256,
        day=day,
        document=amended.document,
        added=added_of(found, amended.rows, amended.sections),
        removed=removed_of(found),
        changed=tuple(found.changes.values()),
        unsure=found.unsure,
        unchanged=len(found.row_of) - len(found.changes),
        plan_title=_new_title(reader, amendment, day),
        reordered=found.reordered,
        notices=tuple(notices),
    )
    return found, report


def _compared_for_recording(
    writer: CoreReader, amendment: Amendment
) -> tuple[PlanComparison, AmendmentReport, AmendedPlan]:
    comparison, report = _compared(writer, amendment)
    title = report.plan_title[1] if report.plan_title else None
    return comparison, report, replace(amendment.amended, plan_title=title)


def _new_title(reader: Reader, amendment: Amendment, day: date) -> tuple[str, str] | None:
    """The plan's own title before and after; a file that is in already says nothing new of it."""
    plan_id = amendment.amended.plan.plan_id
    versions = [row for row in plan_versions(reader, plan_id) if row[4] <= day.isoformat()]
    before = str(versions[-1][1]) if versions else amendment.amended.plan.title
    known = {source[1] for source in version_sources(reader, plan_id).values()}
    said = bool(amendment.request.title) or amendment.amended.sha256 not in known
    same = squeeze(before).casefold() == amendment.title.casefold()
    return (before, amendment.title) if amendment.title and said and not same else None
