"""The statistics appendix: the typed lines of the period, and the lines that follow from tasks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cchc_tasks.days import day_in_sentence
from cchc_tasks.files.document import Block, Document, Paragraph, Part, Table, TableColumn, TableRow
from cchc_tasks.files.document_writer import KINDS, write_document
from cchc_tasks.indicators.period_form import contradiction_lines, form_of, name_period
from cchc_tasks.messages.statistics_words import percent_number
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.indicator import Indicator, placed, printed_rows
from cchc_tasks.model.statistics import Counts, Rate, rate_of_all, standing_of
from cchc_tasks.model.task import Plan, Task
from cchc_tasks.plans.plan_lookup import list_plans, list_tasks
from cchc_tasks.reports import page_words
from cchc_tasks.reports import statistics_appendix_words as words
from cchc_tasks.reports.report_blocks import TracedNumber, summary_blocks, summary_chart, summary_table, trace_sheet
from cchc_tasks.reports.report_file import ReportRequest, ReportRun
from cchc_tasks.reports.report_frame import ReportFrame
from cchc_tasks.sentences import Words
from cchc_tasks.storage.database import Database
from cchc_tasks.text import fold
from cchc_tasks.tracking.task_statistics import compute_statistics

_WIDTHS = (1.4, 8, 2.4, 2, 5)
_ALIGNED = ("center", "left", "center", "center", "left")


@dataclass(frozen=True, slots=True)
class StatisticsForm:
    """The appendix of a period with the computed lines in it, and the tasks behind each of those."""

    lines: tuple[Indicator, ...]
    traced: tuple[TracedNumber, ...]
    notes: tuple[Words, ...]
    plans: tuple[str, ...]


def make_statistics(database: Database, request: ReportRequest) -> int:
    """Write the statistics appendix that was asked for and return how many lines have a value.

    Raises UsageError where the file cannot be written, ConflictError, FindingsLeftError, NotFoundError, DatabaseError.
    """
    request.output.check(request.out, KINDS)
    form = statistics_form(database, request)
    codes = [place.code for place in placed(form.lines)]
    typed = {code: line.value for code, line in zip(codes, form.lines, strict=True)}
    run = ReportRun(database, "statistics", request, typed, form.traced)
    for line in (*form.notes, *contradiction_lines(form.lines)):
        request.say(line)
    document = run.marked(_document(database, request, form))
    write_document(document, request.out, request.template, run.keep, request.output)
    filled = sum(bool(line.value) for line in form.lines)
    day = day_in_sentence(request.frame.as_of)
    request.say(words.written(str(request.out), len(form.lines), filled, day))
    return filled


def statistics_form(database: Database, request: ReportRequest) -> StatisticsForm:
    """Return the appendix of the request's period, computed lines put into the form's own places.

    Raises NotFoundError for a plan that is not there, DatabaseError.
    """
    period = period_of(request)
    form = form_of(database, period)
    lines = list(form.lines) or smallest_form()
    notes: list[Words] = []
    if not form.lines:
        notes.append(words.no_form())
    elif form.carried_from is not None:
        notes.append(words.carried_form(name_period(form.carried_from)))
    plans, tasks = _tasks(database, request, period)
    reform = _reform_plans(plans, request.filters)
    notes.append(words.plans_counted(", ".join(reform)) if reform else words.no_plan())
    computed = computed_lines([task for task in tasks if task.plan in reform], tasks, request.frame)
    titles = {plan.code: plan.title for plan in plans}
    note = "; ".join(titles[code] for code in reform)
    traced = tuple(_put(lines, computed, note, notes))
    return StatisticsForm(tuple(lines), traced, tuple(notes), tuple(reform))


def period_of(request: ReportRequest) -> Period:
    """Return the days that the report covers: those that were given, else the year of its day."""
    frame = request.frame
    return Period(frame.first, frame.last) if frame.first and frame.last else Period.of_year(frame.as_of.year)


def _tasks(database: Database, request: ReportRequest, period: Period) -> tuple[list[Plan], list[Task]]:
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


def _put(lines: list[Indicator], computed: list[ComputedLine], note: str, notes: list[Words]) -> Iterator[TracedNumber]:
    """Put the computed values into the form; a note names what was typed and differs; the database keeps it."""
    places = places_of(lines)
    codes = [place.code for place in placed(lines)]
    for found in computed:
        place = places.get(found.key)
        if place is None:
            notes.append(words.not_in_form(words.KEYS[found.key], found.value))
            continue
        line = lines[place]
        if line.value and line.value != found.value:
            notes.append(words.typed_differs(codes[place], line.value, found.value))
        own_note = line.note or (note if found.key == "rate" else "")
        lines[place] = replace(line, value=found.value, note=own_note)
        yield TracedNumber("", f"{codes[place]} {line.name}", found.value, found.refs)


def _document(database: Database, request: ReportRequest, form: StatisticsForm) -> Document:
    frame = request.frame
    title = words.title(frame.period_words or page_words.months(12, frame.as_of.year))
    parts = [Part(page_words.APPENDIX, _blocks(request, form, title), landscape=False)]
    if form.plans:
        parts.append(Part(page_words.SUMMARY, _numbers(database, request, form), only_in_spreadsheets=True))
        if request.trace is None:  # else the whole trace is added, these lines in it
            parts.append(trace_sheet(form.traced))
    return Document(title, parts, {"author": frame.office.name}, frame.marks)


def _blocks(request: ReportRequest, form: StatisticsForm, title: str) -> Iterator[Block]:
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


def _numbers(database: Database, request: ReportRequest, form: StatisticsForm) -> Iterator[Block]:
    for code in form.plans:
        filters = request.filters._replace(plan=code)
        counted = compute_statistics(database, filters, request.frame.as_of, "section", request.frame.rules)
        yield Paragraph(f"{page_words.SUMMARY} {code}", "center", bold=True, size=14)
        yield from summary_blocks(counted.counts, request.frame)
        yield summary_table(counted, request.frame)
        yield from summary_chart(counted)


#: Words of a line's name, folded, by which a form's own line is found: all of the first, any of the others.
_HEADS = {
    "rate": (("ty le hoan thanh ke hoach",), ("cchc", "cai cach hanh chinh")),
    "given": (("nhiem vu", "giao"), ("ubnd tinh", "uy ban nhan dan tinh", "chu tich ubnd")),
}
_CHILDREN = {
    "rate": {"set": ("nhiem vu de ra",), "done": ("nhiem vu da hoan thanh",)},
    "given": {"given": ("tong so nhiem vu",), "on_time": ("dung han",), "late": ("qua han",)},
}
_PROVINCE = ("ubnd tinh", "uy ban nhan dan tinh", "hdnd tinh", "tinh uy")


@dataclass(frozen=True, slots=True)
class ComputedLine:
    """A line's value by what it counts («rate.set»), and what people call the tasks behind it."""

    key: str
    value: str
    refs: tuple[str, ...]


