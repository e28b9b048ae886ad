"""How each task stands for counting, so that the statistics of very many offices are one sum.

The table is derived: the upgrade fills it from the history, as it does with the other derived tables.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False)


def key(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False, autoincrement=False)


def upgrade() -> None:
    op.create_table(
        "counted_now",
        key("organisation_id"),
        words("standing"),
        words("day"),
        key("task_id"),
        sa.PrimaryKeyConstraint("organisation_id", "standing", "day", "task_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("counted_now_task", "counted_now", ["organisation_id", "task_id"])
