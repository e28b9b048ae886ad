"""The pages for developers are true: their code runs, what they name exists, and each is short enough to read."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PAGES = sorted([*ROOT.glob("docs/*.md"), ROOT / "CONTRIBUTING.md"])
#: A path or a file's name between backticks; «NAME» and «NNNN» stand for what is to be named.
NAMED = re.compile(r"`((?:[a-zA-Z_]+/)*[a-z_0-9]+\.(?:py|md|toml|svg)|(?:[a-z_]+/)+)`")
PLACED = re.compile(r"NAME|NNNN|<")
ROOMS = [path for path in (ROOT / "cchc_tasks").iterdir() if path.is_dir()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_code_of_a_page_runs(page: Path) -> None:
    text = page.read_text("utf-8")
    names: dict[str, object] = {}
    for block in re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        exec(compile(block, page.name, "exec"), names)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_and_folders_that_a_page_names_exist(page: Path) -> None:
    named = set(NAMED.findall(page.read_text("utf-8")))
    known = {path.name for path in (ROOT / "cchc_tasks").rglob("*.py")}
    missing = [
        name
        for name in sorted(named)
        if not PLACED.search(name)
        and not any((place / name).exists() for place in (ROOT, ROOT / "cchc_tasks", *ROOMS))
        and not ("/" not in name and name in known)
    ]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_is_under_two_screens(page: Path) -> None:
    assert len(page.read_text("utf-8").splitlines()) <= 100


def test_the_drawing_of_the_rooms_shows_the_imports_as_they_are() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools/draw_rooms.py", "--check"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
