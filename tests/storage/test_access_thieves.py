"""Whoever has stolen a unit's account and speaks SQL: what is not the unit's stays as it is and out of sight."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import psycopg
import pytest

from cchc_tasks.storage import projection_tables
from tests.sample_office import DECISION
from tests.storage.served import OTHERS, OWN, UNIT, Place, login_of, two_offices

TABLES = [table.name for table in projection_tables.metadata.sorted_tables]
#: A change that the account may begin, for an attack that needs one.
BEGIN = (
    "INSERT INTO change (organisation_id, change_id, number, last_id, act, recorded_at, actor, sentence) "
    "VALUES (1, 1000, {next_number}, {next_id}, 'update', '2022-07-01T00:00:00.000Z', 'X', 'x')"
)
DETAIL = (
    "INSERT INTO change_detail (organisation_id, change_detail_id, change_id, task_id, seq, milestone_id, field, "
    "value, effective_on) "
    "VALUES ({office}, 1001, {change}, {task}, 99, {milestone}, '{field}', '{value}', '2022-07-01')"
)


class Robbed(NamedTuple):
    """What a thief is after, by id, and the connection of the stolen account."""

    place: Place
    thief: psycopg.Connection[Any]
    names: dict[str, Any]

    def steal(self, *statements: str) -> int:
        """Try statements in one transaction that would be kept; return how many rows the last one touched."""
        with self.thief.transaction():
            for statement in statements:
                touched = self.thief.execute(statement.format(**self.names)).rowcount
        return touched


def detail(**said: Any) -> str:
    """An INSERT of a field of a task: of the thief's own unless said otherwise, by a change of its own."""
    plain = {"office": 1, "change": 1000, "task": "{own}", "milestone": "NULL", "field": "result", "value": "x"}
    return DETAIL.format(**{**plain, **said})


@pytest.fixture(scope="module")
def robbed(postgres: str) -> Iterator[Robbed]:
    with two_offices(postgres) as place:
        served = place.served
        own, others = place.id_of(OWN), place.id_of(OTHERS)
        earlier = place.unit.update(OWN, result="Đã khảo sát").change_id
        foreign = place.office.done(OTHERS, evidence=(DECISION,)).change_id
        edited = place.office.edit(OWN, title="Việc sửa theo văn bản", evidence=(DECISION,)).change_id
        (unit,) = served.rows("SELECT unit_id FROM unit_name WHERE organisation_id = 1 AND name = %s", UNIT)[0]
        (health,) = served.rows("SELECT MAX(organisation_id) FROM organisation")[0]
        (health_task,) = served.rows("SELECT MIN(task_id) FROM task WHERE organisation_id = %s", health)[0]
        (version,) = served.rows("SELECT task_version_id FROM task_now WHERE task_id = %s", others)[0]
        (milestone,) = served.rows("SELECT MIN(milestone_id) FROM milestone WHERE task_id = %s", others)[0]
        number, last_id = served.rows("SELECT MAX(number), MAX(last_id) FROM change WHERE organisation_id = 1")[0]
        served.server.execute("ANALYZE")
        names = {
            "own": own, "others": others, "earlier": earlier, "foreign": foreign, "edited": edited, "unit": unit,
            "health": health, "health_task": health_task, "version": version, "milestone": milestone,
            "schema": served.schema, "owner": served.names[0], "writer": login_of(served.writer),
            "thief": login_of(place.unit.database), "next_number": number + 1, "next_id": last_id + 1,
        }  # fmt: skip
        with psycopg.connect(place.unit.database.location, autocommit=True) as thief:
            yield Robbed(place, thief, names)


@pytest.fixture(autouse=True)
def _everything_is_as_it_was(robbed: Robbed) -> Iterator[None]:
    before = _everything(robbed.place)
    yield
    robbed.thief.execute("DISCARD TEMP; RESET ALL; RESET ROLE")
    assert _everything(robbed.place) == before


def _everything(place: Place) -> dict[str, Any]:
    columns = "md5(string_agg(CAST(x AS text), '|' ORDER BY CAST(x AS text)))"
    return {name: place.served.rows(f"SELECT {columns} FROM {name} x") for name in TABLES}


