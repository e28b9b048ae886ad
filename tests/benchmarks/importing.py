"""Import and calendar of the sample plan, whole processes on an existing database: median of five runs."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
PLAN = Path(__file__).parents[2] / "sample_plans" / "ke_hoach_cchc_2022.txt"


def seconds(command: list[str]) -> float:
    """Return the wall seconds of a whole process that succeeds."""
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "CCHC_TASKS_ACTOR": "bench"})
    return time.perf_counter() - started


def main() -> None:
    """Print one row a command."""
    program = str(Path(sys.executable).with_name("cchc-tasks"))
    print("| lệnh | trung vị, s | giới hạn, s |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        imports, calendars = [], []
        for number in range(RUNS):
            run = [program, "--db", str(Path(folder, f"{number}.sqlite3"))]
            subprocess.run([*run, "db", "upgrade"], check=True, capture_output=True)
            imports.append(seconds([*run, "import", str(PLAN), "--year", "2022", "--reported-on", "2022-06-15"]))
            calendars.append(seconds([*run, "calendar", str(Path(folder, "a.ics")), "--overwrite"]))
    print(f"| import, 54 nhiệm vụ | {statistics.median(imports):.2f} | ≤ 1.5 |")
    print(f"| calendar, 29 mốc | {statistics.median(calendars):.2f} | |")


if __name__ == "__main__":
    main()
