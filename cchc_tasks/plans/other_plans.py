"""Further plans of a file: another table or sheet that is clearly a plan of its own, and no copy of the first one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from cchc_tasks.errors import UnreadableFileError
from cchc_tasks.files.grid import Grid
from cchc_tasks.messages import sheet_file_words as sheet_words
from cchc_tasks.messages import table_file_words as words
from cchc_tasks.model.draft import Draft
from cchc_tasks.plans.sheet_choice import checked
from cchc_tasks.plans.table_draft import SHOWN_LETTERS, KnownMappings, build_draft
from cchc_tasks.sentences import Entry, Words
from cchc_tasks.text import fold, squeeze

#: A list of fewer tasks is more likely an example or a remnant than a plan.
_FEWEST_TASKS = 2
#: Two tables that share more of their titles than this are one plan twice: a draft, a copy, the year before.
_SHARED = 0.3


class FilePlan(NamedTuple):
    """One of a file's plans, and what chooses it alone: the second table, the sheet «KP»."""

    draft: Draft
    chosen_by: tuple[Entry, ...] = ()


def with_other_plans(grids: Sequence[Grid], first: Draft, known: KnownMappings | None) -> list[FilePlan]:
    """Return the chosen plan of a file and the others in the order in which they stand.

    Another plan has a title of its own, deadlines, a lead or a result, and other tasks; hidden sheets are left out.
    What is taken in is no longer told of as left out.
    """
    found = [FilePlan(first)]
    taken: set[Words] = set()
    for grid in grids:
        in_grid = list(_plans_in(grid, known))
        for number, draft in in_grid:
            chosen_by = _chosen_by(grid, number, of_sheets=len(grids) > 1, of_tables=len(in_grid) > 1)
            if draft.tasks == first.tasks:
                found[0] = FilePlan(first, chosen_by)
            elif _is_plan(draft) and not any(_same(draft, other.draft) for other in found):
                found.append(FilePlan(draft, chosen_by))
            if any(draft.tasks == other.draft.tasks for other in found):
                taken.add(words.other_table(number))
                taken.add(sheet_words.other_sheet(grid.name, len(draft.tasks)))
                taken |= {words.outside_text(squeeze(line)[:SHOWN_LETTERS]) for line in draft.preamble}
    if len(found) == 1:
        return found
    return [
        plan._replace(draft=replace(plan.draft, notices=tuple(n for n in plan.draft.notices if n.message not in taken)))
        for plan in found
    ]


def _chosen_by(grid: Grid, number: int, *, of_sheets: bool, of_tables: bool) -> tuple[Entry, ...]:
    sheet = (sheet_words.sheet_entry(grid.name),) if of_sheets else ()
    return (*sheet, words.table_entry(number)) if of_tables or not of_sheets else sheet


def _plans_in(grid: Grid, known: KnownMappings | None) -> Iterator[tuple[int, Draft]]:
    """Each plan table of a grid with its number; one whose words are not all known is left out."""
    if grid.hidden or not grid.rows:
        return
    number = 0
    while True:
        number += 1
        try:
            draft = build_draft(grid, None, number, known)
        except UnreadableFileError:
            return
        with suppress(UnreadableFileError):
            yield number, checked(draft)


def _is_plan(draft: Draft) -> bool:
    has_words = "deadline" in draft.headers and bool({"lead", "result"} & set(draft.headers))
    return has_words and bool(draft.title) and len(draft.tasks) >= _FEWEST_TASKS


def _same(draft: Draft, other: Draft) -> bool:
    """Whether two tables are one plan twice."""
    if fold(draft.title) == fold(other.title):
        return True
    titles, others = ({fold(task.title) for task in plan.tasks} for plan in (draft, other))
    return len(titles & others) > _SHARED * min(len(titles), len(others))
