"""What the processes of torture do: each sends what it has done as soon as it is done, and may be killed meanwhile."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from itertools import count, cycle
from multiprocessing.connection import Connection
from pathlib import Path

from cchc_tasks.errors import AppError, ConflictError
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.updates import Update
from cchc_tasks.services.acts.acting import Asked
from cchc_tasks.services.acts.updating import update_tasks
from cchc_tasks.services.backups import back_up, restoring
from cchc_tasks.services.looking import find_tasks, list_overdue, list_tasks
from cchc_tasks.storage.engine import Database
from tests.torture.acts import acts
from tests.torture.places import TODAY, act

#: The tasks that everybody writes to: nos. 1 to 20 of the sample plan.
CONTENDED = 20
#: Readers look again after so many seconds: they must find the writers at work, not take the machine from them.
_BETWEEN_READS = 0.02


@dataclass(frozen=True, slots=True)
class Written:
    """One acknowledged update: what was typed, the change's id, its longest try, with what it was refused before."""

    words: str
    change_id: int
    seconds: float
    refusals: tuple[str, ...]


def write_updates(pipe: Connection, location: str, name: str, number: int, seed: int) -> None:
    """Update the contended tasks; half of the updates say which state was seen, and look again when refused."""
    dice = random.Random(seed)
    database = Database(location)
    for done in range(number):
        ref, words = str(dice.randint(1, CONTENDED)), f"{name}, lần {done}"
        by_seen = dice.random() < 0.5
        pipe.send(_write_until_recorded(database, ref, name, words, by_seen=by_seen))
    database.close()


def _write_until_recorded(database: Database, ref: str, name: str, words: str, *, by_seen: bool) -> Written | str:
    refusals: list[str] = []
    longest = 0.0
    while True:
        started = time.monotonic()
        try:
            seen = {task.task_id: task.seq for task in find_tasks(database, [ref], TODAY)} if by_seen else {}
            asked = Asked((ref,), act(name), seen=seen)
            outcome = update_tasks(database, asked, Update(evidence=(words,)))
        except ConflictError as refusal:
            refusals.append(refusal.message)
            longest = max(longest, time.monotonic() - started)
        except AppError as failure:
            return f"{words}: {failure.message}"
        else:
            return Written(words, outcome.change_id, max(longest, time.monotonic() - started), tuple(refusals))


@dataclass(frozen=True, slots=True)
class Reads:
    """How long the reads of one reader took, in seconds: where others write, where nobody does; and what was said."""

    seconds: list[float]
    quiet_seconds: list[float]
    troubles: list[str]


def read_all_the_time(pipe: Connection, location: str, quiet: str) -> None:
    """Read as a screen and a command do until a word comes.

    The same reads of a quiet database tell what the machine alone makes them wait for.
    """
    places = [(Database(location), list[float]()), (Database(quiet), list[float]())]
    troubles: list[str] = []
    while not pipe.poll():
        for look in (list_overdue, list_tasks):
            for database, seconds in places:
                started = time.monotonic()
                try:
                    look(database, Filters(), TODAY)
                except AppError as error:
                    troubles.append(error.message)
                seconds.append(time.monotonic() - started)
                time.sleep(_BETWEEN_READS)
    pipe.send(Reads(places[0][1], places[1][1], troubles))


def act_until_killed(pipe: Connection, location: str, folder: str, first_round: int) -> None:
    """Do the known acts over and over; send each one's kind when it is acknowledged."""
    database = Database(location)
    pipe.send("ready")
    for number in count(first_round):
        for kind in acts(database, Path(folder), number):
            pipe.send(kind)


def upgrade_until_killed(pipe: Connection, location: str) -> None:
    """Bring a database of an old revision up to date."""
    pipe.send("ready")
    Database(location).upgrade()
    pipe.send("upgraded")


def back_up_until_killed(pipe: Connection, location: str, target: str) -> None:
    """Make a copy over and over, under the same name."""
    pipe.send("ready")
    while True:
        back_up(Database(location), Path(target), TODAY, overwrite=True)
        pipe.send("copied")


def restore_until_killed(pipe: Connection, location: str, copies: list[str]) -> None:
    """Put one copy back after the other, over and over."""
    pipe.send("ready")
    for copy in cycle(copies):
        with restoring(Database(location), Path(copy)) as restoration:
            restoration.replace(act().moment)
        pipe.send(copy)
