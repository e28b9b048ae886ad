"""Every command explains itself in Vietnamese and stands in the README; the README's two commands exist."""

from __future__ import annotations

import pytest

from cchc_tasks.cli.commands.indicators import COMMANDS as INDICATOR_COMMANDS
from cchc_tasks.cli.commands.report import REPORTS
from cchc_tasks.cli.commands.units import COMMANDS as UNIT_COMMANDS
from cchc_tasks.cli.main import COMMANDS
from tests.conftest import ROOT, Run

pytestmark = pytest.mark.only_on("sqlite", because="help and version open no database")
README = (ROOT / "README.md").read_text(encoding="utf-8")
REPORT_COMMANDS = [["report", name] for name in REPORTS]
ALL = [
    *REPORT_COMMANDS,
    *([name] for name in COMMANDS),
    ["db", "info"],
    ["db", "upgrade"],
    ["db", "check"],
    ["db", "roles"],
    ["db", "copy"],
    ["db", "handover"],
    ["db", "grant"],
    ["db", "revoke"],
    ["db", "grants"],
]
ALL += [["calendar", "push"]]
ALL += [["orgs", name] for name in ("list", "add", "rename")]
ALL += [["indicators", name] for name in INDICATOR_COMMANDS]
ALL += [["units", name] for name in UNIT_COMMANDS]


@pytest.mark.parametrize("command", ALL, ids=" ".join)
def test_a_command_has_help_and_a_line_in_the_readme(run: Run, command: list[str]) -> None:
    done = run(*command, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith("Cách dùng: cchc-tasks")
    assert "Show this message" not in done.stdout
    groups = (["db"], ["report"], ["indicators"], ["orgs"], ["units"])
    assert f"`{' '.join(command)}`" in README or f"`{' '.join(command)} " in README or command in groups


def test_the_program_tells_its_version(run: Run) -> None:
    from cchc_tasks import __version__

    assert run("--version").stdout == f"cchc-tasks {__version__}\n"


@pytest.mark.parametrize("target", ["demo", "test", "check", "bench"])
def test_make_knows_the_targets_that_are_promised(target: str) -> None:
    assert f"\n{target}:" in (ROOT / "Makefile").read_text(encoding="utf-8")
