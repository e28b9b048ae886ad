"""`db copy` as people run it: a whole year there and back, killed on the way, out of room, to the wrong address."""

from __future__ import annotations

import json
import random
import resource
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from cchc_tasks.storage.database import Database
from tests import databases
from tests.conftest import fresh_postgres
from tests.office.moving import DAY, HEALTH, JUSTICE, everything, live_a_year
from tests.office.test_copying import empty_schema
from tests.program import COMMAND, PATIENCE, Run, machine

pytestmark = pytest.mark.only_on("sqlite", because="each test names both places itself, of either kind")
#: What shows all that people see of an office, byte for byte.
LOOKING = (
    ("history", "--json"),
    ("list", "--json"),
    ("list", "--json", "--as-of", "2022-06-30"),
    ("overdue", "--json"),
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def year(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database of two offices with a year behind them, of each kind."""
    folder = tmp_path_factory.mktemp("năm")
    if request.param == "sqlite":
        database = Database(str(folder / "năm.sqlite3"))
        live_a_year(Run(folder), database.location, folder)
        yield database
        return
    with fresh_postgres(request.getfixturevalue("postgres")) as database:
        live_a_year(Run(folder), database.location, folder)
        yield database


def seen(run: Run, location: str) -> list[str]:
    found = [run("--db", location, "--org", org, *command, **DAY) for org in (JUSTICE, HEALTH) for command in LOOKING]
    assert {done.returncode for done in found} == {0}
    return [done.stdout for done in found]


def test_a_year_goes_to_the_other_kind_and_back_and_nobody_sees_a_difference(
    run: Run, year: Database, postgres: str, tmp_path: Path
) -> None:
    before, shown = everything(year), seen(run, year.location)
    with empty_schema(postgres) as server:
        way = [year.location, str(tmp_path / "một.sqlite3"), server.location, str(tmp_path / "hai.sqlite3")]
        sums = []
        for source, target in pairwise(way):
            done = run("db", "copy", source, target, "--json")
            assert done.returncode == 0, done.stderr
            answer = json.loads(done.stdout)
            sums.append(answer["sha256"])
            assert {table["name"]: table["rows"] for table in answer["tables"]} == {
                n: len(r) for n, r in before.items()
            }
            assert everything(Database(target)) == before
        assert len(set(sums)) == 1
        assert seen(run, server.location) == seen(run, way[-1]) == shown
        for location in (server.location, way[-1]):
            for org in (JUSTICE, HEALTH):
                assert run("--db", location, "--org", org, "db", "check").returncode == 0
            for act in ("undo", "redo"):
                assert run("--db", location, "--org", JUSTICE, act, **DAY).returncode == 0
    assert everything(year) == before


def test_the_answer_tells_what_was_copied_and_how_to_go_on(run: Run, tmp_path: Path) -> None:
    assert run("--db", "a.sqlite3", "orgs", "list").returncode == 0
    done = run("db", "copy", "a.sqlite3", "b.sqlite3")
    assert done.returncode == 0
    assert "1 cơ quan, 0 kế hoạch, 0 nhiệm vụ, 0 thay đổi" in done.stdout
    assert "SHA-256" in done.stdout
    assert "config.toml" in done.stderr
    again = run("db", "copy", "a.sqlite3", "b.sqlite3")
    assert (again.returncode, "đã có tệp này" in again.stderr) == (5, True)
    assert not (tmp_path / "home" / ".local" / "share" / "cchc-tasks").exists(), "the usual database is not touched"


@pytest.mark.parametrize(
    "place", ["postgresql://an:b%40mat-4711@127.0.0.1:1/cchc", "mysql://an:mat-4711@h/d", "khong-co/c.sqlite3"]
)
def test_a_wrong_place_is_told_in_a_sentence_without_the_password(run: Run, place: str) -> None:
    assert run("--db", "a.sqlite3", "orgs", "list").returncode == 0
    for pair in (("a.sqlite3", place), (place, "b.sqlite3")):
        done = run("db", "copy", *pair)
        assert done.returncode in (2, 6)
        assert "4711" not in done.stdout + done.stderr
        assert len(done.stderr.splitlines()) == 2
        assert "Traceback" not in done.stderr


def large(run: Run, tmp_path: Path) -> Path:
    rows = "\n".join(f"{n},Nhiệm vụ số {n},Phòng A,Quý II/2022" for n in range(1, 5_001))
    (tmp_path / "lon.csv").write_text("STT,Nhiệm vụ,Chủ trì,Thời hạn\n" + rows, encoding="utf-8")

    def import_many(empty: Database) -> None:
        done = run("--db", empty.location, "import", "lon.csv", "--year", "2022", "--plan", "LON")
        assert done.returncode == 0, done.stderr

    place = tmp_path / "lon.sqlite3"
    databases.fill(Database(str(place)), "5,000 tasks", import_many)
    return place


def has_data(location: str) -> bool:
    """Whether anything but an empty schema is on the server."""
    import psycopg

    with psycopg.connect(location) as server:
        found = server.execute("SELECT COUNT(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace")
        return bool((found.fetchone() or (0,))[0])


def copying(location: Path, target: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [COMMAND, "db", "copy", str(location), target],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=machine() | {"CCHC_TASKS_ACTOR": "x"},
    )


def copy_for(seconds: float, location: Path, target: str) -> int:
    """Copy, and kill the program where it is not through after so long."""
    process = copying(location, target)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    return process.wait(PATIENCE)


def test_a_copy_that_is_killed_leaves_nothing_that_looks_like_one(run: Run, postgres: str, tmp_path: Path) -> None:
    source = large(run, tmp_path)
    folder = tmp_path / "đích"
    folder.mkdir()
    file = folder / "mới.sqlite3"
    started = time.monotonic()
    assert copy_for(PATIENCE, source, str(tmp_path / "đủ.sqlite3")) == 0
    whole = time.monotonic() - started
    rng, killed = random.Random(20260302), 0
    with empty_schema(postgres) as server:
        for target, is_there in ((str(file), file.exists), (server.location, lambda: has_data(server.location))):
            for _ in range(4):
                code = copy_for(rng.uniform(0.2, 0.9) * whole, source, target)
                killed += code != 0
                assert code == 0 or not is_there()
                if code == 0:  # quicker than the first one
                    break
            if not is_there():
                assert copy_for(PATIENCE, source, target) == 0
            assert everything(Database(target)) == everything(Database(str(source)))
    assert killed >= 4


def test_a_copy_that_is_stopped_tidies_up(run: Run, tmp_path: Path) -> None:
    source = large(run, tmp_path)
    folder = tmp_path / "đích"
    folder.mkdir()
    process = copying(source, str(folder / "mới.sqlite3"))
    while not list(folder.glob("*/*")):  # the folder in which it works has something in it
        assert process.poll() is None, "it was through before it was seen to begin"
        time.sleep(0.001)
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) in (130, -signal.SIGINT, 1)
    assert list(folder.iterdir()) == []


def limited(octets: int) -> Callable[[], None]:
    """Make the disk seem full for a process: no file of its may grow beyond so many bytes."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (octets, octets))

    return limit


@pytest.mark.parametrize("octets", [20_000, 400_000, 3_000_000])
def test_a_full_disk_is_told_in_a_sentence_and_leaves_nothing(run: Run, tmp_path: Path, octets: int) -> None:
    source = large(run, tmp_path)
    folder = tmp_path / "đích"
    folder.mkdir()
    for command in (
        ["db", "copy", source, folder / "mới.sqlite3"],
        ["--db", source, "db", "handover", folder / "a.zip"],
    ):
        done = subprocess.run(
            [COMMAND, *map(str, command)],
            capture_output=True,
            text=True,
            preexec_fn=limited(octets),
            env=machine() | {"CCHC_TASKS_ACTOR": "x", "HOME": str(tmp_path)},
        )
        if done.returncode == 0:  # a package is much smaller than the data in it
            continue
        assert done.returncode in (2, 6), done.stderr
        assert "Traceback" not in done.stderr
        assert "đầy" in done.stderr or "lỗi hệ thống" in done.stderr, done.stderr
        assert list(folder.iterdir()) == []
