"""The statistics appendix: typed lines as typed, computed ones with the tasks behind them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from cchc_tasks.indicators.indicator_import import IndicatorsRequest, import_indicators
from cchc_tasks.indicators.period_form import indicators_of
from cchc_tasks.model.acts import Act
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.indicator import Indicator
from cchc_tasks.reports.report_frame import ReportFrame
from cchc_tasks.reports.statistics_appendix import make_statistics, statistics_form
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.task_statistics import RateRules, compute_statistics
from tests.reports.making import DAY, asked
from tests.sample_office import DECISION, Office

YEAR = Period.of_year(2023)
SECTION = "I. Công tác chỉ đạo"
RATE = "Tỷ lệ hoàn thành Kế hoạch CCHC năm (Lũy kế)"
FORM = (
    ("I", "Công tác chỉ đạo", "", "", ""),
    ("1", RATE, "%", "100", ""),
    ("", "- Số nhiệm vụ đề ra trong kế hoạch", "Nhiệm vụ", "25", ""),
    ("", "- Số nhiệm vụ đã hoàn thành", "Nhiệm vụ", "25", ""),
    ("2", "Kiểm tra CCHC", "", "", "Kế hoạch số 16/KH-SM ngày 23/02/2022"),
    ("", "- Số phòng đã kiểm tra", "Phòng", "02", ""),
    ("4", "Thực hiện nhiệm vụ UBND tỉnh giao", "", "", ""),
    ("", "- Tổng số nhiệm vụ được giao", "Nhiệm vụ", "", ""),
    ("", "- Số nhiệm vụ hoàn thành đúng hạn", "Nhiệm vụ", "", ""),
    ("", "- Số nhiệm vụ hoàn thành nhưng quá hạn", "Nhiệm vụ", "", ""),
)


@pytest.fixture
def form(tmp_path: Path) -> Path:
    made = docx.Document()
    table = made.add_table(rows=0, cols=5)
    for row in (("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú"), *FORM):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    path = tmp_path / "bieu.docx"
    made.save(str(path))
    return path


def keep(database: Database, path: Path, period: Period, act: Act) -> None:
    import_indicators(database, IndicatorsRequest(path, period), act)


def values(path: Path) -> dict[str, str]:
    table = docx.Document(str(path)).tables[0]
    return {row.cells[1].text.removeprefix("- "): row.cells[3].text for row in table.rows}


def test_what_follows_from_tasks_is_computed_and_the_rest_is_as_typed(
    office: Office, form: Path, tmp_path: Path
) -> None:
    keep(office.database, form, Period.of_year(2022), office.act())
    counts = compute_statistics(office.database, Filters(), DAY).counts
    path = tmp_path / "thong_ke.docx"
    request, said = asked(path, ReportFrame(DAY, rates=RateRules(decimals=2)))
    make_statistics(office.database, request)
    printed = values(path)
    assert printed[RATE] == f"{round(counts.done * 100 / counts.total, 2)}".replace(".", ",")
    assert printed["Số nhiệm vụ đề ra trong kế hoạch"] == str(counts.total)
    assert printed["Số nhiệm vụ đã hoàn thành"] == str(counts.done)
    assert printed["Số phòng đã kiểm tra"] == "02"
    assert any("đã nhập «25»" in line for line in said)
    kept = {line.name: line.value for line in indicators_of(office.database, Period.of_year(2022))}
    assert kept["Số nhiệm vụ đã hoàn thành"] == "25"


def test_nothing_given_by_the_province_is_blank_and_not_nought(office: Office, form: Path, tmp_path: Path) -> None:
    keep(office.database, form, Period.of_year(2022), office.act())
    path = tmp_path / "thong_ke.docx"
    make_statistics(office.database, asked(path)[0])
    assert values(path)["Tổng số nhiệm vụ được giao"] == ""


def test_tasks_that_the_province_gave_are_counted_by_their_end(office: Office, form: Path, tmp_path: Path) -> None:
    keep(office.database, form, Period.of_year(2022), office.act())
    for ref in ("10", "13", "19"):
        office.edit(ref, given_by="UBND tỉnh", evidence=(DECISION,), on=date(2022, 1, 2))
    office.done("13", on=date(2022, 6, 28), evidence=(DECISION,))
    office.done("19", on=date(2022, 7, 5), evidence=(DECISION,))
    path = tmp_path / "thong_ke.docx"
    make_statistics(office.database, asked(path, ReportFrame(date(2022, 7, 15)))[0])
    printed = values(path)
    names = ("Tổng số nhiệm vụ được giao", "Số nhiệm vụ hoàn thành đúng hạn", "Số nhiệm vụ hoàn thành nhưng quá hạn")
    assert [printed[name] for name in names] == ["3", "1", "1"]


def test_each_computed_number_has_its_tasks(office: Office, form: Path, tmp_path: Path) -> None:
    keep(office.database, form, Period.of_year(2022), office.act())
    path = tmp_path / "thong_ke.xlsx"
    request, _ = asked(path)
    traced = statistics_form(office.database, request).traced
    assert [len(number.refs) for number in traced if number.name.startswith("I.1-")] == [
        int(number.value) for number in traced if number.name.startswith("I.1-")
    ]
    make_statistics(office.database, request)
    sheet = openpyxl.load_workbook(path)["Số liệu và nhiệm vụ"]
    rows = [row for row in sheet.iter_rows(values_only=True) if str(row[1]).startswith("I.1-2")]
    assert len(str(rows[0][3]).split(", ")) == int(str(rows[0][2]))


def test_without_a_form_only_computed_lines_are_printed_and_that_is_said(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "thong_ke.docx"
    request, said = asked(path)
    make_statistics(office.database, request)
    assert values(path)["Số nhiệm vụ đã hoàn thành"] != ""
    assert any("indicators import" in line for line in said)


def test_a_period_without_values_has_the_form_of_another_and_blanks(office: Office, form: Path, tmp_path: Path) -> None:
    keep(office.database, form, Period.of_year(2022), office.act())
    path = tmp_path / "thong_ke.docx"
    request, said = asked(path, ReportFrame(date(2023, 6, 1)))
    make_statistics(office.database, request)
    assert values(path)["Số phòng đã kiểm tra"] == ""
    assert any("biểu lấy theo" in line for line in said)


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".html", ".md"])
def test_the_178_lines_of_the_real_appendix_come_out_as_they_went_in(
    shared: Path, sqlite_database: Database, act: Act, tmp_path: Path, suffix: str
) -> None:
    gold = json.loads((shared / "gold" / "statistics.json").read_text(encoding="utf-8"))
    keep(sqlite_database, shared / "plans" / "good" / "statistics.docx", YEAR, act)
    path = tmp_path / f"thong_ke{suffix}"
    make_statistics(sqlite_database, asked(path, ReportFrame(date(2023, 12, 14)))[0])
    keep(sqlite_database, path, Period.of_year(2024), act)
    found = indicators_of(sqlite_database, Period.of_year(2024))
    assert [list(cells(line)) for line in found] == [
        [squeezed(row[name]) for name in Indicator.__slots__] for row in gold
    ]


def cells(line: Indicator) -> Iterator[str]:
    return (squeezed(getattr(line, name)) for name in Indicator.__slots__)


def squeezed(text: str) -> str:
    return " ".join(text.split())
