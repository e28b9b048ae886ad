"""Killed at random moments (kill -9 by pid): the database opens, is sound, holds what was said and nothing half."""

from __future__ import annotations

import random
import sqlite3
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from cchc_tasks.errors import AppError
from cchc_tasks.model.acts import Update
from cchc_tasks.office.backup import back_up
from cchc_tasks.office.health import check_database, upgrade_database
from cchc_tasks.plans.act_context import ActRequest
from cchc_tasks.storage.backup_files import UnsoundError, examine
from cchc_tasks.storage.connection import HEAD
from cchc_tasks.storage.copy_files import is_as_sealed
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.migrate import run_migrations
from cchc_tasks.tracking.task_updates import update_tasks
from tests.refusals import message_text
from tests.torture.acts import Footprint, acts, footprints
from tests.torture.children import act_until_killed, back_up_until_killed, restore_until_killed, upgrade_until_killed
from tests.torture.figures import Sheet
from tests.torture.places import TODAY, Child, act, office, renew, schema

PART = "kill -9"
#: After so many kills the office begins anew: what grows makes every look slower.
_RUNS_OF_ONE_OFFICE = 10


def torture_writers(kind: str, folder: Path, postgres: str, runs: int, seed: int) -> Sheet:
    """Kill a process that imports, updates, amends, rolls over and undoes, so many times."""
    sheet = Sheet(PART, kind)
    dice = random.Random(seed)
    caught: Counter[str] = Counter()
    acknowledged = unsaid = 0
    for first in range(0, runs, _RUNS_OF_ONE_OFFICE):
        place = folder / f"văn phòng {first}"
        place.mkdir()
        with office(kind, place, postgres) as database:
            started = time.monotonic()
            for _ in acts(database, place, 0):
                pass
            round_takes = time.monotonic() - started
            expected = {what: footprint for _, what, footprint in footprints(database)[1:]}
            for run in range(first, min(runs, first + _RUNS_OF_ONE_OFFICE)):
                before = {change_id for change_id, _, _ in footprints(database)}
                said = _killed(
                    Child(act_until_killed, database.location, str(place), 1000 * (run + 1)), dice, round_takes
                )
                acknowledged += len(said)
                new = _after_a_kill(sheet, database, before, expected, run)
                unsaid += len(new) > len(said)
                if new[: len(said)] != said or len(new) > len(said) + 1:
                    sheet.fail(f"lần {run}: được đáp {said}, trong lịch sử {new}")
                caught[_next_after(said)] += 1
    sheet.note("lần bị ngắt", runs)
    sheet.note("việc đang làm lúc bị ngắt", ", ".join(f"{what} {count}" for what, count in caught.most_common()))
    sheet.note("thay đổi được nhận", acknowledged)
    sheet.note("đã ghi mà chưa kịp đáp", unsaid)
    sheet.expect("sai, thiếu, thừa hoặc dở dang", len(sheet.troubles), 0)
    return sheet


def _killed(child: Child, dice: random.Random, longest: float) -> list[str]:
    """Let a child work for a random while, kill it, and return what it had acknowledged."""
    child.pipe.recv()
    time.sleep(dice.uniform(0, longest))
    child.kill()
    return [str(message) for message in child.sent()]


def _next_after(said: list[str]) -> str:
    order = ("import", "update", "amend", "rollover", "undo")
    return order[(order.index(said[-1]) + 1) % len(order)] if said else order[0]


def _after_a_kill(
    sheet: Sheet, database: Database, before: set[int], expected: dict[str, Footprint], run: int
) -> list[str]:
    """Write, then return the kinds of the changes that the killed process left, each of them whole."""
    try:
        # The first write waits until a server has ended what the killed one had begun: then nothing follows any more.
        mine = update_tasks(database, ActRequest(("5",), act(), plan="CCHC-2022"), Update(evidence=(f"sau lần {run}",)))
        found = [one for one in footprints(database) if one[0] not in before and one[0] != mine.change_id]
        if not check_database(database, repair=False).sound:
            sheet.fail(f"lần {run}: db check thấy sai lệch")
    except AppError as error:
        sheet.fail(f"lần {run}: {message_text(error)}")
        return []
    for _, what, footprint in found:
        if footprint != expected.get(what):
            sheet.fail(f"lần {run}: {what} dở dang: {dict(footprint)} thay vì {expected.get(what)}")
    return [what for _, what, _ in found]


