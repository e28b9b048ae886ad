"""What the declarations of tables share: one MetaData, kinds of columns, and keys that begin with the organisation."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
)

metadata = MetaData()

Words = Text().with_variant(Text(collation="C"), "postgresql")


def id_column(name: str, *, null: bool = False) -> Column[Any]:
    """Declare an id of 63 bits that the program makes."""
    return Column(name, BigInteger, nullable=null, autoincrement=False)


def words_column(name: str, *, null: bool = False) -> Column[Any]:
    """Declare a text that sorts by code point on both databases."""
    return Column(name, Words, nullable=null)


def number_column(name: str, *, null: bool = False) -> Column[Any]:
    """Declare a whole number."""
    return Column(name, Integer, nullable=null)


def flag_column(name: str) -> Column[Any]:
    """Declare a flag: 0 or 1."""
    return Column(name, SmallInteger, nullable=False)


def refers(column: str, table: str, key: str | None = None) -> ForeignKeyConstraint:
    """Declare that a column names a row of a table of the same organisation."""
    return ForeignKeyConstraint(["organisation_id", column], [f"{table}.organisation_id", f"{table}.{key or column}"])


def table_of(name: str, key: str, *items: Any) -> Table:
    """Declare a table of an organisation whose primary key is (organisation_id, key).

    On SQLite no table has a rowid: INSERT OR REPLACE over a rowid would remove a row unseen by the triggers.
    """
    return Table(
        name,
        metadata,
        id_column("organisation_id"),
        id_column(key),
        *items,
        PrimaryKeyConstraint("organisation_id", key),
        sqlite_with_rowid=False,
    )
