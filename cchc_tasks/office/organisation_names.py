"""The names of the organisations that share a database: listed, added, renamed."""

from __future__ import annotations

from cchc_tasks.model.acts import Act
from cchc_tasks.office import sql
from cchc_tasks.storage.access_rights import require_owner
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.journal import lock_organisation
from cchc_tasks.storage.organisations import organisations


def organisation_names(database: Database) -> list[str]:
    """Return the names of every organisation of the database, by name."""
    with database.reading(whole=True) as reader:
        return [name for _, name in organisations(reader)]


def add_organisation(database: Database, name: str, act: Act) -> str:
    """Add an organisation to the database and return its name as it is kept.

    Raises ConflictError for a name that is taken, UsageError for an empty one.
    """
    with database.writing(whole=True) as writer:
        require_owner(writer)
        lock_organisation(writer)  # of nobody: two who add at once must not take one name
        return sql.add_organisation(writer, name, act)


def rename_organisation(database: Database, old: str, name: str, act: Act) -> str:
    """Give an organisation another name and return it as it is kept.

    Raises NotFoundError for a name that is not there, ConflictError for one that is taken.
    """
    with database.writing(whole=True) as writer:
        lock_organisation(writer)
        return sql.rename_organisation(writer, old, name, act)
