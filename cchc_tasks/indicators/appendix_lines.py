"""Rows of a statistics appendix → its lines: sections, numbers that begin again, bullets, rows cut in two."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cchc_tasks.files.markup import join_texts
from cchc_tasks.indicators import appendix_file_words as words
from cchc_tasks.indicators.appendix_columns import FIELDS, StatisticsColumns, mend_row
from cchc_tasks.model.draft import Notice
from cchc_tasks.model.grid import Merge, Row
from cchc_tasks.model.indicator import Indicator
from cchc_tasks.reading.printed_numbers import read_number
from cchc_tasks.reading.tables.section_titles import section_heading
from cchc_tasks.text import fold, roman_value, squeeze

_MARKS = "-–+•*"
_BULLET = re.compile(rf"(?P<mark>[{re.escape(_MARKS)}])\s*(?=\S)")
_DECIMAL = re.compile(r"\d{1,3}(?:\.\d{1,3})*")
#: What ends an appendix: who made it, who gets it, who signs it.
_END = re.compile(
    r"(?:noi nhan|nguoi lap|nguoi tong hop|lap bieu|thu truong|(?:pho )?giam doc|chanh van phong|(?:tl|kt|tm)\.).*"
    r"|.{0,40}ngay\s.{0,12}thang\s.{0,10}nam\s.{0,8}"
)
_REMARK = re.compile(r"(?:ghi chu|luu y|chu thich)\b.*|\(?\*+\)?.*")
_SHOWN_LETTERS = 80


@dataclass(slots=True)
class _OpenLine:
    """A line whose cells may still go on in the next row: its texts, its row, and what it belongs to."""

    row: int
    section: str
    parent: str
    cells: dict[str, str]
    mark: str = ""

    @property
    def label(self) -> str:
        no, name = squeeze(self.cells["no"]), squeeze(self.cells["name"])
        return f"{no.rstrip('.)')}. {name}" if no else name


class LinesBuilder:
    """Takes the rows below a header one by one."""

    def __init__(self, columns: StatisticsColumns) -> None:
        self.columns = columns
        self.notices: list[Notice] = []
        self.ended = False
        self._order = sorted(columns.places, key=lambda field: columns.places[field])
        self._lines: list[_OpenLine] = []
        self._above: list[_OpenLine] = []
        self._section = ""
        self._section_row = 0
        self._after_header = False

    def add(self, row: Row) -> None:
        """Take a row: a header again, a section, a line, or the rest of the line above."""
        if row.is_blank or self.columns.counts_columns(row):
            return
        if self.columns.repeats_in(row):
            self._after_header = True
            return
        after_header, self._after_header = self._after_header, False
        cells = self._cells(row)
        self._report_strays(row)
        if self._is_outside(row, cells) or self._enter_section(row, cells):
            return
        cells, lost = mend_row(cells, len(row.cells), len(self.columns.headers), self._order)
        if lost:
            name = squeeze(cells["name"])[:_SHOWN_LETTERS]
            self.notices.append(Notice("shifted_row", words.shifted_row(name, words.COLUMN_NAMES[lost]), row.number))
        if self._lines and _goes_on(cells, self._lines[-1], after_header=after_header):
            self._continue(cells, row.number)
        elif cells["name"]:
            self._add_line(cells, row.number)
        else:
            self._report_left_over(cells, row.number)

    def lines(self) -> tuple[tuple[Indicator, ...], tuple[int, ...]]:
        """Return the lines and the row of each in the file, and notice numbers that come again."""
        self._notice_empty_section()
        found = tuple(
            Indicator(
                line.section,
                squeeze(line.cells["no"]),
                squeeze(line.cells["name"]),
                line.parent,
                squeeze(line.cells["unit"]),
                squeeze(line.cells["value"]),
                line.cells["note"],
            )
            for line in self._lines
        )
        self._notice_repeated(found)
        return found, tuple(line.row for line in self._lines)

    def _cells(self, row: Row) -> dict[str, str]:
        """The five texts of a row; what a cell above covers is said once."""
        cells = dict.fromkeys(FIELDS, "")
        for field, place in self.columns.places.items():
            covered = place < len(row.cells) and row.cells[place].merge is Merge.ABOVE
            cells[field] = "" if covered else _without_guard(row.text(place))
        return cells

    def _report_strays(self, row: Row) -> None:
        """Report what stands in a column without a header."""
        headers, places = self.columns.headers, self.columns.places.values()
        for place, cell in enumerate(row.cells):
            bare = place >= len(headers) or (not headers[place] and place not in places)
            if bare and cell.text and cell.merge is Merge.OWN:
                message = words.stray_cell(squeeze(cell.text)[:_SHOWN_LETTERS])
                self.notices.append(Notice("stray_cell", message, row.number))

    def _is_outside(self, row: Row, cells: Mapping[str, str]) -> bool:
        """Whether the row is behind the appendix, or a remark in it; both are reported, none is a line."""
        first = next((cell.text for cell in row.cells if cell.text and cell.merge is Merge.OWN), "")
        folded = fold(first)
        number_free = not squeeze(cells["no"]) or squeeze(cells["no"]) == squeeze(first)
        if number_free and not cells["unit"] and _END.fullmatch(folded):
            self.ended = True
        elif not (number_free and _only(row) and _REMARK.fullmatch(folded)):
            return False
        text = squeeze(" ".join(cell.text for cell in row.cells if cell.merge is Merge.OWN))
        self.notices.append(Notice("outside_text", words.outside_text(text[:_SHOWN_LETTERS]), row.number))
        return True

    def _enter_section(self, row: Row, cells: Mapping[str, str]) -> bool:
        """Go into a section where the row is its heading: a Roman numeral or a capital with a title, and no value.

        A Roman numeral with a value begins a section and is a line of it.
        """
        if cells["unit"] or cells["value"]:
            if roman_value(squeeze(cells["no"]).rstrip(".")) and cells["name"]:
                self._begin(squeeze(cells["no"]).rstrip("."), squeeze(cells["name"]), row.number)
            return False
        titled = {name: cells[name] for name in ("no", "unit", "value")} | {"title": cells["name"]}
        heading = section_heading(row, titled)
        if heading is None or heading.level.startswith("number"):
            return False
        if heading.level == "title" and (squeeze(cells["no"]) or _BULLET.match(cells["name"]) or not _spans(row)):
            return False
        self._begin(heading.no, squeeze(heading.title), row.number)
        if cells["note"]:
            self.notices.append(Notice("outside_text", words.outside_text(cells["note"][:_SHOWN_LETTERS]), row.number))
        return True

    def _begin(self, no: str, title: str, row: int) -> None:
        self._notice_empty_section()
        self._section = f"{no}. {title}" if no and no != title else title
        self._section_row = row
        self._above = []

    def _notice_empty_section(self) -> None:
        if self._section_row and not (self._lines and self._lines[-1].row >= self._section_row):
            self.notices.append(Notice("empty_section", words.empty_section(self._section), self._section_row))

    def _add_line(self, cells: dict[str, str], row: int) -> None:
        no = squeeze(cells["no"])
        bullet = _BULLET.match(cells["name"])
        mark = bullet["mark"] if bullet else ""
        if no and not no.strip(_MARKS):
            no, mark = "", no[0]
        cells = cells | {"no": no, "name": cells["name"][bullet.end() :] if bullet else cells["name"]}
        parent = self._parent_of(no, mark)
        line = _OpenLine(row, self._section, parent.label if parent else "", cells, mark)
        self._lines.append(line)
        keep = self._above.index(parent) + 1 if parent else 0
        self._above = [*self._above[:keep], line]

    def _parent_of(self, no: str, mark: str) -> _OpenLine | None:
        """The line that a new one belongs to, among those that it stands below."""
        number = no.rstrip(".)")
        for line in reversed(self._above):
            above = squeeze(line.cells["no"]).rstrip(".)")
            if _DECIMAL.fullmatch(number):
                if above and number.startswith(f"{above}."):
                    return line
            elif number:
                if _DECIMAL.fullmatch(above):
                    return line
            elif mark == "+":
                if line.mark != "+":
                    return line
            elif mark:
                if not line.mark:
                    return line
            elif above:
                return line
        return None

    def _continue(self, cells: Mapping[str, str], row: int) -> None:
        """Add a row's texts to the line above, where a page break cut it."""
        line = self._lines[-1]
        joined = [field for field in FIELDS if cells[field]]
        old = line.label
        for field in joined:
            line.cells[field] = join_texts(line.cells[field], cells[field])
        self.notices.append(Notice("joined", words.joined(old[:_SHOWN_LETTERS], joined), row))

    def _report_left_over(self, cells: Mapping[str, str], row: int) -> None:
        text = squeeze(" ".join(filter(None, cells.values())))
        self.notices.append(Notice("outside_text", words.outside_text(text[:_SHOWN_LETTERS]), row))

    def _notice_repeated(self, lines: Sequence[Indicator]) -> None:
        """Say which numbers come again in a section; they are kept as printed."""
        rows: dict[tuple[str, str], list[int]] = {}
        for open_line, line in zip(self._lines, lines, strict=True):
            if _DECIMAL.fullmatch(line.no.rstrip(".)")):
                rows.setdefault((line.section, line.no), []).append(open_line.row)
        for (section, no), at in rows.items():
            if len(at) > 1:
                message = words.repeated_number(section, no, len(at))
                self.notices.append(Notice("duplicate_no", message, at[0], at[-1]))


