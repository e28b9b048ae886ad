"""The installed command on a real terminal: it asks, fits the width, and never relies on colour."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import termios
import time
from pathlib import Path

import pytest

from cchc_tasks.text import display_width
from tests.conftest import SAMPLES, Run
from tests.program import COMMAND, PATIENCE

pytestmark = pytest.mark.only_on("sqlite", because="what a terminal is shown and types is the subject")
PLAN = SAMPLES / "ke_hoach_cchc_2022.txt"
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def on_a_terminal(home: Path, arguments: list[str], *, columns: int, typed: str = "", **environment: str) -> str:
    """Run the command with a terminal as all of its streams; type when it asks; return what was shown."""
    clean = {n: v for n, v in os.environ.items() if not n.startswith(("CCHC_", "XDG_", "NO_COLOR", "COLUMNS"))}
    child, master = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        known = {"HOME": str(home), "TERM": "xterm", "CCHC_TASKS_ACTOR": "Người thử"}
        os.execve(COMMAND, [COMMAND, *arguments], {**clean, **known, **environment})
    shown = b""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if not select.select([master], [], [], 0.2)[0]:
            continue
        try:
            block = os.read(master, 65536)
        except OSError:
            break
        if not block:
            break
        shown += block
        if typed and shown.rstrip().endswith((b")?", b"[c/K]")):
            os.write(master, typed.encode())
            typed = ""
    os.waitpid(child, 0)
    os.close(master)
    return shown.decode("utf-8").replace("\r\n", "\n")


@pytest.fixture
def home(run: Run) -> Path:
    run.given("import", PLAN, "--reported-on", "15/6/2022")
    return run.home


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_table_fits_the_terminal(home: Path, columns: int) -> None:
    shown = on_a_terminal(home, ["overdue", "--as-of", "2022-07-15"], columns=columns)
    lines = ESCAPE.sub("", shown).splitlines()
    assert max(map(display_width, lines)) <= columns
    assert "106 ngày" in shown
    assert "Đang thực" in shown


def test_without_colour_nothing_is_missing(home: Path) -> None:
    arguments = ["overdue", "--as-of", "2022-07-15"]
    coloured = on_a_terminal(home, arguments, columns=100)
    plain = on_a_terminal(home, arguments, columns=100, NO_COLOR="1")
    assert "\x1b[31m" in coloured
    assert "\x1b" not in plain
    assert ESCAPE.sub("", coloured) == plain


def test_the_day_of_the_results_is_asked_for_where_somebody_can_answer(tmp_path: Path) -> None:
    home = tmp_path / "nha"
    home.mkdir()
    arguments = ["--actor", "Người thử", "import", str(PLAN)]
    shown = on_a_terminal(home, arguments, columns=100, typed="15/6/2022\n")
    assert "Tệp có 54 kết quả đã ghi" in shown
    assert "tính đến 15/6/2022" in shown
