"""The screen's Đơn vị: names as on the day, and what it opens agrees with the number that it shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from textual.pilot import Pilot

from cchc_tasks.model.filters import Filters
from cchc_tasks.model.unit import UnitAct
from cchc_tasks.tracking.task_statistics import compute_statistics
from cchc_tasks.tui.app import TasksApp
from cchc_tasks.tui.screens.table_screen import RowsTable
from cchc_tasks.units.unit_lookup import list_units
from cchc_tasks.units.unit_name_changes import change_members, rename_unit
from tests.sample_office import DECISION, Office
from tests.tui.conftest import play, settle

ASKED = UnitAct(date(2022, 5, 1), (DECISION,))


def test_a_unit_opens_as_many_tasks_as_the_table_counts(make_app: Callable[..., TasksApp], office: Office) -> None:
    group = next(unit for unit in list_units(office.database, office.today) if unit.is_group and unit.open_tasks)
    member = next(unit for unit in list_units(office.database, office.today) if not unit.is_group and unit.open_tasks)
    change_members(office.database, group.name, (member.name,), (), ASKED, office.act())
    rename_unit(office.database, member.name, "Phòng Mang Tên Mới", ASKED, office.act())
    counted = compute_statistics(office.database, Filters(), office.today, "unit")
    expected = next(group.counts.total for group in counted.groups if group.name == "Phòng Mang Tên Mới")

    async def flow(pilot: Pilot[None], app: TasksApp) -> None:
        await pilot.press("3")
        await settle(pilot)
        table = app.query_one("#units", RowsTable)
        names = [str(row.key.value) for row in table.ordered_rows]
        assert member.name not in names
        table.move_cursor(row=names.index("Phòng Mang Tên Mới"))
        await pilot.press("enter")
        await settle(pilot)
        assert app.tasks.count == expected > member.open_tasks

    play(make_app(), flow)
