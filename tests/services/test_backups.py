"""Copies of the database: whole and checked, put back exactly, one a day where a folder is named."""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event, Thread

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from cchc_tasks.errors import AppError, ConflictError, DatabaseError, UsageError
from cchc_tasks.model.acts import Act
from cchc_tasks.model.deadlines import Period
from cchc_tasks.model.imports import ImportRequest
from cchc_tasks.services.backups import back_up, daily_backup, daily_copies, restoring
from cchc_tasks.services.care import check_database
from cchc_tasks.services.import_plan import import_plan
from cchc_tasks.services.looking import list_plans
from cchc_tasks.storage import engine
from cchc_tasks.storage.copy_files import publish
from cchc_tasks.storage.engine import HEAD, Database
from cchc_tasks.storage.migrating import migrations_directory
from tests.conftest import SAMPLES

PLAN = SAMPLES / "ke_hoach_cchc_2022.txt"
REMEDY = SAMPLES / "khac_phuc_2023.txt"
TODAY = date(2026, 3, 2)
MOMENT = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


@pytest.fixture
def live(sqlite_database: Database, act: Act) -> Database:
    import_plan(sqlite_database, ImportRequest(PLAN, reported_on=date(2022, 6, 15)), act)
    return sqlite_database


@pytest.fixture
def copy(live: Database, tmp_path: Path) -> Path:
    return back_up(live, tmp_path / "bản sao.sqlite3", TODAY).path


def import_more(database: Database, act: Act) -> None:
    import_plan(database, ImportRequest(REMEDY, period=Period.of_year(2023), reported_on=date(2023, 3, 15)), act)


def restore(database: Database, file: Path, *, changed: bool = False) -> Path | None:
    with restoring(database, file, changed=changed) as restoration:
        return restoration.replace(MOMENT)


def dump(path: str | Path) -> list[str]:
    with closing(sqlite3.connect(path)) as plain:
        return list(plain.iterdump())


def codes(database: Database) -> list[str]:
    return [plan.code for plan in list_plans(database)]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_copy_holds_everything_and_belongs_to_its_owner_alone(live: Database, tmp_path: Path) -> None:
    made = back_up(live, tmp_path / "a.sqlite3", TODAY)
    assert (made.contents.plans, made.contents.tasks, made.contents.changes) == (1, 54, 1)
    assert made.size == made.path.stat().st_size
    assert dump(made.path) == dump(live.location)
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.sqlite3", "du lieu.sqlite3"]


def test_a_copy_made_into_a_folder_carries_the_day(live: Database, tmp_path: Path) -> None:
    (tmp_path / "sao luu").mkdir()
    assert back_up(live, tmp_path / "sao luu", TODAY).path.name == "cchc-tasks-2026-03-02.sqlite3"


def test_an_existing_file_is_replaced_only_when_asked(live: Database, copy: Path, act: Act) -> None:
    before = digest(copy)
    import_more(live, act)
    with pytest.raises(ConflictError, match="ghi đè") as refused:
        back_up(live, copy, TODAY)
    assert "--force" in refused.value.hint
    assert digest(copy) == before
    assert back_up(live, copy, TODAY, overwrite=True).contents.plans == 2


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm", "-journal"])
def test_the_database_s_own_files_are_no_place_for_a_copy(live: Database, suffix: str) -> None:
    for act_on in (lambda file: back_up(live, file, TODAY, overwrite=True), lambda file: restore(live, file)):
        with pytest.raises(ConflictError, match="chính cơ sở dữ liệu"):
            act_on(Path(live.location + suffix))
    assert codes(live) == ["CCHC-2022"]


def test_another_name_of_the_database_is_the_database(live: Database, tmp_path: Path) -> None:
    (tmp_path / "tên khác.sqlite3").symlink_to(live.location)
    (tmp_path / "cứng.sqlite3").hardlink_to(live.location)
    for name in ("tên khác.sqlite3", "cứng.sqlite3"):
        with pytest.raises(ConflictError, match="chính cơ sở dữ liệu"):
            back_up(live, tmp_path / name, TODAY, overwrite=True)


