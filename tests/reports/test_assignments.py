"""The list of tasks that a unit was given: what it leads and what it supports, as the plan prints them."""

from __future__ import annotations

import html
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from cchc_tasks.errors import NotFoundError, UsageError
from cchc_tasks.files.document_writer import KINDS
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.status import Status
from cchc_tasks.model.task import Task
from cchc_tasks.reports.assignment_list import make_assignments, write_assignments
from cchc_tasks.reports.report_frame import ReportFrame
from cchc_tasks.text import fold
from tests.reports.making import asked
from tests.reports.test_letters import W, texts
from tests.sample_office import DECISION
from tests.sample_office import Office as SampleOffice

JULY = date(2022, 7, 15)
ANY = Filters(role="any")


def lists_of(path: Path) -> list[list[list[str]]]:
    """The rows of each table without its header: merged cells once."""
    return [
        [list(dict.fromkeys((cell._tc, cell.text) for cell in row.cells)) for row in table.rows[1:]]
        for table in docx.Document(str(path)).tables
    ]


def units_of(tasks: list[Task]) -> set[str]:
    return {fold(unit) for task in tasks for unit in (*task.lead_units, *task.support_units)}


def numbers(rows: list[list[object]]) -> list[str]:
    """The printed numbers of the tasks: rows of sections have two cells."""
    return [row[0][1] for row in rows if len(row) > 2]  # type: ignore[index]


def test_each_unit_gets_what_it_leads_and_what_it_supports_apart(office: SampleOffice, tmp_path: Path) -> None:
    request, said = asked(tmp_path / "a", ReportFrame(JULY), ANY)
    written = write_assignments(office.database, request)
    tasks = office.tasks()
    for file in written:
        led = [task.no for task in tasks if fold(file.unit) in map(fold, task.lead_units)]
        supported = [task.no for task in tasks if fold(file.unit) in map(fold, task.support_units)]
        assert (file.counts["led"], file.counts["supported"]) == (len(led), len(supported))
        expected = [listed for listed in (led, supported) if listed]
        assert [numbers(rows) for rows in lists_of(file.path)] == expected
    assert {fold(file.unit) for file in written} == units_of(tasks)
    assert f"{len(written)} đơn vị, {len(tasks)} nhiệm vụ" in said[-1]


def test_the_lists_keep_the_plans_sections_words_and_deadlines(office: SampleOffice, tmp_path: Path) -> None:
    request, _ = asked(
        tmp_path / "a", ReportFrame(JULY), Filters(unit="van phong so", role="any"), about="Kế hoạch số 9/KH-STP"
    )
    (file,) = write_assignments(office.database, request)
    assert file.path.name == "danh-muc-nhiem-vu_van-phong-so.docx"
    told = texts(file.path)
    assert "DANH MỤC NHIỆM VỤ ĐƯỢC GIAO" in told
    assert "(Theo Kế hoạch số 9/KH-STP)" in told
    for task in office.tasks(unit="Văn phòng Sở"):
        assert task.section_title in told
        for line in (*task.title.split("\n"), *task.deadline_text.split("\n")):
            assert line in told


def test_a_moved_deadline_is_told_below_the_printed_one(office: SampleOffice, tmp_path: Path) -> None:
    office.extend("13", to="2022-08-15", reason="chờ góp ý", evidence=(DECISION,), on=date(2022, 7, 1))
    unit = office.task("13").lead_units[0]
    request, _ = asked(tmp_path / "a", ReportFrame(JULY), Filters(unit=unit, role="any"))
    (file,) = write_assignments(office.database, request)
    assert any(line.startswith("(nay: 15/8/2022") for line in texts(file.path))


def test_a_task_that_left_the_plan_is_no_task_any_more(office: SampleOffice, tmp_path: Path) -> None:
    office.update("13", status=Status.DROPPED, evidence=(DECISION,), on=date(2022, 7, 1))
    for day, present in ((JULY, False), (date(2022, 6, 30), True)):
        request, _ = asked(tmp_path / "a", ReportFrame(day), ANY)
        written = write_assignments(office.database, request)
        assert any("13" in numbers(rows) for file in written for rows in lists_of(file.path)) is present


@pytest.mark.parametrize("suffix", [kind for kind in KINDS if kind != ".pdf"])
def test_one_file_holds_every_unit_where_that_was_asked_for(office: SampleOffice, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"danh_muc{suffix}"
    request, _ = asked(out, ReportFrame(JULY), ANY)
    (file,) = write_assignments(office.database, request)
    assert file.path == out
    tasks = office.tasks()
    units = units_of(tasks)
    assert file.counts["units"] == len(units)
    if suffix == ".xlsx":
        book = openpyxl.load_workbook(out)
        assert len(book.sheetnames) == len(units)
        values = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
        assert units <= {fold(str(value)) for value in values}
    elif suffix != ".docx":
        text = fold(html.unescape(out.read_text(encoding="utf-8")))
        assert all(unit in text for unit in units)


def test_a_role_can_be_asked_for(office: SampleOffice, tmp_path: Path) -> None:
    for role, part in (("lead", "supported"), ("support", "led")):
        request, _ = asked(tmp_path / role, ReportFrame(JULY), Filters(role=role))
        written = write_assignments(office.database, request)
        assert written
        assert all(file.counts[part] == 0 for file in written)


def test_nothing_selected_makes_no_folder(office: SampleOffice, tmp_path: Path) -> None:
    request, said = asked(tmp_path / "a", ReportFrame(JULY), Filters(search="không có chữ này", role="any"))
    assert write_assignments(office.database, request) == []
    assert not (tmp_path / "a").exists()
    assert "không ghi tệp nào" in said[-1]


def test_what_cannot_be_written_is_refused(office: SampleOffice, tmp_path: Path) -> None:
    for out, split in ((tmp_path / "a.odt", False), (tmp_path / "a.docx", True), (tmp_path / "b" / "a.docx", False)):
        request, _ = asked(out, ReportFrame(JULY), ANY, split=split)
        with pytest.raises(UsageError):
            make_assignments(office.database, request)
        assert not out.exists()
    request, _ = asked(tmp_path / "a", ReportFrame(JULY), Filters(unit="Sở không có"))
    with pytest.raises(NotFoundError):
        make_assignments(office.database, request)


def test_a_section_row_stands_on_the_page_of_its_first_task(office: SampleOffice, tmp_path: Path) -> None:
    request, _ = asked(tmp_path / "a.docx", ReportFrame(JULY), ANY)
    write_assignments(office.database, request)
    rows = docx.Document(str(tmp_path / "a.docx")).tables[0].rows
    (section, task) = rows[1]._tr, rows[2]._tr
    assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in section.iter(f"{W}p"))
    assert all(p.find(f"{W}pPr/{W}keepNext") is None for p in task.iter(f"{W}p"))
