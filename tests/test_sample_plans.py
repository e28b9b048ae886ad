"""The sample plans are read cell for cell, from every format, and their wording is nobody's but ours."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cchc_tasks.model.draft import Draft, DraftTask
from cchc_tasks.plans.plan_file import read_draft
from cchc_tasks.text import nfc, squeeze

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "sample_plans"
GOLDEN = ROOT / "tests" / "golden"
REAL_PLANS = (ROOT / "../shared/plans/good").resolve()

FIELDS = {  # the draft's field → the golden file's key
    "no": "no",
    "title": "title",
    "activities": "activities",
    "outputs": "outputs",
    "lead": "lead_units",
    "support": "support_units",
    "deadline": "deadline",
    "result": "result",
}
# A bullet opens a line, or stands between two items of one line; «70% - dưới 90%» and «Tư pháp - Hộ tịch» hold none.
BULLET = re.compile(r"^\s*[-–•+]\s+|(?<=[;.,:…])\s+-\s+(?=\S)", re.MULTILINE)
COPIED_RUN = 8  # words in a row that two texts share only by copying

Row = dict[str, Any]


@dataclass(frozen=True)
class Sample:
    """One sample plan: its files, its golden rows, the real plan whose shape it has."""

    files: tuple[str, ...]
    golden: str
    real: str
    page_headers: int
    cut_rows: tuple[str, ...]

    def rows(self) -> list[Row]:
        rows: list[Row] = golden(self.golden)
        return rows


PLAN = Sample(
    files=("ke_hoach_cchc_2022.txt", "ke_hoach_cchc_2022.csv"),
    golden="sample_plan54.json",
    real="plan54",
    page_headers=20,
    cut_rows=("2", "7", "9", "11", "19", "27", "30", "33", "35", "38", "42", "45", "49", "52"),
)
REMEDY = Sample(
    files=("khac_phuc_2023.txt", "khac_phuc_2023.md"),
    golden="sample_remedy15.json",
    real="remedy15",
    page_headers=5,
    cut_rows=("3", "7", "10", "13"),
)
SAMPLES_AND_FILES = [pytest.param(s, name, id=name) for s in (PLAN, REMEDY) for name in s.files]
BOTH = [pytest.param(PLAN, id="kế hoạch 54 nhiệm vụ"), pytest.param(REMEDY, id="khắc phục 15 nội dung")]


def golden(name: str) -> Any:
    return json.loads((GOLDEN / name).read_text(encoding="utf-8"))


def plain(cell: str | list[str]) -> str:
    """Return the cell's words on one line, without bullets and line breaks."""
    text = "\n".join(cell) if isinstance(cell, list) else cell
    return squeeze(BULLET.sub(" ", text))


def cells_of(draft: Draft, task: DraftTask) -> dict[str, str]:
    section = draft.sections[task.section] if task.section is not None else None
    cells = {field: plain(getattr(task, field)) for field in FIELDS}
    return cells | {"section_no": section.no if section else "", "section_title": section.title if section else ""}


def printed_cells(row: Row) -> dict[str, str]:
    """Return what the files print of a golden row: a cell shared with the row above is printed only there."""
    merged = row.get("merged_cells", ())
    cells = {field: "" if key in merged else plain(row[key]) for field, key in FIELDS.items()}
    return cells | {"section_no": row["section_no"], "section_title": row["section_title"]}


def table_lines(sample: Sample) -> list[tuple[int, str]]:
    """Return the line number and the first cell of each line of the text file that belongs to the table."""
    lines = (SAMPLES / sample.files[0]).read_text(encoding="utf-8").splitlines()
    return [(number, line.split("\t")[0]) for number, line in enumerate(lines, 1) if "\t" in line]


def cut_rows(sample: Sample) -> dict[str, int]:
    """Return each row that a page break cuts in two, with the line number of its second half."""
    table = table_lines(sample)
    return {table[at - 2][1]: line for at, (line, no) in enumerate(table) if no == ""}


def read_cells(name: str) -> list[dict[str, str]]:
    draft = read_draft(SAMPLES / name)
    return [cells_of(draft, task) for task in draft.tasks]


