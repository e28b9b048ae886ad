"""Grants say what accounts of the server may do; rows only grow, and the newest of an account and unit counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy.exc import DBAPIError

from cchc_tasks.model.acts import Act
from cchc_tasks.model.unit import UnitEnd
from cchc_tasks.storage import schema
from cchc_tasks.storage.conditions import of_organisation
from cchc_tasks.storage.connection import NO_DAY, CoreReader
from cchc_tasks.storage.journal import append, ids_for
from cchc_tasks.storage.organisations import organisations
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.unit_history import Units, unit_titles


class Grant(NamedTuple):
    """What an account may do in an organisation: `may` is write or read, `unit` None for the whole of it.

    `end` is how the unit ended, None where it goes on, `heirs` are the names of the units that took its place.
    """

    organisation: str
    login: str
    unit_id: int | None
    unit: str | None
    may: str
    recorded_at: str
    actor: str
    end: UnitEnd | None = None
    heirs: tuple[str, ...] = ()


class DatabaseAccount(NamedTuple):
    """An account of the server: whether it is under no policy, and may read and write the tables by its roles."""

    unbound: bool
    reads: bool
    writes: bool


def grants_in_force(reader: Reader) -> list[Grant]:
    """Return what accounts may do in the reader's organisation, or in every one where it means none."""
    meant = reader.organisation_id
    found = []
    for organisation_id, name in organisations(reader):
        if meant in (0, organisation_id):
            reader.organisation_id = organisation_id
            found += _grants_of(reader, name)
    reader.organisation_id = meant
    return found


def _grants_of(reader: Reader, organisation: str) -> list[Grant]:
    named = unit_titles(reader, NO_DAY)
    units = Units(reader)
    newest: dict[tuple[str, int | None], Grant] = {}
    for login, unit_id, may, recorded_at, actor in reader.rows(
        f"SELECT role_name, unit_id, may, recorded_at, actor FROM access_grant WHERE {of_organisation()} "
        "ORDER BY access_grant_id"
    ):
        unit = named.get(unit_id, str(unit_id)) if unit_id is not None else None
        end = units.end(unit_id, NO_DAY) if unit_id is not None else None
        heirs = tuple(units.title(heir, NO_DAY) for heir in end.successors) if end else ()
        newest[login, unit_id] = Grant(organisation, login, unit_id, unit, may, recorded_at, actor, end, heirs)
    listed = (grant for grant in newest.values() if grant.may != "none")
    return sorted(listed, key=lambda grant: (grant.login, grant.unit or ""))


def replace_grants(writer: CoreReader, login: str, wanted: Mapping[int | None, str], act: Act) -> bool:
    """Let an account do in the writer's organisation what is wanted (by unit, None: all of it) and nothing else.

    Return whether that was anything new.
    """
    before = {grant.unit_id: grant.may for grant in _grants_of(writer, "") if grant.login == login}
    grants = {**dict.fromkeys(before, "none"), **wanted}
    # A grant must count from now on, also where this machine's clock is behind.
    new_id = ids_for(writer, act, schema.access_grant)
    rows = [
        {
            "access_grant_id": new_id(),
            "role_name": login,
            "unit_id": unit_id,
            "may": may,
            "recorded_at": act.recorded_at,
            "actor": act.actor,
        }
        for unit_id, may in grants.items()
        if before.get(unit_id) != may
    ]
    append(writer, schema.access_grant, rows)
    return bool(rows)


def account_of(reader: Reader, login: str) -> DatabaseAccount | None:
    """Return what an account of the server is by its roles alone, None where the server has none of that name."""
    found = reader.rows(
        "SELECT r.rolsuper OR r.rolbypassrls OR pg_has_role(r.oid, c.relowner, 'USAGE'), "
        "has_table_privilege(r.oid, c.oid, 'SELECT'), has_table_privilege(r.oid, c.oid, 'INSERT') "
        "FROM pg_roles r, pg_class c WHERE r.rolname = :login AND c.oid = CAST('change' AS regclass)",
        {"login": login},
    )
    return next((DatabaseAccount(*row) for row in found), None)


def is_under_policies(reader: Reader) -> bool:
    """Return whether the script of the roles was run, so that the server heeds the grants."""
    found = reader.rows("SELECT relrowsecurity FROM pg_class WHERE oid = CAST('change' AS regclass)")
    return bool(next(found)[0])


def group_role(reader: Reader, *, writes: bool) -> str | None:
    """Return the role of writers, or of readers, that the script made; None where it was not run."""
    found = reader.rows(
        "SELECT r.rolname FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) x "
        "JOIN pg_roles r ON r.oid = x.grantee WHERE c.oid = CAST('change' AS regclass) AND x.grantee <> c.relowner "
        "AND NOT r.rolcanlogin GROUP BY r.rolname HAVING bool_or(x.privilege_type = 'INSERT') = :writes "
        "ORDER BY r.rolname",
        {"writes": writes},
    )
    return next((str(row[0]) for row in found), None)


def admit(writer: CoreReader, login: str, role: str) -> str | None:
    """Make an account a member of a role; return the statement that somebody else must run where we may not."""
    quote = writer.connection.dialect.identifier_preparer.quote
    statement = f"GRANT {quote(role)} TO {quote(login)}"
    try:
        with writer.connection.begin_nested():
            writer.connection.exec_driver_sql(statement)
    except DBAPIError:
        return f"{statement};"
    return None
