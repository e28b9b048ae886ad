"""Loads tasks, plans and milestones as values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from cchc_tasks.model.doubts import doubts_in
from cchc_tasks.model.fields import TEXTS, Origin
from cchc_tasks.model.readings import StatedProgress
from cchc_tasks.model.status import Every, Kind, Status
from cchc_tasks.model.task import ExtensionRequest, Milestone, Plan, Source, Task
from cchc_tasks.model.timing import DueRules
from cchc_tasks.storage import queries
from cchc_tasks.storage.reader import Reader, Row
from cchc_tasks.storage.selection import Selection

#: The columns of milestone_now from which a task's standing follows.
FACTS = ("kind", "start", "due", "closed", "done_on", "reported_on", "submitted_on", "basis")
#: The columns of a task's texts: printed ones are those of its version in force.
TEXT_COLUMNS = {field.name: f"{'v' if field.origin is Origin.PRINTED else 't'}.{field.column}" for field in TEXTS}
_TASK_COLUMNS = (
    "t.task_id", "p.code", "t.ref", "t.place", "s.no", "s.title", "s.area", "t.status", "t.progress", "t.evidence",
    "t.review", "t.reported_on", "v.source_file", "v.source_sha256", "v.source_row", "t.seq", "t.changed_at",
    "t.changed_by", "t.task_version_id", "t.section_id", *TEXT_COLUMNS.values(),
)  # fmt: skip


def load_plans(reader: Reader) -> list[Plan]:
    """Return the plans in force by their first day."""
    return [
        Plan(plan_id, code, title, date.fromisoformat(first), date.fromisoformat(last), tasks)
        for plan_id, code, title, first, last, tasks in queries.plan_rows(reader)
    ]


def load_tasks(reader: Reader, chosen: Selection, as_of: date, rules: DueRules) -> list[Task]:
    """Return the selected tasks in printed order with their milestones and units."""
    milestones: dict[int, list[Milestone]] = defaultdict(list)
    for row in queries.milestone_rows(reader, chosen):
        milestones[row[1]].append(_moved(_milestone(row), rules))
    units: dict[tuple[int, str], list[str]] = defaultdict(list)
    for version, role, printed in queries.assignment_rows(reader, chosen):
        units[version, role].append(printed)
    return [
        _task(row, milestones.get(row[0], ()), units, as_of, rules.due_soon_days)
        for row in queries.task_rows(reader, chosen, _TASK_COLUMNS)
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def milestone_of(record: Mapping[str, Any]) -> Milestone:
    """Return a milestone from a derived row, by the names of its columns."""
    return _milestone(tuple(record.get(name.partition(".")[2]) for name in queries.MILESTONE_COLUMNS))


def milestone_of_facts(facts: Sequence[Any], rules: DueRules) -> Milestone:
    """Return what counting needs of a milestone from its `FACTS`."""
    kind, start, due, closed, done_on, reported_on, submitted_on, basis = facts
    milestone = Milestone(
        milestone_id=0,
        task_id=0,
        n=0,
        kind=Kind(kind),
        start=_day(start),
        due=_day(due),
        closed=bool(closed),
        done_on=_day(done_on),
        reported_on=_day(reported_on),
        submitted_on=_day(submitted_on),
        judged_by_submission=basis == "submission",
    )
    return _moved(milestone, rules)


def _milestone(row: Row) -> Milestone:
    (
        milestone_id, task_id, n, kind, label, start, due, every, awaited, offset_number, offset_unit, offset_anchor,
        rule, assumed, ambiguous, reason, series, closed, done_on, reported_on, submitted_on, basis, extended_from,
        uid, revision, revised_at, submitted_to, due_basis, extension_asked,
    ) = row  # fmt: skip
    return Milestone(
        milestone_id=milestone_id,
        task_id=task_id,
        n=n,
        kind=Kind(kind),
        label=label,
        start=_day(start),
        due=_day(due),
        every=Every(every) if every else None,
        trigger=awaited,
        offset=(offset_number, offset_unit, offset_anchor) if offset_number is not None else None,
        rule=rule,
        assumed=tuple(filter(None, assumed.split(","))),
        ambiguous=bool(ambiguous),
        reason=next(iter(doubts_in(reason)), None),
        series=series,
        closed=bool(closed),
        done_on=_day(done_on),
        reported_on=_day(reported_on),
        submitted_on=_day(submitted_on),
        judged_by_submission=basis == "submission",
        extended_from=_day(extended_from),
        uid=uid,
        revision=revision,
        revised_at=revised_at,
        submitted_to=submitted_to or "",
        due_basis=due_basis or "",
        extension_asked=_extension_request(extension_asked),
    )


def _extension_request(text: str | None) -> ExtensionRequest | None:
    """A request is kept as its ISO day and, after a blank, the reason."""
    if not text:
        return None
    day, _, reason = text.partition(" ")
    return ExtensionRequest(date.fromisoformat(day), reason)


def _moved(milestone: Milestone, rules: DueRules) -> Milestone:
    """A dated deadline that ends on a day off, moved where the office has settled so; a window never is."""
    if rules.moved is None or milestone.due is None or milestone.start is not None or milestone.kind is Kind.ONGOING:
        return milestone
    moved = rules.moved(milestone.due)
    return milestone if moved == milestone.due else replace(milestone, due=moved, moved_from=milestone.due)


def _task(
    row: Row,
    milestones: Iterable[Milestone],
    units: dict[tuple[int, str], list[str]],
    as_of: date,
    due_soon_days: int,
) -> Task:
    found: dict[str, Any] = dict(zip(_TASK_COLUMNS, row, strict=True))
    version = found["t.task_version_id"]
    return Task(
        task_id=found["t.task_id"],
        plan=found["p.code"],
        ref=found["t.ref"],
        place=found["t.place"],
        as_of=as_of,
        texts={name: found[column] for name, column in TEXT_COLUMNS.items()},
        section_id=found["t.section_id"],
        section_no=found["s.no"] or "",
        section_title=found["s.title"] or "",
        area=found["s.area"],
        lead_units=tuple(units.get((version, "lead"), ())),
        support_units=tuple(units.get((version, "support"), ())),
        reported=Status(found["t.status"]),
        progress=_progress(found["t.progress"]),
        evidence=_lines(found["t.evidence"]),
        doubts=doubts_in(found["t.review"]),
        reported_on=_day(found["t.reported_on"]),
        source=Source(found["v.source_file"], found["v.source_sha256"], found["v.source_row"]),
        seq=found["t.seq"],
        changed_at=found["t.changed_at"],
        changed_by=found["t.changed_by"],
        milestones=tuple(milestones),
        due_soon_days=due_soon_days,
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("\n")))


def _progress(text: str | None) -> StatedProgress | None:
    """A stated count is kept as «2/3» and, after a blank, the words in which it was stated."""
    if not text:
        return None
    count, _, stated = text.partition(" ")
    done, _, total = count.partition("/")
    return StatedProgress(int(done), int(total), stated or count)
