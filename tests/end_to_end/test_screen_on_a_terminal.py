"""The screen on a real terminal: bursts arrive in order, hanging up harms nothing, poor terminals are refused."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SAMPLES, Run
from tests.plans.amended import row_of, sample_rows, write_plan
from tests.program import COMMAND, PATIENCE
from tests.sample_office import DECISION

PLAN = SAMPLES / "ke_hoach_cchc_2022.txt"
DAY = {"CCHC_TASKS_TODAY": "2022-07-15"}
LEAVES_ALTERNATE_SCREEN, SHOWS_CURSOR = b"\x1b[?1049l", b"\x1b[?25h"
LEAVES_MOUSE, LEAVES_PASTE = b"\x1b[?1000l", b"\x1b[?2004l"


class Terminal:
    """The screen in a pseudo terminal of 100 columns and 30 lines."""

    def __init__(self, home: Path, *arguments: str, **environment: str) -> None:
        clean = {n: v for n, v in os.environ.items() if not n.startswith(("CCHC_", "XDG_", "NO_COLOR", "COLUMNS"))}
        self.shown = b""
        self.home = home
        self.child, self.master = pty.fork()
        if self.child == 0:
            known = {"HOME": str(home), "TERM": "xterm-256color", "CCHC_TASKS_ACTOR": "Người thử"}
            os.execve(COMMAND, [COMMAND, *(arguments or ("tui",))], {**clean, **known, **DAY, **environment})
        self.resize(100, 30)

    def resize(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def type(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def read(self, seconds: float) -> None:
        """Take what is shown meanwhile, but no longer than so: a terminal that nobody reads stops its program."""
        if select.select([self.master], [], [], seconds)[0]:
            with suppress(OSError):
                self.shown += os.read(self.master, 65536)

    def wait_for(self, words: str, seconds: float = PATIENCE) -> None:
        until = time.monotonic() + seconds
        while words.encode() not in self.shown:
            assert time.monotonic() < until, f"{words} did not appear"
            self.read(0.05)

    def escape(self, words: str) -> None:
        """Press Esc and wait until what it leads back to is drawn: with the next key it would be another one."""
        self.shown = b""
        self.type("\x1b")
        self.wait_for(words)

    def end(self) -> int:
        """Wait for the program to end and return how it did."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self.read(0.1)
            done, status = os.waitpid(self.child, os.WNOHANG)
            if done:
                os.close(self.master)
                return os.waitstatus_to_exitcode(status)
        self.kill()
        raise AssertionError("the screen did not end")

    def kill(self) -> None:
        """End the program where it still runs: nobody reads its terminal any more."""
        with suppress(ChildProcessError):  # it has ended, and was asked how
            if not os.waitpid(self.child, os.WNOHANG)[0]:
                os.kill(self.child, signal.SIGKILL)
                os.waitpid(self.child, 0)


@pytest.fixture
def home(run: Run) -> Path:
    run.given("import", PLAN, "--reported-on", "15/6/2022", **DAY)
    return run.home


@pytest.fixture
def terminal(home: Path) -> Iterator[Terminal]:
    shown = Terminal(home)
    try:
        shown.wait_for("Quá hạn 3")  # what is counted is read last
        yield shown
    finally:
        shown.kill()


def changes(run: Run, terminal: Terminal, count: int) -> list[dict[str, Any]]:
    """The log as soon as it has so many changes, the newest first."""
    until = time.monotonic() + PATIENCE
    while True:
        terminal.read(0.2)
        found: list[dict[str, Any]] = json.loads(run("history", "--json", **DAY).stdout)
        if len(found) >= count:
            return found
        assert time.monotonic() < until, "the change did not come"


def test_a_search_an_act_and_its_fields_arrive_in_one_burst(run: Run, terminal: Terminal) -> None:
    terminal.type("/so tay tra cuu\rt3đươ\x7fờng lối so\x7fơ\x7fở\r215/QĐ-UBND\r")
    newest = changes(run, terminal, 2)[0]
    (task,) = json.loads(run("show", "13", "--json", **DAY).stdout)
    assert (newest["act"], newest["actor"]) == ("done", "Người thử")
    assert (task["status"], task["result_text"], task["evidence"]) == ("done", "đường lối sở", ["215/QĐ-UBND"])
    terminal.type("z")
    assert changes(run, terminal, 3)[0]["act"] == "undo"
    terminal.type("q")
    assert terminal.end() == 0


