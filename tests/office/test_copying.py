"""`db copy`: every row of every office in another place, of the same kind or the other, or nothing at all."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from cchc_tasks.errors import AppError, ConflictError, DatabaseError, NotFoundError
from cchc_tasks.model.acts import Act
from cchc_tasks.model.filters import Filters
from cchc_tasks.office.database_copy import copy_database, copy_organisation
from cchc_tasks.office.health import check_database
from cchc_tasks.plans.plan_lookup import list_tasks
from cchc_tasks.storage.connection import HEAD
from cchc_tasks.storage.copy_files import IN_USE, hold
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.schema import organisation
from cchc_tasks.tracking.undo_redo import redo_change, undo_change
from tests.office.moving import everything
from tests.refusals import hint_text, message_text, says
from tests.sample_office import Office
from tests.storage.served import Served
from tests.storage.test_history_rule import ACTS, Recorder, _play
from tests.storage.test_upgrading import left_by_the_first_program


@contextmanager
def empty_schema(postgres: str) -> Iterator[Database]:
    """Yield a PostgreSQL schema in which nothing is, not even tables."""
    import psycopg

    schema = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute(f"CREATE SCHEMA {schema}")
        database = Database(f"{postgres}{'&' if '?' in postgres else '?'}options=-csearch_path%3D{schema}")
        yield database
        database.close()
        server.execute(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture
def bare(postgres: str) -> Iterator[Database]:
    with empty_schema(postgres) as database:
        yield database


def new_file(tmp_path: Path, name: str = "mới.sqlite3") -> Database:
    return Database(str(tmp_path / name))


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def triggers(database: Database) -> list[tuple[Any, ...]]:
    statement = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
        if database.is_sqlite
        else "SELECT tgname, tgenabled FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace ORDER BY tgname"
    )
    with database.engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(statement))]
        connection.rollback()
    return found


def test_a_copy_into_a_new_file_has_every_row_and_belongs_to_its_owner(office: Office, tmp_path: Path) -> None:
    office.done("5")
    office.undo()
    folder = tmp_path / "đích"
    folder.mkdir()
    target = new_file(folder)
    made = copy_database(office.database, target)
    assert everything(target) == everything(office.database)
    assert made.counts == {name: len(rows) for name, rows in everything(target).items()}
    assert check_database(target, repair=False).sound
    assert stat.S_IMODE(Path(target.location).stat().st_mode) == 0o600
    assert names_in(folder) == ["mới.sqlite3"]


@pytest.mark.parametrize("migrated", [False, True])
def test_a_copy_into_an_empty_server_has_every_row(office: Office, bare: Database, migrated: bool, act: Act) -> None:
    if migrated:
        bare.upgrade()
    office.done("5")
    before = everything(office.database)
    copy_database(office.database, bare)
    assert everything(bare) == before == everything(office.database)
    assert check_database(bare, repair=False).sound
    moved = Act("Trưởng nhóm", act.moment, act.today)
    undo_change(bare, moved)
    redo_change(bare, moved)


def test_what_was_copied_refuses_to_be_rewritten_as_before(
    local_office: Office, bare: Database, postgres_database: Database, tmp_path: Path
) -> None:
    file = new_file(tmp_path)
    for target, like in ((file, local_office.database), (bare, postgres_database)):
        copy_database(local_office.database, target)
        assert triggers(target) == triggers(like) != []
        with pytest.raises(Exception, match="chỉ được ghi thêm"), target.engine.begin() as connection:
            connection.execute(text("DELETE FROM change"))
        target.close()


def test_an_office_without_the_default_name_arrives_as_it_is(local_office: Office, postgres_database: Database) -> None:
    """A migrated server has an organisation of its own making, which is not the one that comes."""
    with closing(sqlite3.connect(local_office.database.location)) as plain:
        plain.executescript("PRAGMA foreign_keys = OFF; DROP TRIGGER organisation_refuses_update;")
        plain.execute("UPDATE organisation SET name = 'Sở Tư pháp', created_at = '2022-01-01T00:00:00+00:00'")
        plain.commit()
    copy_database(local_office.database, postgres_database)
    assert everything(postgres_database)["organisation"] == [(1, "Sở Tư pháp", "2022-01-01T00:00:00+00:00")]


def test_only_the_rows_of_one_office_leave_a_shared_server(postgres_database: Database, tmp_path: Path) -> None:
    office = Office(postgres_database)
    with postgres_database.engine.begin() as connection:
        connection.execute(organisation.insert(), {"organisation_id": 2, "name": "Sở Y tế", "created_at": ""})
    other = Office(Database(postgres_database.location, "Sở Y tế"))
    other.done("10", milestone=1, evidence=("Quyết định số 215/QĐ-UBND ngày 20/4/2022",))
    file = tmp_path / "một.sqlite3"
    copy_organisation(other.database, file)
    found = everything(Database(str(file)))
    whole = everything(office.database)
    assert found == {name: [row for row in rows if row[0] == 2] for name, rows in whole.items()}
    with pytest.raises(NotFoundError):
        copy_organisation(Database(postgres_database.location, "Sở Nội vụ"), tmp_path / "hai.sqlite3")


@pytest.mark.parametrize("where", ["file", "office", "server", "folder"])
def test_a_place_that_holds_something_is_refused_and_stays(
    local_office: Office, tmp_path: Path, postgres_database: Database, where: str
) -> None:
    other = tmp_path / "khác"
    other.mkdir()
    target, told = new_file(other), ""
    if where == "file":
        Path(target.location).write_text("của tôi", encoding="utf-8")
    elif where == "office":
        Office(target).done("5")
        told = "1 kế hoạch, 54 nhiệm vụ, 2 thay đổi"
    elif where == "folder":
        target = Database(str(other))
    else:
        Office(postgres_database)
        target, told = postgres_database, "1 kế hoạch, 54 nhiệm vụ, 1 thay đổi"
    target.close()
    before = [(path.name, path.read_bytes()) for path in sorted(other.iterdir())]
    rows = everything(postgres_database)
    with pytest.raises(AppError) as refusal:
        copy_database(local_office.database, target)
    assert told in message_text(refusal.value)
    assert [(path.name, path.read_bytes()) for path in sorted(other.iterdir())] == before
    assert everything(postgres_database) == rows


def test_a_server_with_another_program_s_tables_is_refused(local_office: Office, bare: Database) -> None:
    with bare.engine.begin() as connection:
        connection.execute(text("CREATE TABLE chuyen_khac (x int)"))
    with pytest.raises(ConflictError, check=says("chuyen_khac")):
        copy_database(local_office.database, bare)


def test_a_source_that_is_not_there_is_told_and_not_made(tmp_path: Path, bare: Database) -> None:
    missing = new_file(tmp_path, "không có.sqlite3")
    for target in (bare, new_file(tmp_path)):
        with pytest.raises(DatabaseError, check=says("không có tệp")):
            copy_database(missing, target)
    (tmp_path / "ghi chú.txt").write_text("không phải cơ sở dữ liệu " * 100, encoding="utf-8")
    with pytest.raises(DatabaseError, check=says("không phải cơ sở dữ liệu")):
        copy_database(new_file(tmp_path, "ghi chú.txt"), new_file(tmp_path))
    with pytest.raises(DatabaseError, check=says("chưa được tạo")):
        copy_database(bare, new_file(tmp_path))
    assert names_in(tmp_path) == ["ghi chú.txt"]


def test_an_older_file_is_upgraded_aside_and_stays_as_it_is(act: Act, tmp_path: Path) -> None:
    (tmp_path / "du lieu.sqlite3").touch(0o600)
    older = left_by_the_first_program(new_file(tmp_path, "du lieu.sqlite3"), act)
    older.close()
    before = Path(older.location).read_bytes()
    made = copy_database(older, new_file(tmp_path))
    assert made.upgraded_from == "0001" < HEAD
    assert Path(older.location).read_bytes() == before
    assert names_in(tmp_path) == ["du lieu.sqlite3", "mới.sqlite3"]
    (task,) = list_tasks(new_file(tmp_path), Filters(), date(2026, 3, 2))
    assert task.title == "Rà soát văn bản"


def test_a_source_whose_state_is_not_its_history_is_refused(
    local_office: Office, bare: Database, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(local_office.database.location)) as plain:
        plain.execute("UPDATE task_now SET status = 'paused' WHERE no = '5'")
        plain.commit()
    for target in (bare, new_file(tmp_path)):
        with pytest.raises(DatabaseError, check=says("1 nhiệm vụ và 0 kế hoạch")) as refusal:
            copy_database(local_office.database, target)
        assert "db check --repair" in hint_text(refusal.value)
    assert "mới.sqlite3" not in names_in(tmp_path)
    with bare.engine.connect() as connection:
        assert connection.execute(text("SELECT to_regclass('change')")).scalar() is None


def test_a_text_that_a_server_cannot_keep_is_named(local_office: Office, bare: Database, tmp_path: Path) -> None:
    local_office.update("5", note="một ghi chú")
    with closing(sqlite3.connect(local_office.database.location)) as plain:
        plain.execute("DROP TRIGGER change_detail_refuses_update")
        plain.execute("UPDATE change_detail SET value = 'một' || char(0) || 'hai' WHERE field = 'note'")
        plain.commit()
        (key,) = plain.execute("SELECT change_detail_id FROM change_detail WHERE field = 'note'").fetchone()
    with pytest.raises(DatabaseError, check=says(f"change_detail, cột value, dòng {key}")):
        copy_database(local_office.database, bare)
    check_database(local_office.database, repair=True)
    copy_database(local_office.database, new_file(tmp_path))


def test_bytes_that_are_no_text_are_told(local_office: Office, tmp_path: Path) -> None:
    with closing(sqlite3.connect(local_office.database.location)) as plain:
        plain.execute("UPDATE task_search SET folded = CAST(x'C3C3' AS TEXT)")
        plain.commit()
    with pytest.raises(DatabaseError, check=says(r"task_search .* không phải UTF-8")):
        copy_database(local_office.database, new_file(tmp_path))


def test_a_change_that_takes_back_a_later_number_is_copied(
    local_office: Office, bare: Database, tmp_path: Path
) -> None:
    """A clock that was set back makes an undo's number smaller than that of what it takes back."""
    local_office.done("5")
    local_office.moment = local_office.moment.replace(year=2021)
    local_office.undo()
    for target in (new_file(tmp_path), bare):
        copy_database(local_office.database, target)
        assert everything(target) == everything(local_office.database)


