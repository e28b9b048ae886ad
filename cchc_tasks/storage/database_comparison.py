"""The history beside a copy's: what once was recorded is never changed, so every row of the copy must still be there.

A bit that flips in words of the history which nobody sees today breaks no structure and changes no present state; an
earlier copy is the only witness.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from cchc_tasks.storage import schema
from cchc_tasks.storage.connection import connect_sqlite


def altered_rows(location: str, copy: Path) -> dict[str, int]:
    """Return in how many rows of each table of the history a database says otherwise than a copy of the same schema.

    Rows that only one of them has are none: the copy may be older, or the database put back from an older one.
    """
    found = {}
    with closing(connect_sqlite(location)) as connection:
        connection.execute("ATTACH DATABASE ? AS copy", (str(copy),))
        connection.execute("BEGIN")
        for table in schema.APPEND_ONLY:
            keys = [column.name for column in table.primary_key.columns]
            others = [column.name for column in table.columns if column.name not in keys]
            if not others:
                continue
            same = " AND ".join(f"mine.{name} = theirs.{name}" for name in keys)
            differ = " OR ".join(f"mine.{name} IS NOT theirs.{name}" for name in others)
            joined = f"main.{table.name} mine JOIN copy.{table.name} theirs ON {same}"
            (number,) = connection.execute(f"SELECT COUNT(*) FROM {joined} WHERE {differ}").fetchone()
            if number:
                found[table.name] = int(number)
    return found
