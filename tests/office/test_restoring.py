"""A copy put back: exactly, after it was checked, with what was there kept aside."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from cchc_tasks.errors import AppError, DatabaseError
from cchc_tasks.model.acts import Act
from cchc_tasks.model.interpreted_plan import ImportRequest
from cchc_tasks.office.backup import back_up
from cchc_tasks.office.health import check_database
from cchc_tasks.office.restoration import open_restoration
from cchc_tasks.plans.plan_import import import_plan
from cchc_tasks.storage import connection
from cchc_tasks.storage.connection import HEAD
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.migrate import migrations_directory
from tests.office.copies import MOMENT, PLAN, TODAY, codes, digest, dump, flip, import_more, restore, run_sql
from tests.refusals import hint_text, message_text, says


@pytest.fixture
def live(sqlite_database: Database, act: Act) -> Database:
    import_plan(sqlite_database, ImportRequest(PLAN, reported_on=date(2022, 6, 15)), act)
    return sqlite_database


@pytest.fixture
def copy(live: Database, tmp_path: Path) -> Path:
    return back_up(live, tmp_path / "bản sao.sqlite3", TODAY).path


def test_restoring_brings_back_exactly_what_was_and_keeps_what_came_later(live: Database, copy: Path, act: Act) -> None:
    then = dump(live.location)
    import_more(live, act)
    later = dump(live.location)
    before = digest(copy)
    kept = restore(live, copy)
    assert kept is not None
    assert kept.name == "du lieu.truoc-khoi-phuc-20260302-083000.sqlite3"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert (dump(live.location), dump(kept)) == (then, later)
    assert digest(copy) == before
    assert check_database(live, repair=False).sound
    restore(live, kept)
    assert dump(live.location) == later


def test_who_reads_during_a_restoration_sees_the_old_or_the_new(live: Database, copy: Path, act: Act) -> None:
    import_more(live, act)
    with live.reading() as reader:
        before = list(reader.rows("SELECT code FROM plan_now ORDER BY code"))
        restore(live, copy)
        assert list(reader.rows("SELECT code FROM plan_now ORDER BY code")) == before
    assert (len(before), codes(live)) == (2, ["CCHC-2022"])


def test_what_is_written_before_the_restoration_takes_the_lock_is_kept(live: Database, copy: Path, act: Act) -> None:
    with open_restoration(live, copy) as restoration:
        import_more(live, act)  # after the checks and the question, before the answer
        kept = restoration.replace(MOMENT)
    assert codes(live) == ["CCHC-2022"]
    assert len(codes(Database(str(kept)))) == 2


def test_a_database_that_somebody_writes_to_is_waited_for_and_then_left_alone(
    live: Database, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_TIMEOUT", 0.2)
    before = dump(live.location)
    with closing(sqlite3.connect(live.location, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseError, check=says("đang bận")):
            restore(live, copy)
    assert dump(live.location) == before
    assert [path.name for path in copy.parent.glob("*truoc-khoi-phuc*")] == []


def test_a_database_that_is_not_there_is_made(copy: Path, live: Database, tmp_path: Path) -> None:
    new = Database(str(tmp_path / "thư mục mới" / "moi.sqlite3"))
    assert restore(new, copy) is None
    assert dump(new.location) == dump(live.location)
    assert stat.S_IMODE(Path(new.location).stat().st_mode) == 0o600


@pytest.mark.parametrize("damage", ["header", "half", "text"])
def test_a_damaged_database_is_kept_as_it_is_and_replaced(
    live: Database, copy: Path, damage: str, tmp_path: Path
) -> None:
    path = Path(live.location)
    then, content = dump(path), path.read_bytes()
    broken = {"header": b"\0" * 100 + content[100:], "half": content[: len(content) // 2], "text": b"x" * 5000}[damage]
    path.write_bytes(broken)
    (tmp_path / "du lieu.sqlite3-wal").write_bytes(b"old journal")
    kept = restore(live, copy)
    assert kept is not None
    assert kept.read_bytes() == broken
    assert dump(path) == then
    assert check_database(live, repair=False).sound


def test_another_program_s_or_a_newer_database_is_not_replaced(copy: Path, tmp_path: Path) -> None:
    for name, statements, said in (
        ("khác", ["CREATE TABLE x (y)"], "chương trình khác"),
        ("mới", [*NEWER], "mới hơn"),
    ):
        with closing(sqlite3.connect(tmp_path / name)) as other:
            for statement in statements:
                other.execute(statement)
            other.commit()
        before = digest(tmp_path / name)
        with pytest.raises(DatabaseError, check=says(said)):
            restore(Database(str(tmp_path / name)), copy)
        assert digest(tmp_path / name) == before


NEWER = (
    "CREATE TABLE alembic_version (version_num TEXT)",
    "CREATE TABLE organisation (organisation_id)",
    "INSERT INTO alembic_version VALUES ('9999')",
)


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size * 2 // 3)


def rewrite(content: bytes) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        path.write_bytes(content)

    return change


def become_another_program_s(path: Path) -> None:
    path.unlink()
    run_sql("CREATE TABLE x (y)")(path)


SPOILED: dict[str, tuple[Callable[[Path], None], str]] = {
    "truncated": (truncate, "cắt cụt"),
    "only a header": (lambda path: os.truncate(path, 50), "cắt cụt"),
    "empty": (lambda path: os.truncate(path, 0), "rỗng"),
    "a text": (rewrite("Kính gửi các phòng\n".encode() * 900), "không phải cơ sở dữ liệu"),
    "another program's": (become_another_program_s, "không có dữ liệu của cchc-tasks"),
    "newer": (run_sql("UPDATE alembic_version SET version_num = '9999'"), "mới hơn"),
    "a page of bits": (lambda path: flip(path, 100_000, count=4096), "hỏng|không đọc lại được|không khớp"),
    "one bit in the schema": (lambda path: flip(path, 5000), "hỏng|không còn đúng"),
    "another state than the history's": (run_sql("UPDATE task_now SET status = 'done'"), "không khớp với lịch sử"),
    "a reference to nothing": (
        run_sql("PRAGMA foreign_keys = OFF", "UPDATE task_now SET section_id = 5 WHERE ref = '10'"),
        "nhắc tới dòng không có|không khớp",
    ),
    "a table gone": (run_sql("DROP TABLE plan_now"), "plan_now"),
    "written to since": (
        run_sql("INSERT INTO organisation (organisation_id, name, created_at) VALUES (2, 'Sở B', '')"),
        "không còn đúng",
    ),
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_file_that_cannot_be_trusted_is_refused_and_nothing_changes(live: Database, copy: Path, name: str) -> None:
    spoil, said = SPOILED[name]
    before = dump(live.location)
    spoil(copy)
    spoiled = digest(copy)
    with pytest.raises(DatabaseError, check=says(said)) as refused:
        restore(live, copy)
    assert "không bị đụng đến" in message_text(refused.value)
    assert "candidate" not in message_text(refused.value)
    assert digest(copy) == spoiled
    assert dump(live.location) == before
    assert sorted(path.name for path in copy.parent.iterdir()) == ["bản sao.sqlite3", "du lieu.sqlite3"]


def test_one_bit_anywhere_is_noticed(live: Database, copy: Path, tmp_path: Path) -> None:
    content = copy.read_bytes()
    other = tmp_path / "một bit.sqlite3"
    # All but the eight bytes of the seal itself, whose loss takes nothing away.
    places = [place for place in range(7, len(content), len(content) // 60) if not 60 <= place < 72]
    for place in places:
        other.write_bytes(content)
        flip(other, place)
        with pytest.raises(AppError), open_restoration(live, other):
            pass


def test_a_copy_that_the_office_wrote_to_is_taken_when_it_says_so(live: Database, copy: Path, act: Act) -> None:
    import_more(Database(str(copy)), act)
    with pytest.raises(DatabaseError) as refused:
        restore(live, copy)
    assert "--changed" in hint_text(refused.value)
    restore(live, copy, changed=True)
    assert len(codes(live)) == 2


def test_a_copy_in_use_with_its_journal_is_read_whole(live: Database, copy: Path, act: Act) -> None:
    opened = closing(sqlite3.connect(copy))
    with opened as user:
        user.execute("SELECT COUNT(*) FROM plan_now").fetchone()
        import_more(Database(str(copy)), act)  # what it wrote is in the journal still
        assert Path(f"{copy}-wal").stat().st_size
        before = digest(copy)
        restore(live, copy, changed=True)
        assert digest(copy) == before
    assert len(codes(live)) == 2


def test_a_copy_of_an_older_revision_is_upgraded_aside(live: Database, tmp_path: Path) -> None:
    older = tmp_path / "cu.sqlite3"
    config = Config()
    config.set_main_option("script_location", str(migrations_directory()))
    config.set_main_option("path_separator", "os")
    old_engine = create_engine(f"sqlite:///{older}")
    with old_engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    old_engine.dispose()
    run_sql("INSERT INTO organisation (organisation_id, name, created_at) VALUES (1, 'Sở A', '')")(older)
    before = digest(older)
    with open_restoration(live, older) as restoration:
        assert restoration.contents.revision == "0001"
        restoration.replace(MOMENT)
    assert digest(older) == before
    with live.reading() as reader:
        assert list(reader.rows("SELECT version_num FROM alembic_version")) == [(HEAD,)]
        assert list(reader.rows("SELECT name FROM organisation")) == [("Sở A",)]


def test_a_whole_copy_whose_state_was_derived_otherwise_is_derived_anew(live: Database, tmp_path: Path) -> None:
    right = dump(live.location)
    run_sql("UPDATE task_now SET status = 'paused' WHERE ref = (SELECT MIN(ref) FROM task_now)")(Path(live.location))
    copy = back_up(live, tmp_path / "a.sqlite3", TODAY).path
    with open_restoration(live, copy) as restoration:
        assert restoration.rebuilt == 1
        restoration.replace(MOMENT)
    assert dump(live.location) == right


def test_a_copy_of_another_page_size_is_put_back_too(live: Database, copy: Path, act: Act) -> None:
    run_sql("PRAGMA journal_mode = DELETE", "PRAGMA page_size = 8192")(copy)
    with closing(sqlite3.connect(copy, isolation_level=None)) as plain:
        plain.execute("PRAGMA application_id = 0")
        plain.execute("VACUUM")
    then = dump(copy)  # VACUUM writes the schema in another order
    import_more(live, act)
    restore(live, copy)
    assert dump(live.location) == then


def test_the_database_stays_in_the_mode_in_which_many_can_read(live: Database, copy: Path) -> None:
    restore(live, copy)
    with closing(sqlite3.connect(live.location)) as plain:
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert plain.execute("PRAGMA application_id").fetchone() == (0,)
