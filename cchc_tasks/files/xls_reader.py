""".xls → Grids: xlrd tells values, formats, merges and what is hidden, so that cells read as they show."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from cchc_tasks.errors import UnreadableFileError, problem
from cchc_tasks.files.legacy_fonts import Piece
from cchc_tasks.files.number_formats import SHORT_DATE, is_date_format, show
from cchc_tasks.files.sheet_cells import CellRemark, MergedArea, SheetBuilder, read_guarded
from cchc_tasks.model.grid import Grid

#: xlrd makes an object of every cell as it reads: more than this takes minutes, and a plan is a hundredth of it.
_MOST_BYTES = 16 * 1024 * 1024
_TEXT, _NUMBER, _DATE, _TRUTH, _ERROR = 1, 2, 3, 4, 5
#: Built-in formats whose order of day and month every machine chooses by itself.
_SHORT_DATE_KEYS = frozenset({14, 22})


def read_grids(data: bytes) -> tuple[Grid, ...]:
    """Return a Grid for each worksheet of an .xls file's bytes, hidden ones marked so; rows as numbered in Excel.

    Raises UnreadableFileError for a damaged or protected file and past the caps.
    """
    return read_guarded(lambda: _read(data))


def _read(data: bytes) -> tuple[Grid, ...]:
    import xlrd

    if len(data) > _MOST_BYTES:
        raise UnreadableFileError(problem("read_file.file_too_large", limit=_MOST_BYTES))
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise UnreadableFileError(problem("workbook.password_protected")) from None
        raise
    grids = []
    for sheet in book.sheets():
        builder = SheetBuilder(sheet.name, hidden=sheet.visibility != 0)
        _fill(builder, sheet, book)
        grids.append(builder.grid())
    return tuple(grids)


def _fill(builder: SheetBuilder, sheet: Any, book: Any) -> None:
    builder.areas = [MergedArea(top + 1, left, bottom, right - 1) for top, bottom, left, right in sheet.merged_cells]
    builder.hidden_rows = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}
    builder.hidden_columns = {column for column, info in sheet.colinfo_map.items() if info.hidden}
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype == _ERROR:
                builder.remark(CellRemark.CELL_ERROR, row + 1, column)
            elif cell.ctype in (_TEXT, _NUMBER, _DATE, _TRUTH):
                _put(builder, sheet, book, cell, row, column)


def _put(builder: SheetBuilder, sheet: Any, book: Any, cell: Any, row: int, column: int) -> None:
    style = book.xf_list[cell.xf_index]
    font = book.font_list[style.font_index]
    runs = sheet.rich_text_runlist_map.get((row, column), ())
    if font.struck_out or any(book.font_list[number].struck_out for _, number in runs):
        builder.remark(CellRemark.STRUCK_CELL, row + 1, column)
    shown = show(*_value(cell, style, book))
    if shown.remark:
        builder.remark(shown.remark, row + 1, column)
    builder.put(row + 1, column, [Piece(shown.text, font.name)], bold=bool(font.bold or font.weight > 600))


def _value(cell: Any, style: Any, book: Any) -> tuple[object, str]:
    """A cell's value and the format it is shown in."""
    if cell.ctype == _TEXT:
        return cell.value, "General"
    if cell.ctype == _TRUTH:
        return bool(cell.value), "General"
    code = book.format_map[style.format_key].format_str or "General"
    if style.format_key in _SHORT_DATE_KEYS:
        code = SHORT_DATE
    if cell.ctype == _DATE or is_date_format(code):
        return _moment(cell.value, book.datemode), code
    return cell.value, code


def _moment(serial: float, datemode: int) -> datetime | float:
    import xlrd

    try:
        moment: datetime = xlrd.xldate_as_datetime(serial, datemode)
    except (xlrd.XLDateError, OverflowError, ValueError):
        return serial
    return moment