REFUSED = {
    "a field of another unit's task": (BEGIN, detail(task="{others}")),
    "a field of another office's task": (BEGIN, detail(office="{health}", task="{health_task}")),
    "a field of the own task in somebody else's name": (detail(change="{foreign}"),),
    "a field added to what the account itself recorded before": (detail(change="{earlier}"),),
    "a milestone of another unit's task": (BEGIN, detail(milestone="{milestone}")),
    "an amendment of the own task declared taken back": (BEGIN, detail(field="taken_back", value="{edited}")),
    "a change recorded with another account": (
        BEGIN.replace("sentence)", "sentence, login)").replace("'x')", "'x', '{writer}')"),
    ),
    "a change recorded with no account": (
        BEGIN.replace("sentence)", "sentence, login)").replace("'x')", "'x', NULL)"),
    ),
    "a change whose number leaves a gap": (BEGIN.replace("{next_number}", "2147483647"),),
    "a change before others": (BEGIN.replace("{next_number}", "0"),),
    "a change that leaves no id to others": (BEGIN.replace("{next_id}", "9223372036854775807"),),
    "a change whose ids are those of others": (BEGIN.replace("{next_id}", "{next_id} - 1"),),
    "a change of another office": (BEGIN.replace("(1, 1000", "({health}, 1000"),),
    "another unit's change taken back": (
        BEGIN.replace("sentence)", "sentence, takes_back)").replace("'x')", "'x', {foreign})"),
    ),
    "an amendment taken back": (
        BEGIN.replace("sentence)", "sentence, takes_back)").replace("'x')", "'x', {edited})"),
    ),
    "the import taken back": (
        BEGIN.replace("sentence)", "sentence, takes_back)").replace(
            "'x')", "'x', (SELECT change_id FROM change WHERE act = 'import'))"
        ),
    ),
    "a grant": ("INSERT INTO access_grant VALUES (1, 1000, '{thief}', NULL, 'write', '2022', 'X')",),
    "another unit's task assigned to the own unit": (
        "INSERT INTO assignment VALUES (1, 1000, {others}, {version}, {unit}, 'lead', 9, 'x')",
    ),
    "the own task assigned to more units": (
        "INSERT INTO assignment SELECT 1, 1000, task_id, task_version_id, {unit}, 'lead', 9, 'x' "
        "FROM task_now WHERE task_id = {own}",
    ),
    "new words of a task": (
        BEGIN,
        "INSERT INTO task_version SELECT 1, 1000, {others}, 1000, 99, effective_on, in_plan, section_id, no, title, "
        "activities, outputs, lead_text, support_text, start_text, deadline_text, review, source_file, source_sha256, "
        "source_row, place FROM task_version WHERE task_version_id = {version}",
    ),
    "the own unit made a member of a group": (
        BEGIN,
        "INSERT INTO unit_member SELECT 1, 1000, unit_id, {unit}, 1000, '2022-01-01', 1 FROM unit LIMIT 1",
    ),
    "a new name of a unit": (BEGIN, "INSERT INTO unit_name VALUES (1, 1000, {unit}, 1000, 'x', 'x', '2022-01-01', 0)"),
    "a plan": (BEGIN, "INSERT INTO plan VALUES (1, 1000, 1000, 'X')"),
    "the state of another unit's task": (
        "INSERT INTO task_search VALUES (1, {others}, 'x') ON CONFLICT (organisation_id, task_id) "
        "DO UPDATE SET folded = 'x'",
    ),
    "the state of the own task made another's": (
        "UPDATE milestone_now SET task_id = {others} WHERE task_id = {own}",
    ),
    "a plan's state": ("INSERT INTO plan_now VALUES (1, 1000, 'X', 'X', '2022-01-01', '2022-12-31')",),
    "an office": ("INSERT INTO organisation VALUES (1000, 'X', '')",),
    "the owner's role": ("SET ROLE {owner}",),
    "another person's session": ("SET SESSION AUTHORIZATION {writer}",),
    "membership of the owner's role": ("GRANT {owner} TO {thief}",),
    "policies left aside": ("SET LOCAL row_security = off", "SELECT * FROM change"),
    "policies put away": ("ALTER TABLE change DISABLE ROW LEVEL SECURITY",),
    "a policy dropped": ("DROP POLICY office_appends ON change",),
    "a policy of one's own": ("CREATE POLICY mine ON change FOR INSERT WITH CHECK (true)",),
    "a function of ours replaced": (
        "CREATE OR REPLACE FUNCTION {schema}.leads_task(office bigint, wanted bigint) RETURNS boolean LANGUAGE sql "
        "AS 'SELECT true'",
    ),
    "a default changed": ("ALTER TABLE change ALTER COLUMN login SET DEFAULT 'x'",),
    "rows poured in": ("COPY task_search FROM '/dev/null'",),
    "a temporary table in the place of the grants": (
        "CREATE TEMP TABLE access_grant AS SELECT 1::bigint AS organisation_id, 1::bigint AS access_grant_id, "
        "'{thief}'::text AS role_name, NULL::bigint AS unit_id, 'write'::text AS may",
        "SET LOCAL search_path = pg_temp, {schema}",
        "INSERT INTO plan_now VALUES (1, 1000, 'X', 'X', '2022-01-01', '2022-12-31')",
    ),
    "temporary tables in the place of the history": (
        "CREATE TEMP TABLE assignment AS SELECT 1::bigint AS organisation_id, {version}::bigint AS task_version_id, "
        "'lead'::text AS role, {unit}::bigint AS unit_id",
        "SET LOCAL search_path = pg_temp, {schema}",
        BEGIN,
        detail(task="{others}"),
    ),
    "temporary functions in the place of ours": (
        "CREATE FUNCTION pg_temp.leads_task(bigint, bigint) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "CREATE FUNCTION pg_temp.pg_has_role(name, oid, text) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "SET LOCAL search_path = pg_temp, {schema}, pg_catalog",
        BEGIN,
        detail(task="{others}"),
    ),
    "an operator in the place of PostgreSQL's": (
        "CREATE FUNCTION pg_temp.yes(name, text) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "CREATE OPERATOR pg_temp.= (LEFTARG = name, RIGHTARG = text, FUNCTION = pg_temp.yes)",
        "SET LOCAL search_path = pg_temp, {schema}, pg_catalog",
        "INSERT INTO plan_now VALUES (1, 1000, 'X', 'X', '2022-01-01', '2022-12-31')",
    ),
}  # fmt: skip