def computed_lines(plan_tasks: Sequence[Task], all_tasks: Sequence[Task], frame: ReportFrame) -> list[ComputedLine]:
    """Return the lines that follow from tasks: of the reform plan's, and of all that the province gave.

    Nothing to count gives no line: blank is not 0.
    """
    return [*_completion(plan_tasks, frame), *_given(all_tasks, frame)]


def _completion(tasks: Sequence[Task], frame: ReportFrame) -> Iterable[ComputedLine]:
    if not tasks:
        return
    counts, by_part = _count_parts(tasks, frame)
    rules = frame.rates
    rate: Rate = rate_of_all(counts, rules.nothing_arisen, rules.decimals)
    done = [*by_part.get("done", ()), *(by_part.get("nothing_arisen", ()) if rules.nothing_arisen == "done" else ())]
    outside = by_part.get("nothing_arisen", ()) if rules.nothing_arisen == "left_out" else ()
    of_all = [ref for ref in by_part.get("total", ()) if ref not in outside]
    if rate.percent is not None:
        yield ComputedLine("rate", percent_number(rate.percent), tuple(done))
    yield ComputedLine("rate.set", str(rate.den), tuple(of_all))
    yield ComputedLine("rate.done", str(rate.num), tuple(done))


def _given(tasks: Sequence[Task], frame: ReportFrame) -> Iterable[ComputedLine]:
    given = [task for task in tasks if any(name in fold(task.given_by) for name in _PROVINCE)]
    if not given:
        return
    _, by_part = _count_parts(given, frame)
    for key, part in (("given", "total"), ("on_time", "on_time"), ("late", "late")):
        refs = tuple(by_part.get(part, ()))
        yield ComputedLine(f"given.{key}", str(len(refs)), refs)


def _count_parts(tasks: Iterable[Task], frame: ReportFrame) -> tuple[Counts, dict[str, list[str]]]:
    counts, by_part = Counts(), dict[str, list[str]]()
    for task in tasks:
        parts = standing_of(task.reported, task.milestones, frame.as_of, frame.rules.due_soon_days).parts
        counts.add(parts)
        for part in parts:
            by_part.setdefault(part, []).append(f"{task.plan}/{task.ref}")
    return counts, by_part


def places_of(lines: Sequence[Indicator]) -> dict[str, int]:
    """Return where a form prints each line that can be computed, by its key; what the form lacks is missing."""
    places: dict[str, int] = {}
    for head, (all_of, any_of) in _HEADS.items():
        found = next((i for i, line in enumerate(lines) if _says(line.name, all_of, any_of)), None)
        if found is None:
            continue
        if head == "rate":
            places[head] = found
        below = (i for i, line in enumerate(lines) if line.parent == lines[found].label and i > found)
        for place in below:
            for key, words_of_line in _CHILDREN[head].items():
                if f"{head}.{key}" not in places and _says(lines[place].name, words_of_line):
                    places[f"{head}.{key}"] = place
                    break
    return places


def _says(name: str, all_of: tuple[str, ...], any_of: tuple[str, ...] = ("",)) -> bool:
    folded = fold(name)
    return all(words_ in folded for words_ in all_of) and any(words_ in folded for words_ in any_of)


def smallest_form() -> list[Indicator]:
    """Return the lines that can be computed, for an office that has not kept a form yet."""
    lines = []
    for no, name, unit, children in words.SMALLEST_FORM:
        head = Indicator(words.SMALLEST_SECTION, no, name, "", unit, "", "")
        lines.append(head)
        lines += [Indicator(words.SMALLEST_SECTION, "", child, head.label, words.TASKS, "", "") for child in children]
    return lines
