"""What an import found, as lines for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cchc_tasks.messages.doubt_words import sentences
from cchc_tasks.messages.status_words import STATUS_WORDS
from cchc_tasks.plans import words
from cchc_tasks.plans.plan_import import ImportReport
from cchc_tasks.sentences import Words


def summary_lines(report: ImportReport) -> Iterator[str]:
    """Yield what is in the plan: tasks and sections, deadlines by kind, results by status."""
    plan = report.plan
    yield words.summary(plan.code, plan.title, len(plan.tasks), len(plan.sections), stored=report.stored)
    yield words.kinds_line([(str(kind), count) for kind, count in report.kinds.most_common()])
    statuses = Counter(str(task.result.status) for task in plan.tasks if task.result.status)
    if statuses:
        counts = [(label, statuses[value]) for value, label in STATUS_WORDS.items() if statuses[value]]
        yield words.statuses_line(counts, plan.reported_on)


def doubt_lines(report: ImportReport, most: int) -> Iterator[Words]:
    """Yield the readings that want a look and the reader's notices, at most so many of each; the rest are counted."""
    if report.for_review:
        yield words.review_heading(len(report.for_review))
        yield from _shortened(
            [words.review_line(t.draft.no, t.draft.row, " ".join(sentences(t.review))) for t in report.for_review], most
        )
    if report.notices:
        yield words.notices_heading(len(report.notices))
        yield from _shortened([words.notice_line(notice.row, notice.message) for notice in report.notices], most)


def report_lines(report: ImportReport, most: int) -> Iterator[Words]:
    """Yield the summary and the doubts."""
    yield from summary_lines(report)
    yield from doubt_lines(report, most)


def _shortened(lines: Sequence[Words], most: int) -> Sequence[Words]:
    return lines if len(lines) <= most else [*lines[:most], words.and_more(len(lines) - most)]
