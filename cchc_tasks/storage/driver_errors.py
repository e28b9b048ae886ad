"""What the drivers raise → what the person is told: by SQLSTATE where a server says one, by its words elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_tasks.errors import AppError, ConflictError, DatabaseError
from cchc_tasks.messages import database_words as words
from cchc_tasks.sentences import Words

if TYPE_CHECKING:
    from cchc_tasks.storage.connection import DatabaseLocation

#: The SQLSTATE of what an account may not do.
_NOT_ALLOWED = "42501"
#: SQLSTATEs of a server that ends connections: it is stopped, has crashed, or does not let anybody in yet.
_ENDED = ("57P01", "57P02", "08003", "08006")
_STARTING = ("the database system is starting up", "is shutting down", "in recovery mode", "not yet accepting")


def failure_of(database: DatabaseLocation, error: BaseException) -> AppError:
    """Return what happened and what to do, with the exit code that goes with it."""
    original = getattr(error, "orig", None) or error
    lines = str(original).strip().splitlines()
    cause, location = lines[0] if lines else "", database.shown_location
    if getattr(original, "sqlstate", None) == _NOT_ALLOWED:
        return _not_allowed(location, cause)
    if not database.is_sqlite and (said := _said_by_server(location, error, original)):
        return DatabaseError(*said)
    return DatabaseError(*_explanation(database, location, cause))


def _not_allowed(location: str, cause: str) -> AppError:
    """What is said where the server lets the account not do something, which the program did not know before."""
    from cchc_tasks.messages import access_words

    if "row-level security" in cause:
        return ConflictError(*access_words.refused_by_policy())
    if "alembic_version" in cause or "schema" in cause:  # what every account reads before all else
        return DatabaseError(*access_words.not_admitted(location))
    return DatabaseError(*words.role_may_not_write(location))


def _explanation(database: DatabaseLocation, location: str, cause: str) -> tuple[Words, Words]:
    lowered, told = cause.lower(), words.said_by_sqlite(cause) if database.is_sqlite else cause
    for marks, explain in (
        (("locked", "busy", "lock timeout", "locking protocol"), words.locked),
        (("disk is full", "disk i/o", "no space"), words.disk_full),
        (("readonly", "read-only"), words.read_only if database.is_sqlite else words.role_may_not_write),
    ):
        if any(mark in lowered for mark in marks):
            return explain(location)
    if any(mark in lowered for mark in ("malformed", "not a database", "no such table")):
        return words.damaged(location, told)
    if words.BACKED_BY_RULE in lowered or "constraint" in lowered:
        return words.refused_by_database(cause)
    return words.unreachable(location, told)


def is_lost(error: BaseException) -> bool:
    """Whether the connection to a server is gone, so that what it was asked last may or may not have been done."""
    original = getattr(error, "orig", None) or error
    return bool(getattr(error, "connection_invalidated", False)) or getattr(original, "sqlstate", None) in _ENDED


def _said_by_server(location: str, error: BaseException, original: BaseException) -> tuple[Words, Words] | None:
    """What a server's own codes tell, in whatever language it speaks; None where nothing is known of the code."""
    state = getattr(original, "sqlstate", None)
    if any(mark in str(original) for mark in _STARTING) or state == "57P03":
        return words.server_starting(location)
    if is_lost(error):
        return words.connection_lost(location)
    if state == "53100":
        return words.server_disk_full(location)
    return words.locked(location) if state == "55P03" else None
