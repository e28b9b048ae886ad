"""What a report is made of: the typed lines of the statistics appendix by period, and the numbers of frozen reports.

The history gains tables, each with the triggers that refuse rewriting, and one column that older rows leave empty.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

REFUSAL = "lịch sử chỉ được ghi thêm, không được sửa hay xóa"


def words(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=null)


def key(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger, nullable=False, autoincrement=False)


def refers(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["organisation_id", column], [f"{table}.organisation_id", f"{table}.{column}"])


def upgrade() -> None:
    # The headings of the plan's columns as printed, «field=heading» a line: a report repeats them.
    op.add_column("plan_version", words("headings", null=True))
    create_indicators()
    create_report_snapshot()
    for table in ("indicator", "indicator_value", "report_snapshot"):
        refuse_rewriting(table, f"{table}_id")


def create_indicators() -> None:
    op.create_table(
        "indicator",
        key("organisation_id"),
        key("indicator_id"),
        key("change_id"),
        words("folded"),
        sa.PrimaryKeyConstraint("organisation_id", "indicator_id"),
        refers("change_id", "change"),
        sqlite_with_rowid=False,
    )
    op.create_index("indicator_folded", "indicator", ["organisation_id", "folded"])
    op.create_table(
        "indicator_value",
        key("organisation_id"),
        key("indicator_value_id"),
        key("indicator_id"),
        key("change_id"),
        words("period_first"),
        words("period_last"),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("in_form", sa.SmallInteger, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        words("section"),
        words("no"),
        words("parent"),
        words("name"),
        words("unit"),
        words("value"),
        words("note"),
        sa.PrimaryKeyConstraint("organisation_id", "indicator_value_id"),
        refers("indicator_id", "indicator"),
        refers("change_id", "change"),
        sqlite_with_rowid=False,
    )
    op.create_index("indicator_value_period", "indicator_value", ["organisation_id", "period_first", "period_last"])
    op.create_index("indicator_value_change", "indicator_value", ["organisation_id", "change_id"])


def create_report_snapshot() -> None:
    op.create_table(
        "report_snapshot",
        key("organisation_id"),
        key("report_snapshot_id"),
        key("change_id"),
        words("kind"),
        words("scope"),
        words("period_first", null=True),
        words("period_last", null=True),
        words("as_of"),
        words("number", null=True),
        words("signed_on", null=True),
        words("uid"),
        words("sha256"),
        words("content"),
        sa.PrimaryKeyConstraint("organisation_id", "report_snapshot_id"),
        refers("change_id", "change"),
        sqlite_with_rowid=False,
    )
    op.create_index("report_snapshot_kind", "report_snapshot", ["organisation_id", "kind", "scope"])
    op.create_index("report_snapshot_change", "report_snapshot", ["organisation_id", "change_id"])


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
