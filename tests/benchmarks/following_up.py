"""Acts and statistics, whole processes: the median of several runs, in seconds and beside a bare Python."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from cchc_tasks.storage.database import Database
from tests.benchmarks.make_tasks import TODAY, make_tasks

RUNS = 7
PLAN = Path(__file__).parents[2] / "sample_plans" / "ke_hoach_cchc_2022.txt"
MANY = 100_000
#: On this day none of the results had taken effect: half of the tasks are read from their history.
PAST = TODAY - timedelta(days=162)


def seconds(command: list[str]) -> float:
    """Return the wall seconds of a whole process that succeeds."""
    environment = {**os.environ, "CCHC_TASKS_ACTOR": "bench", "CCHC_TASKS_TODAY": TODAY.isoformat()}
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return time.perf_counter() - started


def main() -> None:
    """Print one row a command."""
    program = str(Path(sys.executable).with_name("cchc-tasks"))
    with tempfile.TemporaryDirectory() as folder:
        office, province = (str(Path(folder, f"{name}.sqlite3")) for name in ("office", "province"))
        subprocess.run(
            [program, "--db", office, "import", str(PLAN), "--year", "2022"], check=True, capture_output=True
        )
        database = Database(province)
        make_tasks(database, MANY)
        database.close()
        rows = [
            ("update, 54 nhiệm vụ", [program, "--db", office, "update", "33", "--progress", "2/3"], "0,6"),
            (f"stats, {MANY} nhiệm vụ, hôm nay", [program, "--db", province, "stats", "--by", "unit"], "1"),
            (
                f"stats, {MANY} nhiệm vụ, ngày đã qua",
                [program, "--db", province, "stats", "--by", "unit", "--as-of", PAST.isoformat()],
                "5",
            ),
        ]
        print("| lệnh | trung vị, s | so với Python trống | giới hạn, s |\n|---|---|---|---|")
        for name, command, limit in rows:
            pairs = [(seconds([sys.executable, "-c", "pass"]), seconds(command)) for _ in range(RUNS)]
            median = statistics.median(mine for _, mine in pairs)
            ratio = statistics.median(mine / bare for bare, mine in pairs)
            print(f"| {name} | {median:.2f} | {ratio:.1f} | ≤ {limit} |")


if __name__ == "__main__":
    main()
