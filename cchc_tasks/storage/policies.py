"""Row-level security of a shared PostgreSQL: the server decides, whatever program a person uses.

Who one is is SESSION_USER, which no SET ROLE changes. What an account may do stands in `access_grant`, which only the
owner writes. The functions belong to the owner (who is under no policy) and name every table with its schema, so that
nobody's temporary table is taken for one of ours.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Table

from cchc_tasks.model.history import TAKEN_BACK
from cchc_tasks.storage.conditions import in_force
from cchc_tasks.storage.ids import RANDOM_BITS
from cchc_tasks.storage.projection_tables import metadata
from cchc_tasks.storage.schema import APPEND_ONLY, access_grant, change, organisation

#: Only the owner writes them: which organisations there are, and who may do what.
OWNERS_ALONE = frozenset({organisation.name, access_grant.name})

# Asked once a statement and hashed: indexes serve a statement that names its organisation as they do without policies,
# and who sees 500 of them pays no more for a row (= ANY (ARRAY(…)) goes through all 500 for each row of a scan).
# In plpgsql, which keeps its plans: a statement asks once for each table.
_READABLE = "organisation_id IN (SELECT {schema}.offices_to_read())"
_WRITABLE = "organisation_id IN (SELECT {schema}.offices_to_write())"
_OF_JOURNAL = "login = SESSION_USER AND {schema}.goes_on(organisation_id, number, last_id)"

#: What somebody may add who writes for units alone; what is not named here only who writes for the whole office may.
_FOR_UNITS = {
    "change": "{schema}.may_begin_change(organisation_id, takes_back)",
    "change_detail": "{schema}.may_set(organisation_id, change_id, task_id, milestone_id, field, value)",
}
_TASK_OF_UNIT = "{schema}.leads_task(organisation_id, task_id)"

_APPEND_ONLY = {table.name for table in APPEND_ONLY}

#: name(arguments) RETURNS what; who may call it; the body. `{{schema}}` is where the tables are.
_GRANTS = (
    "grants_of_login() RETURNS TABLE (organisation_id bigint, unit_id bigint, may text) LANGUAGE plpgsql ROWS 10",
    "BEGIN RETURN QUERY SELECT g.organisation_id, g.unit_id, g.may FROM ("
    "SELECT DISTINCT ON (a.organisation_id, a.role_name, a.unit_id) a.organisation_id, a.unit_id, a.may "
    "FROM {schema}.access_grant a WHERE a.role_name IN (SELECT r.rolname FROM pg_catalog.pg_roles r "
    "WHERE pg_catalog.pg_has_role(SESSION_USER, r.oid, 'MEMBER')) "
    "ORDER BY a.organisation_id, a.role_name, a.unit_id, a.access_grant_id DESC) g WHERE g.may <> 'none'; END",
)
_OFFICES_TO_READ = (
    "offices_to_read() RETURNS SETOF bigint LANGUAGE plpgsql ROWS 10",
    "BEGIN RETURN QUERY SELECT DISTINCT g.organisation_id FROM {schema}.grants_of_login() g; END",
)
_OFFICES_TO_WRITE = (
    "offices_to_write() RETURNS SETOF bigint LANGUAGE plpgsql ROWS 10",
    "BEGIN RETURN QUERY SELECT DISTINCT g.organisation_id FROM {schema}.grants_of_login() g "
    "WHERE g.unit_id IS NULL AND g.may = 'write'; END",
)
#: The lead is looked up in the history as the program derives it: of the versions whose changes are not taken back the
#: one last in force. A unit leads what a group leads to which it belongs by the newest row.
_LEADS_TASK = (
    "leads_task(office bigint, wanted bigint) RETURNS boolean LANGUAGE plpgsql",
    "DECLARE mine bigint[]; printed bigint; BEGIN "
    "SELECT array_agg(g.unit_id) INTO mine FROM {schema}.grants_of_login() g "
    "WHERE g.organisation_id = office AND g.unit_id IS NOT NULL AND g.may = 'write'; "
    "IF mine IS NULL THEN RETURN false; END IF; "
    "SELECT v.task_version_id INTO printed FROM {schema}.task_version v "
    f"WHERE v.organisation_id = office AND v.task_id = wanted AND {in_force('v', '{schema}.change')} AND NOT EXISTS "
    "(SELECT 1 FROM {schema}.change_detail d WHERE d.organisation_id = office AND d.task_id = wanted "
    "AND d.field = '{taken_back}' AND d.value = v.change_id::text) "
    "ORDER BY v.effective_on DESC, v.seq DESC LIMIT 1; "
    "RETURN EXISTS (SELECT 1 FROM {schema}.assignment a WHERE a.organisation_id = office "
    "AND a.task_version_id = printed AND a.role = 'lead' AND (a.unit_id = ANY (mine) OR EXISTS "
    "(SELECT 1 FROM (SELECT DISTINCT ON (m.member_id) m.belongs FROM {schema}.unit_member m "
    "WHERE m.organisation_id = office AND m.group_id = a.unit_id AND m.member_id = ANY (mine) "
    f"AND {in_force('m', '{schema}.change')} "
    "ORDER BY m.member_id, m.effective_on DESC, m.unit_member_id DESC) newest "
    "WHERE newest.belongs = 1))); END",
)
#: A change that set only fields, and only of tasks that the account's units lead: what they could not have recorded
#: they cannot take back.
_MAY_BEGIN_CHANGE = (
    "may_begin_change(office bigint, about bigint) RETURNS boolean LANGUAGE plpgsql",
    "BEGIN IF NOT EXISTS (SELECT 1 FROM {schema}.grants_of_login() g WHERE g.organisation_id = office "
    "AND g.unit_id IS NOT NULL AND g.may = 'write') THEN RETURN false; END IF; "
    "IF about IS NULL THEN RETURN true; END IF; "
    "{refuse_others}"
    "RETURN EXISTS (SELECT 1 FROM {schema}.change_detail d WHERE d.organisation_id = office AND d.change_id = about) "
    "AND NOT EXISTS (SELECT 1 FROM (SELECT DISTINCT d.task_id FROM {schema}.change_detail d "
    "WHERE d.organisation_id = office AND d.change_id = about) t WHERE NOT {schema}.leads_task(office, t.task_id)); "
    "END",
)
#: The journal goes on without a gap: a number or an id far ahead would leave none for those who come later.
_GOES_ON = (
    "goes_on(office bigint, numbered integer, up_to bigint) RETURNS boolean LANGUAGE plpgsql",
    "DECLARE newest integer := 0; latest bigint := 0; BEGIN "
    "SELECT c.number, c.last_id INTO newest, latest FROM {schema}.change c WHERE c.organisation_id = office "
    "ORDER BY c.number DESC LIMIT 1; "
    "RETURN numbered = COALESCE(newest, 0) + 1 AND up_to > COALESCE(latest, 0) AND up_to < GREATEST("
    "(extract(epoch FROM pg_catalog.clock_timestamp() + interval '1 year') * 1000)::bigint << {random_bits}, "
    # A clock that once was years ahead locks nobody out: ids go on from there, some minutes' worth of them at a time.
    "latest + (1::bigint << 40)); END",
)
#: A field of an own task; the task's note that a change is taken back names the one that really is.
_MAY_SET = (
    "may_set(office bigint, by_change bigint, of_task bigint, of_milestone bigint, name text, content text) "
    "RETURNS boolean LANGUAGE plpgsql",
    "BEGIN RETURN {schema}.leads_task(office, of_task) AND EXISTS (SELECT 1 FROM {schema}.change c "
    "WHERE c.organisation_id = office AND c.change_id = by_change "
    "AND (name <> '{taken_back}' OR content = c.takes_back::text)) "
    "AND (of_milestone IS NULL OR EXISTS (SELECT 1 FROM {schema}.milestone m WHERE m.organisation_id = office "
    "AND m.milestone_id = of_milestone AND m.task_id = of_task)); END",
)
#: In the order in which one calls the other; who may call each of them themselves.
_FUNCTIONS = (
    (_GRANTS, "readers"),
    (_OFFICES_TO_READ, "readers"),
    (_OFFICES_TO_WRITE, "writers"),
    (_LEADS_TASK, "writers"),
    (_MAY_BEGIN_CHANGE, "writers"),
    (_GOES_ON, "writers"),
    (_MAY_SET, "writers"),
)


def security_statements(owner: str, writer: str, reader: str, schema: str) -> Iterator[str]:
    """Yield the SQL that makes the functions and policies; run again it changes nothing."""
    callers = {"readers": f"{writer}, {reader}", "writers": writer}
    for (head, body), allowed in _FUNCTIONS:
        yield from _function_statements(head, _filled(body, schema), owner, callers[allowed], schema)
    for table in metadata.sorted_tables:
        place = f"{schema}.{table.name}"
        for kind, command, role, check in _policies(table, schema):
            to = f"{writer}, {reader}" if role == "readers" else writer
            yield f"DROP POLICY IF EXISTS {kind} ON {place};"
            yield f"CREATE POLICY {kind} ON {place} FOR {command} TO {to} {check};"
        yield f"ALTER TABLE {place} ENABLE ROW LEVEL SECURITY;"


def _function_statements(head: str, body: str, owner: str, callers: str, schema: str) -> Iterator[str]:
    declared, _, returned = head.partition(" RETURNS ")
    name, _, arguments = declared.rstrip(")").partition("(")
    kinds = ", ".join(argument.split()[-1] for argument in arguments.split(",") if argument)
    safety = f"STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, {schema}, pg_temp"
    yield f"CREATE OR REPLACE FUNCTION {schema}.{declared} RETURNS {returned} {safety} AS $body$ {body} $body$;"
    yield f"ALTER FUNCTION {schema}.{name}({kinds}) OWNER TO {owner};"
    yield f"REVOKE ALL ON FUNCTION {schema}.{name}({kinds}) FROM PUBLIC;"
    yield f"GRANT EXECUTE ON FUNCTION {schema}.{name}({kinds}) TO {callers};"


def _filled(body: str, schema: str) -> str:
    others = [
        table.name
        for table in APPEND_ONLY
        if "change_id" in table.columns and table.name not in ("change", "change_detail")
    ]
    refuse_others = "".join(
        f"IF EXISTS (SELECT 1 FROM {schema}.{name} x WHERE x.organisation_id = office AND x.change_id = about) "
        "THEN RETURN false; END IF; "
        for name in others
    )
    return body.format(schema=schema, taken_back=TAKEN_BACK, refuse_others=refuse_others, random_bits=RANDOM_BITS)


def _policies(table: Table, schema: str) -> Iterator[tuple[str, str, str, str]]:
    """The policies of a table: name, command, for whom, and what must hold."""
    readable, writable = _READABLE.format(schema=schema), _WRITABLE.format(schema=schema)
    yield "office_reads", "SELECT", "readers", f"USING ({readable})"
    if table.name in OWNERS_ALONE:
        return
    if table.name in _APPEND_ONLY:
        for_units = _FOR_UNITS.get(table.name)
        allowed = f"{writable} OR {for_units.format(schema=schema)}" if for_units else writable
        own = f"{_OF_JOURNAL.format(schema=schema)} AND " if table is change else ""
        yield "office_appends", "INSERT", "writers", f"WITH CHECK ({own}({allowed}))"
        return
    allowed = f"{writable} OR {_TASK_OF_UNIT.format(schema=schema)}" if "task_id" in table.columns else writable
    yield "office_derives", "INSERT", "writers", f"WITH CHECK ({allowed})"
    yield "office_derives_again", "UPDATE", "writers", f"USING ({allowed}) WITH CHECK ({allowed})"
    yield "office_removes_derived", "DELETE", "writers", f"USING ({allowed})"


# A change is closed when its transaction ends: no writer adds to what was recorded before. Without that a writer could
# leave every row of the past as it is and still tell another story: a field more, by somebody else's change, of a day
# long ago. The owner, who copies whole histories, is not held to it.

#: The transaction that made a row, as a number that never comes again: `xmin` is its lower half. A savepoint has a
#: number of its own, so that it is asked whether the transaction still goes on; of others' that do no row is visible.
_FULL_XMIN = "(top + ((c.xmin::text::bigint - top) % 4294967296 + 6442450944) % 4294967296 - 2147483648)::text::xid8"

_REFUSE_CLOSED = (
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
_TRIGGER_FUNCTIONS = {"refuse_closed_change": _BY_CHANGE, "refuse_closed_version": _BY_VERSION}
_TRIGGER = "of_open_change"


def open_change_statements(owner: str, schema: str) -> Iterator[str]:
    """Yield the SQL that makes the triggers; run again it changes nothing."""
    for name, of_added in _TRIGGER_FUNCTIONS.items():
        body = _REFUSE_CLOSED.format(owner=owner, schema=schema, of_added=of_added.format(schema=schema))
        yield (
            f"CREATE OR REPLACE FUNCTION {schema}.{name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
            f"SET search_path = pg_catalog, {schema}, pg_temp AS $body$ {body} $body$;"
        )
        yield f"ALTER FUNCTION {schema}.{name}() OWNER TO {owner};"
        yield f"REVOKE ALL ON FUNCTION {schema}.{name}() FROM PUBLIC;"
    for table in APPEND_ONLY:
        columns = table.columns.keys()
        if table.name == "change" or not {"change_id", "task_version_id"} & set(columns):
            continue
        name = "refuse_closed_change" if "change_id" in columns else "refuse_closed_version"
        yield f"DROP TRIGGER IF EXISTS {_TRIGGER} ON {schema}.{table.name};"
        yield (
            f"CREATE TRIGGER {_TRIGGER} AFTER INSERT ON {schema}.{table.name} REFERENCING NEW TABLE AS added "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {schema}.{name}();"
        )
