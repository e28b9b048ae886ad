"""Reports on the screen: the same services as the command, made in the background, with what they say at the end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Label

from cchc_tasks.plans.plan_file import read_draft
from cchc_tasks.reports.frozen_numbers import list_frozen_reports
from cchc_tasks.reports.report_kinds import REPORT_KINDS
from cchc_tasks.tui.app import TasksApp
from cchc_tasks.tui.forms.form import Form
from cchc_tasks.tui.forms.report_form import ReportForm
from cchc_tasks.tui.forms.text_dialog import TextDialog
from cchc_tasks.tui.widgets.vietnamese_input import VietnameseInput
from tests.sample_office import DECISION, Office
from tests.tui.conftest import play, settle

MakeApp = Callable[..., TasksApp]


async def open_appendix(pilot: Pilot[None], app: TasksApp) -> None:
    await pilot.press("B")
    await settle(pilot)
    await pilot.press("enter")
    await settle(pilot)
    assert isinstance(app.screen, ReportForm)


def field(app: TasksApp, name: str) -> VietnameseInput:
    return app.screen.query_one(f"#{name}", VietnameseInput)


def read(app: TasksApp) -> str:
    assert isinstance(app.screen, TextDialog)
    return "\n".join(text for _, text in app.screen.lines)


def test_the_appendix_is_made_where_the_dialog_says(make_app: MakeApp, office: Office, tmp_path: Path) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await open_appendix(pilot, app)
        path = Path(field(app, "path").value)
        assert path.parent == tmp_path
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert str(path) in read(app)
        assert len(read_draft(path).tasks) == len(office.tasks())

    play(make_app(), flow)


def test_every_kind_of_report_is_offered_and_can_be_made(make_app: MakeApp) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        for place in range(len(REPORT_KINDS)):
            await pilot.press("B", *["down"] * place)
            await settle(pilot)
            await pilot.press("enter")
            await settle(pilot)
            out = Path(field(app, "path").value)
            await pilot.press("ctrl+s")
            await settle(pilot)
            assert out.exists(), read(app)
            await pilot.press("escape")
            await settle(pilot)

    play(make_app(), flow)


def test_a_file_that_is_there_is_replaced_only_when_asked_twice(make_app: MakeApp, tmp_path: Path) -> None:
    path = tmp_path / "cu.docx"
    path.write_bytes(b"cu")

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await open_appendix(pilot, app)
        field(app, "path").value = str(path)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert path.read_bytes() == b"cu"
        assert "Enter lần nữa" in str(app.screen.query_one("#problem", Label).content)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert path.read_bytes().startswith(b"PK")

    play(make_app(), flow)


def test_what_is_refused_is_said_and_the_form_stays(make_app: MakeApp) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await open_appendix(pilot, app)
        for name, text, said in (
            ("period", "Quý IX/2022", "Không có kỳ báo cáo"),
            ("period", "2022-06-01..2022-01-01", "trước ngày đầu"),
            ("path", "khong/co/a.docx", "Không ghi được"),
            ("path", "a.odt", "loại tệp"),
        ):
            before = field(app, name).value
            field(app, name).value = text
            await pilot.press("ctrl+s")
            await settle(pilot)
            assert isinstance(app.screen, Form)
            assert said in str(app.screen.query_one("#problem", Label).content)
            field(app, name).value = before

    play(make_app(), flow)


def test_numbers_are_frozen_and_compared_with_now(make_app: MakeApp, office: Office) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await open_appendix(pilot, app)
        field(app, "freeze").value = "x"
        field(app, "as_of").value = "15/6/2022"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert len(list_frozen_reports(office.database)) == 1
        await pilot.press("escape")
        office.done("10", on=office.today.replace(month=6, day=10), evidence=(DECISION,))
        app.view_actions.run("frozen")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "CCHC-2022, quá hạn: đã báo cáo 1, nay 0" in read(app)

    play(make_app(), flow)


def test_looking_only_makes_reports_and_freezes_none(make_app: MakeApp) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await open_appendix(pilot, app)
        assert not app.screen.query("#freeze")

    play(make_app(read_only=True), flow)


def test_a_report_goes_on_when_its_dialog_is_left(make_app: MakeApp) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await open_appendix(pilot, app)
        path = Path(field(app, "path").value)
        await pilot.press("ctrl+s", "escape")
        await settle(pilot)
        assert path.is_file()
        assert not isinstance(app.screen, Form)

    play(make_app(), flow)
