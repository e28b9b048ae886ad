"""Where an amended plan prints its tasks, and column mappings that a person has confirmed.

The history gains one column that older rows leave empty (the task's own place holds then) and one table; the triggers
that refuse rewriting stay, and the new table gets its own.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

REFUSAL = "lịch sử chỉ được ghi thêm, không được sửa hay xóa"


def words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False)


def key(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False, autoincrement=False)


def upgrade() -> None:
    op.add_column("task_version", sa.Column("place", sa.Integer, nullable=True))
    op.create_table(
        "column_mapping",
        key("organisation_id"),
        key("column_mapping_id"),
        words("signature"),
        words("mapping"),
        words("recorded_at"),
        words("actor"),
        sa.PrimaryKeyConstraint("organisation_id", "column_mapping_id"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.organisation_id"]),
        sqlite_with_rowid=False,
    )
    op.create_index("column_mapping_signature", "column_mapping", ["organisation_id", "signature"])
    refuse_rewriting("column_mapping", "column_mapping_id")


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
