"""What the program learns about the stream it writes to, on a real pseudo-terminal where there is one."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from cchc_tasks.cli.terminal import ProgressLine, prepare_stream, terminal_width, use_color
from cchc_tasks.text import display_width

ROOT = Path(__file__).parents[2]
PRINT_SETTINGS = """
import os, sys
from cchc_tasks.cli.commands.config_command import config_command
from cchc_tasks.cli.context import CommandContext
from cchc_tasks.cli.terminal import prepare_stream
from cchc_tasks.settings import load_settings
prepare_stream(sys.stdout)
config_command.main([], obj=CommandContext(load_settings(os.environ, {}), os.environ), prog_name="x")
"""


def environment(home: Path, **more: str) -> dict[str, str]:
    return {"HOME": str(home), "PATH": os.defpath, "TERM": "xterm", "USER": "cán bộ", **more}


def shown_on_a_terminal(columns: int, environ: dict[str, str]) -> str:
    """Return what the program writes to a pseudo-terminal of so many columns."""
    pty = pytest.importorskip("pty", reason="no pseudo-terminals on this system")
    import fcntl
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-c", PRINT_SETTINGS], stdin=theirs, stdout=theirs, stderr=theirs, env=environ, cwd=ROOT
    )
    os.close(theirs)
    content = b""
    try:
        while part := os.read(ours, 65536):
            content += part
    except OSError:  # Linux answers so when the other end is closed
        pass
    os.close(ours)
    assert process.wait(timeout=60) == 0, content
    return content.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_table_fits_the_terminal_and_says_the_same_without_colour(columns: int, tmp_path: Path) -> None:
    colored = shown_on_a_terminal(columns, environment(tmp_path))
    plain = shown_on_a_terminal(columns, environment(tmp_path, TERM="dumb"))
    assert "\x1b[1m" in colored
    assert "\x1b" not in plain
    assert colored.replace("\x1b[1m", "").replace("\x1b[0m", "") == plain
    assert max(map(display_width, plain.split("\n"))) <= columns
    assert "cán bộ" in plain


def test_no_color_is_honoured_on_a_terminal_and_named_as_the_reason(tmp_path: Path) -> None:
    shown = shown_on_a_terminal(120, environment(tmp_path, NO_COLOR="1"))
    assert "\x1b" not in shown
    assert "NO_COLOR" in shown


def test_a_wider_terminal_is_used(tmp_path: Path) -> None:
    lines = [len(shown_on_a_terminal(columns, environment(tmp_path)).split("\n")) for columns in (40, 70, 160)]
    assert lines == sorted(lines, reverse=True)
    assert lines[0] > lines[1] > lines[2]


@pytest.mark.parametrize(
    "locale", [{}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "cp1252"}]
)
def test_a_pipe_gets_plain_tab_separated_utf8_in_every_locale(locale: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PRINT_SETTINGS],
        env=environment(tmp_path, **locale),
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    lines = done.stdout.decode("utf-8").splitlines()
    assert lines[0] == "Tên\tÝ nghĩa\tGiá trị\tLấy từ"
    assert {line.count("\t") for line in lines} == {3}
    assert b"\x1b" not in done.stdout


@pytest.mark.parametrize(
    ("mode", "environ", "isatty", "expected"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "0"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"TERM": "dumb"}, True, False),
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, False, True),
        ("never", {}, True, False),
    ],
)
def test_colour_is_for_terminals_that_want_it_unless_told(
    mode: str, environ: dict[str, str], isatty: bool, expected: bool
) -> None:
    assert use_color(mode, environ, isatty) is expected


@pytest.mark.parametrize(("columns", "expected"), [("100", 100), ("0", 80), ("nhiều", 80), ("-5", 80), ("", 80)])
def test_columns_counts_when_it_is_a_number_and_the_usual_width_where_nothing_is_known(
    columns: str, expected: int, tmp_path: Path
) -> None:
    with (tmp_path / "no-terminal").open("w") as file:
        assert terminal_width({"COLUMNS": columns}, True, file.fileno()) == expected


def test_a_pipe_has_no_width_even_with_columns_set() -> None:
    assert terminal_width({"COLUMNS": "100"}, False) is None


def test_a_stream_in_another_encoding_is_turned_to_utf8_and_never_fails() -> None:
    content = io.BytesIO()
    for encoding, errors in (("cp1252", "strict"), ("ascii", "surrogateescape"), ("UTF-8", "surrogateescape")):
        stream = io.TextIOWrapper(content, encoding=encoding, errors=errors)
        prepare_stream(stream)
        stream.write("Sở Nội vụ \udc9b")
        stream.detach()
    assert content.getvalue().decode() == "Sở Nội vụ ?" * 3


def test_a_stream_that_cannot_be_changed_is_left_alone() -> None:
    stream = io.StringIO()
    prepare_stream(stream)
    stream.write("Sở Nội vụ")
    assert stream.getvalue() == "Sở Nội vụ"


class Clock:
    """A clock that goes on by half a second each time it is asked."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.5
        return self.now


def screen(written: str) -> str:
    """Return what a terminal shows of one line after all carriage returns."""
    cells: list[str] = []
    for part in written.split("\r"):
        cells[: len(part)] = part
    return "".join(cells).rstrip()


def test_progress_shows_where_it_is_and_leaves_nothing_behind() -> None:
    stream = io.StringIO()
    with ProgressLine(stream, True, clock=Clock()) as progress:
        progress.show("Đang đọc dòng", 1000, 10000)
        progress.show("Đang ghi", 7)
        assert screen(stream.getvalue()) == "Đang ghi: 7"
    assert screen(stream.getvalue()) == ""
    assert "\x1b" not in stream.getvalue()
    assert "\n" not in stream.getvalue()


def test_progress_is_narrower_than_the_terminal() -> None:
    stream = io.StringIO()
    ProgressLine(stream, True, width=20, clock=Clock()).show("Đang đọc kế hoạch cải cách hành chính", 1)
    assert 0 < len(screen(stream.getvalue())) < 20


def test_progress_is_silent_where_nobody_watches_and_for_short_work() -> None:
    stream = io.StringIO()
    with ProgressLine(stream, False, clock=Clock()) as progress:
        progress.show("Đang đọc", 1)
    with ProgressLine(stream, True, clock=lambda: 0.0) as progress:
        progress.show("Đang đọc", 1)
    assert stream.getvalue() == ""
