"""Files that the screen takes in: what kind of file it is, reading beside the keyboard, and results that come back."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from textual.pilot import Pilot

from cchc_tasks.messages import screen_import_words as words
from cchc_tasks.plans.plan_history import list_changes
from cchc_tasks.plans.plan_lookup import list_plans
from cchc_tasks.tui.app import TasksApp
from cchc_tasks.tui.forms.form import Form
from cchc_tasks.tui.forms.preview_form import PreviewForm
from cchc_tasks.tui.store import WORK_THREAD
from tests.plans.test_several_plans import PLAN, REMEDIES, REMEDY, TASKS, document
from tests.sample_office import DECISION, Office
from tests.tui.conftest import play
from tests.tui.rest import settle, type_ahead, until
from tests.tui.test_acts_on_screen import problem, said
from tests.tui.test_amending_on_screen import amended_file, shown

MakeApp = Callable[..., TasksApp]
RESULTS = "STT,Nhiệm vụ,Kết quả thực hiện\n"


def results_file(office: Office, folder: Path, **results: str) -> Path:
    """A returned table with results by the number of the task, as «n13»."""
    rows = [f'{ref[1:]},"{office.task(ref[1:]).title}","{result}"\n' for ref, result in results.items()]
    path = folder / "ket qua.csv"
    path.write_text(RESULTS + "".join(rows), encoding="utf-8")
    return path


class SlowFile:
    """A file that whoever opens it has not read to its end before the test lets them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._pipe: int | None = None
        os.mkfifo(path)

    async def is_opened(self, pilot: Pilot[None]) -> None:
        """Wait until somebody reads it."""

        def opened() -> bool:
            with suppress(OSError):
                self._pipe = os.open(self.path, os.O_WRONLY | os.O_NONBLOCK)
            return self._pipe is not None

        await until(pilot, opened)

    def deliver(self, text: str = "") -> None:
        """Let whoever reads it come to its end."""
        if self._pipe is not None:
            os.write(self._pipe, text.encode())
            os.close(self._pipe)
            self._pipe = None


async def nobody_reads(pilot: Pilot[None]) -> None:
    """Wait until every reading has come to its end."""
    await until(pilot, lambda: WORK_THREAD not in {thread.name for thread in threading.enumerate()})


@pytest.fixture
def slow_file(tmp_path: Path) -> Iterator[SlowFile]:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes here")
    file = SlowFile(tmp_path / "cham.csv")
    yield file
    file.deliver()


def test_the_kind_of_file_is_chosen_in_the_form_and_what_was_typed_goes_along(
    make_app: MakeApp, office: Office, tmp_path: Path
) -> None:
    path = amended_file(office, tmp_path)

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("P", *str(path), "up", "2")
        await settle(pilot)
        assert isinstance(app.screen, PreviewForm)
        assert (app.screen.spec.title, app.screen.values.text("path")) == (words.KINDS["amend_plan"], str(path))
        assert problem(app) == ""
        await pilot.press("enter", *DECISION, "ctrl+s")
        await settle(pilot)
        assert "Quý III/2022" in shown(app)
        await pilot.click("#kind", offset=(2, 0))
        await settle(pilot)
        assert isinstance(app.screen, PreviewForm)
        assert (app.screen.spec.title, app.screen.values.text("path")) == (words.KINDS["import_plan"], str(path))
        await pilot.press("up", "right")
        await settle(pilot)
        assert isinstance(app.screen, PreviewForm)
        assert app.screen.values.text("evidence") == DECISION
        await pilot.press("escape")
        await settle(pilot)
        assert not isinstance(app.screen, Form)
        assert len(list_changes(office.database)) == 1

    play(make_app(), flow, size=(80, 24))


def test_a_file_that_is_being_read_holds_nothing_up_and_is_dropped_by_escape(
    make_app: MakeApp, office: Office, slow_file: SlowFile
) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await type_ahead(pilot, "P", *str(slow_file.path), "enter", *"2022", "enter", *"CHAM", "ctrl+s")
        await slow_file.is_opened(pilot)
        assert problem(app) == words.READING
        await type_ahead(pilot, "backspace", *"N")
        await pilot.pause()
        assert isinstance(app.screen, PreviewForm)
        assert app.screen.values.text("code") == "CHAN"
        await pilot.press("escape")
        await settle(pilot)
        assert not isinstance(app.screen, Form)
        slow_file.deliver("STT,Nhiệm vụ,Đơn vị chủ trì,Thời hạn\n1,Rà soát,Văn phòng Sở,Quý II/2022\n")
        await nobody_reads(pilot)
        await pilot.press("P")
        await settle(pilot)
        assert isinstance(app.screen, PreviewForm)
        assert (app.screen.lines, app.screen.values.text("path")) == ((), str(slow_file.path))
        assert [plan.code for plan in list_plans(office.database)] == ["CCHC-2022"]

    play(make_app(), flow)


