"""The outcome of a returned table as lists of sentences, the same for every front end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cchc_tasks.model.returned_results import CellDifference, Conflict, RefusedRow, ResultsReport
from cchc_tasks.plans import words as plan_words
from cchc_tasks.sentences import Words
from cchc_tasks.text import squeeze
from cchc_tasks.worksheets import results_words, words

#: Shows a moment (UTC, ISO) as people read it.
ShownMoment = Callable[[str], str]


def result_lists(
    report: ResultsReport, shown_moment: ShownMoment
) -> list[tuple[Callable[[int], str], Sequence[Words]]]:
    """Return lists of sentences with what heads each, given its length; a list may be empty."""
    conflicts = [_conflict_line(conflict, shown_moment) for conflict in report.conflicts]
    cells = [
        words.cell_changed(f"{c.task.plan}/{c.task.ref}", c.row.row, c.column, c.before, c.after)
        for c in report.changes
    ]
    refused = [words.refused_line(name_of(r), r.row.row, r.why) for r in report.refused]
    strangers = [results_words.stranger_line(row.no, row.row, row.title) for row in report.strangers]
    differences = [
        results_words.difference_line(f"{task.plan}/{task.ref}", parts) for task, parts in report.differences
    ]
    notices = [plan_words.notice_line(notice.row, notice.message) for notice in report.notices]
    return [
        (words.cells_heading, cells),
        (words.conflicts_heading if report.is_worksheet else results_words.conflicts_heading, conflicts),
        (words.refused_heading, refused),
        (results_words.strangers_heading, strangers),
        (results_words.differences_heading, differences),
        (plan_words.notices_heading, notices),
    ]


def name_of(refused: RefusedRow) -> str:
    """Return what people call the task of a refused row, else what its code says."""
    return f"{refused.task.plan}/{refused.task.ref}" if refused.task else squeeze(refused.row.ref)


def who_changed(cell: CellDifference, shown_moment: ShownMoment) -> str:
    """Return who changed a cell last and when, the empty text where nobody did."""
    return f"{cell.changed_by}, {shown_moment(cell.changed_at)}" if cell.changed_by else ""


def _conflict_line(conflict: Conflict, shown_moment: ShownMoment) -> str:
    ref, row, cell = f"{conflict.task.plan}/{conflict.task.ref}", conflict.row, conflict.cell
    if cell is None:
        return results_words.conflict_line(ref, row.row, conflict.why, row.result, taken=conflict.taken)
    return words.cell_conflict(
        ref,
        row.row,
        cell.column,
        cell.before,
        cell.now,
        cell.said,
        who_changed(cell, shown_moment),
        conflict.why,
        taken=conflict.taken,
    )
