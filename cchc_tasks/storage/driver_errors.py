"""Turns what a driver raises into a problem, by the SQLSTATE of a server or by the words of the message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_tasks.errors import AppError, ConflictError, DatabaseError, Problem, problem

if TYPE_CHECKING:
    from cchc_tasks.storage.connection import DatabaseLocation

#: The SQLSTATE of what an account may not do.
_NOT_ALLOWED = "42501"
#: SQLSTATEs of a server that ends connections: it is stopped, has crashed, or does not let anybody in yet.
_ENDED = ("57P01", "57P02", "08003", "08006")
_STARTING = ("the database system is starting up", "is shutting down", "in recovery mode", "not yet accepting")
#: With these words the triggers of the append-only tables refuse (the migrations say them).
_REFUSED_BY_TRIGGER = "lịch sử chỉ được ghi thêm"


def failure_of(database: DatabaseLocation, error: BaseException) -> AppError:
    """Return what happened, with the exit code that goes with it."""
    original = getattr(error, "orig", None) or error
    lines = str(original).strip().splitlines()
    cause, location = lines[0] if lines else "", database.shown_location
    if getattr(original, "sqlstate", None) == _NOT_ALLOWED:
        return _not_allowed(location, cause)
    if not database.is_sqlite and (found := _by_sqlstate(location, error, original)):
        return DatabaseError(found)
    return DatabaseError(_by_words(location, cause, is_sqlite=database.is_sqlite))


def _not_allowed(location: str, cause: str) -> AppError:
    """The server lets the account not do something, which the program did not know before."""
    if "row-level security" in cause:
        return ConflictError(problem("account.refused_by_policy"))
    if "alembic_version" in cause or "schema" in cause:  # what every account reads before all else
        return DatabaseError(problem("account.not_admitted", location=location))
    return DatabaseError(problem("database.role_may_not_write", location=location))


def _by_words(location: str, cause: str, *, is_sqlite: bool) -> Problem:
    lowered = cause.lower()
    shown = problem("database.said_by_sqlite", cause=cause) if is_sqlite else cause
    if any(mark in lowered for mark in ("locked", "busy", "lock timeout", "locking protocol")):
        return problem("database.locked", location=location)
    if any(mark in lowered for mark in ("disk is full", "disk i/o", "no space")):
        return problem("database.disk_full", location=location)
    if any(mark in lowered for mark in ("readonly", "read-only")):
        if is_sqlite:
            return problem("database.read_only", location=location)
        return problem("database.role_may_not_write", location=location)
    if any(mark in lowered for mark in ("malformed", "not a database", "no such table")):
        return problem("database.damaged", location=location, cause=shown)
    if _REFUSED_BY_TRIGGER in lowered or "constraint" in lowered:
        return problem("database.refused_by_database", cause=cause)
    return problem("database.unreachable", location=location, cause=shown)


def is_lost(error: BaseException) -> bool:
    """Whether the connection to a server is gone, so that what it was asked last may or may not have been done."""
    original = getattr(error, "orig", None) or error
    return bool(getattr(error, "connection_invalidated", False)) or getattr(original, "sqlstate", None) in _ENDED


def _by_sqlstate(location: str, error: BaseException, original: BaseException) -> Problem | None:
    """What a server's own codes say, in whatever language it speaks; None where nothing is known of the code."""
    state = getattr(original, "sqlstate", None)
    if any(mark in str(original) for mark in _STARTING) or state == "57P03":
        return problem("database.server_starting", location=location)
    if is_lost(error):
        return problem("database.connection_lost", location=location)
    if state == "53100":
        return problem("database.server_disk_full", location=location)
    return problem("database.locked", location=location) if state == "55P03" else None
