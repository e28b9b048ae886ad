"""The pictures of the READMEs and the guides, made by the program from the sample plan: `make pictures`.

Screens are what `cchc-tasks` opens, exported as SVG by Textual. Papers are what `report` writes, printed by LibreOffice
and cut out by pdftoppm; those two must be installed.
"""

from __future__ import annotations

import asyncio
import io
import os
import pty
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from unittest import mock

from textual.app import App
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from cchc_tasks.cli.main import main

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
PLAN = ROOT / "sample_plans" / "ke_hoach_cchc_2022.txt"
DAY = "2022-07-15"
#: Screens by the name of their picture: the size of the window, and the keys that are pressed before.
SCREENS: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "screen.svg": ((120, 34), ("n",)),
    "timeline.svg": ((120, 30), ("2", "n")),
}
#: Papers by the name of their picture: the command, the document that it writes, and dots per inch.
PAPERS: dict[str, tuple[tuple[str, ...], str, int]] = {
    "report.png": (("report", "appendix", "phu_luc.docx"), "phu_luc.docx", 85),
    "letter.png": (("report", "letters", "don-doc", "--answer-by", "25/7/2022"), "don-doc/cong-van-don-doc.docx", 75),
}
OFFICE = """
[office]
name = "Sở Tư pháp"
superior = "UBND tỉnh"
symbol = "STP"
place = "Tỉnh …"
signer_title = "GIÁM ĐỐC"
letter_signer_title = "CHÁNH VĂN PHÒNG"
"""
#: Textual names a font that is loaded from the network; a picture stands alone.
_FONT_FACE = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
_FONTS = '"Cascadia Mono", Consolas, Menlo, "Liberation Mono", monospace'


def new_office(home: Path) -> None:
    """Make the office of the pictures: the sample plan as it was reported on 15 June 2022."""
    (home / "config.toml").write_text(OFFICE, encoding="utf-8")
    run(home, "import", PLAN, "--reported-on", "15/6/2022")


def run(home: Path, *arguments: str | Path) -> None:
    """Run a command in a home of its own, on the day of the pictures; raise RuntimeError where it fails."""
    known = {
        "HOME": str(home),
        "CCHC_TASKS_CONFIG": str(home / "config.toml"),
        "CCHC_TASKS_ACTOR": "Nguyễn Thị Lan",
        "CCHC_TASKS_TODAY": DAY,
        "TERM": "xterm-256color",
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CCHC_", "XDG_", "NO_COLOR"))}
    with mock.patch.dict(os.environ, kept | known, clear=True):
        exit_code = main([str(argument) for argument in arguments])
    if exit_code:
        raise RuntimeError(f"{arguments[0]} ended with exit code {exit_code}")


def draw_screen(home: Path, size: tuple[int, int], keys: tuple[str, ...]) -> str:
    """Return the screen of an office after the keys, as SVG."""
    drawn: list[str] = []

    def run_unseen(app: App[Any], **_: object) -> None:
        async def play() -> None:
            async with app.run_test(size=size) as pilot:
                await _settle(pilot)
                for key in keys:
                    await pilot.press(key)
                    await _settle(pilot)
                drawn.append(app.export_screenshot(title="cchc-tasks"))

        asyncio.run(play())

    (home / ".local/state/cchc-tasks/man-hinh.json").unlink(missing_ok=True)  # where the last screen was left
    with _terminal(), mock.patch.object(App, "run", run_unseen):
        run(home, "tui")
    return _standing_alone(drawn[0])


async def _settle(pilot: Pilot[Any]) -> None:
    """Wait until all that was set off is done, also what is read when the cursor has rested for a moment."""
    await pilot.pause(0.3)
    while busy := [worker for worker in pilot.app.workers if not worker.is_finished]:
        with suppress(WorkerCancelled):  # a newer question took its place
            await pilot.app.workers.wait_for_complete(busy)
        await pilot.pause(0.3)


@contextmanager
def _terminal() -> Iterator[None]:
    """Give the program a terminal that nobody sees: it opens its screen on nothing else."""
    ours, its = pty.openpty()
    with open(its, "r+b", buffering=0) as stream:  # noqa: PTH123 - a descriptor has no path
        streams = {name: io.TextIOWrapper(stream, "utf-8") for name in ("stdin", "stdout", "stderr")}
        with mock.patch.dict(sys.__dict__, streams):
            yield
    os.close(ours)


def _standing_alone(svg: str) -> str:
    """Return the picture without fonts from the network, and with names that are the same each time."""
    svg = _FONT_FACE.sub("", svg).replace("Fira Code, monospace", _FONTS)
    return re.sub(r"terminal-\d+", "terminal", svg)


def print_page(document: Path, picture: Path, dots_per_inch: int) -> None:
    """Keep the first page of a document as a picture, in a thin frame: paper is as white as the page around it."""
    from PIL import Image, ImageOps

    office = ["soffice", f"-env:UserInstallation=file://{document.parent}/.office", "--headless", "--convert-to", "pdf"]
    subprocess.run([*office, "--outdir", document.parent, document], check=True, capture_output=True)
    cut = ["pdftoppm", "-png", "-r", str(dots_per_inch), "-f", "1", "-l", "1", "-singlefile"]
    subprocess.run([*cut, document.with_suffix(".pdf"), picture.with_suffix("")], check=True)
    with Image.open(picture) as page:
        ImageOps.expand(page, border=1, fill="#d0d0d0").quantize(64).save(picture, optimize=True)


def make() -> None:
    """Make every picture anew."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        new_office(home)
        for name, (size, keys) in SCREENS.items():
            (PICTURES / name).write_text(draw_screen(home, size, keys), encoding="utf-8")
        os.chdir(home)
        for name, (command, document, dots_per_inch) in PAPERS.items():
            run(home, *command)
            print_page(home / document, PICTURES / name, dots_per_inch)


if __name__ == "__main__":
    make()
