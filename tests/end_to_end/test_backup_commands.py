"""`db backup`, `db restore`, the daily copy and `db info`, run as a person runs them."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import SAMPLES, Run
from tests.end_to_end.test_on_a_terminal import on_a_terminal
from tests.program import COMMAND

pytestmark = pytest.mark.only_on("sqlite", because="copies of the file are the subject; a server has its own")
PLAN = SAMPLES / "ke_hoach_cchc_2022.txt"
REMEDY = SAMPLES / "khac_phuc_2023.txt"
IMPORT = ("import", PLAN, "--year", "2022")
MORE = ("import", REMEDY, "--year", "2023")


@pytest.fixture
def imported(run: Run) -> Run:
    run.given(*IMPORT)
    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "ổ khác"
    found.mkdir()
    return found


def plans(run: Run) -> list[str]:
    return [plan["code"] for plan in json.loads(run("plans", "--json").stdout)]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_copy_goes_out_and_comes_back(imported: Run, tmp_path: Path) -> None:
    made = imported("db", "backup", "bản sao.sqlite3")
    assert (made.returncode, made.stderr) == (0, "")
    assert "1 kế hoạch, 54 nhiệm vụ, 1 thay đổi" in made.stdout
    assert imported(*MORE).returncode == 0
    before = hashlib.sha256((tmp_path / "bản sao.sqlite3").read_bytes()).digest()
    done = imported("db", "restore", "bản sao.sqlite3", "--yes")
    assert done.returncode == 0, done.stderr
    assert "truoc-khoi-phuc" in done.stdout
    assert plans(imported) == ["CCHC-2022"]
    assert hashlib.sha256((tmp_path / "bản sao.sqlite3").read_bytes()).digest() == before
    (kept,) = (tmp_path / "home").rglob("*truoc-khoi-phuc*")
    assert imported("db", "restore", kept, "--yes").returncode == 0
    assert len(plans(imported)) == 2
    assert imported("db", "check").returncode == 0


def test_an_existing_target_is_refused_and_stays(imported: Run, tmp_path: Path) -> None:
    (tmp_path / "a.sqlite3").write_text("của tôi", encoding="utf-8")
    done = imported("db", "backup", "a.sqlite3")
    assert (done.returncode, "--overwrite" in done.stderr) == (5, True)
    assert (tmp_path / "a.sqlite3").read_text(encoding="utf-8") == "của tôi"
    assert imported("db", "backup", "a.sqlite3", "--overwrite").returncode == 0
    assert imported("db", "restore", "a.sqlite3", "--yes").returncode == 0


def test_a_copy_is_made_while_another_process_writes(run: Run, tmp_path: Path) -> None:
    rows = "\n".join(f"{n},Nhiệm vụ số {n},Phòng A,Quý II/2022" for n in range(1, 6_001))
    (tmp_path / "lon.csv").write_text("STT,Nhiệm vụ,Chủ trì,Thời hạn\n" + rows, encoding="utf-8")
    database = tmp_path / "a.sqlite3"
    assert run("--db", database, *IMPORT).returncode == 0
    program = [COMMAND, "--db", str(database), "--actor", "x"]
    writer = subprocess.Popen(
        [*program, "import", str(tmp_path / "lon.csv"), "--year", "2022", "--plan", "LON"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    journal = Path(f"{database}-wal")
    while writer.poll() is None and not (journal.exists() and journal.stat().st_size > 200_000):
        time.sleep(0.002)
    writer.send_signal(signal.SIGSTOP)  # in the middle of its transaction
    try:
        assert writer.poll() is None
        made = run("--db", database, "db", "backup", "sao.sqlite3")
    finally:
        writer.send_signal(signal.SIGCONT)
    assert made.returncode == 0, made.stderr
    assert "1 kế hoạch, 54 nhiệm vụ" in made.stdout
    assert writer.wait(120) == 0
    assert run("--db", "sao.sqlite3", "db", "check").returncode == 0
    assert "2 kế hoạch" in run("--db", database, "db", "backup", "sau.sqlite3").stdout


@pytest.mark.parametrize(
    ("file", "exit_code", "said"),
    [
        ("không có.sqlite3", 6, "không có tệp"),
        (".", 6, "không phải một tệp"),
        ("ghi chú.txt", 6, "không phải cơ sở dữ liệu"),
        ("cụt.sqlite3", 6, "cắt cụt"),
    ],
)
def test_what_cannot_be_put_back_is_refused_with_the_next_step(
    imported: Run, tmp_path: Path, file: str, exit_code: int, said: str
) -> None:
    (tmp_path / "ghi chú.txt").write_text("Kính gửi\n" * 2000, encoding="utf-8")
    assert imported("db", "backup", "cụt.sqlite3").returncode == 0
    os.truncate(tmp_path / "cụt.sqlite3", 90_000)
    (live,) = (tmp_path / "home").rglob("*.sqlite3")
    before = live.read_bytes()
    done = imported("db", "restore", file, "--yes")
    assert (done.returncode, done.stdout) == (exit_code, ""), done.stderr
    assert said in done.stderr
    assert "→" in done.stderr
    assert live.read_bytes() == before
    assert names(live.parent) == ["cchc-tasks.sqlite3"]


def test_without_anybody_to_ask_a_restoration_needs_yes(imported: Run) -> None:
    assert imported("db", "backup", "a.sqlite3").returncode == 0
    assert imported(*MORE).returncode == 0
    done = imported("db", "restore", "a.sqlite3")
    assert (done.returncode, "--yes" in done.stderr) == (2, True)
    assert len(plans(imported)) == 2


@pytest.mark.parametrize(("answer", "left"), [("c\n", 1), ("\n", 2)])
def test_on_a_terminal_it_asks_before_it_replaces(imported: Run, tmp_path: Path, answer: str, left: int) -> None:
    assert imported("db", "backup", "a.sqlite3").returncode == 0
    assert imported(*MORE).returncode == 0
    arguments = ["db", "restore", str(tmp_path / "a.sqlite3")]
    shown = on_a_terminal(tmp_path / "home", arguments, columns=200, typed=answer)
    assert "1 kế hoạch, 54 nhiệm vụ" in shown
    assert ("Đã khôi phục" in shown) == (left == 1)
    assert ("Đã dừng" in shown) == (left == 2)
    assert len(plans(imported)) == left


def test_a_locked_database_is_said_plainly(imported: Run, tmp_path: Path) -> None:
    assert imported("db", "backup", "a.sqlite3").returncode == 0
    (live,) = (tmp_path / "home").rglob("*.sqlite3")
    with closing(sqlite3.connect(live, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        done = imported("db", "restore", "a.sqlite3", "--yes")
    assert (done.returncode, "đang bận" in done.stderr) == (6, True)
    assert plans(imported) == ["CCHC-2022"]


def test_the_address_of_a_server_is_shown_without_its_password(run: Run) -> None:
    for command in (["backup", "a"], ["restore", "a"]):
        done = run("--db", "postgresql://an:bi-mat@may-chu/cchc", "db", *command)
        assert done.returncode == 5
        assert "postgresql://an@may-chu/cchc" in done.stderr
        assert "bi-mat" not in done.stdout + done.stderr


def test_the_day_s_copy_follows_the_first_writing_command(run: Run, folder: Path) -> None:
    day = {"CCHC_TASKS_BACKUP_DIR": str(folder), "CCHC_TASKS_TODAY": "2026-03-02"}
    assert run("plans", **day).returncode == 0
    assert run(*IMPORT, "--dry-run", **day).returncode == 0
    assert names(folder) == []
    first = run(*IMPORT, **day)
    assert (first.returncode, "Đã sao lưu hằng ngày" in first.stderr) == (0, True)
    assert names(folder) == ["cchc-tasks-2026-03-02.sqlite3"]
    before = (folder / "cchc-tasks-2026-03-02.sqlite3").read_bytes()
    assert "sao lưu hằng ngày" not in run(*MORE, **day).stderr
    assert (folder / "cchc-tasks-2026-03-02.sqlite3").read_bytes() == before
    assert run("overdue", **day | {"CCHC_TASKS_TODAY": "2026-03-03"}).returncode == 0
    assert names(folder) == ["cchc-tasks-2026-03-02.sqlite3"]
    assert run("db", "restore", folder / "cchc-tasks-2026-03-02.sqlite3", "--yes").returncode == 0
    assert plans(run) == ["CCHC-2022"]


@pytest.mark.usefixtures("imported")
def test_reading_quickly_loads_nothing_that_makes_copies(folder: Path, tmp_path: Path) -> None:
    place = {"HOME": str(tmp_path / "home"), "CCHC_TASKS_BACKUP_DIR": str(folder)}
    command = [sys.executable, "-X", "importtime", "-m", "cchc_tasks", "overdue"]
    done = subprocess.run(command, capture_output=True, text=True, env=place, timeout=60)
    assert done.returncode == 0, done.stderr
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "cchc_tasks.tracking.due_lists" in loaded
    assert not loaded & {
        "cchc_tasks.office.backup",
        "cchc_tasks.office.daily_backup",
        "cchc_tasks.storage.backup_files",
        "cchc_tasks.office.backup_words",
    }


def test_a_folder_that_vanished_is_a_warning_and_the_command_succeeds(run: Run, tmp_path: Path) -> None:
    done = run(*IMPORT, CCHC_TASKS_BACKUP_DIR=str(tmp_path / "ổ rút ra"))
    assert done.returncode == 0
    assert "Cảnh báo" in done.stderr
    assert "→" in done.stderr
    assert "ổ rút ra" in done.stderr
    assert plans(run) == ["CCHC-2022"]


def test_the_folder_and_how_many_are_kept_come_from_the_configuration(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sao").mkdir()
    (tmp_path / "c.toml").write_text('backup_dir = "sao"\nbackup_keep = 2\n', encoding="utf-8")
    settings = {"CCHC_TASKS_CONFIG": str(tmp_path / "c.toml")}
    for day in ("2026-02-27", "2026-02-28"):
        (tmp_path / "sao" / f"cchc-tasks-{day}.sqlite3").write_bytes(b"x")
    (tmp_path / "sao" / "cchc-tasks-2026-02-27.sqlite3.bak").write_bytes(b"x")
    assert run(*IMPORT, **settings, CCHC_TASKS_TODAY="2026-03-02").returncode == 0
    assert names(tmp_path / "sao") == [
        "cchc-tasks-2026-02-27.sqlite3.bak",
        "cchc-tasks-2026-02-28.sqlite3",
        "cchc-tasks-2026-03-02.sqlite3",
    ]
    shown = json.loads(run("config", "--json", **settings).stdout)
    assert shown["backup_dir"] == {
        "value": str(tmp_path / "sao"), "origin": "file", "where": str(tmp_path / "c.toml"),
    }  # fmt: skip
    assert shown["backup_keep"]["value"] == 2
    home = json.loads(run("config", "--json", CCHC_TASKS_BACKUP_DIR="~/sao").stdout)["backup_dir"]
    assert home["value"] == str(tmp_path / "home" / "sao")


@pytest.mark.parametrize("line", ["backup_keep = 0", "backup_keep = 3661", "backup_keep = true", 'backup_dir = ""'])
def test_a_bad_setting_is_refused_with_what_it_may_be(run: Run, tmp_path: Path, line: str) -> None:
    (tmp_path / "c.toml").write_text(line, encoding="utf-8")
    done = run("config", CCHC_TASKS_CONFIG=str(tmp_path / "c.toml"))
    assert done.returncode == 2
    assert line.split(" ")[0] in done.stderr
    assert "Cần" in done.stderr


def test_info_tells_where_the_daily_copies_are_and_how_old(imported: Run, folder: Path, tmp_path: Path) -> None:
    assert "chưa đặt: thêm backup_dir" in imported("db", "info").stdout
    assert json.loads(imported("db", "info", "--json").stdout)["backup"] is None
    day = {"CCHC_TASKS_BACKUP_DIR": str(folder), "CCHC_TASKS_TODAY": "2026-03-02"}
    assert json.loads(imported("db", "info", "--json", **day).stdout)["backup"] == {
        "folder": str(folder), "newest": None, "day": None, "age_days": None,
    }  # fmt: skip
    assert imported(*MORE, **day).returncode == 0
    assert "cchc-tasks-2026-03-02.sqlite3 (hôm nay)" in imported("db", "info", **day).stdout
    day["CCHC_TASKS_TODAY"] = "2026-03-04"
    assert "cchc-tasks-2026-03-02.sqlite3 (2 ngày trước)" in imported("db", "info", **day).stdout
    assert json.loads(imported("db", "info", "--json", **day).stdout)["backup"] == {
        "folder": str(folder),
        "newest": str(folder / "cchc-tasks-2026-03-02.sqlite3"),
        "day": "2026-03-02",
        "age_days": 2,
    }
    (live,) = (tmp_path / "home").rglob("cchc-tasks.sqlite3")
    warned = imported("db", "info", CCHC_TASKS_BACKUP_DIR=str(live.parent))
    assert (warned.returncode, "hỏng ổ đĩa là mất cả hai" in warned.stderr) == (0, True)
    assert "không mở được" in imported("db", "info", CCHC_TASKS_BACKUP_DIR=str(tmp_path / "không có")).stdout
