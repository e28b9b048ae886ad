"""Frozen numbers of reports: they are kept as one change, and compared later with the numbers of now."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date

from cchc_tasks.days import day_in_sentence
from cchc_tasks.errors import ConflictError, NotFoundError
from cchc_tasks.files.document import Part, Table, TableColumn, TableRow
from cchc_tasks.model.acts import Act
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.snapshot import Cause, FrozenReport, NumberChange, Snapshot
from cchc_tasks.model.statistics import PARTS, Counts, standing_of
from cchc_tasks.model.timing import DueRules
from cchc_tasks.plans.plan_lookup import tasks_in_order
from cchc_tasks.reports import frozen_words, sql
from cchc_tasks.reports.report_frame import ReportFrame
from cchc_tasks.sentences import Sentence, Words
from cchc_tasks.storage import queries
from cchc_tasks.storage.as_of import look_at
from cchc_tasks.storage.change_log import ChangeFilter, change_rows
from cchc_tasks.storage.change_recorder import ChangeRecorder
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.ids import new_uid
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.selection import selection_of


def take_snapshot(
    database: Database, kind: str, filters: Filters, frame: ReportFrame, lines: Mapping[str, str] | None = None
) -> Snapshot:
    """Return the numbers of a report as they stand, with the tasks behind each.

    `lines` are typed lines that the report prints, by their path. Raises NotFoundError, DatabaseError.
    """
    numbers: dict[str, Counts] = {}
    tasks = {}
    with database.reading() as reader:
        newest = queries.newest_change(reader)
        look_at(reader, frame.as_of)
        ids = [row[0] for row in queries.ordered_tasks(reader, selection_of(reader, filters, frame.rules.moved))]
        for task in tasks_in_order(reader, ids, filters, frame.as_of, frame.rules):
            parts = standing_of(task.reported, task.milestones, frame.as_of, frame.rules.due_soon_days).parts
            numbers.setdefault(task.plan, Counts()).add(parts)
            tasks[task.task_id] = (f"{task.plan}/{task.ref}", parts)
    counted = {plan: {name: getattr(counts, name) for name in _NAMES} for plan, counts in numbers.items()}
    scope = _scope(filters)
    return Snapshot(kind, scope, frame.first, frame.last, frame.as_of, counted, tasks, dict(lines or {}), newest)


_DAYS = ("due_from", "due_to", "unreported_since")
_NAMES = tuple(part.name for part in fields(Counts))


def _scope(filters: Filters) -> str:
    """The selection as one JSON text; what restricts nothing is not in it, and everything is the empty text."""
    given = {name: value for name, value in filters._asdict().items() if value and name not in ("sort", "limit")}
    if not filters.unit:
        given.pop("role", None)
        given.pop("groups", None)
    shown = {name: value.isoformat() if isinstance(value, date) else value for name, value in given.items()}
    return json.dumps(shown, ensure_ascii=False, sort_keys=True) if shown else ""


def filters_of(snapshot: Snapshot) -> Filters:
    """Return the selection whose numbers a snapshot holds."""
    given = json.loads(snapshot.scope or "{}")
    days = {name: date.fromisoformat(given[name]) for name in _DAYS if name in given}
    return Filters(**{**given, **days})


def new_frozen_report(snapshot: Snapshot, frame: ReportFrame, act: Act) -> FrozenReport:
    """Return the report as it will be kept; its id and hash go into the file's properties before it is recorded."""
    digest = sql.hash_of(sql.content_of(snapshot))
    return FrozenReport(snapshot, 0, act.recorded_at, act.actor, new_uid(), digest, frame.number, frame.signed_on)


def keep_frozen_report(database: Database, frozen: FrozenReport, act: Act) -> int:
    """Record a frozen report as one change and return the change's id.

    Raises ConflictError where anybody recorded something since the numbers were taken: the file would show others.
    """
    snapshot = frozen.snapshot
    with database.writing() as writer:
        recorder = ChangeRecorder(writer, act, "freeze")
        if queries.newest_change(writer) != snapshot.newest_change:
            raise ConflictError(*frozen_words.changed_meanwhile())
        recorder.add(
            "report_snapshot",
            {
                "report_snapshot_id": recorder.new_id(),
                "kind": snapshot.kind,
                "scope": snapshot.scope,
                "period_first": snapshot.first.isoformat() if snapshot.first else None,
                "period_last": snapshot.last.isoformat() if snapshot.last else None,
                "as_of": snapshot.as_of.isoformat(),
                "number": frozen.number or None,
                "signed_on": frozen.signed_on.isoformat() if frozen.signed_on else None,
                "uid": frozen.uid,
                "sha256": frozen.sha256,
                "content": sql.content_of(snapshot),
            },
        )
        sentence = frozen_words.sentence(snapshot.kind, day_in_sentence(snapshot.as_of), frozen.number)
        return recorder.record(sentence)


def list_frozen_reports(database: Database) -> list[FrozenReport]:
    """Return the frozen reports in force, the newest first."""
    with database.reading() as reader:
        return list(sql.frozen_reports(reader))


def find_frozen_report(database: Database, uid: str) -> FrozenReport:
    """Return the frozen report of an id, or of the beginning of one; raises NotFoundError."""
    wanted = uid.strip()
    found = [frozen for frozen in list_frozen_reports(database) if wanted and frozen.uid.startswith(wanted)]
    if len(found) != 1:
        raise NotFoundError(*frozen_words.no_such_report(uid))
    return found[0]


