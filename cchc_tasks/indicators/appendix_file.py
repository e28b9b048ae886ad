"""Grid → the statistics appendix that it holds."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.errors import UnreadableFileError
from cchc_tasks.files.formats import read_grids_from_bytes
from cchc_tasks.indicators import appendix_file_words as words
from cchc_tasks.indicators.appendix_columns import StatisticsColumns, find_statistics_columns
from cchc_tasks.indicators.appendix_lines import LinesBuilder
from cchc_tasks.messages.problem_messages import notice_of
from cchc_tasks.model.draft import Notice
from cchc_tasks.model.grid import Grid, Merge, Row
from cchc_tasks.model.indicator import StatisticsTable
from cchc_tasks.reading.tables.columns import find_columns
from cchc_tasks.text import fold, squeeze

_SHOWN_LETTERS = 80
#: An appendix has some 180 lines; a table with more than this is something else, and would take long to compare.
_MAX_LINES = 2_000
_TITLE_LINES = 6


def read_statistics_from_bytes(data: bytes, name: str, sheet: str | None = None) -> StatisticsTable:
    """Return the appendix in a file's bytes; `name` is only for messages, `sheet` names one of several.

    Without it the sheet with the most lines is taken. Raises UnreadableFileError where the file cannot be read, holds
    a plan, or no table of statistics.
    """
    grids = read_grids_from_bytes(data, name)
    if sheet is not None:
        grids = tuple(grid for grid in grids if fold(grid.name) == fold(sheet))
        if not grids:
            raise UnreadableFileError(*words.no_such_sheet(sheet))
    shown = [grid for grid in grids if not grid.hidden or sheet is not None]
    found = [(grid, table) for grid in shown if (table := read_statistics(grid)) is not None]
    if not found:
        _refuse(shown)
    grid, table = max(found, key=lambda pair: len(pair[1].lines))
    if len(grids) == 1:
        return table
    others = [other.name for other, _ in found if other is not grid]
    notice = Notice("chosen_sheet", words.chosen_sheet(grid.name, others))
    return StatisticsTable(table.title, table.lines, table.rows, (notice, *table.notices))


def read_statistics(grid: Grid) -> StatisticsTable | None:
    """Return the appendix that a grid holds, None for none.

    Rows in front of its header (the report itself, heads of pages) and behind its end are none of its lines.
    """
    start, columns = _find_header(grid.rows)
    if columns is None:
        return None
    builder = LinesBuilder(columns)
    builder.notices += map(notice_of, grid.remarks)
    unknown = columns.unknown
    if unknown:
        builder.notices.append(Notice("unknown_columns", words.unknown_columns(unknown), grid.rows[start].number))
    others: list[Row] = []
    for row in grid.rows[start + columns.rows :]:
        if builder.ended:
            break
        if row.table == 0 or len(row.cells) < 2 or _is_of_another_table(row, columns):
            others += [row] if row.table else []
            continue
        builder.add(row)
    if others:
        builder.notices.append(_left_out(others))
    lines, rows = builder.lines()
    if len(lines) > _MAX_LINES:
        raise UnreadableFileError(*words.too_many_lines(len(lines), _MAX_LINES))
    return StatisticsTable(_title(grid.rows[:start]), lines, rows, tuple(builder.notices)) if lines else None


def _find_header(rows: Sequence[Row]) -> tuple[int, StatisticsColumns | None]:
    for place in range(len(rows)):
        columns = find_statistics_columns(rows, place)
        if columns is not None:
            return place, columns
    return 0, None


def _is_of_another_table(row: Row, columns: StatisticsColumns) -> bool:
    """Whether a row is narrower than any part of the appendix: contacts, signatures."""
    return len(row.cells) < min(3, len(columns.headers))


def _left_out(rows: Sequence[Row]) -> Notice:
    text = squeeze(" ".join(cell.text for row in rows for cell in row.cells if cell.merge is Merge.OWN))
    return Notice("outside_text", words.outside_text(text[:_SHOWN_LETTERS]), rows[0].number, rows[-1].number)


def _title(above: Sequence[Row]) -> str:
    """The lines in capitals right above the table, without «Phụ lục»."""
    lines: list[str] = []
    for row in reversed(above[-_TITLE_LINES:]):
        own = [cell.text for cell in row.cells if cell.text and cell.merge is Merge.OWN]
        if len(own) != 1 or fold(own[0]).startswith("phu luc"):
            break
        if not own[0].lstrip().startswith("("):
            lines.insert(0, squeeze(own[0]))
    return " ".join(lines)


def _refuse(grids: Sequence[Grid]) -> None:
    """Say why no appendix was found: a plan is named as such."""
    for grid in grids:
        if any(find_columns(grid.rows, place) for place, row in enumerate(grid.rows) if row.table):
            raise UnreadableFileError(*words.plan_not_statistics())
    raise UnreadableFileError(*words.no_statistics())
