"""Which tasks stand behind each number of a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cchc_tasks.files.document import Part, Table, TableColumn, TableRow
from cchc_tasks.model.snapshot import Snapshot
from cchc_tasks.model.statistics import PARTS
from cchc_tasks.reports import report_words as words
from cchc_tasks.reports.frozen_words import part as part_words


class Traced(NamedTuple):
    """A number with what people call the tasks behind it; `plan` is empty for a line of the statistics appendix."""

    plan: str
    name: str
    value: str
    refs: tuple[str, ...]


def traced_numbers(snapshot: Snapshot) -> Iterator[Traced]:
    """Yield every number of the counts, plan by plan, with its tasks in printed order."""
    for plan, numbers in snapshot.numbers.items():
        own = [(ref, parts) for ref, parts in snapshot.tasks.values() if ref.rpartition("/")[0] == plan]
        for part in PARTS:
            refs = tuple(ref for ref, parts in own if part in parts)
            yield Traced(plan, part_words(part), str(numbers[part]), refs)


def trace_part(traced: Iterable[Traced]) -> Part:
    """Return a working sheet with a row for each number and the tasks behind it."""
    columns = tuple(TableColumn(title, width) for title, width in zip(words.TRACE_COLUMNS, (2, 5, 1.5, 8), strict=True))
    rows = (TableRow((t.plan, t.name, t.value, ", ".join(t.refs))) for t in traced)
    return Part(words.TRACE, (Table(columns, rows, caption=words.TRACE),), only_in_spreadsheets=True)
