"""Alembic's entry: migrates over the connection that the program opened, in one transaction."""

from __future__ import annotations

from alembic import context

from cchc_tasks.storage.projection_tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
