"""Rows below a header → sections, tasks, and everything a person should know about the rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cchc_tasks.errors import UnreadableFileError
from cchc_tasks.files.markup import join_texts
from cchc_tasks.messages.doubt_words import sentence
from cchc_tasks.model.doubts import Code, Doubt
from cchc_tasks.model.draft import Draft, DraftSection, DraftTask, Notice
from cchc_tasks.model.grid import Cell, Merge, Row
from cchc_tasks.plans import table_words as words
from cchc_tasks.plans.broken_rows import OpenTask, continue_tasks, is_ditto, report_merged, tidy_cells
from cchc_tasks.plans.table_traits import (
    is_worksheet,
    numbers_columns,
    numbers_its_tasks,
    report_numbers,
    writes_tasks_bold,
)
from cchc_tasks.reading.tables.columns import Columns
from cchc_tasks.reading.tables.period_columns import Ticks, read_ticks, says_when
from cchc_tasks.reading.tables.section_titles import (
    Heading,
    SectionPath,
    area_heading,
    is_bold,
    numbered_heading,
    section_heading,
)
from cchc_tasks.reading.worksheet_codes import read_code
from cchc_tasks.text import fold, squeeze

_TOTAL = re.compile(
    r"(?:tong cong|tong so|ghi chu)\b.*|(?:tong|cong)\s*(?:[:.].*)?|(?:tong|cong) (?:\(|\d+\b|[ivx]+\b).*"
)
#: The block of signatures below a table: what begins it, folded.
_SIGNATURES = re.compile(
    r"noi nhan\b.*|(?:tm|kt|tl|tuq)\b\. ?.*|(?:pho )?(?:giam doc|chu tich|chanh van phong|truong phong)"
    r"|nguoi (?:lap|tong hop)(?: .*)?"
)
#: A number that a task may have: «1», «1.2.», «a)», «đ», «-», «II».
_TASK_NUMBER = re.compile(r"\d+(?:[.\-/]\d+)*[.)]?|[a-zđA-ZĐ][.)]?|[-–+•]|[IVXLC]+[.)]?")
_SHOWN_LETTERS = 80
#: The cells in which «như trên» means the words above.
_REPEATED = frozenset({"lead", "support", "start", "deadline", "outputs", "given_by"})


class DraftBuilder:
    """Takes the rows below a header one by one."""

    def __init__(self, columns: Columns, body: Sequence[Row]) -> None:
        self.columns = columns
        self.notices = [Notice("unknown_column", words.unknown_column(header)) for header in columns.unknown]
        if "support" not in columns.places and "lead" in columns.places:
            header = columns.header_of("lead")
            if "phoi hop" in fold(header):
                self.notices.append(Notice("combined_units", words.combined_units(header)))
        self.sections: list[DraftSection] = []
        self.tasks: list[OpenTask] = []
        self.path = SectionPath()
        self.repeated = 0
        self._after_header = True
        self._page = body[0].page if body else 1
        self._turned = False
        self._numbered = numbers_its_tasks(columns, body)
        self._bold_tasks = writes_tasks_bold(columns, body)
        self._is_worksheet = is_worksheet(columns, body)
        self._closed = False
        self._in_section_row = False
        self._line: Row | None = None
        self._ticks = Ticks()
        self._area = ""
        self._ticked = False

    def add(self, row: Row) -> None:
        """Take one row: a header again, a section, a task, a continuation, or something that is none of these."""
        if row.is_blank:
            return
        if row.table and row.page != self._page:
            # A page that does not repeat the header goes on as one that does.
            self._page, self._turned, self._after_header = row.page, True, True
        if self.columns.repeats_in(row):
            self.repeated += 1
            self._after_header = True
        elif self._after_header and self.repeated and self.columns.ends_in(row):
            return
        elif self._is_worksheet and self._add_coded(row):
            self._after_header = False
        elif row.table == 0:
            self._add_line(row)
        elif numbers_columns(row) and not self.tasks:
            self._say("column_numbers", words.column_numbers(), row)
        else:
            cells = {name: self.columns.text_of(row, place) for name, place in self.columns.places.items()}
            if self.columns.periods:
                self._ticks = read_ticks(self.columns.periods, row)
                cells["deadline"] = cells.get("deadline") or self._ticks.deadline
            self._add_cells(row, cells)
            self._report_beyond(row)
            self._after_header = False

    def _add_coded(self, row: Row) -> bool:
        """Take a worksheet's row by its code, wherever it stands; a row of no cells but a title is a section."""
        cells = {name: self.columns.text_of(row, place) for name, place in self.columns.places.items()}
        filled = {name for name, text in cells.items() if text}
        if read_code(cells["ref"]):
            self.tasks.append(OpenTask(row.number, len(self.sections) - 1 if self.sections else None, cells))
        elif filled <= {"no", "title"} and "title" in filled:
            self._enter(Heading(squeeze(cells.get("no", "")), squeeze(cells["title"]), "title"), row)
        else:
            return False
        return True

    @property
    def _is_behind_break(self) -> bool:
        """Whether the row is the first one on a further page."""
        return self._after_header and (self._turned or self.repeated > 0)

    def _add_line(self, row: Row) -> None:
        """Keep a line of text that may be a section's name, report every other."""
        self._report_line()
        heading = section_heading(row, {"title": row.text(0)})
        if heading and heading.no and not self._closed:
            self._line = row
        else:
            self._closed = self._closed or _SIGNATURES.fullmatch(fold(row.text(0))) is not None
            self._say("outside_text", words.outside_text(_shown(row)), row)

    def _report_line(self) -> None:
        if self._line:
            self._say("outside_text", words.outside_text(_shown(self._line)), self._line)
        self._line = None

    def _add_cells(self, row: Row, cells: dict[str, str]) -> None:
        number = squeeze(cells.get("no", ""))
        area = squeeze(cells.pop("section", ""))
        if self._is_closing(number, cells):
            self._report_line()
            self._say("outside_text", words.outside_text(_shown(row)), row)
            return
        self._enter_line()
        if not any(cells.values()):
            self._say("stray_row", words.stray_row(_shown(row)), row)
            return
        heading = self._heading(row, cells)
        if heading:
            self._enter(heading, row)
        elif self._is_remark(row, cells):
            self._say("total_row", words.total_row(_shown(row)), row)
        elif self._continues_section(cells):
            self._continue_section(cells["title"], row)
        elif own := self._further_cells(row, cells):
            self.notices += continue_tasks(self.tasks, own, row.number, cut=False)
        elif self._continues(cells):
            self.notices += continue_tasks(self.tasks, cells, row.number)
        else:
            self._add_task(row, cells, number, area)
        self._in_section_row = heading is not None

    def _add_task(self, row: Row, cells: dict[str, str], number: str, area: str) -> None:
        self._enter_area(area, row)
        filled = any(text for name, text in cells.items() if name != "no")
        if not filled and _TASK_NUMBER.fullmatch(number):
            self._say("empty_row", words.empty_row(number), row)
        elif not cells["title"] and not _TASK_NUMBER.fullmatch(number):
            self._say("stray_row", words.stray_row(_shown(row)), row)
        else:
            self._check_cells(row)
            self._fill_dittos(cells, row)
            self._take_section_time(cells, row)
            self.tasks.append(OpenTask(row.number, len(self.sections) - 1 if self.sections else None, cells))
            self._report_ticks(self.tasks[-1], row)
            if not cells["title"]:
                self._doubt(self.tasks[-1], Doubt(Code.NO_TITLE, "title", number), row)

    def _fill_dittos(self, cells: dict[str, str], row: Row) -> None:
        """Put the words of the task above where a cell only says «như trên»."""
        above = self.tasks[-1].cells if self.tasks else {}
        names = [name for name, text in cells.items() if is_ditto(text) and name in _REPEATED and above.get(name)]
        if names:
            cells.update((name, above[name]) for name in names)
            self._say("ditto", words.ditto(names), row)

    def _take_section_time(self, cells: dict[str, str], row: Row) -> None:
        """Take the time that the section's name is where the table has no column of deadlines: «Quý I», «Tháng 3»."""
        if self.sections and "deadline" not in self.columns.fields and says_when(self.sections[-1].title):
            cells["deadline"] = self.sections[-1].title
            self._say("section_deadline", words.section_deadline(cells["deadline"]), row)

    def _report_ticks(self, task: OpenTask, row: Row) -> None:
        """Say what a person should know of the marks that a task's deadline is made from."""
        found = self._ticks
        self._ticked = self._ticked or bool(found.deadline)
        if found.texts:
            self._say("period_text", words.period_column_texts(task.name, found.texts), row)
        if found.unknown:
            self._doubt(task, Doubt(Code.UNKNOWN_MARK, "deadline", "; ".join(found.unknown)), row)
        if found.adjoining:
            marks = tuple(found.adjoining)
            task.review.append(Doubt(Code.ADJOINING_MARKS, "deadline", found.deadline, marks))

    def _doubt(self, task: OpenTask, doubt: Doubt, row: Row) -> None:
        """Mark the task for review, and tell it among the notices of the file."""
        task.review.append(doubt)
        self._say(doubt.code.partition(".")[2], sentence(doubt), row)

    def _is_closing(self, number: str, cells: Mapping[str, str]) -> bool:
        """Whether the row belongs to the signatures below the table: from their first words to the next number."""
        if number.rstrip(".)").isdecimal():
            self._closed = False
        elif not (cells.get("lead") and cells.get("deadline")):
            words = (number, cells["title"]) if number or cells["title"] else cells.values()
            self._closed = self._closed or any(_SIGNATURES.fullmatch(fold(text)) for text in words if text)
        return self._closed

    def _enter_line(self) -> None:
        if self._line:
            heading = section_heading(self._line, {"title": self._line.text(0)})
            if heading:
                self._enter(heading, self._line)
        self._line = None

    def _heading(self, row: Row, cells: Mapping[str, str]) -> Heading | None:
        """The section's name that a row is: by its numeral or looks, or as the one row without a number."""
        if self._after_header and self._continues_section(cells):
            return None
        found = section_heading(row, cells)
        if found:
            return found
        others = [text for name, text in cells.items() if name not in ("no", "title") and text]
        title = squeeze(cells["title"])
        if not others and not self._bold_tasks and is_bold(row):
            return numbered_heading(squeeze(cells.get("no", "")), title)
        if others and not cells.get("lead") and not cells.get("deadline") and title.isupper():
            found = section_heading(row._replace(cells=_only(row, title)), {**_bare(cells), "title": title})
            if found and found.no:
                self._say("section_text", words.section_text(" | ".join(others)[:_SHOWN_LETTERS]), row)
                return found
            return None
        alone = not others and not cells.get("no") and title[:1].isupper() and not title.endswith((".", ";", ","))
        if alone and self._numbered and not self._is_behind_break and not self._says_total(title):
            self._say("unnumbered_section", words.unnumbered_section(title), row)
            return Heading("", title, "title")
        return None

    def _enter(self, heading: Heading, row: Row) -> None:
        path = self.path.enter(heading.no, heading.level)
        self.sections.append(DraftSection(heading.no, heading.title, path, row.number))

    def _enter_area(self, area: str, row: Row) -> None:
        """Go into the section that a column of its own names; where it is empty the one above goes on."""
        if area and area != self._area:
            self._area = area
            self._enter(area_heading(area), row)

    def _continues_section(self, cells: Mapping[str, str]) -> bool:
        """Whether a page break cut a section's name: only a title follows it behind the header."""
        if not (self._in_section_row and self._after_header and cells["title"]):
            return False
        alone = not any(text for name, text in cells.items() if name != "title")
        numeral = section_heading(Row(0, (Cell(cells["title"]),)), {"title": cells["title"]})
        return alone and not (numeral and numeral.no)

    def _continue_section(self, title: str, row: Row) -> None:
        last = self.sections[-1]
        whole = squeeze(join_texts(last.title, title))
        self.sections[-1] = DraftSection(last.no, whole, last.path, last.row)
        self._say("joined", words.section_joined(whole), row)

    def _further_cells(self, row: Row, cells: Mapping[str, str]) -> dict[str, str]:
        """The row's own cells where its title is merged with the row above: further lines of the same task.

        A row with a number of its own is a task of its own, whose title is that of several.
        """
        place = self.columns.places["title"]
        if not self.tasks or place >= len(row.cells) or row.cells[place].merge is not Merge.ABOVE:
            return {}
        at_number = self.columns.places.get("no", len(row.cells))
        if at_number < len(row.cells) and row.cells[at_number].merge is Merge.OWN and cells["no"]:
            return {}
        own = {name: at for name, at in self.columns.places.items() if name in cells and at < len(row.cells)}
        return {name: cells[name] for name, at in own.items() if row.cells[at].merge is Merge.OWN and cells[name]}

    def _continues(self, cells: Mapping[str, str]) -> bool:
        """Whether a row without a number goes on with the task above it.

        Right behind a repeated header, or as the first one on a page, it does; elsewhere only without a title of
        its own, or with one that goes on in mid-sentence. In a table that numbers no task a full row is always one.
        """
        if not self.tasks or cells.get("no"):
            return False
        title = cells["title"]
        full = bool(title) and sum(bool(cells.get(name)) for name in ("lead", "deadline", "result")) > 1
        if full and not self._numbered:
            return False
        if "no" in self.columns.places and self._is_behind_break:
            return True
        return not title or (title[:1].islower() and not cells.get("deadline") and not cells.get("lead"))

    @staticmethod
    def _says_total(text: str) -> bool:
        return _TOTAL.fullmatch(fold(text)) is not None

    def _is_remark(self, row: Row, cells: Mapping[str, str]) -> bool:
        """Whether the row is a total or a note: it says so, has no number, and not both a unit and a deadline."""
        number = cells.get("no", "")
        if not any(self._says_total(text) for text in (number, cells["title"]) if text):
            return False
        spanned = any(cell.merge is Merge.LEFT for cell in row.cells)
        numbered = number.strip().rstrip(".").isdecimal()
        return not numbered and (spanned or not cells.get("deadline") or not cells.get("lead"))

    def _check_cells(self, row: Row) -> None:
        expected, found = len(self.columns.headers), len(row.cells)
        if found != expected:
            self._say("cell_count", words.cell_count(found, expected), row)

    def _report_beyond(self, row: Row) -> None:
        """Report the text of columns that have no header; what is merged from elsewhere is no text of theirs."""
        expected = len(self.columns.headers)
        cells = enumerate(row.cells)
        beyond = [
            c.text for at, c in cells if c.merge is Merge.OWN and (at >= expected or not self.columns.is_known(at))
        ]
        if any(beyond):
            self._say("extra_cells", words.extra_cells(" | ".join(filter(None, beyond))[:_SHOWN_LETTERS]), row)

    def _say(self, code: str, message: str, row: Row) -> None:
        self.notices.append(Notice(code, message, row.number))

    def finish(self, title: str, preamble: tuple[str, ...]) -> Draft:
        """Return the draft; raises UnreadableFileError where no task was found."""
        if not self.tasks:
            raise UnreadableFileError(*words.no_tasks())
        self._report_line()
        if self.repeated:
            self.notices.append(Notice("repeated_headers", words.repeated_headers(self.repeated)))
        if not self._is_worksheet:
            self.notices += report_merged(self.tasks)
            self.notices += report_numbers(self.tasks)
        if self.columns.periods:
            columns = self.columns.header_of("deadline")
            message = words.period_columns_used(columns) if self._ticked else words.period_columns_unmarked(columns)
            self.notices.append(Notice("period_columns", message))
        headers = {name: self.columns.header_of(name) for name in self.columns.fields}
        tasks = tuple(_task(task) for task in self.tasks)
        return Draft(title, preamble, headers, tuple(self.sections), tasks, tuple(self.notices), self.columns.signature)


def _only(row: Row, title: str) -> tuple[Cell, ...]:
    """The row's number and title, without its other cells."""
    return tuple(cell if index == 0 or squeeze(cell.text) == title else Cell() for index, cell in enumerate(row.cells))


def _bare(cells: Mapping[str, str]) -> dict[str, str]:
    return {name: text if name == "no" else "" for name, text in cells.items()}


def _task(task: OpenTask) -> DraftTask:
    cells = tidy_cells(task.cells)
    return DraftTask(task.row, cells | {"no": squeeze(cells.get("no", ""))}, task.section, tuple(task.review))


def _shown(row: Row) -> str:
    return squeeze(" ".join(cell.text for cell in row.cells if cell.merge is Merge.OWN))[:_SHOWN_LETTERS]
