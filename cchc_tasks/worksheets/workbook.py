"""A unit's worksheet as .xlsx: protected but for what the unit reports, statuses to choose from a list.

Nothing that was typed anywhere becomes a formula: every text is stored as a text, in cells formatted as text, so
that what a unit types («3/6», «=…») stays as typed, too.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from cchc_tasks.messages.status_words import STATUS_WORDS
from cchc_tasks.model.fields import PRINTED_TEXTS, WORKSHEET_FIELDS
from cchc_tasks.model.task import Task
from cchc_tasks.text_cells import clean
from cchc_tasks.worksheets import sheet_words as words
from cchc_tasks.worksheets.worksheet_rows import LONGEST_CELL, REPORTED, Worksheet, code_of, deadline_cell, state_of

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.dimensions import RowDimension
    from openpyxl.worksheet.worksheet import Worksheet as Sheet

#: Widths of the columns, in letters; together they fill a page of A4 laid across.
_WIDTHS = {field.name: field.worksheet.width for field in WORKSHEET_FIELDS if field.worksheet}
COLUMNS = tuple(words.HEADERS)
_HEADER_ROW = 4
_FONT = "Times New Roman"
_LINE_POINTS = 15.0
_HIGHEST_ROW = 409.0
_LETTER_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_MARKS = "=+-@"
#: Text as a format: what is typed stays as typed, days too, whatever order the machine's own dates have.
_TEXT = "@"


class _Line(NamedTuple):
    """One row below the header: column → text, the style of its locked cells, and whether a unit fills it in."""

    cells: Mapping[str, str]
    style: str
    fillable: bool = False


def worksheet_file(worksheet: Worksheet) -> bytes:
    """Return the bytes of the workbook."""
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.title = words.SHEET_NAME
    _add_styles(book)
    _write_head(sheet, worksheet)
    last = _HEADER_ROW
    row_of = _growing_row()
    for last, line in enumerate(_lines(worksheet), start=_HEADER_ROW + 1):
        _write_line(sheet, last, line)
        sheet.row_dimensions[last] = row_of(sheet, index=last, ht=_height(line))
    _add_choices(sheet, last)
    _lay_out(sheet)
    _protect(sheet)
    book.properties.title = words.title([(plan.code, plan.title) for plan in worksheet.plans])
    book.properties.creator = "cchc-tasks"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def cell_text(text: str) -> str:
    """Return a text as a cell can hold it: without control characters, «_x0041_» not taken for a letter's code."""
    tidy = clean(text, keep_breaks=True)
    return _LETTER_CODE.sub("_x005F_", tidy)


def _lines(worksheet: Worksheet) -> Iterator[_Line]:
    """The rows in order: a row above each plan where there are several, and above each section."""
    titles = {plan.code: plan.title for plan in worksheet.plans}
    plan, section = "", ("", "")
    for task in worksheet.tasks:
        if worksheet.in_order and len(titles) > 1 and task.plan != plan:
            yield _Line({"title": words.plan_row(task.plan, titles[task.plan])}, "section")
        here = (task.section_no, task.section_title)
        if worksheet.in_order and (task.plan, here) != (plan, section) and any(here):
            yield _Line({"no": task.section_no, "title": task.section_title}, "section")
        plan, section = task.plan, here
        yield _Line(_cells_of(task), "locked", fillable=True)


def _cells_of(task: Task) -> dict[str, str]:
    state = state_of(task)
    printed = {field.name: task.texts[field.name] for field in WORKSHEET_FIELDS if field in PRINTED_TEXTS}
    printed |= {"ref": code_of(task), "deadline": deadline_cell(task.deadline_text, task.milestones)}
    return printed | {column: state.text(column) for column in REPORTED}


def _write_head(sheet: Sheet, worksheet: Worksheet) -> None:
    plans = [(plan.code, plan.title) for plan in worksheet.plans]
    lines = (
        (words.title(plans), "heading"),
        (words.subtitle(worksheet.unit, worksheet.day, len(worksheet.tasks)), "note"),
        (words.GUIDE, "note"),
    )
    width = sum(_WIDTHS.values())
    for row, (text, style) in enumerate(lines, start=1):
        _put(sheet.cell(row, 1), text, style)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(COLUMNS))
        sheet.row_dimensions[row].height = _LINE_POINTS * (1 + len(text) // width) + 4  # merged cells do not grow
    for place, column in enumerate(COLUMNS, start=1):
        _put(sheet.cell(_HEADER_ROW, place), words.HEADERS[column], "header")
    sheet.row_dimensions[_HEADER_ROW].height = 2 * _LINE_POINTS + 4


def _write_line(sheet: Sheet, row: int, line: _Line) -> None:
    for place, column in enumerate(COLUMNS, start=1):
        text = line.cells.get(column, "")
        filled_in = line.fillable and column in REPORTED and len(text) <= LONGEST_CELL
        _put(sheet.cell(row, place), text, "fillable" if filled_in else line.style)


def _height(line: _Line) -> float:
    """The points that a row takes: programs measure the rows of a file only when somebody edits them."""
    wide = 1.15 if line.style == "section" else 0.85
    lines = (
        sum(max(1, ceil(wide * len(part) / (_WIDTHS[column] - 1))) for part in text.split("\n"))
        for column, text in line.cells.items()
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
    shown = cell_text(text)[:LONGEST_CELL]
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
        "fillable": {"font": Font(_FONT, 11), "alignment": top, "border": box, "fill": yellow},
    }
    for name, look in looks.items():
        protection = Protection(locked=name != "fillable")
        book.add_named_style(NamedStyle(name, **look, number_format=_TEXT, protection=protection))


def _add_choices(sheet: Sheet, last: int) -> None:
    """Offer the statuses as a list, and say beside the other cells what they want."""
    from openpyxl.worksheet.datavalidation import DataValidation

    choices = DataValidation(type="list", formula1=f'"{",".join(STATUS_WORDS.values())}"', allow_blank=True)
    choices.showErrorMessage, choices.error, choices.errorTitle = True, words.CHOICE_WRONG, words.CHOICE_TITLE
    day = DataValidation(showInputMessage=True, promptTitle=words.DAY_TITLE, prompt=words.DAY_PROMPT)
    documents = DataValidation(
        showInputMessage=True, promptTitle=words.HEADERS["evidence"], prompt=words.EVIDENCE_PROMPT
    )
    if last == _HEADER_ROW:
        return
    for column, validation in (("status", choices), ("done_on", day), ("evidence", documents)):
        letter = _letter(column)
        validation.add(f"{letter}{_HEADER_ROW + 1}:{letter}{last}")
        sheet.add_data_validation(validation)


def _letter(column: str) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(COLUMNS.index(column) + 1)


def _lay_out(sheet: Sheet) -> None:
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[_letter(column)].width = width
    sheet.freeze_panes = f"A{_HEADER_ROW + 1}"
    sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
    page: Any = sheet.page_setup
    page.orientation, page.paperSize, page.fitToWidth, page.fitToHeight = "landscape", 9, 1, 0
    properties: Any = sheet.sheet_properties
    properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = 0.4
    margins.bottom, margins.footer = 0.6, 0.3
    footer: Any = sheet.oddFooter
    footer.center.text = words.PAGE


def _protect(sheet: Sheet) -> None:
    """Lock the sheet without a password: a guard against slips; rows and columns may still be widened."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = False
