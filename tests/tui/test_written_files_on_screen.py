"""What the screen writes is held to the rule of every written file: it asks once more, some files always stay."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from cchc_tasks.files.output import Output, Protected
from cchc_tasks.office.daily_backup import database_files
from cchc_tasks.reports.report_kinds import REPORT_KINDS
from cchc_tasks.storage.database import Database
from cchc_tasks.tui.app import TasksApp
from cchc_tasks.tui.forms.form import Form
from cchc_tasks.tui.widgets.vietnamese_input import VietnameseInput
from tests.sample_office import Office
from tests.tui.conftest import environment_of, play, settle
from tests.tui.test_acts_on_screen import problem

#: The forms that write, by the choice that opens them, and how a fitting name ends; a folder's has no suffix.
FORMS = {
    "calendar": ".ics",
    "back_up": ".sqlite3",
    **{f"report {kind}": Path(REPORT_KINDS[kind].file).suffix for kind in REPORT_KINDS},
}

pytestmark = pytest.mark.only_on("sqlite", because="only its database is a file that could be written over")


class Desk:
    """A screen whose settings file and database are protected as the command line protects them."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.office = Office(database)
        self.database = database
        self.config = folder / "config.toml"
        self.config.write_text("", encoding="utf-8")

    def output(self, overwrite: bool) -> Output:
        return Output(overwrite, (*database_files(self.database, None), Protected(self.config, "settings")))

    def app(self, folder: Path) -> TasksApp:
        return TasksApp(environment_of(self.office, folder, output=self.output))


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return Desk(database, tmp_path)


async def open_form(pilot: Pilot[None], app: TasksApp, name: str) -> None:
    choice, _, kind = name.partition(" ")
    if kind:
        app.file_actions._open_report_form(kind)
    else:
        app.file_actions.run(choice)
    await settle(pilot)
    assert isinstance(app.screen, Form)


async def save(pilot: Pilot[None], app: TasksApp, path: Path) -> None:
    app.screen.query_one("#path", VietnameseInput).value = str(path)
    await pilot.press("ctrl+s")
    await settle(pilot)


def in_form(desk: Desk, folder: Path, name: str, check: Callable[[Pilot[None], TasksApp], object]) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await open_form(pilot, app, name)
        await check(pilot, app)  # type: ignore[misc]

    play(desk.app(folder), flow)


@pytest.mark.parametrize("name", [name for name, suffix in FORMS.items() if suffix])
def test_a_file_that_is_there_is_asked_about_once_more_and_only_for_that_name(
    desk: Desk, tmp_path: Path, name: str
) -> None:
    first, second = (tmp_path / f"{stem}{FORMS[name]}" for stem in ("mot", "hai"))
    for path in (first, second):
        path.write_text("của tôi", encoding="utf-8")

    async def check(pilot: Pilot[None], app: TasksApp) -> None:
        await save(pilot, app, first)
        assert "Enter lần nữa" in problem(app)
        await save(pilot, app, second)
        assert "Enter lần nữa" in problem(app)
        assert [path.read_text("utf-8") for path in (first, second)] == ["của tôi"] * 2
        await save(pilot, app, second)
        assert first.read_text("utf-8") == "của tôi"
        assert len(second.read_bytes()) > 100

    in_form(desk, tmp_path, name, check)


@pytest.mark.parametrize("name", FORMS)
def test_a_name_of_another_kind_and_what_must_stay_are_refused(desk: Desk, tmp_path: Path, name: str) -> None:
    live = Path(desk.database.location)
    before = live.read_bytes()

    async def check(pilot: Pilot[None], app: TasksApp) -> None:
        for path in (tmp_path / "a.txt", live, live.with_name(f"{live.name}-wal"), desk.config):
            for _ in range(2):  # asked twice it is refused twice
                await save(pilot, app, path)
                assert isinstance(app.screen, Form), path
                assert problem(app), path
                assert "Enter lần nữa" not in problem(app), path

    in_form(desk, tmp_path, name, check)
    assert live.read_bytes() == before
    assert desk.config.read_text("utf-8") == ""
    assert not (tmp_path / "a.txt").exists()


@pytest.mark.parametrize("name", [name for name, suffix in FORMS.items() if not suffix])
def test_files_in_a_folder_are_asked_about_once_more(desk: Desk, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "gui"

    async def first(pilot: Pilot[None], app: TasksApp) -> None:
        await save(pilot, app, folder)

    in_form(desk, tmp_path, name, first)
    kept = min(folder.iterdir())
    kept.write_text("đã điền", encoding="utf-8")

    async def again(pilot: Pilot[None], app: TasksApp) -> None:
        await save(pilot, app, folder)
        assert "Enter lần nữa" in problem(app)
        assert kept.read_text("utf-8") == "đã điền"
        await save(pilot, app, folder)
        assert kept.read_bytes().startswith(b"PK")

    in_form(desk, tmp_path, name, again)
