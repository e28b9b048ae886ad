"""The result appendix: the plan's own table with what was done by the day, plan by plan."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from cchc_tasks.days import day_in_sentence
from cchc_tasks.files.document import Block, Document, Paragraph, Part, Table, TableColumn, TableRow
from cchc_tasks.files.document_writer import KINDS, write_document
from cchc_tasks.model.amendment import RemovedTask
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.fields import APPENDIX_FIELDS
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.status import Status
from cchc_tasks.model.task import Plan, Task
from cchc_tasks.plans.plan_history import removed_from
from cchc_tasks.plans.plan_lookup import tasks_in_order
from cchc_tasks.reading.deadlines import read_deadline
from cchc_tasks.reading.result_reader import read_result
from cchc_tasks.reports import page_words, words
from cchc_tasks.reports.report_blocks import SectionRows, summary_blocks, summary_chart, summary_table
from cchc_tasks.reports.report_file import ReportRequest, ReportRun
from cchc_tasks.reports.report_frame import ReportFrame
from cchc_tasks.reports.sql import statuses_with_words
from cchc_tasks.storage import queries
from cchc_tasks.storage.as_of import look_at
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.queries import printed_headings
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.selection import selection_of
from cchc_tasks.storage.task_loader import TEXT_COLUMNS, load_plans
from cchc_tasks.tracking.task_description import status_text
from cchc_tasks.tracking.task_statistics import Statistics, count_on

#: The share of the page that the numbers take.
_NUMBER_SHARE = 0.055
_COLUMNS = {field.name: field.appendix for field in APPENDIX_FIELDS if field.appendix}


@dataclass(frozen=True, slots=True)
class AppendixOptions:
    """What is asked of an appendix beside the tasks: more columns, and a word for each task that was written."""

    columns: Collection[str] = ()
    printed: Callable[[Task], None] = lambda _: None


def make_appendix(database: Database, request: ReportRequest) -> int:
    """Write the appendix that was asked for and return how many tasks it lists.

    Raises UsageError where the file cannot be written, ConflictError, FindingsLeftError, NotFoundError, DatabaseError.
    """
    request.output.check(request.out, KINDS)
    run = ReportRun(database, "appendix", request)
    listed = 0

    def count(_: Task) -> None:
        nonlocal listed
        listed += 1
        request.progress(words.WRITING, listed)

    options = AppendixOptions(printed=count, **request.more)
    with result_appendix(database, request.filters, request.frame, options) as document:
        write_document(run.marked(document), request.out, request.template, run.keep, request.output)
    request.say(words.written(str(request.out), listed, day_in_sentence(request.frame.as_of)))
    return listed


@contextmanager
def result_appendix(
    database: Database, filters: Filters, frame: ReportFrame, options: AppendixOptions
) -> Iterator[Document]:
    """Give the appendix of the selected tasks as they stood on the frame's day, each plan on pages of its own.

    The document reads the database while it is written, in one view of it, and must be written inside the `with`.
    Raises NotFoundError for a plan or unit that is not there, DatabaseError.
    """
    with database.reading() as reader:
        counted = _counted(reader, filters, frame)
        left = _removed(reader, filters, frame.as_of)
        together = statuses_with_words(reader, frame.as_of)
        look_at(reader, frame.as_of)
        listed = queries.ordered_tasks(reader, selection_of(reader, filters, frame.rules.moved))
        by_plan = {plan_id: [row[0] for row in rows] for plan_id, rows in groupby(listed, itemgetter(1))}
        plans = [plan for plan in load_plans(reader) if plan.plan_id in by_plan]
        source = _AppendixSource(reader, filters, frame, options, together)
        made = (
            part
            for plan in plans
            for part in _PlanAppendix(
                source, plan, by_plan[plan.plan_id], counted[plan.code], left.get(plan.code, [])
            ).parts(named=len(plans) > 1)
        )
        title = page_words.result_title(plans[0].title if len(plans) == 1 else "", frame.period_words)
        yield Document(title, made if plans else _empty(), {"author": frame.office.name}, frame.marks)


def _empty() -> Iterable[Part]:
    return (Part(page_words.APPENDIX, (Paragraph(page_words.NO_TASKS),)),)


def _counted(reader: Reader, filters: Filters, frame: ReportFrame) -> dict[str, Statistics]:
    """The numbers of each plan by its code, before the reader looks at a past day."""
    return {
        code: count_on(reader, filters._replace(plan=code), frame.as_of, "section", frame.rules)
        for code in _codes(reader, filters)
    }


def _codes(reader: Reader, filters: Filters) -> list[str]:
    known = list(queries.plan_codes(reader).values())
    return [code for code in known if code == filters.plan.strip().upper()] if filters.plan else known


def _removed(reader: Reader, filters: Filters, day: date) -> dict[str, list[RemovedTask]]:
    """The tasks that left each plan by the day; where only some tasks are wanted, none is listed."""
    if not filters._replace(plan="", role="lead", sort="").is_empty:
        return {}
    return {code: removed_from(reader, code, date.min, day) for code in _codes(reader, filters)}


class _AppendixSource(NamedTuple):
    """What the appendices of one document share; `together` are the tasks whose status came with their words."""

    reader: Reader
    filters: Filters
    frame: ReportFrame
    options: AppendixOptions
    together: set[int]


class _PlanAppendix:
    """The appendix of one plan: its tasks by id in printed order, its numbers, and the tasks that left it."""

    def __init__(
        self, source: _AppendixSource, plan: Plan, ids: list[int], counted: Statistics, left: list[RemovedTask]
    ) -> None:
        self._source = source
        self._frame = source.frame
        self._plan = plan
        self._ids = ids
        self._counted = counted
        self._left = left
        self._results = ResultColumn(Period(plan.first, plan.last))

    def parts(self, *, named: bool) -> Iterator[Part]:
        """Yield the appendix and, for spreadsheets, its numbers; `named` where several plans stand in one document."""
        code = f" {self._plan.code}" if named else ""
        yield Part(page_words.APPENDIX + code, self._blocks())
        yield Part(page_words.SUMMARY + code, self._numbers(), only_in_spreadsheets=True)

    def _blocks(self) -> Iterator[Block]:
        frame = self._frame
        title = page_words.result_title(self._plan.title, frame.period_words)
        yield Paragraph(page_words.APPENDIX, "center", bold=True, size=14, level=1)
        yield Paragraph(title, "center", bold=True, size=14)
        yield Paragraph(frame.reference, "center", italic=True, size=13)
        yield Paragraph(page_words.as_of(day_in_sentence(frame.as_of)), "center", italic=True, size=13, space_after=6)
        fields = self._fields()
        headings = page_words.COLUMNS | printed_headings(self._source.reader, self._plan.plan_id)
        widths = _widths(fields)
        columns = tuple(
            TableColumn(headings[name], widths[name], "center" if _COLUMNS[name].centred else "left") for name in fields
        )
        yield Table(columns, self._rows(fields), caption=title)
        yield from self._removals()
        yield from summary_blocks(self._counted.counts, frame)

    def _removals(self) -> Iterator[Block]:
        if not self._left:
            return
        yield Paragraph(f"{page_words.REMOVED}:", bold=True, size=12)
        for gone in self._left:
            line = page_words.removed(
                gone.ref, gone.title, day_in_sentence(gone.day or self._frame.as_of), gone.document
            )
            yield Paragraph(line, "justify", size=12)
        yield Paragraph("", size=6)

    def _numbers(self) -> Iterator[Block]:
        yield Paragraph(page_words.SUMMARY, "center", bold=True, size=14)
        yield summary_table(self._counted, self._frame)
        yield from summary_chart(self._counted)

    def _fields(self) -> list[str]:
        """The plan's columns: those in which any of its tasks has a word, and those that were asked for."""
        if_used = {name: TEXT_COLUMNS[name] for name, column in _COLUMNS.items() if column.if_used}
        used = queries.used_columns(self._source.reader, self._plan.plan_id, list(if_used.values()))
        return [
            name
            for name, column in _COLUMNS.items()
            if (not column.if_used or if_used[name] in used)
            and (not column.on_request or name in self._source.options.columns)
        ]

    def _rows(self, fields: list[str]) -> Iterator[TableRow]:
        sections = SectionRows(self._source.reader, self._plan.plan_id)
        cells = [self._cell(name) for name in fields]
        tasks = tasks_in_order(
            self._source.reader, self._ids, self._source.filters, self._frame.as_of, self._frame.rules
        )
        for task in tasks:
            for section in sections.before(task.section_id):
                yield TableRow((section.no, section.title), is_heading=True)
            yield TableRow(tuple(cell(task) for cell in cells))
            self._source.options.printed(task)

    def _cell(self, name: str) -> Callable[[Task], str | int]:
        if name == "no":
            return _number
        if name == "result":
            return lambda task: self._results.cell(task, recorded_together=task.task_id in self._source.together)
        return lambda task: task.texts[name]


