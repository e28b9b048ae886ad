"""An amended plan on the screen: the difference is shown first, and Enter applies it as one change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Label

from cchc_tasks.model.filters import Filters
from cchc_tasks.services.looking import history, list_tasks
from cchc_tasks.tui.app import TasksApp
from cchc_tasks.tui.forms import Form
from tests.services.amending.amended import Amending, new_row, row_of
from tests.services.office import DECISION, Office
from tests.tui.conftest import play, settle

MakeApp = Callable[..., TasksApp]


def amended_file(office: Office, folder: Path) -> Path:
    """The sample plan with one task reworded, one re-dated, one removed and one added."""
    amending = Amending(office, folder)
    row_of(amending.rows, "12")["title"] += " (bổ sung)"
    row_of(amending.rows, "13")["deadline"] = "Quý III/2022"
    amending.rows.remove(row_of(amending.rows, "19"))
    amending.rows.append(new_row("60", "Nhiệm vụ mới của kế hoạch sửa đổi", deadline="Tháng 12/2022"))
    return amending.file()


def shown(app: TasksApp) -> str:
    return str(app.screen.query_one("#problem", Label).content)


async def open_dialog(pilot: Pilot[None], path: Path, document: str = DECISION) -> None:
    await pilot.press("Q")
    await settle(pilot)
    await pilot.press(*str(path), "enter", *document, "enter", *"CCHC-2022", "enter", "enter", "enter")
    await settle(pilot)


def test_the_difference_is_shown_and_only_enter_on_it_applies_it(
    make_app: MakeApp, office: Office, tmp_path: Path
) -> None:
    path = amended_file(office, tmp_path)

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        before = len(history(office.database))
        await open_dialog(pilot, path)
        text = shown(app)
        assert all(word in text for word in ("Nhiệm vụ mới của kế hoạch sửa đổi", "(bổ sung)", "Quý III/2022"))
        assert len(history(office.database)) == before
        await pilot.press("enter")
        await settle(pilot)
        assert not isinstance(app.screen, Form)
        titles = [task.title for task in list_tasks(office.database, Filters(), office.today)]
        assert "Nhiệm vụ mới của kế hoạch sửa đổi" in titles
        assert history(office.database)[0].act == "amend"
        assert len(history(office.database)) == before + 1
        await pilot.press("z")
        await settle(pilot)
        titles = [task.title for task in list_tasks(office.database, Filters(), office.today)]
        assert "Nhiệm vụ mới của kế hoạch sửa đổi" not in titles

    play(make_app(), flow)


def test_without_a_document_it_is_refused_and_what_was_typed_stays(
    make_app: MakeApp, office: Office, tmp_path: Path
) -> None:
    path = amended_file(office, tmp_path)

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await open_dialog(pilot, path, "")
        assert isinstance(app.screen, Form)
        assert "văn bản" in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("Q")
        await settle(pilot)
        assert isinstance(app.screen, Form)
        assert app.screen.values.text("path") == str(path)

    play(make_app(), flow)


def test_a_task_that_is_not_sure_waits_for_the_person(make_app: MakeApp, office: Office, tmp_path: Path) -> None:
    amending = Amending(office, tmp_path)
    twin = dict(row_of(amending.rows, "13"))
    row_of(amending.rows, "13")["no"] = "70"
    amending.rows.append({**twin, "no": "71"})
    path = amending.file()

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await open_dialog(pilot, path)
        assert "ô «Chỗ chưa chắc»" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, Form)
        await pilot.press(*"13=70", "enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert not isinstance(app.screen, Form)
        assert office.task("70").task_id == next(
            task.task_id
            for task in list_tasks(office.database, Filters(), office.today.replace(month=1))
            if task.no == "13"
        )

    play(make_app(), flow)


def test_the_same_plan_again_has_nothing_to_apply(make_app: MakeApp, office: Office, tmp_path: Path) -> None:
    path = Amending(office, tmp_path).file()

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        before = len(history(office.database))
        await open_dialog(pilot, path)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, Form)
        assert len(history(office.database)) == before

    play(make_app(), flow)


def test_looking_only_opens_no_dialog(make_app: MakeApp) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("Q")
        await settle(pilot)
        assert not isinstance(app.screen, Form)

    play(make_app(read_only=True), flow)