def _without_guard(text: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from calculating it, as our own CSV has it."""
    return text[1:] if text.startswith("'") and text[1:2] in tuple("=+-@") else text


def _only(row: Row) -> bool:
    return sum(bool(cell.text) for cell in row.cells if cell.merge is Merge.OWN) == 1


def _spans(row: Row) -> bool:
    """Whether one text is all that the row has, over most of its width."""
    return _only(row) and sum(cell.merge is Merge.LEFT for cell in row.cells) >= max(2, len(row.cells) - 3)


def _goes_on(cells: Mapping[str, str], line: _OpenLine, *, after_header: bool) -> bool:
    """Whether a row without a number is the rest of the line above.

    It is where it has no name, or where a page begins and its name goes on in mid-sentence. Two numbers are two
    values, never one that was cut.
    """
    if squeeze(cells["no"]):
        return False
    if read_number(cells["value"]) and read_number(line.cells["value"]):
        return False
    if not cells["name"]:
        return True
    if not after_header or _is_own(cells["unit"], line.cells["unit"]) or _is_own(cells["value"], line.cells["value"]):
        return False
    first = cells["name"].lstrip()[:1]
    return first == "(" or first.islower()


def _is_own(text: str, above: str) -> bool:
    """Whether a cell says something of its own below a filled one: the rest of a text goes on in small letters."""
    return bool(text and above) and not text[0].islower()
