"""Damaged and hostile workbooks and PDF files: read, or refused with a sentence, and soon."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from cchc_tasks.errors import AppError
from cchc_tasks.files import pdf_pages, pdf_reader
from tests.files.damage import damage_bytes, damage_entries, damage_xml
from tests.files.pdf_writer import PdfPage, make_pdf
from tests.files.workbooks import (
    HEADER,
    PLAN,
    TASKS,
    make_ods,
    make_xlsx,
    ods_rows,
    ods_table,
    read,
    share_texts,
)
from tests.refusals import message_text

SECONDS = 20


def workbook() -> bytes:
    rows = [HEADER, ("I", "THỂ CHẾ"), *TASKS, (3, "Rà soát", None, 46082, 0.5)]

    def change(sheet: object) -> None:
        sheet.merge_cells("B2:E2")  # type: ignore[attr-defined]
        sheet["D5"].number_format = "m/d/yyyy"  # type: ignore[index]

    return share_texts(make_xlsx(rows, change, more=[("Ẩn", PLAN, "hidden")]))  # type: ignore[arg-type]


def pdf_plan() -> bytes:
    page = PdfPage()
    page.table(100, (40, 80, 300, 420, 560, 740), [HEADER, *(tuple(map(str, row)) for row in TASKS)])
    return make_pdf([page])


SAMPLES = {
    "xlsx": workbook(),
    "ods": make_ods(ods_table(ods_rows()) + ods_table(ods_rows(), "Hai")),
    "xls": (Path(__file__).with_name("samples") / "ke_hoach.xls").read_bytes(),
}


def read_or_refused(data: bytes) -> None:
    """Read the data; only a draft with tasks or a sentence of ours may come of it, in bounded time."""
    started = time.monotonic()
    refused = None
    try:
        draft = read(data)
    except AppError as refusal:
        refused = refusal
    assert (message_text(refused) and refused.exit_code == 3) if refused else draft.tasks
    assert time.monotonic() - started < SECONDS


@pytest.mark.parametrize("kind", SAMPLES)
@pytest.mark.parametrize("seed", range(4))
def test_a_workbook_with_damaged_bytes_is_read_or_refused(kind: str, seed: int) -> None:
    dice = random.Random(f"{kind} {seed}")
    for _ in range(40):
        read_or_refused(damage_bytes(SAMPLES[kind], dice))


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
@pytest.mark.parametrize("seed", range(6))
def test_a_workbook_with_damaged_parts_is_read_or_refused(kind: str, seed: int) -> None:
    dice = random.Random(f"{kind} {seed}")
    for _ in range(40):
        read_or_refused(damage_entries(SAMPLES[kind], dice))


@pytest.mark.parametrize("seed", range(6))
def test_a_pdf_with_damaged_objects_is_read_or_refused(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "_answer", pdf_pages.answer)  # without a process for each of many files
    dice = random.Random(seed)
    whole = pdf_plan()
    for _ in range(25):
        read_or_refused(dice.choice((damage_bytes, damage_xml))(whole, dice))


def test_a_damaged_pdf_is_refused_by_the_process_that_reads_it() -> None:
    dice = random.Random(1)
    for _ in range(5):
        read_or_refused(damage_bytes(pdf_plan(), dice))
