"""Triggers set aside within one transaction, for rows that are copied as they are; afterwards they stand as before."""

from __future__ import annotations

from sqlalchemy import Connection, text

#: What sets a trigger of the current schema aside, and what puts it back as it was.
_ON_A_SERVER = """
    SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', c.oid::regclass, t.tgname),
           format('ALTER TABLE %s ENABLE %s TRIGGER %I', c.oid::regclass,
                  CASE t.tgenabled WHEN 'A' THEN 'ALWAYS' WHEN 'R' THEN 'REPLICA' ELSE '' END, t.tgname)
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND c.relnamespace = current_schema()::regnamespace
    ORDER BY c.relname, t.tgname
"""
_IN_A_FILE = "SELECT 'DROP TRIGGER \"' || name || '\"', sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"


def set_triggers_aside(connection: Connection) -> list[str]:
    """Let no trigger of the tables fire in this transaction; return the statements that put them back as they were.

    Keys and references are watched all the same. Only the tables' owner may do that; a transaction that fails takes it
    all back.
    """
    is_sqlite = connection.dialect.name == "sqlite"
    found = connection.execute(text(_IN_A_FILE if is_sqlite else _ON_A_SERVER)).all()
    for aside, _ in found:
        connection.exec_driver_sql(aside)
    if is_sqlite:
        # A change may take back one that comes later by its number, where a clock was set back.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    return [str(back) for _, back in found]
