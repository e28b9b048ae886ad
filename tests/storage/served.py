"""A shared PostgreSQL as an administrator leaves it: migrated, with roles, policies, accounts and what they may do."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from cchc_tasks.model.acts import Act
from cchc_tasks.office.access_grants import AccountAccess, GrantRequest, grant_access
from cchc_tasks.office.health import role_script
from cchc_tasks.office.organisation_names import add_organisation
from cchc_tasks.storage import projection_tables
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.roles import LOCK
from tests.conftest import fresh_postgres
from tests.sample_office import Office

ADMINISTRATOR = Act("Quản trị", datetime(2022, 1, 3, tzinfo=UTC), date(2022, 1, 3))


class Served:
    """A migrated database whose roles were made by the script, and the same seen by a person of each role."""

    def __init__(self, database: Database, *, admitted: bool = True) -> None:
        """With `admitted` the writer and the reader were given their office; a copy goes where nobody was yet."""
        import psycopg

        self.mark = uuid.uuid4().hex[:12]
        self.names = [f"cchc_{kind}_{self.mark}" for kind in ("owner", "writer", "reader")]
        self.schema = database.location.partition("search_path%3D")[2]
        self.script = role_script(*self.names, self.schema)
        self.location = database.location
        self.host = database.location.partition("@")[2]
        self.logins: list[str] = []
        self.databases: list[Database] = []
        self.server = psycopg.connect(database.location, autocommit=True)
        for _ in range(2):  # run again it changes nothing
            for statement in self.script:
                self.server.execute(statement)
        self.owner, self.writer, self.reader = (self.person(kind) for kind in ("owner", "writer", "reader"))
        if admitted:
            self.grant(self.writer)
            self.grant(self.reader, read=True)

    def person(self, name: str, role: str | None = None, organisation: str = "") -> Database:
        """Make an account in a role (that of its name for None, none for "") and return the database as it sees it."""
        login, group = f"person_{name}_{self.mark}", f"cchc_{name if role is None else role}_{self.mark}"
        if login not in self.logins:
            self.server.execute(f"CREATE ROLE {login} LOGIN{'' if role == '' else f' IN ROLE {group}'}")
            self.logins.append(login)
        seen = Database(f"postgresql://{login}@{self.host}", organisation)
        self.databases.append(seen)
        return seen

    def grant(self, person: Database, *units: str, read: bool = False, organisation: str = "") -> AccountAccess:
        """Let an account do something, as the owner."""
        owner = Database(self.owner.location, organisation)
        self.databases.append(owner)
        return grant_access(owner, GrantRequest(login_of(person), units, read), ADMINISTRATOR)

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Look at everything there is, as the server's administrator."""
        return self.server.execute(sql, values or None).fetchall()

    def count_rows(self) -> None:
        """Let the server learn what its tables hold, as it does by itself a minute after the rows have come."""
        self.server.execute(
            "ANALYZE " + ", ".join(f"{self.schema}.{table.name}" for table in projection_tables.metadata.sorted_tables)
        )

    def close(self) -> None:
        for database in self.databases:
            database.close()
        with self.server.transaction():
            self.server.execute(f"SELECT pg_advisory_xact_lock({LOCK})")
            for table in (*(table.name for table in projection_tables.metadata.sorted_tables), "alembic_version"):
                self.server.execute(f"ALTER TABLE {self.schema}.{table} OWNER TO CURRENT_USER")
            for role in (*self.logins, *self.names):
                self.server.execute(f"REASSIGN OWNED BY {role} TO CURRENT_USER")
                self.server.execute(f"DROP OWNED BY {role}")
                self.server.execute(f"DROP ROLE {role}")
        self.server.close()


def login_of(person: Database) -> str:
    """The account in a database's address."""
    return person.location.removeprefix("postgresql://").partition("@")[0]


#: In the sample plan: led by the unit of the bound account, by another unit, and by a group.
OWN, OTHERS, OF_GROUP = "5", "13", "28"
UNIT = "Văn phòng Sở"
FIRST, SECOND = "Cơ quan", "Sở Y tế"


class Place(NamedTuple):
    """A server with two offices: the first one as its own writer and as a unit of it see it, and the second one."""

    served: Served
    office: Office
    unit: Office
    health: Office
    #: The first office as the owner sees it, under no policy.
    all_of_it: Database

    def id_of(self, ref: str) -> int:
        """The task of the first office that people call so."""
        return self.office.task(ref).task_id


@contextmanager
def two_offices(postgres: str) -> Iterator[Place]:
    """Yield two offices that share a migrated server, each with the sample plan."""
    with fresh_postgres(postgres) as database:
        served = Served(database)
        office = Office(served.writer)
        add_organisation(served.owner, SECOND, ADMINISTRATOR)
        health = served.person("health", "writer")
        served.grant(health, organisation=SECOND)
        bound = served.person("unit", "writer")
        served.grant(bound, "van phong so", organisation=FIRST)
        place = Place(served, office, colleague(office, bound), Office(health), served.person("owner", None, FIRST))
        served.count_rows()
        yield place
        served.close()


class _Colleague(Office):
    """Somebody else of an office, who acts by the office's clock."""

    clock: Office

    def act(self, actor: str = "Trưởng nhóm") -> Act:
        return self.clock.act(actor)


def colleague(office: Office, database: Database) -> Office:
    """The same office seen by another account; both act by one clock."""
    seen = _Colleague.__new__(_Colleague)
    seen.__dict__ |= {**vars(office), "database": database, "clock": office}
    return seen
