"""What a file holds, as lines of a dialog: a plan, an amended plan, a unit's results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from cchc_tasks.days import day_in_sentence
from cchc_tasks.messages import screen_import_words as words
from cchc_tasks.model.amendment import AmendmentReport, UnsureTask
from cchc_tasks.model.draft import DraftTask, Notice
from cchc_tasks.model.returned_results import ResultsReport
from cchc_tasks.plans import words as import_words
from cchc_tasks.plans.amending import words as amendment_words
from cchc_tasks.plans.amending.views import DifferenceLine, counts_of, difference_lines
from cchc_tasks.plans.plan_import import ImportReport
from cchc_tasks.plans.views import report_lines
from cchc_tasks.text import squeeze
from cchc_tasks.tracking.task_description import SheetLine
from cchc_tasks.tui.forms.chooser import Choice
from cchc_tasks.tui.forms.preview_form import Question
from cchc_tasks.tui.step_words import screen_text
from cchc_tasks.worksheets import results_words as result_words
from cchc_tasks.worksheets import words as worksheet_words
from cchc_tasks.worksheets.views import ShownMoment, result_lists

#: Doubts shown of each kind; the rest are counted.
_SHOWN = 100
#: A change that is longer than this has lines of its own.
_ONE_LINE = 72


def import_lines(reports: Sequence[ImportReport]) -> list[SheetLine]:
    """Return the plans that a file holds, one after the other."""
    return [line for report in reports for line in _plan_lines(report)]


def amendment_lines(report: AmendmentReport) -> list[SheetLine]:
    """Return the difference that an amended plan makes, by kind, what is not sure first."""
    return list(_amendment_lines(report))


def results_lines(report: ResultsReport, shown_moment: ShownMoment) -> list[SheetLine]:
    """Return what a returned table would record, and what it would leave."""
    return list(_results_lines(report, shown_moment))


def questions_of(report: AmendmentReport) -> tuple[Question, ...]:
    """Return a question for each task whose row is not sure: which row it is, or none."""
    return tuple(_question(unsure) for unsure in report.unsure)


def _plan_lines(report: ImportReport) -> Iterator[SheetLine]:
    for number, text in enumerate(map(screen_text, report_lines(report, _SHOWN))):
        heading = not number or text.endswith(":")
        yield (0 if heading else 2 if text.startswith("  ") else 1), text.strip()


def _amendment_lines(report: AmendmentReport) -> Iterator[SheetLine]:
    if report.is_empty:
        yield 0, amendment_words.nothing_different(report.plan, report.file)
    else:
        counts = amendment_words.counted(counts_of(report), report.unchanged)
        yield 0, amendment_words.summary(report.plan, day_in_sentence(report.day), counts, stored=False)
    if report.unsure:
        yield 1, words.unsure(len(report.unsure))
    for what, group in groupby(difference_lines(report), key=lambda line: line.what):
        found = list(group)
        yield 0, words.heading(what, len(found))
        for line in found:
            yield from _changed(line)
    yield from _notices(report.notices)


def _changed(line: DifferenceLine) -> Iterator[SheetLine]:
    short = words.from_to(line.task, line.before, line.after)
    if line.what == amendment_words.UNSURE:
        yield 2, words.named(line.task, line.before)
        yield 3, words.may_be(line.after)
    elif line.before and line.after and len(short) > _ONE_LINE:
        yield 2, line.task
        yield 3, words.before(line.before)
        yield 3, words.after(line.after)
    elif line.before and line.after:
        yield 2, short
    elif line.before:
        yield 2, words.named(line.task, line.before)
    elif line.after:
        yield 2, line.after


def _results_lines(report: ResultsReport, shown_moment: ShownMoment) -> Iterator[SheetLine]:
    yield 0, result_words.summary(report.matched, report.total, stored=False)
    yield 1, result_words.updated(len(report.updated), report.unchanged, report.silent)
    if not report.updated:
        yield 1, worksheet_words.stuck() if report.is_stuck else result_words.nothing_new()
    for heading, lines in result_lists(report, shown_moment):
        if lines:
            yield 0, heading(len(lines))
            yield from ((2, screen_text(text).strip()) for text in lines)


def _notices(notices: Sequence[Notice]) -> Iterator[SheetLine]:
    if notices:
        yield 0, import_words.notices_heading(len(notices))
        yield from ((2, screen_text(import_words.notice_line(n.row, n.message)).strip()) for n in notices)


def _question(unsure: UnsureTask) -> Question:
    choices = (*(_row_choice(row) for row in unsure.rows), Choice("-", words.GONE))
    return Question(words.which_row(unsure.ref, squeeze(unsure.title)), unsure.ref, choices)


def _row_choice(row: DraftTask) -> Choice:
    printed = (row.activities, row.outputs, row.lead, row.deadline)
    remark = "; ".join(filter(None, (squeeze(text) for text in printed)))
    return Choice(f"row:{row.row}", amendment_words.row_named(row.no, row.row, squeeze(row.title)), remark)
