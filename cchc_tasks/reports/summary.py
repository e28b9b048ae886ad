"""The numbers of a report in words and as a table: the official sentence, both rates, and every part by section."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from cchc_tasks.files.document import Block, Chart, Paragraph, Table, TableColumn, TableRow
from cchc_tasks.messages import statistics_words as number_words
from cchc_tasks.model.statistics import PARTS, Counts, Rate, rate_of_all, rate_of_due
from cchc_tasks.reports import report_words as words
from cchc_tasks.reports.frame import Frame
from cchc_tasks.tracking.task_statistics import Statistics

_SERIES = ("done", "nothing_arisen", "in_time", "overdue", "undated", "paused", "unclosed", "carried_over")


def summary_blocks(counts: Counts, frame: Frame) -> Iterator[Block]:
    """Yield the official sentence, both rates with numerator and denominator, and the points where bands are set."""
    yield Paragraph(number_words.sentence(asdict(counts)), "justify", size=13, indented=True)
    for line in rate_lines(counts, frame):
        yield Paragraph(line, "justify", size=13, indented=True)


def rate_lines(counts: Counts, frame: Frame) -> Iterator[str]:
    """Yield a sentence for each official rate, and for the points of the plan-completion criterion."""
    rates = frame.rates
    of_all = rate_of_all(counts, rates.nothing_arisen, rates.decimals)
    yield words.rate_all(*_shown(of_all))
    yield words.rate_due(*_shown(rate_of_due(counts, rates.decimals)))
    points = frame.scoring.points(of_all.num, of_all.den)
    if points is not None:
        yield words.points(f"{points:f}".replace(".", ","), frame.scoring.source)


def _shown(rate: Rate) -> tuple[str, int, int]:
    return number_words.percent_text(rate.percent), rate.num, rate.den


def summary_table(counted: Statistics, frame: Frame) -> Table:
    """Return every part of the counts, for each group and for the whole: numbers that add up line by line."""
    names = [number_words.HEADINGS[part] for part in PARTS]
    columns = (
        TableColumn(number_words.GROUP_COLUMNS[counted.by], 6),
        *(TableColumn(name, 2, "right") for name in names),
    )
    columns += (TableColumn(number_words.RATE_ALL, 2.4, "right"), TableColumn(number_words.RATE_DUE, 2.4, "right"))
    groups = [(group.name, group.counts, False) for group in counted.groups]
    rows = [
        TableRow((name, *(getattr(counts, part) for part in PARTS), *_rates(counts, frame)), is_heading=whole)
        for name, counts, whole in [*groups, (number_words.WHOLE, counted.counts, True)]
    ]
    return Table(columns, rows, size=11, caption=words.SUMMARY)


def _rates(counts: Counts, frame: Frame) -> tuple[str, str]:
    rates = frame.rates
    found = (rate_of_all(counts, rates.nothing_arisen, rates.decimals), rate_of_due(counts, rates.decimals))
    return number_words.rate(*found[0]), number_words.rate(*found[1])


def summary_chart(counted: Statistics) -> Iterator[Chart]:
    """Yield a chart of how the tasks of each group stand; none without groups."""
    if counted.groups:
        labels = tuple(group.name for group in counted.groups)
        series = tuple(
            (number_words.HEADINGS[part], tuple(getattr(group.counts, part) for group in counted.groups))
            for part in _SERIES
            if getattr(counted.counts, part)
        )
        yield Chart(words.STANDING, labels, series, stacked=True)
