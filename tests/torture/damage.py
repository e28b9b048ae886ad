"""A truncated and a bit-flipped SQLite file: every command answers or says what is wrong, and `db check` tells."""

from __future__ import annotations

import contextlib
import io
import os
import random
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from cchc_tasks.cli.main import main
from cchc_tasks.errors import AppError
from cchc_tasks.model.acts import Act
from cchc_tasks.office.health import is_damaged
from cchc_tasks.storage.database import Database
from cchc_tasks.tui.app import TasksApp
from tests.torture.figures import Sheet
from tests.torture.places import PLAN, TODAY, act, renew
from tests.tui.conftest import environment_of, play, settle

Rows = dict[str, list[str]]
PART = "tệp hỏng"
#: What no sentence may hold: it steers a terminal.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")
_HEADER = 100
_ENVIRONMENT = {
    "CCHC_TASKS_ACTOR": "Người thử",
    "CCHC_TASKS_TODAY": "2022-07-15",
    "TERM": "dumb",
}


#: Tables that are derived from the history: what stands there wrongly must be told.
_DERIVED = frozenset({"task_now", "task_search", "milestone_now", "running_now", "plan_now"})


@dataclass
class Office:
    """A SQLite file with a year's history in it, and a way to run commands on it within this process.

    `template` is the file as it rests, `template_wal` with the newest changes in its journal still.
    """

    folder: Path
    place: Path = field(init=False)
    template: Path = field(init=False)
    template_wal: Path = field(init=False)
    copies: Path = field(init=False)

    def __post_init__(self) -> None:
        self.place, self.template = self.folder / "cơ sở.sqlite3", self.folder / "mẫu.sqlite3"
        self.template_wal = self.folder / "mẫu có nhật ký.sqlite3"
        self.run("import", str(PLAN), "--year", "2022", "--reported-on", "2022-06-15")
        for number in range(1, 16):
            self.run("update", str(number), "--note", f"ghi chú số {number} của Văn phòng Sở", "--on", "2022-07-01")
        self.run("done", "13", "19", "--evidence", "Công văn số 41/STP-XDKT ngày 28/6/2022")
        # What is taken back leaves free pages, as in a database that lives.
        self.run("import", str(PLAN.with_name("khac_phuc_2023.txt")), "--year", "2023", "--plan", "KP-2023")
        self.run("undo")
        with contextlib.closing(sqlite3.connect(self.place)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(self.place, self.template)
        self.copies = self.folder / "sao lưu"
        self.copies.mkdir()
        self.run("db", "backup", str(self.copies / f"{self.place.stem}-{TODAY.isoformat()}.sqlite3"))
        with contextlib.closing(sqlite3.connect(self.place)) as held:
            held.execute("SELECT COUNT(*) FROM change").fetchone()  # whoever closes last would clear the journal
            for number in range(20, 26):
                self.run("update", str(number), "--note", f"ghi chú số {number}", "--on", "2022-07-01")
            for suffix in ("", "-wal"):
                shutil.copyfile(f"{self.place}{suffix}", f"{self.template_wal}{suffix}")

    def run(self, *arguments: str) -> tuple[int, str]:
        """Run a command; return its exit code and everything that it wrote."""
        streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
        with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
            code = main(["--db", str(self.place), *arguments])
        told = ""
        for stream in streams:
            stream.flush()
            stream.seek(0)
            told += stream.read()
        return code, told

    def check_beside_the_copy(self) -> int:
        """Run `db check` where daily copies are made; return its exit code."""
        os.environ["CCHC_TASKS_BACKUP_DIR"] = str(self.copies)
        try:
            return self.run("db", "check")[0]
        finally:
            del os.environ["CCHC_TASKS_BACKUP_DIR"]

    def commands(self, number: int) -> dict[str, tuple[str, ...]]:
        """What is run on every damaged file, `update` last."""
        return {
            "overdue": ("overdue",),
            "list": ("list", "--json"),
            "show": ("show", str(number % 54 + 1)),
            "history": ("history",),
            "db info": ("db", "info"),
            "db backup": ("db", "backup", str(self.folder / "bản sao.sqlite3"), "--overwrite"),
            "db check": ("db", "check"),
            "update": ("update", str(number % 20 + 1), "--note", f"ghi sau khi hỏng {number}"),
        }


def empty_home(folder: Path) -> dict[str, str]:
    """The environment in which commands find nothing of the person who runs torture, and the day of the office."""
    homes = {name: str(folder) for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    return {**homes, **_ENVIRONMENT}


@contextlib.contextmanager
def in_an_empty_home(folder: Path) -> Iterator[None]:
    """Let commands that run within this process find an empty home."""
    environment = empty_home(folder)
    before = {name: os.environ.get(name) for name in environment}
    os.environ.update(environment)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@dataclass(slots=True)
class Tally:
    """What came of all the damaged files."""

    answers: Counter[int] = field(default_factory=Counter)
    #: By how a file was damaged: how many files, in how many of them rows differ, and how many `db check` told.
    files: Counter[str] = field(default_factory=Counter)
    differing: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    #: Files that differ and were not told, by the table whose rows differ; and how many a daily copy told of.
    untold: Counter[str] = field(default_factory=Counter)
    told_by_copy: int = 0


def torture(folder: Path, flips: int, truncations: int, screens: int, seed: int) -> Sheet:
    """Damage a file so many times in each way, run every command on it, and open the screen on some."""
    sheet = Sheet(PART, "SQLite")
    tally = Tally()
    dice = random.Random(seed)
    with in_an_empty_home(folder):
        office = Office(folder)
        whole = _rows(office.template)
        regions = _regions(office.template)
        for number in range(flips):
            # In turn: the header, a page of each sort, anywhere.
            sort = (*regions, "phần đầu", "bất kỳ")[number % (len(regions) + 2)]
            renew(office.template, office.place)
            where = _flip(office.place, sort, regions, dice)
            if number % max(1, flips // screens) == 0:
                _open_the_screen(office, sheet, where)
            _look(office, sheet, tally, number, f"bit, {sort}", where, whole)
        size = office.template.stat().st_size
        for number in range(truncations):
            length = dice.randrange(size // 4096) * 4096 if number % 2 else dice.randrange(size)
            renew(office.template, office.place)
            os.truncate(office.place, length)
            _look(office, sheet, tally, number, "cắt cụt", f"cắt còn {length} byte", whole)
        whole = _rows(office.template_wal)
        for number in range(flips // 10):
            renew(office.template_wal, office.place)
            journal = Path(f"{office.place}-wal")
            shutil.copyfile(f"{office.template_wal}-wal", journal)
            place = _flip_at(journal, dice.randrange(journal.stat().st_size), dice)
            _look(office, sheet, tally, number, "bit, nhật ký -wal", place, whole)
    _report(sheet, tally)
    return sheet


def _report(sheet: Sheet, tally: Tally) -> None:
    known = {0, 4, 5, 6}
    sheet.note("lệnh đã chạy trên tệp hỏng", tally.answers.total())
    sheet.expect("lệnh kết thúc bằng traceback, mã 70 hay mã lạ",
                 sum(count for code, count in tally.answers.items() if code not in known), 0)  # fmt: skip
    for way in sorted(tally.files):
        differing = tally.differing[way]
        shown = f"{tally.files[way]} tệp, {differing} mất hay sai dữ liệu, `db check` nói {tally.told[way]}"
        sheet.note(way, shown)
    derived = sum(count for name, count in tally.untold.items() if name in _DERIVED)
    sheet.expect("sai ở trạng thái hiện tại hay cấu trúc mà `db check` không nói", derived, 0)
    bits = [way for way in tally.files if way.startswith("bit") and "wal" not in way]
    differing, untold = sum(tally.differing[way] for way in bits), tally.untold.total() - tally.untold["(nhật ký -wal)"]
    sheet.note("bit lật làm sai dữ liệu: `db check` nói, %", 100.0 * (1 - untold / max(1, differing)))
    names = ", ".join(f"{name} {count}" for name, count in tally.untold.most_common())
    sheet.note("không nói được, theo bảng", names or "không có")
    left = untold - tally.told_by_copy
    sheet.note("như thế, khi có bản sao hằng ngày, %", 100.0 * (1 - left / max(1, differing)))


def _look(office: Office, sheet: Sheet, tally: Tally, number: int, way: str, where: str, whole: Rows) -> None:
    """Run every command on the damaged file, and see whether `db check` tells what differs."""
    tally.files[way] += 1
    rows = _rows(office.place)
    differing = {name for name in whole if rows.get(name) != whole[name]} if rows else set(whole)
    tally.differing[way] += bool(differing)
    before = office.place.read_bytes()
    for name, arguments in office.commands(number).items():
        code, told = office.run(*arguments)
        tally.answers[code] += 1
        if code not in (0, 4, 5, 6) or "Traceback" in told or _UNPRINTABLE.search(told):
            sheet.fail(f"{where}: {name}: mã {code}: {told.strip()[-300:]}")
        if name != "update" and len(before) != office.place.stat().st_size and "wal" not in way:
            sheet.fail(f"{where}: {name} đã sửa tệp")
        if name == "db check":
            tally.told[way] += bool(differing) and code == 6
            if differing and code == 0:
                tally.told_by_copy += "wal" not in way and office.check_beside_the_copy() == 6
                tally.untold["(nhật ký -wal)" if "wal" in way else min(differing, key=_derived_first)] += 1


@dataclass(slots=True)
class _Seat:
    """What the screen needs to know of its office."""

    database: Database
    today: date = TODAY

    def act(self) -> Act:
        return act("Người ngồi trước màn hình")


def _open_the_screen(office: Office, sheet: Sheet, where: str) -> None:
    """The screen opens, walks through what it shows and says what is wrong; what ends it is damage that is told."""

    async def walk(pilot: Pilot[None], _: TasksApp) -> None:
        await pilot.press("down", "2", "3", "4", "5", "1")
        await settle(pilot)

    database = Database(str(office.place))
    try:
        play(TasksApp(environment_of(_Seat(database), office.folder)), walk)
    except AppError:
        pass
    except Exception as error:
        if not is_damaged(database):
            sheet.fail(f"{where}: màn hình: {error!r}")


def _derived_first(name: str) -> tuple[bool, str]:
    return (name not in _DERIVED, name)


def _rows(place: Path) -> Rows:
    """Every row of every table as bytes; nothing of a file that cannot be read to its end."""
    found: Rows = {}
    # A copy is looked at: reading the file itself would play its journal in.
    with contextlib.ExitStack() as stack:
        looked_at = place.with_name("xem.sqlite3")
        renew(place, looked_at)
        if Path(f"{place}-wal").exists():
            shutil.copyfile(f"{place}-wal", f"{looked_at}-wal")
        connection = stack.enter_context(contextlib.closing(sqlite3.connect(looked_at)))
        connection.text_factory = bytes
        try:
            names = [row[0].decode() for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")]
            for name in names:
                found[name] = sorted(map(repr, connection.execute(f"SELECT * FROM {name}")))
        except (sqlite3.Error, UnicodeDecodeError):
            return {}
    return found


def _regions(place: Path) -> dict[str, list[int]]:
    """The pages of the file, from 0, by what they hold."""
    found: dict[str, list[int]] = {}
    with contextlib.closing(sqlite3.connect(place)) as connection:
        used = {int(row[1]): str(row[0]) for row in connection.execute("SELECT name, pageno FROM dbstat")}
        pages = int(connection.execute("PRAGMA page_count").fetchone()[0])
        tables = dict(connection.execute("SELECT name, tbl_name FROM sqlite_master"))
    for page in range(2, pages + 1):
        name = used.get(page)
        sort = "trang trống" if name is None else "chỉ mục" if tables.get(name, name) != name else "lịch sử"
        found.setdefault("trạng thái hiện tại" if name in _DERIVED else sort, []).append(page - 1)
    return found


def _flip(place: Path, sort: str, regions: dict[str, list[int]], dice: random.Random) -> str:
    """Turn over one bit in a region of the file and return where."""
    if sort == "phần đầu":
        at = dice.randrange(_HEADER)
    elif sort == "bất kỳ":
        at = dice.randrange(place.stat().st_size)
    else:
        at = dice.choice(regions[sort]) * 4096 + dice.randrange(4096)
    return _flip_at(place, at, dice)


def _flip_at(place: Path, at: int, dice: random.Random) -> str:
    bit = dice.randrange(8)
    with place.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes((byte ^ 1 << bit,)))
    return f"{place.name}: bit {bit} của byte {at}"
