"""Web pages (.html), also as Word and Excel write them → Grid."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from cchc_tasks.errors import UnreadableFileError, problem
from cchc_tasks.files.archives import MAX_TREE_BYTES
from cchc_tasks.files.cell_spans import MAX_EDGES, RawCell, SpanPlacer, arrange
from cchc_tasks.files.document_rows import BlockReader, CellRow, TextLine
from cchc_tasks.files.html_styles import Sheet
from cchc_tasks.files.legacy_fonts import FontReader, Piece, check_letters
from cchc_tasks.files.limits import check_count
from cchc_tasks.files.text_styles import Look, format_count
from cchc_tasks.model.grid import Grid, Remark

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_DEPTH = 120
_HEAD_BYTES = 8192
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
#: Names that pages use for what their bytes are not: browsers read them as the second.
_ALIASES = {"iso-8859-1": "windows-1252", "us-ascii": "windows-1252", "ascii": "windows-1252",
            "x-user-defined": "windows-1252", "latin1": "windows-1252", "unicode": "utf-16"}  # fmt: skip
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NEVER_TEXT = frozenset(
    ("script", "style", "head", "title", "template", "noscript", "noembed", "noframes", "iframe", "object", "applet",
     "svg", "math", "canvas", "audio", "video", "select", "option", "textarea", "datalist", "xml")
)  # fmt: skip
_BLOCKS = frozenset(
    ("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "center",
     "section", "article", "header", "footer", "main", "nav", "aside", "form", "fieldset", "address", "body", "html",
     "figure", "figcaption", "caption", "td", "th", "tr", "tbody", "hr")
)  # fmt: skip
_NO_ROWS = frozenset({"caption", "colgroup", "col", "table", "td", "th"}) | _NEVER_TEXT
_KINDS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_BULLET = "• "
_HAS_BULLET = re.compile(r"\s*[-–—+*•·]")


def read_grids(data: bytes) -> tuple[Grid, ...]:
    """Return the one grid of a web page; rows are numbered by lines and table rows in printed order.

    Raises UnreadableFileError where the bytes are no text, or elements are nested too deeply.
    """
    from lxml import etree, html

    if len(data) > MAX_TREE_BYTES:
        raise UnreadableFileError(problem("read_file.file_too_large", limit=MAX_TREE_BYTES))
    text, remarks = decode_page(data)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(_UNSAFE.sub("", _DECLARATION.sub("", text)).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        raise UnreadableFileError(problem("read_file.blank_file")) from None
    reader = _PageReader(Sheet(block.text or "" for block in root.iter("style")))
    reader.read(reader.blocks(root))
    found = reader.rows.all()
    return (Grid(found, remarks=(*remarks, *reader.remarks(), *check_letters(found))),)


def decode_page(data: bytes) -> tuple[str, list[Remark]]:
    """Return a page's text: by its mark, else as UTF-8 where it is that, else by what it declares itself to be."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), []
    if b"\0" in data[:_HEAD_BYTES]:
        encoding = "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
        return data.decode(encoding, errors="replace"), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        declared = _CHARSET.search(data[:_HEAD_BYTES])
    name = declared[1].decode("ascii").lower() if declared else "windows-1252"
    name = _ALIASES.get(name, name)
    if name.startswith("utf-16"):
        name = "windows-1252"
    try:
        return data.decode(name, errors="replace"), [Remark(problem("read_file.decoded", encoding=name))]
    except (LookupError, ValueError):
        raise UnreadableFileError(problem("read_file.unknown_encoding")) from None


class _Inside(NamedTuple):
    """What an element stands in: the look that it inherits, how deep it is, whether blanks are kept."""

    look: Look = Look()
    depth: int = 0
    keeps_blanks: bool = False


