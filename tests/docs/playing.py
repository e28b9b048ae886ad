"""A page of the guides played from top to bottom in a home of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests import databases
from tests.conftest import SAMPLES
from tests.docs.office_files import make_files
from tests.docs.pages import Command, Page, Settings
from tests.docs.terminal import run_on_terminal

ACTOR = "Nguyễn Thị Lan"
DATABASE = ".local/share/cchc-tasks/cchc-tasks.sqlite3"


class Played(NamedTuple):
    """A command that was run, and how it ended."""

    command: Command
    exit_code: int
    printed: str


def make_home(home: Path, page: Page) -> None:
    """Make a home that holds the sample plans, the files that the page names, and an empty database."""
    home.mkdir()
    (home / "sample_plans").symlink_to(SAMPLES)
    make_files(home, page.text)
    (home / "config.toml").touch()
    databases.files().fill(home / DATABASE, "empty")


def play(page: Page, home: Path) -> Iterator[Played]:
    """Run what the page prints, in its order, each on its day."""
    make_home(home, page)
    environment = {"CCHC_TASKS_ACTOR": ACTOR}
    for step in page.steps:
        if isinstance(step, Settings):
            with (home / "config.toml").open("a", encoding="utf-8") as settings:
                settings.write(step.text + "\n")
        elif step.not_run:
            continue
        elif step.words[0] == "export":
            environment |= dict(word.split("=", 1) for word in step.words[1:])
        elif step.words[0] == "mkdir":
            (home / step.words[1]).mkdir()
        else:
            assert step.runs_the_program, f"{page.path.name}:{step.at}: only the program runs here: {step.line}"
            ended = run_on_terminal(step.words[1:], home, CCHC_TASKS_TODAY=step.day.isoformat(), **environment)
            yield Played(step, *ended)
