"""A database that does not answer: the keyboard goes on, what is shown stays usable, nothing typed is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from textual.pilot import Pilot

from cchc_tasks.errors import DatabaseError
from cchc_tasks.model.status import Status
from cchc_tasks.plans.plan_history import list_changes
from cchc_tasks.storage.database import Database
from cchc_tasks.tui import keys, list_app, list_query, store, store_app, words
from cchc_tasks.tui.app import TasksApp
from cchc_tasks.tui.forms.chooser import Chooser
from cchc_tasks.tui.forms.form import Form
from cchc_tasks.tui.forms.text_dialog import TextDialog
from cchc_tasks.tui.widgets.vietnamese_input import VietnameseInput
from tests.sample_office import Office
from tests.tui.conftest import play
from tests.tui.rest import settle, type_ahead, until
from tests.tui.test_acts_on_screen import problem, said

MakeApp = Callable[..., TasksApp]
DECISION_OF_JULY = "Quyết định số 9/QĐ-STP ngày 05/7/2022"


@pytest.fixture(autouse=True)
def _waits_are_soon_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc_tasks.tui.ordered_keys._SHOWN_AFTER", 0.05)


@contextmanager
def silence(app: TasksApp) -> Iterator[None]:
    """The database answers nothing meanwhile."""
    begun, gate = threading.Event(), threading.Event()

    def silent(_: Database) -> None:
        begun.set()
        gate.wait(60)

    answer = app.store.ask(silent)
    begun.wait(10)
    try:
        yield
    finally:
        gate.set()
        answer.cancel()


def heading(app: TasksApp) -> str:
    return str(app.query_one("#heading").render())  # type: ignore[attr-defined]


def told(app: TasksApp, sentence: str) -> bool:
    return any(notice.message == sentence for notice in app._notifications)


def lines(app: TasksApp) -> list[str]:
    return ["".join(segment.text for segment in app.tasks.render_line(y)) for y in range(app.tasks.size.height)]


def test_no_thread_but_the_store_s_and_those_of_files_opens_the_database(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: set[str] = set()
    for name in ("reading", "writing"):
        before = getattr(Database, name)

        def noted(self: Database, *, whole: bool = False, before: Any = before) -> Any:
            opened.add(threading.current_thread().name)
            return before(self, whole=whole)

        monkeypatch.setattr(Database, name, noted)

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        for command in keys.COMMANDS:
            if command.name in ("leave", "leave_program", "open('palette')"):
                continue
            await app.run_action(command.name)
            await settle(pilot)
            if isinstance(app.screen, (Form, Chooser)):
                await pilot.press("ctrl+s" if isinstance(app.screen, Form) else "enter")
                await settle(pilot)
            while len(app.screen_stack) > 1:
                await pilot.press("escape")
                await settle(pilot)
        app.look_for_changes()
        await pilot.resize_terminal(90, 30)
        await settle(pilot)

    app = make_app()
    opened.clear()
    play(app, flow)
    assert opened <= {store.STORE_THREAD, store.WORK_THREAD}
    assert store.STORE_THREAD in opened


def test_while_the_database_is_silent_one_moves_reads_help_and_leaves_at_once(make_app: MakeApp) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        with silence(app):
            app.look_for_changes()
            await type_ahead(pilot, "down", "down")
            await until(pilot, lambda: app.tasks.cursor == 2)
            await type_ahead(pilot, "end")
            await until(pilot, lambda: app.tasks.cursor == app.tasks.count - 1)
            await type_ahead(pilot, "f1")
            await until(pilot, lambda: isinstance(app.screen, TextDialog))
            await type_ahead(pilot, "escape")
            await until(pilot, lambda: not isinstance(app.screen, TextDialog))
            await type_ahead(pilot, "q")
            await until(pilot, lambda: app._exit)

    play(make_app(), flow)


def test_rows_that_are_not_read_yet_are_dots_and_come_when_the_database_answers(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_query, "_PAGE", 5)
    monkeypatch.setattr("cchc_tasks.tui.widgets.paged_rows._MARGIN", 0)

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        with silence(app):
            await type_ahead(pilot, "end")
            await until(pilot, lambda: app.tasks.scroll_offset.y > 0)
            assert any(line.strip(" ▌") == "…" for line in lines(app))
            assert app.tasks.current is None
        await until(pilot, lambda: not any(line.strip(" ▌") == "…" for line in lines(app)))
        assert app.tasks.current is not None

    play(make_app(), flow)


def test_since_when_the_database_is_silent_is_told_also_with_no_key_pressed_and_that_it_answers_again(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_app, "_SILENT", 0.0)

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        with silence(app):
            app.look_for_changes()
            await pilot.pause()
            assert "không trả lời từ 12:03" in heading(app)
            assert "Ctrl+R" in heading(app)
        await settle(pilot)
        assert "CCHC-TASKS" in heading(app)

    play(make_app(), flow)


def test_a_refusal_that_comes_later_than_the_next_look_is_heard(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, gate = threading.Event(), threading.Event()

    def refused(_: Database) -> int:
        begun.set()
        gate.wait(60)
        raise DatabaseError("đang bận")

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        monkeypatch.setattr(list_app, "newest_change_number", refused)
        app.look_for_changes()
        await until(pilot, begun.is_set)
        app.look_for_changes()
        await pilot.pause()
        gate.set()
        await until(pilot, lambda: bool(app._notifications))
        assert said(app) == "đang bận"
        await until(pilot, lambda: "không trả lời" in heading(app))

    play(make_app(), flow)


def test_what_others_record_during_a_silence_is_shown_behind_it(make_app: MakeApp, office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        with silence(app):
            office.update("1", status=Status.WAITING, actor="Người khác")
            for _ in range(5):
                app.look_for_changes()
            await pilot.pause()
        await settle(pilot)
        assert app.tasks.current is not None
        assert app.tasks.current.status is Status.WAITING

    play(make_app(), flow)


def test_an_act_that_waits_says_so_keeps_the_form_and_is_recorded_once(make_app: MakeApp, office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        before = len(list_changes(office.database))
        await pilot.press("t", "2", *"đang gõ")
        with silence(app):
            await type_ahead(pilot, "ctrl+s")
            await until(pilot, lambda: app.shows_wait)
            await type_ahead(pilot, "ctrl+s", "enter")
            await until(pilot, lambda: not app._typed)
            assert isinstance(app.screen, Form)
            assert problem(app) == words.WRITING
            assert app.screen.query_one("#result", VietnameseInput).value == "đang gõ"
        await settle(pilot)
        assert not isinstance(app.screen, Form)
        assert office.task("1").result_text == "đang gõ"
        assert len(list_changes(office.database)) == before + 1

    play(make_app(), flow)


def test_a_form_that_is_left_while_it_is_recorded_tells_later_that_it_was(make_app: MakeApp, office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("t", "2", *"đang gõ")
        with silence(app):
            await type_ahead(pilot, "ctrl+s")
            await until(pilot, lambda: app.shows_wait)
            await type_ahead(pilot, "escape")
            await until(pilot, lambda: not isinstance(app.screen, Form))
            await until(pilot, lambda: told(app, words.LEFT_WRITING))
            await type_ahead(pilot, "t")
            await until(pilot, lambda: told(app, words.STILL_WRITING))
            assert not isinstance(app.screen, Form)
            await type_ahead(pilot, "q")
            await until(pilot, lambda: told(app, words.STILL_WRITTEN))
            assert app.is_running
        await settle(pilot)
        assert office.task("1").result_text == "đang gõ"
        assert any("CCHC-2022/1" in notice.message for notice in app._notifications)
        assert not app.drafts

    play(make_app(), flow)


def test_a_form_that_is_left_while_it_is_refused_tells_so_and_keeps_what_was_typed(
    make_app: MakeApp, office: Office
) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("t", "7", *"không làm nữa")
        with silence(app):
            await type_ahead(pilot, "ctrl+s")
            await until(pilot, lambda: app.shows_wait)
            await type_ahead(pilot, "escape")
            await until(pilot, lambda: not isinstance(app.screen, Form))
        await settle(pilot)
        assert "cần có văn bản" in said(app)
        assert office.task("1").result_text != "không làm nữa"
        await pilot.press("t")
        await settle(pilot)
        assert app.screen.query_one("#result", VietnameseInput).value == "không làm nữa"

    play(make_app(), flow)


def test_undo_that_is_pressed_again_while_it_waits_takes_one_change_back(make_app: MakeApp, office: Office) -> None:
    office.update("1", note="một")
    office.update("2", note="hai")

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        with silence(app):
            await type_ahead(pilot, "z")
            await until(pilot, lambda: app.shows_wait)
            await type_ahead(pilot, "z")
            await until(pilot, lambda: told(app, words.STILL_WRITING))
        await settle(pilot)
        assert (office.task("1").note, office.task("2").note) == ("một", "")

    play(make_app(), flow)


@pytest.mark.parametrize(
    "ahead", [["f", "t"], ["slash", *"so tay tra cuu", "enter", "t"], ["f", "down", "t"], ["n", "t"]], ids="·".join
)
def test_keys_typed_ahead_go_where_they_were_meant_to_go_although_the_answers_come_late(
    make_app: MakeApp, office: Office, ahead: list[str]
) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        with silence(app):
            await type_ahead(
                pilot, *ahead, "3", *"xong", "enter", *"Quyết định số 9/QĐ-STP ngày 05/7/2022", "enter", "1"
            )
            await until(pilot, lambda: app.shows_wait)
            assert not isinstance(app.screen, Form)
            assert "phím đang chờ" in heading(app)
        await settle(pilot)
        await until(pilot, lambda: not app._typed and not app._is_waiting)
        await settle(pilot)
        ref = "10" if ahead in (["f", "t"], ["n", "t"]) else "13"
        assert (office.task(ref).result_text, office.task(ref).status) == ("xong", Status.DONE)

    play(make_app(), flow)


def test_escape_drops_what_is_waited_for_and_the_keys_that_were_typed_for_it(make_app: MakeApp, office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        before = len(list_changes(office.database))
        with silence(app):
            await type_ahead(pilot, "c", *"xzt")
            await until(pilot, lambda: app.shows_wait)
            await type_ahead(pilot, "escape")
            await until(pilot, lambda: not app.shows_wait)
            await type_ahead(pilot, "down")
            await until(pilot, lambda: app.tasks.cursor == 1)
        await settle(pilot)
        assert len(app.screen_stack) == 1
        assert len(list_changes(office.database)) == before

    play(make_app(), flow)


def test_an_older_answer_does_not_take_the_place_of_a_newer_one(make_app: MakeApp) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        with silence(app):
            app.action_view("overdue")
            app.action_view("review")
            app.select(search="so tay tra cuu")
            app.action_view("review")
        await settle(pilot)
        assert (app.view, app.tasks.count) == ("", 1)

    play(make_app(), flow)


def test_a_key_that_asks_again_reads_what_others_recorded(make_app: MakeApp, office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        office.update("1", status=Status.WAITING, actor="Người khác")
        await pilot.press("ctrl+r")
        await settle(pilot)
        assert app.tasks.current is not None
        assert app.tasks.current.status is Status.WAITING

    play(make_app(), flow)


def test_keys_for_a_list_that_does_not_come_are_dropped_and_record_nothing(
    make_app: MakeApp, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, gate = threading.Event(), threading.Event()

    def refused(*_: object) -> Any:
        begun.set()
        gate.wait(60)
        raise DatabaseError("đang bận")

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        before = len(list_changes(office.database))
        monkeypatch.setattr(list_app, "read_list", refused)
        await type_ahead(pilot, "f", "x", *"TzzR", "enter", "enter")
        await until(pilot, lambda: app.shows_wait and begun.is_set())
        gate.set()
        await until(pilot, lambda: not app.shows_wait and not app._typed)
        await settle(pilot)
        assert len(app.screen_stack) == 1
        assert len(list_changes(office.database)) == before

    play(make_app(), flow)


def test_a_report_that_is_being_made_holds_up_no_act(make_app: MakeApp, office: Office) -> None:
    office.update("1", note="một")
    gate = threading.Event()

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("B", "enter")
        await settle(pilot)
        assert isinstance(app.screen, Form)
        app.screen._make = lambda *_: gate.wait(60) and ["xong"]  # type: ignore[attr-defined]
        await type_ahead(pilot, "ctrl+s")
        await until(pilot, lambda: app.shows_wait)
        await type_ahead(pilot, "escape")
        await until(pilot, lambda: not isinstance(app.screen, Form))
        await type_ahead(pilot, "z")
        await until(pilot, lambda: office.task("1").note == "")
        gate.set()
        await settle(pilot)
        assert told(app, "xong")

    play(make_app(), flow)
