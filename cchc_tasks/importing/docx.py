"""Word documents (.docx, .docm, .dotx) → Grid."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from cchc_tasks.errors import UnreadableFileError
from cchc_tasks.importing.archives import MAX_TREE_BYTES, SafeArchive, open_archive, parse_xml
from cchc_tasks.importing.docx_numbering import WordNumbers
from cchc_tasks.importing.docx_styles import Styles, W, child, to_int, value
from cchc_tasks.importing.docx_tables import RawCell, arrange
from cchc_tasks.importing.docx_text import Paragraph, WordText
from cchc_tasks.importing.grid import MAX_COLUMNS, Cell, Grid, Merge
from cchc_tasks.importing.legacy_fonts import FontReader, check_letters
from cchc_tasks.importing.rows import Rows
from cchc_tasks.model.drafts import Notice
from cchc_tasks.wording import importing as wording
from cchc_tasks.wording import word_files as words

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_TABLE_DEPTH = 8
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
        raise UnreadableFileError(*words.damaged_part("word/document.xml"))
    styles = Styles(parts.styles)
    text = WordText(styles, WordNumbers(parts.numbering, styles), FontReader())
    reader = _DocumentReader(text)
    reader.read(body)
    found = reader.rows.all()
    return (Grid(found, notices=(*text.notices(), *reader.notices(), *check_letters(found))),)


def _open(data: bytes) -> _Parts:
    """The parts of a document, checked and then opened by python-docx, else by their usual names."""
    archive = open_archive(data)
    archive.check()
    parts = _by_python_docx(data, archive) or _by_usual_names(archive)
    for root in parts:
        if root is not None and root.getroottree().docinfo.doctype:
            raise UnreadableFileError(*words.has_doctype())
    return parts


def _by_python_docx(data: bytes, archive: SafeArchive) -> _Parts | None:
    """The parts as python-docx links them; None where it cannot open what Word can.

    It makes trees of all XML, so none may be too large; a link to a picture that is gone, a file with macros or
    one of the strict kind stops it, each with another sort of error.
    """
    if archive.size_of_xml() > MAX_TREE_BYTES:
        raise UnreadableFileError(*words.unpacks_too_large(MAX_TREE_BYTES))
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


class _DocumentReader:
    """Walks a document's body and gathers its lines and table rows."""

    def __init__(self, text: WordText) -> None:
        self._text = text
        self.rows = Rows()
        self._inner_tables = 0
        self._embedded = False

    def notices(self) -> Iterator[Notice]:
        """Yield what the walk found that cannot be read as cells."""
        if self._inner_tables:
            yield Notice("nested_table", words.nested_tables(self._inner_tables))
        if self._embedded:
            yield Notice("embedded_part", words.embedded_part())

    def read(self, element: _Element) -> None:
        """Take everything in the body, or in a text box outside a table."""
        before = ""
        for item in self._text.children(element):
            if item.tag == W + "tbl":
                self._add_table(item)
            elif item.tag == W + "p":
                paragraph = self._text.paragraph(item)
                whole = paragraph._replace(text=before + paragraph.text)
                before = whole.text if whole.goes_on else ""
                if not whole.goes_on:
                    self.rows.add_line(whole.text, bold=whole.bold)
                for box in paragraph.boxes:
                    self.read(box)
            elif item.tag == W + "altChunk":
                self._embedded = True
        self.rows.add_line(before)

    def _add_table(self, table: _Element) -> None:
        inner: list[list[tuple[Cell, ...]]] = []
        self.rows.add_table(self._cells_of(table, 1, inner))
        for rows in inner:
            self.rows.add_table(rows)

    def _cells_of(self, table: _Element, depth: int, inner: list[list[tuple[Cell, ...]]]) -> list[tuple[Cell, ...]]:
        """The rows of a table; tables inside it that are plans of their own are put into `inner`."""
        if depth > MAX_TABLE_DEPTH:
            raise UnreadableFileError(*words.nested_too_deeply(MAX_TABLE_DEPTH))
        style = value(child(table, "tblPr"), "tblStyle")
        widths = [to_int(column.get(W + "w")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        rows = []
        for row in self._text.children(table):
            if row.tag != W + "tr":
                continue
            properties = child(row, "trPr")
            self._text.tracked |= child(properties, "ins") is not None or child(properties, "del") is not None
            if child(properties, "del") is None:
                rows.append(self._raw_row(row, properties, style, depth, inner))
        return arrange(rows, widths)

    def _raw_row(
        self,
        row: _Element,
        properties: _Element | None,
        style: str | None,
        depth: int,
        inner: list[list[tuple[Cell, ...]]],
    ) -> list[RawCell]:
        edge = max(0, to_int(value(properties, "gridBefore")))
        cells: list[RawCell] = []
        for item in self._text.children(row):
            settings = child(item, "tcPr")
            if item.tag != W + "tc" or self._is_taken_out(settings):
                continue
            end = edge + max(1, to_int(value(settings, "gridSpan"), 1))
            if end > 5 * MAX_COLUMNS:
                raise UnreadableFileError(*wording.too_many_columns(MAX_COLUMNS, self.rows.count + 1))
            if _is_covered(settings, "hMerge") and cells:
                cells[-1] = cells[-1]._replace(end=end)
            elif _is_covered(settings, "vMerge"):
                cells.append(RawCell(edge, end, Cell(), continues=True))
            else:
                cells.append(RawCell(edge, end, self._cell(item, style, depth, inner)))
            edge = end
        return cells

    def _is_taken_out(self, settings: _Element | None) -> bool:
        gone = child(settings, "cellDel") is not None
        self._text.tracked |= gone or child(settings, "cellIns") is not None
        return gone

    def _cell(self, cell: _Element, style: str | None, depth: int, inner: list[list[tuple[Cell, ...]]]) -> Cell:
        lines: list[Paragraph] = []
        self._add_lines(cell, style, depth, inner, lines)
        # A bullet with nothing behind it is printed, but says nothing beside other lines.
        said = [line for line in lines if line.text.strip() and line.text.strip() != line.label.strip()]
        kept = said or lines
        text = "".join(line.text if line.goes_on else f"{line.text}\n" for line in kept)
        return Rows.cell(text, bold=bool(said) and all(line.bold for line in said))

    def _add_lines(
        self,
        element: _Element,
        style: str | None,
        depth: int,
        inner: list[list[tuple[Cell, ...]]],
        lines: list[Paragraph],
    ) -> None:
        """Gather the paragraphs of a cell, of text boxes and of tables in it."""
        for item in self._text.children(element):
            if item.tag == W + "p":
                lines.append(self._text.paragraph(item, style))
                for box in lines[-1].boxes:
                    self._add_lines(box, style, depth + 1, inner, lines)
            elif item.tag == W + "tbl":
                rows = self._cells_of(item, depth + 1, inner)
                if Rows.is_plan(rows):
                    inner.append(rows)
                else:
                    self._inner_tables += 1
                    lines += [Paragraph(" ".join(c.text for c in row if c.merge is Merge.OWN), False) for row in rows]


def _is_covered(settings: _Element | None, name: str) -> bool:
    """Whether a cell is covered by the one before it (hMerge) or above it (vMerge)."""
    merge = child(settings, name)
    return merge is not None and merge.get(W + "val") in _COVERED
