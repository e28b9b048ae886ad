"""Tables read as they are, row by row: for care of the database, copies and the export."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cchc_tasks.storage.conditions import of_organisation
from cchc_tasks.storage.reader import Reader, Row


def table_counts(reader: Reader, tables: tuple[str, ...]) -> dict[str, int]:
    """Return how many rows of the organisation each table holds, of all where the reader means none."""
    mine = f" WHERE {of_organisation()}" if reader.organisation_id else ""
    return {table: int(next(reader.rows(f"SELECT COUNT(*) FROM {table}{mine}"))[0]) for table in tables}


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
