"""The documents of a handover: a guide of one A4 page, and the list of open tasks with a sheet for each kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from shlex import quote

from cchc_tasks.days import day as shown
from cchc_tasks.days import day_in_sentence
from cchc_tasks.files.document import Block, Document, Paragraph, Part, Run, Table, TableColumn, TableRow
from cchc_tasks.messages.statistics_words import sentence
from cchc_tasks.messages.status_words import status, timing
from cchc_tasks.model.task import Task
from cchc_tasks.office.handover import words
from cchc_tasks.office.handover.handover_facts import DAYS_AHEAD, HandoverFacts, next_due
from cchc_tasks.text import squeeze

_SIZE = 10.5
#: So many tasks and units are named; the list of open tasks has all of them.
_LATE, _SOON, _UNITS, _PLANS, _OTHERS = 2, 2, 3, 4, 2
_LONGEST_TITLE, _LONGEST_NAME, _LONGEST_PLACE = 50, 36, 70


@dataclass(frozen=True, slots=True)
class DataPlace:
    """Where the data of the office is, and what becomes of it each day; `server` is whether it is on a server."""

    shown: str
    server: bool
    backup_dir: str
    backup_keep: int
    package: str


def guide_document(facts: HandoverFacts, place: DataPlace) -> Document:
    """Return the guide."""
    return Document(words.GUIDE, (Part(words.GUIDE, _blocks(facts, place), landscape=False),))


def _blocks(facts: HandoverFacts, place: DataPlace) -> Iterator[Block]:
    day = day_in_sentence(facts.day)
    yield Paragraph(words.GUIDE.upper(), "center", bold=True, size=14, level=1)
    yield Paragraph(_cut(words.guide_of(facts.office, day), 95), "center", italic=True, size=11, space_after=4)
    yield _line(words.WHAT, words.what_it_is(_listed(facts.others, _OTHERS), len(facts.others)))
    yield _line(words.STANDING, words.standing(_listed(facts.plans, _PLANS), sentence(facts.counts), day))
    yield from _due(facts)
    if facts.leaders:
        yield _line(
            words.LEADERS, "; ".join(words.leader(_cut(n, _LONGEST_NAME), *c) for n, *c in facts.leaders[:_UNITS])
        )
    yield _line(words.FILES, "")
    yield _table((2.2, 6), words.FILE_COLUMNS, words.FILES_IN_IT)
    yield _line(words.FIRST, "")
    package = place.package if len(place.package) <= _LONGEST_NAME else words.THIS_PACKAGE
    steps = words.first_steps(quote(package), server=place.server)
    for number, step in enumerate(steps, start=1):
        yield Paragraph(f"{number}. {step}", size=_SIZE, space_after=3 if number == len(steps) else 1)
    yield _line(words.COMMANDS, "")
    yield _table((4, 5), words.COMMAND_COLUMNS, words.FIVE_COMMANDS)
    yield _line(
        words.WHERE, words.where(_tail(place.shown), _tail(place.backup_dir), place.backup_keep, server=place.server)
    )
    yield _line(words.CONTACTS, "")
    yield _table((2.4, 3, 2, 2), words.CONTACT_COLUMNS, tuple((who, "", "", "") for who in words.PEOPLE))


def _due(facts: HandoverFacts) -> Iterator[Block]:
    """What falls due next, in words and the nearest ones in a table."""
    last = day_in_sentence(facts.last_day)
    yield _line(words.DUE, words.falls_due(len(facts.overdue), len(facts.soon), DAYS_AHEAD, last))
    named = (*facts.overdue[:_LATE], *facts.soon[:_SOON])
    if named:
        yield _table((1.8, 4.4, 2.3, 1.6, 2), words.DUE_COLUMNS, tuple(map(_task_cells, named)))


def _task_cells(task: Task) -> tuple[str, ...]:
    due = next_due(task)
    lead = _cut(task.lead_text, _LONGEST_NAME - 8)
    left = (due - task.as_of).days if due else 0
    return (
        f"{task.plan}/{task.ref}",
        _cut(task.title, _LONGEST_TITLE),
        lead,
        shown(due) if due else "",
        words.left(left),
    )


def _line(heading: str, text: str) -> Paragraph:
    runs = (Run(f"{heading}. " if text else f"{heading}:", bold=True), Run(text))
    return Paragraph(
        runs, "justify" if text else "left", size=_SIZE, space_after=3 if text else 1, keeps_with_next=not text
    )


def _table(widths: tuple[float, ...], titles: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Table:
    columns = tuple(TableColumn(title, width) for title, width in zip(titles, widths, strict=True))
    return Table(columns, tuple(TableRow(cells) for cells in rows), size=10)


def _listed(names: tuple[str, ...], most: int) -> str:
    more = len(names) - most
    return ", ".join(_cut(name, _LONGEST_NAME) for name in names[:most]) + (words.and_more(more) if more > 0 else "")


def _cut(text: str, longest: int) -> str:
    line = squeeze(text)
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _tail(path: str) -> str:
    """A path that is too long begins with «…»: its end is what tells it from others."""
    return path if len(path) <= _LONGEST_PLACE else "…" + path[1 - _LONGEST_PLACE :]


_WIDTHS = (2.4, 6, 3, 3, 1.9, 3.4, 5, 4)


def open_tasks_document(facts: HandoverFacts) -> Document:
    """Return the four lists."""
    lists = (facts.overdue, facts.soon, facts.waiting, facts.later)
    parts = (Part(name, _list_blocks(facts, name, tasks)) for name, tasks in zip(words.LISTS, lists, strict=True))
    return Document(words.OPEN_TASKS, parts)


def _list_blocks(facts: HandoverFacts, name: str, tasks: tuple[Task, ...]) -> Iterator[Block]:
    yield Paragraph(words.list_title(name, len(tasks)), "center", bold=True, size=14)
    yield Paragraph(words.as_of(facts.office, day_in_sentence(facts.day)), "center", italic=True, size=12)
    columns = tuple(TableColumn(title, width) for title, width in zip(words.LIST_COLUMNS, _WIDTHS, strict=True))
    yield Table(columns, (_task_row(task) for task in tasks), size=11, caption=name)


def _task_row(task: Task) -> TableRow:
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
