"""The screen on a real terminal: bursts arrive in order, hanging up harms nothing, poor terminals are refused."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SAMPLES, Run

PLAN = SAMPLES / "ke_hoach_cchc_2022.txt"
DAY = {"CCHC_TASKS_TODAY": "2022-07-15"}


class Terminal:
    """The screen in a pseudo terminal of 100 columns and 30 lines."""

    def __init__(self, home: Path, **environment: str) -> None:
        program = str(Path(sys.executable).with_name("cchc-tasks"))
        clean = {n: v for n, v in os.environ.items() if not n.startswith(("CCHC_", "XDG_", "NO_COLOR", "COLUMNS"))}
        self.shown = b""
        self.child, self.master = pty.fork()
        if self.child == 0:
            known = {"HOME": str(home), "TERM": "xterm-256color", "CCHC_TASKS_ACTOR": "Người thử"}
            os.execve(program, [program, "tui"], {**clean, **known, **DAY, **environment})
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))

    def type(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def read(self, seconds: float) -> None:
        """Take what is shown for a while: a terminal that nobody reads stops its program."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if not select.select([self.master], [], [], 0.05)[0]:
                continue
            try:
                self.shown += os.read(self.master, 65536)
            except OSError:
                return

    def wait_for(self, words: str, seconds: float = 30) -> None:
        until = time.monotonic() + seconds
        while words.encode() not in self.shown:
            assert time.monotonic() < until, f"{words} did not appear"
            select.select([self.master], [], [], 0.1)
            self.read(0.1)

    def end(self) -> int:
        """Wait for the program to end and return how it did."""
        until = time.monotonic() + 20
        while time.monotonic() < until:
            self.read(0.1)
            done, status = os.waitpid(self.child, os.WNOHANG)
            if done:
                os.close(self.master)
                return os.waitstatus_to_exitcode(status)
        os.kill(self.child, signal.SIGKILL)
        raise AssertionError("the screen did not end")


@pytest.fixture
def home(run: Run, tmp_path: Path) -> Path:
    assert run("import", PLAN, "--reported-on", "15/6/2022", **DAY).returncode == 0
    return tmp_path / "home"


@pytest.fixture
def terminal(home: Path) -> Terminal:
    shown = Terminal(home)
    shown.wait_for("CCHC-TASKS")
    shown.read(0.5)
    return shown


def changes(run: Run, terminal: Terminal, count: int) -> list[dict[str, Any]]:
    """The log as soon as it has so many changes, the newest first."""
    until = time.monotonic() + 30
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


def test_a_search_typed_in_one_burst_does_nothing_else(run: Run, terminal: Terminal) -> None:
    terminal.type("/so tu phap")
    terminal.wait_for("Tìm «so tu phap»")
    terminal.type("\x1b")
    terminal.read(0.5)
    terminal.type("q")
    assert terminal.end() == 0
    assert len(json.loads(run("history", "--json", **DAY).stdout)) == 1


@pytest.mark.parametrize("farewell", [signal.SIGHUP, signal.SIGTERM], ids=["SIGHUP", "SIGTERM"])
def test_a_terminal_that_closes_leaves_the_database_whole(
    run: Run, terminal: Terminal, farewell: signal.Signals
) -> None:
    terminal.type("t3đang gõ dở")
    terminal.read(0.5)
    os.kill(terminal.child, farewell)
    terminal.end()
    assert run("db", "check").returncode == 0
    assert len(json.loads(run("history", "--json", **DAY).stdout)) == 1


def test_without_colours_states_are_read_by_glyph_and_word(home: Path) -> None:
    terminal = Terminal(home, NO_COLOR="1")
    terminal.wait_for("Quá hạn")
    terminal.wait_for("►")
    terminal.type("q")
    assert terminal.end() == 0


def test_what_is_no_terminal_is_refused_with_the_equal_command_named(run: Run, home: Path) -> None:
    refused = run("tui")
    assert (refused.returncode, "cchc-tasks overdue" in refused.stderr) == (2, True)
    dumb = Terminal(home, TERM="dumb")
    dumb.wait_for("cchc-tasks overdue")
    assert dumb.end() == 2
