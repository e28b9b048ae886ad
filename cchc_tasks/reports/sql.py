"""Statements of reports: frozen ones as rows, written once and read as they were, and what a report says of results."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from cchc_tasks.model.snapshot import FrozenReport, Snapshot
from cchc_tasks.storage.conditions import in_force, of_organisation
from cchc_tasks.storage.reader import Reader, Row

#: Until format 1 the newest change was kept by its id, which followed a clock; from 2 on it is its number.
_FORMAT = 2
_COLUMNS = (
    "s.kind, s.scope, s.period_first, s.period_last, s.as_of, s.content, s.change_id, c.recorded_at, c.actor, s.uid, "
    "s.sha256, s.number, s.signed_on"
)


def content_of(snapshot: Snapshot) -> str:
    """Return the numbers as the JSON text that is kept and hashed; the same numbers always give the same text."""
    tasks = {str(task_id): [ref, list(parts)] for task_id, (ref, parts) in snapshot.tasks.items()}
    content = {
        "format": _FORMAT,
        "numbers": snapshot.numbers,
        "tasks": tasks,
        "lines": snapshot.lines,
        "newest_change": snapshot.newest_change,
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(content: str) -> str:
    """Return the content's SHA-256 as hexadecimal digits."""
    return sha256(content.encode("utf-8")).hexdigest()


def frozen_reports(reader: Reader, kind: str = "") -> Iterator[FrozenReport]:
    """Yield the frozen reports that nobody took back, the newest first; only those of a kind where it is given."""
    of_kind = " AND s.kind = :kind" if kind else ""
    rows = reader.rows(
        f"SELECT {_COLUMNS} FROM report_snapshot s JOIN change c ON c.organisation_id = s.organisation_id "
        f"AND c.change_id = s.change_id WHERE {of_organisation('s')} AND {in_force('c')}{of_kind} "
        "ORDER BY c.number DESC",
        {"kind": kind} if kind else None,
    )
    return (_frozen(reader, row) for row in list(rows))


def _frozen(reader: Reader, row: Row) -> FrozenReport:
    kind, scope, first, last, as_of, content, change_id, recorded_at, actor, uid, digest, number, signed_on = row
    kept = json.loads(content)
    snapshot = Snapshot(
        kind=kind,
        scope=scope,
        first=_day(first),
        last=_day(last),
        as_of=date.fromisoformat(as_of),
        numbers=kept["numbers"],
        tasks={int(task_id): (ref, tuple(parts)) for task_id, (ref, parts) in kept["tasks"].items()},
        lines=kept["lines"],
        newest_change=_number_kept(reader, kept),
    )
    return FrozenReport(snapshot, change_id, recorded_at, actor, uid, digest, number or "", _day(signed_on))


def _number_kept(reader: Reader, kept: Mapping[str, Any]) -> int:
    if kept["format"] >= _FORMAT:
        return int(kept["newest_change"])
    found = reader.rows(
        f"SELECT number FROM change WHERE {of_organisation()} AND change_id = :change",
        {"change": int(kept["newest_change"])},
    )
    return next((int(row[0]) for row in found), 0)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def evidence_of_milestones(reader: Reader, task_ids: Sequence[int], day: str) -> Iterator[Row]:
    """Yield (task_id, milestone_id or None, field, value, change_id, sentence) of what says which document is whose.

    Fields: evidence of the task; closed, done_on and submitted_on of its milestones. Only what is in force and took
    effect by the ISO day, in the order in which it did.
    """
    listed = ", ".join(str(int(task_id)) for task_id in task_ids) or "NULL"
    return reader.rows(
        "SELECT d.task_id, d.milestone_id, d.field, d.value, d.change_id, c.sentence FROM change_detail d "
        "JOIN change c ON c.organisation_id = d.organisation_id AND c.change_id = d.change_id "
        f"WHERE {of_organisation('d')} AND d.task_id IN ({listed}) AND d.effective_on <= :day "
        f"AND d.field IN ('evidence', 'closed', 'done_on', 'submitted_on') AND {in_force('c')} "
        "ORDER BY d.effective_on, d.seq, d.change_detail_id",
        {"day": day},
    )


def statuses_with_words(reader: Reader, day: date) -> set[int]:
    """Return the tasks of which, by the day, one change recorded both the status and the words of the result."""
    rows = reader.rows(
        "SELECT task_id FROM (SELECT d.task_id, d.field, d.seq, ROW_NUMBER() OVER "
        "(PARTITION BY d.task_id, d.field ORDER BY d.effective_on DESC, d.seq DESC) AS newest FROM change_detail d "
        f"WHERE {of_organisation('d')} AND d.field IN ('status', 'result') AND d.effective_on <= :day "
        f"AND {in_force('d')}) recorded WHERE newest = 1 "
        "GROUP BY task_id HAVING COUNT(*) = 2 AND MIN(seq) = MAX(seq)",
        {"day": day.isoformat()},
    )
    return {int(row[0]) for row in rows}
