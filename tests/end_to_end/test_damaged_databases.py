"""A database in which a bit has flipped: told as damage wherever somebody stumbles over it, and by `db check`."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import SAMPLES, Run

pytestmark = pytest.mark.only_on("sqlite", because="bits flip in a file")


@pytest.fixture
def place(run: Run, tmp_path: Path) -> Path:
    run.given("import", SAMPLES / "ke_hoach_cchc_2022.txt", "--year", "2022")
    return Path(shutil.copy(run.location, tmp_path / "cơ sở.sqlite3"))


def spoil(place: Path, *statements: str) -> None:
    """Change rows behind the program's back, as a disk would."""
    with closing(sqlite3.connect(place)) as plain:
        for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            plain.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            plain.execute(statement)
        plain.commit()


def test_a_day_that_no_calendar_has_is_told_as_damage_and_not_as_a_bug(run: Run, place: Path) -> None:
    spoil(place, "UPDATE milestone_now SET due = '2022-0v-15' WHERE due IS NOT NULL")
    listed = run("--db", place, "list", "--json")
    assert (listed.returncode, listed.stdout) == (6, "")
    assert "đã hỏng (có giá trị không đọc được" in listed.stderr
    assert "khôi phục từ bản sao lưu" in listed.stderr


def test_the_check_names_the_column_of_the_history_in_which_a_moment_cannot_be_read(run: Run, place: Path) -> None:
    spoil(place, "UPDATE change SET recorded_at = '20v2' || substr(recorded_at, 5)")
    checked = run("--db", place, "db", "check")
    assert checked.returncode == 6
    assert "không đọc được (change.recorded_at)" in checked.stderr
    assert run("--db", place, "history").returncode == 6


def test_nothing_is_rebuilt_from_a_history_that_cannot_be_read(run: Run, place: Path) -> None:
    spoil(
        place,
        "UPDATE task_version SET effective_on = 'x' WHERE seq = 1",
        "UPDATE task_now SET title = 'sai' WHERE place = 1",
    )
    assert run("--db", place, "db", "check", "--repair").returncode == 6
    with closing(sqlite3.connect(place)) as plain:
        assert plain.execute("SELECT title FROM task_now WHERE place = 1").fetchall() == [("sai",)]


def test_what_is_wrong_in_a_sound_database_stays_a_bug(
    run: Run, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cchc_tasks.cli import main

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def fail(*_: object) -> None:
        raise ValueError("nobody foresaw this")

    monkeypatch.setattr("cchc_tasks.cli.commands.plan_commands.list_plans", fail)
    assert run("--db", place, "db", "check").returncode == 0
    assert main.main(["--db", str(place), "plans"]) == 70


def test_words_of_the_history_that_nobody_sees_today_are_told_beside_the_newest_daily_copy(
    run: Run, tmp_path: Path
) -> None:
    place, folder = tmp_path / "cơ sở.sqlite3", tmp_path / "sao lưu"
    folder.mkdir()
    day = {"CCHC_TASKS_BACKUP_DIR": str(folder), "CCHC_TASKS_TODAY": "2022-07-15"}
    plan = SAMPLES / "ke_hoach_cchc_2022.txt"
    assert run("--db", place, "import", plan, "--year", "2022", "--reported-on", "2022-06-15", **day).returncode == 0
    assert run("--db", place, "update", "1", "--note", "sau bản sao", **day).returncode == 0
    checked = run("--db", place, "db", "check", **day)
    assert (checked.returncode, "Lịch sử khớp với bản sao" in checked.stderr) == (0, True)
    spoil(place, "UPDATE change SET sentence = 'lật bit' WHERE act = 'import'")
    assert run("--db", place, "db", "check").returncode == 0
    checked = run("--db", place, "db", "check", **day)
    assert (checked.returncode, "1 dòng lịch sử khác với bản sao" in checked.stderr) == (6, True)


def test_a_file_without_a_byte_is_told_and_never_begun_anew(run: Run, tmp_path: Path) -> None:
    emptied = tmp_path / "cchc.sqlite3"
    emptied.touch()
    for command in (("overdue",), ("list",), ("db", "info"), ("db", "check"), ("update", "1", "--note", "x")):
        told = run("--db", emptied, *command)
        assert (told.returncode, "trống rỗng (0 byte)" in told.stderr) == (6, True), told.stderr
    assert emptied.stat().st_size == 0
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".cchc")] == []