def test_nothing_is_made_of_a_database_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="Chưa có dữ liệu"):
        back_up(Database(str(tmp_path / "gõ nhầm.sqlite3")), tmp_path / "a.sqlite3", TODAY)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_missing_is_said_and_nothing_is_left(live: Database, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Không ghi được tệp"):
        back_up(live, tmp_path / "không có" / "a.sqlite3", TODAY)
    assert [path.name for path in tmp_path.iterdir()] == ["du lieu.sqlite3"]


def test_a_damaged_database_gives_no_copy_and_the_older_copy_stays(live: Database, copy: Path) -> None:
    before = digest(copy)
    flip(Path(live.location), 40_000, count=2000)
    with pytest.raises(DatabaseError, match=r"có lỗi|đã hỏng"):
        back_up(live, copy, TODAY, overwrite=True)
    assert digest(copy) == before


def test_a_copy_made_while_another_writes_is_one_moment_of_the_database(
    live: Database, tmp_path: Path, act: Act
) -> None:
    stop = Event()

    def write() -> None:
        writer = Database(live.location)
        number = 0
        while not stop.is_set():
            number += 1
            import_plan(writer, ImportRequest(table(tmp_path, number), code=f"K{number}", period=YEAR), act)
        writer.close()

    thread = Thread(target=write)
    thread.start()
    try:
        made = [back_up(live, tmp_path / f"ban {number}.sqlite3", TODAY) for number in range(8)]
    finally:
        stop.set()
        thread.join()
    plans = [one.contents.plans for one in made]
    assert plans == sorted(plans)
    assert plans[-1] > plans[0]
    for one in made:
        assert check_database(Database(str(one.path)), repair=False).sound
        assert one.contents.changes == one.contents.plans
        assert one.contents.tasks == 54 + 3 * (one.contents.plans - 1)


YEAR = Period.of_year(2024)


def table(folder: Path, number: int) -> Path:
    rows = "".join(f"{n},Rà soát văn bản lần {number}.{n},Phòng A,Quý II/2024\n" for n in range(1, 4))
    path = folder / f"bảng {number}.csv"
    path.write_text("STT,Nhiệm vụ,Chủ trì,Thời hạn\n" + rows, encoding="utf-8")
    return path


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
    with restoring(live, copy) as restoration:
        import_more(live, act)  # after the checks and the question, before the answer
        kept = restoration.replace(MOMENT)
    assert codes(live) == ["CCHC-2022"]
    assert len(codes(Database(str(kept)))) == 2


def test_a_database_that_somebody_writes_to_is_waited_for_and_then_left_alone(
    live: Database, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT", 0.2)
    before = dump(live.location)
    with closing(sqlite3.connect(live.location, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseError, match="đang bận"):
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
        with pytest.raises(DatabaseError, match=said):
            restore(Database(str(tmp_path / name)), copy)
        assert digest(tmp_path / name) == before


NEWER = (
    "CREATE TABLE alembic_version (version_num TEXT)",
    "CREATE TABLE organisation (organisation_id)",
    "INSERT INTO alembic_version VALUES ('9999')",
)


def flip(path: Path, place: int, *, count: int = 1) -> None:
    """Turn over the lowest bit of some bytes."""
    content = bytearray(path.read_bytes())
    for offset in range(place, place + count):
        content[offset] ^= 1
    path.write_bytes(content)


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size * 2 // 3)


def run_sql(*statements: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        with closing(sqlite3.connect(path)) as plain:
            for statement in statements:
                plain.execute(statement)
            plain.commit()

    return change


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
    with pytest.raises(DatabaseError, match=said) as refused:
        restore(live, copy)
    assert "không bị đụng đến" in refused.value.message
    assert "candidate" not in refused.value.message
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
        with pytest.raises(AppError), restoring(live, other):
            pass


def test_a_copy_that_the_office_wrote_to_is_taken_when_it_says_so(live: Database, copy: Path, act: Act) -> None:
    import_more(Database(str(copy)), act)
    with pytest.raises(DatabaseError) as refused:
        restore(live, copy)
    assert "--changed" in refused.value.hint
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
    with restoring(live, older) as restoration:
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
    with restoring(live, copy) as restoration:
        assert restoration.rebuilt == 1
        restoration.replace(MOMENT)
    assert dump(live.location) == right


def test_a_copy_of_another_page_size_is_put_back_too(live: Database, copy: Path, act: Act) -> None:
    then = dump(copy)
    run_sql("PRAGMA journal_mode = DELETE", "PRAGMA page_size = 8192")(copy)
    with closing(sqlite3.connect(copy, isolation_level=None)) as plain:
        plain.execute("PRAGMA application_id = 0")
        plain.execute("VACUUM")
    import_more(live, act)
    restore(live, copy)
    assert dump(live.location) == then


def test_the_database_stays_in_the_mode_in_which_many_can_read(live: Database, copy: Path) -> None:
    restore(live, copy)
    with closing(sqlite3.connect(live.location)) as plain:
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert plain.execute("PRAGMA application_id").fetchone() == (0,)


def test_a_server_is_backed_up_by_its_own_tools_and_no_password_is_shown(tmp_path: Path) -> None:
    server = Database("postgresql://văn_phòng:bí-mật@may-chu:5432/cchc?sslmode=require&password=bí-mật")
    for act_on, tool in (
        (lambda: back_up(server, tmp_path / "a", TODAY), "pg_dump"),
        (lambda: restore(server, tmp_path / "a"), "pg_restore"),
    ):
        with pytest.raises(ConflictError, match="PostgreSQL") as refused:
            act_on()
        assert tool in refused.value.hint
        assert "'postgresql://văn_phòng@may-chu:5432/cchc?sslmode=require'" in refused.value.hint
        assert "bí-mật" not in refused.value.message + refused.value.hint
    assert daily_backup(server, tmp_path, 3, TODAY) is None
    assert daily_copies(server, tmp_path, TODAY) is None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "ổ khác"
    found.mkdir()
    return found


def test_the_day_s_copy_is_made_once(live: Database, folder: Path) -> None:
    made = daily_backup(live, folder, 30, TODAY)
    assert made == folder / "cchc-tasks-2026-03-02.sqlite3"
    assert dump(made) == dump(live.location)
    assert daily_backup(live, folder, 30, TODAY) is None
    assert [path.name for path in folder.iterdir()] == [made.name]


def test_only_the_oldest_daily_copies_are_removed_and_no_other_file(live: Database, folder: Path) -> None:
    others = [
        "cchc-tasks-2026-02-30.sqlite3",
        "cchc-tasks-2026-01-01.sqlite3.txt",
        "xcchc-tasks-2026-01-01.sqlite3",
        "cchc-tasks-20260101.sqlite3",
        "cchc-tasks.sqlite3",
        "bao cao.docx",
    ]
    for name in others:
        (folder / name).write_bytes(b"x")
    (folder / "cchc-tasks-2020-01-01.sqlite3").mkdir()
    for day in range(1, 8):
        (folder / f"cchc-tasks-2026-02-0{day}.sqlite3").write_bytes(b"x")
    daily_backup(live, folder, 3, TODAY)
    left = {path.name for path in folder.iterdir()} - set(others) - {"cchc-tasks-2020-01-01.sqlite3"}
    assert left == {f"cchc-tasks-2026-{day}.sqlite3" for day in ("02-06", "02-07", "03-02")}


def test_the_copy_that_was_just_made_is_never_the_one_removed(live: Database, folder: Path) -> None:
    (folder / "cchc-tasks-2030-01-01.sqlite3").write_bytes(b"x")
    made = daily_backup(live, folder, 1, TODAY)
    assert [path.name for path in folder.iterdir()] == [made.name if made else ""]


def test_a_database_that_bears_a_copy_s_name_is_not_removed(live: Database, folder: Path) -> None:
    old = back_up(live, folder / "cchc-tasks-2020-01-01.sqlite3", TODAY).path
    daily_backup(Database(str(old)), folder, 1, TODAY)
    assert old.exists()


def test_what_a_killed_run_left_behind_goes_after_a_day(live: Database, tmp_path: Path) -> None:
    for name, age in (("cũ", 90_000), ("đang chạy", 60)):
        left = tmp_path / f".cchc-tasks-sao-luu-{name}"
        left.mkdir()
        (left / "copy.sqlite3").write_bytes(b"x")
        os.utime(left, times=(tmp_path.stat().st_mtime - age,) * 2)
    back_up(live, tmp_path / "a.sqlite3", TODAY)
    assert [path.name for path in tmp_path.glob(".cchc*")] == [".cchc-tasks-sao-luu-đang chạy"]


def test_a_folder_that_vanished_is_not_made_anew(live: Database, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Không thấy thư mục sao lưu"):
        daily_backup(live, tmp_path / "ổ rút ra", 3, TODAY)
    assert not (tmp_path / "ổ rút ra").exists()


def test_a_drive_that_is_full_is_named_and_nothing_is_left_on_it(
    live: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(UsageError, match="ổ đĩa đầy"):
        daily_backup(live, folder, 3, TODAY)
    assert list(folder.iterdir()) == []


def test_sqlite_opens_nothing_in_the_folder_which_may_be_on_a_network(
    live: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    connect = sqlite3.connect

    def note(path: object, *arguments: object, **options: object) -> sqlite3.Connection:
        opened.append(str(path))
        return connect(path, *arguments, **options)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(sqlite3, "connect", note)
    assert daily_backup(live, folder, 3, TODAY)
    assert opened
    assert not [path for path in opened if folder.name in path]


def test_a_drive_whose_files_have_one_name_only_is_written_to_and_never_over_a_file(
    live: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)
    target = folder / "a.sqlite3"
    assert back_up(live, target, TODAY).path.exists()
    before = digest(target)
    with pytest.raises(FileExistsError):
        publish(Path(live.location), target, overwrite=False)
    assert digest(target) == before
    assert [path.name for path in folder.iterdir()] == ["a.sqlite3"]


def test_the_newest_daily_copy_and_its_age_are_known(live: Database, folder: Path, tmp_path: Path) -> None:
    assert daily_copies(live, None, TODAY) is None
    none_yet = daily_copies(live, folder, TODAY)
    assert none_yet is not None
    assert (none_yet.newest, none_yet.age_days, none_yet.readable, none_yet.beside_database) == (
        None, None, True, False,
    )  # fmt: skip
    daily_backup(live, folder, 3, date(2026, 2, 28))
    found = daily_copies(live, folder, TODAY)
    assert found is not None
    assert (found.day, found.age_days) == (date(2026, 2, 28), 2)
    beside = daily_copies(live, tmp_path, TODAY)
    assert beside is not None
    assert beside.beside_database
    gone = daily_copies(live, tmp_path / "không có", TODAY)
    assert gone is not None
    assert not gone.readable


def test_a_database_remembers_whether_it_wrote(live: Database) -> None:
    assert live.wrote
    other = Database(live.location)
    with other.reading():
        pass
    assert not other.wrote
    with pytest.raises(RuntimeError), other.writing():
        raise RuntimeError
    assert not other.wrote