def test_the_program_ends_without_waiting_for_a_file(make_app: MakeApp, slow_file: SlowFile) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await type_ahead(pilot, "P", *str(slow_file.path), "ctrl+s")
        await slow_file.is_opened(pilot)
        await pilot.press("escape", "q", "q")
        await pilot.pause()
        assert not app.is_running

    play(make_app(), flow)


def test_a_form_that_changed_while_its_file_was_read_is_read_again(make_app: MakeApp, slow_file: SlowFile) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await type_ahead(pilot, "P", *str(slow_file.path), "enter", *"2022", "enter", *"CHAM", "ctrl+s")
        await slow_file.is_opened(pilot)
        await type_ahead(pilot, "1")
        await pilot.pause()
        slow_file.deliver("STT,Nhiệm vụ,Đơn vị chủ trì,Thời hạn\n1,Rà soát,Văn phòng Sở,Quý II/2022\n")
        await settle(pilot)
        assert isinstance(app.screen, PreviewForm)
        assert (problem(app), app.screen.lines) == (words.CHANGED_WHILE_READING, ())

    play(make_app(), flow)


def test_both_plans_of_a_file_are_shown_and_stored(make_app: MakeApp, office: Office, tmp_path: Path) -> None:
    path = document(tmp_path / "hai.docx", (PLAN, TASKS), (REMEDY, REMEDIES))

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("P", *str(path), "ctrl+s")
        await settle(pilot)
        assert ("CCHC-2025: 3 nhiệm vụ" in shown(app), "KP-2025: 2 nhiệm vụ" in shown(app)) == (True, True)
        await pilot.press("enter")
        await settle(pilot)
        assert {plan.code for plan in list_plans(office.database)} == {"CCHC-2022", "CCHC-2025", "KP-2025"}
        assert "z: hoàn tác từng kế hoạch" in said(app)

    play(make_app(), flow)


def test_results_of_a_unit_are_shown_and_only_what_they_report_is_recorded(
    make_app: MakeApp, office: Office, tmp_path: Path
) -> None:
    office.update("33", result="Đang làm, vừa ghi tay")
    path = results_file(office, tmp_path, n13="Đã ban hành", n33="Chưa thực hiện")
    before = len(list_changes(office.database))

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("P", *str(path), "up", "3", "enter", *"CCHC-2022", "enter", *"15/7/2022", "enter")
        await settle(pilot)
        assert "Xem trước, chưa lưu. Tệp có 2/54 nhiệm vụ" in shown(app)
        assert "Không khớp với cập nhật mới hơn (1)" in shown(app)
        assert "--" not in shown(app)
        assert len(list_changes(office.database)) == before
        await pilot.press("enter")
        await settle(pilot)
        assert not isinstance(app.screen, Form)
        assert office.task("13").result_text == "Đã ban hành"
        assert office.task("33").result_text == "Đang làm, vừa ghi tay"
        assert "Nhập kết quả CCHC-2022: 1 nhiệm vụ" in said(app)
        await pilot.press("z")
        await settle(pilot)
        assert office.task("13").result_text != "Đã ban hành"

    play(make_app(), flow)


def test_what_does_not_fit_is_taken_by_the_file_where_that_is_said(
    make_app: MakeApp, office: Office, tmp_path: Path
) -> None:
    office.update("33", result="Đang làm, vừa ghi tay")
    path = results_file(office, tmp_path, n33="Chưa thực hiện")

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("P", *str(path), "up", "3", "enter", *"CCHC-2022", "enter", "enter")
        await settle(pilot)
        assert isinstance(app.screen, PreviewForm)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, PreviewForm)
        assert office.task("33").result_text == "Đang làm, vừa ghi tay"
        await pilot.press("tab", "x", "enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert not isinstance(app.screen, Form)
        assert office.task("33").result_text == "Chưa thực hiện"

    play(make_app(), flow)


def test_a_file_without_results_is_refused_in_the_words_of_the_screen(make_app: MakeApp, tmp_path: Path) -> None:
    path = tmp_path / "ke hoach.csv"
    path.write_text("STT,Nhiệm vụ,Đơn vị chủ trì,Thời hạn\n1,Rà soát,Văn phòng Sở,Quý II/2022\n", encoding="utf-8")

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("P", *str(path), "up", "3", "ctrl+s")
        await settle(pilot)
        assert "chọn «Kế hoạch mới»" in problem(app)
        assert "--" not in problem(app)

    play(make_app(), flow)
