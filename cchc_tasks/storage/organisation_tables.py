"""The table of what organisations are called after they were renamed."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint

from cchc_tasks.storage.table_declaration import table_of, words_column

#: A name that an organisation was given after its first one, which stands in `organisation`; the newest counts.
organisation_name = table_of(
    "organisation_name",
    "organisation_name_id",
    words_column("name"),
    words_column("recorded_at"),
    words_column("actor"),
    ForeignKeyConstraint(["organisation_id"], ["organisation.organisation_id"]),
)