def torture_upgrades(kind: str, folder: Path, postgres: str, runs: int, seed: int) -> Sheet:
    """Kill `db upgrade` so many times: the schema is the old or the new one, and the next upgrade works."""
    sheet = Sheet(PART, kind)
    dice = random.Random(seed)
    finished = 0
    for run in range(runs):
        if kind == "SQLite":
            place = folder / f"cũ {run}.sqlite3"
            database = Database(str(place))
            _make_old(database)
            finished += _kill_upgrade(sheet, database, dice, run)
            copy = place.with_name(f"{place.stem}.truoc-nang-cap-0001.sqlite3")
            if not copy.exists() or not _is_whole(copy):
                sheet.fail(f"nâng cấp lần {run}: bản sao trước nâng cấp không nguyên vẹn")
            continue
        with schema(postgres) as database:
            _make_old(database)
            finished += _kill_upgrade(sheet, database, dice, run)
    sheet.note("lần ngắt `db upgrade`, trong đó kịp xong", f"{runs}, {finished}")
    sheet.expect("nâng cấp dở dang", len(sheet.troubles), 0)
    return sheet


def _make_old(database: Database) -> None:
    """Make a database of the first revision, with an organisation in it."""
    if database.is_sqlite:
        Path(database.location).touch(0o600)
        with closing(sqlite3.connect(database.location)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
    with database.engine.begin() as connection:
        run_migrations(connection, "0001")
        connection.exec_driver_sql(
            "INSERT INTO organisation (organisation_id, name, created_at) VALUES (1, 'Sở Tư pháp', '')"
        )
    database.close()


def _kill_upgrade(sheet: Sheet, database: Database, dice: random.Random, run: int) -> bool:
    said = _killed(Child(upgrade_until_killed, database.location), dice, 0.25)
    try:
        before, _ = upgrade_database(database)
        if before not in ("0001", HEAD) or (said and before != HEAD):
            sheet.fail(f"nâng cấp lần {run}: để lại lược đồ {before} sau khi nói {said}")
        if not check_database(database, repair=False).sound:
            sheet.fail(f"nâng cấp lần {run}: db check thấy sai lệch")
    except AppError as error:
        sheet.fail(f"nâng cấp lần {run}: {message_text(error)}")
    database.close()
    return bool(said)


def torture_copies(folder: Path, runs: int, seed: int) -> Sheet:
    """Kill `db backup` and `db restore` so many times: copies are whole or not there, the data the old or the new."""
    sheet = Sheet(PART, "SQLite")
    dice = random.Random(seed)
    with office("SQLite", folder, "") as database:
        contents = {}
        for name in ("một", "hai"):
            copy = folder / f"{name}.sqlite3"
            back_up(database, copy, TODAY)
            contents[str(copy)] = _history_of(database)
            update_tasks(database, ActRequest(("7",), act()), Update(evidence=(name,)))
        for run in range(runs):
            target = folder / f"ra {run}.sqlite3"
            said = _killed(Child(back_up_until_killed, database.location, str(target)), dice, 0.6)
            if (said or target.exists()) and not _is_whole(target):
                sheet.fail(f"sao lưu lần {run}: bản sao không nguyên vẹn")
            before = _history_of(database)
            said = _killed(Child(restore_until_killed, database.location, list(contents)), dice, 1.5)
            copies = list(contents)
            old, new = (said[-1], copies[len(said) % len(copies)]) if said else ("", copies[0])
            _after_restoring(sheet, database, (contents.get(old, before), contents[new]), run)
    sheet.note("lần ngắt `db backup` và `db restore`", f"{runs} + {runs}")
    sheet.expect("bản sao hay dữ liệu dở dang", len(sheet.troubles), 0)
    return sheet


def _after_restoring(sheet: Sheet, database: Database, possible: tuple[list[int], list[int]], run: int) -> None:
    try:
        if _history_of(database) not in possible:
            sheet.fail(f"khôi phục lần {run}: không phải dữ liệu cũ, cũng không phải bản sao")
        if not check_database(database, repair=False).sound:
            sheet.fail(f"khôi phục lần {run}: db check thấy sai lệch")
        update_tasks(database, ActRequest(("8",), act()), Update(evidence=(f"sau lần {run}",)))
    except AppError as error:
        sheet.fail(f"khôi phục lần {run}: {message_text(error)}")


def _history_of(database: Database) -> list[int]:
    return [change_id for change_id, _, _ in footprints(database)]


def _is_whole(copy: Path) -> bool:
    """Whether a copy is sound and sealed as it was made; a copy of it is looked at."""
    looked_at = copy.with_name("xem.sqlite3")
    renew(copy, looked_at)
    try:
        examine(looked_at)
    except UnsoundError:
        return False
    return is_as_sealed(copy) is True
