"""The list of documents that prove what was done, by task or by criterion; what has none is listed last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cchc_tasks.days import day, day_in_sentence
from cchc_tasks.files.document import Block, Document, Paragraph, Part, Table, TableColumn, TableRow
from cchc_tasks.files.document_writer import KINDS, write_document
from cchc_tasks.model.task import Milestone, Task
from cchc_tasks.plans.plan_lookup import tasks_on
from cchc_tasks.reading.citations import Citation, read_citations
from cchc_tasks.reading.reform_index import criterion_key, find_criteria
from cchc_tasks.reports import letter_words, page_words, words
from cchc_tasks.reports.letterhead import plan_name
from cchc_tasks.reports.report_blocks import SectionRow, SectionRows
from cchc_tasks.reports.report_file import ReportRequest, ReportRun
from cchc_tasks.reports.report_folder import ReportFolder, WrittenFile, origin_of, write_all
from cchc_tasks.reports.report_frame import ReportFrame
from cchc_tasks.reports.sql import evidence_of_milestones
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.task_loader import load_plans
from cchc_tasks.text import squeeze
from cchc_tasks.tracking.task_units import NO_UNIT_SLUG, TaskUnits

_WIDTHS = (1.1, 6, 4.2, 2.2, 4.5, 2.8)
_WITHOUT_WIDTHS = (1.1, 6, 3, 3, 2.2, 5)
_SUFFIX = ".docx"
_PAGE = 500


@dataclass(frozen=True, slots=True)
class TaskEvidence:
    """A task with the documents that it cites, and its finished milestones that no document proves."""

    task: Task
    documents: tuple[Citation, ...]
    without: tuple[Milestone, ...]


@dataclass(frozen=True, slots=True)
class EvidenceList:
    """What a list is made of, in printed order: tasks, names of plans by code, rows of sections by id."""

    proven: tuple[TaskEvidence, ...]
    plans: dict[str, str]
    sections: dict[int | None, list[SectionRow]]

    @property
    def numbers(self) -> dict[str, int]:
        """How many tasks have documents, how many documents, how many finished milestones without one."""
        return {
            "tasks": sum(bool(found.documents) for found in self.proven),
            "documents": sum(len(found.documents) for found in self.proven),
            "without": sum(len(found.without) for found in self.proven),
        }


def make_evidence(database: Database, request: ReportRequest) -> int:
    """Write the list as `write_evidence` does and return how many tasks have documents in it."""
    return sum(file.counts["tasks"] for file in write_evidence(database, request))


def write_evidence(database: Database, request: ReportRequest) -> list[WrittenFile]:
    """Write the list of documents into one file, or with `split` in `request.more` a .docx a unit into a folder.

    `by` in `request.more` is task or criterion. Raises UsageError where a file cannot be written, ConflictError,
    FindingsLeftError, NotFoundError, DatabaseError.
    """
    split = bool(request.more.get("split"))
    if split:
        request.output.check_folder(request.out)
    else:
        request.output.check(request.out, KINDS)
    run = ReportRun(database, "evidence", request)
    with database.reading() as reader:
        found = _found(reader, request)
        units = _by_unit(reader, request, found) if split else []
        origin = origin_of(reader, "evidence", request.filters)
    by_criterion = request.more.get("by") == "criterion"
    if split:
        folder = ReportFolder(request.out, request.output, origin, f"{page_words.EVIDENCE_FILE}_")
        names = [_file_name(slug) for _, slug, _ in units]
        folder.open(names)
        written = write_all(_files(units, run, request, folder, by_criterion=by_criterion))
        folder.close(names, request.say)
    else:
        document = evidence_document(found, request.frame, by_criterion=by_criterion)
        write_document(run.marked(document), request.out, request.template, run.keep, request.output)
        written = [WrittenFile(request.out, "evidence", "", found.numbers)]
    shown = day_in_sentence(request.frame.as_of)
    request.say(words.evidence_written(str(request.out), shown, *found.numbers.values()))
    return written


def _file_name(slug: str) -> str:
    return f"{page_words.EVIDENCE_FILE}_{slug}{_SUFFIX}"


def _files(
    units: Iterable[tuple[str, str, EvidenceList]],
    run: ReportRun,
    request: ReportRequest,
    folder: ReportFolder,
    *,
    by_criterion: bool,
) -> Iterator[WrittenFile]:
    for place, (name, slug, found) in enumerate(units, start=1):
        document = evidence_document(found, request.frame, name or page_words.NO_LEAD_UNIT, by_criterion=by_criterion)
        keep = run.keep if place == 1 else lambda: None
        path = folder.write(_file_name(slug), run.marked(document), request.template, keep)
        request.progress(words.WRITING_FILES, place)
        yield WrittenFile(path, "evidence", name, found.numbers)


def _found(reader: Reader, request: ReportRequest) -> EvidenceList:
    filters, frame = request.filters, request.frame
    tasks = tasks_on(reader, filters, frame.as_of, frame.rules)
    codes = {task.plan for task in tasks}
    plans = [plan for plan in load_plans(reader) if plan.code in codes]
    sections = {plan.code: SectionRows(reader, plan.plan_id) for plan in plans}
    proven_by = _proven_milestones(reader, tasks, frame.as_of.isoformat())
    return EvidenceList(
        tuple(_proven(task, proven_by.get(task.task_id)) for task in tasks),
        {plan.code: plan_name(plan) for plan in plans},
        {task.section_id: sections[task.plan].around(task.section_id) for task in tasks} if not filters.sort else {},
    )


def _proven(task: Task, proven_by: set[int] | None) -> TaskEvidence:
    documents = [citation for text in task.evidence for citation in read_citations(text)]
    closed = [milestone for milestone in task.milestones if milestone.closed]
    if documents and (proven_by is None or len(task.milestones) == 1):
        closed = []
    return TaskEvidence(
        task,
        tuple(dict.fromkeys(documents)),
        tuple(milestone for milestone in closed if proven_by is None or milestone.milestone_id not in proven_by),
    )


def _proven_milestones(reader: Reader, tasks: Iterable[Task], until: str) -> dict[int, set[int]]:
    """For tasks with several milestones: which of them a document was given for, all where one was given for the task.

    A document belongs to the milestones of the act that cited it; one that was cited on its own belongs to all. Tasks
    without a document have no entry.
    """
    several = [task for task in tasks if len(task.milestones) > 1 and task.evidence]
    proven: dict[int, set[int]] = {}
    for start in range(0, len(several), _PAGE):
        page = {task.task_id: task for task in several[start : start + _PAGE]}
        touched: dict[tuple[int, int], set[int]] = defaultdict(set)
        citing: set[tuple[int, int]] = set()
        for task_id, milestone_id, field, _, change_id, sentence in evidence_of_milestones(reader, list(page), until):
            act = (task_id, change_id)
            if field == "evidence" or any(text in sentence for text in page[task_id].evidence):
                citing.add(act)
            if milestone_id is not None:
                touched[act].add(milestone_id)
        for act in citing:
            own = touched.get(act) or {milestone.milestone_id for milestone in page[act[0]].milestones}
            proven.setdefault(act[0], set()).update(own)
    return proven


def _by_unit(reader: Reader, request: ReportRequest, found: EvidenceList) -> list[tuple[str, str, EvidenceList]]:
    """Each unit's name, part of a file's name, and list; units without a document and without a gap have none."""
    units = TaskUnits(reader, request.filters, request.frame.as_of, request.frame.units_now)
    proven = {item.task.task_id: item for item in found.proven}
    lists = []
    for unit, tasks in units.by_unit((item.task for item in found.proven), request.filters.role):
        own = EvidenceList(tuple(proven[task.task_id] for task in tasks), found.plans, found.sections)
        if any(own.numbers.values()):
            lists.append((unit.name if unit else "", unit.slug if unit else NO_UNIT_SLUG, own))
    return lists


def evidence_document(
    found: EvidenceList, frame: ReportFrame, unit: str = "", *, by_criterion: bool = False
) -> Document:
    """Return the list as a document, of one unit where its name is given."""
    part = Part(page_words.EVIDENCE_PART, _blocks(found, frame, unit, by_criterion=by_criterion))
    title = f"{page_words.EVIDENCE}{f' – {unit}' if unit else ''}"
    return Document(title, (part,), {"author": frame.office.name}, frame.marks)


def _blocks(found: EvidenceList, frame: ReportFrame, unit: str, *, by_criterion: bool) -> Iterator[Block]:
    numbers = found.numbers
    yield Paragraph(page_words.EVIDENCE, "center", bold=True, size=14, level=1)
    if unit:
        yield Paragraph(unit, "center", bold=True, size=14)
    if found.plans:
        yield Paragraph(
            page_words.following_plans(list(dict.fromkeys(found.plans.values()))), "center", italic=True, size=13
        )
    yield Paragraph(frame.reference, "center", italic=True, size=13)
    yield Paragraph(page_words.updated_to(day_in_sentence(frame.as_of)), "center", italic=True, size=13, space_after=6)
    rows = _rows_by_criterion(found) if by_criterion else _rows_by_task(found)
    yield Table(_columns(page_words.EVIDENCE_COLUMNS, _WIDTHS, (0, 3)), rows, caption=page_words.EVIDENCE)
    yield Paragraph(
        page_words.evidence_totals(numbers["documents"], numbers["tasks"], numbers["without"]), "justify", size=13
    )
    if by_criterion:
        shared = sum(len(find_criteria(p.task.title)) > 1 for p in found.proven if p.documents)
        if shared:
            yield Paragraph(page_words.shared_evidence(shared), "justify", italic=True, size=12)
    if numbers["without"]:
        yield Paragraph("", size=6)
        yield Paragraph(page_words.without_evidence(numbers["without"]), bold=True, size=13, space_after=3, level=2)
        columns = _columns(page_words.WITHOUT_EVIDENCE_COLUMNS, _WITHOUT_WIDTHS, (0, 3, 4))
        yield Table(columns, _rows_without(found), caption=page_words.WITHOUT_EVIDENCE)


def _rows_by_task(found: EvidenceList) -> Iterator[TableRow]:
    shown = [item for item in found.proven if item.documents]
    if not shown:
        yield TableRow(("", page_words.NO_EVIDENCE))
    opened: list[SectionRow] = []
    plan = ""
    for item in shown:
        if item.task.plan != plan and len(found.plans) > 1:
            yield TableRow(("", found.plans[item.task.plan]), is_heading=True)
        if item.task.plan != plan:
            plan, opened = item.task.plan, []
        chain = found.sections.get(item.task.section_id, [])
        yield from (TableRow((row.no, row.title), is_heading=True) for row in chain if row not in opened)
        opened = chain
        yield from _rows_of(item)


def _rows_by_criterion(found: EvidenceList) -> Iterator[TableRow]:
    """The criteria in their order, each with the tasks that name it; what names none comes last."""
    by_criterion: dict[str, list[TaskEvidence]] = defaultdict(list)
    of_none: list[TaskEvidence] = []
    for item in found.proven:
        criteria = find_criteria(item.task.title)
        for number in criteria:
            by_criterion[number].append(item)
        if not criteria and item.documents:
            of_none.append(item)
    for number in sorted(by_criterion, key=criterion_key):
        yield from _group(page_words.criterion(number), by_criterion[number], found)
    if of_none:
        yield from _group(page_words.NO_CRITERION, of_none, found)
    if not by_criterion and not of_none:
        yield TableRow(("", page_words.NO_EVIDENCE))


def _group(heading: str, items: list[TaskEvidence], found: EvidenceList) -> Iterator[TableRow]:
    """A criterion and its tasks; where the list is of several plans, a row names each plan before its tasks."""
    codes = list(dict.fromkeys(item.task.plan for item in items))
    named = len(found.plans) > 1
    yield TableRow(
        ("", page_words.of_plan(heading, found.plans[codes[0]]) if named and len(codes) == 1 else heading), True
    )
    for code in codes:
        if len(codes) > 1:
            yield TableRow(("", found.plans[code]), is_heading=True)
        for item in items:
            if item.task.plan == code:
                yield from _rows_of(item, empty_too=True)


def _rows_of(item: TaskEvidence, *, empty_too: bool = False) -> Iterator[TableRow]:
    """A row a document; the task stands in the first one."""
    number, named = item.task.no, squeeze(item.task.title)
    if not item.documents and empty_too:
        yield TableRow((number, named, page_words.NO_DOCUMENT))
    for cited in item.documents:
        yield TableRow((number, named, cited.named, cited.day, cited.about, cited.kept))
        number, named = "", ""


def _rows_without(found: EvidenceList) -> Iterator[TableRow]:
    plan = ""
    for task, milestone in ((item.task, milestone) for item in found.proven for milestone in item.without):
        if task.plan != plan and len(found.plans) > 1:
            yield TableRow(("", found.plans[task.plan]), is_heading=True)
        plan = task.plan
        named = letter_words.task_named(squeeze(task.title), milestone.label or "", "")
        done = day(milestone.done_on) if milestone.done_on else ""
        yield TableRow((task.no, named, task.lead_text, task.deadline_text, done, task.result_text))


def _columns(titles: Sequence[str], widths: Sequence[float], centred: tuple[int, ...]) -> tuple[TableColumn, ...]:
    return tuple(
        TableColumn(title, width, "center" if place in centred else "left")
        for place, (title, width) in enumerate(zip(titles, widths, strict=True))
    )