def test_others_go_on_writing_while_a_copy_is_made_of_one_moment(local_office: Office, tmp_path: Path) -> None:
    before = everything(local_office.database)
    wrote: list[int] = []

    def write_meanwhile(_: int) -> None:
        if not wrote:
            wrote.append(1)
            local_office.done("5")

    target = new_file(tmp_path)
    copy_database(local_office.database, target, write_meanwhile)
    assert wrote
    assert everything(target) == before != everything(local_office.database)


def test_who_does_not_own_the_tables_or_does_not_see_every_row_is_refused(
    local_office: Office, postgres_database: Database, tmp_path: Path
) -> None:
    served = Served(postgres_database, admitted=False)
    try:
        for account in (served.writer, served.reader):
            with pytest.raises(DatabaseError, check=says("không được đọc hay ghi mọi dòng")):
                copy_database(local_office.database, account)
        copy_database(local_office.database, served.owner)
        assert everything(postgres_database) == everything(local_office.database)
        with pytest.raises(DatabaseError, check=says("không được đọc hay ghi mọi dòng")):
            copy_database(served.reader, new_file(tmp_path))
        copy_database(served.owner, new_file(tmp_path))
    finally:
        served.close()


@pytest.mark.parametrize("target", ["postgresql://an:mat-4711@127.0.0.1:1/cchc", "postgresql://?service=khong-co-4711"])
def test_a_server_out_of_reach_is_told_without_the_password(local_office: Office, tmp_path: Path, target: str) -> None:
    for pair in ((local_office.database, Database(target)), (Database(target), new_file(tmp_path))):
        with pytest.raises(DatabaseError) as refusal:
            copy_database(*pair)
        assert "mat-4711" not in message_text(refusal.value) + hint_text(refusal.value)
    assert "mới.sqlite3" not in names_in(tmp_path)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS, words=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30))
