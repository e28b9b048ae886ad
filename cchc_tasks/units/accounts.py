"""Accounts of a shared server that may write for a unit alone, where the unit's tasks go to others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from cchc_tasks.storage.connection import NO_DAY
from cchc_tasks.storage.grants import grants_in_force
from cchc_tasks.units import words
from cchc_tasks.units.unit_act import UnitActContext


def say_who_needs_a_grant(context: UnitActContext, leaving: Sequence[int], heirs: Sequence[int]) -> None:
    """Name the accounts that lose the tasks of units that end, with the command that gives them the heirs' instead.

    A grant is the administrator's to give: nothing is given here. A grant for the whole office or for a group stays.
    """
    if not heirs:
        return
    held: dict[str, list[int]] = defaultdict(list)
    for grant in grants_in_force(context.recorder.writer):
        if grant.may == "write" and grant.unit_id is not None:
            held[grant.login].append(grant.unit_id)
    for login, units in held.items():
        lost = [unit_id for unit_id in units if unit_id in leaving]
        if lost:
            kept = [unit_id for unit_id in units if context.units.end(unit_id, NO_DAY) is None and unit_id not in lost]
            after = [context.title(unit_id) for unit_id in dict.fromkeys((*kept, *heirs))]
            context.notes.append(words.grant_again(login, [context.title(unit_id) for unit_id in lost], after))
