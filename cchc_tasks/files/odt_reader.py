"""OpenDocument texts (.odt) → Grid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cchc_tasks.errors import UnreadableFileError, problem
from cchc_tasks.files.archives import MAX_TREE_BYTES, open_archive, parse_xml
from cchc_tasks.files.cell_spans import RawCell, SpanPlacer, arrange
from cchc_tasks.files.document_rows import BlockReader, CellRow, TextLine
from cchc_tasks.files.legacy_fonts import FontReader, Piece, check_letters
from cchc_tasks.files.limits import MAX_COLUMNS, check_count
from cchc_tasks.files.odt_styles import DRAW, LOEXT, OFFICE, TABLE, TEXT, OdtNumbers, OdtStyles, OpenList, to_count
from cchc_tasks.files.text_styles import Look
from cchc_tasks.model.grid import Cell, Grid, Remark

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLANKS = re.compile(r"[ \t\r\n]+")
_PARAGRAPHS = frozenset({TEXT + "p", TEXT + "h"})
_NOT_PRINTED = frozenset(
    {TEXT + name for name in ("tracked-changes", "note", "sequence-decls", "variable-decls", "user-field-decls",
                              "hidden-text", "hidden-paragraph", "ruby-text", "alphabetical-index-auto-mark-file")}
    | {OFFICE + name for name in ("annotation", "annotation-end", "forms", "event-listeners")}
)  # fmt: skip
_SIGNS = {TEXT + "s": " ", TEXT + "tab": " ", TEXT + "line-break": "\n"}
_ROW_GROUPS = frozenset({TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group")})


def read_grids(data: bytes) -> tuple[Grid, ...]:
    """Return the one grid of an OpenDocument text; rows are numbered by lines and table rows in printed order.

    Raises UnreadableFileError where the archive is damaged, unsafe or protected by a password.
    """
    archive = open_archive(data)
    if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise UnreadableFileError(problem("read_file.encrypted_part"))
    names = [name for name in ("content.xml", "styles.xml") if name in archive or name == "content.xml"]
    roots = [parse_xml(archive.read(name, MAX_TREE_BYTES), name) for name in names]
    body = roots[0].find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise UnreadableFileError(problem("read_file.damaged_part", name="content.xml"))
    reader = _OdtReader(OdtStyles(roots))
    reader.tracked = next(body.iter(TEXT + "changed-region"), None) is not None
    reader.read(reader.blocks(body, None))
    found = reader.rows.all()
    return (Grid(found, remarks=(*reader.remarks(), *check_letters(found))),)


class _OdtReader(BlockReader):
    """Walks the text and gathers its lines and table rows."""

    def __init__(self, styles: OdtStyles) -> None:
        super().__init__()
        self._styles = styles
        self._numbers = OdtNumbers(styles)
        self._fonts = FontReader()
        self._hidden: list[str] = []
        self.tracked = False

    def remarks(self) -> list[Remark]:
        """Return what is to be reported of the text."""
        found = super().remarks() + self._fonts.remarks()
        if self.tracked:
            found.append(Remark(problem("word_file.tracked_changes")))
        if shown := " ".join("".join(self._hidden).split()):
            found.append(Remark(problem("word_file.hidden_text", text=shown)))
        return found

    def blocks(self, element: _Element, place: OpenList | None) -> Iterator[TextLine | _Element]:
        """Yield the lines and tables in an element; `place` is the list that it stands in."""
        for item in element:
            tag = item.tag
            if tag in _PARAGRAPHS:
                yield from self._paragraph(item, "")
            elif tag == TABLE + "table":
                yield item
            elif tag == TEXT + "list":
                yield from self._list(item, self._numbers.enter(item, place))
            elif tag == TEXT + "section" and item.get(TEXT + "display") == "none":
                self._hidden.append(" ".join(item.itertext()))
            elif isinstance(tag, str) and tag not in _NOT_PRINTED and tag.startswith((TEXT, DRAW)):
                yield from self.blocks(item, place)

    def _list(self, element: _Element, place: OpenList) -> Iterator[TextLine | _Element]:
        """The lines of a list; the first paragraph of an item bears its number, a header's none."""
        for item in element:
            if item.tag not in (TEXT + "list-item", TEXT + "list-header"):
                continue
            numbered = item.tag == TEXT + "list-item"
            for part in item:
                if part.tag in _PARAGRAPHS:
                    start = item.get(TEXT + "start-value")
                    yield from self._paragraph(part, self._numbers.next_label(place, start) if numbered else "")
                    numbered = False
                elif part.tag == TEXT + "list":
                    yield from self._list(part, self._numbers.enter(part, place))
                else:
                    yield from self.blocks((part,), place)

    def _paragraph(self, element: _Element, label: str) -> Iterator[TextLine | _Element]:
        look = self._styles.look("paragraph", element.get(TEXT + "style-name"))
        pieces: list[Piece] = []
        boxes: list[_Element] = []
        self._gather(element, look, pieces, boxes)
        inked = [piece for piece in pieces if piece.text.strip()]
        bold = bool(inked) and all(piece.bold for piece in inked)
        yield TextLine(label + self._fonts.text_of(pieces), bold, label)
        for box in boxes:
            yield from self.blocks(box, None)

    def _gather(self, element: _Element, look: Look, pieces: list[Piece], boxes: list[_Element]) -> None:
        """Take the text of a paragraph or span: blanks in a run are one, notes and comments are left out."""
        self._add(element.text, look, pieces)
        for item in element:
            tag = item.tag
            if tag in _SIGNS:
                self._add_piece(_SIGNS[tag], look, pieces)
            elif tag in (TEXT + "hidden-text", TEXT + "hidden-paragraph"):
                self._hidden.append(item.get(TEXT + "string-value") or "".join(item.itertext()))
            elif not isinstance(tag, str) or tag in _NOT_PRINTED:
                pass
            elif tag.startswith(DRAW):
                boxes += [box for box in item.iter(DRAW + "text-box") if _is_outermost(box, item)]
            elif tag.startswith((TEXT, LOEXT)) and item.get(LOEXT + "showing-place-holder") != "true":
                own = self._styles.look("text", item.get(TEXT + "style-name")).over(look)
                self._gather(item, own, pieces, boxes)
            self._add(item.tail, look, pieces)

    def _add(self, text: str | None, look: Look, pieces: list[Piece]) -> None:
        if text:
            self._add_piece(_BLANKS.sub(" ", text), look, pieces)

    def _add_piece(self, text: str, look: Look, pieces: list[Piece]) -> None:
        if look.hidden:
            self._hidden.append(text)
        else:
            pieces.append(Piece(text.upper() if look.capitals else text, look.font or "", bool(look.bold)))

    def cells_of(self, table: _Element, depth: int, inner: list[list[CellRow]]) -> list[CellRow]:
        """Return a table's rows; a row that repeats stands as often as it says, a blank one once."""
        placer = SpanPlacer()
        rows: list[list[RawCell]] = []
        for row in _rows(table):
            cells = [
                found for item in row if item.tag == TABLE + "table-cell" for found in self._cell(item, depth, inner)
            ]
            placed = placer.place(cells)
            blank = not any(raw.cell.text for raw in placed)
            repeats = 1 if blank else to_count(row.get(TABLE + "number-rows-repeated"))
            check_count(len(rows) + repeats)
            rows += [placed] * repeats
        return arrange(rows, ())

    def _cell(self, item: _Element, depth: int, inner: list[list[CellRow]]) -> list[tuple[Cell, int, int]]:
        cell = self.cell(self.blocks(item, None), depth, inner)
        repeats = to_count(item.get(TABLE + "number-columns-repeated"))
        if repeats > MAX_COLUMNS and cell.text:
            raise UnreadableFileError(problem("word_file.too_wide", limit=MAX_COLUMNS))
        across = to_count(item.get(TABLE + "number-columns-spanned"))
        deep = to_count(item.get(TABLE + "number-rows-spanned"))
        return [(cell, across, deep)] * min(repeats, MAX_COLUMNS)


def _rows(table: _Element) -> Iterator[_Element]:
    for item in table:
        if item.tag == TABLE + "table-row":
            yield item
        elif item.tag in _ROW_GROUPS:
            yield from _rows(item)


def _is_outermost(box: _Element, drawing: _Element) -> bool:
    """Whether a text box stands in no other of the same drawing, which would read it again."""
    for around in box.iterancestors():
        if around is drawing:
            return True
        if around.tag == DRAW + "text-box":
            return False
    return box is drawing
