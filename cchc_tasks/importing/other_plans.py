"""Further plans of a file: another table or sheet that is clearly a plan of its own, and no copy of the first one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cchc_tasks.errors import UnreadableFileError
from cchc_tasks.importing.draft import KnownMappings, build_draft
from cchc_tasks.importing.grid import Grid
from cchc_tasks.model.drafts import Draft
from cchc_tasks.vietnamese import fold
from cchc_tasks.wording import importing as words
from cchc_tasks.wording import sheet_files as sheet_words

#: A list of fewer tasks is more likely an example or a remnant than a plan.
_FEWEST_TASKS = 2
#: Two tables that share more of their titles than this are one plan twice: a draft, a copy, the year before.
_SHARED = 0.3


def with_other_plans(grids: Sequence[Grid], first: Draft, known: KnownMappings | None) -> list[Draft]:
    """Return the chosen plan of a file and the others in the order in which they stand.

    Another plan has a title of its own, deadlines, a lead or a result, and other tasks; hidden sheets are left out.
    What is taken in is no longer told of as left out.
    """
    found = [first]
    taken = set()
    for grid in grids:
        for number, draft in _plans_in(grid, known):
            if _is_plan(draft) and not any(_same(draft, other) for other in found):
                found.append(draft)
            if any(draft.tasks == other.tasks for other in found):
                taken.add(words.other_table(number))
                taken.add(sheet_words.other_sheet(grid.name, len(draft.tasks)))
    if len(found) == 1:
        return found
    return [replace(draft, notices=tuple(n for n in draft.notices if n.message not in taken)) for draft in found]


def _plans_in(grid: Grid, known: KnownMappings | None) -> Iterator[tuple[int, Draft]]:
    if grid.hidden or not grid.rows:
        return
    number = 1
    while True:
        try:
            yield number, build_draft(grid, None, number, known)
        except UnreadableFileError:
            return
        number += 1


def _is_plan(draft: Draft) -> bool:
    has_words = "deadline" in draft.headers and bool({"lead", "result"} & set(draft.headers))
    return has_words and bool(draft.title) and len(draft.tasks) >= _FEWEST_TASKS


def _same(draft: Draft, other: Draft) -> bool:
    """Whether two tables are one plan twice."""
    if fold(draft.title) == fold(other.title):
        return True
    titles, others = ({fold(task.title) for task in plan.tasks} for plan in (draft, other))
    return len(titles & others) > _SHARED * min(len(titles), len(others))
