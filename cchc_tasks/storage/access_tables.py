"""The table of who may do what on a shared PostgreSQL: the accounts of its server, by organisation and unit."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, Index

from cchc_tasks.storage.table_declaration import id_column, refers, table_of, words_column

#: What an account (or a group role) may do: `may` is write, read or none; in one unit's tasks, or (None) in the whole
#: organisation. The newest row of an account and a unit counts.
access_grant = table_of(
    "access_grant",
    "access_grant_id",
    words_column("role_name"),
    id_column("unit_id", null=True),
    words_column("may"),
    words_column("recorded_at"),
    words_column("actor"),
    ForeignKeyConstraint(["organisation_id"], ["organisation.organisation_id"]),
    refers("unit_id", "unit"),
    Index("access_grant_role", "organisation_id", "role_name"),
)
