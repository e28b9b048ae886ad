from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.messages.every_sentence import SUBJECTS, holds_words
from tests.messages.source_code import ROOT, module_at, paths

#: A command of the program («cchc-tasks undo», but not «bản cchc-tasks này»), or an option.
COMMAND = re.compile(r"cchc-tasks (?:--|[a-z]+(?!\w))|(?<![\w\-])--[a-z]")


def module_name(path: Path) -> str:
    return ".".join(("cchc_tasks", *path.relative_to(ROOT).with_suffix("").parts))


WORDS = {name: path for path in paths() if holds_words(name := module_name(path))}


def words_imported_by(path: Path) -> set[str]:
    """The modules of words that a module imports."""
    imports = module_at(path).imports
    named = {f"{node.module}.{alias.name}" for node in imports for alias in node.names}
    return (named | {str(node.module) for node in imports}) & WORDS.keys()


def shared_words() -> set[str]:
    """The modules of words of which something can reach the screen: all that others than the command line speak by."""
    rooms = [path for path in paths() if path.relative_to(ROOT).parts[0] != "cli"]
    codes = {code for path in rooms for _, code, _ in module_at(path).problems}
    found = {SUBJECTS[code.partition(".")[0]].__name__ for code in codes}
    found |= {name for path in rooms if module_name(path) not in WORDS for name in words_imported_by(path)}
    found.add("cchc_tasks.cli.date_input_words")  # the command line reads days for the screen, too
    while more := {name for known in found for name in words_imported_by(WORDS[known])} - found:
        found |= more
    return found


def spelt_out(paths: Iterator[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in sorted(paths)
        for line, text in module_at(path).texts
        if COMMAND.search(text)
    ]


def test_words_that_can_reach_the_screen_spell_out_no_command() -> None:
    assert spelt_out(WORDS[name] for name in shared_words()) == []


def test_rooms_below_the_front_ends_spell_out_no_command() -> None:
    front = {"cli", "sentences.py"}  # which make the commands that people are told
    rooms = (path for path in paths() if path.relative_to(ROOT).parts[0] not in front)
    foreign = ROOT / "files/office_suite.py"  # which calls another program
    assert spelt_out(path for path in rooms if path != foreign and module_name(path) not in WORDS) == []


def test_no_finished_sentence_is_searched_for_commands() -> None:
    """The screen makes its words of values: a pattern over sentences would also change what a person typed."""
    rooms = (ROOT / "tui").rglob("*.py")
    patterns = [path.name for path in rooms if re.search(r"^import re$", path.read_text("utf-8"), re.MULTILINE)]
    assert patterns == ["import_form.py"]  # which reads what was typed into one of its fields
