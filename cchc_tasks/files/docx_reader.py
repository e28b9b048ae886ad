"""Word documents (.docx, .docm, .dotx) → Grid."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from cchc_tasks.errors import UnreadableFileError, problem
from cchc_tasks.files.archives import MAX_TREE_BYTES, SafeArchive, open_archive, parse_xml
from cchc_tasks.files.cell_spans import MAX_EDGES, RawCell, arrange
from cchc_tasks.files.document_rows import BlockReader, CellRow, TextLine
from cchc_tasks.files.docx_styles import Styles, W, WordNumbers, child, to_int, value
from cchc_tasks.files.docx_text import WordText
from cchc_tasks.files.legacy_fonts import FontReader, check_letters
from cchc_tasks.files.limits import MAX_COLUMNS, check_count
from cchc_tasks.model.grid import Cell, Grid, Remark

if TYPE_CHECKING:
    from lxml.etree import _Element

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = W[1:-1].encode()
_COVERED = frozenset({None, "continue", "cont"})


class _Parts(NamedTuple):
    """The roots of the parts that a text is read from."""

    document: _Element
    styles: _Element | None
    numbering: _Element | None


def read_grids(data: bytes) -> tuple[Grid, ...]:
    """Return the one grid of a Word document; rows are numbered by lines and table rows in printed order.

    Raises UnreadableFileError where the archive is damaged or unsafe, or tables are nested too deeply.
    """
    parts = _open(data)
    body = child(parts.document, "body")
    if body is None:
        raise UnreadableFileError(problem("read_file.damaged_part", name="word/document.xml"))
    styles = Styles(parts.styles)
    text = WordText(styles, WordNumbers(parts.numbering, styles), FontReader())
    reader = _DocumentReader(text)
    reader.read(reader.blocks(body))
    found = reader.rows.all()
    return (Grid(found, remarks=(*reader.remarks(), *check_letters(found))),)


def _open(data: bytes) -> _Parts:
    """The parts of a document, checked and then opened by python-docx, else by their usual names."""
    archive = open_archive(data)
    archive.check()
    parts = _by_python_docx(data, archive) or _by_usual_names(archive)
    for root in parts:
        if root is not None and root.getroottree().docinfo.doctype:
            raise UnreadableFileError(problem("read_file.has_doctype"))
    return parts


def _by_python_docx(data: bytes, archive: SafeArchive) -> _Parts | None:
    """The parts as python-docx links them; None where it cannot open what Word can.

    It makes trees of all XML, so none may be too large; a link to a picture that is gone, a file with macros or
    one of the strict kind stops it, each with another sort of error.
    """
    if archive.size_of_xml() > MAX_TREE_BYTES:
        raise UnreadableFileError(problem("read_file.unpacks_too_large", limit=MAX_TREE_BYTES))
    from docx.package import Package

    try:
        document = Package.open(io.BytesIO(data)).main_document_part
        linked = {link.reltype.rsplit("/", 1)[-1]: link for link in document.rels.values() if not link.is_external}
        roots = [document.element]
        roots += [linked[name].target_part.element if name in linked else None for name in ("styles", "numbering")]
    except Exception:
        return None
    return _Parts(*roots)


def _by_usual_names(archive: SafeArchive) -> _Parts:
    def root(name: str) -> _Element:
        return parse_xml(archive.read(name, MAX_TREE_BYTES).replace(_STRICT, _TRANSITIONAL), name)

    names = ("word/styles.xml", "word/numbering.xml")
    return _Parts(root("word/document.xml"), *(root(name) if name in archive else None for name in names))


class _DocumentReader(BlockReader):
    """Walks a document's body and gathers its lines and table rows."""

    def __init__(self, text: WordText) -> None:
        super().__init__()
        self._text = text
        self._embedded = False

    def remarks(self) -> list[Remark]:
        """Return what is to be reported of the text and of what cannot be read as cells."""
        embedded = [Remark(problem("word_file.embedded_part"))] if self._embedded else []
        return [*self._text.remarks(), *super().remarks(), *embedded]

    def blocks(self, element: _Element, table_style: str | None = None) -> Iterator[TextLine | _Element]:
        """Yield the lines and tables in the body, in a cell or in a text box."""
        before = ""
        for item in self._text.children(element):
            if item.tag == W + "tbl":
                yield item
            elif item.tag == W + "p":
                paragraph = self._text.paragraph(item, table_style)
                # A paragraph whose end was deleted goes on in the next one.
                whole = before + paragraph.text
                before = whole if paragraph.goes_on else ""
                if not paragraph.goes_on:
                    yield TextLine(whole, paragraph.bold, paragraph.label)
                for box in paragraph.boxes:
                    yield from self.blocks(box, table_style)
            elif item.tag == W + "altChunk":
                self._embedded = True
        if before:
            yield TextLine(before)

    def cells_of(self, table: _Element, depth: int, inner: list[list[CellRow]]) -> list[CellRow]:
        """Return a table's rows; tables inside it that are plans of their own are put into `inner`."""
        style = value(child(table, "tblPr"), "tblStyle")
        widths = [to_int(column.get(W + "w")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        rows: list[list[RawCell]] = []
        for row in self._text.children(table):
            if row.tag != W + "tr":
                continue
            properties = child(row, "trPr")
            gone = child(properties, "del") is not None
            self._text.tracked |= gone or child(properties, "ins") is not None
            if not gone:
                check_count(len(rows) + 1)
                first = max(0, to_int(value(properties, "gridBefore")))
                rows.append(self._raw_row(row, first, _Place(style, depth, inner)))
        return arrange(rows, widths)

    def _raw_row(self, row: _Element, edge: int, place: _Place) -> list[RawCell]:
        cells: list[RawCell] = []
        for item in self._text.children(row):
            settings = child(item, "tcPr")
            if item.tag != W + "tc" or self._is_taken_out(settings):
                continue
            end = edge + max(1, to_int(value(settings, "gridSpan"), 1))
            if end > MAX_EDGES:
                raise UnreadableFileError(problem("word_file.too_wide", limit=MAX_COLUMNS))
            if _is_covered(settings, "hMerge") and cells:
                cells[-1] = cells[-1]._replace(end=end)
            elif _is_covered(settings, "vMerge"):
                cells.append(RawCell(edge, end, Cell(), continues=True))
            else:
                cell = self.cell(self.blocks(item, place.style), place.depth, place.inner)
                cells.append(RawCell(edge, end, cell))
            edge = end
        return cells

    def _is_taken_out(self, settings: _Element | None) -> bool:
        gone = child(settings, "cellDel") is not None
        self._text.tracked |= gone or child(settings, "cellIns") is not None
        return gone


class _Place(NamedTuple):
    """Where a row stands: its table's style and depth, and where plans inside its cells are put."""

    style: str | None
    depth: int
    inner: list[list[CellRow]]


def _is_covered(settings: _Element | None, name: str) -> bool:
    """Whether a cell is covered by the one before it (hMerge) or above it (vMerge)."""
    merge = child(settings, name)
    return merge is not None and merge.get(W + "val") in _COVERED
