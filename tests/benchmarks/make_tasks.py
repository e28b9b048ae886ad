"""Databases of any size for the benchmarks: the same workload whatever the machine, written in one go."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from cchc_tasks.model.acts import Act
from cchc_tasks.model.condensed import condensed
from cchc_tasks.model.status import CLOCK_STOPPED, Kind, Status
from cchc_tasks.model.task import Milestone
from cchc_tasks.storage import projection_tables, schema
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.ids import IdMaker
from cchc_tasks.storage.journal import append

TODAY = date(2026, 6, 15)
WORDS = tuple(
    "rà soát văn bản quy phạm thủ tục hành chính kế hoạch tuyên truyền cải cách báo cáo kết quả đánh giá chỉ số "  # noqa: SIM905
    "công vụ tài chính số hóa hồ sơ kiểm tra đôn đốc hướng dẫn tập huấn công chức viên chức".split()
)
UNITS = [f"Phòng chuyên môn số {number}" for number in range(1, 13)]
TASKS_PER_PLAN = 5_000


#: When everything was recorded, and the day on which it took effect.
RECORDED, REPORTED = datetime(2026, 1, 5, tzinfo=UTC), date(2026, 1, 5)


class Mark(NamedTuple):
    """One milestone of the workload."""

    kind: Kind
    due: date | None
    closed: bool
    start: date | None = None


class Made(NamedTuple):
    """One task of the workload."""

    title: str
    unit: str
    status: Status
    marks: tuple[Mark, ...]


Workload = Callable[[int, int], Iterator[Made]]


def make_tasks(database: Database, count: int, workload: Workload | None = None) -> None:
    """Fill an organisation with `count` tasks of one milestone: 12 % overdue, 40 % open and due later, 48 % done.

    Another workload gives other tasks, from the numbers of the first and of how many.
    """
    database.upgrade()
    act = Act("bench", RECORDED, TODAY)
    new_id = IdMaker(act.moment)
    change_id = new_id()
    with database.writing() as writer:
        append(writer, schema.change, [_change(change_id, 1, act)])
    for start in range(0, count, TASKS_PER_PLAN):
        size = min(TASKS_PER_PLAN, count - start)
        made = (workload or one_milestone)(start, size)
        rows = _plan(new_id, change_id, f"KH-{start // TASKS_PER_PLAN}", made, act)
        with database.writing() as writer:
            for table in projection_tables.metadata.sorted_tables:
                append(writer, table, rows.get(table.name, ()))
        if start == 0:
            analyze(database)
    analyze(database)


def analyze(database: Database) -> None:
    """Tell PostgreSQL how many rows our tables have: it looks itself, but not at once.

    Until it knows, the checks of foreign keys may take a wrong index, because all of them begin with the office.
    """
    if not database.is_sqlite:
        with database.engine.begin() as connection:
            connection.exec_driver_sql(f"ANALYZE {', '.join(projection_tables.metadata.tables)}")


def rows_of_plan(made: Iterator[Made]) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of one more plan by table, with the change that makes it."""
    act = Act("bench", RECORDED + timedelta(days=1), TODAY)
    new_id = IdMaker(act.moment)
    change_id = new_id()
    return {"change": [_change(change_id, 2, act)], **_plan(new_id, change_id, "KH-GHI", made, act)}


def _change(change_id: int, number: int, act: Act) -> dict[str, Any]:
    return {
        "change_id": change_id, "act": "import", "recorded_at": act.recorded_at, "actor": act.actor,
        "sentence": "bench", "takes_back": None, "plan_id": None, "number": number, "last_id": change_id,
    }  # fmt: skip


def one_milestone(start: int, count: int) -> Iterator[Made]:
    """Yield tasks of one fixed date."""
    rng = random.Random(start + 20240607)
    for number in range(start, start + count):
        share = rng.random()
        later = 0.12 <= share < 0.52
        due = TODAY + timedelta(days=rng.randint(3, 540) if later else -rng.randint(3, 720))
        title = f"T{number:07d} " + " ".join(rng.choice(WORDS) for _ in range(rng.randint(4, 9)))
        done = share >= 0.52
        status = Status.DONE if done else Status.NOT_STARTED
        yield Made(title, rng.choice(UNITS), status, (Mark(Kind.FIXED, due, done),))


def of_every_kind(start: int, count: int) -> Iterator[Made]:
    """Yield the same tasks, of which a third are ongoing, quarterly, awaited, of two milestones, or stopped."""
    rng = random.Random(start + 7)
    for task in one_milestone(start, count):
        share, (mark,) = rng.random(), task.marks
        year = Mark(Kind.ONGOING, date(2026, 12, 31), closed=False)
        if share < 0.08:
            yield task._replace(status=Status.IN_PROGRESS, marks=(year,))
        elif share < 0.16:
            closed = rng.randint(0, 2)
            starts = [date(2026, month, 1) for month in (1, 4, 7, 10)]
            ends = [day - timedelta(days=1) for day in (*starts[1:], date(2027, 1, 1))]
            quarters = zip(starts, ends, strict=True)
            marks = tuple(Mark(Kind.RECURRING, due, n < closed, begins) for n, (begins, due) in enumerate(quarters))
            yield task._replace(status=Status.IN_PROGRESS, marks=marks)
        elif share < 0.21:
            yield task._replace(status=Status.WAITING, marks=(Mark(Kind.TRIGGERED, None, closed=False),))
        elif share < 0.28:
            yield task._replace(status=Status.IN_PROGRESS, marks=(mark, year))
        elif share < 0.32:
            yield task._replace(status=rng.choice((Status.PAUSED, Status.DROPPED, Status.NOTHING_ARISEN)))
        else:
            yield task


