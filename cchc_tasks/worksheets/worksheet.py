"""A unit's worksheet: the state of a task that its cells show, and its file as .xlsx with open and locked cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from cchc_tasks.days import day as shown_day
from cchc_tasks.files.xlsx_form import FormColumn, FormRow, SheetForm, make_form
from cchc_tasks.messages.status_words import STATUS_WORDS
from cchc_tasks.model.fields import FIELD, FILLED_IN, PRINTED_TEXTS, WORKSHEET_FIELDS, ValueKind
from cchc_tasks.model.status import Status
from cchc_tasks.model.task import Milestone, Plan, Task
from cchc_tasks.model.timing import shown_status
from cchc_tasks.text import fold
from cchc_tasks.worksheets import words

#: The columns that a unit may fill in, in their order.
REPORTED = tuple(field.name for field in FILLED_IN)


@cache
def _statuses() -> dict[str, str]:
    return {fold(said): status for status, said in STATUS_WORDS.items()} | words.STATUS_SYNONYMS


def read_status(text: str) -> Status | None:
    """Return the status that the words name, case and accents aside, None for words that name none."""
    found = _statuses().get(fold(text).strip(" .;"))
    return Status(found) if found else None


class SheetState(NamedTuple):
    """What the cells that a unit may fill in say of a task, on a day; `texts` are as recorded, by their fields."""

    status: Status
    texts: Mapping[str, str]
    done_on: date | None = None
    evidence: tuple[str, ...] = ()

    def text(self, column: str) -> str:
        """Return the column's cell in words."""
        kind = FIELD[column].kind
        if kind is ValueKind.STATUS:
            return STATUS_WORDS[self.status]
        if kind is ValueKind.DAY:
            return shown_day(self.done_on) if self.done_on else ""
        return "\n".join(self.evidence) if kind is ValueKind.DOCUMENTS else self.texts[column]


def state_of(task: Task, day: date | None = None) -> SheetState:
    """Return what the cells say of the task on a day, its own day of looking for None."""
    status = shown_status(task.reported, task.milestones, day or task.as_of)
    return SheetState(status, task.texts, finished_on(status, task.milestones), task.evidence)


def finished_on(status: Status, milestones: Iterable[Milestone]) -> date | None:
    """Return the day on which a task that is done was finished: the last known one of its milestones."""
    days = [m.done_on for m in milestones if m.closed and m.done_on]
    return max(days, default=None) if status is Status.DONE else None


def deadline_cell(printed: str, milestones: Iterable[Milestone]) -> str:
    """Return the printed deadline, and below it the days to which open milestones are extended."""
    later = [words.extended(m.moved_from or m.due) for m in milestones if m.extended_from and m.due and not m.closed]
    return "\n".join(filter(None, (printed, *dict.fromkeys(later))))


def code_of(task: Task) -> str:
    """Return what names the task's row, and the state that the row shows."""
    return words.code(task.plan, task.ref, task.seq, task.as_of)


@dataclass(frozen=True, slots=True)
class Worksheet:
    """One workbook, of one unit (the empty text: of any): its tasks in the order in which they are written.

    `plans` are those of the tasks; `in_order` says that the rows stand as printed, so that section rows belong
    between them.
    """

    unit: str
    plans: Sequence[Plan]
    tasks: Sequence[Task]
    day: date
    in_order: bool = True


#: Widths of the columns, in letters; together they fill a page of A4 laid across.
_WIDTHS = {field.name: field.worksheet.width for field in WORKSHEET_FIELDS if field.worksheet}
COLUMNS = tuple(words.HEADERS)
_OPEN_PLACES = frozenset(COLUMNS.index(column) for column in REPORTED)


def worksheet_file(worksheet: Worksheet) -> bytes:
    """Return the bytes of the workbook."""
    title = words.title([(plan.code, plan.title) for plan in worksheet.plans])
    return make_form(
        SheetForm(
            sheet_name=words.SHEET_NAME,
            title=title,
            creator="cchc-tasks",
            heading=title,
            notes=(words.subtitle(worksheet.unit, worksheet.day, len(worksheet.tasks)), words.GUIDE),
            columns=tuple(map(_column, COLUMNS)),
            rows=_rows(worksheet),
            footer=words.PAGE,
        )
    )


def _column(column: str) -> FormColumn:
    choices = tuple(STATUS_WORDS.values()) if column == "status" else ()
    return FormColumn(words.HEADERS[column], _WIDTHS[column], choices, words.NOTES.get(column, ("", "")))


def _rows(worksheet: Worksheet) -> Iterator[FormRow]:
    """The rows in order: a row above each plan where there are several, and above each section."""
    titles = {plan.code: plan.title for plan in worksheet.plans}
    plan, section = "", ("", "")
    for task in worksheet.tasks:
        if worksheet.in_order and len(titles) > 1 and task.plan != plan:
            yield _section_row({"title": words.plan_row(task.plan, titles[task.plan])})
        here = (task.section_no, task.section_title)
        if worksheet.in_order and (task.plan, here) != (plan, section) and any(here):
            yield _section_row({"no": task.section_no, "title": task.section_title})
        plan, section = task.plan, here
        yield FormRow(_in_columns(_cells_of(task)), _OPEN_PLACES)


def _section_row(cells: Mapping[str, str]) -> FormRow:
    return FormRow(_in_columns(cells), is_section=True)


def _in_columns(cells: Mapping[str, str]) -> list[str]:
    return [cells.get(column, "") for column in COLUMNS]


def _cells_of(task: Task) -> dict[str, str]:
    state = state_of(task)
    printed = {field.name: task.texts[field.name] for field in WORKSHEET_FIELDS if field in PRINTED_TEXTS}
    printed |= {"ref": code_of(task), "deadline": deadline_cell(task.deadline_text, task.milestones)}
    return printed | {column: state.text(column) for column in REPORTED}