class _PageReader(BlockReader):
    """Walks a page and gathers its lines and table rows."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._sheet = sheet
        self._fonts = FontReader()
        self._hidden: list[str] = []
        self._tables: dict[_Element, _Inside] = {}
        self._pieces: list[Piece] = []
        self._label = ""
        self._tracked = False

    def remarks(self) -> list[Remark]:
        """Return what is to be reported of the page."""
        found = super().remarks() + self._fonts.remarks()
        if self._tracked:
            found.append(Remark(problem("word_file.tracked_changes")))
        if shown := " ".join(" ".join(self._hidden).split()):
            found.append(Remark(problem("word_file.hidden_text", text=shown)))
        return found

    def blocks(self, element: _Element, inside: _Inside | None = None) -> Iterator[TextLine | _Element]:
        """Yield the lines and tables in an element."""
        kept, self._pieces = self._pieces, []
        label, self._label = self._label, ""
        yield from self._walk(element, inside or _Inside())
        yield from self._end_line()
        self._pieces, self._label = kept, label

    def _walk(self, element: _Element, inside: _Inside) -> Iterator[TextLine | _Element]:
        if inside.depth > _MAX_DEPTH:
            raise UnreadableFileError(problem("word_file.nested_too_deeply", limit=_MAX_DEPTH))
        self._add(element.text, inside)
        number = _number(element.get("start"), 1)
        for item in element:
            tag = item.tag if isinstance(item.tag, str) else ""
            if tag and tag not in _NEVER_TEXT:
                if tag == "li":
                    number = _number(item.get("value"), number)
                yield from self._element(item, tag, inside, number)
                number += tag == "li"
            self._add(item.tail, inside)

    def _element(self, item: _Element, tag: str, inside: _Inside, number: int) -> Iterator[TextLine | _Element]:
        within = self._within(item, inside)
        if within is None:
            return
        if tag == "br":
            yield from self._end_line()
        elif tag == "table":
            yield from self._end_line()
            for caption in item.iterchildren("caption"):
                yield from self._walk(caption, within)
                yield from self._end_line()
            self._tables[item] = within
            yield item
        elif tag == "li":
            yield from self._end_line()
            yield from self._item(item, within, number)
        elif tag in _BLOCKS:
            yield from self._end_line()
            yield from self._walk(item, within)
            yield from self._end_line()
        else:
            yield from self._walk(item, within)

    def _item(self, item: _Element, within: _Inside, number: int) -> Iterator[TextLine | _Element]:
        """An item of a list; a numbered one without words is its number, as in a column of numbers."""
        self._label = _label(item, number)
        yield from self._walk(item, within)
        yield from self._end_line()
        if self._label and self._label != _BULLET:
            yield TextLine(self._label, False, self._label)
        self._label = ""

    def _add(self, text: str | None, inside: _Inside) -> None:
        if not text:
            return
        look = inside.look
        if (look.font or "").lower() == "symbol":
            text = text.replace("·", "•")
        elif (look.font or "").lower() == "wingdings":
            text = re.sub(r"[^\s]", "•", text)
        shown = text if inside.keeps_blanks else _BLANKS.sub(" ", text)
        self._pieces.append(Piece(shown.upper() if look.capitals else shown, look.font or "", bool(look.bold)))

    def _end_line(self) -> Iterator[TextLine]:
        """Yield the line gathered so far, where it has any letters."""
        pieces, self._pieces = self._pieces, []
        inked = [piece for piece in pieces if piece.text.strip()]
        if inked:
            text = self._fonts.text_of(pieces).strip(" ")
            label = "" if self._label == _BULLET and _HAS_BULLET.match(text) else self._label
            self._label = ""
            yield TextLine(label + text, all(piece.bold for piece in inked), label)

    def cells_of(self, table: _Element, depth: int, inner: list[list[CellRow]]) -> list[CellRow]:
        """Return a table's rows; hidden rows and cells are left out."""
        placer = SpanPlacer()
        rows: list[list[RawCell]] = []
        found = list(self._rows(table, self._tables.pop(table, _Inside())))
        check_count(len(found))
        for place, (row, inside) in enumerate(found):
            cells = []
            for item in row:
                within = self._within(item, inside) if item.tag in ("td", "th") else None
                if within:
                    deep = _span(item, "rowspan", 0) or len(found) - place
                    cell = self.cell(self.blocks(item, within), depth, inner)
                    cells.append((cell, _span(item, "colspan", 1), deep))
            rows.append(placer.place(cells))
        return arrange(rows, ())

    def _rows(self, table: _Element, inside: _Inside) -> Iterator[tuple[_Element, _Inside]]:
        """The rows that are shown, the foot's last wherever it stands in the page."""
        for item in sorted(table, key=lambda part: part.tag == "tfoot"):
            # In tag soup rows stand in elements that no table has.
            if isinstance(item.tag, str) and item.tag not in _NO_ROWS:
                within = self._within(item, inside)
                if within and item.tag == "tr":
                    yield item, within
                elif within:
                    yield from self._rows(item, within)

    def _within(self, item: _Element, inside: _Inside) -> _Inside | None:
        """What stands inside an element, None where it is hidden or was deleted."""
        if item.tag == "del":
            self._tracked = True
            return None
        self._tracked |= item.tag == "ins"
        own = self._sheet.look(item, item.tag)
        if own.hidden:
            self._hidden.append(" ".join(item.itertext()))
            return None
        if inside.depth > _MAX_DEPTH:
            raise UnreadableFileError(problem("word_file.nested_too_deeply", limit=_MAX_DEPTH))
        return _Inside(own.over(inside.look), inside.depth + 1, inside.keeps_blanks or item.tag == "pre")


def _span(item: _Element, name: str, least: int) -> int:
    """How far a cell reaches; without a number 1, with 0 as many as `least` says, beyond a thousand a thousand."""
    given = re.match(r"\s*(\d{1,9})", item.get(name, ""))
    return min(max(int(given[1]), least), MAX_EDGES) if given else 1


def _number(given: str | None, otherwise: int) -> int:
    return int(given) if given and re.fullmatch(r"-?\d{1,6}", given) else otherwise


def _label(item: _Element, number: int) -> str:
    """What a list draws in front of an item: its number or a bullet."""
    around = item.getparent()
    if around is None or around.tag not in ("ol", "ul") or "none" in around.get("style", ""):
        return ""
    if around.tag == "ul":
        return _BULLET
    kind = item.get("type") or around.get("type", "1")
    return f"{format_count(number, _KINDS.get(kind, 'decimal'))}. "
