"""Which column of a statistics appendix is what, by the words of its header; rows that lost a cell are put right."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cchc_tasks.model.grid import Merge, Row
from cchc_tasks.reading.printed_numbers import read_number
from cchc_tasks.text import fold, squeeze

#: The five columns, in the order in which they are printed.
FIELDS = ("no", "name", "unit", "value", "note")

_GROUP = r"(?:ket qua(?: thong ke| thuc hien)?|thong ke(?: so lieu)?|so lieu(?: thong ke)?) "
#: Folded words of a header → the column they name; the surer the words, the higher they stand. Examples behind.
_WORDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("no", r"stt|tt|t/t|so tt|so thu tu|thu tu", ("STT", "TT")),
    ("unit", rf"(?:{_GROUP})?(?:don vi tinh|dvt|d\.v\.t|don vi do)", ("Đơn vị tính", "ĐVT", "Kết quả thống kê ĐVT")),
    ("unit", rf"{_GROUP}don vi", ("Kết quả thống kê Đơn vị",)),
    ("name", r"(?:ten |noi dung )?(?:cac )?chi tieu.*", ("Chỉ tiêu thống kê", "Tên chỉ tiêu", "Chỉ tiêu")),
    ("name", r"noi dung.*|tieu chi.*|danh muc.*", ("Nội dung", "Nội dung/Chỉ tiêu", "Tiêu chí thống kê")),
    ("value", r".*\bso lieu(?: thong ke| bao cao| trong ky)?", ("Số liệu", "Số liệu thống kê")),
    ("value", r".*(?:ky nay|nam nay|ky bao cao)", ("Số liệu kỳ này", "Kết quả trong kỳ báo cáo")),
    ("value", r"(?:ket qua|gia tri|so luong|thuc hien)(?: .*)?", ("Kết quả", "Kết quả thực hiện", "Giá trị")),
    ("note", r"(?:ghi chu|dien giai|giai trinh|minh chung|tai lieu kiem chung).*", ("Ghi chú", "Diễn giải")),
)  # fmt: skip
_TELLING = re.compile(r"chi tieu|thong ke|so lieu")
#: Words that only a table of tasks has.
_OF_TASKS = re.compile(r".*(?:chu tri|phoi hop|thoi gian|thoi han|han hoan thanh|nhiem vu(?! thong ke)).*")
#: A column that our own CSV has for people.
_CODES = "ma dong"
_LONGEST = 80
_COLUMN_MARK = re.compile(r"\(?\s*(?:\d{1,2}|[a-eA-E])\s*\)?")


@dataclass(frozen=True, slots=True)
class StatisticsColumns:
    """Field → column of an appendix, the header's words (of both its rows), and how many rows the header has."""

    places: dict[str, int]
    headers: tuple[str, ...]
    rows: int
    #: The folded words of each row of the header, to know it again at the head of a page.
    printed: tuple[tuple[str, ...], ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """The words of the columns that are none of the five."""
        taken = self.places.values()
        named = ((place, words) for place, words in enumerate(self.headers) if words and place not in taken)
        return tuple(words for _, words in named if fold(words) != _CODES)

    def repeats_in(self, row: Row) -> bool:
        """Return whether the row is a row of this header again, whole or clipped, as at the head of a page."""
        own = _own_words(row)
        filled = [word for word in own if word]
        if len(filled) < 2:
            return False
        for words in self.printed:
            same = sum(1 for a, b in zip(words, own, strict=False) if b and a and (a.startswith(b) or b.startswith(a)))
            if same == len(filled) and same >= max(2, sum(map(bool, words)) - 1):
                return True
        return False

    def counts_columns(self, row: Row) -> bool:
        """Return whether the row only numbers the columns: «(1) (2) (3) (4) (5)», «A B 1 2 3»."""
        filled = [cell.text.strip() for cell in row.cells if cell.merge is Merge.OWN and cell.text.strip()]
        marks = len(filled) >= len(self.places) - 1 and all(_COLUMN_MARK.fullmatch(text) for text in filled)
        return marks and len(filled) > 2 and len(set(filled)) == len(filled)


def find_statistics_columns(rows: Sequence[Row], place: int) -> StatisticsColumns | None:
    """Return the columns when the row at `place` (and perhaps the one below it) is an appendix' header, None otherwise.

    Such a header names the line and its value, and the unit or words of statistics beside them; one that also names
    a lead unit or a deadline is a plan's.
    """
    row = rows[place]
    if row.table == 0 or len(row.cells) < 3:
        return None
    one = _columns_of([squeeze(cell.text) for cell in row.cells], (_own_words(row),))
    below = rows[place + 1] if place + 1 < len(rows) else None
    if below is not None and below.table == row.table and _names_columns(below):
        two = _columns_of(_two_rows(row, below), (_own_words(row), _own_words(below)))
        if two is not None and (one is None or len(two.places) > len(one.places)):
            return two
    return one


def _own_words(row: Row) -> tuple[str, ...]:
    return tuple(fold(cell.text).strip(" .:*") if cell.merge is Merge.OWN else "" for cell in row.cells)


def _names_columns(row: Row) -> bool:
    """Whether a row may be the lower one of a header: short words, the unit and the value among them."""
    own = [word for word in _own_words(row) if word]
    return len(own) >= 2 and all(len(word) <= 40 and not word[0].isdecimal() for word in own)


def _two_rows(upper: Row, lower: Row) -> list[str]:
    """The words of a header in two rows: those of a group stand above those of its columns."""
    headers, group = [], ""
    for place in range(max(len(upper.cells), len(lower.cells))):
        own, below = squeeze(upper.text(place)), squeeze(lower.text(place))
        covered = place < len(upper.cells) and upper.cells[place].merge is Merge.LEFT
        group = own or (group if covered or below else "")
        same = place < len(lower.cells) and lower.cells[place].merge is Merge.ABOVE
        headers.append(squeeze(f"{group} {'' if same else below}"))
    return headers


def _columns_of(headers: list[str], printed: tuple[tuple[str, ...], ...]) -> StatisticsColumns | None:
    folded = [fold(words).strip(" .:*") if len(words) <= _LONGEST else "…" for words in headers]
    places: dict[str, int] = {}
    for field, pattern, _ in _WORDS:
        if field in places:
            continue
        for place, words in enumerate(folded):
            if words and place not in places.values() and re.fullmatch(pattern, words):
                places[field] = place
                break
    if not {"name", "value"} <= places.keys() or len(places) < 3:
        return None
    others = [words for place, words in enumerate(folded) if place not in places.values()]
    if any(_OF_TASKS.fullmatch(words) for words in others):
        return None
    if "unit" not in places and not any(_TELLING.search(words) for words in folded):
        return None
    return StatisticsColumns(places, tuple(headers), len(printed), printed)


#: What stands in a column of numbers: «1», «1.2.», «a)», «-», «IV», «I.2», «(2)», «*».
_NUMBER = re.compile(r"\(?(?:(?:[ivxlc]+|[a-zđ]|\d{1,3})(?:[./](?:\d{1,3}|[a-zđ]))*)[.)]{0,2}|[-–+*•]+")
_UNIT = re.compile(
    r"%|.*=\s*\d.*|(?:co quan|don vi|nguoi|van ban|nhiem vu|thu tuc|tthc|ho so|van de|y kien|tin|bai|phieu|so luong|"
    r"trieu dong|ty dong|dong|cuoc|lop|luot|tiet|buoi|lan|bao cao|phan mem|dich vu|cai|may)(?:[ ,/].{0,20})?"
)
_LONGEST_UNIT = 60
#: A value is short; what is longer in its column is a note.
_LONGEST_VALUE = 24


def is_number_mark(text: str) -> bool:
    """Return whether a text is what a column of numbers holds; empty is none."""
    return _NUMBER.fullmatch(fold(text).strip()) is not None


def mend_row(cells: Mapping[str, str], width: int, expected: int, order: Sequence[str]) -> tuple[dict[str, str], str]:
    """Return a row's cells, put right where one was lost, and the column whose cell was («» for none).

    A blank cell is what gets lost: the number of a line without one, the unit, the value. Each is told by what stands
    in its column instead; in doubt the row is left as it is.

    `width` is how many cells the row has, `expected` how many the header has, `order` the columns as they are printed.
    A row that is as long as the header and filled to its end has lost nothing.
    """
    lost = ""
    if order[0] == "no" and "unit" in order and (width < expected or not cells[order[-1]]):
        lost = _lost_column(cells, short=width < expected)
    return (_shifted(cells, order, lost) if lost else dict(cells)), lost


def _lost_column(cells: Mapping[str, str], *, short: bool) -> str:
    no, name, unit, value = (squeeze(cells[field]) for field in ("no", "name", "unit", "value"))
    if no and not is_number_mark(no):
        is_name = _is_unit(name) or (not name and " " in no and (not unit or _is_plain(unit)))
        return "no" if is_name else ""
    if name and _is_plain(unit) and not _is_plain(value):
        return "unit"
    return "value" if short and len(value) > _LONGEST_VALUE and not value[0].isdecimal() else ""


def _is_unit(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_UNIT and _UNIT.fullmatch(fold(text)) is not None


def _is_plain(text: str) -> bool:
    """Whether a text is a number and nothing else, a percentage among them."""
    number = read_number(text)
    return number is not None and number.words in ("", "%")


def _shifted(cells: Mapping[str, str], order: Sequence[str], lost: str) -> dict[str, str]:
    at = order.index(lost)
    kept = [cells[field] for field in order]
    return dict(zip(order, [*kept[:at], "", *kept[at:-1]], strict=True))