def _plan(
    new_id: IdMaker, change_id: int, code: str, made: Iterator[Made], act: Act
) -> dict[str, list[dict[str, Any]]]:
    plan_id = new_id()
    period = {"period_first": "2026-01-01", "period_last": "2026-12-31"}
    version = {"plan_version_id": new_id(), "plan_id": plan_id, "change_id": change_id}
    rows: dict[str, list[dict[str, Any]]] = {
        "plan": [{"plan_id": plan_id, "change_id": change_id, "code": code}],
        "plan_version": [{**version, "effective_on": "2026-01-01", "title": code, **period, "document": None}],
        "plan_now": [{"plan_id": plan_id, "code": code, "title": code, **period}],
    }
    for place, task in enumerate(made, 1):
        for name, row in _task(new_id, change_id, plan_id, place, task, act):
            rows.setdefault(name, []).append(row)
    return rows


def _task(
    new_id: IdMaker, change_id: int, plan_id: int, place: int, task: Made, act: Act
) -> Iterator[tuple[str, dict[str, Any]]]:
    task_id, version_id = new_id(), new_id()
    told = task.status is not Status.NOT_STARTED
    due = task.marks[0].due
    yield "task", {"task_id": task_id, "plan_id": plan_id, "change_id": change_id, "place": place}
    yield "task_version", {
        "task_version_id": version_id, "task_id": task_id, "change_id": change_id, "seq": 1,
        "effective_on": "2026-01-01", "in_plan": 1, "section_id": None, "no": str(place), "title": task.title,
        "activities": "", "outputs": "", "lead_text": task.unit, "support_text": "", "start_text": "",
        "deadline_text": due.strftime("%d/%m/%Y") if due else "", "review": "", "source_file": "bench",
        "source_sha256": "", "source_row": place,
    }  # fmt: skip
    if told:
        yield "change_detail", _detail(new_id, change_id, task_id, None, "status", task.status)
    yield "task_now", {
        "task_id": task_id, "plan_id": plan_id, "place": place, "task_version_id": version_id, "section_id": None,
        "no": str(place), "title": task.title, "lead_text": task.unit, "status": task.status, "ref": str(place),
        "result": "", "progress": None, "note": "", "difficulty": "", "proposal": "", "given_by": "", "evidence": "",
        "review": "", "reported_on": REPORTED.isoformat() if told else None, "seq": 1, "changed_at": act.recorded_at,
        "changed_by": act.actor,
    }  # fmt: skip
    yield "counted_now", {"task_id": task_id, **_condensed(task.status, task.marks)}
    named = {"plan_id": plan_id, "ref": str(place), "no": str(place), "title": task.title, "lead_text": task.unit}
    for n, mark in enumerate(task.marks, 1):
        of = {"milestone_id": new_id(), "task_id": task_id, "n": n, "label": None}
        yield from _milestone(new_id, change_id, version_id, of, mark, act)
        runs = mark.due and mark.kind is not Kind.ONGOING and not mark.closed
        if runs and mark.due and task.status not in CLOCK_STOPPED:
            yield "running_now", {
                **of, **named, "due": mark.due.isoformat(), "begins": None, "submitted_on": None,
                "submitted_to": None, "status": task.status,
            }  # fmt: skip


def _milestone(
    new_id: IdMaker, change_id: int, version_id: int, of: dict[str, Any], mark: Mark, act: Act
) -> Iterator[tuple[str, dict[str, Any]]]:
    milestone_id, task_id, uid = of["milestone_id"], of["task_id"], f"{of['milestone_id']}@cchc-tasks"
    yield "milestone", {"milestone_id": milestone_id, "task_id": task_id, "uid": uid}
    reading = {
        **of, "kind": mark.kind, "start": mark.start.isoformat() if mark.start else None,
        "due": mark.due.isoformat() if mark.due else None, "every": None, "series": None, "awaited": None,
        "offset_number": None, "offset_unit": None, "offset_anchor": None, "rule": "đúng ngày", "assumed": "",
        "ambiguous": 0, "reason": None,
    }  # fmt: skip
    yield "milestone_version", {**reading, "milestone_version_id": new_id(), "task_version_id": version_id}
    if mark.closed:
        yield "change_detail", _detail(new_id, change_id, task_id, milestone_id, "closed", "1")
    yield "milestone_now", {
        **reading, "closed": int(mark.closed), "done_on": None,
        "reported_on": REPORTED.isoformat() if mark.closed else None, "submitted_on": None, "basis": "product",
        "extended_from": None, "uid": uid, "revision": 0, "submitted_to": None, "due_basis": None,
        "extension_asked": None, "revised_at": act.recorded_at,
    }  # fmt: skip


def _detail(
    new_id: IdMaker, change_id: int, task_id: int, milestone_id: int | None, field: str, value: str
) -> dict[str, Any]:
    return {
        "change_detail_id": new_id(), "change_id": change_id, "task_id": task_id, "seq": 1,
        "milestone_id": milestone_id, "field": field, "value": value, "effective_on": REPORTED.isoformat(),
    }  # fmt: skip


@cache
def _condensed(status: Status, marks: tuple[Mark, ...]) -> dict[str, str]:
    milestones = [
        Milestone(0, 0, 0, kind, start=start, due=due, closed=closed, reported_on=REPORTED if closed else None)
        for kind, due, closed, start in marks
    ]
    return condensed(status, milestones)._asdict()
