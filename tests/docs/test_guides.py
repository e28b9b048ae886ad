"""What the READMEs and the guides print is what the program prints, and every command that they name exists."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.docs.pages import Page, is_shown_rightly
from tests.docs.playing import play
from tools import reference

VI = ROOT / "docs" / "vi"
GUIDES = sorted(path for path in VI.glob("*.md") if path.name not in reference.pages())
PAGES = [Page(path) for path in (ROOT / "README.md", ROOT / "README.vi.md", *GUIDES)]
ENTRIES = {entry.words: entry for entry in reference.entries()}
EVERY_OPTION = {option for entry in ENTRIES.values() for option in entry.options}
#: Two screens of a browser or an editor.
LONGEST = 100

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.path.relative_to(ROOT)))


@every_page
def test_a_page_prints_what_the_program_prints(page: Page, tmp_path: Path) -> None:
    for command, exit_code, printed in play(page, tmp_path / "home"):
        place = f"{page.path.name}:{command.at}: {command.line}"
        assert exit_code == command.exit_code, f"{place}\n{printed}"
        assert not command.shown or is_shown_rightly(command.shown, printed), f"{place}\n{printed}"


@every_page
def test_every_command_and_option_that_a_page_names_stands_in_the_reference(page: Page) -> None:
    unknown = [
        f"{' '.join(words)} {option}".strip()
        for words, options in named(page)
        for option in options
        if option not in known_options(words)
    ]
    assert unknown == []


def test_every_command_is_named_in_a_guide() -> None:
    told = {words for page in PAGES for words, _ in named(page)}
    assert [entry.name for entry in ENTRIES.values() if not entry.is_group and entry.words not in told] == []


@every_page
def test_the_links_and_pictures_of_a_page_are_there(page: Page) -> None:
    links = re.findall(r"(?:\]\(|<img src=\")([^)#\"]+)", page.text)
    assert [link for link in links if "://" not in link and not (page.path.parent / link).exists()] == []


def test_the_index_leads_to_every_guide() -> None:
    index = (VI / "README.md").read_text(encoding="utf-8")
    names = [path.name for path in GUIDES if path.name != "README.md"]
    assert [name for name in (*names, reference.INDEX) if f"]({name})" not in index] == []


@every_page
def test_a_page_is_under_two_screens(page: Page) -> None:
    assert len(page.text.splitlines()) <= LONGEST


@every_page
def test_what_is_not_run_says_why(page: Page) -> None:
    assert [command.line for command in page.commands if command.not_run and len(command.not_run.split()) < 3] == []


def named(page: Page) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Yield each command that a page names, by its words after the program's name, with the options beside it.

    Options that stand alone between back-quotes are yielded beside no words.
    """
    for command in page.commands:
        for part in re.split(r"\|\s|&&|>\s", command.line):
            words = shlex.split(part)
            if words[:1] == [reference.PROGRAM]:
                yield _command(words[1:])
    for code in page.code_in_text:
        words = code.removeprefix(reference.PROGRAM).split()
        if words and ((words[0],) in ENTRIES or words[0].startswith("--")):
            yield _command(words)


def _command(words: list[str]) -> tuple[tuple[str, ...], list[str]]:
    options = [word.partition("=")[0] for word in words if word.startswith("--")]
    rest = words[2:] if words and words[0] in ("--org", "--db", "--actor", "--color") and len(words) > 2 else words
    path: tuple[str, ...] = ()
    while rest[: len(path) + 1] and tuple(rest[: len(path) + 1]) in ENTRIES and len(path) < len(rest):
        path = tuple(rest[: len(path) + 1])
    return path, options


def known_options(words: tuple[str, ...]) -> set[str]:
    return ENTRIES[words].options | ENTRIES[()].options if words else EVERY_OPTION


def test_a_page_that_says_something_wrong_is_found(tmp_path: Path) -> None:
    path = tmp_path / "sai.md"
    path.write_text(
        "> Ví dụ: ngày 15/7/2022.\n```console\n$ cchc-tasks overdue\nKhông có gì cả.\n$ cchc-tasks plans --drifts\n"
        "(mã thoát 2)\n```\nXem `overdue --unti` và `--thang`.\n",
        encoding="utf-8",
    )
    page = Page(path)
    played = [(is_shown_rightly(c.shown, printed), code) for c, code, printed in play(page, tmp_path / "home")]
    assert played == [(False, 0), (False, 2)]
    assert [option for words, options in named(page) for option in options if option not in known_options(words)] == [
        "--drifts", "--unti", "--thang",
    ]  # fmt: skip
