"""The installed command, run as a person runs it: what it prints, where, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import SAMPLES, Run
from tests.program import COMMAND

PLAN = SAMPLES / "ke_hoach_cchc_2022.txt"
DAY = "2022-07-15"


@pytest.fixture
def imported(run: Run) -> Run:
    run.given("import", PLAN, "--reported-on", "15/6/2022")
    return run


def test_importing_says_what_was_found_and_what_to_look_at(run: Run) -> None:
    done = run("import", PLAN, "--reported-on", "15/6/2022")
    assert "54 nhiệm vụ, 7 phần" in done.stdout
    assert "Đã hoàn thành 14" in done.stdout
    assert "Cần rà soát" in done.stderr
    assert "ngắt trang" in done.stderr


def test_overdue_to_a_pipe_is_one_line_a_milestone(imported: Run) -> None:
    done = imported("overdue", "--as-of", DAY)
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert lines[0] == ["STT", "Nhiệm vụ (mốc)", "Đơn vị chủ trì", "Thời hạn", "Quá hạn", "Tình hình"]
    assert [line[0] for line in lines[1:]] == ["10", "13", "19"]
    assert lines[1][3:5] == ["31/03/2022", "106 ngày"]
    assert "3 mốc quá hạn tính đến ngày 15/7/2022." in done.stderr


def test_overdue_in_json_names_the_task_and_its_milestones(imported: Run) -> None:
    tasks = json.loads(imported("overdue", "--as-of", DAY, "--json").stdout)
    ten = next(task for task in tasks if task["no"] == "10")
    assert ten["ref"] == "CCHC-2022/10"
    assert ten["days_overdue"] == 106
    assert [m["label"] for m in ten["overdue_milestones"]] == ["Quyết định"]
    assert ten["milestones"][1]["timing"] == "in_time"


def test_overdue_in_csv_opens_in_a_spreadsheet_with_its_accents(imported: Run) -> None:
    raw = imported("overdue", "--as-of", DAY, "--csv").stdout
    assert raw.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(raw.removeprefix("\ufeff"))))
    assert [row[0] for row in rows] == ["STT", "10", "13", "19"]


def test_an_empty_answer_says_the_day_and_what_has_no_date(imported: Run) -> None:
    done = imported("overdue", "--as-of", "2022-06-20", "--unit", "phong hc va bttp")
    assert done.returncode == 0
    assert done.stdout == ""
    assert "20/6/2022" in done.stderr
    assert "chưa xác định thời hạn" in done.stderr


def test_an_exit_code_tells_a_script_that_something_is_overdue(imported: Run) -> None:
    assert imported("overdue", "--as-of", DAY, "--exit-code").returncode == 1
    assert imported("overdue", "--as-of", "2022-06-20", "--unit", "phong hc va bttp", "--exit-code").returncode == 0


def test_upcoming_lists_the_nearest_first(imported: Run) -> None:
    done = imported("upcoming", "--as-of", "2022-06-20", "--days", "10")
    assert [line.split("\t")[4] for line in done.stdout.splitlines()[1:]] == ["10 ngày", "10 ngày"]
    assert "hôm nay" in imported("upcoming", "--as-of", "2022-06-30", "--days", "0").stdout


def test_a_day_without_a_year_takes_the_plan_s_and_says_so(imported: Run) -> None:
    done = imported("overdue", "--as-of", "15/7")
    assert "được hiểu là 15/07/2022" in done.stderr
    assert len(done.stdout.splitlines()) == 4


def test_show_says_why_this_date_and_why_this_colour(imported: Run) -> None:
    shown = imported("show", "10", "--as-of", DAY).stdout
    assert "31/03/2022: theo «Quyết định: Quý I/2022» (hết quý)" in " ".join(shown.split())
    assert "quá hạn 106 ngày" in shown


def test_history_names_the_act_and_its_author(imported: Run) -> None:
    changes = json.loads(imported("history", "--json").stdout)
    assert [(change["act"], change["actor"]) for change in changes] == [("import", "Người thử")]
    (change,) = json.loads(imported("history", "33", "--json").stdout)
    progress = next(detail for detail in change["details"] if detail["field"] == "progress")
    assert (progress["value"], progress["effective_on"]) == ("2/3 02/03 hoạt động", "2022-06-15")


def test_list_keeps_the_printed_order_and_words(imported: Run) -> None:
    tasks = json.loads(imported("list", "--json").stdout)
    golden = json.loads((Path(__file__).parents[1] / "golden" / "sample_plan54.json").read_text(encoding="utf-8"))
    assert [task["no"] for task in tasks] == [row["no"] for row in golden]
    assert [" ".join(task["title"].split()) for task in tasks][10] == " ".join(golden[10]["title"].split())


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--section", "III"], 11),
        (["--section", "civil_service"], 4),
        (["--status", "done"], 13),
        (["--kind", "recurring"], 1),
        (["--timing", "overdue"], 3),
        (["--unit", "Thanh tra Sở"], 1),
        (["--unit", "van phong so", "--role", "support", "--limit", "5"], 5),
        (["--due-to", "2022-01-31", "--kind", "fixed"], 7),
    ],
)
def test_filters_restrict_the_list(imported: Run, options: list[str], count: int) -> None:
    assert len(json.loads(imported("list", "--as-of", DAY, "--json", *options).stdout)) == count


def test_the_calendar_is_the_same_bytes_whatever_the_machine_s_mood(imported: Run, tmp_path: Path) -> None:
    files = []
    for number, (seed, zone) in enumerate((("1", "UTC"), ("2", "America/New_York"), ("3", "Asia/Ho_Chi_Minh"))):
        file = tmp_path / f"{number}.ics"
        done = imported.installed("calendar", file, PYTHONHASHSEED=seed, TZ=zone)
        assert done.returncode == 0
        files.append(file.read_bytes())
    assert files[0] == files[1] == files[2]
    assert files[0].count(b"BEGIN:VEVENT") == 29
    assert b"23 " in imported("calendar", tmp_path / "x.ics").stderr.encode()


def test_the_calendar_holds_ongoing_work_only_when_asked(imported: Run, tmp_path: Path) -> None:
    imported("calendar", tmp_path / "a.ics", "--ongoing", "--alarms", "none")
    text = (tmp_path / "a.ics").read_text(encoding="utf-8")
    assert text.count("BEGIN:VEVENT") == 52
    assert "VALARM" not in text


def test_the_calendar_is_accepted_by_the_verifier(imported: Run, tmp_path: Path, shared: Path) -> None:
    imported("calendar", tmp_path / "a.ics")
    verifier = [sys.executable, str(shared / "tools" / "verify_ics.py"), str(tmp_path / "a.ics"), "--expect", "29"]
    done = subprocess.run([*verifier, "--only", "rfc"], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.only_on("sqlite", because="the bytes of the file are compared")
def test_exporting_a_calendar_writes_nothing_to_the_database(imported: Run, tmp_path: Path) -> None:
    (database,) = (tmp_path / "home").rglob("*.sqlite3")
    before = database.read_bytes()
    imported("calendar", tmp_path / "a.ics")
    assert database.read_bytes() == before


def test_everything_goes_out_as_json(imported: Run, tmp_path: Path) -> None:
    assert imported("export", tmp_path / "tat ca.json").returncode == 0
    document = json.loads((tmp_path / "tat ca.json").read_text(encoding="utf-8"))
    assert len(document["tasks"]) == len(document["history"]["task_version"]) == 54
    assert document["history"]["change"][0]["actor"] == "Người thử"
    assert {row["field"] for row in document["history"]["change_detail"]} >= {"status", "result", "closed", "progress"}
    assert len({row["uid"] for row in document["history"]["milestone"]}) == 64


def test_an_output_that_cannot_be_written_is_refused_with_the_cause(imported: Run, tmp_path: Path) -> None:
    done = imported("calendar", tmp_path / "khong" / "co.ics")
    assert done.returncode == 2
    assert "Không ghi được tệp" in done.stderr


def test_the_database_tells_what_it_holds_and_that_it_is_sound(imported: Run) -> None:
    assert json.loads(imported("db", "info", "--json").stdout)["counts"]["task_now"] == 54
    checked = imported("db", "check")
    assert (checked.returncode, "toàn vẹn" in checked.stderr) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "exit_code", "words"),
    [
        (["overdu"], 2, "overdue"),
        (["overdue", "--plam", "X"], 2, "--plan"),
        (["overdue", "--status", "xong"], 2, "not_started"),
        (["overdue", "--as-of", "31/02/2022"], 2, "không phải một ngày"),
        (["overdue", "--plan", "KHONG-CO"], 4, "CCHC-2022"),
        (["overdue", "--unit", "van phong"], 4, "Văn phòng Sở"),
        (["show", "999"], 4, "999"),
        (["import", "khong-co.csv"], 3, "khong-co.csv"),
        (["--org", "Cơ quan khác", "plans"], 4, "Cơ quan khác"),
        (["--db", "/dev/null/a.sqlite3", "plans"], 6, "/dev/null/a.sqlite3"),
    ],
)
def test_what_is_wrong_is_said_in_vietnamese_with_the_next_step(
    imported: Run, arguments: list[str], exit_code: int, words: str
) -> None:
    done = imported(*arguments)
    assert done.returncode == exit_code, done.stderr
    assert words in done.stderr
    assert "→" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


BAD = {
    "rong.csv": b"",
    "nhi phan.csv": bytes(range(256)) * 40,
    "khong bang.txt": "Kính gửi các phòng,\nĐề nghị báo cáo.\n".encode(),
    "tieu de la.csv": b"A,B,C\n1,2,3\n4,5,6\n",
    "dau hoi.csv": b"STT,Nhi?m v?,Th?i h?n\n1,R? so?t v?n b?n ph?p lu?t,Qu? I/2022\n" * 3,
    "sai ma.csv": (
        "STT,Nhiệm vụ,Thời hạn\n1,Rà soát văn bản quy phạm pháp luật,Quý I\n".encode().decode("latin-1").encode()
    ),
    "that ra la zip.csv": b"PK\x03\x04" + b"\0" * 60,
    "that ra la pdf.txt": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "nhay.csv": 'STT,Nhiệm vụ,Thời hạn\n1,"Rà soát "văn bản,Quý I/2022\n2,"Chưa đóng,Quý II\n'.encode(),
    "thong ke.csv": "STT,Chỉ tiêu thống kê,Đơn vị tính,Số liệu\n1,Số văn bản,Văn bản,5\n".encode(),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_plan_is_named_for_what_it_is_and_nothing_is_stored(
    run: Run, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(BAD[name])
    done = run("import", name, "--year", "2022")
    assert done.returncode == 3, done.stdout + done.stderr
    assert "→" in done.stderr
    assert "Traceback" not in done.stderr
    assert json.loads(run("plans", "--json").stdout) == []


@pytest.mark.usefixtures("imported")
def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    command = f"{Path(sys.executable).with_name('cchc-tasks')} list --json | head -n 1"
    home = {**os.environ, "HOME": str(tmp_path / "home")}
    shell = ["bash", "-o", "pipefail", "-c", command]
    done = subprocess.run(shell, capture_output=True, text=True, env=home, timeout=60)
    assert done.stderr == ""


@pytest.mark.only_on("sqlite", because="the moment to kill it is seen in the file's journal")
def test_an_import_that_is_killed_leaves_the_database_as_it_was(run: Run, tmp_path: Path) -> None:
    rows = "\n".join(f"{n},Nhiệm vụ số {n},Phòng A,Quý II/2022,Đang thực hiện" for n in range(1, 6_001))
    (tmp_path / "lon.csv").write_text("STT,Nhiệm vụ,Chủ trì,Thời hạn,Kết quả thực hiện\n" + rows, encoding="utf-8")
    database = tmp_path / "a.sqlite3"
    assert run("--db", database, "import", PLAN, "--reported-on", "15/6/2022").returncode == 0
    before = _dump(database)
    command = [COMMAND, "--db", str(database), "--actor", "x"]
    killed_while_writing = 0
    for _ in range(3):
        arguments = [*command, "import", str(tmp_path / "lon.csv"), "--year", "2022"]
        process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        journal = Path(f"{database}-wal")
        while process.poll() is None and not (journal.exists() and journal.stat().st_size > 200_000):
            time.sleep(0.002)
        killed_while_writing += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert _dump(database) == before
    assert killed_while_writing
    assert run("--db", database, "db", "check").returncode == 0


def _dump(database: Path) -> list[str]:
    with sqlite3.connect(database) as plain:
        found = list(plain.iterdump())
    plain.close()
    return found


def test_a_deadline_on_a_day_off_is_moved_only_where_the_office_has_settled_so(run: Run, tmp_path: Path) -> None:
    # 30 April 2022 was a Saturday and a holiday; Monday and Tuesday were given for it and for 1 May.
    table = "STT,Nhiệm vụ,Chủ trì,Thời hạn\n1,Nộp báo cáo,Phòng A,30/4/2022\n2,Rà soát,Phòng A,Tháng 4/2022\n"
    (tmp_path / "nghi.csv").write_text(table, encoding="utf-8")
    assert run("import", "nghi.csv", "--year", "2022", "--plan", "NGHI").returncode == 0
    printed = [line.split("\t")[0] for line in run("overdue", "--as-of", "2022-05-02").stdout.splitlines()[1:]]
    assert printed == ["1", "2"]
    (tmp_path / "c.toml").write_text("move_to_working_day = true\n", encoding="utf-8")
    settled = {"CCHC_TASKS_CONFIG": str(tmp_path / "c.toml")}
    moved = [line.split("\t")[0] for line in run("overdue", "--as-of", "2022-05-02", **settled).stdout.splitlines()[1:]]
    assert moved == ["2"]
    shown = run("show", "1", "--as-of", "2022-05-02", **settled).stdout
    assert "04/05/2022" in shown
    assert "hạn in 30/04/2022 là ngày nghỉ" in " ".join(shown.split())


@pytest.mark.parametrize("command", [["overdue"], ["upcoming", "--days", "200"]], ids=["overdue", "upcoming"])
@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--status", "done"],
        ["--status", "in_progress"],
        ["--timing", "due_soon"],
        ["--sort", "unit"],
        ["--limit", "2"],
        ["--section", "II"],
        ["--kind", "recurring"],
        ["--due-to", "2022-12-31"],
        ["--search", "bao cao"],
    ],
    ids=" ".join,
)
def test_table_and_json_agree_whatever_is_filtered(imported: Run, command: list[str], options: list[str]) -> None:
    if options == ["--limit", "2"] and command[0] == "upcoming":
        options = ["--limit", "1"]
    arguments = [*command, "--as-of", "2022-07-15", *options]
    table = [line.split("\t")[0] for line in imported(*arguments).stdout.splitlines()[1:]]
    tasks = json.loads(imported(*arguments, "--json").stdout)
    listed = [task["no"] for task in tasks for _ in task[f"{command[0]}_milestones"]]
    if options[:1] == ["--limit"]:
        assert set(table) <= set(listed)
    else:
        assert sorted(table) == sorted(listed)


def test_the_calendar_of_a_past_day_is_whole(imported: Run, tmp_path: Path) -> None:
    done = imported("calendar", tmp_path / "a.ics", "--as-of", "2022-03-01")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "a.ics").read_text(encoding="utf-8").count("BEGIN:VEVENT") == 29


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("command", ["overdue", "upcoming", "list"])
def test_the_calendar_s_first_and_last_day_are_days_too(imported: Run, command: str, day: str) -> None:
    assert imported(command, "--as-of", day).returncode == 0
    assert imported(command, "--as-of", day, "--json").returncode == 0


def test_a_closed_or_full_output_is_no_traceback(imported: Run, tmp_path: Path) -> None:
    home = {**os.environ, "HOME": str(tmp_path / "home")}
    for redirection in (">&-", ">/dev/full"):
        shell = ["bash", "-c", f"{COMMAND} list --json {redirection}"]
        done = subprocess.run(shell, capture_output=True, text=True, env=home, timeout=60)
        assert "Traceback" not in done.stderr
        assert done.returncode in (0, 2)
    assert imported("list").returncode == 0


def test_phrases_are_explained_one_a_line_in_whatever_encoding_the_machine_has(run: Run) -> None:
    done = subprocess.run(
        [COMMAND, "deadline", "-", "--year", "2022", "--json"],
        input="Quý II/2022\n\nThường xuyên\n30/02/2022\n".encode(),
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        timeout=60,
    )
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [answer["milestones"][0]["kind"] for answer in answers] == ["fixed", "unread", "ongoing", "unread"]
    assert answers[0]["milestones"][0]["due"] == "2022-06-30"
    assert "theo «Quý II/2022»" in run("deadline", "Quý II/2022", "--year", "2022").stdout


def test_every_reading_command_looks_at_a_day_and_speaks_csv_and_json(imported: Run) -> None:
    for command in (["plans"], ["list"], ["show", "10"], ["overdue"], ["upcoming"], ["history"]):
        assert json.loads(imported(*command, "--json", "--as-of", "2026-12-31").stdout or "[]") is not None
        done = imported(*command, "--csv", "--as-of", "2026-12-31")
        assert (done.returncode, done.stdout[:1]) == (0, "\ufeff"), command


def test_the_log_tells_both_days_and_a_past_day_shows_what_had_taken_effect(imported: Run) -> None:
    (change,) = json.loads(imported("history", "--json").stdout)
    assert (change["effective_from"], change["effective_to"]) == ("2022-01-01", "2022-06-15")
    assert len(json.loads(imported("history", "--json", "--as-of", "2022-01-01").stdout)) == 1
    imported("done", "13", "--on", "2022-07-05")
    assert [
        len(json.loads(imported("history", "--json", "--as-of", day).stdout)) for day in ("2022-07-04", "2022-07-05")
    ] == [1, 2]
    assert json.loads(imported("history", "--json", "--as-of", "2021-12-31").stdout or "[]") == []


def test_plans_and_the_log_take_the_filters(imported: Run) -> None:
    imported("done", "13", "--on", "2022-07-05")
    of_unit = imported("history", "--unit", "van phong so", "--json").stdout
    assert [change["act"] for change in json.loads(of_unit)] == ["import"]
    assert json.loads(imported("plans", "--section", "I", "--json").stdout)[0]["tasks"] == 8
    assert json.loads(imported("plans", "--as-of", "2021-12-31", "--json").stdout or "[]") == []
