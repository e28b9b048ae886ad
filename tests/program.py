"""The program as tests run it: its own `main` in this process, or the installed command in one of its own.

Both look alike to a test. In this process a command has a working directory, an environment and streams of its own,
as at a pipe, and costs a tenth of a start. What only a process has (signals, descriptors, a terminal, what Python reads
when it starts) needs the installed command.
"""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from cchc_tasks.cli.main import main
from cchc_tasks.storage.database import Database
from tests import databases

COMMAND = str(Path(sys.executable).with_name("cchc-tasks"))
#: Python and the libraries look at settings of these names only when a process starts.
READ_AT_THE_START = ("PYTHON", "TZ", "LANG", "LC_", "MATPLOTLIBRC")
#: What the installed command may need on a busy machine, in seconds.
PATIENCE = 120


class Printed(NamedTuple):
    """How a command ended, what it wrote as data and what it said."""

    exit_code: int
    out: str
    said: str


def run(*arguments: str | Path, **environment: str) -> Printed:
    """Run a command with this environment beside the machine's own; no setting of the person who tests is taken."""
    return _run_main(arguments, machine() | {"CCHC_TASKS_CONFIG": os.devnull} | environment)


def run_here(database: Database, *arguments: str | Path, **environment: str) -> Printed:
    """Run a command on a database, without settings unless the environment names a file of them."""
    known = {"CCHC_TASKS_DB": database.location, "CCHC_TASKS_ACTOR": "Người thử"}
    return run(*arguments, **(known | environment))


def machine() -> dict[str, str]:
    """The environment of this machine without the settings of the person who tests."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("CCHC_", "XDG_"))}


class Run:
    """The program, as a person runs it in a home that is empty but for the name of a shared database.

    Where no location is given, the data is where the program puts it by itself: a SQLite file in the home. What
    `settings` holds goes into the environment of every command.
    """

    def __init__(self, folder: Path, location: str = "", **settings: str) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir(exist_ok=True)
        self.location = location or str(self.home / ".local/share/cchc-tasks/cchc-tasks.sqlite3")
        self.settings = {"HOME": str(self.home), "CCHC_TASKS_ACTOR": "Người thử"} | settings
        if location:
            self.settings["CCHC_TASKS_DB"] = location
            settle(self.home, location)

    def __call__(self, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command in this process, as `installed` would run it in one of its own."""
        early = [name for name in environment if name.startswith(READ_AT_THE_START)]
        assert not early, f"{early} count when a process starts: use `installed`"
        with chdir(self.folder):
            ended = _run_main(arguments, self._environment(environment))
        texts = (text.replace("\r\n", "\n").replace("\r", "\n") for text in ended[1:])
        return subprocess.CompletedProcess([COMMAND, *map(str, arguments)], ended.exit_code, *texts)

    def installed(self, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        """Start the installed command."""
        return subprocess.run(
            [COMMAND, *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=self.folder,
            timeout=PATIENCE,
            env=self._environment(environment),
        )

    def given(self, *arguments: str | Path, **environment: str) -> None:
        """Bring a database that nobody has touched to where this command leaves it.

        The command runs once a process; from then on what it left is copied.
        """

        def run_in(empty: Database) -> None:
            done = self(*arguments, **environment, CCHC_TASKS_DB=empty.location)
            assert done.returncode == 0, done.stderr

        settings = {name: value for name, value in self.settings.items() if name not in ("HOME", "CCHC_TASKS_DB")}
        said = hashlib.sha256(repr(sorted((settings | environment).items())).encode())
        for argument in arguments:
            file = self.folder / argument
            said.update(b"\0" + (file.name.encode() + file.read_bytes() if file.is_file() else str(argument).encode()))
        databases.fill(Database(self.location), said.hexdigest(), run_in)

    def _environment(self, more: dict[str, str]) -> dict[str, str]:
        return machine() | self.settings | more


def settle(home: Path, location: str) -> None:
    """Name a database in the settings file of a home, for programs that are started with nothing but the home."""
    settings = home / ".config/cchc-tasks/config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'db = "{location}"\n', encoding="utf-8")


def _run_main(arguments: tuple[str | Path, ...], environment: dict[str, str]) -> Printed:
    """Run `main` in this process with exactly this environment."""
    with mock.patch.dict(os.environ, environment, clear=True), _own_streams() as streams:
        exit_code = main([str(argument) for argument in arguments])
        for stream in streams:
            stream.flush()
    return Printed(exit_code, *(bytes(stream.buffer.getbuffer()).decode() for stream in streams))  # type: ignore[attr-defined]


@contextmanager
def _own_streams() -> Iterator[list[io.TextIOWrapper]]:
    """Keep what is written to stdout and stderr; nothing comes in, and nobody sits at a terminal."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
    with (
        Path(os.devnull).open(encoding="utf-8") as nothing,
        mock.patch.object(sys, "stdin", nothing),
        redirect_stdout(streams[0]),
        redirect_stderr(streams[1]),
    ):
        yield streams
