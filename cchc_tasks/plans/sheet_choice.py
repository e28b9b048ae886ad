"""Which of a workbook's sheets is the plan: the one that is asked for, or the one that holds tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cchc_tasks.errors import UnreadableFileError
from cchc_tasks.files.grid import Grid
from cchc_tasks.messages import sheet_file_words as words
from cchc_tasks.messages import table_file_words as wording
from cchc_tasks.model.draft import Draft, Notice
from cchc_tasks.plans.table_draft import KnownMappings, build_draft
from cchc_tasks.text import fold

#: What a reader calls a formula that was never calculated.
_NO_STORED_VALUE = "no_stored_value"


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
        return checked(build_draft(_named(grids, sheet), mapping, table, known))
    shown = [grid for grid in grids if not grid.hidden]
    if len(grids) == 1 and shown:
        return checked(build_draft(grids[0], mapping, table, known))
    filled = [grid for grid in shown if grid.rows]
    hidden = [grid.name for grid in grids if grid.hidden]
    if not filled:
        raise UnreadableFileError(*words.empty_workbook())
    drafts, refusals = _built(filled, mapping, table, known)
    if not drafts:
        raise _telling(refusals)
    names = list(drafts)
    chosen = max(names, key=lambda name: ("deadline" in drafts[name].headers, len(drafts[name].tasks)))
    notices = [Notice("chosen_sheet", words.chosen_sheet(chosen))] if len(shown) > 1 else []
    notices += [
        Notice("other_sheet", words.other_sheet(name, len(drafts[name].tasks))) for name in names if name != chosen
    ]
    if hidden:
        notices.append(Notice("hidden_sheets", words.hidden_sheets(hidden)))
    draft = checked(drafts[chosen])
    return replace(draft, notices=(*notices, *draft.notices))


def _named(grids: Sequence[Grid], sheet: str) -> Grid:
    """The sheet of a name; case and accents count only where two names differ by nothing else."""
    if not any(grid.name for grid in grids):
        raise UnreadableFileError(*wording.no_sheets())
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


def _telling(refusals: Sequence[UnreadableFileError]) -> UnreadableFileError:
    """The refusal that says most: that there is no table at all says least."""
    plain = wording.no_table()[0]
    return next((refusal for refusal in refusals if refusal.message != plain), refusals[0])


def checked(draft: Draft) -> Draft:
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
