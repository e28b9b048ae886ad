"""Copies made when asked for: whole, private, one moment of a database that others write to."""

from __future__ import annotations

import os
import stat
from datetime import date
from pathlib import Path
from threading import Event, Thread

import pytest

from cchc_tasks.errors import ConflictError, DatabaseError, UsageError
from cchc_tasks.files.output import Output
from cchc_tasks.model.acts import Act
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.interpreted_plan import ImportRequest
from cchc_tasks.office.backup import back_up
from cchc_tasks.office.daily_backup import daily_backup, daily_copies
from cchc_tasks.office.health import check_database
from cchc_tasks.plans.plan_import import import_plan
from cchc_tasks.storage.database import Database
from tests.office.copies import PLAN, TODAY, codes, digest, dump, flip, import_more, restore
from tests.refusals import hint_text, message_text, says


@pytest.fixture
def live(sqlite_database: Database, act: Act) -> Database:
    import_plan(sqlite_database, ImportRequest(PLAN, reported_on=date(2022, 6, 15)), act)
    return sqlite_database


@pytest.fixture
def copy(live: Database, tmp_path: Path) -> Path:
    return back_up(live, tmp_path / "bản sao.sqlite3", TODAY).path


def test_a_copy_holds_everything_and_belongs_to_its_owner_alone(live: Database, tmp_path: Path) -> None:
    made = back_up(live, tmp_path / "a.sqlite3", TODAY)
    assert (made.contents.plans, made.contents.tasks, made.contents.changes) == (1, 54, 1)
    assert made.size == made.path.stat().st_size
    assert dump(made.path) == dump(live.location)
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.sqlite3", "du lieu.sqlite3"]


def test_a_copy_made_into_a_folder_carries_the_day(live: Database, tmp_path: Path) -> None:
    (tmp_path / "sao luu").mkdir()
    assert back_up(live, tmp_path / "sao luu", TODAY).path.name == "du lieu-2026-03-02.sqlite3"


def test_an_existing_file_is_replaced_only_when_asked(live: Database, copy: Path, act: Act) -> None:
    before = digest(copy)
    import_more(live, act)
    with pytest.raises(ConflictError, check=says("ghi đè")) as refused:
        back_up(live, copy, TODAY)
    assert "--overwrite" in hint_text(refused.value)
    assert digest(copy) == before
    assert back_up(live, copy, TODAY, Output(overwrite=True)).contents.plans == 2


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm", "-journal"])
def test_the_database_s_own_files_are_no_place_for_a_copy(live: Database, suffix: str) -> None:
    for act_on in (lambda file: back_up(live, file, TODAY, Output(overwrite=True)), lambda file: restore(live, file)):
        with pytest.raises(ConflictError, check=says("chính cơ sở dữ liệu")):
            act_on(Path(live.location + suffix))
    assert codes(live) == ["CCHC-2022"]


def test_another_name_of_the_database_is_the_database(live: Database, tmp_path: Path) -> None:
    (tmp_path / "tên khác.sqlite3").symlink_to(live.location)
    (tmp_path / "cứng.sqlite3").hardlink_to(live.location)
    for name in ("tên khác.sqlite3", "cứng.sqlite3"):
        with pytest.raises(ConflictError, check=says("chính cơ sở dữ liệu")):
            back_up(live, tmp_path / name, TODAY, Output(overwrite=True))


def test_nothing_is_made_of_a_database_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, check=says("Chưa có dữ liệu")):
        back_up(Database(str(tmp_path / "gõ nhầm.sqlite3")), tmp_path / "a.sqlite3", TODAY)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_missing_is_said_and_nothing_is_left(live: Database, tmp_path: Path) -> None:
    with pytest.raises(UsageError, check=says("Không ghi được tệp")):
        back_up(live, tmp_path / "không có" / "a.sqlite3", TODAY)
    assert [path.name for path in tmp_path.iterdir()] == ["du lieu.sqlite3"]


def test_a_damaged_database_gives_no_copy_and_the_older_copy_stays(live: Database, copy: Path) -> None:
    before = digest(copy)
    flip(Path(live.location), 40_000, count=2000)
    with pytest.raises(DatabaseError, check=says(r"có lỗi|đã hỏng")):
        back_up(live, copy, TODAY, Output(overwrite=True))
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


def test_a_server_is_backed_up_by_its_own_tools_and_no_password_is_shown(tmp_path: Path) -> None:
    server = Database("postgresql://văn_phòng:bí-mật@may-chu:5432/cchc?sslmode=require&password=bí-mật")
    for act_on, tool in (
        (lambda: back_up(server, tmp_path / "a", TODAY), "pg_dump"),
        (lambda: restore(server, tmp_path / "a"), "pg_restore"),
    ):
        with pytest.raises(ConflictError, check=says("PostgreSQL")) as refused:
            act_on()
        assert tool in hint_text(refused.value)
        assert "'postgresql://văn_phòng@may-chu:5432/cchc?sslmode=require'" in hint_text(refused.value)
        assert "bí-mật" not in message_text(refused.value) + hint_text(refused.value)
    assert daily_backup(server, tmp_path, 3, TODAY) is None
    assert daily_copies(server, tmp_path, TODAY) is None


def test_what_a_killed_run_left_behind_goes_after_a_day(live: Database, tmp_path: Path) -> None:
    for name, age in (("cũ", 90_000), ("đang chạy", 60)):
        left = tmp_path / f".cchc-tasks-sao-luu-{name}"
        left.mkdir()
        (left / "copy.sqlite3").write_bytes(b"x")
        os.utime(left, times=(tmp_path.stat().st_mtime - age,) * 2)
    back_up(live, tmp_path / "a.sqlite3", TODAY)
    assert [path.name for path in tmp_path.glob(".cchc*")] == [".cchc-tasks-sao-luu-đang chạy"]