def test_any_history_goes_to_a_server_and_back_unchanged(
    postgres: str, tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, Any, date]], words: str
) -> None:
    folder = tmp_path_factory.mktemp("chuyến")
    first = new_file(folder, "một.sqlite3")
    first.upgrade()
    recorder = Recorder(first)
    _play(recorder, acts)
    recorder.set("note", words, date(2026, 2, 1))
    with empty_schema(postgres) as server:
        there = copy_database(first, server)
        back = copy_database(server, new_file(folder, "hai.sqlite3"))
        again = copy_database(first, new_file(folder, "ba.sqlite3"))
    assert there.sha256 == back.sha256 == again.sha256
    assert everything(new_file(folder, "hai.sqlite3")) == everything(first)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no mark that goes with its process")
def test_what_a_killed_run_left_goes_with_the_next_one_and_a_running_one_keeps_its_folder(
    local_office: Office, tmp_path: Path
) -> None:
    left, used = (tmp_path / f".cchc-tasks-sao-luu-{name}" for name in ("bị ngắt", "đang chạy"))
    with ExitStack() as stack:
        for folder in (left, used):
            folder.mkdir()
            mark = stack.enter_context((folder / IN_USE).open("wb"))
            os.utime(folder, times=(tmp_path.stat().st_mtime - 90_000,) * 2)
            if folder == used:
                hold(mark)
        copy_database(local_office.database, new_file(tmp_path))
        assert [path.name for path in tmp_path.glob(".cchc*")] == [used.name]
