"""Which column is what: found by the words of its header, never by its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cchc_tasks.errors import UnreadableFileError, UsageError
from cchc_tasks.files.grid import Merge, Row
from cchc_tasks.messages import table_file_words as wording
from cchc_tasks.plans.header_rows import FEWEST_GROUPS, MOST_ROWS, is_sub_header, stack_headers
from cchc_tasks.plans.period_columns import PeriodColumn, find_period_columns
from cchc_tasks.text import fold, squeeze

FIELDS = tuple(wording.FIELD_WORDS)

_NUMBERS = re.compile(r"(?:stt|tt|so tt|so thu tu|thu tu|t/t|no\.?)")
_WHO = r"(?:don vi|co quan|bo phan|phong|nguoi|ca nhan)"
#: Folded words of a header → the field they name; the surer the words, the higher they stand.
_WORDS: tuple[tuple[str, str], ...] = (
    ("ref", r"ma (?:so )?nhiem vu"),
    ("no", _NUMBERS.pattern),
    ("lead", r".*chu tri\W+(?:va )?(?:\w+ \w+ )?phoi hop.*"),
    ("support", r".*phoi hop.*"),
    ("lead", r".*chu tri(?! va| phoi).*"),
    ("result", r"(?!.*san pham).*(?:ket qua (?:thuc hien|dat duoc|hoan thanh|trien khai|khac phuc)).*"),
    ("result", r".*(?:tinh hinh thuc hien|tinh trang).*"),
    ("result", r"(?:bao cao )?tien do thuc hien .*(?:hoan thanh|cap nhat).*"),
    ("difficulty", r".*(?:kho khan|vuong mac|nguyen nhan|ly do).*"),
    ("proposal", r".*(?:kien nghi|de xuat).*"),
    ("evidence", r".*(?:minh chung|kiem chung|van ban (?:ban hanh|thuc hien)|so van ban|so,? ky hieu).*"),
    ("given_by", r".*(?:(?:co quan|don vi|cap|nguon) giao|van ban giao|can cu giao).*"),
    ("start", r".*(?:bat dau|tu ngay|thoi diem trien khai).*"),
    ("outputs", r"(?!ket qua (?:thuc hien|dat duoc|hoan thanh)).*(?:san pham|dau ra|ket qua du kien).*"),
    ("outputs", r".*(?:du kien ket qua|ket qua can dat).*"),
    ("activities", r".*(?:hoat dong|giai phap|bien phap|noi dung cu the|cong viec cu the|cach thuc).*"),
    ("title", r".*(?:nhiem vu|ton tai, han che|tieu chi bi tru diem).*"),
    ("title", r".*(?:noi dung cong viec|ten cong viec|dau viec).*"),
    ("deadline", r".*(?:thoi han|han (?:hoan thanh|xu ly|chot|cuoi)).*"),
    ("deadline", r".*(?:thoi gian (?:hoan thanh|ket thuc)|den ngay|ket thuc).*"),
    ("deadline", r".*(?:thoi gian|thoi diem|ngay hoan thanh|\bhan\b(?! che)).*"),
    ("lead", rf".*{_WHO} (?:thuc hien|tham muu|phu trach|duoc giao|chiu trach nhiem|dau moi).*"),
    ("lead", r"(?:don vi|co quan|bo phan|phu trach|chu tri|phan cong|thuc hien|to chuc thuc hien)"),
    ("lead", r"(?:phan cong )?trach nhiem(?: (?:thuc hien|chinh|chu tri))?"),
    ("lead", r"phan cong thuc hien|(?:don vi|co quan) dau moi"),
    ("section", r"(?:ten )?(?:linh vuc|nhom (?:nhiem vu|noi dung|linh vuc))(?: cai cach(?: hanh chinh)?| cchc)?"),
    ("title", r"(?:noi dung|cong viec|viec|muc)(?: .*)?"),
    ("title", r".*muc tieu.*"),
    ("result", r".*(?:trang thai|muc do hoan thanh).*"),
    ("note", r"ghi chu.*"),
    # What another column has taken the first meaning of.
    ("activities", r"(?:cac )?(?:noi dung|cong viec|nhiem vu)(?: .*)?"),
    ("difficulty", r".*(?:ton tai|han che).*"),
    ("outputs", r"hinh thuc (?:van ban|san pham)"),
    ("no", r"ma(?: so| nhiem vu| cong viec)?"),
    ("done_on", r"ngay (?:da |thuc te )?(?:hoan thanh|xong).*"),
    ("status", r"tinh hinh"),
)  # fmt: skip
#: Headers that a printed page often cuts off, whole; the part that is left must be of one field only.
_WHOLE = (
    ("title", "nhiem vu"), ("lead", "don vi chu tri"), ("lead", "co quan chu tri"), ("support", "don vi phoi hop"),
    ("support", "co quan phoi hop"), ("deadline", "thoi gian hoan thanh"), ("deadline", "thoi han hoan thanh"),
    ("result", "ket qua thuc hien"), ("outputs", "san pham"),
)  # fmt: skip
_SHORTEST_PART = 6
_TWO_MEANINGS = "ket qua"
#: Words that are one field or another, by what else the table has.
_EITHER = re.compile(r"(?:tien do|ket qua)(?:\W.*)?")
_STATISTICS = re.compile(
    r"chi tieu thong ke|chi tieu.*(?:don vi tinh|\bdvt\b)|(?:don vi tinh|\bdvt\b).*(?:so lieu|ket qua|gia tri)"
)
#: A header must name the task and one of these.
_NEEDED = frozenset({"deadline", "lead", "result", "outputs", "activities", "support"})
_LONGEST_HEADER = 120
_LONGEST_NUMBERS = 12
_ROW_NUMBER = re.compile(r"[\d.]+\)?|[ivxlc]+\.?")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: field → column, the header's words, and how many rows the header has.

    `covered` are pairs of a column and a further one that its header reaches over, as where it is split below;
    `periods` the columns in which a mark says when a task is due; `printed` the folded words of each header row.
    """

    places: Mapping[str, int]
    headers: tuple[str, ...]
    rows: int = 1
    covered: tuple[tuple[int, int], ...] = ()
    periods: tuple[PeriodColumn, ...] = ()
    printed: tuple[tuple[str, ...], ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that the table has, by a column of their own or by marks."""
        by_marks = self.periods and "deadline" not in self.places
        return (*self.places, "deadline") if by_marks else tuple(self.places)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The words of the columns that no field was found for."""
        taken = {*self.places.values(), *(column.place for column in self.periods)}
        return tuple(header for place, header in enumerate(self.headers) if header and place not in taken)

    def text_of(self, row: Row, place: int) -> str:
        """Return a row's text in a column, with that of the columns that its header reaches over."""
        parts = [row.text(place)]
        parts += [row.text(at) for owner, at in self.covered if owner == place and _is_own(row, at)]
        return "\n".join(filter(None, parts))

    def is_known(self, place: int) -> bool:
        """Return whether a column has a header, or stands below one that reaches over it."""
        return bool(self.headers[place]) or any(place == at for _, at in self.covered)

    @property
    def signature(self) -> str:
        """The words of all headers, folded, by which the same kind of table is known again."""
        return "|".join(fold(header) for header in self.headers)

    def header_of(self, field: str) -> str:
        """Return the printed header of a field's column; that of marked columns names the first and the last."""
        if field in self.places:
            return self.headers[self.places[field]]
        return f"{self.headers[self.periods[0].place]} … {self.headers[self.periods[-1].place]}"

    def repeats_in(self, row: Row) -> bool:
        """Return whether the row is this header again, whole or clipped, as at the head of a page."""
        words = self._upper
        again = [fold(row.text(place)) for place in range(len(words))]
        if sum(word[:2] == other[:2] for word, other in zip(words, again, strict=True)) < 2:
            return False
        same = sum(bool(other) and word.startswith(other) for word, other in zip(words, again, strict=True))
        # What a group of columns in an upper row reaches over is not said again.
        expected = sum(bool(word) and not _is_left(row, place) for place, word in enumerate(words))
        return same >= max(2, round(0.7 * expected))

    @property
    def _upper(self) -> tuple[str, ...]:
        return self.printed[0] if self.rows > 1 and self.printed else tuple(map(fold, self.headers))

    def ends_in(self, row: Row) -> bool:
        """Return whether the row is one of the lower ones of this header in several rows."""
        own = [(place, fold(cell.text)) for place, cell in enumerate(row.cells) if cell.text and _is_own(row, place)]
        return len(own) > 1 and any(
            all(place < len(lower) and lower[place] == words for place, words in own) for lower in self.printed[1:]
        )


def header_strength(cells: Sequence[str]) -> int:
    """Return how many fields a row's cells name, 0 where they are no header of a plan."""
    found = _columns_of([(squeeze(cell),) for cell in cells], None, 1)
    return len(found.fields) if found else 0


def _is_header(folded: Sequence[str], places: Mapping[str, int], periods: Sequence[PeriodColumn] = ()) -> bool:
    """Whether the words are a plan's header: they name the task and more, and are no row of the plan itself."""
    found = len(places) + bool(periods)
    if "title" not in places or not (periods or _NEEDED & set(places)):
        return False
    filled = [words for words in folded if words]
    enough = found >= 3 or found == len(filled) + bool(periods)
    return enough and 2 * found >= len(filled) and not _ROW_NUMBER.fullmatch(filled[0])


def numbers_rows(row: Row) -> bool:
    """Return whether the row's first words are the header of a column of numbers."""
    first = next((cell.text for cell in row.cells if cell.text), "")
    return len(first) <= _LONGEST_NUMBERS and _NUMBERS.fullmatch(fold(first).strip(" .")) is not None


def find_columns(rows: Sequence[Row], place: int, mapping: Mapping[str, str] | None = None) -> Columns | None:
    """Return the columns when the row at `place` (and perhaps the ones below it) is a header, None otherwise.

    `mapping` (field → header words) overrides what the words would say. Raises UsageError for a field that does
    not exist.
    """
    if len(rows[place].cells) < 2:
        return None
    chosen = _columns_of(stack_headers(rows[place : place + 1]), mapping, 1)
    groups = sum(bool(cell.text) for cell in rows[place].cells)
    for count in range(2, MOST_ROWS + 1 if groups >= FEWEST_GROUPS else 0):
        lower = rows[place + 1 : place + count]
        if len(lower) < count - 1 or lower[-1].table != rows[place].table:
            break
        below = _columns_of(stack_headers(rows[place : place + count]), mapping, count)
        numbered = {column.place for column in below.periods} if below else set()
        if below is None or not all(is_sub_header(row, numbered) for row in lower):
            continue
        # A lower row that is a whole header by itself stands below something else.
        alone = max(header_strength([c.text if c.merge is Merge.OWN else "" for c in row.cells]) for row in lower)
        if _strength(below) > max(_strength(chosen), (alone, 0)):
            chosen = below
    if chosen is None:
        return None
    own = rows[place : place + chosen.rows]
    printed = tuple(tuple(fold(cell.text) for cell in row.cells) for row in own)
    return replace(chosen, covered=_covered(chosen.headers, own), printed=printed)


def _strength(columns: Columns | None) -> tuple[int, int]:
    """How much a header tells; quarters in a lower row tell more than the group or the years above them."""
    if columns is None:
        return 0, 0
    return len(columns.places) + 2 * bool(columns.periods), len({column[1:] for column in columns.periods})


def _covered(headers: Sequence[str], rows: Sequence[Row]) -> tuple[tuple[int, int], ...]:
    """(column, column behind it that its header reaches over in every row of the header)."""
    reached = []
    owner = 0
    for place, words in enumerate(headers):
        if not words and place and all(_is_left(row, place) for row in rows):
            reached.append((owner, place))
        else:
            owner = place
    return tuple(reached)


def _is_left(row: Row, place: int) -> bool:
    return place < len(row.cells) and row.cells[place].merge is Merge.LEFT


def _is_own(row: Row, place: int) -> bool:
    return place < len(row.cells) and row.cells[place].merge is Merge.OWN


def _columns_of(stacked: Sequence[Sequence[str]], mapping: Mapping[str, str] | None, rows: int) -> Columns | None:
    headers = tuple(squeeze(" ".join(words)) for words in stacked)
    whole = [_folded(header) for header in headers]
    periods = find_period_columns(stacked)
    marked = {column.place for column in periods}
    folded = ["" if place in marked else words for place, words in enumerate(whole)]
    places = _ended(_find_places(folded), stacked)
    if mapping:
        mapped = _mapped(whole, mapping)
        if mapped is None:
            return None
        places = {field: at for field, at in places.items() if field not in mapped and at not in mapped.values()}
        places |= mapped
        periods = () if marked & set(mapped.values()) else periods
        return Columns(places, headers, rows, periods=periods) if "title" in places else None
    return Columns(places, headers, rows, periods=periods) if _is_header(folded, places, periods) else None


def _ended(places: dict[str, int], stacked: Sequence[Sequence[str]]) -> dict[str, int]:
    """The places with the deadline where a start has a fellow in its group: «Tiến độ: Bắt đầu | Hoàn thành»."""
    end = places.get("start", len(stacked)) + 1
    if "deadline" in places or end >= len(stacked) or not stacked[end][-1]:
        return places
    group = stacked[end - 1][:-1]
    if not any(group) or stacked[end][:-1] != group:
        return places
    return {field: at for field, at in places.items() if at != end} | {"deadline": end}


def _mapped(folded: list[str], mapping: Mapping[str, str]) -> dict[str, int] | None:
    """The columns that a person named; None where this row has not all of them."""
    found = {}
    for field, header in mapping.items():
        if field not in FIELDS:
            raise UsageError(*wording.unknown_field(field, FIELDS))
        words = fold(header)
        if words not in folded:
            return None
        found[field] = folded.index(words)
    return found


def _find_places(folded: list[str]) -> dict[str, int]:
    """Field → column, the surest words first; every column is one field at most."""
    places: dict[str, int] = {}
    for field, pattern in _WORDS:
        if field in places:
            continue
        for place, words in enumerate(folded):
            if words and place not in places.values() and re.fullmatch(pattern, words):
                places[field] = place
                break
    for place, words in enumerate(folded):
        field = _clipped(words) if place not in places.values() else ""
        if field and field not in places:
            places[field] = place
    for place, words in enumerate(folded):
        if place in places.values() or not _EITHER.fullmatch(words):
            continue
        free = [field for field in _either_of(words, place, places) if field not in places]
        if free:
            places[free[0]] = place
    if "title" not in places and "activities" in places:
        places["title"] = places.pop("activities")
    if "ref" not in places:
        places.pop("status", None)  # only our own worksheets have a column of statuses
    elif "no" not in places:
        places["no"] = places["ref"]
    return places


def _clipped(words: str) -> str:
    """The field that the first letters of a cut off header name, the empty text where there is none or a choice."""
    if len(words) < _SHORTEST_PART or words == _TWO_MEANINGS:
        return ""
    fields = {field for field, whole in _WHOLE if whole.startswith(words)}
    return fields.pop() if len(fields) == 1 else ""


def _either_of(words: str, place: int, places: Mapping[str, int]) -> tuple[str, str]:
    """The fields that ambiguous words may name, the likelier first.

    Progress is the deadline where no other column is; a bare «Kết quả» in front of the unit and the deadline is
    what the task is to give, behind one of them what came of it.
    """
    if words.startswith("tien do"):
        return "deadline", "result"
    in_front = all(place < places[field] for field in ("lead", "deadline") if field in places)
    return ("outputs", "result") if in_front else ("result", "outputs")


def _folded(text: str) -> str:
    """A header's words for matching; a paragraph is no header."""
    return fold(text).strip(" .:*") if len(text) <= _LONGEST_HEADER else "…"


def refuse_statistics(rows: Sequence[Row]) -> None:
    """Raise UnreadableFileError where a table of statistics stands instead of a plan."""
    for row in rows:
        if _STATISTICS.search(fold(" | ".join(cell.text for cell in row.cells))):
            raise UnreadableFileError(*wording.statistics_table())