@pytest.mark.parametrize("statements", REFUSED.values(), ids=REFUSED.keys())
def test_the_server_refuses_what_is_not_the_unit_s(robbed: Robbed, statements: tuple[str, ...]) -> None:
    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedTable)):
        robbed.steal(*statements)


UNTOUCHED = {
    "another unit's state rewritten": "UPDATE task_now SET status = 'done' WHERE task_id = {others}",
    "another unit's state removed": "DELETE FROM running_now WHERE task_id = {others}",
    "another unit's milestone moved": "UPDATE milestone_now SET due = '2030-01-01' WHERE task_id = {others}",
    "another office's state rewritten": "UPDATE task_now SET status = 'done' WHERE organisation_id = {health}",
    "another office's state removed": "DELETE FROM task_search WHERE organisation_id = {health}",
    "a plan removed": "DELETE FROM plan_now",
}


@pytest.mark.parametrize("statement", UNTOUCHED.values(), ids=UNTOUCHED.keys())
def test_what_is_not_the_unit_s_is_not_there_to_be_rewritten(robbed: Robbed, statement: str) -> None:
    assert robbed.steal(statement) == 0


@pytest.mark.parametrize("table", TABLES)
def test_no_row_of_another_office_is_seen_in_any_way(robbed: Robbed, table: str) -> None:
    health = robbed.names["health"]
    seen = f"SELECT DISTINCT organisation_id FROM {table}"
    with robbed.thief.transaction():
        robbed.thief.execute(f"CREATE TEMP VIEW peeping AS SELECT * FROM {table}")
        for statement in (seen, "SELECT DISTINCT organisation_id FROM peeping"):
            assert {row[0] for row in robbed.thief.execute(statement)} <= {1}
        with robbed.thief.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT") as copied:
            assert {bytes(row).split(b"\t")[0] for row in copied} <= {b"1"}
        statistics = "SELECT COUNT(*) FROM pg_stats WHERE schemaname = %s AND tablename = %s"
        assert robbed.thief.execute(statistics, (robbed.names["schema"], table)).fetchone() == (0,)
        robbed.thief.execute("DROP VIEW pg_temp.peeping")
    assert health != 1


