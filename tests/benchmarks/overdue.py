"""`overdue` beside the floor: a bare Python with sqlite3 that prints the same rows from the same file to a pipe.

Run by `make bench`. Each pair is timed in turn, so that a slow moment of the machine hits both; the median of
the pairs' ratios is printed, with the peak memory of each process.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from cchc_tasks.storage.database import Database
from tests.benchmarks.make_tasks import TODAY, make_tasks

FLOOR = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
sys.stdout.write("".join("%s  %-24s %s  %s\\n" % row for row in db.execute(
    "SELECT due, unit, status, title FROM floor WHERE status = 'open' AND due < ? ORDER BY due", (sys.argv[2],))))
"""
LIMITS = {54: 3.5, 10_000: 3.5, 100_000: 2.5, 1_000_000: 2.5}


def make_floor(path: Path, source: Path, organisation_id: int = 1) -> None:
    """Make the floor's own file: one table with what is printed, and the index that its statement wants."""
    import sqlite3

    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as floor:
        floor.execute("PRAGMA journal_mode = WAL")
        floor.execute("ATTACH ? AS ours", (str(source),))
        floor.execute("CREATE TABLE floor (id INTEGER PRIMARY KEY, title TEXT, unit TEXT, due TEXT, status TEXT)")
        floor.execute(
            "INSERT INTO floor (title, unit, due, status) SELECT t.title, t.lead_text, m.due, "
            "CASE WHEN EXISTS (SELECT 1 FROM ours.running_now r WHERE r.organisation_id = m.organisation_id "
            "AND r.due = m.due AND r.task_id = m.task_id AND r.n = m.n) THEN 'open' ELSE 'done' END "
            "FROM ours.task_now t "
            "JOIN ours.milestone_now m ON m.organisation_id = t.organisation_id AND m.task_id = t.task_id "
            "WHERE t.organisation_id = ?",
            (organisation_id,),
        )
        floor.execute("CREATE INDEX floor_due ON floor (status, due)")
    floor.close()


def peak_memory(command: Sequence[str]) -> float:
    """Return the peak memory of a whole process in MB, measured by a small parent of its own."""
    script = (
        "import os, subprocess, sys; p = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, "
        "stderr=subprocess.DEVNULL); print(os.wait4(p.pid, 0)[2].ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", script, *command], capture_output=True, text=True, check=True, env=_environment()
    )
    return int(done.stdout) / 1024


def timed(command: Sequence[str]) -> tuple[float, int]:
    """Return wall seconds and lines printed of a whole process whose output goes to a pipe."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment())
    assert process.stdout is not None
    lines = 0
    while block := process.stdout.read(1 << 20):
        lines += block.count(b"\n")
    process.wait()
    return time.perf_counter() - started, lines


def _environment() -> dict[str, str]:
    return {**os.environ, "CCHC_TASKS_TODAY": TODAY.isoformat()}


def main() -> int:
    """Print one row a size and return the exit code: 1 when a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="54,10000,100000,1000000")
    parser.add_argument("--pairs", type=int, default=41)
    arguments = parser.parse_args()
    command = str(Path(sys.executable).with_name("cchc-tasks"))
    print("| nhiệm vụ | dòng | sàn, ms | overdue, ms | tỷ lệ (trung vị) | giới hạn | bộ nhớ, MB |")
    print("|---|---|---|---|---|---|---|")
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        for size in map(int, arguments.sizes.split(",")):
            ours, floor = Path(folder, f"{size}.sqlite3"), Path(folder, f"{size}-floor.sqlite3")
            make_tasks(Database(str(ours)), size)
            make_floor(floor, ours)
            pairs = [
                (
                    timed([sys.executable, "-I", "-c", FLOOR, str(floor), TODAY.isoformat()]),
                    timed([command, "--db", str(ours), "overdue"]),
                )
                for _ in range(arguments.pairs)
            ]
            ratio = statistics.median(mine[0] / bare[0] for bare, mine in pairs)
            bare_ms, our_ms = (statistics.median(pair[side][0] for pair in pairs) * 1000 for side in (0, 1))
            memory = peak_memory([command, "--db", str(ours), "overdue"])
            figures = f"{bare_ms:.1f} | {our_ms:.1f} | {ratio:.2f} | ≤ {LIMITS.get(size, 3.5)} | {memory:.1f}"
            print(f"| {size} | {pairs[-1][1][1] - 1} | {figures} |", flush=True)
            missed += ratio > LIMITS.get(size, 3.5)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
