""".ods → Grids: the file keeps the words that each cell shows, so its content is walked as it stands."""

from __future__ import annotations

from cchc_tasks.errors import UnreadableFileError, problem
from cchc_tasks.files.archives import XmlHandlers, open_archive, walk_xml
from cchc_tasks.files.legacy_fonts import Piece
from cchc_tasks.files.limits import MAX_COLUMNS
from cchc_tasks.files.number_formats import show_day
from cchc_tasks.files.sheet_cells import MOST_CELLS, CellRemark, MergedArea, SheetBuilder, read_guarded
from cchc_tasks.model.grid import Grid

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_MOST_MANIFEST_BYTES = 4 * 1024 * 1024
_HIDDEN = frozenset({"collapse", "filter"})
#: What stands in a cell and is no part of its words: notes, ruby, drawings with their own text.
_ASIDE = frozenset({"annotation", "ruby-text", "shapes", "deletion", "dde-source", "event-listeners"})
#: The value of a cell that shows no words of its own.
_VALUES = ("string-value", "date-value", "time-value", "value", "boolean-value")
#: A filled row or cell that repeats more often than this is no table of a plan.
_MOST_REPEATS = 1_000
_LAST_ROW = 1_048_576


def read_grids(data: bytes) -> tuple[Grid, ...]:
    """Return a Grid for each sheet of an .ods file's bytes, hidden ones marked so; rows as numbered on screen.

    Raises UnreadableFileError for a damaged or encrypted file and past the caps.
    """
    return read_guarded(lambda: _read(data))


def _read(data: bytes) -> tuple[Grid, ...]:
    archive = open_archive(data)
    if _MANIFEST in archive and b"encryption-data" in archive.read(_MANIFEST, _MOST_MANIFEST_BYTES):
        raise UnreadableFileError(problem("workbook.password_protected"))
    content = _OdsContent()
    walk_xml(archive.chunks(_CONTENT), content)
    if not content.builders:
        raise UnreadableFileError(problem("workbook.no_worksheet"))
    return tuple(builder.grid() for builder in content.builders)


class _Style:
    """What a style says of the cells or sheets that wear it."""

    def __init__(self) -> None:
        self.bold = self.struck = self.hidden = False
        self.font = ""


