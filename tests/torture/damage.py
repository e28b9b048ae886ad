"""A truncated and a bit-flipped SQLite file: every command answers or says what is wrong, and `db check` tells."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import random
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cchc_tasks.cli.main import main
from tests.torture.figures import Sheet
from tests.torture.places import PLAN, renew

PART = "tệp hỏng"
#: What no sentence may hold: it steers a terminal.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")
_HEADER = 100
_ENVIRONMENT = {
    "CCHC_TASKS_ACTOR": "Người thử",
    "CCHC_TASKS_TODAY": "2022-07-15",
    "TERM": "dumb",
}


@dataclass
class Office:
    """A SQLite file with a year's history in it, and a way to run commands on it within this process."""

    folder: Path
    place: Path = field(init=False)
    template: Path = field(init=False)

    def __post_init__(self) -> None:
        self.place, self.template = self.folder / "cơ sở.sqlite3", self.folder / "mẫu.sqlite3"
        self.run("import", str(PLAN), "--year", "2022", "--reported-on", "2022-06-15")
        for number in range(1, 16):
            self.run("update", str(number), "--note", f"ghi chú số {number} của Văn phòng Sở", "--on", "2022-07-01")
        self.run("done", "13", "19", "--evidence", "Công văn số 41/STP-XDKT ngày 28/6/2022")
        self.run("import", str(PLAN.with_name("khac_phuc_2023.txt")), "--year", "2023", "--plan", "KP-2023")
        self.run("undo")
        with contextlib.closing(sqlite3.connect(self.place)) as database:
            # Removed rows leave free pages, as they do in a database that lives.
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(self.place, self.template)

    def run(self, *arguments: str) -> tuple[int, str]:
        """Run a command; return its exit code and everything that it wrote."""
        streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
        with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
            code = main(["--db", str(self.place), *arguments])
        told = ""
        for stream in streams:
            stream.flush()
            stream.seek(0)
            told += stream.read()
        return code, told

    def commands(self, number: int) -> dict[str, tuple[str, ...]]:
        """What is run on every damaged file, `update` last."""
        return {
            "overdue": ("overdue",),
            "list": ("list", "--json"),
            "show": ("show", str(number % 54 + 1)),
            "history": ("history",),
            "db info": ("db", "info"),
            "db backup": ("db", "backup", str(self.folder / "bản sao.sqlite3"), "--force"),
            "db check": ("db", "check"),
            "update": ("update", str(number % 20 + 1), "--note", "ghi sau khi hỏng"),
        }


@contextlib.contextmanager
def office_of_a_year(folder: Path) -> Iterator[Office]:
    """Yield an office whose commands run in an empty home."""
    homes = {name: str(folder) for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    before = {name: os.environ.get(name) for name in {**homes, **_ENVIRONMENT}}
    os.environ.update({**homes, **_ENVIRONMENT})
    try:
        yield Office(folder)
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
