"""Parts of an .xlsx file that openpyxl does not tell while it streams: extent, merges, hidden rows, bare formulas.

The part is walked once without building a tree, so a million touched but blank rows cost a second and no memory.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from cchc_tasks.errors import UnreadableFileError, problem
from cchc_tasks.files.archives import SafeArchive, XmlHandlers, walk_xml
from cchc_tasks.files.limits import MAX_COLUMNS
from cchc_tasks.files.sheet_cells import MOST_CELLS, MergedArea

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_MOST_MERGES = 100_000
_TRUE = frozenset({"1", "true", "on"})


@dataclass(slots=True)
class SheetFacts:
    """A sheet as its XML tells it: rows from 1, columns from 0; blank cells count for nothing.

    `rows` are those with a filled cell, `beyond` the filled cells farther right than any table goes.
    """

    filled: int = 0
    rows: set[int] = field(default_factory=set)
    last_column: int = -1
    areas: list[MergedArea] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    bare_formulas: list[tuple[int, int]] = field(default_factory=list)
    beyond: list[tuple[int, int]] = field(default_factory=list)
    struck_runs: list[tuple[int, int]] = field(default_factory=list)


class _SheetHandlers(XmlHandlers):
    def __init__(self) -> None:
        self.facts = SheetFacts()
        self._row = 0
        self._column = -1
        self._formula = self._filled = self._in_value = self._text = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self._start_cell(attributes.get("r"))
            self._text = attributes.get("t") == "str"
        elif name in ("v", "t"):
            self._in_value = True
        elif name == "f":
            self._formula = True
        elif name == "strike" and attributes.get("val", "1") in _TRUE:
            self.facts.struck_runs.append((self._row, self._column))
        elif name == "row":
            self._row = int(attributes.get("r") or self._row + 1)
            self._column = -1
            if attributes.get("hidden") in _TRUE:
                self.facts.hidden_rows.add(self._row)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "col" and attributes.get("hidden") in _TRUE:
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
            self.facts.hidden_columns.update(range(max(first, 1) - 1, min(last, MAX_COLUMNS)))

    def _count(self) -> None:
        self.facts.filled += 1
        if self.facts.filled > MOST_CELLS:
            raise UnreadableFileError(problem("workbook.too_many_cells", limit=MOST_CELLS))

    def _start_cell(self, reference: str | None) -> None:
        found = _REFERENCE.fullmatch(reference) if reference else None
        self._column = column_number(found[1]) if found else self._column + 1
        self._formula = self._filled = self._in_value = False

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
        if not start or not end:
            return
        if len(self.facts.areas) >= _MOST_MERGES:
            raise UnreadableFileError(problem("workbook.too_many_merges"))
        area = MergedArea(int(start[2]), column_number(start[1]), int(end[2]), column_number(end[1]))
        self.facts.areas.append(area)

    def text(self, data: str) -> None:
        if self._in_value and not self._filled and not data.isspace():
            self._filled = True

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name in ("v", "t"):
            self._in_value = False
        elif name == "c":
            if self._filled:
                self._count()
                if self._column < MAX_COLUMNS:
                    self.facts.rows.add(self._row)
                    self.facts.last_column = max(self.facts.last_column, self._column)
                else:
                    self.facts.beyond.append((self._row, self._column))
            elif self._formula and not self._text:
                self.facts.bare_formulas.append((self._row, self._column))


class _Texts(XmlHandlers):
    def __init__(self) -> None:
        self._found = 0

    def end(self, name: str) -> None:
        self._found += name.rpartition(":")[2] in ("si", "r")
        if self._found > MOST_CELLS:
            raise UnreadableFileError(problem("workbook.too_many_cells", limit=MOST_CELLS))


def check_texts(chunks: Iterable[bytes]) -> None:
    """Walk the part of shared texts; raises UnreadableFileError where there are more than a plan can have."""
    walk_xml(chunks, _Texts())


def scan_sheet(chunks: Iterable[bytes]) -> SheetFacts:
    """Return the facts of a worksheet part; raises UnreadableFileError for broken XML."""
    handlers = _SheetHandlers()
    walk_xml(chunks, handlers)
    return handlers.facts


def column_number(letters: str) -> int:
    """Return the place of a column's letters; «A» is 0."""
    place = 0
    for letter in letters.upper():
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


class SheetPart(NamedTuple):
    """A worksheet: its name, whether it is hidden, and the archive's entry that holds it."""

    name: str
    hidden: bool
    entry: str


class _Elements(XmlHandlers):
    """Collects the attributes of the elements of one name."""

    def __init__(self, wanted: str) -> None:
        self.found: list[dict[str, str]] = []
        self._wanted = wanted

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == self._wanted:
            self.found.append({key.rpartition(":")[2]: value for key, value in attributes.items()})


def sheet_parts(archive: SafeArchive) -> list[SheetPart]:
    """Return the worksheets of a workbook in their order; raises UnreadableFileError where there is no workbook."""
    roots = _relations(archive, "_rels/.rels", "")
    workbook = next((entry for kind, entry in roots.values() if kind == "officeDocument"), "xl/workbook.xml")
    folder, _, name = workbook.rpartition("/")
    relations = _relations(archive, f"{folder}/_rels/{name}.rels", folder)
    parts = []
    for sheet in _elements(archive, workbook, "sheet"):
        kind, entry = relations.get(sheet.get("id", ""), ("", ""))
        if kind == "worksheet":
            parts.append(SheetPart(sheet.get("name", ""), sheet.get("state", "visible") != "visible", entry))
    return parts


def _relations(archive: SafeArchive, entry: str, folder: str) -> dict[str, tuple[str, str]]:
    """Id → (kind, entry) of a part's relations; targets are relative to the part's folder."""
    found = {}
    for relation in _elements(archive, entry, "Relationship"):
        target = relation.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], path)
    return found


def _elements(archive: SafeArchive, entry: str, name: str) -> list[dict[str, str]]:
    if entry not in archive:
        raise UnreadableFileError(problem("workbook.damaged_workbook"))
    handlers = _Elements(name)
    walk_xml(archive.chunks(entry), handlers)
    return handlers.found
