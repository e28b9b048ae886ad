"""Chasing letters, lists of tasks and of documents through the installed command."""

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


def test_letters_are_listed_for_programs_with_their_numbers(office: Run, tmp_path: Path) -> None:
    out = tmp_path / "đôn đốc" / "tháng 7"
    made = office("report", "letters", out, "--json", "--answer-by", "30/7/2022", **TODAY)
    assert made.returncode == 0, made.stderr
    letter, *slips = json.loads(made.stdout)
    overdue = json.loads(office("overdue", "--json", **TODAY).stdout)
    assert letter["overdue"] == len(overdue)
    assert letter["unit"] is None
    assert {slip["unit"] for slip in slips} >= {unit for task in overdue for unit in task["lead_units"]}
    assert all(Path(file["path"]).is_file() for file in (letter, *slips))
    assert made.stderr.count("[office]") == 1


def test_lists_are_made_for_every_unit_or_as_one_file(office: Run, tmp_path: Path) -> None:
    for arguments in (("assignments",), ("evidence", "--split-by", "unit")):
        name, *options = arguments
        made = office("report", name, tmp_path / name, *options, "--json", **TODAY)
        assert made.returncode == 0, made.stderr
        files = json.loads(made.stdout)
        assert {Path(file["path"]).name for file in files} == {path.name for path in (tmp_path / name).iterdir()}
        one = office("report", name, tmp_path / f"{name}.xlsx", "--json", **TODAY)
        (file,) = json.loads(one.stdout)
        assert file["kind"] == name
        assert Path(file["path"]).is_file()


def test_units_are_called_as_on_the_day(office: Run, tmp_path: Path) -> None:
    decision = ("--evidence", "Quyết định số 215/QĐ-UBND ngày 01/7/2022", "--on", "2022-07-01")
    assert office("assign", "13", "--lead", "Thanh tra Sở", *decision, **TODAY).returncode == 0
    for day, expected in (("2022-06-30", False), ("2022-07-15", True)):
        made = office("report", "letters", tmp_path / day, "--as-of", day, "--unit", "thanh tra so", "--json", **TODAY)
        assert made.returncode == 0
        assert any(file["overdue"] for file in json.loads(made.stdout or "[]")) is expected


def test_frozen_letters_are_marked_in_the_file_alone(office: Run, tmp_path: Path) -> None:
    made = office("report", "letters", tmp_path / "a", "--freeze", "--json", **TODAY)
    assert made.returncode == 0, made.stderr
    letter, *_ = json.loads(made.stdout)
    (kept,) = json.loads(office("report", "frozen", "--json", **TODAY).stdout)
    made_document = docx.Document(letter["path"])
    assert kept["kind"] == "letters"
    assert made_document.core_properties.identifier == kept["id"]
    assert not any(kept["id"] in paragraph.text for paragraph in made_document.paragraphs)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("letters", "thu.docx"), 2),
        (("letters", "thu", "--strict"), 1),
        (("letters", "thu", "--answer-by", "31/02/2022"), 2),
        (("letters", "thu", "--unit", "Sở không có"), 4),
        (("letters", "thu", "--json", "--trace"), 2),
        (("assignments", "thu.odt"), 2),
        (("assignments", "thu.docx", "--split-by", "unit"), 2),
        (("evidence", "thu"), 2),
        (("evidence", "thu.docx", "--by", "unit"), 2),
    ],
)
def test_what_cannot_be_done_is_said_and_leaves_nothing(
    office: Run, tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    before = set(tmp_path.iterdir())
    done = office("report", *arguments, **TODAY)
    assert done.returncode == code
    assert "→" in done.stderr
    assert "Traceback" not in done.stderr
    assert set(tmp_path.iterdir()) == before


@pytest.mark.skipif(find_program() is None or not shutil.which("pdftotext"), reason="LibreOffice is not installed")
def test_a_slip_of_few_tasks_is_one_page(office: Run, tmp_path: Path) -> None:
    program = find_program()
    assert program is not None
    made = office("report", "letters", tmp_path / "a", "--json", **TODAY)
    slip = next(file for file in json.loads(made.stdout) if file["kind"] == "slip" and file["tasks"] <= 3)
    profile = f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, slip["path"]]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pdf = tmp_path / Path(slip["path"]).with_suffix(".pdf").name
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    assert text.count("\f") == 1
    assert "PHIẾU NHẮC VIỆC" in text
    assert slip["unit"] in text
