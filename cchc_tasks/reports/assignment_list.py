"""The list of tasks that each unit was given: those it leads and those it supports, as the plan prints them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from cchc_tasks.days import day_in_sentence
from cchc_tasks.files.document import Block, Document, Paragraph, Part, Table, TableColumn, TableRow
from cchc_tasks.files.document_writer import KINDS, write_document
from cchc_tasks.files.output import is_file_name, is_folder
from cchc_tasks.model.status import Status
from cchc_tasks.model.task import Task
from cchc_tasks.plans.plan_lookup import tasks_on
from cchc_tasks.reports import letter_words, page_words, words
from cchc_tasks.reports.letterhead import number_of_letter, plan_name
from cchc_tasks.reports.report_blocks import SectionRow, SectionRows
from cchc_tasks.reports.report_file import ReportRequest, ReportRun
from cchc_tasks.reports.report_folder import ReportFolder, WrittenFile, origin_of, write_all
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.task_loader import load_plans
from cchc_tasks.text import squeeze
from cchc_tasks.tracking.task_units import NO_UNIT_SLUG, NamedUnit, TaskUnits

_WIDTHS = {"no": 1.1, "title": 5, "activities": 5, "outputs": 4, "units": 3, "deadline": 3}
_SUFFIX = ".docx"


@dataclass(frozen=True, slots=True)
class UnitAssignments:
    """A unit's tasks in printed order, those that it leads and those that it supports; `unit` None: of no unit."""

    unit: NamedUnit | None
    led: tuple[Task, ...]
    supported: tuple[Task, ...]

    @property
    def name(self) -> str:
        """The unit's name on the day."""
        return self.unit.name if self.unit else page_words.ASSIGNED_TO_NONE

    @property
    def slug(self) -> str:
        """The unit's part of a file's name."""
        return self.unit.slug if self.unit else NO_UNIT_SLUG

    @property
    def numbers(self) -> dict[str, int]:
        """How many tasks there are of each kind."""
        return {"tasks": len(self.led) + len(self.supported), "led": len(self.led), "supported": len(self.supported)}


def make_assignments(database: Database, request: ReportRequest) -> int:
    """Write the lists as `write_assignments` does, led and supported, and return how many tasks, once for each unit."""
    filters = request.filters._replace(role="any")
    return sum(file.counts["tasks"] for file in write_assignments(database, replace(request, filters=filters)))


def write_assignments(database: Database, request: ReportRequest) -> list[WrittenFile]:
    """Write a .docx a unit into a folder, or every unit into one file where that has a suffix.

    `request.more` may hold `split` (True: a folder is meant) and `about` (what the plan is called, empty: by its
    title). The filters' role says of which tasks units are listed (any: led and supported). Raises UsageError where a
    file cannot be written, ConflictError, FindingsLeftError, NotFoundError, DatabaseError.
    """
    one_file = is_file_name(request.out) and not request.more.get("split") and not is_folder(request.out)
    if one_file:
        request.output.check(request.out, KINDS)
    else:
        request.output.check_folder(request.out)
    run = ReportRun(database, "assignments", request)
    with database.reading() as reader:
        lists = AssignmentLists(reader, request)
        origin = origin_of(reader, "assignments", request.filters)
    folder = ReportFolder(request.out, request.output, origin, f"{page_words.ASSIGNMENTS_FILE}_")
    day = day_in_sentence(request.frame.as_of)
    if not lists.given and not one_file:
        request.say(words.nothing_assigned(day))
        folder.close((), request.say)
        return []
    if one_file:
        write_document(run.marked(lists.document(lists.given)), request.out, request.template, run.keep, request.output)
        numbers = {"units": sum(given.unit is not None for given in lists.given), **lists.numbers}
        written = [WrittenFile(request.out, "assignments", "", numbers)]
    else:
        names = [_file_name(given) for given in lists.given]
        folder.open(names)
        written = write_all(_files(lists, run, request, folder))
        folder.close(names, request.say)
    units = sum(given.unit is not None for given in lists.given)
    request.say(words.assignments_written(str(request.out), units, lists.numbers["tasks"], day))
    return written


def _file_name(given: UnitAssignments) -> str:
    return f"{page_words.ASSIGNMENTS_FILE}_{given.slug}{_SUFFIX}"


def _files(
    lists: AssignmentLists, run: ReportRun, request: ReportRequest, folder: ReportFolder
) -> Iterator[WrittenFile]:
    for place, given in enumerate(lists.given, start=1):
        document = run.marked(lists.document([given]))
        keep = run.keep if place == 1 else lambda: None
        path = folder.write(_file_name(given), document, request.template, keep)
        request.progress(words.WRITING_FILES, place)
        yield WrittenFile(path, "assignments", given.name if given.unit else "", given.numbers)


