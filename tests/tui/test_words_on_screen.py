"""What the screen says: keys and fields where the command line says commands, and typed words as they were typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from cchc_tasks.tui.app import TasksApp
from cchc_tasks.tui.forms.form import Form
from tests.plans.test_several_plans import PLAN, REMEDIES, REMEDY, TASKS, document
from tests.tui.conftest import play, settle
from tests.tui.test_acts_on_screen import problem, said
from tests.tui.test_amending_on_screen import shown

MakeApp = Callable[..., TasksApp]
NOT_ON_THE_SCREEN = ("--", "cchc-tasks", "lệnh")


@pytest.mark.parametrize(
    "typed",
    [
        "đã chạy cchc-tasks undo --change 7",
        "cột --map, ghi đè --force --evidence",
        "chạy lại lệnh check",
        "history REF",
    ],
)
def test_what_was_typed_is_told_as_it_was_typed(make_app: MakeApp, typed: str) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("t", "2", *typed, "ctrl+s")
        await settle(pilot)
        assert not isinstance(app.screen, Form), problem(app)
        assert f"«{typed}»" in said(app)
        await pilot.press("z")
        await settle(pilot)
        assert f"«{typed}»" in said(app)

    play(make_app(), flow)


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("Cột một,Cột hai,Cột ba", "Sửa tiêu đề cột trong tệp"),
        ("STT,Nhiệm vụ,Đơn vị chủ trì,Thời hạn", "ô «Năm»"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_without_options(
    make_app: MakeApp, tmp_path: Path, header: str, wanted: str
) -> None:
    path = tmp_path / "ke hoach.csv"
    path.write_text(f"{header}\n1,Rà soát,Văn phòng Sở,Quý II\n", encoding="utf-8")

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("P", *str(path), "ctrl+s")
        await settle(pilot)
        assert wanted in problem(app)
        assert not [word for word in NOT_ON_THE_SCREEN if word in problem(app)]

    play(make_app(), flow)


def test_a_code_for_a_file_of_two_plans_is_refused_in_the_words_of_the_form(make_app: MakeApp, tmp_path: Path) -> None:
    path = document(tmp_path / "hai.docx", (PLAN, TASKS), (REMEDY, REMEDIES))

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("P", *str(path), "enter", "enter", *"CCHC-2025", "ctrl+s")
        await settle(pilot)
        assert "ô «Mã kế hoạch»" in problem(app)
        assert not [word for word in NOT_ON_THE_SCREEN if word in problem(app)]

    play(make_app(), flow)


def test_what_a_file_holds_is_told_without_options(make_app: MakeApp, tmp_path: Path) -> None:
    path = tmp_path / "ke hoach 2025.csv"
    path.write_text(
        "STT,Nhiệm vụ,Đơn vị chủ trì,Thời hạn,Mức chi\n1,Rà soát,Văn phòng Sở,Quý II/2025,5\n", encoding="utf-8"
    )

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("P", *str(path), "enter", *"2025", "ctrl+s")
        await settle(pilot)
        assert "cột «Mức chi» chưa biết là gì" in shown(app)
        assert "--" not in shown(app)

    play(make_app(), flow)


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        (("H", *"30/1/2022", "enter", *"chờ góp ý", "ctrl+s"), "phím t (Cập nhật) rồi 2, ô «Mốc số»"),
        (("L", *"Đơn vị không có", "ctrl+s"), "Ghi vào ô văn bản"),
    ],
)
def test_a_refused_act_names_the_fields_of_its_form(make_app: MakeApp, keys: tuple[str, ...], wanted: str) -> None:
    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press(*keys)
        await settle(pilot)
        assert isinstance(app.screen, Form)
        assert wanted in problem(app)
        assert not [word for word in NOT_ON_THE_SCREEN if word in problem(app)]

    play(make_app(), flow)
