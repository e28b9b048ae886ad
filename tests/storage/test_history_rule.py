"""The one rule: the state on a day equals a plain model, and today's tables equal the history."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_tasks.model.acts import Act
from cchc_tasks.model.filters import Filters
from cchc_tasks.office.health import check_database
from cchc_tasks.plans.plan_lookup import PRINTED_DAYS, list_tasks, tasks_on
from cchc_tasks.storage import projection_tables, schema
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.ids import IdMaker
from cchc_tasks.storage.journal import append
from cchc_tasks.storage.projection_writes import refresh_plan, refresh_tasks
from cchc_tasks.tracking.due_lists import list_overdue
from tests.conftest import fresh_postgres
from tests.storage.history_rows import TaskRows

FIRST = date(2026, 1, 1)
DAYS = st.integers(0, 180).map(lambda days: FIRST + timedelta(days=days))
STATUSES = st.sampled_from(["not_started", "in_progress", "waiting", "paused", "dropped"])


class Recorder:
    """Writes acts to a database and keeps the same acts in a plain list."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.moment = datetime(2026, 7, 1, tzinfo=UTC)
        self.plain: list[dict[str, Any]] = []
        self.rows = TaskRows(self.next_act(), due=date(2026, 3, 31))
        self.seq = 1
        with database.writing() as writer:
            for name, rows in self.rows.tables().items():
                append(writer, projection_tables.metadata.tables[name], rows)
            refresh_plan(writer, self.rows.plan_id)
            refresh_tasks(writer, [self.rows.task_id], renumber=True)

    def next_act(self) -> Act:
        self.moment += timedelta(seconds=1)
        return Act("Người thử", self.moment, date(2026, 7, 1))

    def set(self, field: str, value: str, day: date) -> None:
        """Record one field on an effective day."""
        self._record({"field": field, "value": value, "effective_on": day.isoformat()}, takes_back=None)

    def undo(self, place: int) -> None:
        """Take the act at a place of the list back, if it is not taken back yet."""
        standing = [act for act in self.plain if not act["undone"] and act["field"] != "taken_back"]
        if standing:
            chosen = standing[place % len(standing)]
            chosen["undone"] = True
            today = date(2026, 7, 1).isoformat()
            detail = {"field": "taken_back", "value": str(chosen["change_id"]), "effective_on": today}
            self._record(detail, takes_back=chosen["change_id"])

    def _record(self, detail: dict[str, str], takes_back: int | None) -> None:
        act = self.next_act()
        new_id = IdMaker(act.moment)
        change_id = new_id()
        self.seq += 1
        of_milestone = detail["field"] in ("due", "closed", "submitted_on")
        row = {
            "change_detail_id": new_id(),
            "change_id": change_id,
            "task_id": self.rows.task_id,
            "seq": self.seq,
            "milestone_id": self.rows.milestone_id if of_milestone else None,
            **detail,
        }
        with self.database.writing() as writer:
            append(writer, schema.change, [self.rows.change(change_id, self.seq, act, "update", takes_back)])
            append(writer, schema.change_detail, [row])
            refresh_tasks(writer, [self.rows.task_id], renumber=False)
        self.plain.append({**detail, "change_id": change_id, "undone": False})

    def expected(self, day: date | None) -> dict[str, str]:
        """The plain model: sort by effective day, keep the last of each field."""
        state: dict[str, str] = {}
        known = [act for act in self.plain if not act["undone"]]
        for act in sorted(known, key=lambda act: act["effective_on"]):
            if day is None or act["effective_on"] <= day.isoformat():
                state[act["field"]] = act["value"]
        return state


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("status"), STATUSES, DAYS),
        st.tuples(st.just("note"), st.text("abc đê", min_size=1, max_size=5), DAYS),
        st.tuples(st.just("due"), DAYS.map(date.isoformat), DAYS),
        st.tuples(st.just("closed"), st.sampled_from(["0", "1"]), DAYS),
        st.tuples(st.just("undo"), st.integers(0, 20), DAYS),
    ),
    max_size=8,
)


def _play(recorder: Recorder, acts: list[tuple[str, Any, date]]) -> None:
    for field, value, day in acts:
        if field == "undo":
            recorder.undo(value)
        else:
            recorder.set(field, value, day)


def _compare(recorder: Recorder, day: date) -> None:
    (task,) = list_tasks(recorder.database, Filters(), day)
    expected = recorder.expected(day)
    assert task.reported == expected.get("status", "not_started")
    assert task.note == expected.get("note", "")
    (milestone,) = task.milestones
    assert milestone.due == date.fromisoformat(expected.get("due", "2026-03-31"))
    assert milestone.closed == (expected.get("closed", "0") != "0")
    overdue = list_overdue(recorder.database, Filters(), day)
    stopped = task.reported in ("paused", "dropped")
    assert bool(overdue) == (not milestone.closed and not stopped and milestone.due < day)


def _check(database: Database, acts: list[tuple[str, Any, date]], days: list[date]) -> None:
    recorder = Recorder(database)
    _play(recorder, acts)
    for day in [*days, date(2026, 7, 1)]:
        _compare(recorder, day)
    assert check_database(database, repair=False).sound


@settings(max_examples=30, deadline=None)
@given(acts=ACTS, days=st.lists(DAYS, min_size=1, max_size=3))
def test_the_state_on_any_day_equals_a_plain_model_on_sqlite(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, Any, date]], days: list[date]
) -> None:
    database = Database(str(tmp_path_factory.mktemp("rule") / "a.sqlite3"))
    database.upgrade()
    _check(database, acts, days)