def _widths(fields: list[str]) -> dict[str, float]:
    """How wide the columns are beside one another; numbers need little, results more where products have no column."""
    widths = {name: _COLUMNS[name].width for name in fields if name != "no"}
    if "outputs" not in widths:
        widths["result"] *= 1.5
    return widths | {"no": _NUMBER_SHARE * sum(widths.values())}


def _number(task: Task) -> str | int:
    """A whole number stays one, so that a spreadsheet sorts by it; «02», «1.10», «a)» are words."""
    return int(task.no) if task.no.isascii() and task.no.isdigit() and str(int(task.no)) == task.no else task.no


class ResultColumn:
    """Words the results of one plan's tasks; a text that many tasks share is read once.

    What was reported in words stands as it was reported. Where the words do not say how the task stands on its day (it
    was finished, handed up or stopped without words, or its next period has begun), that is added on a line of its own.
    """

    def __init__(self, period: Period) -> None:
        deadline = cache(lambda text: read_deadline(text, period))
        self._read = cache(lambda result, text: read_result(result, deadline(text)))

    def cell(self, task: Task, *, recorded_together: bool) -> str:
        """Return the text of the task's result cell; nothing reported is an empty cell.

        `recorded_together` says that one report brought the words and the status: it says what words mean that can be
        read in more than one way.
        """
        added = self._standing(task, recorded_together and task.status is task.reported)
        return "\n".join(filter(None, (task.result_text, added, *_handed_up(task))))

    def _standing(self, task: Task, explains_words: bool) -> str:
        """How the task stands, where its words do not say so."""
        read = self._read(task.result_text, task.deadline_text)
        if task.status is (read.status or Status.NOT_STARTED) or (explains_words and read.review):
            return ""
        documents = "; ".join(document for document in task.evidence if document not in task.result_text)
        if task.status is Status.DONE:
            days = {milestone.done_on for milestone in task.milestones if milestone.closed}
            day = max((day for day in days if day), default=None) if None not in days else None
            return page_words.finished(day_in_sentence(day) if day else "", documents)
        return page_words.stated(status_text(task), documents)


def _handed_up(task: Task) -> list[str]:
    """What was handed up and is not issued, where the words do not say so themselves."""
    if "trình" in task.result_text:
        return []
    return [
        page_words.handed_up(day_in_sentence(milestone.submitted_on), milestone.submitted_to)
        for milestone in task.milestones
        if milestone.submitted_on and not milestone.closed
    ]
