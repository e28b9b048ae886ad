"""Every part of torture in a small size: `make torture` runs them in full."""

from __future__ import annotations

import os

import pytest

from tests.torture.figures import failures
from tests.torture.parts import SMALL, run_part
from tests.torture.places import KINDS

SEED = int(os.environ.get("CCHC_TASKS_TORTURE_SEED", "1"))


def _holds(name: str, kind: str, request: pytest.FixtureRequest) -> None:
    postgres = request.getfixturevalue("postgres") if kind == "PostgreSQL" and name != "restarts" else ""
    sheets = run_part(name, kind, postgres, SMALL, SEED)
    assert sheets
    assert failures(sheets) == []


@pytest.mark.parametrize("kind", KINDS)
def test_many_writers_at_once_lose_nothing_and_keep_no_reader_waiting(
    kind: str, request: pytest.FixtureRequest
) -> None:
    _holds("many", kind, request)


@pytest.mark.parametrize("kind", KINDS)
def test_a_held_database_is_waited_out_and_then_said_plainly(kind: str, request: pytest.FixtureRequest) -> None:
    _holds("locks", kind, request)


@pytest.mark.parametrize("kind", KINDS)
def test_a_killed_process_leaves_whole_changes_and_whole_copies(kind: str, request: pytest.FixtureRequest) -> None:
    _holds("kills", kind, request)


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_disk_is_told_and_leaves_nothing_half(kind: str, request: pytest.FixtureRequest) -> None:
    _holds("disk", kind, request)


def test_a_server_that_restarts_is_told_and_the_next_act_works(request: pytest.FixtureRequest) -> None:
    _holds("restarts", "PostgreSQL", request)


def test_a_damaged_file_is_answered_or_told_by_every_command(request: pytest.FixtureRequest) -> None:
    _holds("damage", "SQLite", request)