@settings(max_examples=8, deadline=None)
@given(acts=ACTS, days=st.lists(DAYS, min_size=1, max_size=3))
def test_the_state_on_any_day_equals_a_plain_model_on_postgresql(
    postgres: str, acts: list[tuple[str, Any, date]], days: list[date]
) -> None:
    with fresh_postgres(postgres) as database:
        _check(database, acts, days)


def test_a_late_entry_changes_only_the_days_from_which_it_took_effect(database: Database) -> None:
    recorder = Recorder(database)
    recorder.set("status", "in_progress", date(2026, 4, 1))
    recorder.set("status", "waiting", date(2026, 2, 1))
    shown = {day: list_tasks(database, Filters(), day)[0].status for day in (FIRST, date(2026, 3, 1), date(2026, 5, 1))}
    assert list(shown.values()) == ["not_started", "waiting", "in_progress"]


def test_an_undone_change_counts_on_no_day_and_stays_in_the_history(database: Database) -> None:
    recorder = Recorder(database)
    recorder.set("status", "paused", date(2026, 2, 1))
    recorder.undo(0)
    assert list_tasks(database, Filters(), date(2026, 3, 1))[0].status == "not_started"
    with database.reading() as reader:
        (count,) = next(reader.rows("SELECT COUNT(*) FROM change_detail WHERE organisation_id = :org"))
    assert count == 2


def test_a_derived_table_that_was_tampered_with_is_found_and_built_again(database: Database) -> None:
    recorder = Recorder(database)
    recorder.set("status", "in_progress", date(2026, 2, 1))
    for table, column in (
        ("task_now", "status"),
        ("milestone_now", "due"),
        ("running_now", "title"),
        ("task_search", "folded"),
    ):
        with database.engine.begin() as connection:
            connection.execute(projection_tables.metadata.tables[table].update().values({column: "2020-01-01"}))
        assert not check_database(database, repair=True).sound
        assert check_database(database, repair=False).sound


def test_looking_at_a_past_day_writes_nothing(database: Database) -> None:
    recorder = Recorder(database)
    recorder.set("status", "in_progress", date(2026, 4, 1))
    list_tasks(database, Filters(), date(2026, 2, 1))
    assert list_tasks(database, Filters(), date(2026, 7, 1))[0].status == "in_progress"


def test_a_milestone_is_revised_when_what_a_calendar_shows_of_it_changes(database: Database) -> None:
    recorder = Recorder(database)

    def revision() -> int:
        return list_tasks(database, Filters(), date(2026, 7, 1))[0].milestones[0].revision

    assert revision() == 0
    recorder.set("note", "không lên lịch", date(2026, 2, 1))
    assert revision() == 0
    recorder.set("due", "2026-05-15", date(2026, 2, 1))
    assert revision() == 1
    recorder.set("closed", "1", date(2026, 6, 1))
    assert revision() == 2


def test_one_reader_can_look_at_one_day_after_another(database: Database) -> None:
    recorder = Recorder(database)
    recorder.set("status", "waiting", date(2026, 3, 1))
    recorder.set("status", "in_progress", date(2026, 5, 1))
    days = [date(2026, 2, 1), date(2026, 4, 1), date(2026, 6, 1), date(2026, 2, 1)]
    with database.reading() as reader:
        seen = [tasks_on(reader, Filters(), day, PRINTED_DAYS)[0].status for day in days]
    assert seen == ["not_started", "waiting", "in_progress", "not_started"]


def test_a_past_day_carries_the_revisions_that_calendars_have_seen(database: Database) -> None:
    recorder = Recorder(database)
    recorder.set("due", "2026-05-15", date(2026, 4, 1))
    (milestone,) = list_tasks(database, Filters(), date(2026, 2, 1))[0].milestones
    assert milestone.due == date(2026, 3, 31)
    assert milestone.revised_at


def test_strays_in_the_derived_tables_are_found_and_removed(database: Database) -> None:
    recorder = Recorder(database)
    with database.engine.begin() as connection:
        stray = {"plan_id": 99, "code": "MA", "title": "", "period_first": "2026-01-01", "period_last": "2026-12-31"}
        connection.execute(projection_tables.plan_now.insert(), {"organisation_id": 1, **stray})
        row = connection.execute(projection_tables.running_now.select()).mappings().one()
        connection.execute(projection_tables.running_now.insert(), {**row, "task_id": 99})
        connection.execute(projection_tables.task_now.update().values(ref="khác"))
    found = check_database(database, repair=False)
    assert (set(found.tasks), found.plans) == ({99, recorder.rows.task_id}, (99,))
    check_database(database, repair=True)
    assert check_database(database, repair=False).sound


def test_a_change_that_is_taken_back_counts_for_no_task_even_where_the_undo_names_none(database: Database) -> None:
    recorder = Recorder(database)
    recorder.set("status", "paused", date(2026, 2, 1))
    act = recorder.next_act()
    with database.writing() as writer:
        number, undone = recorder.seq + 1, recorder.plain[0]["change_id"]
        undo = recorder.rows.change(IdMaker(act.moment)(), number, act, "undo", undone)
        append(writer, schema.change, [undo])
        refresh_tasks(writer, [recorder.rows.task_id], renumber=False)
    assert list_tasks(database, Filters(), date(2026, 7, 1))[0].status == "not_started"
