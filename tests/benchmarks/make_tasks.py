"""Databases of any size for the benchmarks: the same workload whatever the machine, written in one go."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from cchc_tasks.model.acts import Act
from cchc_tasks.storage import tables
from cchc_tasks.storage.engine import Database
from cchc_tasks.storage.ids import IdMaker
from cchc_tasks.storage.writes import append

TODAY = date(2026, 6, 15)
WORDS = tuple(
    "rà soát văn bản quy phạm thủ tục hành chính kế hoạch tuyên truyền cải cách báo cáo kết quả đánh giá chỉ số "  # noqa: SIM905
    "công vụ tài chính số hóa hồ sơ kiểm tra đôn đốc hướng dẫn tập huấn công chức viên chức".split()
)
UNITS = [f"Phòng chuyên môn số {number}" for number in range(1, 13)]
TASKS_PER_PLAN = 5_000


def make_tasks(database: Database, count: int) -> None:
    """Fill a new database with `count` tasks of one milestone: 12 % overdue, 40 % open and due later, 48 % done."""
    database.upgrade()
    act = Act("bench", datetime(2026, 1, 5, tzinfo=UTC), TODAY)
    with database.writing() as reader:
        new_id = IdMaker(act.moment)
        change_id = new_id()
        append(reader, tables.change, [_change(change_id, act)])
        for start in range(0, count, TASKS_PER_PLAN):
            size = min(TASKS_PER_PLAN, count - start)
            rows = _plan(new_id, change_id, f"KH-{start // TASKS_PER_PLAN}", start, size, act)
            for name, of_table in rows.items():
                append(reader, tables.metadata.tables[name], of_table)


def _change(change_id: int, act: Act) -> dict[str, Any]:
    return {
        "change_id": change_id, "act": "import", "recorded_at": act.recorded_at, "actor": act.actor,
        "sentence": "bench", "takes_back": None, "plan_id": None,
    }  # fmt: skip


def _workload(start: int, count: int) -> Iterator[tuple[str, str, date, bool]]:
    """Title, unit, due day, done."""
    rng = random.Random(start + 20240607)
    for number in range(start, start + count):
        share = rng.random()
        later = 0.12 <= share < 0.52
        due = TODAY + timedelta(days=rng.randint(3, 540) if later else -rng.randint(3, 720))
        title = f"T{number:07d} " + " ".join(rng.choice(WORDS) for _ in range(rng.randint(4, 9)))
        yield title, rng.choice(UNITS), due, share >= 0.52


def _plan(
    new_id: IdMaker, change_id: int, code: str, start: int, count: int, act: Act
) -> dict[str, list[dict[str, Any]]]:
    plan_id = new_id()
    rows: dict[str, list[dict[str, Any]]] = {
        "plan": [{"plan_id": plan_id, "change_id": change_id, "code": code}],
        "plan_version": [
            {
                "plan_version_id": new_id(),
                "plan_id": plan_id,
                "change_id": change_id,
                "effective_on": "2026-01-01",
                "title": code,
                "period_first": "2026-01-01",
                "period_last": "2026-12-31",
                "document": None,
            }
        ],
        "plan_now": [
            {"plan_id": plan_id, "code": code, "title": code, "period_first": "2026-01-01", "period_last": "2026-12-31"}
        ],
    }
    for place, (title, unit, due, done) in enumerate(_workload(start, count), 1):
        for name, row in _task(new_id, change_id, plan_id, place, title, unit, due, done, act):
            rows.setdefault(name, []).append(row)
    return rows


def _task(
    new_id: IdMaker, change_id: int, plan_id: int, place: int, title: str, unit: str, due: date, done: bool, act: Act
) -> Iterator[tuple[str, dict[str, Any]]]:
    task_id, version_id, milestone_id = new_id(), new_id(), new_id()
    status = "done" if done else "not_started"
    yield "task", {"task_id": task_id, "plan_id": plan_id, "change_id": change_id, "place": place}
    yield "task_version", {
        "task_version_id": version_id, "task_id": task_id, "change_id": change_id, "seq": 1,
        "effective_on": "2026-01-01", "in_plan": 1, "section_id": None, "no": str(place), "title": title,
        "activities": "", "outputs": "", "lead_text": unit, "support_text": "", "start_text": "",
        "deadline_text": due.strftime("%d/%m/%Y"), "review": "", "source_file": "bench", "source_sha256": "",
        "source_row": place,
    }  # fmt: skip
    yield "milestone", {"milestone_id": milestone_id, "task_id": task_id, "uid": f"{milestone_id}@cchc-tasks"}
    reading = {
        "milestone_id": milestone_id, "task_id": task_id, "n": 1, "label": None, "kind": "fixed", "start": None,
        "due": due.isoformat(), "every": None, "series": None, "awaited": None, "offset_number": None,
        "offset_unit": None, "offset_anchor": None, "rule": "đúng ngày", "assumed": "", "ambiguous": 0, "reason": None,
    }  # fmt: skip
    yield "milestone_version", {**reading, "milestone_version_id": new_id(), "task_version_id": version_id}
    if done:
        for of, field, value in ((None, "status", "done"), (milestone_id, "closed", "1")):
            yield "change_detail", {
                "change_detail_id": new_id(), "change_id": change_id, "task_id": task_id, "seq": 1,
                "milestone_id": of, "field": field, "value": value, "effective_on": "2026-01-05",
            }  # fmt: skip
    yield "task_now", {
        "task_id": task_id, "plan_id": plan_id, "place": place, "task_version_id": version_id, "section_id": None,
        "no": str(place), "title": title, "lead_text": unit, "status": status, "ref": str(place), "result": "",
        "progress": None, "note": "", "difficulty": "", "proposal": "", "given_by": "", "evidence": "", "review": "",
        "reported_on": "2026-01-05" if done else None, "seq": 1, "changed_at": act.recorded_at,
        "changed_by": act.actor,
    }  # fmt: skip
    yield "milestone_now", {
        **reading, "closed": int(done), "done_on": None, "reported_on": "2026-01-05" if done else None,
        "submitted_on": None, "basis": "product", "extended_from": None,
        "uid": f"{milestone_id}@cchc-tasks", "revision": 0,
        "submitted_to": None, "due_basis": None, "extension_asked": None,
        "revised_at": act.recorded_at,
    }  # fmt: skip
    if not done:
        yield "running_now", {
            "due": due.isoformat(), "task_id": task_id, "n": 1, "milestone_id": milestone_id, "label": None,
            "begins": None, "submitted_on": None, "submitted_to": None, "plan_id": plan_id, "ref": str(place),
            "no": str(place), "title": title, "lead_text": unit, "status": status,
        }  # fmt: skip
