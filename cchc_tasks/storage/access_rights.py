"""Asks what the connected account may do, before something is written, so that a refusal names its reason.

The server itself refuses what is not allowed (`policies.py`); a file has no accounts, and all may do everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from cchc_tasks.errors import ConflictError, DatabaseError, problem
from cchc_tasks.storage.conditions import of_organisation
from cchc_tasks.storage.connection import NO_DAY, CoreReader
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.unit_history import unit_titles

#: How many tasks are named in a refusal.
_NAMED = 5
#: What somebody may add to who writes for units alone: the act, the fields it sets, and what follows from them.
_OF_UNITS = frozenset(
    {"change", "change_detail", "task_now", "task_search", "milestone_now", "running_now", "counted_now"}
)


class Rights(NamedTuple):
    """What an account may do in an organisation.

    `may` is all (under no policy: a file, or the owner), office, units (only tasks that these units lead), read, or
    none; `units` are the units' ids with their names today.
    """

    login: str
    may: str
    units: Mapping[int, str]

    @property
    def unit_names(self) -> str:
        """The units' names in one text."""
        return "; ".join(sorted(self.units.values()))


ALL_RIGHTS = Rights("", "all", {})


def rights_of(reader: Reader) -> Rights:
    """Return what the connected account may do in the reader's organisation."""
    if reader.dialect == "sqlite":
        return ALL_RIGHTS
    login, bound, writes = next(
        reader.rows("SELECT SESSION_USER, row_security_active('change'), has_table_privilege('change', 'INSERT')")
    )
    if not bound:
        return Rights(login, "all" if writes else "read", {})
    granted = list(reader.rows(f"SELECT unit_id, may FROM grants_of_login() WHERE {of_organisation()}"))
    if not granted:
        return Rights(login, "none", {})
    if not writes or all(may == "read" for _, may in granted):
        return Rights(login, "read", {})
    if any(unit_id is None and may == "write" for unit_id, may in granted):
        return Rights(login, "office", {})
    mine = {int(unit_id) for unit_id, may in granted if unit_id is not None and may == "write"}
    named = unit_titles(reader, NO_DAY)
    return Rights(login, "units", {unit_id: named.get(unit_id, str(unit_id)) for unit_id in mine})


def _rights(writer: CoreReader) -> Rights:
    """Return the rights in the writer's organisation; the server is asked once."""
    known: dict[int, Rights] = writer.known_rights
    if writer.organisation_id not in known:
        known[writer.organisation_id] = rights_of(writer)
    return known[writer.organisation_id]


def login_of(reader: Reader) -> str:
    """Return the account that is connected to the server."""
    return str(next(reader.rows("SELECT SESSION_USER"))[0])


def is_shut_out(reader: Reader) -> bool:
    """Return whether our tables are there, in a schema that the account may not enter."""
    found = reader.rows(
        "SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relname = 'alembic_version' "
        "AND NOT has_schema_privilege(n.oid, 'USAGE') "
        "AND n.nspname = ANY (string_to_array(replace(current_setting('search_path'), ' ', ''), ','))"
    )
    return next(found, None) is not None


def require_an_office(reader: Reader) -> None:
    """Raise DatabaseError where the account sees no organisation, because it was given to none."""
    if next(reader.rows("SELECT 1 FROM organisation LIMIT 1"), None) is None:
        raise DatabaseError(problem("account.no_office", login=login_of(reader)))


def require_writer(writer: CoreReader) -> None:
    """Raise DatabaseError where the account may not write at all."""
    if _rights(writer).may in ("read", "none"):
        raise DatabaseError(problem("account.may_only_read", login=_rights(writer).login))


def require_office(writer: CoreReader) -> None:
    """Raise ConflictError where the account writes for units alone, and the act concerns the whole office."""
    held = _rights(writer)
    if held.may == "units":
        raise ConflictError(problem("account.whole_office_wanted", login=held.login, units=held.unit_names))


def require_owner(writer: CoreReader) -> None:
    """Raise ConflictError where the account is under policies: what it asks for is the owner's alone."""
    if _rights(writer).may != "all":
        raise ConflictError(problem("account.owner_wanted", login=_rights(writer).login))


def require_table(writer: CoreReader, table: str) -> None:
    """Raise ConflictError where a row of the table is more than the account may add."""
    require_writer(writer)
    if table not in _OF_UNITS:
        require_office(writer)


def require_tasks(writer: CoreReader, task_ids: Iterable[int]) -> None:
    """Raise ConflictError naming the tasks that other units lead than those for which the account writes."""
    held = _rights(writer)
    if held.may != "units":
        return
    others = list(_led_by_others(writer, sorted(set(task_ids))))
    if others:
        shown = [(f"{code}/{ref}", lead) for code, ref, lead in others[:_NAMED]]
        raise ConflictError(
            problem("account.others_tasks", tasks=shown, count=len(others), login=held.login, units=held.unit_names)
        )


def require_take_back(writer: CoreReader, change_id: int | None) -> None:
    """Raise ConflictError where a change cannot be taken back by who writes for units alone."""
    if _rights(writer).may != "units" or change_id is None:
        return
    (allowed,) = next(writer.rows("SELECT may_begin_change(:org, :about)", {"about": change_id}))
    if not allowed:
        require_office(writer)


def _led_by_others(writer: CoreReader, task_ids: Sequence[int]) -> Iterable[tuple[str, str, str]]:
    """Plan code, number and printed lead of the tasks that the account's units do not lead."""
    for start in range(0, len(task_ids), 500):
        listed = ", ".join(map(str, task_ids[start : start + 500]))
        found: Iterable[tuple[Any, ...]] = writer.rows(
            "SELECT p.code, COALESCE(n.ref, ''), COALESCE(n.lead_text, '') FROM task t "
            "JOIN plan p ON p.organisation_id = t.organisation_id AND p.plan_id = t.plan_id "
            "LEFT JOIN task_now n ON n.organisation_id = t.organisation_id AND n.task_id = t.task_id "
            f"WHERE {of_organisation('t')} AND t.task_id IN ({listed}) "
            "AND NOT leads_task(t.organisation_id, t.task_id) ORDER BY p.code, t.place"
        )
        yield from ((str(code), str(ref), str(lead)) for code, ref, lead in found)
