"""What the tests of moving a database share: an office with a whole year behind it, and how two databases compare."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import select

from cchc_tasks.storage import projection_tables
from cchc_tasks.storage.database import Database
from tests.conftest import SAMPLES
from tests.plans.amended import new_row, row_of, sample_rows, write_plan

DAY = {"CCHC_TASKS_TODAY": "2023-04-20"}
DECISION = "Quyết định số 300/QĐ-STP ngày 01/7/2022"
HEALTH, JUSTICE = "Sở Y tế", "Sở Tư pháp"
#: A year in commands: each is run for the office of justice unless it names one.
YEAR: tuple[tuple[str | Path, ...], ...] = (
    ("import", SAMPLES / "ke_hoach_cchc_2022.txt", "--year", "2022", "--reported-on", "2022-06-15"),
    ("import", SAMPLES / "khac_phuc_2023.txt", "--year", "2023", "--reported-on", "2023-03-15"),
    ("done", "CCHC-2022/13", "--evidence", "Công văn số 41/STP-XDKT ngày 28/6/2022"),
    ("update", "CCHC-2022/19", "--note", "gọi lại 📞 tuần sau\\u0000 'nháy' %s"),
    ("submit", "CCHC-2022/10", "--milestone", "1", "--evidence", "Tờ trình số 15/TTr-STP ngày 28/3/2022"),
    ("extend", "CCHC-2022/17", "--milestone", "3", "--to", "Quý IV/2022", "--reason", "chờ góp ý"),
    ("undo",),
    ("redo",),
    ("done", "CCHC-2022/5", "--on", "2022-06-20"),
    ("undo",),
)


def live_a_year(run: Callable[..., subprocess.CompletedProcess[str]], location: str, folder: Path) -> None:
    """Fill a database of two offices by commands: imports, acts, amendments, numbers, frozen reports, feeds."""
    folder.mkdir(exist_ok=True)
    title, rows = sample_rows()
    row_of(rows, "13")["deadline"] = "Quý III/2022"
    rows.remove(row_of(rows, "20"))
    rows.insert(rows.index(row_of(rows, "5")), new_row("4a", "Tổ chức hội thi tìm hiểu về chuyển đổi số"))
    amended = write_plan(folder / "sua doi.csv", title, rows)
    numbers = folder / "thong ke.txt"
    numbers.write_text(
        "STT\tChỉ tiêu thống kê\tĐơn vị tính\tSố liệu\tGhi chú\nI\tCông tác chỉ đạo điều hành CCHC\t\t\t\n"
        "1\tSố văn bản\tVăn bản\t02\t\n2\tSố cuộc họp\tCuộc\t5.380\tghi chú\n",
        encoding="utf-8",
    )
    _in_turn(run, location, ("orgs", "rename", "Cơ quan", JUSTICE), ("orgs", "add", HEALTH))
    later: tuple[tuple[str | Path, ...], ...] = (
        ("import", "--update", amended, "--plan", "CCHC-2022", "--evidence", DECISION, "--yes"),
        ("indicators", "import", numbers, "--period", "2022"),
        ("indicators", "set", "--period", "2022", "Số văn bản=03"),
        ("report", "appendix", folder / "a.docx", "--plan", "CCHC-2022", "--as-of", "2022-06-30", "--freeze"),
        ("calendar", folder / "lịch", "--split-by", "unit"),
        ("rollover", "CCHC-2022", "--to", "CCHC-2024", "--year", "2024"),
    )
    _in_turn(run, location, *(("--org", JUSTICE, *command) for command in (*YEAR, *later)))
    _in_turn(run, location, ("--org", HEALTH, *YEAR[0]))


def _in_turn(
    run: Callable[..., subprocess.CompletedProcess[str]], location: str, *commands: tuple[str | Path, ...]
) -> None:
    for command in commands:
        done = run("--db", location, *command, **DAY)
        assert done.returncode == 0, f"{command}: {done.stderr}"


def everything(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table in the order of its key, read as any program would read it."""
    with database.engine.connect() as connection:
        found = {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in projection_tables.metadata.sorted_tables
        }
        connection.rollback()
    database.close()
    return found
