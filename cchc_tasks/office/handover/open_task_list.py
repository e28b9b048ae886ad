"""The list of what is open: overdue, due soon, waiting, the rest; a sheet each."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_tasks.days import day as shown
from cchc_tasks.days import day_in_sentence
from cchc_tasks.files.document import Block, Document, Paragraph, Part, Table, TableColumn, TableRow
from cchc_tasks.messages.status_words import status, timing
from cchc_tasks.model.task import Task
from cchc_tasks.office.handover import words
from cchc_tasks.office.handover.handover_facts import Facts, next_due

_WIDTHS = (2.4, 6, 3, 3, 1.9, 3.4, 5, 4)


def open_tasks_document(facts: Facts) -> Document:
    """Return the four lists."""
    lists = (facts.overdue, facts.soon, facts.waiting, facts.later)
    parts = (Part(name, _blocks(facts, name, tasks)) for name, tasks in zip(words.LISTS, lists, strict=True))
    return Document(words.OPEN_TASKS, parts)


def _blocks(facts: Facts, name: str, tasks: tuple[Task, ...]) -> Iterator[Block]:
    yield Paragraph(words.list_title(name, len(tasks)), "center", bold=True, size=14)
    yield Paragraph(words.as_of(facts.office, day_in_sentence(facts.day)), "center", italic=True, size=12)
    columns = tuple(TableColumn(title, width) for title, width in zip(words.LIST_COLUMNS, _WIDTHS, strict=True))
    yield Table(columns, (_row(task) for task in tasks), size=11, caption=name)


def _row(task: Task) -> TableRow:
    due = next_due(task)
    left = (due - task.as_of).days if due else None
    state = "; ".join(filter(None, (status(task.status), timing(task.timing, left))))
    return TableRow(
        (
            f"{task.plan}/{task.ref}",
            task.title,
            task.lead_text,
            task.deadline_text,
            shown(due) if due else "",
            state,
            task.result_text,
            "\n".join(filter(None, (task.difficulty, task.note))),
        )
    )
