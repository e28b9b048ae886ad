"""Calendars of 10,000 deadlines, whole processes, beside what calcurse and topydo need to export as many.

The other programs get the days and titles of the same deadlines in files of their own; one that is not installed is
passed over by name.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from cchc_tasks.model.filters import Filters
from cchc_tasks.plans.plan_lookup import list_tasks
from cchc_tasks.storage.database import Database
from tests.benchmarks.following_up import seconds
from tests.benchmarks.make_tasks import TODAY, make_tasks
from tests.benchmarks.overdue import peak_memory

RUNS = 5
DEADLINES = 10_000


def main() -> None:
    """Print one row a program: the median of the runs and the most memory."""
    print(f"| {DEADLINES:,} thời hạn | trung vị, s | giới hạn, s | bộ nhớ, MB | giới hạn, MB |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        database = Database(str(place / "bench.sqlite3"))
        make_tasks(database, DEADLINES)
        deadlines = _deadlines(database)
        database.close()
        program = [str(Path(sys.executable).with_name("cchc-tasks")), "--db", database.location, "calendar"]
        _row("`calendar lich.ics`", [*program, str(place / "lich.ics"), "--overwrite"], "≤ 2.5", "≤ 130")
        _row("`calendar lich/ --split-by plan`", [*program, str(place / "lich"), "--split-by", "plan"], "", "")
        for name, command in (("calcurse", _calcurse(place, deadlines)), ("topydo", _topydo(place, deadlines))):
            if program_file := shutil.which(name):
                _row(name, [program_file, *command], "", "")
            else:
                print(f"| {name}: không có trên máy này | | | | |")


def _row(name: str, command: list[str], seconds_limit: str, memory_limit: str) -> None:
    taken = statistics.median(seconds(command) for _ in range(RUNS))
    print(f"| {name} | {taken:.2f} | {seconds_limit} | {peak_memory(command):.0f} | {memory_limit} |")


def _deadlines(database: Database) -> list[tuple[str, str]]:
    """The days (ISO) and titles of everything that has a deadline."""
    tasks = list_tasks(database, Filters(), TODAY)
    return [(m.due.isoformat(), task.title) for task in tasks for m in task.milestones if m.due]


def _calcurse(place: Path, deadlines: list[tuple[str, str]]) -> list[str]:
    of_calcurse = place / "calcurse"
    of_calcurse.mkdir()
    lines = [f"{day[5:7]}/{day[8:]}/{day[:4]} [1] {title}\n" for day, title in deadlines]
    (of_calcurse / "apts").write_text("".join(lines), encoding="utf-8")
    return ["--directory", str(of_calcurse), "--export=ical"]


def _topydo(place: Path, deadlines: list[tuple[str, str]]) -> list[str]:
    todo = place / "todo.txt"
    todo.write_text("".join(f"{title} due:{day}\n" for day, title in deadlines), encoding="utf-8")
    config = place / "topydo.conf"
    config.write_text(f"[topydo]\nfilename = {todo}\narchive_filename = {place / 'done.txt'}\n", encoding="utf-8")
    return ["-c", str(config), "ls", "-x", "-f", "ical"]


if __name__ == "__main__":
    main()
