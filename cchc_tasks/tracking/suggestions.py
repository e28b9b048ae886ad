"""Suggestions for a shell's Tab key: names of tasks, plans and units that begin as typed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from cchc_tasks.storage.database import Database
from cchc_tasks.text import fold, nfc
from cchc_tasks.tracking.sql import open_for_completion, plans_to_suggest, tasks_to_suggest, unit_names_to_suggest

#: More than anybody looks through after one key.
MOST_SUGGESTIONS = 200


class Suggestion(NamedTuple):
    """A value that can be typed here, and what it stands for (may be empty)."""

    value: str
    meaning: str = ""


def suggest_tasks(database: Database, typed: str, plan: str = "", given: Collection[str] = ()) -> list[Suggestion]:
    """Return the tasks whose name begins as typed, with their titles: `33`, with the plan's code where it is needed.

    `plan` is the code that was chosen, empty for none; what is among `given` was named already. Raises what the
    database's drivers raise.
    """
    typed, plan = nfc(typed).strip(), plan.strip().upper()
    with open_for_completion(database) as reader:
        if reader is None:
            return []
        number_is_enough = bool(plan) or len(list(plans_to_suggest(reader))) == 1
        found = list(tasks_to_suggest(reader, typed, plan, MOST_SUGGESTIONS + len(given)))
    suggestions = []
    for code, ref, title in found:
        full = f"{code}/{ref}"
        if ref in given or full in given:
            continue
        short = number_is_enough and ref.upper().startswith(typed.upper())
        suggestions.append(Suggestion(ref if short else full, title))
    return suggestions[:MOST_SUGGESTIONS]


def suggest_plans(database: Database, typed: str) -> list[Suggestion]:
    """Return the codes of the plans in force that begin as typed, else those that contain it, with their titles."""
    with open_for_completion(database) as reader:
        if reader is None:
            return []
        return _nearest(
            ((fold(code), Suggestion(code, title)) for code, title in plans_to_suggest(reader)), fold(typed)
        )


def suggest_units(database: Database, typed: str) -> list[Suggestion]:
    """Return the units one of whose names begins as typed, else contains it; case and accents do not count.

    A unit is offered once: by the name it has now where that matches, else by the newest of its other names, which
    then means the unit's name of now.
    """
    with open_for_completion(database) as reader:
        if reader is None:
            return []
        rows = list(unit_names_to_suggest(reader))
    now: dict[int, str] = {}
    for unit_id, name, _, is_alias in rows:
        if not is_alias or unit_id not in now:
            now[unit_id] = name
    wanted = fold(typed)
    for matches in _WAYS:
        by_unit: dict[int, str] = {}
        for unit_id, name, folded, _ in rows:
            if matches(folded, wanted) and by_unit.get(unit_id) != now[unit_id]:
                by_unit[unit_id] = name
        if by_unit:
            suggestions = {
                Suggestion(name, "" if name == now[unit_id] else now[unit_id]) for unit_id, name in by_unit.items()
            }
            return sorted(suggestions, key=lambda found: fold(found.value))[:MOST_SUGGESTIONS]
    return []


_WAYS: tuple[Callable[[str, str], bool], ...] = (str.startswith, str.__contains__)


def _nearest(named: Iterable[tuple[str, Suggestion]], wanted: str) -> list[Suggestion]:
    listed = list(named)
    for matches in _WAYS:
        found = [offer for folded, offer in listed if matches(folded, wanted)]
        if found:
            return found[:MOST_SUGGESTIONS]
    return []
