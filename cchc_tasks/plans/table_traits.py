"""Traits of a plan's whole table: whether it numbers its tasks, writes them bold, or is a worksheet of ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cchc_tasks.model.draft import Notice
from cchc_tasks.model.grid import Row
from cchc_tasks.plans import table_words as words
from cchc_tasks.plans.broken_rows import OpenTask
from cchc_tasks.reading.tables.columns import Columns
from cchc_tasks.reading.worksheet_codes import read_code

#: Longer ones are codes, not numbers of rows.
_LONGEST_NUMBER = 6


def numbers_its_tasks(columns: Columns, body: Sequence[Row]) -> bool:
    """Return whether the table gives its tasks numbers at all."""
    place = columns.places.get("no")
    return place is not None and any(row.text(place).strip().rstrip(".)").isdecimal() for row in body)


def is_worksheet(columns: Columns, body: Sequence[Row]) -> bool:
    """Return whether the table is a worksheet that this program wrote: a row's code tells the state that it showed."""
    place = columns.places.get("ref")
    codes = (read_code(row.text(place)) for row in body) if place is not None else ()
    return any(code is not None and code.seq is not None for code in codes)


def writes_tasks_bold(columns: Columns, body: Sequence[Row]) -> bool:
    """Return whether bold titles are those of tasks: one stands beside a unit or a deadline."""
    title = columns.places["title"]
    others = [place for name, place in columns.places.items() if name in ("lead", "deadline")]
    bold = (row for row in body if title < len(row.cells) and row.cells[title].bold)
    return any(row.text(place) for row in bold for place in others)


def numbers_columns(row: Row) -> bool:
    """Return whether a row only numbers the columns: (1) (2) (3), or A B 1 2."""
    found = [cell.text.strip("() ") for cell in row.cells if cell.text]
    letters = sum(len(text) == 1 and text.isalpha() for text in found)
    expected = [chr(ord("A") + n) for n in range(letters)] + [str(n) for n in range(1, len(found) - letters + 1)]
    return len(found) > 2 and letters < len(found) and found == expected


def report_numbers(tasks: Sequence[OpenTask]) -> Iterator[Notice]:
    """Yield which numbers repeat and which are missing; a new section may begin again at 1."""
    last, section, seen = 0, None, set[int]()
    for task in tasks:
        text = task.cells.get("no", "").strip().rstrip(".)")
        if not text.isdecimal() or len(text) > _LONGEST_NUMBER:
            continue
        number = int(text)
        if number == 1 and task.section != section:
            last, seen = 0, set()
        if number in seen:
            yield Notice("duplicate_no", words.duplicate_number(text), task.row)
        elif number > last + 1:
            yield Notice("missing_no", words.missing_numbers(range(last + 1, number)), task.row)
        seen.add(number)
        last, section = max(last, number), task.section
