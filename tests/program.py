"""The program run in this process: its own `main`, with streams of its own, as a pipe sees it."""

from __future__ import annotations

import io
import os
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from cchc_tasks.cli.main import main
from cchc_tasks.storage.database import Database


class Printed(NamedTuple):
    """How a command ended, what it wrote as data and what it said."""

    exit_code: int
    out: str
    said: str


def run(*arguments: str | Path, **environment: str) -> Printed:
    """Run a command with this environment beside the machine's own; no setting of the person who tests is taken."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CCHC_", "XDG_"))}
    with mock.patch.dict(os.environ, kept | {"CCHC_TASKS_CONFIG": os.devnull} | environment, clear=True):
        with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
            exit_code = main([str(argument) for argument in arguments])
        for stream in streams:
            stream.flush()
    return Printed(exit_code, *(bytes(stream.buffer.getbuffer()).decode() for stream in streams))  # type: ignore[attr-defined]


def run_here(database: Database, *arguments: str | Path, **environment: str) -> Printed:
    """Run a command on a database, without settings unless the environment names a file of them."""
    known = {"CCHC_TASKS_DB": database.location, "CCHC_TASKS_ACTOR": "Người thử"}
    return run(*arguments, **(known | environment))
