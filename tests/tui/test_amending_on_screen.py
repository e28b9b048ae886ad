"""An amended plan on the screen: the difference is shown first, and Enter applies it as one change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Label

from cchc_tasks.model.filters import Filters
from cchc_tasks.plans.plan_history import list_changes
from cchc_tasks.plans.plan_lookup import list_tasks
from cchc_tasks.tui.app import TasksApp
from cchc_tasks.tui.forms.chooser import Chooser
from cchc_tasks.tui.forms.form import Form
from cchc_tasks.tui.forms.preview_form import PreviewForm
from tests.plans.amended import Amending, new_row, row_of
from tests.sample_office import DECISION, Office
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
    """What the form says of the file, or why it refuses it."""
    assert isinstance(app.screen, PreviewForm)
    return "\n".join([str(app.screen.query_one("#problem", Label).content), *(text for _, text in app.screen.lines)])


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
        before = len(list_changes(office.database))
        await open_dialog(pilot, path)
        text = shown(app)
        assert all(word in text for word in ("Nhiệm vụ mới của kế hoạch sửa đổi", "(bổ sung)", "Quý III/2022"))
        assert len(list_changes(office.database)) == before
        await pilot.press("enter")
        await settle(pilot)
        assert not isinstance(app.screen, Form)
        titles = [task.title for task in list_tasks(office.database, Filters(), office.today)]
        assert "Nhiệm vụ mới của kế hoạch sửa đổi" in titles
        assert list_changes(office.database)[0].act == "amend"
        assert len(list_changes(office.database)) == before + 1
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


def unsure_file(office: Office, folder: Path) -> Path:
    """The sample plan in which two rows could each be the task 13, and two the task 20."""
    amending = Amending(office, folder)
    for no, first, second in (("13", "70", "71"), ("20", "80", "81")):
        twin = dict(row_of(amending.rows, no))
        row_of(amending.rows, no)["no"] = first
        amending.rows.append({**twin, "no": second})
    return amending.file()


def test_a_task_that_is_not_sure_waits_for_the_person(make_app: MakeApp, office: Office, tmp_path: Path) -> None:
    path = unsure_file(office, tmp_path)
    before = {no: office.task(no).task_id for no in ("13", "20")}

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await open_dialog(pilot, path)
        assert "2 nhiệm vụ không chắc" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, Chooser)
        await pilot.press("down", "enter")
        await settle(pilot)
        await pilot.press(*"dong", "enter")
        await settle(pilot)
        assert "không chắc" not in shown(app)
        assert len(list_changes(office.database)) == 1
        await pilot.press("enter")
        await settle(pilot)
        assert not isinstance(app.screen, Form)
        assert (office.task("71").task_id, office.task("80").task_id) == (before["13"], before["20"])

    play(make_app(), flow)


def test_a_task_that_no_row_goes_on_leaves_the_plan(make_app: MakeApp, office: Office, tmp_path: Path) -> None:
    path = unsure_file(office, tmp_path)

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await open_dialog(pilot, path)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press(*"khong con", "enter")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, PreviewForm)
        assert app.screen.values.text("matches") == "13=-"
        await pilot.press("enter")
        await settle(pilot)
        assert "1 nhiệm vụ không chắc" in shown(app)
        await pilot.press(*"; 20=80", "enter")
        await settle(pilot)
        assert "Đưa ra (1)" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        numbers = {task.no for task in list_tasks(office.database, Filters(), office.today)}
        assert ({"70", "71", "80", "81"} <= numbers, "13" in numbers) == (True, False)

    play(make_app(), flow)


def test_the_same_plan_again_has_nothing_to_apply(make_app: MakeApp, office: Office, tmp_path: Path) -> None:
    path = Amending(office, tmp_path).file()

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        before = len(list_changes(office.database))
        await open_dialog(pilot, path)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, Form)
        assert len(list_changes(office.database)) == before

    play(make_app(), flow)


def test_looking_only_opens_no_dialog(make_app: MakeApp) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("Q")
        await settle(pilot)
        assert not isinstance(app.screen, Form)

    play(make_app(read_only=True), flow)
