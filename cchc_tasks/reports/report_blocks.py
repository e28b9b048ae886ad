"""Blocks that several reports share: numbers in words and tables, section rows, the tasks behind each number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import NamedTuple

from cchc_tasks.files.document import Block, Chart, Paragraph, Part, Table, TableColumn, TableRow
from cchc_tasks.messages import statistics_words as number_words
from cchc_tasks.model.snapshot import Snapshot
from cchc_tasks.model.statistics import PARTS, Counts, Rate, rate_of_all, rate_of_due
from cchc_tasks.reports import frozen_words, page_words
from cchc_tasks.reports.report_frame import ReportFrame
from cchc_tasks.storage.queries import section_rows
from cchc_tasks.storage.reader import Reader
from cchc_tasks.tracking.task_statistics import Statistics

_SERIES = ("done", "nothing_arisen", "in_time", "overdue", "undated", "paused", "unclosed", "carried_over")


def summary_blocks(counts: Counts, frame: ReportFrame) -> Iterator[Block]:
    """Yield the official sentence, both rates with numerator and denominator, and the points where bands are set."""
    yield Paragraph(number_words.sentence(asdict(counts)), "justify", size=13, indented=True)
    for line in rate_lines(counts, frame):
        yield Paragraph(line, "justify", size=13, indented=True)


def rate_lines(counts: Counts, frame: ReportFrame) -> Iterator[str]:
    """Yield a sentence for each official rate, and for the points of the plan-completion criterion."""
    rates = frame.rates
    of_all = rate_of_all(counts, rates.nothing_arisen, rates.decimals)
    yield page_words.rate_all(*_shown_rate(of_all))
    yield page_words.rate_due(*_shown_rate(rate_of_due(counts, rates.decimals)))
    points = frame.scoring.points(of_all.num, of_all.den)
    if points is not None:
        yield page_words.points(f"{points:f}".replace(".", ","), frame.scoring.source)


def _shown_rate(rate: Rate) -> tuple[str, int, int]:
    return number_words.percent_text(rate.percent), rate.num, rate.den


def summary_table(counted: Statistics, frame: ReportFrame) -> Table:
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
    return Table(columns, rows, size=11, caption=page_words.SUMMARY)


def _rates(counts: Counts, frame: ReportFrame) -> tuple[str, str]:
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
        yield Chart(page_words.STANDING, labels, series, stacked=True)


class SectionRow(NamedTuple):
    """A section as it is printed: its numeral and title, and the section that it is part of."""

    no: str
    title: str
    parent: int | None


class SectionRows:
    """Tells, task after task in printed order, which section rows begin before it."""

    def __init__(self, reader: Reader, plan_id: int) -> None:
        self._sections: dict[int, SectionRow] = {}
        innermost: dict[str, int] = {}
        for section_id, no, path, title in section_rows(reader, plan_id):
            above = path.rpartition("/")[0]
            self._sections[section_id] = SectionRow(no, title, innermost.get(above) if above else None)
            if path:
                innermost[path] = section_id
        self._open: list[int] = []

    def before(self, section_id: int | None) -> list[SectionRow]:
        """Return the rows that are printed before the next task, which stands in the section."""
        chain = self._chain(section_id)
        begun = [section for section in chain if section not in self._open]
        self._open = chain
        return [self._sections[section] for section in begun]

    def around(self, section_id: int | None) -> list[SectionRow]:
        """Return the section and those that it is part of, the outermost first."""
        return [self._sections[section] for section in self._chain(section_id)]

    def _chain(self, section_id: int | None) -> list[int]:
        chain: list[int] = []
        place = section_id
        while place is not None and place in self._sections:
            chain.insert(0, place)
            place = self._sections[place].parent
        return chain


class TracedNumber(NamedTuple):
    """A number with what people call the tasks behind it; `plan` is empty for a line of the statistics appendix."""

    plan: str
    name: str
    value: str
    refs: tuple[str, ...]


def traced_numbers(snapshot: Snapshot) -> Iterator[TracedNumber]:
    """Yield every number of the counts, plan by plan, with its tasks in printed order."""
    for plan, numbers in snapshot.numbers.items():
        own = [(ref, parts) for ref, parts in snapshot.tasks.values() if ref.rpartition("/")[0] == plan]
        for part in PARTS:
            refs = tuple(ref for ref, parts in own if part in parts)
            yield TracedNumber(plan, frozen_words.part(part), str(numbers[part]), refs)


def trace_sheet(traced: Iterable[TracedNumber]) -> Part:
    """Return a working sheet with a row for each number and the tasks behind it."""
    columns = tuple(
        TableColumn(title, width) for title, width in zip(page_words.TRACE_COLUMNS, (2, 5, 1.5, 8), strict=True)
    )
    rows = (TableRow((t.plan, t.name, t.value, ", ".join(t.refs))) for t in traced)
    return Part(page_words.TRACE, (Table(columns, rows, caption=page_words.TRACE),), only_in_spreadsheets=True)
