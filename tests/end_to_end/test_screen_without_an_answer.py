"""The screen on a real terminal while others hold its database, or its server is silent: every key is still echoed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cchc_tasks.plans.plan_history import list_changes
from cchc_tasks.storage.database import Database
from tests.end_to_end.test_screen_on_a_terminal import Terminal
from tests.sample_office import Office
from tests.silent_server import SilentServer
from tests.torture.children import HOLDING

SILENT = "máy chủ im lặng"
#: Whoever waits for the database in between echoes a key only then, which is later than this, in seconds.
SOON = 8
#: Where nothing lies over the list, the name of what is shown stands there undimmed.
LIGHT = "\x1b[1;38;5;254;48;5;234m[Nhiệm vụ]"
HELD = {
    "sqlite": ("người khác đang ghi", "người khác đang khôi phục nhật ký -wal"),
    "postgresql": ("khóa cả bảng", SILENT),
}


@contextmanager
def opened(database: Database, home: Path, held: str) -> Iterator[tuple[Terminal, SilentServer | None]]:
    """The screen of an office, over a way that can fall silent where that is meant."""
    server = SilentServer(database.location) if held == SILENT else None
    home.mkdir(exist_ok=True)
    terminal = Terminal(home, CCHC_TASKS_DB=server.url if server else database.location)
    try:
        terminal.wait_for("Quá hạn 3")  # what is counted is read last
        yield terminal, server
    finally:
        terminal.kill()
        if server:
            server.close()


@contextmanager
def holding(database: Database, held: str, server: SilentServer | None) -> Iterator[None]:
    """The database answers nothing, or nobody who writes, meanwhile."""
    if server is not None:
        server.fall_silent()
        yield
        server.speak()
        return
    with HOLDING[held](database.location) as holder:
        yield
        holder.close()


@pytest.mark.parametrize("number", range(2), ids=["ghi", "đọc"])
def test_keys_are_echoed_forms_are_filled_and_the_screen_is_left_while_the_database_does_not_answer(
    database: Database, tmp_path: Path, number: int
) -> None:
    Office(database)
    held = HELD["sqlite" if database.is_sqlite else "postgresql"][number]
    with opened(database, tmp_path / "home", held) as (terminal, server), holding(database, held, server):
        terminal.type("jj")
        terminal.type("?")
        terminal.wait_for("Các phím", SOON)
        terminal.escape(LIGHT)
        terminal.type("t")
        terminal.wait_for("Kết quả thực hiện", SOON)
        terminal.type("3đang gõ")
        terminal.wait_for("đang gõ", SOON)
        terminal.type("\x13")
        terminal.wait_for("Đang ghi", SOON)
        terminal.type(" thêm")
        terminal.wait_for("thêm", SOON)
        terminal.escape(LIGHT)
        terminal.type("qq")
        assert terminal.end() == 0
    assert len(list_changes(database)) == 1


@pytest.mark.parametrize("held", [HELD["sqlite"][1]])
@pytest.mark.only_on("sqlite", because="a file is held")
def test_with_no_key_pressed_it_is_told_since_when_a_file_has_not_answered_and_when_it_answers_again(
    database: Database, tmp_path: Path, held: str
) -> None:
    silence_is_told(database, tmp_path, held)


@pytest.mark.only_on("postgresql", because="a server is silent")
def test_with_no_key_pressed_it_is_told_since_when_a_server_has_not_answered_and_when_it_answers_again(
    database: Database, tmp_path: Path
) -> None:
    silence_is_told(database, tmp_path, SILENT)


def silence_is_told(database: Database, tmp_path: Path, held: str) -> None:
    office = Office(database)
    with opened(database, tmp_path / "home", held) as (terminal, server):
        with holding(database, held, server):
            terminal.wait_for("không trả lời từ")
            terminal.type("j")
            terminal.type("\x1b[F")
            terminal.shown = b""
        office.update("1", note="từ nơi khác")
        terminal.wait_for("Người khác vừa cập nhật")
        terminal.wait_for("CCHC-TASKS")
        terminal.type("q")
        assert terminal.end() == 0
