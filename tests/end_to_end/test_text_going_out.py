"""Text from files on its way out: never a formula, never a command to a terminal, and bullets stay bullets."""

from __future__ import annotations

import csv
import io
import os
import re
import sys
from pathlib import Path

import pytest

from cchc_tasks.storage.database import Database
from tests import databases
from tests.conftest import Run
from tests.end_to_end.test_on_a_terminal import on_a_terminal

BULLETS = "- Tổ chức họp (nếu có);\n- Báo cáo kết quả."
#: Cells as an attacker writes them, among what an office writes.
ROWS = (
    ("STT", "Nhiệm vụ", "Hoạt động", "Đơn vị chủ trì", "Thời gian hoàn thành", "Kết quả thực hiện"),
    ("1", '=HYPERLINK("http://x";"a")\x1b[31m\u202eđảo', BULLETS, "@SUM(1)", "Tháng 01/2022", "+84 913"),
    ("2", "- Rà soát\x07 văn bản\x9b2J", "-2+3", "=1+1|cmd", "30/6/2022", "Đang\u2066 thực hiện"),
    ("3", "＝1+1 \x1b]0;tên\x07", "\tx", "-Phòng A", "Tháng 02/2022", "\x85=2"),
)
#: A text of few letters and many control characters would be refused as no text.
PLAIN = tuple((str(no), f"Kiểm tra công tác cải cách hành chính đợt {no}", "", "Thanh tra Sở", "Quý IV/2022", "")
              for no in range(4, 20))  # fmt: skip
COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
COLORS = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def hostile(run: Run, tmp_path: Path) -> Run:
    out = io.StringIO()
    csv.writer(out).writerows((*ROWS, *PLAIN))
    path = tmp_path / "ke hoach.csv"
    path.write_text(out.getvalue(), encoding="utf-8")

    def import_it(empty: Database) -> None:
        place = ("--db", empty.location)
        done = run(*place, "import", path, "--year", "2022", "--plan", "H", "--reported-on", "2022-02-01")
        assert done.returncode == 0, done.stderr
        assert "ký tự điều khiển" in done.stderr
        assert run(*place, "update", "H/2", "--note", "=1+1\x1b[2J\u202e", "--on", "2022-02-02").returncode == 0

    databases.fill(Database(run.location), "a hostile plan", import_it)
    return run


READING = ("list", "overdue", "upcoming --days 400", "check", "review", "history", "history H/2", "plans",
           "stats --by unit")  # fmt: skip
EVERY_ANSWER = (*READING, "show H/1", "show H/2", "show H/3", "overdue --text")


@pytest.mark.parametrize("command", READING)
def test_no_cell_of_a_csv_answer_is_calculated_and_each_opens_with_its_accents(hostile: Run, command: str) -> None:
    raw = hostile(*command.split(), "--csv", CCHC_TASKS_TODAY="2022-07-15").stdout
    assert raw.startswith("\ufeff")
    cells = [cell for row in csv.reader(io.StringIO(raw.removeprefix("\ufeff"))) for cell in row]
    assert len(cells) > 4
    assert [cell for cell in cells if cell.lstrip()[:1] in tuple("=+@＝＋＠\t\r")] == []
    assert [cell for cell in cells if re.match(r"\s*-(?! \w)", cell)] == []
    assert COMMANDS.findall(raw.removeprefix("\ufeff").replace("\r\n", "\n")) == []


def test_a_bullet_in_a_csv_answer_stays_as_it_was_printed(hostile: Run) -> None:
    rows = list(csv.reader(io.StringIO(hostile("list", "--csv", "--sort", "no").stdout)))
    assert rows[2][1] == "- Rà soát văn bản2J"
    assert rows[1][1].startswith("'=HYPERLINK(")


@pytest.mark.parametrize("command", EVERY_ANSWER)
def test_no_answer_to_a_pipe_steers_what_it_is_shown_on(hostile: Run, command: str) -> None:
    done = hostile(*command.split(), CCHC_TASKS_TODAY="2022-07-15")
    assert done.returncode == 0, done.stderr
    assert COMMANDS.findall(done.stdout + done.stderr) == []


@pytest.mark.only_on("sqlite", because="what goes to a terminal is the subject")
@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("command", EVERY_ANSWER)
def test_no_answer_steers_the_terminal_that_it_is_written_to(tmp_path: Path, command: str) -> None:
    shown = on_a_terminal(tmp_path / "home", command.split(), columns=100, CCHC_TASKS_TODAY="2022-07-15")
    assert COMMANDS.findall(COLORS.sub("", shown.replace("\r", ""))) == []
    assert "\x1b[31m\x1b" not in shown


def test_no_json_answer_holds_what_a_terminal_obeys(hostile: Run) -> None:
    assert COMMANDS.findall(hostile("list", "--json").stdout) == []
    assert COMMANDS.findall(hostile("history", "--json").stdout) == []


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there words and file names are always Unicode")
def test_bytes_that_are_no_text_are_refused_as_words_and_replaced_in_names(hostile: Run, tmp_path: Path) -> None:
    bad = os.fsdecode(b"x\xff\x1b[31m")
    for words in (("update", "H/1", "--note", bad), ("--actor", bad, "done", "H/1"), ("list", "--search", bad),
                  ("--org", bad, "plans"), ("deadline", bad)):  # fmt: skip
        done = hostile(*words)
        assert (done.returncode, done.stdout) == (2, ""), words
        assert "UTF-8" in done.stderr
        assert COMMANDS.findall(done.stderr) == []
    assert hostile("update", "H/1", "--note", "a", CCHC_TASKS_ACTOR=bad).returncode == 2
    path = tmp_path / os.fsdecode(b"ke\xff\x1bhoach.csv")
    path.write_text("STT,Nhiệm vụ,Thời hạn\n1,Rà soát,Quý I\n", encoding="utf-8")
    done = hostile("import", path, "--year", "2022", "--plan", "TEN")
    assert done.returncode == 0, done.stderr
    assert '"ke? hoach.csv"' in hostile("list", "--plan", "TEN", "--json").stdout
