"""Reports through the installed command: every kind of file, what is said, and what goes wrong."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import docx
import pytest

from cchc_tasks.files.office_suite import find_program
from tests.conftest import SAMPLES, Run

TODAY = {"CCHC_TASKS_TODAY": "2022-07-15"}


@pytest.fixture
def office(run: Run) -> Run:
    """The command of an office with the sample plan."""
    run.given("import", SAMPLES / "ke_hoach_cchc_2022.txt", "--year", "2022", "--reported-on", "2022-06-15", **TODAY)
    return run


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".html", ".md"])
def test_an_appendix_comes_back_as_the_same_plan(office: Run, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"phu_luc{suffix}"
    made = office("report", "appendix", out, "--as-of", "2022-06-15", **TODAY)
    assert made.returncode == 0, made.stderr
    assert made.stdout == ""
    fields = ("no", "section_no", "title", "activities", "outputs", "lead_text", "support_text", "deadline_text")
    again = {**TODAY, "CCHC_TASKS_DB": str(tmp_path / "lai.sqlite3")}
    assert office("import", out, "--reported-on", "2022-06-15", **again).returncode == 0
    before, after = (
        [
            [task[name] for name in (*fields, "result_text")]
            for task in json.loads(office("list", "--json", **env).stdout)
        ]
        for env in (TODAY, again)
    )
    assert before == after


@pytest.mark.skipif(find_program() is None, reason="LibreOffice is not installed")
def test_a_pdf_is_made_by_libreoffice_and_shows_every_task(office: Run, tmp_path: Path) -> None:
    out = tmp_path / "phu_luc.pdf"
    assert office("report", "appendix", out, "--as-of", "2022-06-15", **TODAY).returncode == 0
    assert out.read_bytes().startswith(b"%PDF")
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", "-layout", out, "-"], capture_output=True, text=True, check=True).stdout
        assert "Tỷ lệ hoàn thành trên tổng số nhiệm vụ" in text


def test_without_libreoffice_a_pdf_is_refused_with_a_way_out(office: Run, tmp_path: Path) -> None:
    out = tmp_path / "phu_luc.pdf"
    bare = tmp_path / "bin"
    bare.mkdir()
    done = office("report", "appendix", out, PATH=str(bare), **TODAY)
    assert done.returncode == 2
    assert "LibreOffice" in done.stderr
    assert ".docx" in done.stderr
    assert not out.exists()


def test_the_period_settles_the_day_of_the_numbers(office: Run, tmp_path: Path) -> None:
    out = tmp_path / "phu_luc.docx"
    for options, day, title in (
        (("--period", "6 tháng/2022"), "14/6/2022", "6 THÁNG ĐẦU NĂM 2022"),
        (("--from", "2022-01-01", "--to", "30/6/2022"), "30/6/2022", "6 THÁNG ĐẦU NĂM 2022"),
        (("--from", "2022-01-01", "--to", "2022-11-30"), "15/7/2022", "11 THÁNG NĂM 2022"),
        (("--from", "2022-02-01", "--to", "2022-02-15"), "15/02/2022", "TỪ NGÀY 01/02/2022 ĐẾN NGÀY 15/02/2022"),
    ):
        done = office("report", "appendix", out, "--overwrite", *options, **TODAY)
        assert done.returncode == 0
        texts = [paragraph.text for paragraph in docx.Document(str(out)).paragraphs]
        assert f"(Tình hình đến ngày {day})" in texts
        assert any(title in text for text in texts)


def test_every_number_can_be_traced_to_its_tasks(office: Run, tmp_path: Path) -> None:
    done = office("report", "appendix", tmp_path / "a.xlsx", "--as-of", "2022-06-15", "--trace", **TODAY)
    rows = [line.split("\t") for line in done.stdout.splitlines()[1:]]
    stats = json.loads(office("stats", "--as-of", "2022-06-15", "--json", **TODAY).stdout)
    number = {row[1]: (int(row[2]), [ref for ref in row[3].split(", ") if ref]) for row in rows}
    assert number["Được giao"][0] == stats["total"]
    assert number["Đã hoàn thành"][0] == stats["done"]
    assert all(count == len(refs) for count, refs in number.values())


def test_frozen_numbers_are_listed_and_compared(office: Run, tmp_path: Path) -> None:
    frozen = office("report", "appendix", tmp_path / "a.docx", "--as-of", "2022-06-15", "--freeze", **TODAY)
    assert "Đã chốt số liệu" in frozen.stderr
    done = office("done", "10", "--on", "2022-06-10", "--evidence", "Quyết định số 43/QĐ-UBND ngày 10/6/2022", **TODAY)
    assert done.returncode == 0
    (kept,) = json.loads(office("report", "frozen", "--json", **TODAY).stdout)
    compared = json.loads(office("report", "frozen", kept["id"][:8], "--json", **TODAY).stdout)
    overdue = next(change for change in compared["changes"] if change["part"] == "overdue")
    assert (overdue["reported"], overdue["now"]) == ("1", "0")
    assert overdue["causes"][0]["ref"] == "CCHC-2022/10"
    missing = office("report", "frozen", "khong-co", **TODAY)
    assert missing.returncode == 4


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--strict",), 1),
        (("--period", "Quý IX/2022"), 2),
        (("--from", "2022-01-01"), 2),
        (("--from", "2022-06-01", "--to", "2022-01-01"), 2),
        (("--period", "Năm/2022", "--to", "2022-01-01"), 2),
        (("--plan", "KHONG-CO"), 4),
        (("--template", "khong-co.docx"), 2),
    ],
)
def test_what_cannot_be_done_is_said_and_leaves_no_file(
    office: Run, tmp_path: Path, options: tuple[str, ...], code: int
) -> None:
    out = tmp_path / "phu_luc.docx"
    done = office("report", "appendix", out, *options, **TODAY)
    assert done.returncode == code
    assert "→" in done.stderr
    assert "Traceback" not in done.stderr
    assert not out.exists()


def test_an_output_that_cannot_be_written_is_said(office: Run, tmp_path: Path) -> None:
    for out in (tmp_path / "khong-co" / "a.docx", tmp_path / "a.odt", tmp_path):
        done = office("report", "appendix", out, **TODAY)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr


def test_the_offices_own_names_and_periods_come_from_the_configuration(office: Run, tmp_path: Path) -> None:
    config = tmp_path / "cau-hinh.toml"
    config.write_text(
        '[office]\nname = "Sở Mẫu"\nsymbol = "SM"\n[report_periods]\nsource = "Công văn số 12/SNV"\n'
        '"Kỳ một" = { first = "01/01", last = "15/4" }\n',
        encoding="utf-8",
    )
    own = {**TODAY, "CCHC_TASKS_CONFIG": str(config)}
    out = tmp_path / "phu_luc.docx"
    assert office("report", "appendix", out, "--period", "kỳ một/2022", **own).returncode == 0
    texts = [paragraph.text for paragraph in docx.Document(str(out)).paragraphs]
    assert any("/BC-SM" in text and text.endswith("của Sở Mẫu)") for text in texts)
    shown = office("config", **own).stdout
    assert "Kỳ một 1/1–15/4 (theo Công văn số 12/SNV)" in shown
