"""A province in one SQLite file: `overdue` of one of its 500 offices beside the floor, and `stats` of all of them.

Run by `make bench`: making 1,000,000 tasks takes a minute or two. Ends with 1 when a limit is missed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from cchc_tasks.storage.database import Database
from cchc_tasks.storage.organisations import find_organisation
from tests.benchmarks.make_province import make_province
from tests.benchmarks.make_tasks import TODAY
from tests.benchmarks.overdue import FLOOR, make_floor, peak_memory, timed

#: How many times the floor `overdue` of one office may take, and how many seconds the province's statistics.
OVERDUE_LIMIT, STATISTICS_LIMIT = 3.5, 2.0


def main() -> int:
    """Print both figures and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--offices", type=int, default=500)
    parser.add_argument("--tasks", type=int, default=2_000, help="of each office")
    parser.add_argument("--pairs", type=int, default=41)
    arguments = parser.parse_args()
    command = str(Path(sys.executable).with_name("cchc-tasks"))
    with tempfile.TemporaryDirectory() as folder:
        ours, floor = Path(folder, "province.sqlite3"), Path(folder, "floor.sqlite3")
        names = make_province(str(ours), arguments.offices, arguments.tasks)
        name = names[len(names) // 2]
        with Database(str(ours)).reading(whole=True) as reader:
            make_floor(floor, ours, find_organisation(reader, name))
        overdue = [command, "--db", str(ours), "--org", name, "overdue"]
        bare = [sys.executable, "-I", "-c", FLOOR, str(floor), TODAY.isoformat()]
        pairs = [(timed(bare)[0], timed(overdue)[0]) for _ in range(arguments.pairs)]
        ratio = statistics.median(mine / floor_time for floor_time, mine in pairs)
        province = [command, "--db", str(ours), "stats", "--by", "organisation"]
        seconds = statistics.median(timed(province)[0] for _ in range(5))
        print("| việc trên SQLite | kết quả | giới hạn | bộ nhớ, MB |\n|---|---|---|---|")
        print(f"| `overdue` một cơ quan, so với sàn | {ratio:.2f} | ≤ {OVERDUE_LIMIT} | {peak_memory(overdue):.1f} |")
        print(f"| `stats` cả tỉnh, giây | {seconds:.2f} | ≤ {STATISTICS_LIMIT} | {peak_memory(province):.1f} |")
    return int(ratio > OVERDUE_LIMIT or seconds > STATISTICS_LIMIT)


if __name__ == "__main__":
    sys.exit(main())
