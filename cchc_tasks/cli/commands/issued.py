"""The issued plan over its draft as `import` prints it, and rows settled by a person with `--match`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cchc_tasks.cli.table_output import Column, write_table
from cchc_tasks.errors import UsageError
from cchc_tasks.model.interpreted_plan import IssuedRow
from cchc_tasks.plans.amending import words as match_words
from cchc_tasks.plans.plan_import import ImportReport
from cchc_tasks.plans.rollover import words

if TYPE_CHECKING:
    from cchc_tasks.cli.context import App


def typed_matches(typed: Sequence[str]) -> dict[str, str]:
    """Return what `--match OLD=NEW` says, by the old task; raises UsageError for another shape."""
    matches = {}
    for text in typed:
        ours, equals, theirs = text.partition("=")
        if not equals or not ours.strip():
            raise UsageError(*match_words.bad_match(text))
        matches[ours.strip()] = theirs.strip()
    return matches


def write_issued(app: App, report: ImportReport) -> None:
    """Print what would become of each drafted task, and how many rows are new."""
    weights = (0, 0, 3, 1, 3)
    columns = [
        Column(title, weight=weight, wrap=weight > 0)
        for title, weight in zip(words.ISSUED_COLUMNS, weights, strict=True)
    ]
    write_table(app.out, columns, map(_row, report.issued), width=app.width, color=app.color)
    taken = {number for row in report.issued for number in row.rows}
    app.out.flush()
    app.say(words.new_rows(len(report.plan.tasks) - len(taken)))


def _row(row: IssuedRow) -> tuple[str, ...]:
    rows = "; ".join(words.issued_row(no, title) for no, title in zip(row.rows, row.row_titles, strict=True))
    return (row.ref, row.old, row.title, words.FATES[row.fate], rows)


def issued_as_json(row: IssuedRow) -> dict[str, Any]:
    """Return what becomes of one drafted task."""
    return {
        "ref": row.ref,
        "from": row.old or None,
        "title": row.title,
        "fate": row.fate,
        "rows": [{"no": no, "title": title} for no, title in zip(row.rows, row.row_titles, strict=True)],
    }
