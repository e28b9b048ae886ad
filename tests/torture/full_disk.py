"""A full disk: a sentence and an exit code, nothing half-written, what was there before sound, and then it works.

A limit on the size of files (RLIMIT_FSIZE) stops journals, databases, copies and documents at any byte;
`max_page_count` makes SQLite itself find the disk full; on PostgreSQL a trigger raises what the server would.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cchc_tasks.errors import AppError
from cchc_tasks.model.acts import Update
from cchc_tasks.office.backup import back_up
from cchc_tasks.office.health import check_database
from cchc_tasks.plans.act_context import ActRequest
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.task_updates import update_tasks
from tests.plans.amended import row_of, sample_rows, write_plan
from tests.refusals import message_text
from tests.sample_office import DECISION
from tests.torture.acts import footprints
from tests.torture.children import run_without_space
from tests.torture.damage import empty_home
from tests.torture.figures import Sheet
from tests.torture.places import TODAY, Child, act, office, renew

PART = "đầy đĩa"
#: Where a document may say that it was not written, and the database that it was not; 0 where the room was enough.
_CODES = (0, 2, 6)
_MARKS = ("đầy", "quá lớn", "Không ghi được", "dung lượng")
#: The tables into which a server finds no room to write, one after the other.
_TABLES = ("change", "change_detail", "task_now", "milestone_now", "running_now")


def torture(folder: Path, rounds: int, seed: int) -> Sheet:
    """Run each command so many times with room for a random number of bytes, and as often of pages."""
    sheet = Sheet(PART, "SQLite")
    dice = random.Random(seed)
    caught: Counter[str] = Counter()
    with office("SQLite", folder, "") as database:
        template = folder / "mẫu.sqlite3"
        back_up(database, template, TODAY)
        size = template.stat().st_size
        for number in range(rounds):
            for name, arguments in _commands(folder).items():
                renew(template, Path(database.location))
                # A bound between nothing and all: small ones stop journals and documents, large ones the database.
                largest = int(size * dice.random() ** 3) if number % 2 or not _writes(name) else None
                pages = None if largest is not None else dice.randrange(12)
                caught[name] += _one(sheet, database, folder, (name, arguments), largest, pages)
    sheet.note("lần chạy với đĩa đầy", rounds * len(_commands(folder)))
    sheet.note("trong đó không đủ chỗ", ", ".join(f"{name} {count}" for name, count in caught.items()))
    sheet.expect("không nói, nói sai, để lại nửa chừng hay làm hỏng", len(sheet.troubles), 0)
    return sheet


def _writes(name: str) -> bool:
    return name in ("import", "import --update", "update")


def _commands(folder: Path) -> dict[str, list[str]]:
    """What is run; the files that it should make lie in the folder `ra`."""
    out = folder / "ra"
    title, rows = sample_rows()
    row_of(rows, "13")["deadline"] = "Quý IV/2022"
    amended, other = folder / "sửa đổi.csv", folder / "kế hoạch khác.csv"
    if not amended.exists():
        write_plan(amended, title, rows)
        write_plan(other, f"{title} (khác)", rows)
    day = ["--as-of", TODAY.isoformat()]
    return {
        "import": ["import", str(other), "--year", "2022", "--plan", "KHAC"],
        "update": ["update", "1", "2", "3", "--note", "ghi chú " * 40],
        "import --update": ["import", "--update", str(amended), "--plan", "CCHC-2022", "--evidence", DECISION, "--yes"],
        "db backup": ["db", "backup", str(out / "bản sao.sqlite3")],
        "report appendix": ["report", "appendix", str(out / "phụ lục.docx"), *day],
        "calendar": ["calendar", str(out / "thời hạn.ics"), *day],
    }


def _one(
    sheet: Sheet, database: Database, folder: Path, named: tuple[str, list[str]], largest: int | None, pages: int | None
) -> bool:
    """Run one command with little room, look at what is left, and run it again with room; return whether it failed."""
    name, arguments = named
    out, where = folder / "ra", f"{name} (tệp ≤ {largest} byte, thêm {pages} trang)"
    out.mkdir(exist_ok=True)
    before = footprints(database)
    line = ["--db", database.location, "--actor", "Người thử", *arguments]
    sent = Child(run_without_space, empty_home(folder), line, largest, pages).sent()
    code, told = sent[0] if sent else (-1, "không có lời đáp")
    if code not in _CODES or "Traceback" in told or (code and not any(mark in told for mark in _MARKS)):
        sheet.fail(f"{where}: mã {code}: {told.strip()[-300:]}")
    left = sorted(path.name for path in out.iterdir())
    if len(left) > (code == 0):
        sheet.fail(f"{where}: để lại {left}")
    try:
        if code and footprints(database) != before:
            sheet.fail(f"{where}: để lại thay đổi")
        if not check_database(database, repair=False).sound:
            sheet.fail(f"{where}: db check thấy sai lệch")
    except AppError as error:
        sheet.fail(f"{where}: dữ liệu cũ không đọc được: {message_text(error)}")
    for path in out.iterdir():
        path.unlink()
    if code:
        again = Child(run_without_space, empty_home(folder), line, None, None).sent()
        if not again or again[0][0] != 0:
            sheet.fail(f"{where}: có chỗ rồi vẫn không được: {again}")
        for path in out.iterdir():
            path.unlink()
    return bool(code)


def torture_server(database: Database) -> Sheet:
    """Let the server find no room in one table after the other, in words of another language."""
    sheet = Sheet(PART, "PostgreSQL")
    for table in _TABLES:
        before = footprints(database)
        for _ in _without_room(database, table):
            try:
                update_tasks(database, ActRequest(("10",), act()), Update(evidence=(f"không đủ chỗ: {table}",)))
                sheet.fail(f"{table}: không được nói gì")
            except AppError as error:
                if "ổ đĩa của máy chủ đầy" not in message_text(error) or error.exit_code != 6:
                    sheet.fail(f"{table}: mã {error.exit_code}: {message_text(error)}")
        if footprints(database) != before or not check_database(database, repair=False).sound:
            sheet.fail(f"{table}: để lại thay đổi")
        try:
            update_tasks(database, ActRequest(("10",), act()), Update(evidence=(f"đã có chỗ: {table}",)))
        except AppError as error:
            sheet.fail(f"{table}, có chỗ rồi: {message_text(error)}")
    sheet.note("bảng mà máy chủ báo hết chỗ (SQLSTATE 53100)", len(_TABLES))
    sheet.expect("không nói, nói sai, để lại nửa chừng hay làm hỏng", len(sheet.troubles), 0)
    return sheet


def _without_room(database: Database, table: str) -> Iterator[None]:
    """Make every INSERT into the table fail as on a full disk while the caller looks."""
    make = (
        "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'Datei konnte nicht erweitert werden' USING ERRCODE = '53100'; END $$",
        f"CREATE TRIGGER no_room BEFORE INSERT ON {table} EXECUTE FUNCTION no_room()",
    )
    for statements in (make, None, (f"DROP TRIGGER no_room ON {table}", "DROP FUNCTION no_room()")):
        if statements is None:
            yield
            continue
        with database.engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
