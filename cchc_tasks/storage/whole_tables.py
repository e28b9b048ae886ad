"""Tables read as they are, row by row: for care of the database, copies and the export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cchc_tasks.storage.conditions import in_force, of_organisation
from cchc_tasks.storage.reader import Reader, Row


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
