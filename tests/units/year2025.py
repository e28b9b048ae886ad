"""The year 2025 of an office whose units are merged and abolished: acts on units beside acts on tasks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from cchc_tasks.model.acts import Act, Edit, Outcome, Update, texts_apart
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.interpreted_plan import ImportRequest
from cchc_tasks.model.status import Status
from cchc_tasks.model.task import Task
from cchc_tasks.model.unit import Transfer, UnitAct
from cchc_tasks.plans.act_context import ActRequest
from cchc_tasks.plans.plan_edit import assign_task
from cchc_tasks.plans.plan_import import ImportReport, import_plan
from cchc_tasks.plans.plan_lookup import find_tasks
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.task_statistics import compute_statistics
from cchc_tasks.tracking.task_updates import update_tasks
from cchc_tasks.tracking.undo_redo import redo_change, undo_change
from cchc_tasks.units.unit_name_changes import alias_unit, change_members, rename_unit
from cchc_tasks.units.unit_reorganisation import abolish_unit, merge_units, split_unit

ENVIRONMENT, FARMING = "Sở Tài nguyên và Môi trường", "Sở Nông nghiệp và Phát triển nông thôn"
MERGED = "Sở Nông nghiệp và Môi trường"
INSPECTION, OFFICE, ALL = "Thanh tra Sở", "Văn phòng Sở", "Các phòng, đơn vị thuộc Sở"
RESOLUTION = "Nghị quyết số 12/NQ-HĐND ngày 28/2/2025"
MARCH = date(2025, 3, 1)
PLAN = f"""Kế hoạch cải cách hành chính năm 2025;;;;
STT;Nhiệm vụ;Đơn vị chủ trì;Đơn vị phối hợp;Thời gian hoàn thành
I;CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH;;;
1;Rà soát thủ tục đất đai;{ENVIRONMENT};{OFFICE};Quý II/2025
2;Số hóa hồ sơ nông nghiệp;{FARMING};{ENVIRONMENT}, {INSPECTION};Quý IV/2025
3;Kiểm tra công vụ;{INSPECTION};{ALL};Hàng quý
4;Tuyên truyền cải cách hành chính;{ALL};;Quý IV/2025
5;Báo cáo đất đai đầu năm;{ENVIRONMENT};;Tháng 1/2025
6;Phối hợp giải quyết hồ sơ;"{OFFICE};
{INSPECTION}";;Quý III/2025
"""


class Year2025:
    """An office with a plan of six tasks; `today` is the day on which acts are recorded."""

    def __init__(self, database: Database, folder: Path, today: date = date(2025, 7, 15)) -> None:
        self.database = database
        self.folder = folder
        self.today = today
        self.moment = datetime(2025, 7, 15, 1, tzinfo=UTC)
        self.plan(PLAN)

    def plan(self, text: str, code: str = "", year: int = 2025) -> ImportReport:
        """Import a plan's table."""
        path = self.folder / f"{code or 'kế hoạch'}.csv"
        path.write_text(text, encoding="utf-8")
        request = ImportRequest(path, code=code, period=Period.of_year(year))
        return import_plan(self.database, request, self.act("Người nhập"))

    def act(self, actor: str = "Trưởng nhóm") -> Act:
        self.moment += timedelta(seconds=1)
        return Act(actor, self.moment, self.today)

    def rename(self, name: str, new: str, day: date = MARCH) -> Outcome:
        return rename_unit(self.database, name, new, UnitAct(day, (RESOLUTION,)), self.act())

    def alias(self, name: str, other: str, day: date | None = None) -> Outcome:
        return alias_unit(self.database, name, other, UnitAct(day), self.act())

    def members(self, add: tuple[str, ...] = (), remove: tuple[str, ...] = (), day: date = MARCH) -> Outcome:
        return change_members(self.database, ALL, add, remove, UnitAct(day, (RESOLUTION,)), self.act())

    def merge(self, *names: str, into: str = MERGED, day: date = MARCH, actor: str = "Trưởng nhóm") -> Outcome:
        return merge_units(self.database, names, into, UnitAct(day, (RESOLUTION,)), self.act(actor))

    def split(self, name: str, *into: str, day: date = MARCH, rest: str = "", **given: str) -> Outcome:
        transfer = Transfer({ref.lstrip("_"): unit for ref, unit in given.items()}, rest)
        return split_unit(self.database, name, into, transfer, UnitAct(day, (RESOLUTION,)), self.act())

    def abolish(self, name: str, day: date = MARCH, *, to: str = "", leave: bool = False, **given: str) -> Outcome:
        transfer = Transfer({ref.lstrip("_"): unit for ref, unit in given.items()}, to, leave)
        return abolish_unit(self.database, name, transfer, UnitAct(day, (RESOLUTION,)), self.act())

    def update(self, *refs: str, actor: str = "Trưởng nhóm", **said: Any) -> Outcome:
        return update_tasks(self.database, ActRequest(refs, self.act(actor)), Update(**texts_apart(said)))

    def done(self, *refs: str, on: date) -> Outcome:
        return self.update(*refs, status=Status.DONE, on=on)

    def assign(self, *refs: str, actor: str = "Trưởng nhóm", **said: Any) -> Outcome:
        edit = Edit(evidence=(RESOLUTION,), **said)
        return assign_task(self.database, ActRequest(refs, self.act(actor)), edit)

    def undo(self, change_id: int | None = None, actor: str = "Trưởng nhóm") -> Outcome:
        return undo_change(self.database, self.act(actor), change_id)

    def redo(self, actor: str = "Trưởng nhóm") -> Outcome:
        return redo_change(self.database, self.act(actor))

    def task(self, ref: str, day: date | None = None) -> Task:
        (found,) = find_tasks(self.database, [ref], day or self.today)
        return found

    def by_unit(self, day: date | None = None, *, now: bool = False, **filters: Any) -> dict[str, int]:
        """How many tasks each unit leads."""
        today = self.today if now else None
        counted = compute_statistics(self.database, Filters(**filters), day or self.today, "unit", units_now=today)
        return {group.name: group.counts.total for group in counted.groups}
