"""Documents → .xlsx, written row by row: very long tables need no more memory than short ones.

Whatever was typed is text and stays text: a title that begins with «=» is no formula.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from cchc_tasks.files.document import Block, CellValue, Chart, Document, Paragraph, Part, Table, TableRow, TwoSides
from cchc_tasks.text_cells import clean

FONT = "Times New Roman"
#: Excel cuts longer texts of a cell, and refuses the file that holds one.
MAX_CELL = 32_767
_MAX_NAME = 31
_FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
#: How many characters of 12 pt fit between the margins of an A4 page.
_PAGE_WIDTH = {True: 130, False: 85}
_THIN = Side(style="thin")
_RULED = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CHART_HEIGHT_ROWS = 18


def write_xlsx(document: Document, file: BinaryIO) -> None:
    """Write the document as a workbook with a sheet a part."""
    book = Workbook(write_only=True)
    names: set[str] = set()
    for part in document.parts:
        sheet = book.create_sheet(_sheet_name(part.name, names))
        _Sheet(sheet, part).write()
    properties = book.properties
    properties.title = clean(document.title)[:255]
    properties.creator = clean(document.properties.get("author", ""))[:255]
    properties.identifier = document.properties.get("identifier", "")
    properties.keywords = document.properties.get("sha256", "")
    book.save(file)


def text_value(value: CellValue) -> CellValue:
    """Return what a cell may hold: numbers as they are, texts cleaned and cut to what Excel reads."""
    return clean(value, keep_breaks=True)[:MAX_CELL] if isinstance(value, str) else value


def mark_as_text(cell: Any) -> None:
    """Make a cell's text a text for good, whatever it begins with."""
    if isinstance(cell.value, str):
        cell.data_type = "s"


def _sheet_name(name: str, taken: set[str]) -> str:
    wanted = " ".join(clean(name).translate(_FORBIDDEN_IN_NAMES).split()).strip("'")[:_MAX_NAME] or "Phụ lục"
    found, count = wanted, 1
    while found.casefold() in taken:
        count += 1
        tail = f" {count}"
        found = wanted[: _MAX_NAME - len(tail)] + tail
    taken.add(found.casefold())
    return found


