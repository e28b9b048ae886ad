"""What the acts of the year say of a milestone: to whom it was handed up, what gave its date, what was asked for.

Only derived tables gain columns: the history keeps all of it as details, so nothing has to be filled in.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=True)


def upgrade() -> None:
    for name in ("submitted_to", "due_basis", "extension_asked"):
        op.add_column("milestone_now", words(name))
    op.add_column("running_now", words("submitted_to"))
