"""The roles of a shared PostgreSQL: the owner migrates, writers append, readers read.

The statements follow from the tables, so that no table is forgotten: the history is INSERT-only for a writer (and its
triggers are the owner's), so that not even a stolen writer account can rewrite the past. Which rows an account sees
and adds is a matter of policies (`policies.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cchc_tasks.errors import UsageError, problem
from cchc_tasks.storage.policies import OWNERS_ALONE, open_change_statements, security_statements
from cchc_tasks.storage.projection_tables import metadata
from cchc_tasks.storage.schema import APPEND_ONLY

_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")
#: Two who run the script at once take turns: both would change the database's own privileges.
LOCK = 0x63636864
_REVISION_TABLE = "alembic_version"


class Roles(NamedTuple):
    """The names of the three roles, and the schema in which the tables are."""

    owner: str
    writer: str
    reader: str
    schema: str


def role_statements(roles: Roles) -> Iterator[str]:
    """Yield the SQL that makes the roles and gives each what it needs; run again it changes nothing.

    It is to be run in the database by an administrator, after each `db upgrade`. Raises UsageError for a name that
    would need quoting.
    """
    for name in roles:
        if not _NAME.fullmatch(name):
            raise UsageError(problem("account.bad_role_name", name=name))
    owner, writer, reader, schema = roles
    yield "BEGIN;"
    # A first run would otherwise tell of each policy and trigger that is not there to be replaced.
    yield "SET LOCAL client_min_messages = warning;"
    yield f"DO $$ BEGIN PERFORM pg_advisory_xact_lock({LOCK}); END $$;"
    for role in dict.fromkeys((owner, writer, reader)):
        yield f"DO $$ BEGIN CREATE ROLE {role} NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;"
    # Who may make roles and databases but is no superuser gives tables away only to a role of which it is a member.
    yield (
        f"DO $$ BEGIN IF NOT pg_has_role(CURRENT_USER, '{owner}', 'USAGE') THEN "
        f"EXECUTE format('GRANT {owner} TO %I', CURRENT_USER); END IF; END $$;"
    )
    yield (
        f"DO $$ BEGIN EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO {owner}, {writer}, {reader}', "
        "current_database()); END $$;"
    )
    yield f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {writer}, {reader};"
    yield f"GRANT USAGE, CREATE ON SCHEMA {schema} TO {owner};"
    yield f"GRANT USAGE ON SCHEMA {schema} TO {writer}, {reader};"
    yield from _table_statements(roles)
    yield from security_statements(*roles)
    yield from open_change_statements(owner, schema)
    yield "COMMIT;"


def _table_statements(roles: Roles) -> Iterator[str]:
    """Give every table, and the functions of its triggers, to the owner, and let the others do what their roles say."""
    owner, writer, reader, schema = roles
    append_only = {table.name for table in APPEND_ONLY}
    for table in (*(table.name for table in metadata.sorted_tables), _REVISION_TABLE):
        place = f"{schema}.{table}"
        yield f"ALTER TABLE {place} OWNER TO {owner};"
        yield f"REVOKE ALL ON {place} FROM PUBLIC, {writer}, {reader};"
        yield f"GRANT SELECT ON {place} TO {writer}, {reader};"
        if table in OWNERS_ALONE:
            continue
        if table in append_only:
            yield f"GRANT INSERT ON {place} TO {writer};"
        elif table != _REVISION_TABLE:
            yield f"GRANT INSERT, UPDATE, DELETE ON {place} TO {writer};"
    yield (
        "DO $$ DECLARE f regprocedure; BEGIN FOR f IN SELECT p.oid::regprocedure FROM pg_proc p "
        "JOIN pg_trigger t ON t.tgfoid = p.oid JOIN pg_class c ON c.oid = t.tgrelid "
        f"WHERE NOT t.tgisinternal AND c.relnamespace = '{schema}'::regnamespace "
        f"LOOP EXECUTE format('ALTER FUNCTION %s OWNER TO {owner}', f); END LOOP; END $$;"
    )
