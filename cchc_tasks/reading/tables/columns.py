"""Which column is what: found by the words of its header, never by its place."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

from cchc_tasks.errors import UsageError, problem
from cchc_tasks.model.fields import FILE_FIELDS
from cchc_tasks.model.grid import Cell, Merge, Row
from cchc_tasks.reading.tables.field_headers import NUMBERS, find_places, fold_header, is_plan_header
from cchc_tasks.reading.tables.period_columns import PeriodColumn, find_period_columns
from cchc_tasks.text import fold, squeeze

FIELDS = tuple(field.name for field in FILE_FIELDS)
_LONGEST_NUMBERS = 12
#: The upper rows of a header name at least so many columns or groups; a title line names one.
_FEWEST_GROUPS = 3
#: Headers have so many rows at most: a group, the years in it, their quarters.
_MOST_ROWS = 3
_LONGEST_WORDS = 40


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


def numbers_rows(row: Row) -> bool:
    """Return whether the row's first words are the header of a column of numbers."""
    first = next((cell.text for cell in row.cells if cell.text), "")
    return len(first) <= _LONGEST_NUMBERS and NUMBERS.fullmatch(fold(first).strip(" .")) is not None


def find_columns(rows: Sequence[Row], place: int, mapping: Mapping[str, str] | None = None) -> Columns | None:
    """Return the columns when the row at `place` (and perhaps the ones below it) is a header, None otherwise.

    `mapping` (field → header words) overrides what the words would say. Raises UsageError for a field that does
    not exist.
    """
    if len(rows[place].cells) < 2:
        return None
    chosen = _columns_of(_stacked(rows[place : place + 1]), mapping, 1)
    groups = sum(bool(cell.text) for cell in rows[place].cells)
    for count in range(2, _MOST_ROWS + 1 if groups >= _FEWEST_GROUPS else 0):
        lower = rows[place + 1 : place + count]
        if len(lower) < count - 1 or lower[-1].table != rows[place].table:
            break
        below = _columns_of(_stacked(rows[place : place + count]), mapping, count)
        numbered = {column.place for column in below.periods} if below else set()
        if below is None or not all(_is_sub_header(row, numbered) for row in lower):
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


def _stacked(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """For each column its words row by row from above, empty where a row has none for it.

    A group's words stand above each of its columns, told by merged cells, or in a file without merges by words
    below a blank. A column that another one's header reaches over in every row has no words.
    """
    stacked: list[tuple[str, ...]] = []
    before: tuple[str, ...] = ()
    for place in range(max(len(row.cells) for row in rows)):
        cells = [row.cells[place] if place < len(row.cells) else Cell() for row in rows]
        if place and all(cell.merge is Merge.LEFT for cell in cells):
            stacked.append(("",) * len(rows))
            continue
        before = _words_above(cells, before)
        stacked.append(before)
    return stacked


def _words_above(cells: Sequence[Cell], before: tuple[str, ...]) -> tuple[str, ...]:
    """One column's words, given those of the column at its left."""
    words: list[str] = []
    for depth, cell in enumerate(cells):
        own = "" if depth and cell.merge is Merge.ABOVE else squeeze(cell.text)
        below = any(other.text for other in cells[depth + 1 :] if other.merge is Merge.OWN)
        if not own and (cell.merge is Merge.LEFT or below) and before[:depth] == tuple(words):
            own = before[depth] if before else ""
        words.append(own)
    return tuple(words)


def _is_sub_header(row: Row, numbered: Container[int] = ()) -> bool:
    """Whether a row only names columns: short words, no number in front but in the `numbered` columns."""
    own = [(place, cell.text) for place, cell in enumerate(row.cells) if cell.text and cell.merge is Merge.OWN]
    return len(own) > 1 and all(
        len(text) <= _LONGEST_WORDS and (place in numbered or not text[0].isdecimal()) for place, text in own
    )


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
    whole = [fold_header(header) for header in headers]
    periods = find_period_columns(stacked)
    marked = {column.place for column in periods}
    folded = ["" if place in marked else words for place, words in enumerate(whole)]
    places = _ended(find_places(folded), stacked)
    if mapping:
        mapped = _mapped(whole, mapping)
        if mapped is None:
            return None
        places = {field: at for field, at in places.items() if field not in mapped and at not in mapped.values()}
        places |= mapped
        periods = () if marked & set(mapped.values()) else periods
        return Columns(places, headers, rows, periods=periods) if "title" in places else None
    return Columns(places, headers, rows, periods=periods) if is_plan_header(folded, places, periods) else None


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
            raise UsageError(problem("read_file.unknown_field", name=field, known=FIELDS))
        words = fold(header)
        if words not in folded:
            return None
        found[field] = folded.index(words)
    return found
