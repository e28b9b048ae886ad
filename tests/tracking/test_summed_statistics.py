"""The statistics that are summed up equal those that are counted task by task, in every office and on every day."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from cchc_tasks.model.acts import Act
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.status import Kind, Status
from cchc_tasks.model.timing import DueRules
from cchc_tasks.office.health import check_database
from cchc_tasks.office.organisation_names import add_organisation
from cchc_tasks.storage import projection_tables, schema
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.journal import append
from cchc_tasks.storage.projection_writes import refresh_plan, refresh_tasks
from cchc_tasks.tracking import sql
from cchc_tasks.tracking.sql import summed_standings
from cchc_tasks.tracking.task_statistics import Statistics, compute_statistics
from tests.sample_office import DECISION, Office
from tests.storage.history_rows import TaskRows

FIRST = date(2026, 1, 1)
LAST_RECORDED = date(2026, 2, 15)
#: An office that moves no day all the same: its tasks are counted one by one.
ONE_BY_ONE = DueRules(moved=lambda day: day)


class RandomOffice:
    """Writes tasks of which anything may have been recorded on any day up to LAST_RECORDED."""

    def __init__(self, database: Database, act: Act, seed: int) -> None:
        self.database = database
        self.act = act
        self.random = random.Random(seed)

    def record(self, tasks: int) -> None:
        plan = TaskRows(self.act, FIRST)
        rows = plan.tables()
        new_id = iter(range(1, 1_000_000))
        for name in ("task", "task_version", "milestone", "milestone_version"):
            rows[name] = []
        rows["change_detail"] = []
        for place in range(1, tasks + 1):
            self._add_task(rows, plan, place, new_id)
        with self.database.writing() as writer:
            for table in schema.APPEND_ONLY:
                append(writer, table, rows.get(table.name, []))
            refresh_plan(writer, plan.plan_id)
            refresh_tasks(writer, [row["task_id"] for row in rows["task"]], renumber=True)

    def _add_task(self, rows: dict[str, Any], plan: TaskRows, place: int, new_id: Iterator[int]) -> None:
        task, version = next(new_id), next(new_id)
        model = plan.tables()
        rows["task"].append({**model["task"][0], "task_id": task, "place": place})
        rows["task_version"].append({**model["task_version"][0], "task_version_id": version, "task_id": task})
        told: list[tuple[int | None, str, str]] = []
        if self.random.random() < 0.8:
            told.append((None, "status", self.random.choice(list(Status))))
        finished = self.random.random() < 0.4
        for n in range(1, self.random.choice((1, 1, 2, 4)) + 1):
            milestone = next(new_id)
            rows["milestone"].append({"milestone_id": milestone, "task_id": task, "uid": f"{milestone}@thu"})
            of = {"milestone_id": milestone, "task_id": task, "task_version_id": version, "n": n}
            read = {"kind": self.random.choice(list(Kind)), "start": self._maybe_day(), "due": self._maybe_day()}
            printed = {**model["milestone_version"][0], "milestone_version_id": next(new_id), **of, **read}
            rows["milestone_version"].append(printed)
            told += self._told_of(milestone, finished=finished)
        for milestone_id, field, value in told:
            detail = {"change_detail_id": next(new_id), "change_id": plan.change_id, "task_id": task, "seq": 1}
            detail |= {"milestone_id": milestone_id, "field": field, "value": value}
            rows["change_detail"].append(detail | {"effective_on": self._day(45)})

    def _told_of(self, milestone: int, *, finished: bool) -> Iterator[tuple[int, str, str]]:
        for field, value, share in (
            ("closed", self.random.choice("12" if finished else "012"), 1 if finished else 0.5),
            ("done_on", self._day(90), 0.5),
            ("submitted_on", self._day(90), 0.3),
            ("basis", self.random.choice(("product", "submission")), 0.2),
            ("due", self._day(90), 0.2),
        ):
            if self.random.random() < share:
                yield milestone, field, value

    def _day(self, days: int) -> str:
        return (FIRST + timedelta(days=self.random.randint(0, days))).isoformat()

    def _maybe_day(self) -> str | None:
        return self._day(90) if self.random.random() < 0.7 else None


def province(database: Database, act: Act, seed: int) -> list[Database]:
    """Three offices of random tasks, and one that has none."""
    offices = [Database(database.location, "Cơ quan")]
    for name in ("Sở Y tế", "Sở Nội vụ", "Sở Tư pháp"):
        add_organisation(database, name, act)
        offices.append(Database(database.location, name))
    for number, office in enumerate(offices[:3]):
        RandomOffice(office, act, seed + number).record(60)
    return offices


def test_the_sums_of_a_province_are_what_counting_task_by_task_gives(database: Database, act: Act) -> None:
    offices = province(database, act, 20260607)
    for days in range(-3, 110, 8):
        day = FIRST + timedelta(days=days)
        for soon in (0, 15, 400):
            rules = DueRules(due_soon_days=soon)
            exact = ONE_BY_ONE._replace(due_soon_days=soon)
            assert compute_statistics(database, Filters(), day, "organisation", rules) == compute_statistics(
                database, Filters(), day, "organisation", exact
            ), (day, soon)
    day = LAST_RECORDED
    for office in offices:
        assert compute_statistics(office, Filters(), day) == compute_statistics(
            office, Filters(), day, rules=ONE_BY_ONE
        )
        assert check_database(office, repair=False).sound
        office.close()


def read_no_task(*_: object) -> None:
    raise AssertionError("a task was read")


def test_where_nothing_took_effect_after_the_day_no_task_is_read(
    database: Database, act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    offices = province(database, act, 1)
    with offices[1].writing() as writer:  # one office records something later: it alone is counted task by task
        detail = next(writer.rows("SELECT change_id, task_id FROM change_detail WHERE organisation_id = :org"))
        later = {"change_detail_id": -1, "seq": 2, "milestone_id": None, "field": "note", "value": "muộn"}
        later |= {"change_id": detail[0], "task_id": detail[1], "effective_on": "2026-05-01"}
        append(writer, schema.change_detail, [later])
        refresh_tasks(writer, [detail[1]], renumber=False)
    counted_in: list[int] = []
    counted_tasks_on = sql.counted_tasks_on

    def remember(reader: Any, day: date, plan_id: int | None) -> Any:
        counted_in.append(reader.organisation_id)
        return counted_tasks_on(reader, day, plan_id)

    monkeypatch.setattr(sql, "counted_tasks_on", remember)
    with offices[1].reading() as reader:
        busy = reader.organisation_id
    with offices[3].reading() as reader:
        empty = reader.organisation_id
    compute_statistics(database, Filters(), date(2026, 4, 1), "organisation")
    assert sorted(counted_in) == sorted([busy, empty])
    monkeypatch.setattr(sql, "counted_tasks_on", read_no_task)
    compute_statistics(offices[0], Filters(), date(2026, 4, 1))
    for office in offices:
        office.close()


@pytest.fixture
def busy_office(office: Office) -> Office:
    office.submit("10", milestone=1, evidence=("Tờ trình số 15/TTr-STP ngày 28/3/2022",))
    office.done("13", on=date(2022, 6, 28))
    office.done("19", on=date(2022, 7, 5))
    office.update("33", status=Status.PAUSED, evidence=(DECISION,), on=date(2022, 7, 1))
    return office


def both_ways(office: Office, day: date) -> tuple[Statistics, Statistics]:
    return (
        compute_statistics(office.database, Filters(), day),
        compute_statistics(office.database, Filters(), day, rules=ONE_BY_ONE),
    )


def test_every_act_keeps_the_sums_right(busy_office: Office) -> None:
    """From the day of the last act on; an undone one counts no more."""
    busy_office.extend("17", milestone=3, to="Quý IV/2022", reason="chờ góp ý", evidence=(DECISION,))
    busy_office.undo()
    busy_office.update("34", status=Status.DROPPED, evidence=(DECISION,), on=date(2022, 7, 1))
    for days in range(0, 260, 13):
        summed, exact = both_ways(busy_office, busy_office.today + timedelta(days=days))
        assert summed == exact
    assert check_database(busy_office.database, repair=False).sound


def test_a_sum_that_was_tampered_with_is_found_and_put_right(busy_office: Office) -> None:
    with busy_office.database.engine.begin() as connection:
        connection.execute(update(projection_tables.counted_now).values(day="2020-01-01"))
    assert not check_database(busy_office.database, repair=True).sound
    assert check_database(busy_office.database, repair=False).sound
    summed, exact = both_ways(busy_office, busy_office.today)
    assert summed == exact


def test_the_sums_are_read_in_the_order_of_their_key(sqlite_database: Database) -> None:
    """SQLite sorts nothing and keeps nothing: a million tasks are one walk through the table."""
    seen: list[str] = []
    with sqlite_database.reading(whole=True) as reader:
        rows = reader.rows

        def explained(sql: str, parameters: Any = None) -> Any:
            plan = rows(f"EXPLAIN QUERY PLAN {sql}", parameters)
            seen.extend(str(step[3]) for step in plan)
            return rows(sql, parameters)

        reader.rows = explained  # type: ignore[method-assign]
        summed_standings(reader, FIRST, 15)
    assert seen == ["SCAN counted_now"]
