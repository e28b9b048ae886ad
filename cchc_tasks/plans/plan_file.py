"""Which of a file's sheets and tables is the plan, and which others are plans of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from cchc_tasks.errors import UnreadableFileError
from cchc_tasks.files.formats import read_grids_from_bytes
from cchc_tasks.model.draft import Draft, Notice
from cchc_tasks.model.grid import Grid
from cchc_tasks.plans import table_words as words
from cchc_tasks.plans.table_draft import SHOWN_LETTERS, KnownMappings, build_draft
from cchc_tasks.sentences import Entry, Words
from cchc_tasks.text import fold, squeeze

#: What a reader calls a formula that was never calculated.
_NO_STORED_VALUE = "no_stored_value"
#: A list of fewer tasks is more likely an example or a remnant than a plan.
_FEWEST_TASKS = 2
#: Two tables that share more of their titles than this are one plan twice: a draft, a copy, the year before.
_SHARED = 0.3


class FilePlan(NamedTuple):
    """One of a file's plans, and what chooses it alone: the second table, the sheet «KP»."""

    draft: Draft
    chosen_by: tuple[Entry, ...] = ()


def read_draft(
    path: Path, *, mapping: Mapping[str, str] | None = None, sheet: str | None = None, table: int | None = None
) -> Draft:
    """Return the plan in a file; see `read_draft_from_bytes`."""
    return read_draft_from_bytes(path.read_bytes(), path.name, mapping=mapping, sheet=sheet, table=table)


def read_draft_from_bytes(
    data: bytes,
    name: str,
    *,
    mapping: Mapping[str, str] | None = None,
    sheet: str | None = None,
    table: int | None = None,
    known: KnownMappings | None = None,
) -> Draft:
    """Return the plan in a file's bytes; `name` is only for messages.

    `mapping` says which header words are which field, `known` what was confirmed of the same headers before,
    `sheet` and `table` choose among several. Raises
    UnreadableFileError naming what the file is and the next step, UsageError for a field that does not exist.
    """
    return choose_draft(read_grids_from_bytes(data, name), mapping, sheet, table, known)


def read_drafts_from_bytes(data: bytes, name: str, known: KnownMappings | None = None) -> list[FilePlan]:
    """Return every plan that a file holds, the one that `read_draft_from_bytes` chooses first; raises as it does."""
    grids = read_grids_from_bytes(data, name)
    return find_all_plans(grids, choose_draft(grids, known=known), known)


def choose_draft(
    grids: Sequence[Grid],
    mapping: Mapping[str, str] | None = None,
    sheet: str | None = None,
    table: int | None = None,
    known: KnownMappings | None = None,
) -> Draft:
    """Return the plan of a file that is read as one or several grids.

    `sheet` names the sheet (hidden ones too); without it the sheet with a deadline column and the most tasks is
    taken and the others are mentioned. Raises UnreadableFileError where no sheet holds a plan.
    """
    if sheet is not None:
        return check_formulas(build_draft(_named(grids, sheet), mapping, table, known))
    shown = [grid for grid in grids if not grid.hidden]
    if len(grids) == 1 and shown:
        return check_formulas(build_draft(grids[0], mapping, table, known))
    filled = [grid for grid in shown if grid.rows]
    hidden = [grid.name for grid in grids if grid.hidden]
    if not filled:
        raise UnreadableFileError(*words.empty_workbook())
    drafts, refusals = _built(filled, mapping, table, known)
    if not drafts:
        raise _most_telling(refusals)
    names = list(drafts)
    chosen = max(names, key=lambda name: ("deadline" in drafts[name].headers, len(drafts[name].tasks)))
    notices = [Notice("chosen_sheet", words.chosen_sheet(chosen))] if len(shown) > 1 else []
    notices += [
        Notice("other_sheet", words.other_sheet(name, len(drafts[name].tasks))) for name in names if name != chosen
    ]
    if hidden:
        notices.append(Notice("hidden_sheets", words.hidden_sheets(hidden)))
    draft = check_formulas(drafts[chosen])
    return replace(draft, notices=(*notices, *draft.notices))


def _named(grids: Sequence[Grid], sheet: str) -> Grid:
    """The sheet of a name; case and accents count only where two names differ by nothing else."""
    if not any(grid.name for grid in grids):
        raise UnreadableFileError(*words.no_sheets())
    exact = [grid for grid in grids if grid.name == sheet]
    found = exact or [grid for grid in grids if fold(grid.name) == fold(sheet)]
    if not found:
        raise UnreadableFileError(*words.no_such_sheet(sheet, [grid.name for grid in grids]))
    return found[0]


def _built(
    grids: Sequence[Grid], mapping: Mapping[str, str] | None, table: int | None, known: KnownMappings | None
) -> tuple[dict[str, Draft], list[UnreadableFileError]]:
    drafts: dict[str, Draft] = {}
    refusals = []
    for grid in grids:
        try:
            drafts[grid.name] = build_draft(grid, mapping, table, known)
        except UnreadableFileError as refusal:
            refusals.append(refusal)
    return drafts, refusals


def _most_telling(refusals: Sequence[UnreadableFileError]) -> UnreadableFileError:
    """The refusal that says most: that there is no table at all says least."""
    plain = words.no_table()[0]
    return next((refusal for refusal in refusals if refusal.message != plain), refusals[0])


def check_formulas(draft: Draft) -> Draft:
    """Return a draft whose words are all known.

    Raises UnreadableFileError where a task's row has formulas that were never calculated.
    """
    for notice in draft.notices:
        if notice.code != _NO_STORED_VALUE or notice.row is None:
            continue
        until = notice.until or notice.row
        if any(notice.row <= task.row <= until for task in draft.tasks):
            raise UnreadableFileError(*words.formulas_in_plan(notice.message))
    return draft


def find_all_plans(grids: Sequence[Grid], first: Draft, known: KnownMappings | None) -> list[FilePlan]:
    """Return the chosen plan of a file and the others in the order in which they stand.

    Another plan has a title of its own, deadlines, a lead or a result, and other tasks; hidden sheets are left out.
    The notices no longer say that these tables and sheets are left out.
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
                taken.add(words.other_sheet(grid.name, len(draft.tasks)))
                taken |= {words.outside_text(squeeze(line)[:SHOWN_LETTERS]) for line in draft.preamble}
    if len(found) == 1:
        return found
    return [
        plan._replace(draft=replace(plan.draft, notices=tuple(n for n in plan.draft.notices if n.message not in taken)))
        for plan in found
    ]


def _chosen_by(grid: Grid, number: int, *, of_sheets: bool, of_tables: bool) -> tuple[Entry, ...]:
    sheet = (words.sheet_entry(grid.name),) if of_sheets else ()
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
            yield number, check_formulas(draft)


def _is_plan(draft: Draft) -> bool:
    has_words = "deadline" in draft.headers and bool({"lead", "result"} & set(draft.headers))
    return has_words and bool(draft.title) and len(draft.tasks) >= _FEWEST_TASKS


def _same(draft: Draft, other: Draft) -> bool:
    """Whether two tables are one plan twice."""
    if fold(draft.title) == fold(other.title):
        return True
    titles, others = ({fold(task.title) for task in plan.tasks} for plan in (draft, other))
    return len(titles & others) > _SHARED * min(len(titles), len(others))
