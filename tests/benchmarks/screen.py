"""The screen in a real terminal: first rows, echo of a key, memory; and a DataTable of the same tasks beside it."""

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
from pathlib import Path

from cchc_tasks.storage.engine import Database
from tests.benchmarks.make_tasks import TODAY, make_tasks

RUNS = 5
KEYS = 80
MANY = 100_000
PLAN = Path(__file__).parents[2] / "sample_plans" / "ke_hoach_cchc_2022.txt"
#: Down, down, page down, up, page up: each of them moves the cursor.
MOVES = (b"\x1b[B", b"\x1b[B", b"\x1b[6~", b"\x1b[A", b"\x1b[5~")
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


def main() -> None:
    """Print one row a size, and the pair."""
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


if __name__ == "__main__":
    main()
