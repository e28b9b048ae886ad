"""Chasing letters: one công văn to all with its appendix by unit, and a slip for each unit that has something due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict

from cchc_tasks.days import day, day_in_sentence
from cchc_tasks.files.document import Block, Document, Paragraph, Part, Run, Table, TableColumn, TableRow
from cchc_tasks.messages import statistics_words as number_words
from cchc_tasks.model.task import Milestone, Task
from cchc_tasks.reports import letter_words, words
from cchc_tasks.reports.chased_tasks import ChasedCounts, ChasedTasks, ChaseOverview, load_chase_overview
from cchc_tasks.reports.letterhead import (
    blanks_of_letter,
    foot_of_letter,
    head_of_letter,
    head_of_office,
    number_of_letter,
    plan_name,
)
from cchc_tasks.reports.report_file import ReportRequest, ReportRun
from cchc_tasks.reports.report_folder import ReportFolder, WrittenFile, origin_of, write_all
from cchc_tasks.reports.report_frame import ReportFrame
from cchc_tasks.storage.database import Database
from cchc_tasks.text import roman, squeeze
from cchc_tasks.tracking.due_tasks import TaskMilestone
from cchc_tasks.tracking.task_description import explain_timing
from cchc_tasks.tracking.task_units import NamedUnit

_SUMMARY_WIDTHS = (1, 7, 2.5, 3.5, 2.5, 3)
_DETAIL_WIDTHS = (1, 6.5, 3.5, 2, 2, 6)
_SLIP_WIDTHS = (1.1, 5.6, 2.2, 5.6)
_SUFFIX = ".docx"


def make_letters(database: Database, request: ReportRequest) -> int:
    """Write the letters as `write_letters` does and return how many tasks they chase."""
    return sum(file.counts["tasks"] for file in write_letters(database, request) if file.kind == "letter")


def write_letters(database: Database, request: ReportRequest) -> list[WrittenFile]:
    """Write the letter to all and a slip a unit into the folder that was asked for; nothing where nothing is due.

    `request.more` holds `answer_by` (a day or None) and `about` (what the letter calls the plan, empty: by its title).
    Raises UsageError where a file cannot be written, ConflictError, FindingsLeftError, NotFoundError, DatabaseError.
    """
    request.output.check_folder(request.out)
    run = ReportRun(database, "letters", request)
    with database.reading() as reader:
        chase = load_chase_overview(reader, request.filters, request.frame)
        origin = origin_of(reader, "letters", request.filters)
    folder = ReportFolder(request.out, request.output, origin, f"{letter_words.SLIP_FILE}_")
    if chase.whole.is_empty:
        request.say(words.nothing_to_chase(day_in_sentence(chase.day)))
        folder.close((), request.say)
        return []
    letters = ChasingLetters(chase, request)
    folder.open(letters.names)
    written = write_all(_files(letters, run, request, folder))
    _show_result(letters, written, request)
    folder.close(letters.names, request.say)
    _show_blanks(request)
    return written


def _files(
    letters: ChasingLetters, run: ReportRun, request: ReportRequest, folder: ReportFolder
) -> Iterator[WrittenFile]:
    """Write the files one by one, the letter first."""
    path = folder.write(letters.names[0], run.marked(letters.letter()), keep=run.keep)
    yield WrittenFile(path, "letter", "", _numbers(letters.chase.whole))
    for place, (unit, chased) in enumerate(letters.slips, start=1):
        path = folder.write(letters.names[place], letters.slip(unit, chased))
        request.progress(words.WRITING_FILES, place)
        yield WrittenFile(path, "slip", unit.name, _numbers(chased))


def _numbers(chased: ChasedTasks) -> dict[str, int]:
    return {"tasks": chased.tasks, **asdict(chased.counts)}


def _show_result(letters: ChasingLetters, written: list[WrittenFile], request: ReportRequest) -> None:
    chase = letters.chase
    request.say(words.letters_written(str(request.out), len(written) - 1, day_in_sentence(chase.day)))
    if not request.more.get("about"):
        request.say(words.plans_called(letters.plans))
    of_nobody = next((chased for unit, chased in chase.of_units if unit is None), None)
    if of_nobody is not None:
        request.say(words.chased_of_nobody(of_nobody.tasks))


def _show_blanks(request: ReportRequest) -> None:
    frame = request.frame
    blank = blanks_of_letter(frame)
    if blank:
        request.say(words.left_blank(blank))
    if not frame.number or frame.signed_on is None:
        request.say(words.number_and_day_blank())


class ChasingLetters:
    """The letters of one day as documents."""

    def __init__(self, chase: ChaseOverview, request: ReportRequest) -> None:
        self.chase = chase
        self._frame: ReportFrame = request.frame
        answer_by = request.more.get("answer_by")
        self._answer_by = day_in_sentence(answer_by) if answer_by else ""
        about = squeeze(request.more.get("about", ""))
        self.plans = [about] if about else list(dict.fromkeys(plan_name(plan) for plan in chase.plans))
        self._in_one_phrase = letter_words.plans_named(self.plans)
        several = list(chase.plans) if len(chase.plans) > 1 else []
        self._names = {plan.code: plan_name(plan) for plan in several}
        self._keys = {plan.code: letter_words.plan_key(place) for place, plan in enumerate(several, start=1)}
        self._day = day_in_sentence(chase.day)
        self._since = day_in_sentence(chase.since)
        self._title = self._frame.office.letter_signer_title
        self._to = next((unit.name for unit, _ in chase.of_units if unit), "") if request.filters.unit else ""

    @property
    def slips(self) -> list[tuple[NamedUnit, ChasedTasks]]:
        """The units that get a slip, with what is chased of each."""
        return [(unit, chased) for unit, chased in self.chase.of_units if unit is not None]

    @property
    def names(self) -> list[str]:
        """The names of the files: the letter's, then the slips'."""
        slips = (f"{letter_words.SLIP_FILE}_{unit.slug}{_SUFFIX}" for unit, _ in self.slips)
        return [f"{letter_words.LETTER_FILE}{_SUFFIX}", *slips]

    def letter(self) -> Document:
        """Return the công văn with its appendix."""
        parts = (
            Part(letter_words.LETTER, self._letter(), landscape=False),
            Part(letter_words.APPENDIX, self._appendix()),
        )
        return Document(letter_words.about(self._in_one_phrase), parts, {"author": self._frame.office.name})

    def _letter(self) -> Iterator[Block]:
        office = self._frame.office.name
        counts = self.chase.whole.counts
        yield from head_of_letter(self._frame, letter_words.about(self._in_one_phrase))
        yield Paragraph(letter_words.dear(self._to or letter_words.to_all(office)), "center", size=14, space_after=8)
        yield _running(letter_words.opening(self.plans, self._day))
        yield _running(number_words.sentence(asdict(self.chase.counted.counts)))
        yield _running(letter_words.counted(*self._counted(counts), self._since))
        yield _running(letter_words.request(office, self._in_one_phrase), keeps=True)
        asked = letter_words.asked_of_all(
            overdue=counts.overdue > counts.submitted,
            submitted=counts.submitted > 0,
            soon=counts.due_soon > 0,
            unreported=counts.not_reported > 0,
        )
        asked.append(letter_words.answer(self._title, self._answer_by))
        for place, line in enumerate(asked, start=1):
            yield _running(f"{place}. {line}")
        yield _running(f"{letter_words.CLOSING.rstrip('.')}{letter_words.FULL_STOP}", keeps=True)
        yield Paragraph("", size=6, keeps_with_next=True)
        yield foot_of_letter(self._frame, letter_words.receivers(office, self._title))

    def _counted(self, counts: ChasedCounts) -> tuple[int, int, int, int, int, int, int]:
        return (
            counts.overdue,
            counts.submitted,
            counts.submitted_in_time,
            counts.due_soon,
            counts.due_soon_overdue,
            self._frame.rules.due_soon_days,
            counts.not_reported,
        )

    def _appendix(self) -> Iterator[Block]:
        frame = self._frame
        cited = letter_words.with_letter(number_of_letter(frame), frame.signed_on, frame.office.name)
        yield Paragraph(letter_words.APPENDIX, "center", bold=True, size=14, level=1)
        yield Paragraph(letter_words.appendix_title(self.plans), "center", bold=True, size=14)
        yield Paragraph(cited, "center", italic=True, size=13)
        yield Paragraph(letter_words.updated_to(self._day), "center", italic=True, size=13, space_after=6)
        yield self._summary()
        if self._is_shared():
            yield Paragraph(letter_words.SHARED, "justify", italic=True, size=12, space_after=6)
        yield from self._plan_keys(self._names)
        columns = _columns(letter_words.DETAIL_COLUMNS, _DETAIL_WIDTHS, centred=(0, 2, 3, 4))
        yield Table(columns, self._details(), size=12, caption=letter_words.DETAIL_CAPTION)

    def _summary(self) -> Table:
        columns = _columns(letter_words.SUMMARY_COLUMNS, _SUMMARY_WIDTHS, centred=(0, 2, 3, 4, 5))
        rows = [
            TableRow((place, unit.name if unit else letter_words.NO_UNIT, *_four(chased.counts)))
            for place, (unit, chased) in enumerate(self.chase.of_units, start=1)
        ]
        every = [_four(chased.counts) for _, chased in self.chase.of_units]
        if self._is_shared():
            rows.append(TableRow(("", letter_words.SUM_OF_UNITS, *map(sum, zip(*every, strict=True))), is_heading=True))
        rows.append(TableRow(("", letter_words.SUM_OF_PLAN, *_four(self.chase.whole.counts)), is_heading=True))
        return Table(columns, rows, size=12, caption=letter_words.SUMMARY_CAPTION)

    def _is_shared(self) -> bool:
        """Whether a chased task stands with several units."""
        return sum(chased.tasks for _, chased in self.chase.of_units) > self.chase.whole.tasks

    def _details(self) -> Iterator[TableRow]:
        for place, (unit, chased) in enumerate(self.chase.of_units, start=1):
            name = unit.name if unit else letter_words.NO_UNIT
            yield TableRow(
                (roman(place), letter_words.unit_row(name, self._counts_in_words(chased.counts))), is_heading=True
            )
            yield from self._grouped(chased, self._keys)

    def _grouped(self, chased: ChasedTasks, keys: Mapping[str, str]) -> Iterator[TableRow]:
        """The three lists of one unit, each under its heading; what is empty has none."""
        counts, days = chased.counts, self._frame.rules.due_soon_days
        if chased.overdue:
            yield TableRow(("", letter_words.overdue_row(len(chased.overdue), counts.overdue)), is_heading=True)
            yield from self._pairs(chased, chased.overdue, keys)
        if chased.soon:
            yield TableRow(("", letter_words.soon_row(days, len(chased.soon), counts.due_soon)), is_heading=True)
            yield from self._pairs(chased, chased.soon, keys)
        others = chased.only_unreported
        if others:
            yield TableRow(("", letter_words.unreported_row(len(others), counts.not_reported_named)), is_heading=True)
            yield from (self._unreported(task, keys) for task in others)

    def _counts_in_words(self, counts: ChasedCounts) -> list[str]:
        """What there is of each kind, in words; what there is none of is left out."""
        clauses = []
        if counts.overdue:
            clauses.append(letter_words.overdue_count(counts.overdue, counts.submitted, counts.submitted_in_time))
        if counts.due_soon:
            clauses.append(
                letter_words.soon_count(counts.due_soon, counts.due_soon_overdue, self._frame.rules.due_soon_days)
            )
        if counts.not_reported:
            clauses.append(letter_words.unreported_count(counts.not_reported, counts.not_reported_named, self._since))
        return clauses

    def _pairs(
        self, chased: ChasedTasks, pairs: Iterable[TaskMilestone], keys: Mapping[str, str]
    ) -> Iterator[TableRow]:
        owing = {task.task_id for task in chased.not_reported}
        for task, milestone in pairs:
            why = self._why(task, milestone, owes=task.task_id in owing)
            due = day(milestone.due) if milestone.due else ""
            named = letter_words.task_named(squeeze(task.title), milestone.label or "", keys.get(task.plan, ""))
            yield TableRow((task.no, named, task.deadline_text, due, self._left(milestone), why))

    def _unreported(self, task: Task, keys: Mapping[str, str]) -> TableRow:
        last = letter_words.last_report(day_in_sentence(task.reported_on) if task.reported_on else "")
        due = day(task.due) if task.due else ""
        named = letter_words.task_named(squeeze(task.title), "", keys.get(task.plan, ""))
        return TableRow((task.no, named, task.deadline_text, due, "", last))

    def _left(self, milestone: Milestone) -> str:
        if milestone.due is None:
            return ""
        days = (milestone.due - self.chase.day).days
        return letter_words.overdue_days(-days) if days < 0 else letter_words.days_left(days)

    def _why(self, task: Task, milestone: Milestone, *, owes: bool) -> str:
        return " ".join(filter(None, (explain_timing(milestone, task), letter_words.ALSO_UNREPORTED if owes else "")))

    def slip(self, unit: NamedUnit, chased: ChasedTasks) -> Document:
        """Return the phiếu nhắc việc of one unit."""
        part = Part(letter_words.SLIP, self._slip(unit, chased), landscape=False)
        return Document(f"{letter_words.SLIP} – {unit.name}", (part,), {"author": self._frame.office.name})

    def _slip(self, unit: NamedUnit, chased: ChasedTasks) -> Iterator[Block]:
        yield head_of_office(self._frame)
        yield Paragraph(letter_words.SLIP, "center", bold=True, size=14, level=1)
        yield Paragraph(letter_words.updated_to(self._day), "center", italic=True, size=13, space_after=6)
        yield Paragraph((Run(letter_words.dear("")), Run(unit.name, bold=True)), "center", size=13, space_after=6)
        codes = self._plans_of(chased)
        plans = [self._names[code] for code in codes] or self.plans
        keys = {code: self._keys[code] for code in codes} if len(codes) > 1 else {}
        yield _running(letter_words.slip_opening(plans, self._day, self._counts_in_words(chased.counts)), size=13)
        yield from self._plan_keys(keys)
        columns = _columns(letter_words.SLIP_COLUMNS, _SLIP_WIDTHS, centred=(0, 2))
        yield Table(columns, map(_for_slip, self._grouped(chased, keys)), size=11, caption=letter_words.SLIP)
        yield _running(letter_words.slip_request(self._answer_by, self._title), size=13, keeps=True)
        yield foot_of_letter(self._frame, letter_words.receivers_of_slip(self._title))

    def _plans_of(self, chased: ChasedTasks) -> list[str]:
        """The codes of the plans of what is chased, where the letter is about several plans."""
        tasks = (*(task for task, _ in (*chased.overdue, *chased.soon)), *chased.not_reported)
        return list(dict.fromkeys(task.plan for task in tasks if task.plan in self._names))

    def _plan_keys(self, codes: Iterable[str]) -> Iterator[Block]:
        """Yield what «Kế hoạch (1)» behind a task stands for."""
        for code in codes:
            yield Paragraph(
                letter_words.plan_with_key(self._keys[code], self._names[code]), "justify", italic=True, size=12
            )


def _for_slip(row: TableRow) -> TableRow:
    """The columns of a slip are fewer: the days stand in the reason, the phrase where there is no day."""
    if row.is_heading:
        return row
    number, named, printed, due, _, why = row.cells
    return TableRow((number, named, due or printed, why))


def _four(counts: ChasedCounts) -> tuple[int, int, int, int]:
    return counts.overdue, counts.submitted_in_time, counts.due_soon, counts.not_reported


def _columns(titles: tuple[str, ...], widths: tuple[float, ...], centred: tuple[int, ...]) -> tuple[TableColumn, ...]:
    return tuple(
        TableColumn(title, width, "center" if place in centred else "left")
        for place, (title, width) in enumerate(zip(titles, widths, strict=True))
    )


def _running(text: str, *, size: float = 14, keeps: bool = False) -> Paragraph:
    return Paragraph(text, "justify", size=size, space_after=6, indented=True, keeps_with_next=keeps)
