"""A server that restarts: between the statements of an act, while it commits, under a reader and under the screen."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import event
from textual.pilot import Pilot

from cchc_tasks.errors import AppError, DatabaseError
from cchc_tasks.model.acts import Act, Update
from cchc_tasks.model.filters import Filters
from cchc_tasks.office.health import check_database
from cchc_tasks.plans.act_context import ActRequest
from cchc_tasks.plans.plan_lookup import list_tasks
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.task_updates import update_tasks
from cchc_tasks.tui.app import TasksApp
from cchc_tasks.tui.forms.form import Form
from cchc_tasks.tui.widgets.vietnamese_input import VietnameseInput
from tests.refusals import message_text
from tests.torture.acts import footprints
from tests.torture.figures import Sheet
from tests.torture.places import TODAY, act, import_the_plan
from tests.torture.server import Cluster, private_cluster
from tests.tui.conftest import environment_of, play, settle
from tests.tui.test_acts_on_screen import problem, said

PART = "máy chủ khởi động lại"
LOST, DOUBT = "Mất kết nối với", "không rõ việc vừa làm đã được lưu hay chưa"


def torture(runs: int, seed: int) -> Sheet:
    """Restart a private server so many times under a writer, and under a reader and the screen."""
    sheet = Sheet(PART, "PostgreSQL")
    dice = random.Random(seed)
    with private_cluster() as cluster:
        if cluster is None:
            sheet.note("bỏ qua", "máy này không có chương trình máy chủ PostgreSQL (initdb)")
            return sheet
        database = Database(cluster.location)
        database.upgrade()
        import_the_plan(database)
        statements = _statements_of_an_update(database)
        told: Counter[str] = Counter()
        for run in range(runs):
            place = run if run < 3 else dice.randrange(statements)
            told[_restart_while_writing(sheet, cluster, database, place, run)] += 1
        for run in range(max(1, runs // 10)):
            told[_restart_while_committing(sheet, cluster, database, run)] += 1
        _restart_while_reading(sheet, cluster, database)
        _stop_under_the_screen(sheet, cluster, database)
        sheet.note("lần khởi động lại giữa các câu lệnh của một lần ghi", runs)
        sheet.note("người ghi được nói", "; ".join(f"«{words}» {count}" for words, count in told.most_common()))
        database.close()
    sheet.expect("ghi dở dang, không được nói, hay việc sau không làm được", len(sheet.troubles), 0)
    return sheet


def _statements_of_an_update(database: Database) -> int:
    counted: list[str] = []

    def count(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        counted.append(statement)

    event.listen(database.engine, "before_cursor_execute", count)
    _update(database, "0")
    event.remove(database.engine, "before_cursor_execute", count)
    return len(counted)


def _update(database: Database, words: str) -> None:
    update_tasks(database, ActRequest(("3",), act()), Update(evidence=(words,)))


def _restart_while_writing(sheet: Sheet, cluster: Cluster, database: Database, place: int, run: int) -> str:
    """Restart the server before the statement of a number (from 0) of an update; return what was said."""
    reached = 0

    def restart(*_: Any) -> None:
        nonlocal reached
        if reached == place:
            cluster.restart()
        reached += 1

    return _refused(sheet, database, "before_cursor_execute", restart, LOST, f"câu lệnh {place}, lần {run}")


def _restart_while_committing(sheet: Sheet, cluster: Cluster, database: Database, run: int) -> str:
    """Restart the server just before it is asked to commit: nobody can tell whether it had done so."""

    def restart(_: Any) -> None:
        cluster.restart()

    return _refused(sheet, database, "commit", restart, DOUBT, f"lúc lưu, lần {run}")


def _refused(
    sheet: Sheet, database: Database, moment: str, restart: Callable[..., None], wanted: str, where: str
) -> str:
    before = footprints(database)
    told = ""
    event.listen(database.engine, moment, restart)
    try:
        _update(database, f"bị ngắt, {where}")
    except DatabaseError as error:
        told = message_text(error)
    except AppError as error:
        sheet.fail(f"{where}: {message_text(error)}")
    finally:
        event.remove(database.engine, moment, restart)
    if wanted not in told:
        sheet.fail(f"{where}: {told or 'không nói gì'}")
    if footprints(database) != before:
        sheet.fail(f"{where}: để lại thay đổi")
    try:
        _update(database, f"sau khi khởi động lại, {where}")
    except AppError as error:
        sheet.fail(f"{where}, việc sau: {message_text(error)}")
    if not check_database(database, repair=False).sound:
        sheet.fail(f"{where}: db check thấy sai lệch")
    return DOUBT if DOUBT in told else told.partition(" postgresql")[0]


def _restart_while_reading(sheet: Sheet, cluster: Cluster, database: Database) -> None:
    """A reader that holds a connection is told; one that comes while the server is away, too; then it works again."""
    try:
        with database.reading() as reader:
            cluster.restart()
            list(reader.rows("SELECT COUNT(*) FROM change"))
        sheet.fail("người đọc: không được nói gì")
    except DatabaseError as error:
        if LOST not in message_text(error):
            sheet.fail(f"người đọc: {message_text(error)}")
    cluster.stop()
    try:
        list_tasks(database, Filters(), TODAY)
        sheet.fail("máy chủ dừng: người đọc không được nói gì")
    except DatabaseError as error:
        if "Không mở được" not in message_text(error):
            sheet.fail(f"máy chủ dừng: {message_text(error)}")
    cluster.start()
    if len(list_tasks(database, Filters(), TODAY)) != 54:
        sheet.fail("máy chủ chạy lại: danh sách không đủ")


@dataclass(slots=True)
class _Screen:
    """What the screen needs to know of its office."""

    database: Database
    today: date = TODAY

    def act(self) -> Act:
        return act("Người ngồi trước màn hình")


def _stop_under_the_screen(sheet: Sheet, cluster: Cluster, database: Database) -> None:
    """The screen says that the server is away, keeps what is shown and typed, and records it when it is back."""

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        cluster.stop()
        app.look_for_changes()
        await settle(pilot)
        if "Không mở được" not in said(app) or app.tasks.count != 54:
            sheet.fail(f"màn hình, máy chủ dừng: {said(app)}")
        await pilot.press("t")
        await settle(pilot)
        app.screen.query_one("#note", VietnameseInput).focus()
        await pilot.press(*"đang gõ", "ctrl+s")
        await settle(pilot)
        if not isinstance(app.screen, Form) or "Không mở được" not in problem(app):
            sheet.fail("màn hình: hộp đang gõ bị đóng, hoặc không nói gì, khi máy chủ dừng")
        cluster.start()
        await pilot.press("ctrl+s")
        await settle(pilot)
        recorded = [task.note for task in list_tasks(database, Filters(), TODAY)].count("đang gõ")
        if recorded != 1 or isinstance(app.screen, Form):
            sheet.fail(f"màn hình: điều đã gõ được ghi {recorded} lần khi máy chủ chạy lại")

    with tempfile.TemporaryDirectory() as folder:
        play(TasksApp(environment_of(_Screen(database), Path(folder))), flow)
