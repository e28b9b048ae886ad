"""The order of changes is a number, given under the organisation's lock: no clock is asked what came first.

What was recorded before is numbered here: by its moment, but where clocks disagreed what a change refers to comes
before it. Those are the change that it takes back, the one up to which a frozen report told the numbers, and whatever
stands before it in the count of changes (`seq`) of one of its tasks.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from cchc_tasks.storage.table_copy import set_triggers_aside

revision = "0010"
down_revision = "0009"

#: The tables whose ids are made by changes.
TABLES = (
    "change", "plan", "plan_version", "section", "task", "task_version", "milestone", "milestone_version", "assignment",
    "change_detail", "unit", "unit_name", "unit_member", "unit_successor", "unit_event", "indicator",
    "indicator_value", "report_snapshot",
)  # fmt: skip
#: Each pair of changes that stand one after the other in the count of a task.
NEIGHBOURS = """
    SELECT DISTINCT organisation_id, change_id, before FROM (
        SELECT organisation_id, change_id, LAG(change_id) OVER (PARTITION BY organisation_id, task_id ORDER BY seq)
            AS before
        FROM (SELECT organisation_id, task_id, seq, change_id FROM change_detail
              UNION SELECT organisation_id, task_id, seq, change_id FROM task_version) counted
    ) neighbours WHERE before <> change_id
"""
TAKEN_BACK = "SELECT organisation_id, change_id, takes_back FROM change WHERE takes_back IS NOT NULL"
FROZEN = "SELECT organisation_id, change_id, content FROM report_snapshot"
IN_TIME = "SELECT organisation_id, change_id FROM change ORDER BY organisation_id, recorded_at, change_id"

#: A change by its organisation and id.
Key = tuple[int, int]


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    # A file keeps the default of a column that is added; no change is written without its number all the same.
    zero = sa.text("0")
    op.add_column("change", sa.Column("number", sa.Integer, nullable=False, server_default=zero))
    op.add_column("change", sa.Column("last_id", sa.BigInteger, nullable=False, server_default=zero))
    if not is_sqlite:
        op.alter_column("change", "number", server_default=None)
        op.alter_column("change", "last_id", server_default=None)
    put_back = set_triggers_aside(op.get_bind())
    number_changes(op.get_bind())
    for statement in put_back:
        op.get_bind().exec_driver_sql(statement)
    op.create_index("change_number", "change", ["organisation_id", "number"], unique=True)
    op.drop_index("change_recorded", "change")


def number_changes(connection: sa.Connection) -> None:
    """Give every change its number, and tell by the newest of an organisation the greatest id there is."""
    numbers: dict[int, int] = defaultdict(int)
    rows = []
    for organisation_id, change_id in in_sound_order(connection):
        numbers[organisation_id] += 1
        rows.append({"org": organisation_id, "change": change_id, "number": numbers[organisation_id]})
    if not rows:
        return
    mine = "WHERE organisation_id = :org"
    number = sa.text(f"UPDATE change SET number = :number, last_id = change_id {mine} AND change_id = :change")
    connection.execute(number, rows)
    for organisation_id, newest in numbers.items():
        greatest = " UNION ALL ".join(f"SELECT MAX({name}_id) AS last FROM {name} {mine}" for name in TABLES)
        last = sa.text(
            f"UPDATE change SET last_id = (SELECT MAX(last) FROM ({greatest}) made) {mine} AND number = :newest"
        )
        connection.execute(last, {"org": organisation_id, "newest": newest})


def in_sound_order(connection: sa.Connection) -> Iterator[Key]:
    """Yield the changes by their moments, each after all that it refers to."""
    before: dict[Key, set[Key]] = defaultdict(set)
    for statement in (NEIGHBOURS, TAKEN_BACK):
        for organisation_id, change_id, earlier in connection.execute(sa.text(statement)):
            before[organisation_id, change_id].add((organisation_id, earlier))
    for organisation_id, change_id, content in connection.execute(sa.text(FROZEN)):
        before[organisation_id, change_id].add((organisation_id, int(json.loads(content)["newest_change"])))
    listed = [(row[0], row[1]) for row in connection.execute(sa.text(IN_TIME))]
    place = {key: n for n, key in enumerate(listed)}
    given: set[Key] = set()
    for key in listed:
        waiting, held = [key], {key}
        while waiting:
            # What a change refers to is put on top of it; one that waits already would be a circle and is let be.
            open_ones = sorted((before[waiting[-1]] & place.keys()) - given, key=place.__getitem__, reverse=True)
            found = [earlier for earlier in open_ones if earlier not in held]
            if found:
                waiting += found
                held.update(found)
                continue
            done = waiting.pop()
            held.discard(done)
            if done not in given:
                given.add(done)
                yield done
