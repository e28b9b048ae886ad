"""A database that somebody else holds: waited out when it is let go in time, said plainly when it is not."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cchc_tasks.errors import AppError, DatabaseError
from cchc_tasks.model.acts import Update
from cchc_tasks.model.filters import Filters
from cchc_tasks.office.health import check_database
from cchc_tasks.plans.act_context import ActRequest
from cchc_tasks.plans.plan_lookup import list_tasks
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.task_updates import update_tasks
from tests.refusals import message_text
from tests.torture.acts import footprints
from tests.torture.children import HOLDS, hold
from tests.torture.figures import Sheet
from tests.torture.places import TODAY, Child, act

PART = "bị khóa"
BUSY = "đang bận"


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long somebody holds the database, how patient one is then, and how impatient the next time; in seconds.

    `slack` is what the machine itself may add, `by_command` whether the command's own patience is tried, too.
    """

    held: float = 3.0
    patience: float = 10.0
    impatience: float = 1.0
    slack: float = 1.0
    by_command: bool = True


def torture(database: Database, kind: str, waiting: Waiting) -> Sheet:
    """Let another process hold the database in every way that keeps somebody waiting."""
    sheet = Sheet(PART, kind)
    for how, (for_reads, for_writes) in HOLDS[kind].items():
        kept_waiting = [_read] * for_reads + [_write] * for_writes
        for what in kept_waiting:
            _waited_out(sheet, database, how, what, waiting)
            _told(sheet, database, how, what, waiting)
        if not for_reads:
            _not_kept_waiting(sheet, database, how, waiting)
    if waiting.by_command:
        _command_told(sheet, database)
    if not check_database(database, repair=False).sound:
        sheet.fail("db check thấy sai lệch")
    return sheet


def _read(database: Database) -> None:
    if len(list_tasks(database, Filters(), TODAY)) != 54:
        raise AssertionError("the list is not whole")


def _write(database: Database) -> None:
    update_tasks(database, ActRequest(("4",), act()), Update(evidence=(f"lúc {time.monotonic()}",)))


def _waited_out(sheet: Sheet, database: Database, how: str, what: Callable[[Database], None], waiting: Waiting) -> None:
    """It is let go in time: whoever waited is served, and says nothing."""
    patient = Database(database.location)
    patient.patience = waiting.patience
    holder = Child(hold, database.location, how)
    holder.pipe.recv()
    started = time.monotonic()
    holder.pipe.send(waiting.held)
    try:
        what(patient)
    except AppError as error:
        sheet.fail(f"{how}: {message_text(error)}")
    seconds = time.monotonic() - started
    holder.sent()
    patient.close()
    name = "đọc" if what is _read else "ghi"
    sheet.at_least(f"{how}, giữ {waiting.held:g} giây: {name} xong sau, giây", seconds, waiting.held * 0.9)


def _told(sheet: Sheet, database: Database, how: str, what: Callable[[Database], None], waiting: Waiting) -> None:
    """It is held for longer than one's patience: a sentence, and nothing is written."""
    impatient = Database(database.location)
    impatient.patience = waiting.impatience
    before = footprints(database)
    holder = Child(hold, database.location, how)
    holder.pipe.recv()
    told, started = "", time.monotonic()
    try:
        what(impatient)
    except DatabaseError as error:
        told = message_text(error)
    seconds = time.monotonic() - started
    holder.pipe.send(0.0)
    holder.sent()
    impatient.close()
    name = "đọc" if what is _read else "ghi"
    sheet.expect(f"{how}, giữ lâu hơn: {name} được nói «{BUSY}», không ghi gì",
                 BUSY in told and footprints(database) == before, True)  # fmt: skip
    sheet.at_most(
        f"{how}: chịu đợi {waiting.impatience:g} giây, thôi sau, giây", seconds, waiting.impatience * 2 + waiting.slack
    )


def _not_kept_waiting(sheet: Sheet, database: Database, how: str, waiting: Waiting) -> None:
    """Whoever writes keeps nobody from reading."""
    holder = Child(hold, database.location, how)
    holder.pipe.recv()
    started = time.monotonic()
    _read(database)
    seconds = time.monotonic() - started
    holder.pipe.send(0.0)
    holder.sent()
    sheet.at_most(f"{how}: trong lúc ấy đọc mất, giây", seconds, waiting.slack)


def _command_told(sheet: Sheet, database: Database) -> None:
    """The command itself gives up after its own patience, with its exit code."""
    before = footprints(database)
    holder = Child(hold, database.location, next(iter(HOLDS["SQLite" if database.is_sqlite else "PostgreSQL"])))
    holder.pipe.recv()
    command = [str(Path(sys.executable).with_name("cchc-tasks")), "--db", database.location, "--actor", "Người thử"]
    done = subprocess.run([*command, "update", "4", "--note", "muộn"], capture_output=True, text=True, check=False)
    holder.pipe.send(0.0)
    holder.sent()
    sheet.expect("lệnh `update` bị giữ quá lâu: mã thoát", done.returncode, 6)
    if BUSY not in done.stderr or footprints(database) != before:
        sheet.fail(f"lệnh update: {done.stderr}")
