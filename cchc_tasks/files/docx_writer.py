"""Documents → .docx, laid out as Nghị định 30/2020/NĐ-CP (Phụ lục I) wants it.

A4; margins top and bottom 20 mm, left 30 mm, right 15 mm; Times New Roman; page numbers centred in the top margin, none
on the first page. Rows of tables are made as XML directly: python-docx walks a whole table for each of its cells.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from copy import deepcopy
from itertools import chain
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from cchc_tasks.files.document import (
    Block,
    Chart,
    Document,
    Paragraph,
    Part,
    Run,
    Table,
    TableColumn,
    TableRow,
    TwoSides,
)
from cchc_tasks.text_cells import clean

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

FONT = "Times New Roman"
_LONG_SIDE, _SHORT_SIDE = Mm(297), Mm(210)
_TOP = _BOTTOM = Mm(20)
_LEFT, _RIGHT = Mm(30), Mm(15)
_HEADER_DISTANCE = Mm(10)
_ALIGNMENTS = {"left": "left", "center": "center", "right": "right", "justify": "both"}
#: Twentieths of a point, in which Word counts distances, in an English Metric Unit.
_TWIP = 635
_FIRST_LINE = 10 * 36000 // _TWIP  # 10 mm
_CELL_MARGIN = 60


def make_docx(document: Document) -> bytes:
    """Return the document as a .docx file, each part on pages of its own."""
    made = docx.Document()
    _set_defaults(made)
    body = made.element.body
    for place, part in enumerate(part for part in document.parts if not part.only_in_spreadsheets):
        section = made.sections[-1] if place == 0 else made.add_section()
        _set_page(section, part)
        _number_pages(section, is_first=place == 0)
        for element in block_elements(part, text_width(landscape=part.landscape)):
            body.insert_element_before(element, "w:sectPr")
    set_properties(made, document)
    return saved_bytes(made)


def saved_bytes(made: WordDocument) -> bytes:
    """Return a document of python-docx as bytes."""
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def set_properties(made: WordDocument, document: Document) -> None:
    """Write the file's own properties; the template's author and comments of python-docx go."""
    core = made.core_properties
    core.title = clean(document.title)[:255]
    core.author = clean(document.properties.get("author", ""))[:255]
    core.identifier = document.properties.get("identifier", "")
    core.keywords = document.properties.get("sha256", "")
    core.comments = ""
    # python-docx's template says that it was made in 2013; nobody told when this one is.
    for stamp in ("dcterms:created", "dcterms:modified"):
        for element in core._element.findall(qn(stamp)):
            core._element.remove(element)
    core.language = "vi-VN"


def block_elements(part: Part, width: int) -> Iterator[Any]:
    """Yield the elements of a part's blocks in order, for a page with `width` twentieths of a point between margins."""
    for block in part.blocks:
        yield from _elements(block, width)


def text_width(*, landscape: bool) -> int:
    """Return the width between the margins in twentieths of a point."""
    return int((_LONG_SIDE if landscape else _SHORT_SIDE) - _LEFT - _RIGHT) // _TWIP


def _elements(block: Block, width: int) -> Iterator[Any]:
    if isinstance(block, Paragraph):
        yield from _paragraph_elements(block, width)
    elif isinstance(block, Table):
        yield _table(block, width)
        # Two tables that touch would become one.
        yield _paragraph(Paragraph("", size=6))
    elif isinstance(block, TwoSides):
        yield _two_sides(block, width)
        yield _paragraph(Paragraph("", size=6))
    elif isinstance(block, Chart):
        return


def _paragraph_elements(paragraph: Paragraph, width: int) -> Iterator[Any]:
    """The paragraph and, where it has one, the line below it: an empty one with a border, set in from both sides."""
    yield _paragraph(paragraph)
    if not paragraph.rule_below:
        return
    line = _paragraph(Paragraph("", align="center", size=2))
    properties = line.find(qn("w:pPr"))
    border = _element("w:pBdr", _element("w:top", val="single", sz="6", space="1", color="000000"))
    aside = str(int(width * (1 - paragraph.rule_below) / 2))
    spacing = properties.find(qn("w:spacing"))
    spacing.addprevious(border)
    spacing.addnext(_element("w:ind", left=aside, right=aside))
    yield line