def test_the_functions_tell_nothing_of_others(robbed: Robbed) -> None:
    def ask(call: str) -> Any:
        return robbed.thief.execute("SELECT " + call.format(**robbed.names)).fetchone()

    assert ask("leads_task({health}, {health_task})") == (False,)
    assert ask("leads_task(1, {others})") == (False,)
    assert ask("leads_task(1, {own})") == (True,)
    assert ask("may_begin_change({health}, NULL)") == (False,)
    assert ask("may_begin_change(1, {foreign})") == (False,)
    assert ask("may_begin_change(1, {earlier})") == (True,)
    assert ask("may_set(1, {earlier}, {others}, NULL, 'result', 'x')") == (False,)
    assert ask("may_set(1, {earlier}, {own}, {milestone}, 'result', 'x')") == (False,)
    assert ask("may_set({health}, {earlier}, {health_task}, NULL, 'result', 'x')") == (False,)
    assert robbed.thief.execute("SELECT * FROM offices_to_write()").fetchall() == []
    assert robbed.thief.execute("SELECT * FROM grants_of_login()").fetchall() == [(1, robbed.names["unit"], "write")]


def test_another_role_of_one_s_own_changes_nothing(robbed: Robbed) -> None:
    """Membership is the session's: whoever puts on the writers' role is still the same account."""
    robbed.thief.execute(f"SET ROLE {robbed.place.served.names[1]}")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        robbed.steal(BEGIN, detail(task="{others}"))
    assert robbed.thief.execute("SELECT COUNT(DISTINCT organisation_id) FROM task").fetchone() == (1,)


def test_many_rows_at_once_are_taken_row_by_row(robbed: Robbed) -> None:
    of_tasks = DETAIL.partition("VALUES")[0] + (
        " SELECT 1, 2000 + n, 1000, t, 99, NULL, 'note', 'x', '2022-07-01' "
        "FROM unnest(ARRAY[{own}, {others}]) WITH ORDINALITY AS given(t, n)"
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        robbed.steal(BEGIN, of_tasks)
    with robbed.thief.transaction() as outer:
        assert robbed.steal(BEGIN, of_tasks.replace(", {others}]", "]")) == 1
        raise psycopg.Rollback(outer)


def test_a_function_of_one_s_own_is_not_shown_what_is_out_of_sight(robbed: Robbed) -> None:
    robbed.thief.execute(
        "CREATE FUNCTION pg_temp.tell(office bigint) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 "
        "AS 'BEGIN IF office <> 1 THEN RAISE EXCEPTION ''seen''; END IF; RETURN true; END'"
    )
    seen = robbed.thief.execute("SELECT COUNT(*) FROM task_now WHERE pg_temp.tell(organisation_id)").fetchone()
    assert seen == (54,)


@pytest.mark.parametrize(
    "statement",
    [
        detail(change="{foreign}", task="{others}"),
        detail(change="{by_office}", task="{others}"),
        "INSERT INTO assignment VALUES (1, 1000, {others}, {version}, {unit}, 'lead', 9, 'x')",
        "INSERT INTO plan VALUES (1, 1000, {foreign}, 'X')",
        "INSERT INTO milestone_version SELECT (jsonb_populate_record(m, '{{\"milestone_version_id\": 1000}}')).* "
        "FROM milestone_version m WHERE task_version_id = {version}",
    ],
    ids=["a field of a colleague's act", "a field of an own act", "a unit", "a plan", "a milestone"],
)
def test_a_stolen_account_of_the_whole_office_adds_nothing_to_what_was_recorded(robbed: Robbed, statement: str) -> None:
    place = robbed.place
    (by_office,) = place.served.rows("SELECT change_id FROM change WHERE organisation_id = 1 AND act = 'import'")[0]
    with psycopg.connect(place.office.database.location) as thief:
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="not open"):
            thief.execute(statement.format(**robbed.names, by_office=by_office))
        thief.rollback()
