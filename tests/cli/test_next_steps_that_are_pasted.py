"""A next step names the database, the office and the person that were typed: pasted, it acts on the same data."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.program import Printed, run

pytestmark = pytest.mark.only_on("sqlite", because="each test names its own file")
SAMPLE = Path(__file__).parents[2] / "sample_plans" / "ke_hoach_cchc_2022.txt"
DAY = {"CCHC_TASKS_TODAY": "2022-07-15"}


@pytest.fixture
def typed(tmp_path: Path) -> list[str]:
    """The global options as a person types them, with a database that holds the sample plan."""
    options = ["--db", str(tmp_path / "cơ sở A.sqlite3"), "--actor", "Lê Thị Bình"]
    assert run(*options, "import", SAMPLE, "--reported-on", "2022-06-15", **DAY).exit_code == 0
    return options


def pasted(text: str) -> Printed:
    """Run the command that a sentence names."""
    program, *words = shlex.split(text.partition("cchc-tasks")[2].strip(" .\n"))
    return run(program, *words, **DAY)


def test_what_was_recorded_is_taken_back_where_it_was_recorded(typed: list[str]) -> None:
    done = run(*typed, "done", "10", "--milestone", "1", **DAY)
    assert done.out.endswith(f'cchc-tasks --db "{typed[1]}" --actor "Lê Thị Bình" undo.\n')
    assert pasted(done.out).exit_code == 0
    assert "10" in run(*typed, "overdue", **DAY).out


def test_what_is_refused_leads_on_to_the_same_database(typed: list[str]) -> None:
    refused = run(*typed, "show", "999", **DAY)
    assert refused.exit_code == 4
    assert f'cchc-tasks --db "{typed[1]}" --actor "Lê Thị Bình" list' in refused.said


def test_the_commands_of_a_check_name_the_same_database(typed: list[str]) -> None:
    rows = run(*typed, "check", **DAY).out.splitlines()[1:]
    assert rows
    assert all(row.rpartition("\t")[2].startswith(f'cchc-tasks --db "{typed[1]}" ') for row in rows)


def test_a_password_that_was_typed_is_not_repeated() -> None:
    refused = run("--db", "postgresql://an:bí-mật@127.0.0.1:1/không", "list", **DAY)
    assert refused.exit_code == 6
    assert "bí-mật" not in refused.said


def test_what_was_not_typed_is_not_added(typed: list[str]) -> None:
    done = run("done", "10", "--milestone", "1", **DAY, CCHC_TASKS_DB=typed[1], CCHC_TASKS_ACTOR="An")
    assert done.out.rstrip().endswith("cchc-tasks undo.")
