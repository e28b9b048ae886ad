""".pdf → Grid: the ruled tables of its text layer, page by page, and the lines around them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from cchc_tasks.errors import UnreadableFileError, problem
from cchc_tasks.files.legacy_fonts import check_letters, scheme_of
from cchc_tasks.files.limits import check_limits
from cchc_tasks.files.pdf_sideways import join_sideways
from cchc_tasks.files.pdf_tables import PageRows, page_rows
from cchc_tasks.files.pdf_unruled import is_banded, read_unruled
from cchc_tasks.model.grid import Grid, Remark, Row

if TYPE_CHECKING:
    from cchc_tasks.files.pdf_pages import PageContent, RuledTable

SECONDS = 60
#: A page with fewer letters than this and a picture is a picture of a page.
_FEW_LETTERS = 20
_CODED = "(cid:"
#: At the head or foot of so many pages, a line is no part of the plan.
_RUNNING = 3
#: A plan has at least so many columns.
_PLAN_COLUMNS = 3


def read_grids(data: bytes) -> tuple[Grid, ...]:
    """Return the one grid of a PDF's bytes: rows are numbered through the file, each with its page.

    Raises UnreadableFileError where the file is protected, damaged, scanned, turned, written in letters that cannot
    be had as text, cut sideways in a way that cannot be joined, or past the caps on pages, time and memory.
    """
    if find_spec("pdfplumber") is None:
        raise UnreadableFileError(problem("pdf.pdf_extra_missing"))
    pages = _pages(data)
    scanned = [number for number, page in enumerate(pages, 1) if _is_scan(page)]
    if not any(page["letters"] for page in pages) or len(scanned) == len(pages):
        raise UnreadableFileError(problem("pdf.scanned_pdf", pages=len(pages)))
    _refuse_letters(pages)
    remarks = [Remark(problem("pdf.scanned_pages", numbers=scanned))] if scanned else []
    joined = join_sideways(pages)
    if joined is not None:
        remarks.append(Remark(problem("pdf.joined_sideways", pages=len(pages) - len(joined))))
    found = [page_rows(page) for page in (pages if joined is None else joined)]
    wide = [table for page in pages for table in page["tables"] if _is_wide(table)]
    if not wide or is_banded(wide):
        unruled = read_unruled(pages)
        if unruled is not None:
            found = unruled
            remarks.append(Remark(problem("pdf.unruled_table")))
    rows = check_limits(_numbered(_without_running_lines(found)))
    text = "\n".join(cell.text for row in rows for cell in row.cells)
    if text.count(_CODED) > len(text) / 100:
        raise UnreadableFileError(problem("pdf.unmapped_letters"))
    return (Grid(rows, remarks=(*remarks, *check_letters(rows))),)


def _is_wide(table: RuledTable) -> bool:
    """Whether a ruled table may be a plan: several columns, a header and a row."""
    return len(table["xs"]) > _PLAN_COLUMNS and len(table["ys"]) > 2


def _pages(data: bytes) -> list[PageContent]:
    answer = _answer(data)
    if "refused" in answer:
        raise UnreadableFileError(problem("pdf.refused_pdf", reason=answer["refused"], pages=answer["pages"]))
    pages: list[PageContent] = answer["pages"]
    if not pages:
        raise UnreadableFileError(problem("pdf.damaged_pdf"))
    return pages


def _answer(data: bytes) -> dict[str, Any]:
    """What a process says of the file that is ended when its time is over."""
    command = [sys.executable, "-P", "-m", "cchc_tasks.files.pdf_pages"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise UnreadableFileError(problem("pdf.pdf_takes_too_long", seconds=SECONDS)) from None
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:  # ended by the system, as for want of memory
        raise UnreadableFileError(problem("pdf.damaged_pdf")) from None
    return answer


def _is_scan(page: PageContent) -> bool:
    return page["letters"] < _FEW_LETTERS and page["images"] > 0


def _refuse_letters(pages: list[PageContent]) -> None:
    """Raise where the letters on paper are others than those in the file, or stand on their side."""
    fonts = {font.rpartition("+")[2] for page in pages for font in page["fonts"]}
    legacy = sorted(font for font in fonts if scheme_of(font))
    if legacy:
        raise UnreadableFileError(problem("pdf.legacy_fonts_in_pdf", fonts=legacy))
    if 2 * sum(page["turned"] for page in pages) > sum(page["letters"] for page in pages):
        raise UnreadableFileError(problem("pdf.turned_pdf"))


def _without_running_lines(pages: list[PageRows]) -> list[PageRows]:
    """The pages without their numbers and without the lines that stand at the head or foot of several."""
    edges = Counter(
        line.text(0)
        for page in pages
        for line in {id(row): row for row in (page.rows[:1] + page.rows[-1:])}.values()
        if line.table == 0
    )
    return [
        page._replace(rows=[row for place, row in enumerate(page.rows) if not _is_running(page, place, row, edges)])
        for page in pages
    ]


def _is_running(page: PageRows, place: int, row: Row, edges: Counter[str]) -> bool:
    if row.table or place not in (0, len(page.rows) - 1):
        return False
    text = row.text(0)
    number = text.strip("-–. ").lower().removeprefix("trang").strip()
    return (number.partition("/")[0].isdecimal() and len(number) <= 9) or edges[text] >= _RUNNING


def _numbered(pages: list[PageRows]) -> list[Row]:
    rows: list[Row] = []
    table = 0
    for number, page in enumerate(pages, start=1):
        for row in page.rows:
            rows.append(row._replace(number=len(rows) + 1, page=number, table=row.table + table if row.table else 0))
        table += page.tables
    return rows
