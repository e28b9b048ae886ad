"""The page for leaders of 10,000 tasks, a whole process: median of three runs, and the most memory it took."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cchc_tasks.storage.database import Database
from tests.benchmarks.make_tasks import TODAY, make_tasks

RUNS = 3
TASKS = 10_000


def main() -> None:
    """Print one row a day of looking: today's state, and a past day before which half of the results came."""
    program = str(Path(sys.executable).with_name("cchc-tasks"))
    print("| ngày xem | trung vị, s | giới hạn, s | bộ nhớ, MB | giới hạn, MB |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        database = Database(str(Path(folder, "bench.sqlite3")))
        make_tasks(database, TASKS)
        database.close()
        for day in (TODAY.isoformat(), "2026-01-04"):
            page = str(Path(folder, "a.html"))
            command = [program, "--db", database.location, "report", "dashboard", page, "--overwrite"]
            taken = []
            for _ in range(RUNS):
                started = time.perf_counter()
                subprocess.run([*command, "--as-of", day], check=True, capture_output=True)
                taken.append(time.perf_counter() - started)
            most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            print(f"| {day} | {statistics.median(taken):.1f} | ≤ 10 | {most:.0f} | ≤ 300 |")


if __name__ == "__main__":
    main()
