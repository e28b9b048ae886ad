"""The statistics appendix: the typed lines of the period, and those that follow from tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cchc_tasks.days import day_in_sentence
from cchc_tasks.files.document import Block, Document, Paragraph, Part, Table, TableColumn, TableRow
from cchc_tasks.files.document_writer import KINDS, write_document
from cchc_tasks.indicators.period_form import contradiction_lines, form_of, named
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.indicator import Indicator, placed, printed_rows
from cchc_tasks.model.task import Plan, Task
from cchc_tasks.plans.plan_lookup import list_plans, list_tasks
from cchc_tasks.reports import report_words as page_words
from cchc_tasks.reports import statistics_appendix_words as words
from cchc_tasks.reports.computed_lines import ComputedLine, computed_lines, places_of, smallest_form
from cchc_tasks.reports.report_file import Making, Request
from cchc_tasks.reports.summary import summary_blocks, summary_chart, summary_table
from cchc_tasks.reports.traces import Traced, trace_part
from cchc_tasks.sentences import Words
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.task_statistics import compute_statistics

_WIDTHS = (1.4, 8, 2.4, 2, 5)
_ALIGNED = ("center", "left", "center", "center", "left")


@dataclass(frozen=True, slots=True)
class StatisticsForm:
    """The appendix of a period with the computed lines in it, and the tasks behind each of those."""

    lines: tuple[Indicator, ...]
    traced: tuple[Traced, ...]
    said: tuple[Words, ...]
    plans: tuple[str, ...]


def make_statistics(database: Database, request: Request) -> int:
    """Write the statistics appendix that was asked for and return how many lines have a value.

    Raises UsageError where the file cannot be written, ConflictError, FindingsLeftError, NotFoundError, DatabaseError.
    """
    request.output.check(request.out, KINDS)
    form = statistics_form(database, request)
    codes = [place.code for place in placed(form.lines)]
    typed = {code: line.value for code, line in zip(codes, form.lines, strict=True)}
    making = Making(database, "statistics", request, typed, form.traced)
    for line in (*form.said, *contradiction_lines(form.lines)):
        request.say(line)
    document = making.marked(_document(database, request, form))
    write_document(document, request.out, request.template, making.keep, request.output)
    filled = sum(bool(line.value) for line in form.lines)
    day = day_in_sentence(request.frame.as_of)
    request.say(words.written(str(request.out), len(form.lines), filled, day))
    return filled


def statistics_form(database: Database, request: Request) -> StatisticsForm:
    """Return the appendix of the request's period, computed lines put into the form's own places.

    Raises NotFoundError for a plan that is not there, DatabaseError.
    """
    period = period_of(request)
    form = form_of(database, period)
    lines = list(form.lines) or smallest_form()
    said: list[Words] = []
    if not form.lines:
        said.append(words.no_form())
    elif form.carried_from is not None:
        said.append(words.carried_form(named(form.carried_from)))
    plans, tasks = _tasks(database, request, period)
    reform = _reform_plans(plans, request.filters)
    said.append(words.plans_counted(", ".join(reform)) if reform else words.no_plan())
    computed = computed_lines([task for task in tasks if task.plan in reform], tasks, request.frame)
    titles = {plan.code: plan.title for plan in plans}
    note = "; ".join(titles[code] for code in reform)
    traced = tuple(_put(lines, computed, note, said))
    return StatisticsForm(tuple(lines), traced, tuple(said), tuple(reform))


def period_of(request: Request) -> Period:
    """Return the days that the report covers: those that were given, else the year of its day."""
    frame = request.frame
    return Period(frame.first, frame.last) if frame.first and frame.last else Period.of_year(frame.as_of.year)


def _tasks(database: Database, request: Request, period: Period) -> tuple[list[Plan], list[Task]]:
    """The plans whose days meet the period's, and their tasks as they stood."""
    frame = request.frame
    plans = [
        plan
        for plan in list_plans(database, frame.as_of, Filters(plan=request.filters.plan))
        if plan.first <= period.last and period.first <= plan.last
    ]
    codes = {plan.code for plan in plans}
    tasks = list_tasks(database, request.filters, frame.as_of, frame.rules)
    return plans, [task for task in tasks if task.plan in codes]


def _reform_plans(plans: Sequence[Plan], filters: Filters) -> list[str]:
    """The plan that was named, else the reform plans of the period: what mends faults found before has its own."""
    codes = [plan.code for plan in plans]
    return codes if filters.plan else [code for code in codes if code.startswith("CCHC")] or codes


def _put(lines: list[Indicator], computed: list[ComputedLine], note: str, said: list[Words]) -> Iterator[Traced]:
    """Put the computed values into the form; what was typed and differs is told, never lost from the database."""
    places = places_of(lines)
    codes = [place.code for place in placed(lines)]
    for found in computed:
        place = places.get(found.key)
        if place is None:
            said.append(words.not_in_form(words.KEYS[found.key], found.value))
            continue
        line = lines[place]
        if line.value and line.value != found.value:
            said.append(words.typed_differs(codes[place], line.value, found.value))
        own_note = line.note or (note if found.key == "rate" else "")
        lines[place] = replace(line, value=found.value, note=own_note)
        yield Traced("", f"{codes[place]} {line.name}", found.value, found.refs)


def _document(database: Database, request: Request, form: StatisticsForm) -> Document:
    frame = request.frame
    title = words.title(frame.period_words or page_words.months(12, frame.as_of.year))
    parts = [Part(page_words.APPENDIX, _blocks(request, form, title), landscape=False)]
    if form.plans:
        parts.append(Part(page_words.SUMMARY, _numbers(database, request, form), only_in_spreadsheets=True))
        if request.trace is None:  # else the whole trace is added, these lines in it
            parts.append(trace_part(form.traced))
    return Document(title, parts, {"author": frame.office.name}, frame.marks)


def _blocks(request: Request, form: StatisticsForm, title: str) -> Iterator[Block]:
    frame = request.frame
    yield Paragraph(page_words.APPENDIX, "center", bold=True, size=14, level=1)
    yield Paragraph(title, "center", bold=True, size=14)
    yield Paragraph(frame.reference, "center", italic=True, size=13)
    yield Paragraph(page_words.as_of(day_in_sentence(frame.as_of)), "center", italic=True, size=13, space_after=6)
    columns = tuple(
        TableColumn(heading, width, aligned)  # type: ignore[arg-type]
        for heading, width, aligned in zip(words.COLUMNS, _WIDTHS, _ALIGNED, strict=True)
    )
    rows = (TableRow(cells if line else cells[:2], is_heading=line is None) for line, cells in printed_rows(form.lines))
    yield Table(columns, rows, caption=title)


def _numbers(database: Database, request: Request, form: StatisticsForm) -> Iterator[Block]:
    for code in form.plans:
        filters = request.filters._replace(plan=code)
        counted = compute_statistics(database, filters, request.frame.as_of, "section", request.frame.rules)
        yield Paragraph(f"{page_words.SUMMARY} {code}", "center", bold=True, size=14)
        yield from summary_blocks(counted.counts, request.frame)
        yield summary_table(counted, request.frame)
        yield from summary_chart(counted)