def _set_defaults(made: WordDocument) -> None:
    style = made.styles["Normal"]
    style.font.name = FONT
    style.font.size = Pt(13)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(name), None)
    language = _element("w:lang", val="vi-VN", eastAsia="vi-VN")
    style.element.get_or_add_rPr().append(language)


def _set_page(section: Any, part: Part) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if part.landscape else WD_ORIENT.PORTRAIT
    section.page_width = _LONG_SIDE if part.landscape else _SHORT_SIDE
    section.page_height = _SHORT_SIDE if part.landscape else _LONG_SIDE
    section.top_margin, section.bottom_margin = _TOP, _BOTTOM
    section.left_margin, section.right_margin = _LEFT, _RIGHT
    section.header_distance = _HEADER_DISTANCE


def _number_pages(section: Any, *, is_first: bool) -> None:
    """Put the page's number into the top margin; each part counts from its first page, which shows none."""
    section.different_first_page_header_footer = True
    if is_first:
        paragraph = section.header.paragraphs[0]._p
        field = [
            _element("w:fldChar", fldCharType="begin"),
            _element("w:instrText"),
            _element("w:fldChar", fldCharType="end"),
        ]
        field[1].text = "PAGE"
        properties = _element("w:pPr", _element("w:jc", val="center"))
        paragraph.append(properties)
        for piece in field:
            paragraph.append(_element("w:r", _run_properties(Run(""), 13), piece))
    numbering = _element("w:pgNumType", start="1")
    section._sectPr.append(numbering)


def _two_sides(block: TwoSides, width: int) -> Any:
    left = int(width * block.left_share)
    widths = (left, width - left)
    cells = []
    for side, own in zip((block.left, block.right), widths, strict=True):
        properties = _element("w:tcPr", _element("w:tcW", w=str(own), type="dxa"))
        inside = own - 2 * _CELL_MARGIN
        paragraphs = list(chain.from_iterable(_paragraph_elements(p, inside) for p in side))
        cells.append(_element("w:tc", properties, *(paragraphs or [_paragraph(Paragraph(""))])))
    whole = _element("w:trPr", _element("w:cantSplit"))
    return _element("w:tbl", _table_properties(width, ruled=False), _grid(widths), _element("w:tr", whole, *cells))


def _table(table: Table, width: int) -> Any:
    widths = _widths(table.columns, width)
    made = _element("w:tbl", _table_properties(width, ruled=True), _grid(widths))
    header = TableRow(tuple(column.title for column in table.columns), is_heading=True)
    centred = tuple(TableColumn(column.title, column.width, "center") for column in table.columns)
    builder = _Rows(centred, widths, table.size)
    made.append(builder.row(header, repeats=True))
    builder = _Rows(table.columns, widths, table.size)
    for row in table.rows:
        made.append(builder.row(row))
    return made


def _widths(columns: tuple[TableColumn, ...], width: int) -> list[int]:
    whole = sum(column.width for column in columns)
    widths = [int(width * column.width / whole) for column in columns]
    widths[-1] += width - sum(widths)
    return widths


def _table_properties(width: int, *, ruled: bool) -> Any:
    properties = _element("w:tblPr", _element("w:tblW", w=str(width), type="dxa"))
    if ruled:
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        lines = [_element(f"w:{side}", val="single", sz="4", space="0", color="000000") for side in sides]
        properties.append(_element("w:tblBorders", *lines))
    properties.append(_element("w:tblLayout", type="fixed"))
    margins = (_element(f"w:{side}", w=str(_CELL_MARGIN), type="dxa") for side in ("left", "right"))
    properties.append(_element("w:tblCellMar", *margins))
    return properties


def _grid(widths: Iterable[int]) -> Any:
    return _element("w:tblGrid", *(_element("w:gridCol", w=str(width)) for width in widths))