class AssignmentLists:
    """The lists of one day as documents; the reader is needed only while it is made."""

    def __init__(self, reader: Reader, request: ReportRequest) -> None:
        """Gather the tasks; raises NotFoundError for a plan or unit that is not there."""
        filters, self._frame = request.filters, request.frame
        day = self._frame.as_of
        tasks = [t for t in tasks_on(reader, filters, day, self._frame.rules) if t.status is not Status.DROPPED]
        codes = {task.plan for task in tasks}
        self._plans = [plan for plan in load_plans(reader) if plan.code in codes]
        about = squeeze(request.more.get("about", "")) if len(self._plans) == 1 else ""
        self._names = {plan.code: about or plan_name(plan) for plan in self._plans}
        sections = {plan.code: SectionRows(reader, plan.plan_id) for plan in self._plans}
        self._sections = {task.section_id: sections[task.plan].around(task.section_id) for task in tasks}
        self._in_printed_order = not filters.sort
        units = TaskUnits(reader, filters, day, self._frame.units_now)
        led = dict(units.by_unit(tasks, "lead")) if filters.role != "support" else {}
        supported = dict(units.by_unit(tasks, "support")) if filters.role != "lead" else {}
        # A task that nobody supports is no task of nobody.
        supported.pop(None, None)
        every = {unit: None for unit, _ in units.by_unit(tasks, "any")}
        if None in led:
            every[None] = None
        given = (UnitAssignments(unit, tuple(led.get(unit, ())), tuple(supported.get(unit, ()))) for unit in every)
        self.given = [found for found in given if found.led or found.supported]
        self.numbers = {"tasks": len({t.task_id for found in self.given for t in (*found.led, *found.supported)})}

    def document(self, given: Iterable[UnitAssignments]) -> Document:
        """Return the lists of some units, each on pages of its own."""
        listed = list(given)
        parts = (Part(found.name, self._blocks(found)) for found in listed)
        empty = (Part(page_words.ASSIGNMENTS_PART, (Paragraph(page_words.NO_TASKS),)),)
        title = f"{page_words.ASSIGNMENTS}{f' – {listed[0].name}' if len(listed) == 1 else ''}"
        return Document(title, parts if listed else empty, {"author": self._frame.office.name}, self._frame.marks)

    def _blocks(self, given: UnitAssignments) -> Iterator[Block]:
        frame = self._frame
        plans = list(dict.fromkeys(self._names[task.plan] for task in (*given.led, *given.supported)))
        cited = letter_words.with_letter(number_of_letter(frame), frame.signed_on, frame.office.name)
        yield Paragraph(page_words.ASSIGNMENTS, "center", bold=True, size=14, level=1)
        yield Paragraph(given.name, "center", bold=True, size=14)
        yield Paragraph(page_words.following_plans(plans), "center", italic=True, size=13)
        yield Paragraph(cited, "center", italic=True, size=13)
        yield Paragraph(
            page_words.updated_to(day_in_sentence(frame.as_of)), "center", italic=True, size=13, space_after=6
        )
        led = page_words.LED if given.unit else page_words.NOT_LED
        kinds = [
            (led, page_words.LED_COLUMNS, given.led, True),
            (page_words.SUPPORTED, page_words.SUPPORTED_COLUMNS, given.supported, False),
        ]
        shown = [kind for kind in kinds if kind[2]]
        for place, (title, columns, tasks, leads) in zip(("I", "II"), shown, strict=False):
            heading = page_words.assignments_heading(place, title, len(tasks))
            yield Paragraph(heading, bold=True, size=13, space_after=3, level=2)
            yield self._table(title, columns, tasks, leads=leads)

    def _table(self, title: str, titles: tuple[str, ...], tasks: tuple[Task, ...], *, leads: bool) -> Table:
        used = {
            "no": True,
            "title": True,
            "activities": any(task.activities for task in tasks),
            "outputs": any(task.outputs for task in tasks),
            "units": any(_others(task, leads=leads) for task in tasks),
            "deadline": True,
        }
        columns = tuple(
            TableColumn(heading, _WIDTHS[name], "center" if name in ("no", "deadline") else "left")
            for (name, is_used), heading in zip(used.items(), titles, strict=True)
            if is_used
        )
        return Table(columns, self._rows(tasks, [name for name in used if used[name]], leads=leads), caption=title)

    def _rows(self, tasks: tuple[Task, ...], fields: list[str], *, leads: bool) -> Iterator[TableRow]:
        plan, opened = "", list[SectionRow]()
        for task in tasks:
            if task.plan != plan and len(self._plans) > 1:
                yield TableRow(("", self._names[task.plan]), is_heading=True)
            if task.plan != plan:
                plan, opened = task.plan, []
            chain = self._sections[task.section_id] if self._in_printed_order else []
            yield from (TableRow((row.no, row.title), is_heading=True) for row in chain if row not in opened)
            opened = chain
            cells = {
                "no": task.no,
                "title": task.title,
                "activities": task.activities,
                "outputs": task.outputs,
                "units": _others(task, leads=leads),
                "deadline": _deadline(task),
            }
            yield TableRow(tuple(cells[name] for name in fields))


def _others(task: Task, *, leads: bool) -> str:
    return task.support_text if leads else task.lead_text


def _deadline(task: Task) -> str:
    """The printed deadline, and on lines of their own the days that a document or a person has put in its place."""
    moved = [
        page_words.moved_to(day_in_sentence(m.due), m.due_basis)
        for m in task.milestones
        if m.due and (m.due_basis or m.extended_from)
    ]
    return "\n".join(filter(None, (task.deadline_text, *moved)))
