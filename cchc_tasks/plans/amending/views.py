"""The difference that an amended plan makes, as lines of a table and as JSON: the same for every front end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from cchc_tasks.days import day as shown_day
from cchc_tasks.model.amendment import AmendmentReport, TaskChange, WordChange
from cchc_tasks.model.draft import DraftTask
from cchc_tasks.model.fields import PRINTED_TEXTS, ValueKind
from cchc_tasks.plans.amending import words
from cchc_tasks.text import squeeze

_UNITS = frozenset(field.column for field in PRINTED_TEXTS if field.kind is ValueKind.UNITS)


class DifferenceLine(NamedTuple):
    """One line of the difference: what changes, of which task, from what, to what."""

    what: str
    task: str
    before: str
    after: str


def kind_of(change: TaskChange, found: WordChange) -> str:
    """Return what a differing column amounts to: redated, reassigned, renumbered, moved or reworded."""
    if found.column == "deadline_text":
        return "redated" if change.is_redated else "reworded"
    if found.column in _UNITS:
        return "reworded" if found.column in change.same_units else "reassigned"
    return {"no": "renumbered", "section": "moved"}.get(found.column, "reworded")


_KINDS = {
    "redated": words.REDATED,
    "reassigned": words.REASSIGNED,
    "reworded": words.REWORDED,
    "renumbered": words.RENUMBERED,
    "moved": words.MOVED,
}


def counts_of(report: AmendmentReport) -> list[tuple[str, int]]:
    """Return how many tasks each kind of difference concerns, in the order in which people are shown them."""
    kinds = [{kind_of(change, found) for found in change.words} for change in report.changed]
    counts = [(words.ADDED, len(report.added)), (words.REMOVED, len(report.removed))]
    counts += [(name, sum(kind in found for found in kinds)) for kind, name in _KINDS.items()]
    return [*counts, (words.UNSURE, len(report.unsure))]


def difference_lines(report: AmendmentReport) -> Iterator[DifferenceLine]:
    """Yield the difference as lines: what is not sure first, then what comes, goes and changes."""
    for unsure in report.unsure:
        rows = "; ".join(words.row_named(row.no, row.row, squeeze(row.title)) for row in unsure.rows)
        yield DifferenceLine(words.UNSURE, unsure.ref, squeeze(unsure.title), rows)
    for added in report.added:
        dated = words.words_and_dates(squeeze(added.row.deadline), _days(added.due))
        named = words.row_named(added.row.no, added.row.row, squeeze(added.row.title))
        yield DifferenceLine(words.ADDED, added.row.no, "", "; ".join(filter(None, (named, dated))))
    for removed in report.removed:
        yield DifferenceLine(words.REMOVED, removed.ref, squeeze(removed.title), "")
    for kind, name in _KINDS.items():
        for change in report.changed:
            for found in change.words:
                if kind_of(change, found) == kind:
                    yield DifferenceLine(name, change.ref, *_before_and_after(change, found, kind))
    if report.reordered:
        yield DifferenceLine(words.REORDERED, "", "", "")
    if report.plan_title:
        yield DifferenceLine(words.RENAMED, report.plan, *report.plan_title)


def _before_and_after(change: TaskChange, found: WordChange, kind: str) -> tuple[str, str]:
    before, after = squeeze(found.before), squeeze(found.after)
    if kind == "redated":
        return (
            words.words_and_dates(before, _days(change.due_before)),
            words.words_and_dates(after, _days(change.due_after)),
        )
    if kind in ("reworded", "reassigned"):
        return words.with_column(found.column, before), words.with_column(found.column, after)
    return before, after


def _days(days: Sequence[date]) -> list[str]:
    return [shown_day(found) for found in dict.fromkeys(days)]


def amendment_as_json(report: AmendmentReport) -> dict[str, Any]:
    """Return the difference; ids are text, days ISO."""
    shown: dict[str, Any] = {
        "plan": report.plan,
        "file": report.file,
        "sha256": report.sha256,
        "stored": report.stored,
        "change": str(report.change_id) if report.change_id else None,
        "sentence": report.sentence or None,
        "effective_on": report.day.isoformat(),
        "document": report.document,
        "added": [
            {**_row(added.row), "section": added.section or None, "deadline_text": added.row.deadline}
            | {"due": [day.isoformat() for day in added.due]}
            for added in report.added
        ],
        "removed": [{"ref": f"{report.plan}/{found.ref}", "title": found.title} for found in report.removed],
    }
    shown |= {kind: list(_changes(report, kind)) for kind in _KINDS}
    title = report.plan_title
    return shown | {
        "unsure": [
            {"ref": f"{report.plan}/{found.ref}", "title": found.title, "rows": [_row(row) for row in found.rows]}
            for found in report.unsure
        ],
        "plan_title": {"before": title[0], "after": title[1]} if title else None,
        "reordered": report.reordered,
        "unchanged": report.unchanged,
        "notices": [{"code": n.code, "row": n.row, "message": n.message} for n in report.notices],
    }


def _changes(report: AmendmentReport, kind: str) -> Iterator[dict[str, Any]]:
    for change in report.changed:
        for found in change.words:
            if kind_of(change, found) != kind:
                continue
            shown: dict[str, Any] = {"ref": f"{report.plan}/{change.ref}", "title": change.title, "row": change.row.row}
            shown |= {"column": found.column, "before": found.before, "after": found.after}
            if kind == "redated":
                shown["due_before"] = [day.isoformat() for day in change.due_before]
                shown["due_after"] = [day.isoformat() for day in change.due_after]
            yield shown


def _row(row: DraftTask) -> dict[str, Any]:
    return {"no": row.no, "row": row.row, "title": row.title}
