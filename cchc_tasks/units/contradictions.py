"""What units cannot be at once, checked after a change was taken back or done again: nothing is stored then."""

from __future__ import annotations

from cchc_tasks.errors import ConflictError
from cchc_tasks.model.unit import ENDINGS
from cchc_tasks.plans.unit_cells import end_in_words
from cchc_tasks.storage.connection import NO_DAY, CoreReader
from cchc_tasks.storage.undoable_changes import units_of_change
from cchc_tasks.storage.unit_history import Units
from cchc_tasks.units import words


def refuse_contradictions(writer: CoreReader, change_id: int, *, again: bool) -> None:
    """Raise ConflictError where units that the change concerns share a name, end twice, or follow one that has ended.

    `again` says that the change was done again, else it was taken back.
    """
    concerned = units_of_change(writer, change_id)
    if not concerned:
        return
    units = Units(writer)
    for unit_id in concerned:
        for span in units.spans(unit_id) if unit_id in units.names else ():
            if any(other != unit_id for other, _ in units.bearers(span.folded, span.first, span.until)):
                raise ConflictError(*words.contradiction_of_names(units.title(unit_id, span.first), again))
    if again:
        _refuse_two_ends(units, concerned, change_id)


def _refuse_two_ends(units: Units, concerned: list[int], change_id: int) -> None:
    heirs = {heir for _, heir, event in units.succession() if event.change_id == change_id}
    for unit_id in concerned:
        ends = any(e.kind in ENDINGS and e.change_id == change_id for e in units.events.get(unit_id, ()))
        other = units.end(unit_id, NO_DAY, but=change_id)
        if other and (ends or unit_id in heirs):
            name = units.title(unit_id, other.day)
            raise ConflictError(*words.contradiction_of_ends(name, end_in_words(units, other, NO_DAY)))
