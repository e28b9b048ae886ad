"""Every command explains itself in Vietnamese and stands in the reference, which is what the program says today."""

from __future__ import annotations

import pytest

from cchc_tasks import __version__
from tests.conftest import ROOT
from tests.program import run
from tools import reference

ENTRIES = list(reference.entries())


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name or "cchc-tasks")
def test_a_command_explains_itself_and_all_that_it_takes(entry: reference.Entry) -> None:
    told = run(*entry.words, "--help")
    assert told.exit_code == 0
    assert told.out.startswith(f"Cách dùng: {' '.join((reference.PROGRAM, *entry.words))}")
    assert "Show this message" not in told.out
    assert entry.help
    assert [parameter.shown for parameter in entry.parameters if parameter.is_option and not parameter.help] == []


@pytest.mark.parametrize("page", reference.pages())
def test_the_reference_is_what_the_program_says(page: str) -> None:
    written = (reference.GUIDES / page).read_text(encoding="utf-8")
    assert written == reference.pages()[page], "stale: run `make reference`"


def test_every_command_has_a_section_in_the_reference() -> None:
    whole = "\n".join(reference.pages().values())
    assert [entry.name for entry in ENTRIES if entry.words and f"\n## `{entry.name}`\n" not in whole] == []


def test_the_program_tells_its_version() -> None:
    assert run("--version").out == f"cchc-tasks {__version__}\n"


@pytest.mark.parametrize("target", ["demo", "test", "check", "bench", "reference", "pictures"])
def test_make_knows_the_targets_that_are_promised(target: str) -> None:
    assert f"\n{target}:" in (ROOT / "Makefile").read_text(encoding="utf-8")
