"""Grid → Draft: the header, sections, tasks, and everything a person should know about the rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from cchc_tasks.errors import UnreadableFileError
from cchc_tasks.messages.problem_messages import notice_of
from cchc_tasks.model.draft import Draft, Notice
from cchc_tasks.model.grid import Grid, Merge, Row
from cchc_tasks.plans import table_words as words
from cchc_tasks.plans.table_rows import DraftBuilder
from cchc_tasks.reading.tables.columns import Columns, find_columns, numbers_rows
from cchc_tasks.reading.tables.section_titles import names_section
from cchc_tasks.text import fold, squeeze

#: How much of a text outside the plan is quoted.
SHOWN_LETTERS = 80


#: What a title above a further plan begins with, folded; and how far below its number 1 is looked for.
_TITLE = re.compile(r"(?:ke hoach|danh muc|phu luc|chuong trinh|bieu)\b")
_LOOKED_AHEAD = 6
#: A header stands within so many rows, title lines among them.
_HEADER_ROWS = 200
#: A plan has at least one of these; a header without any is weak evidence.
_TELLING = frozenset({"deadline", "lead", "result"})
#: The header of a table of statistics, folded.
_STATISTICS = re.compile(
    r"chi tieu thong ke|chi tieu.*(?:don vi tinh|\bdvt\b)|(?:don vi tinh|\bdvt\b).*(?:so lieu|ket qua|gia tri)"
)
#: Lines above the table that name no plan, and words that a plan's name has, folded.
_PAGE_HEADS = re.compile(
    r"phu luc( [0-9ivx]+)?|bieu( mau)?( so)?( [0-9]+)?|mau so.*|cong hoa xa hoi.*|doc lap.*|\(?(ban hanh )?kem theo.*"
    r"|uy ban nhan dan.*|ubnd .*|so \w+( \w+){0,6}|so:.*|\W*|.*, ngay .*thang .*nam.*|stt|don vi tinh.*"
)
_PLAN_NAMES = re.compile(
    r".*(ke hoach|ket qua|danh muc|chuong trinh|bang |bieu |phan cong|nhiem vu|tien do|theo doi|khac phuc|cai cach"
    r"|cchc).*"
)
_LONGEST_TITLE = 400
#: A sentence, and the heading of a section, are no title.
_NO_TITLE = re.compile(r".*[.:;]|(?:[ivxlc]+|[a-h])\s*[.)]\s.*")

#: Mappings of columns that people confirmed before, by the signature of the headers.
KnownMappings = Mapping[str, Mapping[str, str]]


def build_draft(
    grid: Grid,
    mapping: Mapping[str, str] | None = None,
    table: int | None = None,
    known: KnownMappings | None = None,
) -> Draft:
    """Return the plan that a grid holds.

    Without a `mapping` the one among the `known` ones is used that was confirmed for the very same headers.
    With several plan tables, the `table`-th (from 1) or the longest is taken and the others are mentioned.
    Raises UnreadableFileError where there is no table, no header, or a table of statistics.
    """
    confirmed = _confirmed(grid.rows, known) if known and not mapping else None
    mapping = mapping or confirmed
    tables = _plan_tables(grid.rows, mapping)
    if not tables:
        _refuse(grid.rows, mapping)
    if table is not None and table > len(tables):
        raise UnreadableFileError(*words.no_such_table(table, len(tables)))
    chosen = tables[table - 1] if table else max(tables, key=lambda found: found[2] - found[1])
    columns, start, end = chosen
    if not mapping and not _TELLING.intersection(columns.fields):
        # Prose cut at its commas can look like a header: beside a table of statistics it is none.
        _refuse_statistics(grid.rows)
    if not mapping and not {"deadline", "lead"}.intersection(columns.fields):
        _refuse_statistics(grid.rows[start : start + columns.rows])
    body, outside = _own_rows(grid.rows[start:end], columns)
    builder = DraftBuilder(columns, body)
    builder.notices += [*map(notice_of, grid.remarks), *outside]
    if confirmed:
        message = words.confirmed_mapping(confirmed)
        builder.notices.append(Notice("confirmed_mapping", message, grid.rows[start].number))
    for number, (_, first, last) in enumerate(tables, start=1):
        if first != start:
            where = grid.rows[first].number, grid.rows[last - 1].number
            builder.notices.append(Notice("other_table", words.other_table(number), *where))
    if named := _line_above(grid.rows, start, body, columns):
        builder.add(named)
    for row in body:
        builder.add(row)
    above = [row for row in _rows_above(grid.rows, start, tables[0][1]) if row is not named]
    # A row of several cells above the plan is of another table: heads, contacts.
    lines = [row for row in above if sum(bool(cell.text) for cell in row.cells if cell.merge is Merge.OWN) == 1]
    preamble = _preamble(above)
    return builder.finish(_title(_preamble(lines)) or _title(preamble), preamble)


def _line_above(rows: Sequence[Row], start: int, body: Sequence[Row], columns: Columns) -> Row | None:
    """The line right above a table that names its section, where such lines stand above its header again further on."""
    filled = [row for row in body if not row.is_blank]
    again = any(columns.repeats_in(below) and _names_section(row) for row, below in pairwise(filled))
    above = next((row for row in reversed(rows[:start]) if not row.is_blank), None)
    return above if again and above and _names_section(above) else None


def _names_section(row: Row) -> bool:
    return _is_line(row) and names_section(next(cell.text for cell in row.cells if cell.text))


def _confirmed(rows: Sequence[Row], known: KnownMappings) -> Mapping[str, str] | None:
    """The mapping that was confirmed for a header that stands among the first rows, None for none."""
    for signature, mapping in known.items():
        for place in range(min(len(rows), _HEADER_ROWS)):
            columns = find_columns(rows, place, mapping)
            if columns is not None and columns.signature == signature:
                return mapping
    return None


def _own_rows(rows: Sequence[Row], columns: Columns) -> tuple[list[Row], list[Notice]]:
    """The rows below a header without those of tables that are none of the plan's (contacts, signatures).

    A table behind the plan's goes on with it where it repeats the header, or has as many columns and no header of
    its own; each other one is reported.
    """
    belongs = {rows[0].table: True}
    others: dict[int, list[Row]] = {}
    body = []
    for row in rows[columns.rows :]:
        if row.table and row.table not in belongs:
            goes_on = len(row.cells) == len(columns.headers) and not numbers_rows(row)
            belongs[row.table] = goes_on or columns.repeats_in(row)
        if not row.table or belongs[row.table]:
            body.append(row)
        else:
            others.setdefault(row.table, []).append(row)
    notices = []
    for table in others.values():
        text = squeeze(" ".join(cell.text for row in table for cell in row.cells if cell.merge is Merge.OWN))
        if text:
            message = words.outside_text(text[:SHOWN_LETTERS])
            notices.append(Notice("outside_text", message, table[0].number, table[-1].number))
    return body, notices


def _plan_tables(rows: Sequence[Row], mapping: Mapping[str, str] | None) -> list[tuple[Columns, int, int]]:
    """(columns, header's place, end) of each plan table; the same header again continues a table."""
    found: list[tuple[Columns, int, int]] = []
    for place, row in enumerate(rows):
        if found:
            header, start, _ = found[-1]
            again = header.repeats_in(row) and not _begins_anew(rows, place, header)
            if place < start + header.rows or again or header.ends_in(row):
                continue
        if row.table == 0 or len(row.cells) < 2:
            continue
        # Below a table, words of a task may look like a header's: only one that numbers its rows begins another.
        columns = find_columns(rows, place, mapping) if not found or numbers_rows(row) else None
        if columns is None:
            continue
        if found:
            found[-1] = (*found[-1][:2], place)
        found.append((columns, place, len(rows)))
    return found


def _begins_anew(rows: Sequence[Row], place: int, header: Columns) -> bool:
    """Whether the same header again begins another plan: below a title, with numbers from 1."""
    above = place
    while above and _is_line(rows[above - 1]):
        above -= 1
    titled = any(_TITLE.match(fold(line)) for line in _preamble(rows[above:place]))
    at = header.places.get("no")
    if not titled or at is None:
        return False
    numbers = (row.text(at).strip().rstrip(".)") for row in rows[place + 1 : place + 1 + _LOOKED_AHEAD])
    return next((number for number in numbers if number.isdecimal()), "") == "1"


def _is_line(row: Row) -> bool:
    """Whether a row is one text, as a title above a table is."""
    return row.table == 0 or sum(bool(cell.text) for cell in row.cells if cell.merge is Merge.OWN) == 1


def _refuse(rows: Sequence[Row], mapping: Mapping[str, str] | None) -> None:
    """Say why no plan was found."""
    _refuse_statistics(rows)
    wide = [row for row in rows if row.table and sum(bool(cell.text) for cell in row.cells) > 1]
    if not wide:
        raise UnreadableFileError(*words.no_table())
    shown = [
        squeeze(cell.text)[:SHOWN_LETTERS] for cell in max(wide[:5], key=lambda r: len(r.cells)).cells if cell.text
    ]
    if mapping:
        folded = {fold(cell.text) for row in wide for cell in row.cells}
        for header in mapping.values():
            if fold(header) not in folded:
                raise UnreadableFileError(*words.header_missing(header, shown))
    raise UnreadableFileError(*words.no_header(shown))


def _refuse_statistics(rows: Sequence[Row]) -> None:
    """Raise UnreadableFileError where a table of statistics stands instead of a plan."""
    for row in rows:
        if _STATISTICS.search(fold(" | ".join(cell.text for cell in row.cells))):
            raise UnreadableFileError(*words.statistics_table())


def _rows_above(rows: Sequence[Row], start: int, first: int) -> Sequence[Row]:
    """The rows above a table: those in front of the first one, or the lines of text right above a later one."""
    place = start
    while place > first and _is_line(rows[place - 1]):
        place -= 1
    return rows[place:start] if first < place < start else rows[:first]


def _preamble(rows: Sequence[Row]) -> tuple[str, ...]:
    """The lines above the table."""
    lines = (" ".join(cell.text for cell in row.cells if cell.text and cell.merge is Merge.OWN) for row in rows)
    return tuple(line for text in lines for line in text.split("\n") if line.strip())


def _title(preamble: Sequence[str]) -> str:
    """The lines that name the plan as one text, empty where none does.

    Heads of the page (quốc hiệu, issuer, «Phụ lục», «Kèm theo …») are left out; the title begins with the last
    block of lines that speak of a plan, results or tasks.
    """
    lines = [squeeze(line) for line in preamble]
    named = [line for line in lines if line and not _PAGE_HEADS.fullmatch(fold(line))]
    starts = [place for place, line in enumerate(named) if _PLAN_NAMES.fullmatch(fold(line))]
    plain = [place for place in starts if not _NO_TITLE.fullmatch(fold(named[place]))]
    if not starts:
        return ""
    title = [named[(plain or starts)[0]]]
    for line in named[(plain or starts)[0] + 1 :]:
        if _NO_TITLE.fullmatch(fold(line)):
            break
        if line.startswith("(") or sum(map(len, title)) + len(line) > _LONGEST_TITLE:
            break
        title.append(line)
    return " ".join(title)
