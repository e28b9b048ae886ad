"""The same province on PostgreSQL: `overdue`'s statement beside psql, the statistics of all, and writing beside COPY.

Run by `make bench`, where a server answers at CCHC_TASKS_TEST_POSTGRES, in a schema of its own that is dropped. Ends
with 1 when a limit is missed.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table

from cchc_tasks.model.acts import Act
from cchc_tasks.model.filters import Filters
from cchc_tasks.office.organisation_names import add_organisation
from cchc_tasks.storage import queries
from cchc_tasks.storage.connection import CoreReader
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.journal import append
from cchc_tasks.storage.projection_tables import metadata
from cchc_tasks.storage.reader import Parameters, Row
from tests.benchmarks.make_province import make_province, patient
from tests.benchmarks.make_tasks import RECORDED, TODAY, make_tasks, of_every_kind, rows_of_plan
from tests.benchmarks.overdue import peak_memory, timed
from tests.benchmarks.province import STATISTICS_LIMIT

#: How many times psql's own time the statement may take through our reader, and COPY's the writing of the same rows.
STATEMENT_LIMIT, WRITING_LIMIT = 2.0, 4.0
SERVER = os.environ.get("CCHC_TASKS_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/test")
LARGE_OFFICE = "Sở lớn"
_YESTERDAY = (TODAY - timedelta(days=1)).isoformat()
#: A statement is run so often in a row, after once to warm up; the quickest counts, of psql's runs and of ours.
_RUNS = 15


def why_not() -> str:
    """Return why nothing can be measured here, empty where it can."""
    if not shutil.which("psql"):
        return "máy này không có psql."
    try:
        import psycopg
    except ImportError:
        return "chưa cài phần postgres."
    try:
        psycopg.connect(SERVER, connect_timeout=5).close()
    except psycopg.Error as error:
        return f"không có máy chủ trả lời ở CCHC_TASKS_TEST_POSTGRES: {str(error).strip().splitlines()[0]}"
    return ""


@contextmanager
def own_schema() -> Iterator[str]:
    """Yield the address of an empty schema, which is dropped afterwards."""
    import psycopg

    schema = f"bench_{uuid.uuid4().hex}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"CREATE SCHEMA {schema}")
        try:
            yield f"{SERVER}{'&' if '?' in SERVER else '?'}options=-csearch_path%3D{schema}"
        finally:
            server.execute(f"DROP SCHEMA {schema} CASCADE")


class _Overheard(CoreReader):
    """Keeps the statement that is asked of it, with its parameters written into it."""

    sql = ""

    def rows(self, sql: str, parameters: Parameters | None = None) -> Iterator[Row]:
        values = {"org": self.organisation_id, **(parameters or {})}
        self.sql = re.sub(r":(\w+)", lambda found: f"'{values[found[1]]}'", sql)
        return super().rows(sql, parameters)


def statement_of(database: Database) -> str:
    """Return the text of what `overdue` asks of an office."""
    with database.reading() as reader:
        assert isinstance(reader, CoreReader)
        overheard = _Overheard(reader.connection, reader.organisation_id)
        _overdue(overheard)
        return overheard.sql


def _overdue(reader: CoreReader) -> int:
    return len(list(queries.running_rows(reader, Filters(), "0001-01-01", _YESTERDAY)))


def ours(database: Database) -> float:
    """Return the milliseconds in which our reader has all rows of `overdue`."""
    with database.reading() as reader:
        assert isinstance(reader, CoreReader)
        _overdue(reader)
        taken = []
        for _ in range(_RUNS):
            started = time.perf_counter()
            _overdue(reader)
            taken.append(time.perf_counter() - started)
    return min(taken) * 1000


def psql(address: str, statement: str) -> float:
    """Return the milliseconds that psql's `\\timing` gives for the statement, its rows thrown away."""
    told = subprocess.run(
        ["psql", "--no-psqlrc", "--quiet", address],
        input=f"\\o /dev/null\n{statement};\n\\timing on\n" + f"{statement};\n" * _RUNS,
        env={**os.environ, "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return min(float(line.split()[1]) for line in told.splitlines() if line.startswith("Time:"))


def statement_ratio(address: str, office: str, pairs: int) -> tuple[float, float, float]:
    """Return the quickest milliseconds of psql and of ours, taken in turn, and their ratio.

    The server's work is a few milliseconds: whatever else the machine does only ever adds to it.
    """
    database = Database(address, office)
    statement = statement_of(database)
    timed_pairs = [(psql(address, statement), ours(database)) for _ in range(pairs)]
    database.close()
    theirs, mine = (min(pair[side] for pair in timed_pairs) for side in (0, 1))
    return theirs, mine, mine / theirs


def rows_to_write(count: int) -> dict[Table, list[dict[str, Any]]]:
    """Return about so many rows of all tables that a plan fills, in the order in which they refer to one another."""
    made = rows_of_plan(of_every_kind(0, count // 10))
    return {table: made[table.name] for table in metadata.sorted_tables if made.get(table.name)}


def copied(rows: Mapping[Table, list[dict[str, Any]]], organisation_id: int) -> Callable[[Connection], None]:
    """Return what sends the rows by COPY, as text that is ready before the clock runs."""

    def cell(value: object) -> str:
        return r"\N" if value is None else str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")

    blocks = []
    for table, of_table in rows.items():
        names = list(of_table[0])
        text = "".join(
            "\t".join([str(organisation_id), *(cell(row[name]) for name in names)]) + "\n" for row in of_table
        )
        blocks.append((f"COPY {table.name} (organisation_id, {', '.join(names)}) FROM STDIN", text.encode()))

    def send(connection: Connection) -> None:
        cursor: Any = connection.connection.cursor()
        for statement, block in blocks:
            with cursor.copy(statement) as copying:
                copying.write(block)

    return send


def writing_ratio(address: str, count: int, pairs: int) -> tuple[int, float, float, float]:
    """Return how many rows were written, COPY's and our median seconds, and the median of the pairs' ratios.

    Each is taken back afterwards, so that both find the same tables.
    """
    database = Database(address, LARGE_OFFICE)
    with database.reading() as reader:
        office = reader.organisation_id
    rows = rows_to_write(count)
    by_copy = copied(rows, office)

    def by_us(connection: Connection) -> None:
        writer = CoreReader(connection, office)
        for table, of_table in rows.items():
            append(writer, table, of_table)

    def taken(write: Callable[[Connection], None]) -> float:
        with database.engine.connect() as connection:
            connection.begin()
            started = time.perf_counter()
            write(connection)
            seconds = time.perf_counter() - started
            connection.rollback()
        return seconds

    timed_pairs = [(taken(by_copy), taken(by_us)) for _ in range(pairs)]
    database.close()
    theirs, mine = (statistics.median(pair[side] for pair in timed_pairs) for side in (0, 1))
    return sum(map(len, rows.values())), theirs, mine, statistics.median(b / a for a, b in timed_pairs)


def measure(address: str, arguments: argparse.Namespace) -> bool:
    """Print the figures and return whether every limit was met."""
    names = make_province(address, arguments.offices, arguments.tasks)
    database = patient(address)
    add_organisation(database, LARGE_OFFICE, Act("bench", RECORDED, TODAY))
    database.close()
    large = patient(address, LARGE_OFFICE)
    make_tasks(large, arguments.large)
    large.close()
    met = []
    print("| việc trên PostgreSQL | so với | của ta | tỷ lệ | giới hạn |\n|---|---|---|---|---|")
    for office in (names[len(names) // 2], LARGE_OFFICE):
        theirs, mine, ratio = statement_ratio(address, office, arguments.pairs)
        figures = f"psql {theirs:.2f} | {mine:.2f} | {ratio:.2f} | ≤ {STATEMENT_LIMIT}"
        print(f"| câu lệnh của `overdue`, {office}, ms | {figures} |", flush=True)
        met.append(ratio <= STATEMENT_LIMIT)
    count, theirs, mine, ratio = writing_ratio(address, arguments.rows, arguments.pairs)
    print(f"| ghi {count} dòng, giây | COPY {theirs:.2f} | {mine:.2f} | {ratio:.2f} | ≤ {WRITING_LIMIT} |")
    met.append(ratio <= WRITING_LIMIT)
    province = [str(Path(sys.executable).with_name("cchc-tasks")), "--db", address, "stats", "--by", "organisation"]
    seconds = statistics.median(timed(province)[0] for _ in range(5))
    memory = peak_memory(province)
    print(f"| `stats` cả tỉnh, giây | | {seconds:.2f} ({memory:.1f} MB) | | ≤ {STATISTICS_LIMIT} |", flush=True)
    return all([*met, seconds <= STATISTICS_LIMIT])


def main() -> int:
    """Print the figures and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--offices", type=int, default=500)
    parser.add_argument("--tasks", type=int, default=2_000, help="of each office")
    parser.add_argument("--large", type=int, default=100_000, help="tasks of one large office")
    parser.add_argument("--rows", type=int, default=100_000, help="rows to write")
    parser.add_argument("--pairs", type=int, default=11)
    arguments = parser.parse_args()
    if problem := why_not():
        print(f"Phần PostgreSQL được bỏ qua: {problem}")
        return 0
    with own_schema() as address:
        return int(not measure(address, arguments))


if __name__ == "__main__":
    sys.exit(main())
