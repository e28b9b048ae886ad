"""Names that organisations were given after their first one; the newest counts, the older ones stay to be read.

The history gains one table with the triggers that refuse rewriting.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

REFUSAL = "lịch sử chỉ được ghi thêm, không được sửa hay xóa"


def words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False)


def key(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False, autoincrement=False)


def upgrade() -> None:
    op.create_table(
        "organisation_name",
        key("organisation_id"),
        key("organisation_name_id"),
        words("name"),
        words("recorded_at"),
        words("actor"),
        sa.PrimaryKeyConstraint("organisation_id", "organisation_name_id"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.organisation_id"]),
        sqlite_with_rowid=False,
    )
    refuse_rewriting("organisation_name", "organisation_name_id")


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