@pytest.mark.parametrize(("sample", "name"), SAMPLES_AND_FILES)
def test_every_cell_of_a_sample_file_is_read_as_printed(sample: Sample, name: str) -> None:
    assert read_cells(name) == [printed_cells(row) for row in sample.rows()]


@pytest.mark.parametrize("sample", BOTH)
def test_all_formats_of_a_sample_agree_cell_for_cell(sample: Sample) -> None:
    first, *others = (read_cells(name) for name in sample.files)
    assert others == [first] * (len(sample.files) - 1)


@pytest.mark.parametrize("name", PLAN.files)
def test_the_title_of_the_sample_plan_names_its_year(name: str) -> None:
    assert "2022" in read_draft(SAMPLES / name).title


@pytest.mark.parametrize("sample", BOTH)
def test_a_row_cut_by_a_page_break_is_joined_and_the_join_is_reported(sample: Sample) -> None:
    draft = read_draft(SAMPLES / sample.files[0])
    reported = {notice.row for notice in draft.notices if notice.code == "joined"}
    row_of = {task.no: task.row for task in draft.tasks}
    silent = [no for no, line in cut_rows(sample).items() if not reported & {row_of[no], line}]
    assert silent == []


@pytest.mark.parametrize("name", REMEDY.files)
def test_cells_shared_with_the_row_above_stay_empty_and_are_reported(name: str) -> None:
    draft = read_draft(SAMPLES / name)
    reported = [notice for notice in draft.notices if notice.code == "merged_looking"]
    assert [notice.row for notice in reported] == [task.row for task in draft.tasks if task.no == "7"]


@pytest.mark.parametrize("sample", BOTH)
def test_the_text_sample_repeats_its_header_on_every_page_and_cuts_rows_in_two(sample: Sample) -> None:
    headers = [no for _line, no in table_lines(sample) if no in ("STT", "TT")]
    assert (len(headers), tuple(cut_rows(sample))) == (sample.page_headers, sample.cut_rows)


@pytest.mark.parametrize(
    ("sample", "statuses"),
    [(PLAN, "sample_statuses54.json"), (REMEDY, "sample_statuses15.json")],
    ids=["kế hoạch", "khắc phục"],
)
def test_the_golden_statuses_speak_of_the_cells_the_sample_prints(sample: Sample, statuses: str) -> None:
    keys = ("no", "deadline", "result")
    assert [{k: row[k] for k in keys} for row in golden(statuses)] == [{k: r[k] for k in keys} for r in sample.rows()]


def test_the_golden_units_speak_of_the_cells_the_sample_prints() -> None:
    cells = [(row["no"], row["lead"], row["support"]) for row in golden("sample_units54.json")["rows"]]
    assert cells == [(int(row["no"]), row["lead_units"], row["support_units"]) for row in PLAN.rows()]


def real_cells(name: str) -> list[str]:
    """Return the cells below the header of a real plan, or skip where the real plans are not at hand."""
    path = REAL_PLANS / f"{name}.csv"
    if not path.exists():
        pytest.skip(f"the real plans are not here: {path} is absent")
    with path.open(encoding="utf-8-sig", newline="") as file:
        _header, *rows = csv.reader(file)
    return [plain(nfc(cell)) for row in rows for cell in row]


def runs(text: str) -> set[tuple[str, ...]]:
    """Return every run of COPIED_RUN consecutive words, punctuation and case aside."""
    words = re.findall(r"[\w/%-]*\w[\w/%-]*", text.lower())
    return {tuple(words[at : at + COPIED_RUN]) for at in range(len(words) - COPIED_RUN + 1)}


@pytest.mark.parametrize("sample", BOTH)
def test_no_sentence_of_a_sample_is_taken_from_the_real_plans(sample: Sample) -> None:
    real = {run for name in (PLAN.real, REMEDY.real) for cell in real_cells(name) for run in runs(cell)}
    own = [plain(row[key]) for row in sample.rows() for key in ("title", "activities", "outputs")]
    copied = {" ".join(run) for cell in own for run in runs(cell) & real}
    assert real
    assert copied == set()