def find_reported_before(database: Database, kind: str, filters: Filters, frame: ReportFrame) -> FrozenReport | None:
    """Return the newest frozen report of the same kind, selection, period and day, None where there is none."""
    wanted = (_scope(filters), frame.first, frame.last, frame.as_of)
    with database.reading() as reader:
        for frozen in sql.frozen_reports(reader, kind):
            kept = frozen.snapshot
            if (kept.scope, kept.first, kept.last, kept.as_of) == wanted:
                return frozen
    return None


def compare_with_now(database: Database, frozen: FrozenReport, rules: DueRules) -> list[NumberChange]:
    """Return the numbers of a frozen report that are others now; typed lines are taken as they were."""
    kept = frozen.snapshot
    frame = ReportFrame(kept.as_of, kept.first, kept.last, rules=rules)
    return find_differences(database, frozen, take_snapshot(database, kept.kind, filters_of(kept), frame, kept.lines))


def find_differences(database: Database, frozen: FrozenReport, now: Snapshot) -> list[NumberChange]:
    """Return each number that is another one now, with the tasks and the changes that made it so."""
    reported = frozen.snapshot
    found = []
    with database.reading() as reader:
        causes = _Causes(reader, frozen, now)
        for plan in dict.fromkeys((*reported.numbers, *now.numbers)):
            for part in PARTS:
                before = reported.numbers.get(plan, {}).get(part, 0)
                after = now.numbers.get(plan, {}).get(part, 0)
                moved = tuple(causes.of(plan, part))
                if before != after or moved:
                    found.append(NumberChange(plan, part, str(before), str(after), moved))
    return [*found, *_other_lines(reported.lines, now.lines)]


def _other_lines(reported: Mapping[str, str], now: Mapping[str, str]) -> Iterator[NumberChange]:
    for path in dict.fromkeys((*reported, *now)):
        before, after = reported.get(path, ""), now.get(path, "")
        if before != after:
            yield NumberChange("", path, before, after)


class _Causes:
    """Which tasks entered or left a part since a report, and by which changes."""

    def __init__(self, reader: Reader, frozen: FrozenReport, now: Snapshot) -> None:
        self._reader = reader
        self._since = frozen.snapshot.newest_change
        self._before = frozen.snapshot.tasks
        self._now = now.tasks
        self._known: dict[int, tuple[tuple[str, str, str], ...]] = {}
        self._moved = [
            task_id
            for task_id in dict.fromkeys((*self._before, *self._now))
            if self._before.get(task_id, ("", ()))[1] != self._now.get(task_id, ("", ()))[1]
        ]

    def of(self, plan: str, part: str) -> Iterable[Cause]:
        for task_id in self._moved:
            ref_before, before = self._before.get(task_id, ("", ()))
            ref_now, after = self._now.get(task_id, ("", ()))
            ref = ref_now or ref_before
            if ref.rpartition("/")[0] == plan and (part in before) != (part in after):
                yield Cause(ref, part in after, self._changes(task_id))

    def _changes(self, task_id: int) -> tuple[tuple[str, str, str], ...]:
        """What was recorded of the task since, the oldest first."""
        if task_id not in self._known:
            rows = change_rows(self._reader, ChangeFilter(task_id))
            since = [(row[2], row[3], row[4]) for row in rows if row[-1] > self._since]
            self._known[task_id] = tuple(reversed(since))
        return self._known[task_id]


#: So many tasks behind one number stand in sentences; the table lists all.
_CAUSES_TOLD = 5
_WIDTHS = (2, 3, 2, 2, 8)

Shown = Callable[[str], str]


def difference_sentences(before: FrozenReport, changes: list[NumberChange], shown_moment: Shown) -> Iterator[Words]:
    """Yield the lines that tell what is another number now, and why."""
    moment = shown_moment(before.recorded_at)
    if not changes:
        yield frozen_words.unchanged(moment, before.actor)
        return
    yield frozen_words.changed(len(changes), moment, before.actor)
    for change in changes:
        yield frozen_words.line(change.plan, change.part, change.reported, change.now)
        causes = list(_cause_sentences(change, shown_moment))
        yield from (f"    {cause}" for cause in causes[:_CAUSES_TOLD])
        if len(causes) > _CAUSES_TOLD:
            yield Sentence("    ", frozen_words.more_causes(len(causes) - _CAUSES_TOLD))


def _cause_sentences(change: NumberChange, shown_moment: Shown) -> Iterator[str]:
    for cause in change.causes:
        changes = [(shown_moment(moment), actor, sentence) for moment, actor, sentence in cause.changes]
        yield frozen_words.cause(cause.ref, cause.entered, changes)


def differences_part(changes: Iterable[NumberChange], shown_moment: Shown) -> Part:
    """Return a working sheet: the number that was reported, the number now, and why."""
    columns = tuple(TableColumn(title, width) for title, width in zip(frozen_words.COLUMNS, _WIDTHS, strict=True))
    rows = (
        TableRow((c.plan, frozen_words.part(c.part), c.reported, c.now, "\n".join(_cause_sentences(c, shown_moment))))
        for c in changes
    )
    return Part(frozen_words.SHEET, (Table(columns, rows, caption=frozen_words.SHEET),), only_in_spreadsheets=True)
