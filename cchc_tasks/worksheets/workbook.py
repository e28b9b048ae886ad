"""A unit's worksheet as .xlsx: protected but for what the unit reports, statuses to choose from a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cchc_tasks.files.xlsx_form import FormColumn, FormRow, SheetForm, make_form
from cchc_tasks.messages.status_words import STATUS_WORDS
from cchc_tasks.model.fields import PRINTED_TEXTS, WORKSHEET_FIELDS
from cchc_tasks.model.task import Task
from cchc_tasks.worksheets import words
from cchc_tasks.worksheets.worksheet import REPORTED, Worksheet, code_of, deadline_cell, state_of

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