class _Sheet:
    """One sheet while it is written; rows are counted, because a write-only sheet cannot be asked."""

    def __init__(self, sheet: Any, part: Part) -> None:
        self._sheet = sheet
        self._part = part
        self._next_row = 1
        self._columns = 1
        self._styles: dict[tuple[object, ...], tuple[Font, Alignment]] = {}

    def write(self) -> None:
        """Write the part's blocks; the first table settles the columns' widths and the rows that repeat."""
        blocks = iter(self._part.blocks)
        waiting: list[Block] = []
        first_table = None
        for block in blocks:
            waiting.append(block)
            if isinstance(block, Table):
                first_table = block
                break
        self._set_page(first_table)
        for block in _then(waiting, blocks):
            if isinstance(block, Table):
                self._write_table(block, repeats=block is first_table)
            elif isinstance(block, Paragraph):
                self._write_line(block)
            elif isinstance(block, TwoSides):
                self._write_two_sides(block)
            else:
                self._write_chart(block)

    def _set_page(self, table: Table | None) -> None:
        sheet = self._sheet
        sheet.page_setup.orientation = "landscape" if self._part.landscape else "portrait"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        margins = sheet.page_margins
        margins.top = margins.bottom = 20 / 25.4
        margins.left, margins.right = 30 / 25.4, 15 / 25.4
        sheet.oddFooter.center.text = "&P"
        if table is None:
            sheet.column_dimensions["A"].width = _PAGE_WIDTH[self._part.landscape]
            return
        self._columns = len(table.columns)
        whole = sum(column.width for column in table.columns)
        for place, column in enumerate(table.columns, start=1):
            width = _PAGE_WIDTH[self._part.landscape] * column.width / whole
            sheet.column_dimensions[get_column_letter(place)].width = max(6, round(width, 1))

    def _write_line(self, paragraph: Paragraph) -> None:
        font = Font(FONT, paragraph.size, bold=paragraph.bold, italic=paragraph.italic)
        aligned = "left" if paragraph.align == "justify" else paragraph.align
        self._append([self._cell(paragraph.plain, font, Alignment(aligned, "top", wrap_text=True))])
        self._merge(self._columns)

    def _write_two_sides(self, block: TwoSides) -> None:
        middle = max(1, round(self._columns * block.left_share))
        for place in range(max(len(block.left), len(block.right))):
            cells: list[Any] = [None] * self._columns
            for side, start in ((block.left, 0), (block.right, middle)):
                if place < len(side) and start < self._columns:
                    own = side[place]
                    font = Font(FONT, own.size, bold=own.bold, italic=own.italic)
                    cells[start] = self._cell(own.plain, font, Alignment(own.align, "top", wrap_text=True))
            self._append(cells)
            self._merge(middle)
            self._merge(self._columns, first=middle + 1)

    def _write_table(self, table: Table, *, repeats: bool) -> None:
        if repeats:
            self._sheet.print_title_rows = f"{self._next_row}:{self._next_row}"
        bold = Font(FONT, table.size, bold=True)
        centred = Alignment("center", "center", wrap_text=True)
        self._append([self._cell(column.title, bold, centred, ruled=True) for column in table.columns])
        plain = Font(FONT, table.size)
        aligned = [Alignment(c.align if c.align != "justify" else "left", "top", wrap_text=True) for c in table.columns]
        for row in table.rows:
            self._append(list(self._cells(row, table, bold if row.is_heading else plain, aligned)))
            if len(row.cells) < len(table.columns):
                self._merge(len(table.columns), first=len(row.cells))

    def _cells(self, row: TableRow, table: Table, font: Font, aligned: list[Alignment]) -> Iterator[Any]:
        for place in range(len(table.columns)):
            value = row.cells[place] if place < len(row.cells) else None
            yield self._cell(value, font, aligned[place], ruled=True)

    def _write_chart(self, block: Chart) -> None:
        """Write the numbers of a chart and the chart that is drawn from them."""
        first = self._next_row
        bold, plain = Font(FONT, 12, bold=True), Font(FONT, 12)
        top = Alignment(vertical="top", wrap_text=True)
        self._append([self._cell(text, bold, top, ruled=True) for text in (block.title, *(n for n, _ in block.series))])
        for place, label in enumerate(block.labels):
            values = (values[place] for _, values in block.series)
            self._append([self._cell(value, plain, top, ruled=True) for value in (label, *values)])
        chart = BarChart()
        chart.type = "bar"
        chart.title = clean(block.title)
        if block.stacked:
            chart.grouping, chart.overlap = "stacked", 100
        last = self._next_row - 1
        numbers = Reference(self._sheet, min_col=2, max_col=1 + len(block.series), min_row=first, max_row=last)
        chart.add_data(numbers, titles_from_data=True)
        chart.set_categories(Reference(self._sheet, min_col=1, min_row=first + 1, max_row=last))
        chart.x_axis.delete = chart.y_axis.delete = False
        chart.x_axis.scaling.orientation = "maxMin"
        chart.y_axis.numFmt = "0"
        chart.height = max(7.5, 1 + 0.7 * len(block.labels))
        chart.width = 24
        self._sheet.add_chart(chart, f"A{self._next_row + 1}")
        for _ in range(max(_CHART_HEIGHT_ROWS, int(chart.height * 2.2))):
            self._append([])

    def _cell(self, value: CellValue | None, font: Font, alignment: Alignment, *, ruled: bool = False) -> Any:
        key = (font.sz, font.b, font.i, alignment.horizontal, alignment.vertical, ruled)
        kept = self._styles.setdefault(key, (font, alignment))
        cell = WriteOnlyCell(self._sheet, text_value(value) if value is not None else None)
        cell.font, cell.alignment = kept
        if ruled:
            cell.border = _RULED
        mark_as_text(cell)
        return cell

    def _append(self, cells: list[Any]) -> None:
        self._sheet.append(cells)
        self._next_row += 1

    def _merge(self, last: int, first: int = 1) -> None:
        """Merge columns of the row that was written last."""
        if last > first:
            row = self._next_row - 1
            self._sheet.merged_cells.ranges.add(CellRange(min_col=first, max_col=last, min_row=row, max_row=row))


def _then(waiting: list[Block], rest: Iterator[Block]) -> Iterator[Block]:
    yield from waiting
    yield from rest
