"""The screen in a real terminal: first rows, echo of a key, memory; and a DataTable of the same tasks beside it.

And the echo while others hold the database, or its server is silent, with its limit.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cchc_tasks.storage.database import Database
from tests import databases
from tests.benchmarks.make_tasks import TODAY, make_tasks
from tests.conftest import POSTGRES
from tests.sample_office import Office
from tests.silent_server import SilentServer
from tests.torture.children import HOLDING

RUNS = 5
KEYS = 80
MANY = 100_000
PLAN = Path(__file__).parents[2] / "sample_plans" / "ke_hoach_cchc_2022.txt"
#: Down, down, page down, up, page up: each of them moves the cursor.
MOVES = (b"\x1b[B", b"\x1b[B", b"\x1b[6~", b"\x1b[A", b"\x1b[5~")
SILENT = "máy chủ im lặng"
HELD_FILE = ("người khác đang ghi", "người khác đang khôi phục nhật ký -wal")
HELD_SERVER = ("khóa cả bảng", SILENT)
#: For how long the database does not answer, and what a key's echo may take then, in seconds.
HELD_FOR, LIMIT = 10.0, 0.1
#: A row is on the screen when a due day is; the day in the heading is none.
A_ROW = re.compile(rb"(?<!nay )\d\d/\d\d/20\d\d")


class Screen:
    """A program in a pseudo terminal of 120 columns and 36 lines."""

    def __init__(self, command: list[str], home: str) -> None:
        known = {"HOME": home, "TERM": "xterm-256color", "CCHC_TASKS_ACTOR": "bench", "COLUMNS": "120", "LINES": "36"}
        self.started = time.perf_counter()
        self.child, self.master = pty.fork()
        if self.child == 0:
            os.execve(command[0], command, {**os.environ, **known, "CCHC_TASKS_TODAY": TODAY.isoformat()})
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))

    def first_row(self) -> float:
        """Return the seconds until the first row was drawn."""
        shown = b""
        while not A_ROW.search(shown):
            shown += os.read(self.master, 65536)
        return time.perf_counter() - self.started

    def rest(self, seconds: float) -> None:
        """Read for a while what is drawn."""
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            if select.select([self.master], [], [], 0.01)[0]:
                os.read(self.master, 65536)

    def echo(self, key: bytes) -> float:
        """Return the seconds until something is drawn after a key."""
        started = time.perf_counter()
        os.write(self.master, key)
        select.select([self.master], [], [], 5)
        took = time.perf_counter() - started
        self.rest(0.06)
        return took

    def memory(self) -> float:
        """Return the most memory that was ever resident, in MB."""
        for line in Path(f"/proc/{self.child}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
        return 0.0

    def end(self) -> None:
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        os.close(self.master)


def measure(command: list[str], home: str) -> tuple[float, float, float, float]:
    """Return the first row's seconds, the median and 95th percentile of a key's echo, and the memory."""
    screen = Screen(command, home)
    first = screen.first_row()
    screen.rest(3)
    echoes = sorted(screen.echo(MOVES[number % len(MOVES)]) for number in range(KEYS))
    memory = screen.memory()
    screen.end()
    return first, echoes[KEYS // 2], echoes[int(0.95 * KEYS)], memory


@contextmanager
def held(location: str, how: str, server: SilentServer | None) -> Iterator[None]:
    """Nobody gets an answer from the database meanwhile, or nobody who writes."""
    if server is None:
        with HOLDING[how](location) as holder:
            yield
            holder.close()
    else:
        server.fall_silent()
        yield
        server.speak()


def echo_while_held(location: str, how: str) -> float:
    """Return the 95th percentile of a key's echo, in seconds, over the time that the database does not answer."""
    server = SilentServer(location) if how == SILENT else None
    program = str(Path(sys.executable).with_name("cchc-tasks"))
    with tempfile.TemporaryDirectory() as home:
        screen = Screen([program, "--db", server.url if server else location, "tui"], home)
        screen.first_row()
        screen.rest(3)
        echoes = []
        with held(location, how, server):
            until = time.perf_counter() + HELD_FOR
            while time.perf_counter() < until:
                echoes.append(screen.echo(MOVES[len(echoes) % len(MOVES)]))
        screen.end()
    if server:
        server.close()
    return sorted(echoes)[int(0.95 * len(echoes))]


def main_while_held() -> bool:
    """Print one row a way of holding; return whether the limit holds."""
    print(f"\n| {HELD_FOR:.0f} giây không trả lời | p95 của một phím, ms (không quá {1000 * LIMIT:.0f}) |\n|---|---|")
    slowest = 0.0
    schemas = databases.schemas(POSTGRES)
    with tempfile.TemporaryDirectory() as folder, schemas.fresh() as shared:
        file = Database(str(Path(folder, "office.sqlite3")))
        for database, ways in ((file, HELD_FILE), (shared, HELD_SERVER)):
            Office(database)
            for how in ways:
                slow = echo_while_held(database.location, how)
                slowest = max(slowest, slow)
                print(f"| {how} | {1000 * slow:.0f} |")
    schemas.close()
    return slowest <= LIMIT


def main() -> None:
    """Print one row a size, and the pair; and what is echoed without an answer."""
    program = str(Path(sys.executable).with_name("cchc-tasks"))
    with tempfile.TemporaryDirectory() as folder:
        office, province = (str(Path(folder, f"{name}.sqlite3")) for name in ("office", "province"))
        imported = [program, "--db", office, "import", str(PLAN), "--year", "2022"]
        subprocess.run(imported, check=True, capture_output=True, env={**os.environ, "CCHC_TASKS_ACTOR": "bench"})
        database = Database(province)
        make_tasks(database, MANY)
        database.close()
        print("| màn hình | dòng đầu, s | một phím, ms | p95, ms | bộ nhớ, MB |\n|---|---|---|---|---|")
        opened = []
        for name, place in (("54 nhiệm vụ", office), (f"{MANY} nhiệm vụ", province)):
            found = [measure([program, "--db", place, "tui"], folder) for _ in range(RUNS)]
            first, median, slow, memory = (statistics.median(column) for column in zip(*found, strict=True))
            opened.append(first)
            print(f"| {name} | {first:.2f} | {1000 * median:.0f} | {1000 * slow:.0f} | {memory:.0f} |")
        table = [sys.executable, "-m", "tests.benchmarks.data_table_app", province, TODAY.isoformat()]
        screen = Screen(table, folder)
        of_table = screen.first_row()
        screen.end()
        print(f"\nDataTable với {MANY} nhiệm vụ: {of_table:.1f} s, gấp {of_table / opened[-1]:.0f} lần màn hình.")
    if not main_while_held():
        sys.exit(1)


if __name__ == "__main__":
    main()
