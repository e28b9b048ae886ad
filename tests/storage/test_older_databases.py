"""Databases that the program left before its history had numbers: all that was in them is there, and work goes on."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cchc_tasks.office.health import check_database
from cchc_tasks.storage.connection import HEAD
from cchc_tasks.storage.database import Database
from tests.conftest import POSTGRES
from tests.databases import schemas
from tests.storage.older import FOLDER, REVISION, ServedBefore, answers, ask, comparable, older_database, part_of

OFFICE = "Sở Tư pháp"
OFFICES = {"year": (OFFICE, "Sở Y tế"), "clocks": ("",)}


@pytest.fixture(params=OFFICES)
def name(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def older(database_kind: str, name: str, tmp_path: Path) -> Iterator[Database]:
    """A database of each kind as the earlier program left it."""
    with older_database(database_kind, name, tmp_path, POSTGRES) as database:
        yield database


#: The log was in the order of clocks that disagreed; now each change comes after what it goes on from.
BY_CLOCKS = {("clocks", "history"), ("clocks", "history --json")}


@pytest.fixture
def year(database_kind: str, tmp_path: Path) -> Iterator[Database]:
    """The office's year, upgraded."""
    with older_database(database_kind, "year", tmp_path, POSTGRES) as database:
        database.upgrade()
        yield database


def test_everything_that_was_printed_is_printed_still(older: Database, name: str) -> None:
    assert older.upgrade() == REVISION
    assert older.upgrade() == HEAD
    for answer in answers(name):
        before = comparable(answer.printed)
        now = comparable(ask(older, shlex.split(answer.command), answer.organisation))
        if (name, answer.command) in BY_CLOCKS:
            before, now = entries(before), entries(now)
        assert part_of(now, before) == before, answer.command


def entries(log: Any) -> list[str]:
    """The entries of a log in an order of their own, without ids."""
    if isinstance(log, str):
        return sorted(re.sub(r"#\d+", "#", line) for line in log.splitlines())
    return sorted(f"{change['recorded_at']} {change['sentence']}" for change in log)


def test_the_history_and_what_follows_from_it_are_sound(older: Database, name: str) -> None:
    older.upgrade()
    for organisation in OFFICES[name]:
        assert check_database(Database(older.location, organisation), repair=False).sound


def test_what_was_accepted_stays_accepted_and_what_was_doubtful_stays_in_the_queue(year: Database) -> None:
    doubtful = {task["ref"] for task in json.loads(ask(year, ["review", "--json"], OFFICE))}
    assert not doubtful & {"CCHC-2022/14", "CCHC-2022/17", "CCHC-2022/40", "CCHC-2022/41", "GIAO-2022/2", "KP-2023/1"}
    assert {"CCHC-2022/6", "CCHC-2022/8", "CCHC-2023/43", "KP-2023/3"} <= doubtful
    health = {task["ref"] for task in json.loads(ask(year, ["review", "--json"], "Sở Y tế"))}
    assert {"CCHC-2022/3", "CCHC-2022/6"} <= health  # accepted there, and taken back


def test_sentences_that_were_accepted_or_not_are_carried_on_by_new_acts(year: Database) -> None:
    document = ["--evidence", "Công văn số 9/STP ngày 03/4/2023"]

    def reasons(ref: str) -> list[str]:
        queue = json.loads(ask(year, ["review", ref, "--json"], OFFICE))
        return [reason for task in queue for reason in task["reasons"]]

    def act(*command: str) -> None:
        ask(year, list(command), OFFICE, "Phạm Hòa")

    before = reasons("CCHC-2022/6")
    assert len(before) == 2
    act("edit", "CCHC-2022/14", "--title", "Tên mới", *document)
    act("edit", "CCHC-2022/6", "--title", "Tên khác", *document)
    assert reasons("CCHC-2022/14") == []
    assert reasons("CCHC-2022/6") == before
    act("edit", "CCHC-2022/14", "--deadline", "Trước tháng 9/2022", *document)
    assert reasons("CCHC-2022/14") == []
    act("edit", "CCHC-2022/14", "--deadline", "Trước tháng 10/2022", *document)
    assert len(reasons("CCHC-2022/14")) == 1
    act("undo")
    assert reasons("CCHC-2022/14") == []
    act("review", "CCHC-2022/6", "--accept")
    assert reasons("CCHC-2022/6") == []
    act("undo")
    assert reasons("CCHC-2022/6") == before
    act("edit", "CCHC-2022/6", "--deadline", "30/9/2022", *document)
    assert reasons("CCHC-2022/6") == before[1:]
    assert check_database(Database(year.location, OFFICE), repair=False).sound


def test_the_newest_act_of_each_person_is_taken_back_and_done_again(older: Database, name: str) -> None:
    older.upgrade()
    organisation = OFFICES[name][0]

    def listed() -> str:
        return ask(older, ["list"], organisation)

    before = listed()
    for actor in ("Lê Văn Minh", "Trần Thị Lan"):
        ask(older, ["undo"], organisation, actor)
        ask(older, ["redo"], organisation, actor)
    assert listed() == before
    assert check_database(Database(older.location, organisation), repair=False).sound


def test_work_goes_on_where_it_was_left(year: Database, tmp_path: Path) -> None:
    more = (
        tmp_path / "giao them.csv"
    )  # its columns are those that were explained when the office's first such file came
    more.write_text((FOLDER / "files" / "viec_giao_them.csv").read_text("utf-8").replace("2022", "2023"), "utf-8")
    document = "Công văn số 9/STP ngày 03/4/2023"
    for command in (
        ["update", "CCHC-2022/13", "--note", "Đã nhắc"],
        ["done", "CCHC-2022/30", "--on", "2023-04-01", "--evidence", document],
        ["edit", "CCHC-2023/12", "--deadline", "Trước tháng 9/2023", "--evidence", document],
        ["review", "CCHC-2023/12", "--accept"],
        ["undo"],
        ["rollover", "CCHC-2024", "--drop"],
        ["import", str(more), "--plan", "GIAO-2023", "--year", "2023"],
    ):
        ask(year, command, OFFICE, "Phạm Hòa")
    assert check_database(Database(year.location, OFFICE), repair=False).sound


def test_a_shared_server_is_upgraded_by_its_owner_and_each_account_may_what_it_might(postgres: str) -> None:
    done = ["done", "--on", "2023-04-04", "--evidence", "Báo cáo số 21/BC-STP ngày 04/4/2023"]
    with schemas(postgres).bare() as database:
        served = ServedBefore(database, "year")
        try:
            assert served.owner.upgrade() == REVISION
            served.renew_roles()
            plain = [answer for answer in answers("year") if answer[:2] in ((OFFICE, "list"), (OFFICE, "review"))]
            for person in (served.writer, served.reader, served.clerk):
                for answer in plain:
                    assert comparable(ask(person, [answer.command])) == comparable(answer.printed)
            ask(served.clerk, [*done, "CCHC-2023/33"])
            ask(served.writer, [*done, "CCHC-2023/24"])
            for person, ref in ((served.clerk, "CCHC-2023/17"), (served.reader, "CCHC-2023/17")):
                with pytest.raises(AssertionError, match=r"tài khoản|quyền|không được ghi"):
                    ask(person, [*done, ref])
        finally:
            served.close()