class _OdsContent(XmlHandlers):
    """Walks content.xml: automatic styles first, then sheets, rows and cells, with their repeats."""

    def __init__(self) -> None:
        self.builders: list[SheetBuilder] = []
        self._styles: dict[str, _Style] = {}
        self._style: _Style | None = None
        self._row = self._column = self._filled = 0
        self._row_repeats = 1
        self._row_cells: list[tuple[int, Piece]] = []
        self._cell: dict[str, str] | None = None
        self._text: list[str] = []
        self._aside = self._depth = 0
        self._in_text = False
        self._struck = False

    @property
    def _sheet(self) -> SheetBuilder:
        return self.builders[-1]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if self._aside or name in _ASIDE or (self._cell is not None and name == "table"):
            self._aside += 1
        elif self._cell is not None:
            self._start_in_cell(name, plain)
        elif name in ("table-cell", "covered-table-cell") and self._depth == 1:
            self._start_cell(name, plain)
        elif name == "table-row" and self._depth == 1:
            self._start_row(plain)
        elif name == "table-column" and self._depth == 1:
            repeats = _count(plain.get("number-columns-repeated"))
            if plain.get("visibility") in _HIDDEN:
                self._sheet.hidden_columns.update(range(self._column, min(self._column + repeats, MAX_COLUMNS)))
            self._column += repeats
        elif name == "table":
            self._start_table(plain)
        else:
            self._start_style(name, plain)

    def _start_style(self, name: str, plain: dict[str, str]) -> None:
        if name == "style":
            self._style = self._styles.setdefault(plain.get("name", ""), _Style())
        elif self._style is not None and name == "text-properties":
            self._style.bold = plain.get("font-weight") == "bold"
            self._style.font = plain.get("font-name") or plain.get("font-family", "")
            self._style.struck = plain.get("text-line-through-style", "none") != "none"
        elif self._style is not None and name == "table-properties":
            self._style.hidden = plain.get("display") == "false"

    def _start_table(self, plain: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1:
            style = self._styles.get(plain.get("style-name", ""))
            self.builders.append(SheetBuilder(plain.get("name", ""), hidden=bool(style and style.hidden)))
            self._row = self._column = 0

    def _start_row(self, plain: dict[str, str]) -> None:
        self._row += 1
        self._column = 0
        self._row_cells = []
        self._row_repeats = _count(plain.get("number-rows-repeated"))
        if plain.get("visibility") in _HIDDEN:
            last = min(self._row + min(self._row_repeats, _MOST_REPEATS), _LAST_ROW)
            self._sheet.hidden_rows.update(range(self._row, last))

    def _start_cell(self, name: str, plain: dict[str, str]) -> None:
        self._cell = {**plain, "covered": "1"} if name.startswith("covered") else plain
        self._text = []
        style = self._styles.get(plain.get("style-name", ""))
        self._struck = bool(style and style.struck)

    def _start_in_cell(self, name: str, plain: dict[str, str]) -> None:
        if name in ("p", "h"):
            if self._text:
                self._text.append("\n")
            self._in_text = True
        elif name == "line-break":
            self._text.append("\n")
        elif name in ("s", "tab"):
            self._text.append(" " * min(_count(plain.get("c")), 100))
        elif name == "span":
            style = self._styles.get(plain.get("style-name", ""))
            self._struck = self._struck or bool(style and style.struck)

    def text(self, data: str) -> None:
        if self._in_text and not self._aside:
            self._text.append(data)

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if self._aside:
            self._aside -= 1
        elif name in ("p", "h"):
            self._in_text = False
        elif name in ("table-cell", "covered-table-cell") and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif name == "table-row" and self._depth == 1:
            self._end_row()
        elif name == "table":
            self._depth -= 1
        elif name == "style":
            self._style = None

    def _end_cell(self, cell: dict[str, str]) -> None:
        repeats = _count(cell.get("number-columns-repeated"))
        rows, columns = _count(cell.get("number-rows-spanned")), _count(cell.get("number-columns-spanned"))
        if rows > 1 or columns > 1:
            last = MergedArea(self._row, self._column, self._row + rows - 1, self._column + columns - 1)
            self._sheet.areas.append(last)
            if len(self._sheet.areas) > _MOST_REPEATS * 20:
                raise UnreadableFileError(problem("workbook.too_many_merges"))
        text = self._shown(cell)
        if text and "covered" not in cell:
            style = self._styles.get(cell.get("style-name", ""))
            for column in range(self._column, self._column + min(repeats, MAX_COLUMNS + 1)):
                self._row_cells.append((column, Piece(text, style.font, style.bold) if style else Piece(text)))
                if self._struck:
                    self._sheet.remark(CellRemark.STRUCK_CELL, self._row, column)
        self._column += repeats

    def _shown(self, cell: dict[str, str]) -> str:
        """The words that the cell shows; of an error, none."""
        text = "".join(self._text).strip() or next((cell[name] for name in _VALUES if name in cell), "")
        if text.startswith(("#", "Err:")) and cell.get("formula"):
            self._sheet.remark(CellRemark.CELL_ERROR, self._row, self._column)
            return ""
        if cell.get("formula") and not text and not cell.get("value-type"):
            self._sheet.remark(CellRemark.NO_STORED_VALUE, self._row, self._column)
        if "date-value" in cell:
            shown = show_day(text, cell["date-value"])
            if shown.remark:
                self._sheet.remark(shown.remark, self._row, self._column)
            return shown.text
        return text

    def _end_row(self) -> None:
        if self._row_cells:
            self._filled += len(self._row_cells) * min(self._row_repeats, _MOST_REPEATS)
            if self._filled > MOST_CELLS:
                raise UnreadableFileError(problem("workbook.too_many_cells", limit=MOST_CELLS))
            for row in range(self._row, self._row + min(self._row_repeats, _MOST_REPEATS)):
                for column, piece in self._row_cells:
                    self._sheet.put(row, column, [piece], bold=piece.bold)
        self._row += self._row_repeats - 1


def _count(text: str | None) -> int:
    """A number of repeats or cells; at least one."""
    return max(1, min(int(text), _LAST_ROW)) if text and text.isdecimal() else 1
