"""The command line in this process, as a person runs it: what a start costs is paid once."""

from __future__ import annotations

import io
import os
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from cchc_tasks.cli.main import main


class Ended(NamedTuple):
    """How a command ended, what it printed and what it said."""

    code: int
    printed: str
    said: str


def run_here(*words: str | Path, **environment: str) -> Ended:
    """Run a command with this environment beside the machine's own; no setting of the person who tests is taken."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("CCHC_", "XDG_"))}
    printed, said = io.StringIO(), io.StringIO()
    with (
        patch.dict(os.environ, {**clean, "CCHC_TASKS_CONFIG": os.devnull, **environment}, clear=True),
        redirect_stdout(printed),
        redirect_stderr(said),
    ):
        code = main([str(word) for word in words])
    return Ended(code, printed.getvalue(), said.getvalue())
