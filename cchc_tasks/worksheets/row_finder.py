"""The task of a row in a returned table: found by its number and words, or in a worksheet by its code."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from cchc_tasks.model.draft import DraftSection, DraftTask
from cchc_tasks.model.fields import FIELD, PRINTED_TEXTS, ValueKind
from cchc_tasks.model.refs import typed_number
from cchc_tasks.model.task import Milestone, Task
from cchc_tasks.model.timing import shown_status
from cchc_tasks.reading.worksheet_codes import SheetCode, read_code
from cchc_tasks.text import fold, squeeze
from cchc_tasks.worksheets import results_words, words
from cchc_tasks.worksheets.cell_merge import CellBase, same_text
from cchc_tasks.worksheets.sql import TaskHistories, WrittenTask
from cchc_tasks.worksheets.worksheet import SheetState, deadline_cell, finished_on

#: The columns behind which the closing of a milestone stands, too.
_CLOSING = (ValueKind.STATUS, ValueKind.DAY)


class FoundRow(NamedTuple):
    """A row's task (None: `why` says so), its code, and the task as the sheet showed it (None: nobody knows)."""

    task: Task | None
    code: SheetCode | None = None
    written: WrittenTask | None = None
    why: str = ""


class CodedRowFinder:
    """Finds the tasks of plans by the codes in the rows of a worksheet."""

    def __init__(self, tasks: Iterable[Task], histories: TaskHistories) -> None:
        self._histories = histories
        self._tasks = list(tasks)
        self._plans = {task.plan for task in self._tasks}
        self._by_title: dict[tuple[str, str], list[Task]] = defaultdict(list)
        for task in self._tasks:
            self._by_title[task.plan, title_words(task.title)].append(task)
        self._by_ref = {(task.plan, fold(task.ref)): task for task in self._tasks}
        self._finder = PrintedRowFinder(self._tasks)

    def load(self, rows: Iterable[DraftTask]) -> None:
        """Load the histories of the tasks that the rows' codes name, all at once."""
        codes = (read_code(row.ref) for row in rows)
        named = (self._by_ref.get((code.plan, fold(code.ref))) for code in codes if code)
        self._histories.load({task.task_id for task in named if task})

    def find(self, row: DraftTask, sections: Sequence[DraftSection]) -> FoundRow:
        """Return the row's task: the one that its code names, if the printed words are that task's.

        A code that means another task now (the plan was amended and numbered anew) is followed by the title. A row
        that lost its code is found as in any returned table.
        """
        code = read_code(row.ref)
        if code is None:
            return FoundRow(self._finder.find(row, sections))
        if code.plan not in self._plans:
            return FoundRow(None, code, why=words.no_plan_of_code(code.plan))
        named = self._by_ref.get((code.plan, fold(code.ref)))
        if named:
            found = self._as_written(code, named)
            if found.has_title(row.title) if row.title else found.has_number(code.ref):
                return found.row
        for task in self._by_title.get((code.plan, title_words(row.title)), ()) if row.title else ():
            found = self._as_written(code, task)
            if found.written and found.has_title(row.title) and found.has_number(code.ref):
                return found.row
        return FoundRow(None, code, why=words.title_differs(named.title) if named else words.no_task_of_code(row.ref))

    def _as_written(self, code: SheetCode, task: Task) -> _Candidate:
        written = self._histories.as_written(task.task_id, code.seq, code.day) if code.seq else None
        return _Candidate(FoundRow(task, code, written), written, *_printed(written, task))


class _Candidate(NamedTuple):
    """A task that a row may be about, with the title and the number that the sheet printed of it."""

    row: FoundRow
    written: WrittenTask | None
    title: str
    no: str

    def has_title(self, title: str) -> bool:
        """Whether the sheet's title is the task's."""
        return title_words(self.title) == title_words(title) or is_same_title(self.title, title)

    def has_number(self, ref: str) -> bool:
        """Whether the task was called so by its number: alone, behind numerals, or by its place where it had none."""
        number = fold(typed_number(self.no))
        return ref.startswith("#") or (bool(number) and (fold(ref) == number or fold(ref).endswith(f".{number}")))


