"""A form → .xlsx: a sheet that is protected but for the cells that people fill in, with lists to choose from.

Nothing that was typed anywhere becomes a formula: every text is stored as a text, in cells formatted as text, so
that what a person types («3/6», «=…») stays as typed, too.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from cchc_tasks.text_cells import clean

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.dimensions import RowDimension
    from openpyxl.worksheet.worksheet import Worksheet

#: Excel keeps 32,767 letters of a cell; a text near that is written cut, and cannot be filled in.
LONGEST_CELL = 32_000
_FONT = "Times New Roman"
_LINE_POINTS = 15.0
_HIGHEST_ROW = 409.0
_LETTER_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_MARKS = "=+-@"
#: Text as a format: what is typed stays as typed, days too, whatever order the machine's own dates have.
_TEXT = "@"


class FormColumn(NamedTuple):
    """A column: its heading, its width in letters, the texts to choose from, and what is shown beside its cells.

    `note` is a title and a sentence: with choices they are shown where something else was typed, without them where
    a person stands on a cell.
    """

    heading: str
    width: float
    choices: tuple[str, ...] = ()
    note: tuple[str, str] = ("", "")


class FormRow(NamedTuple):
    """A row below the header: a text for each column, and the places (from 0) of the cells that people fill in."""

    cells: Sequence[str]
    open_places: frozenset[int] = frozenset()
    is_section: bool = False


@dataclass(frozen=True, slots=True)
class SheetForm:
    """A sheet to fill in: lines of its head from above, columns and rows; `title` and `creator` are the file's own."""

    sheet_name: str
    title: str
    creator: str
    heading: str
    notes: tuple[str, ...]
    columns: tuple[FormColumn, ...]
    rows: Iterable[FormRow]
    footer: str = ""


def make_form(form: SheetForm) -> bytes:
    """Return the bytes of the workbook."""
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.title = form.sheet_name
    _add_styles(book)
    header = _write_head(sheet, form)
    last = header
    row_of = _growing_row()
    for last, row in enumerate(form.rows, start=header + 1):
        _write_row(sheet, last, row)
        sheet.row_dimensions[last] = row_of(sheet, index=last, ht=_height(row, form.columns))
    if last > header:
        _add_notes(sheet, form.columns, header + 1, last)
    _lay_out(sheet, form, header)
    _protect(sheet)
    book.properties.title = form.title
    book.properties.creator = form.creator
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell_text(text: str) -> str:
    """A text as a cell can hold it: without control characters, «_x0041_» not taken for a letter's code."""
    tidy = clean(text, keep_breaks=True)
    return _LETTER_CODE.sub("_x005F_", tidy)


def _write_head(sheet: Worksheet, form: SheetForm) -> int:
    """Write the lines above the table and its header; return the header's row."""
    lines: tuple[tuple[str, Literal["heading", "note"]], ...] = (
        (form.heading, "heading"),
        *((note, "note") for note in form.notes),
    )
    width = sum(column.width for column in form.columns)
    for row, (text, style) in enumerate(lines, start=1):
        _put(sheet.cell(row, 1), text, style)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(form.columns))
        # Merged cells do not grow by themselves.
        sheet.row_dimensions[row].height = _LINE_POINTS * (1 + len(text) // width) + 4
    header = len(lines) + 1
    for place, column in enumerate(form.columns, start=1):
        _put(sheet.cell(header, place), column.heading, "header")
    sheet.row_dimensions[header].height = 2 * _LINE_POINTS + 4
    return header


def _write_row(sheet: Worksheet, number: int, row: FormRow) -> None:
    for place, text in enumerate(row.cells):
        is_open = place in row.open_places and len(text) <= LONGEST_CELL
        style = "section" if row.is_section else "open" if is_open else "locked"
        _put(sheet.cell(number, place + 1), text, style)


def _height(row: FormRow, columns: Sequence[FormColumn]) -> float:
    """The points that a row takes: programs measure the rows of a file only when somebody edits them."""
    wide = 1.15 if row.is_section else 0.85
    lines = (
        sum(max(1, ceil(wide * len(part) / (column.width - 1))) for part in text.split("\n"))
        for text, column in zip(row.cells, columns, strict=True)
        if text
    )
    return min(_HIGHEST_ROW, _LINE_POINTS * max(lines, default=1) + 2)


def _growing_row() -> type[RowDimension]:
    """The kind of row that has a height and grows all the same when its cells are filled in."""
    from openpyxl.worksheet.dimensions import RowDimension

    class GrowingRow(RowDimension):
        customHeight = False  # noqa: N815  # the attribute's name in the file

    return GrowingRow


def _put(cell: Any, text: str, style: str) -> None:
    cell.style = style
    shown = _cell_text(text)[:LONGEST_CELL]
    if shown:
        cell.value = shown
        cell.data_type = "s"
        if shown[0] in _FORMULA_MARKS:
            cell.quotePrefix = True  # stays a text, too, when somebody edits it and presses Enter


def _add_styles(book: Workbook) -> None:
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

    line = Side(style="thin", color="808080")
    box = Border(left=line, right=line, top=line, bottom=line)
    top = Alignment(vertical="top", wrap_text=True)
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    yellow, grey = PatternFill("solid", fgColor="FFFBE6"), PatternFill("solid", fgColor="E8EEF4")
    looks: dict[str, dict[str, Any]] = {
        "heading": {"font": Font(_FONT, 13, bold=True), "alignment": middle},
        "note": {"font": Font(_FONT, 11, italic=True), "alignment": top},
        "header": {"font": Font(_FONT, 11, bold=True), "alignment": middle, "border": box, "fill": grey},
        "section": {"font": Font(_FONT, 11, bold=True), "alignment": top, "border": box},
        "locked": {"font": Font(_FONT, 11), "alignment": top, "border": box},
        "open": {"font": Font(_FONT, 11), "alignment": top, "border": box, "fill": yellow},
    }
    for name, look in looks.items():
        protection = Protection(locked=name != "open")
        book.add_named_style(NamedStyle(name, **look, number_format=_TEXT, protection=protection))


def _add_notes(sheet: Worksheet, columns: Sequence[FormColumn], first: int, last: int) -> None:
    """Offer what a column's cells may be as a list, and say beside other cells what they want."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for place, column in enumerate(columns, start=1):
        title, sentence = column.note
        if column.choices:
            checked = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
            checked.showErrorMessage, checked.error, checked.errorTitle = True, sentence, title
        elif sentence:
            checked = DataValidation(showInputMessage=True, promptTitle=title, prompt=sentence)
        else:
            continue
        letter = get_column_letter(place)
        checked.add(f"{letter}{first}:{letter}{last}")
        sheet.add_data_validation(checked)


def _lay_out(sheet: Worksheet, form: SheetForm, header: int) -> None:
    from openpyxl.utils import get_column_letter

    for place, column in enumerate(form.columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.freeze_panes = f"A{header + 1}"
    sheet.print_title_rows = f"{header}:{header}"
    page: Any = sheet.page_setup
    page.orientation, page.paperSize, page.fitToWidth, page.fitToHeight = "landscape", 9, 1, 0
    properties: Any = sheet.sheet_properties
    properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = 0.4
    margins.bottom, margins.footer = 0.6, 0.3
    footer: Any = sheet.oddFooter
    footer.center.text = form.footer


def _protect(sheet: Worksheet) -> None:
    """Lock the sheet without a password: a guard against slips; rows and columns may still be widened."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = False
