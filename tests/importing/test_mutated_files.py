"""Damaged and hostile workbooks and PDF files: read, or refused with a sentence, and soon."""

from __future__ import annotations

import io
import random
import re
import time
import zipfile
from pathlib import Path

import pytest

from cchc_tasks.errors import AppError
from cchc_tasks.importing import pdf, pdf_pages
from tests.importing.pdf_writer import PdfPage, make_pdf
from tests.importing.workbooks import (
    HEADER,
    PLAN,
    TASKS,
    make_ods,
    make_xlsx,
    ods_rows,
    ods_table,
    read,
    repack,
    share_texts,
)

SECONDS = 20
TOKENS = re.compile(rb"[\w.:#/-]+")
VALUES = (b"", b"-1", b"0", b"99999999999", b"1048577", b"1e308", b"NaN", b"A0", b"ZZZZ1", b"s", b"e", b"b", b"&amp;",
          b"<c>", b"</row>", b"\xff\xfe", b"true", b"A1:XFD1048576", b"../../x")  # fmt: skip


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


def damage_bytes(data: bytes, dice: random.Random) -> bytes:
    """The data with a few bytes changed, cut out or put in."""
    for _ in range(dice.randint(1, 4)):
        place = dice.randrange(len(data))
        kind = dice.choice((0, 0, 0, 1, 2))
        put = dice.randbytes(dice.randint(1, 8))
        data = data[:place] + put + data[place + (len(put) if kind == 0 else 8 if kind == 1 else 0) :]
    return data


def damage_xml(data: bytes, dice: random.Random) -> bytes:
    """An XML part with words of its tags, attributes and texts changed for others that such a part may have."""
    words = [match.span() for match in TOKENS.finditer(data)]
    for _ in range(dice.randint(1, 4)):
        start, end = dice.choice(words)
        other = dice.choice(words)
        value = dice.choice((*VALUES, data[other[0] : other[1]]))
        data = data[:start] + value + data[end:]
        words = [match.span() for match in TOKENS.finditer(data)] or [(0, 0)]
    return data


def damage_entries(data: bytes, dice: random.Random) -> bytes:
    """An archive with parts left out, exchanged, emptied or damaged."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chosen, other = dice.choice(list(parts)), dice.choice(list(parts))
    kind = dice.randrange(8)
    if kind == 0:
        return repack(data, lambda name, part: None if name == chosen else part)
    if kind == 1:
        return repack(data, lambda name, part: parts[other] if name == chosen else part)
    if kind == 2:
        return repack(data, lambda name, part: b"" if name == chosen else part)
    return repack(data, lambda name, part: damage_xml(part, dice) if name == chosen and part else part)


def read_or_refused(data: bytes) -> None:
    """Read the data; only a draft with tasks or a sentence of ours may come of it, in bounded time."""
    started = time.monotonic()
    refused = None
    try:
        draft = read(data)
    except AppError as refusal:
        refused = refusal
    assert (refused.message and refused.exit_code == 3) if refused else draft.tasks
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
    monkeypatch.setattr(pdf, "_answer", pdf_pages.answer)  # without a process for each of many files
    dice = random.Random(seed)
    whole = pdf_plan()
    for _ in range(25):
        read_or_refused(dice.choice((damage_bytes, damage_xml))(whole, dice))


def test_a_damaged_pdf_is_refused_by_the_process_that_reads_it() -> None:
    dice = random.Random(1)
    for _ in range(5):
        read_or_refused(damage_bytes(pdf_plan(), dice))
