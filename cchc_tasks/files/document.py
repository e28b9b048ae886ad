"""Documents that the office sends, as values: what stands on the page, before any kind of file is made of it.

One value serves every kind of file; a writer leaves out what its kind cannot show (a chart on paper is its table).
Texts are plain, lines parted by a line feed; nothing in them is ever markup, a formula or a control sequence. Sizes
are in points, widths of columns relative to one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line with its own weight."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: a text, or runs where parts of the line differ."""

    text: str | tuple[Run, ...]
    align: Align = "left"
    bold: bool = False
    italic: bool = False
    size: float = 13
    space_after: float = 0
    #: A paragraph of running text begins with its first line set in.
    indented: bool = False
    #: A short line is drawn below, as under «Độc lập - Tự do - Hạnh phúc»; a share of the text's column.
    rule_below: float = 0
    #: Heading level for readers that show an outline, 0 for a plain paragraph.
    level: int = 0
    #: The paragraph stands on the page on which the next one begins.
    keeps_with_next: bool = False

    @property
    def runs(self) -> tuple[Run, ...]:
        """The pieces of the paragraph, each with the weight that it is shown in."""
        if isinstance(self.text, str):
            return (Run(self.text, self.bold, self.italic),)
        return tuple(Run(run.text, run.bold or self.bold, run.italic or self.italic) for run in self.text)

    @property
    def plain(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table: its heading, how wide it is beside the others, how its cells are aligned."""

    title: str
    width: float = 1
    align: Align = "left"


#: A number stays a number in a spreadsheet and is printed as it is elsewhere.
CellValue = str | int | float


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table; the last cell of a shorter row spans the columns that are left.

    `is_heading` marks the row of a section or a total, printed bold.
    """

    cells: tuple[CellValue, ...]
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header repeats on every page and whose rows are not split; rows may come one by one, and once."""

    columns: tuple[TableColumn, ...]
    rows: Iterable[TableRow]
    size: float = 12
    #: What the table shows, for readers that announce it.
    caption: str = ""


@dataclass(frozen=True, slots=True)
class TwoSides:
    """Two columns of paragraphs without ruling: the head of a letter, or Nơi nhận beside the signature."""

    left: tuple[Paragraph, ...]
    right: tuple[Paragraph, ...]
    #: The share of the width that the left side takes.
    left_share: float = 0.42


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars over labels: one bar a label and series, piled up where `stacked`. Only spreadsheets draw it."""

    title: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[int | float, ...]], ...]
    stacked: bool = False


Block = Paragraph | Table | TwoSides | Chart


@dataclass(frozen=True, slots=True)
class Part:
    """What begins on a page of its own: a sheet of a spreadsheet. Blocks may come one by one, and once."""

    name: str
    blocks: Iterable[Block]
    landscape: bool = True
    #: Working sheets (the tasks behind a number, charts) stand in spreadsheets alone.
    only_in_spreadsheets: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    `properties` are the file's own (author, identifier, sha256, origin), never printed on a page; `marks` are what
    the marks of an office's own template stand for («[SỐ]» …).
    """

    title: str
    parts: Iterable[Part]
    properties: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
