"""Changes that an older program ordered by clocks get their numbers: one after the other, and none before its cause."""

from __future__ import annotations

import json
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from cchc_tasks.model.acts import Act
from cchc_tasks.model.timing import DueRules
from cchc_tasks.reports.frozen_numbers import compare_with_now, list_frozen_reports
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.migrate import run_migrations
from tests.conftest import POSTGRES
from tests.storage.history_rows import TaskRows, insert_as_then
from tests.storage.older import older_database

BEGAN = datetime(2026, 7, 1, tzinfo=UTC)
TODAY = date(2026, 7, 1)
CLOCKS = {"Lan": timedelta(0), "Minh": timedelta(minutes=10)}


class OldChange(NamedTuple):
    """A change in the order in which it was truly recorded, with what it tells of those before."""

    change_id: int
    moment: datetime
    earlier: tuple[int, ...]


class OldOffice:
    """An office at the revision before numbers, of which two machines record the acts."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.now = BEGAN
        self.seq = 1
        rows = TaskRows(Act("Lan", BEGAN, TODAY), TODAY)
        run_migrations(connection, "0009")
        connection.execute(text("INSERT INTO organisation VALUES (1, 'Cơ quan', '')"))
        insert_as_then(connection, rows.tables())
        self.rows = rows
        self.changes = [OldChange(rows.change_id, BEGAN, ())]

    def record(self, who: str, *, takes_back: int | None = None, of_task: bool = True, freezes: bool = False) -> int:
        """Record one act by somebody's clock; return its id."""
        self.now += timedelta(seconds=20)
        act = Act(who, self.now + CLOCKS[who], TODAY)
        change_id = (int(act.moment.timestamp() * 1000) << 22) + len(self.changes)
        newest = max(change.change_id for change in self.changes)
        rows: dict[str, Any] = {"change": [self.rows.change(change_id, 0, act, "update", takes_back)]}
        earlier = [takes_back] if takes_back else []
        if of_task:
            self.seq += 1
            earlier += [change.change_id for change in self.changes if change.change_id in self._of_task()]
            rows["change_detail"] = [
                {
                    "change_detail_id": change_id, "change_id": change_id, "task_id": self.rows.task_id,
                    "seq": self.seq, "milestone_id": None, "field": "note", "value": who, "effective_on": "2026-07-01",
                }
            ]  # fmt: skip
        if freezes:
            earlier.append(newest)
            content = json.dumps({"format": 1, "newest_change": str(newest)})
            rows["report_snapshot"] = [
                {
                    "report_snapshot_id": change_id, "change_id": change_id, "kind": "appendix", "scope": "",
                    "as_of": "2026-07-01", "uid": str(change_id), "sha256": "", "content": content,
                }
            ]  # fmt: skip
        insert_as_then(self.connection, rows)
        self.changes.append(OldChange(change_id, act.moment, tuple(earlier)))
        return change_id

    def _of_task(self) -> set[int]:
        return {self.rows.change_id, *(row[0] for row in self.connection.execute(text(_OF_TASK)))}


_OF_TASK = "SELECT change_id FROM change_detail"


def numbers(database: Database) -> dict[int, int]:
    with database.engine.connect() as connection:
        return {row[0]: row[1] for row in connection.execute(text("SELECT change_id, number FROM change"))}


def triggers(database: Database) -> list[Any]:
    of_file = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    of_server = (
        "SELECT t.tgname, c.relname, t.tgenabled FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE c.relnamespace = current_schema()::regnamespace AND NOT t.tgisinternal ORDER BY c.relname, t.tgname"
    )
    with database.engine.connect() as connection:
        return list(connection.execute(text(of_file if database.is_sqlite else of_server)).all())


def test_changes_of_one_clock_are_numbered_by_their_moments(bare: Database) -> None:
    with bare.engine.begin() as connection:
        office = OldOffice(connection)
        for _ in range(5):
            office.record("Lan")
    bare.upgrade()
    assert numbers(bare) == {change.change_id: n for n, change in enumerate(office.changes, 1)}


@pytest.mark.parametrize("seed", range(5))
def test_no_change_comes_before_what_it_tells_of_where_clocks_disagreed(bare: Database, seed: int) -> None:
    chosen = random.Random(seed)
    with bare.engine.begin() as connection:
        office = OldOffice(connection)
        standing: list[int] = []
        for _ in range(25):
            undone = standing.pop() if standing and chosen.random() < 0.3 else None
            of_task, freezes = chosen.random() < 0.4, chosen.random() < 0.2
            made = office.record(chosen.choice(["Lan", "Minh"]), takes_back=undone, of_task=of_task, freezes=freezes)
            standing += [] if undone else [made]
    bare.upgrade()
    found = numbers(bare)
    assert sorted(found.values()) == list(range(1, 27))
    for change in office.changes:
        assert all(found[earlier] < found[change.change_id] for earlier in change.earlier)


def test_what_is_made_later_has_ids_above_all_that_there_are(bare: Database) -> None:
    with bare.engine.begin() as connection:
        office = OldOffice(connection)
        ahead = office.record("Minh")
        office.record("Lan")
    bare.upgrade()
    with bare.engine.connect() as connection:
        newest = connection.execute(text("SELECT last_id FROM change ORDER BY number DESC")).scalars().first()
    assert newest >= max(ahead, office.rows.other_id)


def test_the_history_refuses_to_be_rewritten_as_before(bare: Database) -> None:
    with bare.engine.begin() as connection:
        OldOffice(connection).record("Lan")
    before = triggers(bare)
    bare.upgrade()
    assert set(before) <= set(triggers(bare))
    for statement in ("UPDATE change SET number = number + 1", "DELETE FROM change_detail"):
        with pytest.raises(DBAPIError, match="chỉ được ghi thêm"), bare.engine.begin() as connection:
            connection.execute(text(statement))


def test_no_two_changes_of_an_office_can_have_one_number(bare: Database) -> None:
    with bare.engine.begin() as connection:
        OldOffice(connection).record("Lan")
    bare.upgrade()
    unique = [index for index in inspect(bare.engine).get_indexes("change") if index["unique"]]
    assert [index["column_names"] for index in unique] == [["organisation_id", "number"]]


def test_a_report_that_was_frozen_before_tells_what_was_recorded_after_it(database_kind: str, tmp_path: Path) -> None:
    with older_database(database_kind, "clocks", tmp_path, POSTGRES) as database:
        database.upgrade()
        (frozen,) = list_frozen_reports(database)
        changes = compare_with_now(database, frozen, DueRules())
    told = {(cause.ref, tuple(words for _, _, words in cause.changes)) for made in changes for cause in made.causes}
    again = "Cập nhật CCHC-2022/19: đang thực hiện; mốc 1 (hạn 30/6/2022); từ ngày 11/01/2022"
    done = "Hoàn thành CCHC-2022/19; từ ngày 11/01/2022"
    assert told == {("CCHC-2022/19", (done, again, f"Đã lấy lại thay đổi: «{again}»."))}