@pytest.mark.only_on("sqlite", because="what a terminal sends and shows is the subject")
def test_a_search_typed_in_one_burst_does_nothing_else(run: Run, terminal: Terminal) -> None:
    terminal.type("/so tu phap")
    terminal.wait_for("Tìm «so tu phap»")
    terminal.escape("Tất cả kế hoạch │ Hôm nay")
    terminal.type("q")
    assert terminal.end() == 0
    assert len(json.loads(run("history", "--json", **DAY).stdout)) == 1


@pytest.mark.parametrize("farewell", [signal.SIGHUP, signal.SIGTERM], ids=["SIGHUP", "SIGTERM"])
def test_a_terminal_that_closes_leaves_the_database_whole(
    run: Run, terminal: Terminal, farewell: signal.Signals
) -> None:
    terminal.type("t3đang gõ dở")
    terminal.wait_for("đang gõ dở")
    os.kill(terminal.child, farewell)
    assert terminal.end() == 128 + farewell
    for restored in (LEAVES_ALTERNATE_SCREEN, SHOWS_CURSOR, LEAVES_MOUSE, LEAVES_PASTE):
        assert terminal.shown.rfind(restored) > terminal.shown.rfind("đang gõ dở".encode())
    assert run("db", "check").returncode == 0
    assert len(json.loads(run("history", "--json", **DAY).stdout)) == 1


@pytest.mark.only_on("sqlite", because="what a terminal sends and shows is the subject")
def test_without_colours_states_are_read_by_glyph_and_word(home: Path) -> None:
    terminal = Terminal(home, NO_COLOR="1")
    terminal.wait_for("Quá hạn")
    terminal.wait_for("►")
    terminal.type("q")
    assert terminal.end() == 0


@pytest.mark.only_on("sqlite", because="what a terminal sends and shows is the subject")
def test_what_is_no_terminal_is_refused_with_the_equal_command_named(run: Run, home: Path) -> None:
    refused = run("tui")
    assert (refused.returncode, "cchc-tasks overdue" in refused.stderr) == (2, True)
    dumb = Terminal(home, TERM="dumb")
    dumb.wait_for("cchc-tasks overdue")
    assert dumb.end() == 2


def test_a_result_and_a_document_in_one_burst_land_in_the_fields_they_were_typed_for(
    run: Run, terminal: Terminal
) -> None:
    terminal.type("t")
    terminal.wait_for("Kết quả thực hiện")
    terminal.type("3đã ban hành\r215/QĐ-UBND\r")
    assert changes(run, terminal, 2)[0]["act"] in ("done", "update")
    (task,) = json.loads(run("show", "1", "--json", **DAY).stdout)
    assert (task["result_text"], task["evidence"]) == ("đã ban hành", ["215/QĐ-UBND"])
    terminal.type("q")
    assert terminal.end() == 0


@pytest.mark.only_on("sqlite", because="what a terminal sends and shows is the subject")
@pytest.mark.parametrize("backspace", ["\x7f", "\x08"], ids=["DEL", "BS"])
def test_letters_that_an_input_method_types_again_arrive_as_they_were_meant(
    run: Run, terminal: Terminal, backspace: str
) -> None:
    terminal.type(f"p{'x'}{backspace}d{backspace}đươ{backspace}ờng so{backspace}ơ{backspace}ở tu{backspace}ư pháp\r")
    changes(run, terminal, 2)
    (task,) = json.loads(run("show", "1", "--json", **DAY).stdout)
    assert task["evidence"] == ["đường sở tư pháp"]
    terminal.type("q")
    assert terminal.end() == 0


@pytest.mark.only_on("sqlite", because="what a terminal sends and shows is the subject")
def test_what_is_pasted_goes_into_the_field_in_composed_letters_and_is_no_key(run: Run, terminal: Terminal) -> None:
    terminal.type("t3\t\x1b[200~Quyê\u0301t định số 9/QĐ-STP\x1b[201~\r")
    changes(run, terminal, 2)
    (task,) = json.loads(run("show", "1", "--json", **DAY).stdout)
    assert task["evidence"] == ["Quyết định số 9/QĐ-STP"]
    terminal.type("\x1b[200~tzxq\x1b[201~")
    terminal.type("q")
    assert terminal.end() == 0
    assert len(json.loads(run("history", "--json", **DAY).stdout)) == 2


