"""Databases that an earlier program left, unpacked as they were, and what that program answered from them."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from cchc_tasks.storage.database import Database
from tests.databases import schemas
from tests.program import run
from tests.storage.served import Served

FOLDER = Path(__file__).with_name("revision_0009")
REVISION = "0009"
#: The day on which the earlier program was asked.
ASKED_ON = "2023-04-05"
#: Who owns the tables, writes, reads, and writes for one unit of the office on the server of `year`.
GROUPS = {"owner": "owner", "writer": "writer", "reader": "reader", "clerk": "writer"}
#: What differs between two databases of the same acts: ids and seals are random, a server adds the account.
_RANDOM = re.compile(r"\b\d{19}\b|\b[0-9a-f]{64}\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[0-9a-f]{8}(?=\t)")


class Answer(NamedTuple):
    """What a command printed, of which office."""

    organisation: str
    command: str
    printed: str


def answers(name: str) -> list[Answer]:
    """What the earlier program printed from a database."""
    kept = json.loads(gzip.decompress((FOLDER / f"{name}.answers.json.gz").read_bytes()))
    return [Answer(row["org"], row["command"], row["out"]) for row in kept]


def unpack_file(name: str, path: Path) -> Database:
    """Put the SQLite file of that name at a path."""
    path.write_bytes(gzip.decompress((FOLDER / f"{name}.sqlite3.gz").read_bytes()))
    path.chmod(0o600)
    return Database(str(path))


def statements(name: str, schema: str, mark: str = "") -> str:
    """The statements that make the server's database of that name in a schema, for roles with that mark."""
    found = gzip.decompress((FOLDER / f"{name}.postgresql.sql.gz").read_bytes()).decode()
    return found.replace("old_office", schema).replace("oldmark", mark)


class ServedBefore(Served):
    """A shared server as an administrator of the earlier program left it, seen by an account of each role."""

    def __init__(self, database: Database, name: str) -> None:
        import psycopg
        from psycopg.sql import SQL, Identifier

        from cchc_tasks.office.health import role_script

        self.schema = database.location.partition("search_path%3D")[2]
        self.mark = self.schema.removeprefix("test_")[:12]
        self.names = [f"cchc_{kind}_{self.mark}" for kind in ("owner", "writer", "reader")]
        self.script = role_script(*self.names, self.schema)
        self.location = database.location
        self.host = database.location.partition("@")[2]
        self.logins: list[str] = []
        self.databases: list[Database] = []
        self.server = psycopg.connect(database.location, autocommit=True)
        for group in self.names:
            self.server.execute(SQL("CREATE ROLE {}").format(Identifier(group)))
        self.owner, self.writer, self.reader, self.clerk = (
            self.person(person, group, "Sở Tư pháp") for person, group in GROUPS.items()
        )
        restore(database, name, self.mark)

    def renew_roles(self) -> None:
        """Run the script of the roles again, as is to be done after an upgrade."""
        for statement in self.script:
            self.server.execute(statement)


def restore(database: Database, name: str, mark: str = "") -> None:
    """Make an empty schema what the earlier program left on a server."""
    import psycopg

    schema = database.location.partition("search_path%3D")[2]
    with psycopg.connect(database.location) as connection:
        connection.execute(statements(name, schema, mark).encode())


@contextmanager
def older_database(kind: str, name: str, folder: Path, postgres: str) -> Iterator[Database]:
    """Yield a database of each kind as the earlier program left it."""
    if kind == "sqlite":
        database = unpack_file(name, folder / "cu.sqlite3")
        yield database
        database.close()
        return
    with schemas(postgres).bare() as database:
        if name == "year":
            served = ServedBefore(database, name)
            yield database
            served.close()
        else:
            restore(database, name)
            yield database


def ask(database: Database, command: list[str], organisation: str = "", actor: str = "Trần Thị Lan") -> str:
    """Run a command on a database and return what it prints; it must succeed."""
    place = {"CCHC_TASKS_DB": database.location, "CCHC_TASKS_ORG": organisation, "CCHC_TASKS_ACTOR": actor}
    ended = run(*command, **place, CCHC_TASKS_TODAY=ASKED_ON)
    assert ended.exit_code == 0, (command, ended)
    return ended.out


def comparable(printed: str) -> Any:
    """What was printed with ids counted in the order in which they appear; JSON as values."""
    seen: dict[str, str] = {}
    plain = _RANDOM.sub(lambda found: seen.setdefault(found[0], f"#{len(seen) + 1}"), printed)
    plain = plain.replace(" (tài khoản postgres)", "").replace('"login": "postgres"', '"login": null')
    return json.loads(plain) if plain.startswith(("[", "{")) else plain


def part_of(now: Any, before: Any) -> Any:
    """Return the part of what is printed now that was printed before: fields may be added, never removed."""
    if isinstance(now, dict) and isinstance(before, dict):
        return {name: part_of(now.get(name), value) for name, value in before.items()}
    if isinstance(now, list) and isinstance(before, list) and len(now) == len(before):
        return [part_of(*pair) for pair in zip(now, before, strict=True)]
    return now
