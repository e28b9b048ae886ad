"""The parts of torture, each in its full size and in the small one that the ordinary tests run."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.torture import damage, full_disk, kills, locks, many, restarts
from tests.torture.figures import Sheet
from tests.torture.places import KINDS, office


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything."""

    crowd: many.Crowd
    waiting: locks.Waiting
    kills: int
    other_kills: int
    full_disks: int
    restarts: int
    flips: int
    truncations: int
    screens: int


FULL = Size(
    crowd=many.Crowd(),
    waiting=locks.Waiting(),
    kills=100,
    other_kills=20,
    full_disks=12,
    restarts=12,
    flips=600,
    truncations=100,
    screens=20,
)
SMALL = Size(
    crowd=many.Crowd(4, 5, 1, patience=60.0, longest_wait=10.0),
    waiting=locks.Waiting(0.3, 30.0, 0.2, slack=20.0, by_command=False),
    kills=2,
    other_kills=1,
    full_disks=1,
    restarts=1,
    flips=12,
    truncations=3,
    screens=1,
)


@dataclass(frozen=True, slots=True)
class Trial:
    """Where and how much: `postgres` is the address of a server, empty for none."""

    folder: Path
    postgres: str
    size: Size
    seed: int

    @property
    def kinds(self) -> tuple[str, ...]:
        return KINDS if self.postgres else KINDS[:1]


def many_at_once(trial: Trial, kind: str) -> list[Sheet]:
    """Eight write and two read."""
    quiet_folder = trial.folder / "yên"
    quiet_folder.mkdir()
    with (
        office(kind, trial.folder, trial.postgres) as database,
        office(kind, quiet_folder, trial.postgres) as quiet,
    ):
        return [many.torture(database, quiet, kind, trial.size.crowd, trial.seed)]


def held(trial: Trial, kind: str) -> list[Sheet]:
    """Somebody holds the database."""
    with office(kind, trial.folder, trial.postgres) as database:
        return [locks.torture(database, kind, trial.size.waiting)]


def killed(trial: Trial, kind: str) -> list[Sheet]:
    """Processes are killed."""
    size = trial.size
    sheets = [
        kills.torture_writers(kind, trial.folder, trial.postgres, size.kills, trial.seed),
        kills.torture_upgrades(kind, trial.folder, trial.postgres, size.other_kills, trial.seed),
    ]
    if kind == "SQLite":
        sheets.append(kills.torture_copies(trial.folder, size.other_kills, trial.seed))
    return sheets


def disk_full(trial: Trial, kind: str) -> list[Sheet]:
    """There is no room."""
    if kind == "SQLite":
        return [full_disk.torture(trial.folder, trial.size.full_disks, trial.seed)]
    with office(kind, trial.folder, trial.postgres) as database:
        return [full_disk.torture_server(database)]


def restarted(trial: Trial, kind: str) -> list[Sheet]:
    """A server of its own restarts."""
    return [] if kind == "SQLite" else [restarts.torture(trial.size.restarts, trial.seed)]


def damaged(trial: Trial, kind: str) -> list[Sheet]:
    """Bits flip, files are cut."""
    size = trial.size
    if kind != "SQLite":
        return []
    return [damage.torture(trial.folder, size.flips, size.truncations, size.screens, trial.seed)]


PARTS: dict[str, Callable[[Trial, str], list[Sheet]]] = {
    "many": many_at_once,
    "locks": held,
    "kills": killed,
    "disk": disk_full,
    "restarts": restarted,
    "damage": damaged,
}


def run_part(name: str, kind: str, postgres: str, size: Size, seed: int) -> list[Sheet]:
    """Run one part on one kind of database in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="cchc-torture-") as folder:
        return PARTS[name](Trial(Path(folder), postgres, size, seed), kind)
