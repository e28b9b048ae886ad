"""The day's copy: made once, in a folder that may vanish, the oldest removed."""

from __future__ import annotations

import errno
import os
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from cchc_tasks.errors import DatabaseError, UsageError
from cchc_tasks.model.acts import Act
from cchc_tasks.model.interpreted_plan import ImportRequest
from cchc_tasks.office.backup import back_up
from cchc_tasks.office.daily_backup import daily_backup, daily_copies
from cchc_tasks.plans.plan_import import import_plan
from cchc_tasks.storage.copy_files import publish
from cchc_tasks.storage.database import Database
from tests.office.copies import PLAN, TODAY, digest, dump, run_sql
from tests.refusals import hint_text, says


@pytest.fixture
def live(sqlite_database: Database, act: Act) -> Database:
    import_plan(sqlite_database, ImportRequest(PLAN, reported_on=date(2022, 6, 15)), act)
    return sqlite_database


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "ổ khác"
    found.mkdir()
    return found


def test_the_day_s_copy_is_made_once(live: Database, folder: Path) -> None:
    made = daily_backup(live, folder, 30, TODAY)
    assert made == folder / "du lieu-2026-03-02.sqlite3"
    assert dump(made) == dump(live.location)
    assert daily_backup(live, folder, 30, TODAY) is None
    assert [path.name for path in folder.iterdir()] == [made.name]


def test_only_the_oldest_daily_copies_are_removed_and_no_other_file(live: Database, folder: Path) -> None:
    others = [
        "du lieu-2026-02-30.sqlite3",
        "du lieu-2026-01-01.sqlite3.txt",
        "xdu lieu-2026-01-01.sqlite3",
        "du lieu-20260101.sqlite3",
        "cchc-tasks.sqlite3",
        "bao cao.docx",
    ]
    for name in others:
        (folder / name).write_bytes(b"x")
    (folder / "du lieu-2020-01-01.sqlite3").mkdir()
    for day in range(1, 8):
        (folder / f"du lieu-2026-02-0{day}.sqlite3").write_bytes(b"x")
    daily_backup(live, folder, 3, TODAY)
    left = {path.name for path in folder.iterdir()} - set(others) - {"du lieu-2020-01-01.sqlite3"}
    assert left == {f"du lieu-2026-{day}.sqlite3" for day in ("02-06", "02-07", "03-02")}


def test_the_copy_that_was_just_made_is_never_the_one_removed(live: Database, folder: Path) -> None:
    (folder / "du lieu-2030-01-01.sqlite3").write_bytes(b"x")
    made = daily_backup(live, folder, 1, TODAY)
    assert [path.name for path in folder.iterdir()] == [made.name if made else ""]


def test_a_database_that_bears_a_copy_s_name_is_not_removed(live: Database, folder: Path) -> None:
    old = back_up(live, folder / "du lieu-2020-01-01.sqlite3", TODAY).path
    daily_backup(Database(str(old)), folder, 1, TODAY)
    assert old.exists()


def test_a_folder_that_vanished_is_not_made_anew(live: Database, tmp_path: Path) -> None:
    with pytest.raises(UsageError, check=says("Không thấy thư mục sao lưu")):
        daily_backup(live, tmp_path / "ổ rút ra", 3, TODAY)
    assert not (tmp_path / "ổ rút ra").exists()


def test_a_drive_that_is_full_is_named_and_nothing_is_left_on_it(
    live: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(UsageError, check=says("ổ đĩa đầy")):
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


def test_a_copy_that_does_not_follow_from_its_history_pushes_no_older_copy_out(live: Database, folder: Path) -> None:
    good = back_up(live, folder / "du lieu-2026-02-01.sqlite3", TODAY).path
    run_sql("UPDATE task_now SET title = 'lật bit' WHERE place = 3")(Path(live.location))
    with pytest.raises(DatabaseError, check=says("các bản cũ hơn được giữ lại")) as refused:
        daily_backup(live, folder, 1, TODAY)
    assert "db check" in hint_text(refused.value)
    assert good.exists()
    assert (folder / "du lieu-2026-03-02.sqlite3").exists()
