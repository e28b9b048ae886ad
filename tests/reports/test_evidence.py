"""The list of documents: each under its task or criterion, as typed; what has none is listed last."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from cchc_tasks.errors import UsageError
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.interpreted_plan import ImportRequest
from cchc_tasks.model.status import Status
from cchc_tasks.plans.plan_import import import_plan
from cchc_tasks.reports.evidence_list import make_evidence, write_evidence
from cchc_tasks.reports.report_folder import WrittenFile
from cchc_tasks.reports.report_frame import ReportFrame
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.data_check import check_plans
from tests.conftest import SAMPLES
from tests.reports.making import asked
from tests.reports.test_letters import texts
from tests.sample_office import Office as SampleOffice

JULY = date(2022, 7, 15)
LETTER = "Công văn số 512/STP-XDKT ngày 28/6/2022 của Sở Mẫu về việc hướng dẫn; lưu tại Văn phòng Sở"


def evidence(
    office: SampleOffice, out: Path, day: date = JULY, filters: Filters | None = None, **more: object
) -> tuple[WrittenFile, list[list[list[str]]], list[str]]:
    """Write the list; return the file, the rows of its tables without headers, and what was said."""
    request, said = asked(out, ReportFrame(day), filters, **more)
    (file,) = write_evidence(office.database, request)
    tables = docx.Document(str(out)).tables if out.suffix == ".docx" else []
    return file, [[[cell.text for cell in row.cells] for row in table.rows[1:]] for table in tables], said


def test_each_document_stands_beside_its_task_in_its_columns(office: SampleOffice, tmp_path: Path) -> None:
    office.done("13", on=date(2022, 6, 28), evidence=(LETTER, "biên bản họp", "Báo cáo số 12/BC-STP"))
    file, (documents, without), _ = evidence(office, tmp_path / "a.docx")
    assert file.counts["documents"] == 3
    assert file.counts["tasks"] == 1
    section, first, second, third = documents
    assert section[0] == office.task("13").section_no
    assert first == [
        "13", " ".join(office.task("13").title.split()), "Công văn số 512/STP-XDKT của Sở Mẫu", "28/6/2022",
        "về việc hướng dẫn", "Văn phòng Sở",
    ]  # fmt: skip
    assert second == ["", "", "biên bản họp", "", "", ""]
    assert third == ["", "", "Báo cáo số 12/BC-STP", "", "", ""]
    closed = [(t.no, m.n) for t in office.tasks() for m in t.milestones if m.closed and not t.evidence]
    assert [row[0] for row in without] == [no for no, _ in closed]
    assert file.counts["without"] == len(closed)
    checked = {f.ref for f in check_plans(office.database, Filters(), JULY, JULY) if f.code == "done_without_evidence"}
    assert checked <= {f"CCHC-2022/{no}" for no, _ in closed}
    total = f"Tổng số 03 tài liệu của 01 nhiệm vụ; {len(closed):02d} mốc đã báo cáo hoàn thành chưa có tài liệu"
    assert any(line.startswith(total) for line in texts(file.path))


def test_a_document_of_one_milestone_proves_no_other(database: Database, tmp_path: Path) -> None:
    office = SampleOffice(database, results=False)
    task = next(t for t in office.tasks() if sum(not m.closed for m in t.milestones) >= 3)
    ref, (first, second, third, *_) = task.ref, [m.n for m in task.milestones if not m.closed]
    reported_before = [""] * sum(m.closed for m in task.milestones)
    office.update(ref, milestone=first, status=Status.DONE, evidence=(LETTER,), on=date(2022, 6, 28))
    office.update(ref, milestone=second, status=Status.DONE, evidence=(LETTER,), on=date(2022, 6, 29))
    office.update(ref, milestone=third, status=Status.DONE, on=date(2022, 6, 30))
    _, (_, without), _ = evidence(office, tmp_path / "a.docx", filters=Filters(search=task.title))
    assert [row[4] for row in without if row[0] == task.no] == [*reported_before, "30/06/2022"]
    # A document for the task as a whole proves all of it.
    office.update(ref, evidence=("Báo cáo số 12/BC-STP",), on=date(2022, 7, 1))
    _, (_, *rest), _ = evidence(office, tmp_path / "b.docx", filters=Filters(search=task.title))
    assert not any(row[0] == task.no for rows in rest for row in rows)
    office.undo()
    _, (_, without), _ = evidence(office, tmp_path / "c.docx", filters=Filters(search=task.title))
    assert any(row[0] == task.no for row in without)


def test_a_past_day_knows_only_its_documents(office: SampleOffice, tmp_path: Path) -> None:
    office.done("13", on=date(2022, 6, 28), evidence=(LETTER,))
    for day, count in ((date(2022, 6, 27), 0), (date(2022, 6, 28), 1)):
        file, _, _ = evidence(office, tmp_path / "a.docx", day)
        assert file.counts["documents"] == count


@pytest.fixture
def remedies(office: SampleOffice) -> SampleOffice:
    """The office with the remediation table beside its plan."""
    request = ImportRequest(SAMPLES / "khac_phuc_2023.txt", period=Period.of_year(2023), reported_on=date(2023, 3, 15))
    office.today = date(2023, 7, 15)
    import_plan(office.database, request, office.act())
    return office


def test_criteria_of_the_titles_group_the_documents(remedies: SampleOffice, tmp_path: Path) -> None:
    from cchc_tasks.reading.reform_index import criterion_key, find_criteria

    day = date(2023, 7, 15)
    tasks = remedies.tasks(day, plan="KP-2023")
    named = {
        number: [t for t in tasks if number in find_criteria(t.title)]
        for t in tasks
        for number in find_criteria(t.title)
    }
    assert named
    number, (task, *_) = next(iter(named.items()))
    remedies.update(f"KP-2023/{task.ref}", evidence=("Kế hoạch số 14/KH-STP ngày 31/01/2023",), on=date(2023, 3, 20))
    remedies.update("CCHC-2022/13", evidence=(LETTER,), on=date(2023, 3, 20))
    file, (rows, *_), _ = evidence(remedies, tmp_path / "a.docx", day, Filters(plan="KP-2023"), by="criterion")
    headings = [row[1] for row in rows if row[1] == row[2]]
    assert headings == [f"Tiêu chí {n}" for n in sorted(named, key=criterion_key)]
    place = next(i for i, row in enumerate(rows) if row[1] == f"Tiêu chí {number}")
    assert rows[place + 1][2:4] == ["Kế hoạch số 14/KH-STP", "31/01/2023"]
    assert any("Chưa có tài liệu kiểm chứng." in row for row in rows)
    assert file.counts["documents"] == 1
    both, (rows, *_), _ = evidence(remedies, tmp_path / "b.docx", day, by="criterion")
    headings = [row[1] for row in rows if row[1] == row[2]]
    assert headings[-1].startswith("Chưa gắn tiêu chí – Kế hoạch cải cách hành chính năm 2022")
    assert headings[0].endswith("năm 2023")
    assert both.counts["documents"] == 2


@pytest.mark.parametrize("suffix", [".xlsx", ".html", ".md"])
def test_other_kinds_of_files_say_the_same(office: SampleOffice, tmp_path: Path, suffix: str) -> None:
    formula = "=HYPERLINK(1)"
    office.done("13", on=date(2022, 6, 28), evidence=(LETTER, formula))
    out = tmp_path / f"a{suffix}"
    evidence(office, out)
    if suffix == ".xlsx":
        (sheet,) = openpyxl.load_workbook(out).worksheets
        cells = {cell.value: cell for row in sheet.iter_rows() for cell in row}
        assert cells[formula].data_type == "s"
        assert "28/6/2022" in cells
    else:
        text = out.read_text(encoding="utf-8")
        assert "28/6/2022" in text
        assert formula in text


def test_a_unit_gets_the_list_of_its_own_tasks(office: SampleOffice, tmp_path: Path) -> None:
    office.done("13", on=date(2022, 6, 28), evidence=(LETTER,))
    request, said = asked(tmp_path / "a", ReportFrame(JULY), split=True)
    written = write_evidence(office.database, request)
    (unit,) = office.task("13").lead_units
    assert [file.unit for file in written if file.counts["documents"]] == [unit]
    assert all(file.counts["documents"] or file.counts["without"] for file in written)
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == sorted(file.path.name for file in written)
    assert "Đã ghi 1 tài liệu" in said[-1]


def test_nothing_recorded_is_said_on_the_page(office: SampleOffice, tmp_path: Path) -> None:
    filters = Filters(status="nothing_arisen")
    file, ((row,),), _ = evidence(office, tmp_path / "a.docx", filters=filters)
    assert row[1] == "Chưa ghi tài liệu nào."
    assert set(file.counts.values()) == {0}
    request, _ = asked(tmp_path / "b.docx", ReportFrame(JULY), filters)
    assert make_evidence(office.database, request) == 0


def test_what_cannot_be_written_is_refused(office: SampleOffice, tmp_path: Path) -> None:
    for name, split in (("a", False), ("a.odt", False), ("a.docx", True), ("khong-co/a.docx", False)):
        request, _ = asked(tmp_path / name, ReportFrame(JULY), split=split)
        with pytest.raises(UsageError):
            write_evidence(office.database, request)
    assert list(tmp_path.glob("a*")) == []
