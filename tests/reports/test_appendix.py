"""The result appendix: the plan's own table with what was done by the day, in every kind of file."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest

from cchc_tasks.errors import FindingsLeftError, NotFoundError, UsageError
from cchc_tasks.messages.statistics_words import sentence
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.status import Status
from cchc_tasks.model.task import Task
from cchc_tasks.plans.plan_file import read_draft
from cchc_tasks.plans.plan_history import list_removed_tasks
from cchc_tasks.report_settings import Band, Office, Scoring
from cchc_tasks.reports.report_frame import ReportFrame
from cchc_tasks.reports.result_appendix import make_appendix
from cchc_tasks.tracking.task_description import status_text
from cchc_tasks.tracking.task_statistics import RateRules, compute_statistics
from tests.plans.amended import Amending, row_of
from tests.refusals import says
from tests.reports.making import DAY, asked
from tests.sample_office import DECISION
from tests.sample_office import Office as SampleOffice

FIELDS = ("no", "title", "activities", "outputs", "lead", "support", "deadline", "result")
EDITABLE = (".docx", ".xlsx", ".html", ".md")


def printed(path: Path) -> list[tuple[str, ...]]:
    return [tuple(getattr(task, name) for name in FIELDS) for task in read_draft(path).tasks]


def stored(office: SampleOffice, day: date = DAY) -> list[tuple[str, ...]]:
    return [
        (t.no, t.title, t.activities, t.outputs, t.lead_text, t.support_text, t.deadline_text, _reported(t))
        for t in office.tasks(day)
    ]


def _reported(task: Task) -> str:
    """What was reported; a series that was reported done and goes on again is printed as it stands."""
    goes_on = task.reported is Status.DONE and task.status is Status.IN_PROGRESS
    return f"{task.result_text}\n{status_text(task)}" if goes_on else task.result_text


@pytest.mark.parametrize("suffix", EDITABLE)
def test_the_appendix_reads_again_as_the_same_tasks_cell_for_cell(
    office: SampleOffice, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"phu_luc{suffix}"
    request, said = asked(path)
    assert make_appendix(office.database, request) == len(stored(office))
    assert printed(path) == stored(office)
    draft = read_draft(path)
    assert [section.no for section in draft.sections] == list(dict.fromkeys(t.section_no for t in office.tasks(DAY)))
    assert str(path) in said[-1]


def test_both_databases_write_the_same_pages(office: SampleOffice, tmp_path: Path) -> None:
    path = tmp_path / "phu_luc.md"
    make_appendix(office.database, asked(path)[0])
    text = path.read_text(encoding="utf-8")
    counts = compute_statistics(office.database, Filters(), DAY).counts
    assert sentence({name: getattr(counts, name) for name in counts.__slots__}) in text.replace("\\", "")


def test_an_amended_and_updated_plan_is_printed_as_it_stands_on_the_day(office: SampleOffice, tmp_path: Path) -> None:
    office.update("13", result="Đã xong bản thảo", status=Status.IN_PROGRESS, on=date(2022, 7, 1))
    office.edit("19", title="Tên mới của nhiệm vụ", evidence=(DECISION,), on=date(2022, 7, 2))
    path = tmp_path / "phu_luc.docx"
    for day in (DAY, date(2022, 7, 10)):
        make_appendix(office.database, asked(path, ReportFrame(day))[0])
        assert printed(path) == stored(office, day)
    assert "Tên mới của nhiệm vụ" in [row[1] for row in printed(path)]


def test_what_was_recorded_without_words_stands_in_the_result_column(office: SampleOffice, tmp_path: Path) -> None:
    office.done("13", on=date(2022, 6, 28), evidence=("Công văn số 41/STP-XDKT ngày 28/6/2022",))
    path = tmp_path / "phu_luc.docx"
    make_appendix(office.database, asked(path, ReportFrame(date(2022, 7, 10)))[0])
    result = next(row[-1] for row in printed(path) if row[0] == "13")
    assert result.endswith("Đã hoàn thành ngày 28/6/2022 (Công văn số 41/STP-XDKT ngày 28/6/2022)")


def test_number_and_day_are_left_for_the_pen_until_they_are_given(office: SampleOffice, tmp_path: Path) -> None:
    path = tmp_path / "phu_luc.docx"
    named = Office(name="Sở Mẫu", symbol="SM")
    for given, shown in (
        ({}, "(Kèm theo Báo cáo số         /BC-SM ngày        tháng        năm        của Sở Mẫu)"),
        (
            {"number": "45", "signed_on": date(2022, 2, 5)},
            "(Kèm theo Báo cáo số 45/BC-SM ngày 05 tháng 02 năm 2022 của Sở Mẫu)",
        ),
    ):
        make_appendix(office.database, asked(path, ReportFrame(DAY, office=named, **given))[0])
        assert shown in [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


def test_the_page_is_laid_out_as_the_decree_wants_it(office: SampleOffice, tmp_path: Path) -> None:
    path = tmp_path / "phu_luc.docx"
    make_appendix(office.database, asked(path)[0])
    made = docx.Document(str(path))
    section = made.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in margins if side] == [20, 20, 30, 15]
    assert (section.page_width or 0) > (section.page_height or 0)
    xml = zipfile.ZipFile(path).read("word/document.xml").decode()
    assert xml.count("<w:tblHeader/>") == 1
    assert xml.count("<w:cantSplit/>") == xml.count("<w:tr>")
    assert "Times New Roman" in xml


def test_a_title_that_looks_like_a_formula_stays_a_text(office: SampleOffice, tmp_path: Path) -> None:
    office.edit("13", title='=HYPERLINK("http://x","y")', evidence=(DECISION,), on=date(2022, 6, 1))
    path = tmp_path / "phu_luc.xlsx"
    make_appendix(office.database, asked(path)[0])
    cells = [cell for row in openpyxl.load_workbook(path).worksheets[0].iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if str(cell.value).startswith("=")] == ["s"]


def test_the_spreadsheet_adds_up_and_draws_its_numbers(office: SampleOffice, tmp_path: Path) -> None:
    path = tmp_path / "phu_luc.xlsx"
    make_appendix(office.database, asked(path)[0])
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Phụ lục", "Tổng hợp"]
    rows = list(book["Tổng hợp"].iter_rows(min_row=2, values_only=True))
    head = rows[0]
    end = next(place for place, row in enumerate(rows) if row[0] == "Toàn bộ")
    of = {str(name): place for place, name in enumerate(head)}
    for row in rows[1 : end + 1]:
        number = {name: int(str(row[place])) for name, place in of.items() if isinstance(row[place], int)}
        assert number["Được giao"] == number["Đã hoàn thành"] + number["Không phát sinh"] + number["Chưa hoàn thành"]
    whole = [int(str(rows[end][of["Được giao"]]))]
    assert sum(int(str(row[of["Được giao"]])) for row in rows[1:end]) == whole[0] == len(stored(office))
    with zipfile.ZipFile(path) as archive:
        assert [name for name in archive.namelist() if name.startswith("xl/charts/")]


def test_difficulty_and_proposal_are_columns_on_request(office: SampleOffice, tmp_path: Path) -> None:
    office.update("13", difficulty="Thiếu biên chế", proposal="Bổ sung 01 công chức", on=date(2022, 6, 1))
    path = tmp_path / "phu_luc.docx"
    make_appendix(office.database, asked(path, columns=("difficulty", "proposal"))[0])
    found = next(task for task in read_draft(path).tasks if task.no == "13")
    assert (found.texts["difficulty"], found.texts["proposal"]) == ("Thiếu biên chế", "Bổ sung 01 công chức")


def test_a_template_keeps_its_head_and_foot_around_the_table(office: SampleOffice, tmp_path: Path) -> None:
    template = docx.Document()
    template.add_paragraph("SỞ MẪU – số [SỐ], [NGÀY]")
    template.add_paragraph("[NỘI DUNG]")
    template.add_paragraph("Nơi nhận: như trên")
    data = io.BytesIO()
    template.save(data)
    path = tmp_path / "phu_luc.docx"
    frame = ReportFrame(DAY, number="45", signed_on=date(2022, 7, 1))
    make_appendix(office.database, asked(path, frame, template=data.getvalue())[0])
    texts = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    assert texts[0] == "SỞ MẪU – số 45, ngày 01 tháng 7 năm 2022"
    assert texts[-1].startswith("Nơi nhận")
    assert "[NỘI DUNG]" not in texts
    assert printed(path) == stored(office)


def test_a_template_without_a_place_for_the_table_is_refused(office: SampleOffice, tmp_path: Path) -> None:
    data = io.BytesIO()
    docx.Document().save(data)
    path = tmp_path / "phu_luc.docx"
    with pytest.raises(UsageError, check=says(r"\[NỘI DUNG\]")):
        make_appendix(office.database, asked(path, template=data.getvalue())[0])
    assert not path.exists()


def test_tasks_that_left_the_plan_are_told_with_their_document(office: SampleOffice, tmp_path: Path) -> None:
    amending = Amending(office, tmp_path)
    amending.rows.remove(row_of(amending.rows, "13"))
    amending.apply(on=date(2022, 7, 1))
    assert [gone.ref for gone in list_removed_tasks(office.database, "CCHC-2022")] == ["13"]
    path = tmp_path / "phu_luc.docx"
    for day, told in ((DAY, False), (date(2022, 7, 10), True)):
        make_appendix(office.database, asked(path, ReportFrame(day))[0])
        texts = "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
        assert ("Nhiệm vụ số 13" in texts and DECISION in texts) is told
        assert ("13" in [row[0] for row in printed(path)]) is not told


def test_rates_are_named_and_points_follow_the_offices_own_bands(office: SampleOffice, tmp_path: Path) -> None:
    path = tmp_path / "phu_luc.md"
    counts = compute_statistics(office.database, Filters(), DAY).counts
    bands = Scoring((Band(Decimal(50), Decimal(2)), Band(Decimal(0), Decimal(1))), "Quyết định số 34/QĐ-UBND")
    frame = ReportFrame(DAY, rates=RateRules(decimals=2), scoring=bands)
    make_appendix(office.database, asked(path, frame)[0])
    text = path.read_text(encoding="utf-8")
    assert f"({counts.done}/{counts.total} nhiệm vụ)" in text
    assert f"({counts.fell_due_done}/{counts.fell_due} nhiệm vụ)" in text
    assert "Quyết định số 34/QĐ-UBND: 1." in text
    make_appendix(office.database, asked(path)[0])
    assert "Điểm" not in path.read_text(encoding="utf-8")


def test_findings_are_told_and_stop_a_strict_report(office: SampleOffice, tmp_path: Path) -> None:
    path = tmp_path / "phu_luc.docx"
    request, said = asked(path, strict=True)
    with pytest.raises(FindingsLeftError):
        make_appendix(office.database, request)
    assert said
    assert not path.exists()


def test_a_full_disk_leaves_the_older_file_whole(
    office: SampleOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "phu_luc.docx"
    path.write_bytes(b"cu")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError, check=says("Không ghi được")):
        make_appendix(office.database, asked(path)[0])
    assert path.read_bytes() == b"cu"
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_what_is_not_there_is_said_before_anything_is_written(office: SampleOffice, tmp_path: Path) -> None:
    for path, filters, error in (
        (tmp_path / "a.docx", Filters(plan="KHONG-CO"), NotFoundError),
        (tmp_path / "a.odt", Filters(), UsageError),
        (tmp_path / "khong_co" / "a.docx", Filters(), UsageError),
    ):
        with pytest.raises(error):
            make_appendix(office.database, asked(path, filters=filters)[0])
        assert not path.exists()