@pytest.mark.only_on("sqlite", because="what a terminal sends and shows is the subject")
def test_a_window_of_another_size_is_drawn_anew_and_what_is_typed_stays(run: Run, terminal: Terminal) -> None:
    terminal.type("p215/QĐ")
    terminal.wait_for("215/QĐ")
    for columns, lines in ((120, 40), (80, 24), (60, 15), (100, 30)):
        terminal.shown = b""
        terminal.resize(columns, lines)
        os.kill(terminal.child, signal.SIGWINCH)
        terminal.wait_for("215/QĐ")
    terminal.type("-UBND\r")
    changes(run, terminal, 2)
    (task,) = json.loads(run("show", "1", "--json", **DAY).stdout)
    assert task["evidence"] == ["215/QĐ-UBND"]
    terminal.type("q")
    assert terminal.end() == 0


@pytest.mark.only_on("sqlite", because="what a terminal sends and shows is the subject")
def test_the_program_alone_opens_the_screen_on_a_terminal_and_tells_its_commands_elsewhere(
    run: Run, home: Path
) -> None:
    shown = Terminal(home, "--actor", "Người thử")
    shown.wait_for("Hôm nay 15/07/2022")
    shown.type("q")
    assert shown.end() == 0
    told = run()
    assert (told.returncode, "overdue" in told.stdout) == (0, True)
    dumb = Terminal(home, "--actor", "Người thử", TERM="dumb")
    dumb.wait_for("overdue")
    assert dumb.end() == 0


def test_what_another_process_records_appears_within_two_seconds(run: Run, terminal: Terminal) -> None:
    assert run("update", "1", "--note", "từ nơi khác", **DAY).returncode == 0
    recorded = time.monotonic()
    terminal.wait_for("Người khác vừa cập nhật")
    assert time.monotonic() - recorded < 5  # the promise is 2 s; a busy machine may draw late


def test_a_terminal_that_is_gone_ends_the_program_and_harms_nothing(run: Run, terminal: Terminal) -> None:
    terminal.type("t3đang gõ dở")
    terminal.wait_for("đang gõ dở")
    os.close(terminal.master)
    until = time.monotonic() + PATIENCE
    while not os.waitpid(terminal.child, os.WNOHANG)[0]:
        assert time.monotonic() < until, "the screen did not end"
        time.sleep(0.05)
    assert run("db", "check").returncode == 0
    assert not list((terminal.home / ".local" / "state" / "cchc-tasks").glob("loi-*.log"))


def test_an_amended_plan_typed_in_one_burst_is_shown_settled_applied_and_taken_back(
    run: Run, terminal: Terminal, tmp_path: Path
) -> None:
    title, rows = sample_rows()
    row_of(rows, "13")["deadline"] = "Quý III/2022"
    twin = {**row_of(rows, "20"), "no": "71"}
    row_of(rows, "20")["no"] = "70"
    path = write_plan(tmp_path / "sửa đổi.csv", title, [*rows, twin])
    terminal.type(f"P{path}\x1b[A2\r{DECISION}\rCCHC-2022\x13")
    terminal.wait_for("Enter: chỉ rõ 1 chỗ chưa chắc")
    terminal.wait_for("30/09/2022")
    assert len(json.loads(run("history", "--json", **DAY).stdout)) == 1
    terminal.type("\r")
    terminal.wait_for("là dòng nào trong kế hoạch sửa đổi?")
    terminal.type("\x1b[B\r")
    terminal.wait_for("Enter: lưu")
    terminal.type("\r")
    assert changes(run, terminal, 2)[0]["act"] == "amend"
    (task,) = json.loads(run("show", "71", "--json", **DAY).stdout)
    (redated,) = json.loads(run("show", "13", "--json", **DAY).stdout)
    assert (task["title"], redated["due"]) == (twin["title"], "2022-09-30")
    terminal.type("z")
    assert changes(run, terminal, 3)[0]["act"] == "undo"
    terminal.type("q")
    assert terminal.end() == 0


@pytest.mark.only_on("sqlite", because="what a terminal sends and shows is the subject")
def test_a_mistake_of_the_program_ends_in_a_sentence_and_not_in_a_traceback(home: Path) -> None:
    site = home / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(
        "import builtins\n"
        "before = builtins.__import__\n"
        "def hurt(name, *rest, **more):\n"
        "    found = before(name, *rest, **more)\n"
        "    if name == 'cchc_tasks.tui.forms.chooser':\n"
        "        raise RuntimeError('hỏng giữa chừng')\n"
        "    return found\n"
        "builtins.__import__ = hurt\n",
        encoding="utf-8",
    )
    terminal = Terminal(home, PYTHONPATH=str(site))
    terminal.wait_for("Chương trình gặp lỗi không lường trước")
    assert terminal.end() == 70
    assert b"Traceback" not in terminal.shown
    assert LEAVES_ALTERNATE_SCREEN in terminal.shown
