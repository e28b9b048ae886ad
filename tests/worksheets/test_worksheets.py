"""Which tasks go into whose worksheet, under which name, and what is never written over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cchc_tasks.errors import ConflictError, NotFoundError, UsageError
from cchc_tasks.files.output import Output
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.task import Plan
from cchc_tasks.reports.worksheet_report import file_names, shared_tasks, write_worksheets
from cchc_tasks.worksheets.worksheet import Worksheet
from tests.refusals import says
from tests.sample_office import DECISION, Office

DAY = date(2022, 7, 15)


def names(*units: str, codes: tuple[str, ...] = ("CCHC-2022",)) -> list[str]:
    plans = [Plan(n, code, "", DAY, DAY) for n, code in enumerate(codes)]
    return file_names([Worksheet(unit, plans, (), DAY) for unit in units])


def test_every_task_is_in_its_unit_s_file_and_what_several_lead_in_each(office: Office, tmp_path: Path) -> None:
    written = write_worksheets(office.database, tmp_path / "gui" / "don vi", Filters(), DAY, by_unit=True)
    tasks = [task for found in written for task in found.worksheet.tasks]
    assert {task.ref for task in tasks} == {task.ref for task in office.tasks()}
    assert shared_tasks(found.worksheet for found in written) == sum(len(t.lead_units) > 1 for t in office.tasks())
    assert all(found.path.is_file() for found in written)
    own = next(found for found in written if found.worksheet.unit == "Văn phòng Sở")
    assert own.path.name == "CCHC-2022 Văn phòng Sở.xlsx"
    assert [task.ref for task in own.worksheet.tasks] == [
        task.ref for task in office.tasks() if "Văn phòng Sở" in task.lead_units
    ]


def test_one_unit_is_written_alone_whichever_way_its_name_is_typed(office: Office, tmp_path: Path) -> None:
    chosen = Filters(unit="van phong so")
    (split,) = write_worksheets(office.database, tmp_path / "a", chosen, DAY, by_unit=True)
    (single,) = write_worksheets(office.database, tmp_path / "b.xlsx", chosen, DAY)
    assert split.worksheet == single.worksheet
    assert single.worksheet.unit == "Văn phòng Sở"
    with pytest.raises(NotFoundError):
        write_worksheets(office.database, tmp_path / "c.xlsx", Filters(unit="khong co"), DAY)


def test_a_task_without_a_unit_has_a_file_of_its_own_at_the_end(office: Office, tmp_path: Path) -> None:
    office.add(title="Việc chưa giao cho ai", section="I", deadline="Quý IV/2022", evidence=(DECISION,))
    written = write_worksheets(office.database, tmp_path / "a", Filters(), DAY, by_unit=True)
    assert written[-1].worksheet.unit == "Chưa rõ đơn vị chủ trì"
    assert [task.title for task in written[-1].worksheet.tasks] == ["Việc chưa giao cho ai"]


def test_a_file_that_is_there_is_not_written_over_unless_somebody_says_so(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "gui"
    first, *others = write_worksheets(office.database, folder, Filters(), DAY, by_unit=True)
    for other in others:
        other.path.unlink()
    first.path.write_text("đơn vị đã điền", encoding="utf-8")
    with pytest.raises(ConflictError, check=says("Đã có")):
        write_worksheets(office.database, folder, Filters(), DAY, by_unit=True)
    assert [path.read_text(encoding="utf-8") for path in folder.iterdir()] == ["đơn vị đã điền"]
    write_worksheets(office.database, folder, Filters(), DAY, by_unit=True, output=Output(overwrite=True))
    assert first.path.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(("name", "by_unit"), [("a.docx", False), ("", False), ("a.xlsx", True), ("tep", True)])
def test_a_name_that_does_not_fit_is_refused(office: Office, tmp_path: Path, name: str, by_unit: bool) -> None:
    (tmp_path / "tep").write_text("", encoding="utf-8")
    with pytest.raises(UsageError):
        write_worksheets(office.database, tmp_path / name, Filters(), DAY, by_unit=by_unit)
    assert [path.name for path in tmp_path.iterdir() if "sqlite" not in path.name] == ["tep"]


def test_nothing_selected_writes_nothing(office: Office, tmp_path: Path) -> None:
    chosen = Filters(search="khong dau co")
    assert write_worksheets(office.database, tmp_path / "a", chosen, DAY, by_unit=True) == []
    assert write_worksheets(office.database, tmp_path / "a.xlsx", chosen, DAY) == []
    assert not (tmp_path / "a").exists()


def test_names_of_files_are_fit_for_every_system() -> None:
    assert names('Phòng A/B: «C» <d> "e" | ?*\x07.') == ["CCHC-2022 Phòng A B «C» d e.xlsx"]
    assert names("Phòng A", "phòng a", "PHÒNG A") == [
        "CCHC-2022 Phòng A.xlsx",
        "CCHC-2022 phòng a (2).xlsx",
        "CCHC-2022 PHÒNG A (3).xlsx",
    ]
    assert names("../../etc/passwd", "..", "CON", codes=("A", "B", "C")) == [
        "etc passwd.xlsx",
        "don-vi.xlsx",
        "_CON.xlsx",
    ]
    (long,) = names("Trung tâm " * 60)
    assert len(long.encode()) <= 160