def _printed(written: WrittenTask | None, task: Task) -> tuple[str, str]:
    return (written.printed["title"], written.printed["no"]) if written else (task.title, task.no)


def base_of(found: FoundRow, day: date) -> CellBase | None:
    """Return what the row said, and its status of then as it is on the day of the results."""
    written, code = found.written, found.code
    if written is None or code is None:
        return None
    looked = code.day or day
    status = shown_status(written.reported, written.milestones, looked)
    done_on = finished_on(status, written.milestones)
    said = SheetState(status, written.texts, done_on, written.evidence)
    return CellBase(said, shown_status(written.reported, written.milestones, day))


def newest_entry(histories: TaskHistories, found: FoundRow, column: str) -> tuple[str, str] | None:
    """Return (UTC moment, name) of the newest entry behind a column since the sheet was written, None for none."""
    if found.task is None:
        return None
    after = found.code.seq if found.code and found.written and found.code.seq else 0
    fields = (column, "closed") if FIELD[column].kind in _CLOSING else (column,)
    return histories.newest(found.task.task_id, fields, after)


def printed_differences(row: DraftTask, found: FoundRow) -> tuple[str, ...]:
    """Return the locked columns in which the row prints other words than the sheet did, in sentences."""
    task = found.task
    if task is None:
        return ()
    words_of_task = {field.column: task.texts[field.name] for field in PRINTED_TEXTS}
    printed: Mapping[str, Any] = found.written.printed if found.written else words_of_task
    milestones: Sequence[Milestone] = found.written.milestones if found.written else task.milestones
    ours = {field.name: printed[field.column] for field in PRINTED_TEXTS if field.worksheet and field.name != "no"}
    ours["deadline"] = deadline_cell(ours["deadline"], milestones)
    said = {name: squeeze(row.texts.get(name, "")) for name in ours}
    return tuple(
        results_words.differs(name, squeeze(text), said[name])
        for name, text in ours.items()
        if said[name] and not same_text(said[name], text)
    )


#: How alike two titles are that were typed twice: a page break or a corrected word, not another task.
_ALIKE = 0.7


class PrintedRowFinder:
    """Finds a plan's tasks by what a table prints of them."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._by_number: dict[str, list[Task]] = defaultdict(list)
        self._by_title: dict[str, list[Task]] = defaultdict(list)
        for task in tasks:
            self._by_number[fold(typed_number(task.no))].append(task)
            self._by_title[title_words(task.title)].append(task)

    def find(self, row: DraftTask, sections: Sequence[DraftSection]) -> Task | None:
        """Return the task that the row is about, None where its number or its words are no task's of the plan.

        A number that several sections print needs the section or the title; a row without a number its title.
        """
        same_title = self._by_title.get(title_words(row.title), [])
        if not row.no.strip():
            return same_title[0] if len(same_title) == 1 else None
        numbered = self._by_number.get(fold(typed_number(row.no)), [])
        for candidates in (
            [task for task in numbered if task in same_title],
            [task for task in numbered if is_same_title(task.title, row.title)],
        ):
            if len(candidates) > 1 and row.section is not None:
                title = fold(sections[row.section].title)
                candidates = [task for task in candidates if fold(task.section_title) == title]
            if len(candidates) == 1:
                return candidates[0]
        return None


def title_words(text: str) -> str:
    """Return the words of a title, folded, without punctuation."""
    return " ".join(re.findall(r"\w+", fold(text)))


def is_same_title(first: str, second: str) -> bool:
    """Return whether two titles are one that was typed twice."""
    one, other = title_words(first), title_words(second)
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= 20 and longer.startswith(shorter):
        return True  # a title that the page or the sheet cut
    return bool(one and other) and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