class _Rows:
    """Makes the rows of one table; what cells of a column share is made once and copied."""

    def __init__(self, columns: tuple[TableColumn, ...], widths: list[int], size: float) -> None:
        self._widths = widths
        self._columns = columns
        self._plain = [_cell_pieces(column.align, size, bold=False) for column in columns]
        self._bold = [_cell_pieces(column.align, size, bold=True) for column in columns]

    def row(self, row: TableRow, *, repeats: bool = False) -> Any:
        properties = _element("w:trPr", _element("w:cantSplit"))
        if repeats:
            properties.append(_element("w:tblHeader"))
        made = _element("w:tr", properties)
        last = len(row.cells) - 1
        begins = row.is_heading and len(row.cells) < len(self._columns)
        for place, value in enumerate(row.cells):
            span = len(self._columns) - last if place == last else 1
            pieces = (self._bold if row.is_heading else self._plain)[place]
            if begins:
                # The row of a section stands on the page of the first row that it is about.
                align = "left" if span > 1 else self._columns[place].align
                pieces = (_paragraph_properties(align, keeps=True), pieces[1])
            made.append(self._cell(value, place, span, pieces, middle=repeats))
        return made

    def _cell(self, value: object, place: int, span: int, pieces: tuple[Any, Any], *, middle: bool) -> Any:
        width = sum(self._widths[place : place + span])
        properties = _element("w:tcPr", _element("w:tcW", w=str(width), type="dxa"))
        if span > 1:
            properties.append(_element("w:gridSpan", val=str(span)))
        if middle:
            properties.append(_element("w:vAlign", val="center"))
        cell = _element("w:tc", properties)
        for line in clean(str(value), keep_breaks=True).split("\n"):
            paragraph = _element("w:p", deepcopy(pieces[0]))
            if line:
                paragraph.append(_element("w:r", deepcopy(pieces[1]), _text(line)))
            cell.append(paragraph)
        return cell


def _cell_pieces(align: str, size: float, *, bold: bool) -> tuple[Any, Any]:
    return _paragraph_properties(align), _run_properties(Run("", bold), size)


def _paragraph(paragraph: Paragraph) -> Any:
    properties = _paragraph_properties(
        paragraph.align,
        paragraph.space_after,
        indented=paragraph.indented,
        level=paragraph.level,
        keeps=paragraph.keeps_with_next,
    )
    made = _element("w:p", properties)
    for run in paragraph.runs:
        for place, line in enumerate(clean(run.text, keep_breaks=True).split("\n")):
            pieces = [_element("w:br")] if place else []
            pieces += [_text(line)] if line else []
            if pieces:
                made.append(_element("w:r", _run_properties(run, paragraph.size), *pieces))
    if not paragraph.plain:
        properties.append(_run_properties(Run(""), paragraph.size))
    return made


def _paragraph_properties(
    align: str, space_after: float = 0, *, indented: bool = False, level: int = 0, keeps: bool = False
) -> Any:
    properties = _element("w:pPr")
    if level or keeps:
        properties.append(_element("w:keepNext"))
    properties.append(_element("w:spacing", before="0", after=str(int(space_after * 20)), line="240", lineRule="auto"))
    if indented:
        properties.append(_element("w:ind", firstLine=str(_FIRST_LINE)))
    properties.append(_element("w:jc", val=_ALIGNMENTS[align]))
    if level:
        properties.append(_element("w:outlineLvl", val=str(level - 1)))
    return properties


def _run_properties(run: Run, size: float) -> Any:
    properties = _element("w:rPr")
    fonts = _element("w:rFonts", ascii=FONT, hAnsi=FONT, cs=FONT)
    properties.append(fonts)
    if run.bold:
        properties.append(_element("w:b"))
    if run.italic:
        properties.append(_element("w:i"))
    properties.append(_element("w:sz", val=str(int(size * 2))))
    properties.append(_element("w:szCs", val=str(int(size * 2))))
    return properties


def _text(line: str) -> Any:
    made = _element("w:t")
    made.text = line
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def _element(name: str, *children: Any, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    for child in children:
        made.append(child)
    return made
