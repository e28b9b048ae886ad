"""What happened to units, from which day on and by which document: renamed, merged, split, abolished …

The history gains one table with the triggers that refuse rewriting.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

REFUSAL = "lịch sử chỉ được ghi thêm, không được sửa hay xóa"


def words(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=null)


def key(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False, autoincrement=False)


def refers(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["organisation_id", column], [f"{table}.organisation_id", f"{table}.{column}"])


def upgrade() -> None:
    op.create_table(
        "unit_event",
        key("organisation_id"),
        key("unit_event_id"),
        key("unit_id"),
        key("change_id"),
        words("kind"),
        words("effective_on"),
        words("document", null=True),
        sa.PrimaryKeyConstraint("organisation_id", "unit_event_id"),
        refers("unit_id", "unit"),
        refers("change_id", "change"),
        sqlite_with_rowid=False,
    )
    op.create_index("unit_event_unit", "unit_event", ["organisation_id", "unit_id"])
    refuse_rewriting("unit_event", "unit_event_id")


def refuse_rewriting(table: str, identity: str) -> None:
    """Make the database itself refuse to change, remove or replace a row, as the first migration does."""
    if op.get_bind().dialect.name != "sqlite":
        op.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()"
        )
        return
    same_key = f"organisation_id = NEW.organisation_id AND {identity} = NEW.{identity}"
    for event, condition in (
        ("UPDATE", ""),
        ("DELETE", ""),
        ("INSERT", f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same_key}) "),
    ):
        op.execute(
            f"CREATE TRIGGER {table}_refuses_{event.lower()} BEFORE {event} ON {table} {condition}"
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
