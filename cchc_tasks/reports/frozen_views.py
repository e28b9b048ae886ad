"""How numbers differ from those that were reported, in sentences and as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from cchc_tasks.files.document import Part, Table, TableColumn, TableRow
from cchc_tasks.model.snapshot import FrozenReport, NumberChange
from cchc_tasks.reports import frozen_words as words
from cchc_tasks.sentences import Sentence, Words

#: So many tasks behind one number are told in sentences; the table lists all.
_CAUSES_TOLD = 5
_WIDTHS = (2, 3, 2, 2, 8)

Shown = Callable[[str], str]


def told_differences(before: FrozenReport, changes: list[NumberChange], shown_moment: Shown) -> Iterator[Words]:
    """Yield the lines that tell what is another number now, and why."""
    moment = shown_moment(before.recorded_at)
    if not changes:
        yield words.unchanged(moment, before.actor)
        return
    yield words.changed(len(changes), moment, before.actor)
    for change in changes:
        yield words.line(change.plan, change.part, change.reported, change.now)
        causes = list(_told_causes(change, shown_moment))
        yield from (f"    {cause}" for cause in causes[:_CAUSES_TOLD])
        if len(causes) > _CAUSES_TOLD:
            yield Sentence("    ", words.more_causes(len(causes) - _CAUSES_TOLD))


def _told_causes(change: NumberChange, shown_moment: Shown) -> Iterator[str]:
    for cause in change.causes:
        changes = [(shown_moment(moment), actor, sentence) for moment, actor, sentence in cause.changes]
        yield words.cause(cause.ref, cause.entered, changes)


def differences_part(changes: Iterable[NumberChange], shown_moment: Shown) -> Part:
    """Return a working sheet: the number that was reported, the number now, and why."""
    columns = tuple(TableColumn(title, width) for title, width in zip(words.COLUMNS, _WIDTHS, strict=True))
    rows = (
        TableRow((c.plan, words.part(c.part), c.reported, c.now, "\n".join(_told_causes(c, shown_moment))))
        for c in changes
    )
    return Part(words.SHEET, (Table(columns, rows, caption=words.SHEET),), only_in_spreadsheets=True)
