"""Statements of the care of an office's data: names of organisations, whole tables, and what may be wrong in them.

SQLite's own check sees what breaks the structure of a file, and the comparison with the history what people see
today. A day or a moment that no calendar has can stand where neither looks, and of words of the history which nobody
sees today an earlier copy is the only witness.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import insert

from cchc_tasks.errors import ConflictError, UsageError
from cchc_tasks.model.acts import Act
from cchc_tasks.office import words
from cchc_tasks.storage import schema
from cchc_tasks.storage.conditions import in_force, of_organisation
from cchc_tasks.storage.connection import CoreReader, connect_sqlite
from cchc_tasks.storage.ids import IdMaker
from cchc_tasks.storage.journal import append, ids_for
from cchc_tasks.storage.organisations import find_organisation, organisations
from cchc_tasks.storage.reader import Reader, Row
from cchc_tasks.text import fold, nfc, squeeze

#: What is raised wherever a value that was never written is first used.
NEVER_WRITTEN = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)

_MOMENTS = {"change": ("recorded_at",), "access_grant": ("recorded_at",)}

_DAYS = {
    "plan_version": ("effective_on", "period_first", "period_last"),
    "task_version": ("effective_on",),
    "milestone_version": ("start", "due"),
    "change_detail": ("effective_on",),
    "unit_name": ("effective_on",),
    "unit_member": ("effective_on",),
    "unit_successor": ("effective_on",),
    "unit_event": ("effective_on",),
}


def add_organisation(writer: CoreReader, name: str, act: Act) -> str:
    """Add an organisation and return its name as it is kept.

    Raises ConflictError for a name that is taken, UsageError for an empty one.
    """
    kept = _free_name(writer, name)
    row = {"organisation_id": IdMaker(act.moment)(), "name": kept, "created_at": act.recorded_at}
    writer.connection.execute(insert(schema.organisation), row)
    return kept


def rename_organisation(writer: CoreReader, old: str, name: str, act: Act) -> str:
    """Give an organisation another name and return it as it is kept; its rows and their history stay.

    Raises NotFoundError for a name that is not there, ConflictError for one that is taken.
    """
    organisation_id = find_organisation(writer, old)
    kept = _free_name(writer, name, but=organisation_id)
    writer.organisation_id = organisation_id
    named = {"organisation_name_id": ids_for(writer, act, schema.organisation_name)(), "name": kept}
    append(writer, schema.organisation_name, [{**named, "recorded_at": act.recorded_at, "actor": act.actor}])
    return kept


def _free_name(writer: CoreReader, name: str, but: int = 0) -> str:
    """The name as it is kept; names are one where only case and accents differ, or nobody could type the other."""
    kept = squeeze(nfc(name))
    if not fold(kept):
        raise UsageError(*words.empty_organisation_name())
    for number, taken in organisations(writer):
        if number != but and fold(taken) == fold(kept):
            raise ConflictError(*words.organisation_name_taken(taken))
    return kept


def table_counts(reader: Reader, tables: Iterable[str], *, standing: Iterable[str] = ()) -> dict[str, int]:
    """Return how many rows of the organisation each table holds, of all where the reader means none.

    Of the `standing` tables only rows whose change was not taken back are counted.
    """
    mine = [of_organisation("t")] if reader.organisation_id else []
    asked = [(table, mine) for table in tables] + [(table, [*mine, in_force("t")]) for table in standing]
    counts = {}
    for table, conditions in asked:
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        counts[table] = int(next(reader.rows(f"SELECT COUNT(*) FROM {table} t{where}"))[0])
    return counts


def table_rows(reader: Reader, columns: tuple[str, ...], table: str) -> Iterator[Row]:
    """Yield the named columns of every row of the organisation in a table."""
    return reader.rows(f"SELECT {', '.join(columns)} FROM {table} WHERE {of_organisation()}")


def table_rows_of_tasks(reader: Reader, columns: tuple[str, ...], table: str, task_ids: Sequence[int]) -> Iterator[Row]:
    """Yield the named columns of the rows of some tasks in a table."""
    listed = ", ".join(str(int(task_id)) for task_id in task_ids)
    return reader.rows(f"SELECT {', '.join(columns)} FROM {table} WHERE {of_organisation()} AND task_id IN ({listed})")


def integrity_complaints(reader: Reader) -> list[str]:
    """Return what SQLite's own check of the file finds; a PostgreSQL server keeps its own checksums."""
    if reader.dialect != "sqlite":
        return []
    found = [str(row[0]) for row in reader.rows("SELECT integrity_check FROM pragma_integrity_check")]
    broken = [str(row[0]) for row in reader.rows('SELECT "table" FROM pragma_foreign_key_check')]
    return [complaint for complaint in found if complaint != "ok"] + broken


def unreadable_values(reader: Reader) -> list[str]:
    """Return the columns of the history, as table.column, in which a day or a moment cannot be read."""
    found = []
    for columns_of, read in ((_MOMENTS, datetime.fromisoformat), (_DAYS, date.fromisoformat)):
        for table, columns in columns_of.items():
            found += [f"{table}.{column}" for column in columns if not _all_readable(reader, table, column, read)]
    return found


def _all_readable(reader: Reader, table: str, column: str, read: Callable[[str], object]) -> bool:
    statement = f"SELECT DISTINCT {column} FROM {table} WHERE {of_organisation()} AND {column} IS NOT NULL"
    try:
        for (value,) in reader.rows(statement):
            read(value)
    except NEVER_WRITTEN:
        return False
    return True


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
