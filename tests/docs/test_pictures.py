"""The pictures of the screen in the READMEs are what the program shows; after a change of looks: `make pictures`."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pytest

from tools import pictures


@pytest.mark.skipif(not version("textual").startswith("8.2."), reason="the pictures are those of Textual 8.2")
def test_the_pictures_of_the_screen_are_what_the_program_shows(tmp_path: Path) -> None:
    pictures.new_office(tmp_path)
    for name, (size, keys) in pictures.SCREENS.items():
        drawn = pictures.draw_screen(tmp_path, size, keys)
        assert drawn == (pictures.PICTURES / name).read_text(encoding="utf-8"), f"{name} is stale: run `make pictures`"
