"""Grid → Draft: the header, sections, tasks, and everything a person should know about the rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cchc_tasks.errors import UnreadableFileError
from cchc_tasks.importing.columns import Columns, find_columns, numbers_rows, refuse_statistics
from cchc_tasks.importing.grid import Grid, Merge, Row
from cchc_tasks.importing.joining import OpenTask, continue_tasks, notice_merged, tidy_cells
from cchc_tasks.importing.sections import SectionPath, section_heading
from cchc_tasks.importing.titles import find_title
from cchc_tasks.model.drafts import Draft, DraftSection, DraftTask, Notice
from cchc_tasks.vietnamese import fold, squeeze
from cchc_tasks.wording import importing as wording

_TOTAL = re.compile(r"(?:tong cong|tong so|cong|tong|ghi chu)\b[\s:.]*.*")
_SHOWN_LETTERS = 80


def build_draft(grid: Grid, mapping: Mapping[str, str] | None = None, table: int | None = None) -> Draft:
    """Return the plan that a grid holds.

    With several plan tables, the `table`-th (from 1) or the longest is taken and the others are mentioned.
    Raises UnreadableFileError where there is no table, no header, or a table of statistics.
    """
    tables = _plan_tables(grid.rows, mapping)
    if not tables:
        _refuse(grid.rows, mapping)
    if table is not None and table > len(tables):
        raise UnreadableFileError(*wording.no_such_table(table, len(tables)))
    chosen = tables[table - 1] if table else max(tables, key=lambda found: found[2] - found[1])
    columns, start, end = chosen
    builder = _Builder(columns)
    builder.notices += grid.notices
    if len(tables) > 1:
        builder.notices.append(Notice("other_tables", wording.other_tables(len(tables) - 1)))
    for row in grid.rows[start + columns.rows : end]:
        builder.add(row)
    preamble = _preamble(grid.rows[:start])
    return builder.finish(find_title(preamble), preamble)


def _plan_tables(rows: Sequence[Row], mapping: Mapping[str, str] | None) -> list[tuple[Columns, int, int]]:
    """(columns, header's place, end) of each plan table; the same header again continues a table."""
    found: list[tuple[Columns, int, int]] = []
    for place, row in enumerate(rows):
        if found and found[-1][0].repeats_in(row):
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


def _refuse(rows: Sequence[Row], mapping: Mapping[str, str] | None) -> None:
    """Say why no plan was found."""
    refuse_statistics(rows)
    wide = [row for row in rows if row.table and sum(bool(cell.text) for cell in row.cells) > 1]
    if not wide:
        raise UnreadableFileError(*wording.no_table())
    shown = [
        squeeze(cell.text)[:_SHOWN_LETTERS] for cell in max(wide[:5], key=lambda r: len(r.cells)).cells if cell.text
    ]
    if mapping:
        folded = {fold(cell.text) for row in wide for cell in row.cells}
        for header in mapping.values():
            if fold(header) not in folded:
                raise UnreadableFileError(*wording.header_missing(header, shown))
    raise UnreadableFileError(*wording.no_header(shown))


def _preamble(rows: Sequence[Row]) -> tuple[str, ...]:
    """The lines above the table."""
    lines = (" ".join(cell.text for cell in row.cells if cell.text and cell.merge is Merge.OWN) for row in rows)
    return tuple(line for text in lines for line in text.split("\n") if line.strip())


class _Builder:
    """Takes the rows below a header one by one."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.notices: list[Notice] = [
            Notice("unknown_column", wording.unknown_column(header)) for header in columns.unknown
        ]
        self.sections: list[DraftSection] = []
        self.tasks: list[OpenTask] = []
        self.path = SectionPath()
        self.after_header = True
        self.repeated = 0
        self.numbered = False

    def add(self, row: Row) -> None:
        """Take one row: a header again, a section, a task, a continuation, or something that is none of these."""
        if row.is_blank:
            return
        if self.columns.repeats_in(row):
            self.repeated += 1
            self.after_header = True
            return
        if row.table == 0:
            self._say("outside_text", wording.outside_text(_shown(row)), row)
            return
        if self._is_numbering(row):
            return
        cells = {name: row.text(place) for name, place in self.columns.places.items()}
        heading = section_heading(row, cells, self.path)
        if heading:
            path = self.path.enter(heading.no, heading.level)
            self.sections.append(DraftSection(heading.no, heading.title, path, row.number))
        elif self._is_remark(row, cells):
            self._say("total_row", wording.total_row(_shown(row)), row)
        elif self._continues(cells):
            self.notices += continue_tasks(self.tasks, cells, row.number)
        elif any(cells.values()):
            self._check_cells(row)
            self.numbered = self.numbered or bool(cells.get("no"))
            self.tasks.append(OpenTask(row.number, len(self.sections) - 1 if self.sections else None, cells))
        else:
            self._say("stray_row", wording.stray_row(_shown(row)), row)
        self.after_header = False

    def _continues(self, cells: Mapping[str, str]) -> bool:
        """Whether a row without a number goes on with the task above it.

        Right behind a repeated header it does; elsewhere only without a title of its own, or with one that goes
        on in mid-sentence. In a table that numbers no task a full row is always a task.
        """
        if not self.tasks or cells.get("no"):
            return False
        title = cells["title"]
        full = bool(title) and sum(bool(cells.get(name)) for name in ("lead", "deadline", "result")) > 1
        if full and not self.numbered:
            return False
        if "no" in self.columns.places and self.after_header and self.repeated:
            return True
        return not title or (title[:1].islower() and not cells.get("deadline") and not cells.get("lead"))

    def _is_numbering(self, row: Row) -> bool:
        """Whether a row only numbers the columns: (1) (2) (3)."""
        found = [cell.text.strip("() ") for cell in row.cells if cell.text]
        return not self.tasks and len(found) > 2 and found == [str(n) for n in range(1, len(found) + 1)]

    @staticmethod
    def _is_remark(row: Row, cells: Mapping[str, str]) -> bool:
        """Whether the row is a total or a note: it says so, has no number, and not both a unit and a deadline."""
        number = cells.get("no", "")
        if not any(_TOTAL.fullmatch(fold(text)) for text in (number, cells["title"]) if text):
            return False
        spanned = any(cell.merge is Merge.LEFT for cell in row.cells)
        numbered = number.strip().rstrip(".").isdecimal()
        return not numbered and (spanned or not cells.get("deadline") or not cells.get("lead"))

    def _check_cells(self, row: Row) -> None:
        expected, found = len(self.columns.headers), len(row.cells)
        if found != expected:
            self._say("cell_count", wording.cell_count(found, expected), row)
        beyond = " | ".join(cell.text for cell in row.cells[expected:] if cell.text)
        if beyond:
            self._say("extra_cells", wording.extra_cells(beyond[:_SHOWN_LETTERS]), row)

    def _say(self, code: str, message: str, row: Row) -> None:
        self.notices.append(Notice(code, message, row.number))

    def finish(self, title: str, preamble: tuple[str, ...]) -> Draft:
        """Return the draft; raises UnreadableFileError where no task was found."""
        if not self.tasks:
            raise UnreadableFileError(*wording.no_tasks())
        if self.repeated:
            self.notices.append(Notice("repeated_headers", wording.repeated_headers(self.repeated)))
        self.notices += notice_merged(self.tasks)
        self.notices += _number_notices(self.tasks)
        headers = {name: self.columns.header_of(name) for name in self.columns.places}
        tasks = tuple(_task(task) for task in self.tasks)
        return Draft(title, preamble, headers, tuple(self.sections), tasks, tuple(self.notices))


def _task(task: OpenTask) -> DraftTask:
    cells = tidy_cells(task.cells)
    no = squeeze(cells.pop("no", ""))
    return DraftTask(no=no, row=task.row, section=task.section, review=tuple(task.review), **cells)


def _shown(row: Row) -> str:
    return squeeze(" ".join(cell.text for cell in row.cells if cell.merge is Merge.OWN))[:_SHOWN_LETTERS]


def _number_notices(tasks: Sequence[OpenTask]) -> Iterator[Notice]:
    """Say which numbers repeat and which are missing; a new section may begin again at 1."""
    last, section, seen = 0, None, set[int]()
    for task in tasks:
        text = task.cells.get("no", "").strip().rstrip(".)")
        if not text.isdecimal():
            continue
        number = int(text)
        if number == 1 and task.section != section:
            last, seen = 0, set()
        if number in seen:
            yield Notice("duplicate_no", wording.duplicate_number(text), task.row)
        elif number > last + 1:
            missing = range(last + 1, number) if number - last < 20 else ()
            if missing:
                yield Notice("missing_no", wording.missing_numbers(missing), task.row)
        seen.add(number)
        last, section = max(last, number), task.section
