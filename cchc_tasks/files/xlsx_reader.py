""".xlsx → Grids: openpyxl reads values and styles row by row, `xlsx_parts` reads the rest."""

from __future__ import annotations

import io
import warnings
import zipfile
from typing import TYPE_CHECKING, Any

from cchc_tasks.errors import UnreadableFileError, problem
from cchc_tasks.files.archives import SafeArchive, open_archive
from cchc_tasks.files.legacy_fonts import Piece
from cchc_tasks.files.number_formats import show
from cchc_tasks.files.sheet_cells import MOST_CELLS, CellRemark, SheetBuilder, read_guarded
from cchc_tasks.files.xlsx_parts import SheetFacts, check_texts, scan_sheet, sheet_parts
from cchc_tasks.model.grid import Grid

if TYPE_CHECKING:
    from openpyxl import Workbook

#: Styles, names and relations, which openpyxl makes objects of.
_MOST_PART_BYTES = 8 * 1024 * 1024
_STYLES = "xl/styles.xml"


def read_grids(data: bytes) -> tuple[Grid, ...]:
    """Return a Grid for each worksheet of an .xlsx file's bytes, hidden ones marked so; rows as numbered in Excel.

    Raises UnreadableFileError for a damaged file and past the caps.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl cannot keep on saving is nothing to us
        return read_guarded(lambda: _read(data))


def _read(data: bytes) -> tuple[Grid, ...]:
    archive = open_archive(data)
    _check_parts(archive)
    parts = sheet_parts(archive)
    if not parts:
        raise UnreadableFileError(problem("workbook.no_worksheet"))
    facts = {part.name: scan_sheet(archive.chunks(part.entry)) for part in parts}
    if sum(found.filled for found in facts.values()) > MOST_CELLS:
        raise UnreadableFileError(problem("workbook.too_many_cells", limit=MOST_CELLS))
    book = _open(data)
    grids = []
    for part in parts:
        builder = SheetBuilder(part.name, hidden=part.hidden)
        _fill(builder, book[part.name], facts[part.name])
        grids.append(builder.grid())
    return tuple(grids)


def _check_parts(archive: SafeArchive) -> None:
    """Look at every part before openpyxl does, which knows no limits; sheets are looked at one by one."""
    archive.check()
    for name in archive.names:
        if name.endswith("sharedStrings.xml"):
            check_texts(archive.chunks(name))
        elif name.endswith((".xml", ".rels")) and "/worksheets/" not in name:
            for _ in archive.chunks(name, _MOST_PART_BYTES):
                pass


def _open(data: bytes) -> Workbook:
    """Open the workbook; one whose styles nobody can read is opened without them."""
    from openpyxl import load_workbook

    options: dict[str, Any] = {"read_only": True, "data_only": True, "rich_text": True, "keep_links": False}
    try:
        return load_workbook(io.BytesIO(data), **options)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError):
        return load_workbook(io.BytesIO(_without_styles(data)), **options)


def _without_styles(data: bytes) -> bytes:
    bare = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(bare, "w", zipfile.ZIP_STORED) as new:
        for entry in old.infolist():
            if entry.filename != _STYLES:
                new.writestr(entry.filename, old.read(entry))
    return bare.getvalue()


def _fill(builder: SheetBuilder, sheet: Any, facts: SheetFacts) -> None:
    builder.areas = facts.areas
    builder.hidden_rows, builder.hidden_columns = facts.hidden_rows, facts.hidden_columns
    for row, column in facts.bare_formulas:
        builder.remark(CellRemark.NO_STORED_VALUE, row, column)
    for row, column in facts.struck_runs:  # openpyxl tells the runs of shared texts only
        builder.remark(CellRemark.STRUCK_CELL, row, column)
    for row, column in facts.beyond:
        builder.remark(CellRemark.BEYOND_COLUMNS, row, column)
    if not facts.rows:
        return
    rows = sheet.iter_rows(min_row=1, max_row=max(facts.rows), max_col=facts.last_column + 1)
    for number, cells in enumerate(rows, start=1):
        if number in facts.rows:  # openpyxl makes up every blank row between two filled ones
            for column, cell in enumerate(cells):
                if cell.value is not None:
                    _put(builder, cell, number, column)


def _put(builder: SheetBuilder, cell: Any, row: int, column: int) -> None:
    if cell.data_type == "e":
        builder.remark(CellRemark.CELL_ERROR, row, column)
        return
    try:
        code, font = cell.number_format or "General", cell.font
    except (IndexError, KeyError):  # a style that the workbook does not have
        code, font = "General", None
    shown = show(cell.value, code)
    if shown.remark:
        builder.remark(shown.remark, row, column)
    if (font is not None and font.strike) or _has_struck_run(cell.value):
        builder.remark(CellRemark.STRUCK_CELL, row, column)
    name = font.name or "" if font is not None else ""
    runs = cell.value if isinstance(cell.value, list) else ()  # rich text is a list of runs
    pieces = [Piece(str(run), getattr(getattr(run, "font", None), "rFont", None) or name) for run in runs]
    builder.put(row, column, pieces or [Piece(shown.text, name)], bold=bool(font is not None and font.bold))


def _has_struck_run(value: object) -> bool:
    return isinstance(value, list) and any(getattr(getattr(run, "font", None), "strike", False) for run in value)
