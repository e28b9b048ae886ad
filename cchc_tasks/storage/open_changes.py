"""A change is closed when its transaction ends: on a shared PostgreSQL no writer adds to what was recorded before.

Without that a writer could leave every row of the past as it is and still tell another story: a field more, by somebody
else's change, of a day long ago. The owner, who copies whole histories, is not held to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from cchc_tasks.storage import tables

#: The transaction that made a row, as a number that never comes again: `xmin` is its lower half. A savepoint has a
#: number of its own, so that it is asked whether the transaction still goes on; of others' that do no row is visible.
_FULL_XMIN = "(top + ((c.xmin::text::bigint - top) % 4294967296 + 6442450944) % 4294967296 - 2147483648)::text::xid8"

_BODY = (
    "DECLARE top bigint := pg_catalog.pg_current_xact_id()::text::bigint; BEGIN "
    "IF pg_catalog.pg_has_role(SESSION_USER, '{owner}', 'USAGE') THEN RETURN NULL; END IF; "
    "IF EXISTS (SELECT 1 FROM (SELECT DISTINCT {of_added}) a "
    "JOIN {schema}.change c ON c.organisation_id = a.organisation_id AND c.change_id = a.change_id "
    f"WHERE c.login IS DISTINCT FROM SESSION_USER OR pg_catalog.pg_xact_status({_FULL_XMIN}) "
    "IS DISTINCT FROM 'in progress') THEN RAISE insufficient_privilege "
    "USING MESSAGE = 'row-level security: the change is not open, or not of this account'; END IF; RETURN NULL; END"
)
#: How the change of the rows that were added is found: they name it, or the version of a task that does.
_BY_CHANGE = "x.organisation_id, x.change_id FROM added x"
_BY_VERSION = (
    "v.organisation_id, v.change_id FROM added x JOIN {schema}.task_version v "
    "ON v.organisation_id = x.organisation_id AND v.task_version_id = x.task_version_id"
)
_FUNCTIONS = {"refuse_closed_change": _BY_CHANGE, "refuse_closed_version": _BY_VERSION}
_TRIGGER = "of_open_change"


def open_change_statements(owner: str, schema: str) -> Iterator[str]:
    """Yield the SQL that makes the triggers; run again it changes nothing."""
    for name, of_added in _FUNCTIONS.items():
        body = _BODY.format(owner=owner, schema=schema, of_added=of_added.format(schema=schema))
        yield (
            f"CREATE OR REPLACE FUNCTION {schema}.{name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
            f"SET search_path = pg_catalog, {schema}, pg_temp AS $body$ {body} $body$;"
        )
        yield f"ALTER FUNCTION {schema}.{name}() OWNER TO {owner};"
        yield f"REVOKE ALL ON FUNCTION {schema}.{name}() FROM PUBLIC;"
    for table in tables.APPEND_ONLY:
        columns = table.columns.keys()
        if table.name == "change" or not {"change_id", "task_version_id"} & set(columns):
            continue
        name = "refuse_closed_change" if "change_id" in columns else "refuse_closed_version"
        yield f"DROP TRIGGER IF EXISTS {_TRIGGER} ON {schema}.{table.name};"
        yield (
            f"CREATE TRIGGER {_TRIGGER} AFTER INSERT ON {schema}.{table.name} REFERENCING NEW TABLE AS added "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {schema}.{name}();"
        )
