"""The organisations that share a database, and the one that a name means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_tasks.errors import NotFoundError, UsageError, problem
from cchc_tasks.text import fold

if TYPE_CHECKING:
    from cchc_tasks.storage.reader import Reader


def organisations(reader: Reader) -> list[tuple[int, str]]:
    """Return every organisation of the database with its name, by name."""
    names = {int(row[0]): str(row[1]) for row in reader.rows("SELECT organisation_id, name FROM organisation")}
    newer = "SELECT organisation_id, name FROM organisation_name ORDER BY organisation_id, organisation_name_id"
    names |= {int(row[0]): str(row[1]) for row in reader.rows(newer)}
    return sorted(names.items(), key=lambda pair: (pair[1], pair[0]))


def find_organisation(reader: Reader, typed: str) -> int:
    """Return the organisation whose name is typed, as it is written or without case and accents.

    Raises UsageError where nothing is typed, NotFoundError with the names close by where no name is the typed one.
    """
    found = organisations(reader)
    if not typed:
        raise UsageError(problem("lookup.which_organisation", names=[name for _, name in found]))
    exact = [number for number, name in found if name == typed]
    matching = exact or [number for number, name in found if fold(name) == fold(typed)]
    if len(matching) == 1:
        return matching[0]
    close = _close_by(typed, [name for _, name in found])
    raise NotFoundError(problem("lookup.no_such_organisation", typed=typed, close=close, count=len(found)))


def _close_by(typed: str, names: list[str]) -> list[str]:
    """The names that hold the typed words, then those that are written almost so; at most five."""
    from difflib import get_close_matches

    folded = {fold(name): name for name in names}
    holding = [name for key, name in folded.items() if fold(typed) and fold(typed) in key]
    close = [folded[key] for key in get_close_matches(fold(typed), folded, n=5, cutoff=0.6)]
    return list(dict.fromkeys(holding + close))[:5]
