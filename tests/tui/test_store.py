"""The store: one thread, one kept connection, questions in order; nobody waits for it longer than he wants to."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cchc_tasks.errors import DatabaseError
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.screen_list import newest_change_number
from cchc_tasks.tui.store import STORE_THREAD, Store
from tests.refusals import says
from tests.sample_office import Office
from tests.silent_server import SilentServer


@pytest.fixture
def store(database: Database) -> Iterator[Store]:
    store = Store(database)
    yield store
    store.close()


def connection_of(database: Database) -> Any:
    """The driver's connection that a reading goes through."""
    with database.reading() as reader:
        connection = reader.connection  # type: ignore[attr-defined]
        return connection if database.is_sqlite else connection.connection.driver_connection


def test_every_question_is_asked_in_one_thread_over_one_connection(store: Store) -> None:
    async def asked() -> list[tuple[str, Any]]:
        return [await store.ask(lambda d: (threading.current_thread().name, connection_of(d))) for _ in range(3)]

    found = asyncio.run(asked())
    assert {name for name, _ in found} == {STORE_THREAD}
    assert len({id(connection) for _, connection in found}) == 1


def test_between_two_questions_the_kept_connection_is_in_no_transaction(store: Store, database: Database) -> None:
    async def asked() -> Any:
        return await store.ask(connection_of)

    connection = asyncio.run(asked())
    if database.is_sqlite:
        assert not connection.in_transaction
    else:
        assert connection.info.transaction_status.name == "IDLE"


def test_questions_are_answered_in_order_and_those_that_nobody_waits_for_last(store: Store) -> None:
    gate, order = threading.Event(), []

    async def asked() -> None:
        blocked = store.ask(lambda _: gate.wait(10))
        later = store.ask(lambda _: order.append("later"), later=True)
        now = [store.ask(lambda _, n=n: order.append(n)) for n in (1, 2)]  # type: ignore[misc]
        gate.set()
        await asyncio.gather(blocked, later, *now)

    asyncio.run(asked())
    assert order == [1, 2, "later"]


def test_a_question_that_is_no_longer_wanted_is_not_asked(store: Store) -> None:
    gate, order = threading.Event(), []

    async def asked() -> None:
        blocked = store.ask(lambda _: gate.wait(10))
        store.ask(lambda _: order.append("old")).cancel()
        await asyncio.sleep(0)  # the loop hands the cancellation on when it goes round
        new = store.ask(lambda _: order.append("new"))
        gate.set()
        await asyncio.gather(blocked, new)

    asyncio.run(asked())
    assert order == ["new"]


def test_what_fails_is_raised_where_it_was_asked_and_the_next_question_goes_on(store: Store) -> None:
    def fails(_: Database) -> None:
        raise DatabaseError("hỏng")

    async def asked() -> int:
        with pytest.raises(DatabaseError):
            await store.ask(fails)
        return await store.ask(newest_change_number)

    assert asyncio.run(asked()) == 0


def test_whoever_leaves_does_not_wait_for_a_question_without_an_answer(database: Database) -> None:
    store, begun, gate = Store(database), threading.Event(), threading.Event()

    def silent(_: Database) -> None:
        begun.set()
        gate.wait(30)

    async def asked() -> None:
        answer = store.ask(silent)
        begun.wait(10)
        assert store.busy_for > 0
        store.close()
        answer.cancel()

    asyncio.run(asked())
    assert any(thread.name == STORE_THREAD for thread in threading.enumerate())
    gate.set()


def test_an_act_that_is_being_recorded_when_the_terminal_closes_is_given_time_to_end(database: Database) -> None:
    store, begun, recorded = Store(database), threading.Event(), threading.Event()

    def record(_: Database) -> None:
        begun.set()
        while store._requests.empty():  # until the store is told to end
            threading.Event().wait(0.001)
        recorded.set()

    async def asked() -> None:
        answer = store.ask(record)
        assert begun.wait(10)
        store.close(10)
        assert recorded.is_set()
        await answer

    asyncio.run(asked())


def test_what_the_store_records_counts_for_the_daily_copy(store: Store, database: Database) -> None:
    office = Office(database)
    database.wrote = False

    def record(of_store: Database) -> None:
        Office.update(_sharing(office, of_store), "1", note="một")

    async def asked() -> None:
        await store.ask(record)

    asyncio.run(asked())
    assert database.wrote
    assert office.task("1").note == "một"


def _sharing(office: Office, database: Database) -> Office:
    other = Office.__new__(Office)
    other.__dict__ = {**office.__dict__, "database": database}
    return other


@pytest.mark.only_on("sqlite", because="a file takes the place of another")
def test_a_file_that_takes_the_place_of_the_one_that_was_open_is_read_instead(
    store: Store, database: Database, tmp_path: Path
) -> None:
    async def seen() -> int:
        return await store.ask(newest_change_number)

    assert asyncio.run(seen()) == 0
    other = Database(str(tmp_path / "khác.sqlite3"))
    office = Office(other)
    office.update("1", note="một")
    with sqlite3.connect(other.location) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    other.close()
    Path(other.location).replace(database.location)
    assert asyncio.run(seen()) == newest_change_number(Database(database.location)) > 0
    Path(database.location).unlink()
    database.may_create = False
    store_of_it = Store(database)
    with pytest.raises(DatabaseError, check=says("Không còn thấy tệp")):
        asyncio.run(_newest(store_of_it))
    store_of_it.close()


async def _newest(store: Store) -> int:
    return await store.ask(newest_change_number)


@pytest.mark.only_on("postgresql", because="a server is silent")
def test_a_silent_server_that_is_no_longer_waited_for_fails_what_was_asked_and_is_asked_anew(
    database: Database,
) -> None:
    office, server = Office(database), SilentServer(database.location)
    store = Store(Database(server.url))

    async def asked() -> None:
        newest = await store.ask(newest_change_number)
        server.fall_silent()
        answer = store.ask(lambda of_store: Office.update(_sharing(office, of_store), "1", note="một"))
        while not store.busy_for:
            await asyncio.sleep(0)
        server.cut_off()
        store.break_off()
        with pytest.raises(DatabaseError):
            await answer
        server.speak()
        assert await store.ask(newest_change_number) == newest

    asyncio.run(asked())
    store.close()
    server.close()
    assert office.task("1").note == ""


@pytest.mark.only_on("postgresql", because="a server is silent")
def test_what_was_being_committed_when_a_server_fell_silent_is_told_to_be_in_doubt(database: Database) -> None:
    office, server = Office(database), SilentServer(database.location)
    store = Store(Database(server.url))

    def record(of_store: Database) -> None:
        with of_store.writing() as writer:
            writer.connection.exec_driver_sql("SELECT 1")
            server.fall_silent()

    async def asked() -> None:
        await store.ask(newest_change_number)
        answer = store.ask(record)
        while not server.is_silent:
            await asyncio.sleep(0)
        while not answer.done():
            store.break_off()
            await asyncio.sleep(0.01)
        with pytest.raises(DatabaseError, check=says("không rõ việc vừa làm đã được lưu hay chưa")):
            await answer

    asyncio.run(asked())
    store.close()
    server.close()
    assert len(office.tasks()) == 54
