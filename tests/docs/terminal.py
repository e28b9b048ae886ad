"""The program run in this process as on a terminal: what a person sees, data and talk in one stream."""

from __future__ import annotations

import io
import os
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

from cchc_tasks.cli.main import main

#: Columns that pages show.
WIDTH = 96


class _Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8")

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return -1  # COLUMNS tells the width

    @property
    def seen(self) -> str:
        """What is left to be seen: lines of progress are drawn over."""
        self.flush()
        written = self.buffer.getvalue().decode()  # type: ignore[attr-defined]
        return "".join(line.rpartition("\r")[2] for line in written.splitlines(keepends=True))


def run_on_terminal(words: list[str], home: Path, **environment: str) -> tuple[int, str]:
    """Run a command (the words after the program's name) in a home; return its exit code and what is seen.

    «> FILE» at the end writes data there, as a shell does.
    """
    seen = _Terminal()
    out: io.TextIOWrapper = seen
    file = None
    if words[-2:-1] == [">"]:
        words, file = words[:-2], home / words[-1]
        out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CCHC_", "XDG_", "PG"))}
    own = {"HOME": str(home), "CCHC_TASKS_CONFIG": str(home / "config.toml"), "COLUMNS": str(WIDTH), "NO_COLOR": "1"}
    with (
        chdir(home),
        mock.patch.dict(os.environ, kept | own | environment, clear=True),
        mock.patch("sys.stdin", io.StringIO()),
        redirect_stdout(out),
        redirect_stderr(seen),
    ):
        exit_code = main(words)
    if file is not None:
        out.flush()
        file.write_bytes(out.buffer.getvalue())  # type: ignore[attr-defined]
    return exit_code, seen.seen
