"""Who may do what on a shared PostgreSQL, and with which account of the server a change was recorded.

The history gains one table with the triggers that refuse rewriting, and a column that the server itself fills.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

REFUSAL = "lịch sử chỉ được ghi thêm, không được sửa hay xóa"


def words(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=null)


def key(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=null, autoincrement=False)


def upgrade() -> None:
    op.add_column("change", words("login", null=True))
    if op.get_bind().dialect.name != "sqlite":
        # Not with the column: what was recorded before is nobody's, and above all not the migrating account's.
        op.execute("ALTER TABLE change ALTER COLUMN login SET DEFAULT SESSION_USER")
    op.create_table(
        "access_grant",
        key("organisation_id"),
        key("access_grant_id"),
        words("role_name"),
        key("unit_id", null=True),
        words("may"),
        words("recorded_at"),
        words("actor"),
        sa.PrimaryKeyConstraint("organisation_id", "access_grant_id"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.organisation_id"]),
        sa.ForeignKeyConstraint(["organisation_id", "unit_id"], ["unit.organisation_id", "unit.unit_id"]),
        sqlite_with_rowid=False,
    )
    op.create_index("access_grant_role", "access_grant", ["organisation_id", "role_name"])
    refuse_rewriting("access_grant", "access_grant_id")


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
