from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import cchc_tasks
from tests.wording.every_sentence import SUBJECTS, holds_words, problems_in

ROOT = Path(cchc_tasks.__file__).parent
#: A command of the program («cchc-tasks undo», but not «bản cchc-tasks này»), or an option.
COMMAND = re.compile(r"cchc-tasks (?:--|[a-z]+(?!\w))|(?<![\w\-])--[a-z]")


def module_name(path: Path) -> str:
    return ".".join(("cchc_tasks", *path.relative_to(ROOT).with_suffix("").parts))


WORDS = {name: path for path in ROOT.rglob("*.py") if holds_words(name := module_name(path))}


def words_imported_by(path: Path) -> set[str]:
    """The modules of words that a module imports."""
    imports = [
        node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ImportFrom)
    ]
    named = {f"{node.module}.{alias.name}" for node in imports for alias in node.names}
    return (named | {str(node.module) for node in imports}) & WORDS.keys()


def shared_words() -> set[str]:
    """The modules of words of which something can reach the screen: all that others than the command line speak by."""
    rooms = [path for path in ROOT.rglob("*.py") if path.relative_to(ROOT).parts[0] != "cli"]
    codes = {code for path in rooms for _, code, _ in problems_in(ast.parse(path.read_text(encoding="utf-8")))}
    found = {SUBJECTS[code.partition(".")[0]].__name__ for code in codes}
    found |= {name for path in rooms if module_name(path) not in WORDS for name in words_imported_by(path)}
    found.add("cchc_tasks.cli.date_input_words")  # the command line reads days for the screen, too
    while more := {name for known in found for name in words_imported_by(WORDS[known])} - found:
        found |= more
    return found


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the texts of a module: its docstrings and what is typed at a shell to other programs are left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    shell = {
        id(inside)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Shell"
        for inside in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs | shell:
            yield node.lineno, node.value


def spelt_out(paths: Iterator[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in sorted(paths)
        for line, text in literals(path)
        if COMMAND.search(text)
    ]


def test_words_that_can_reach_the_screen_spell_out_no_command() -> None:
    assert spelt_out(WORDS[name] for name in shared_words()) == []


def test_rooms_below_the_front_ends_spell_out_no_command() -> None:
    front = {"cli", "sentences.py"}  # which make the commands that people are told
    rooms = (path for path in ROOT.rglob("*.py") if path.relative_to(ROOT).parts[0] not in front)
    foreign = ROOT / "files/office_suite.py"  # which calls another program
    assert spelt_out(path for path in rooms if path != foreign and module_name(path) not in WORDS) == []


def test_no_finished_sentence_is_searched_for_commands() -> None:
    """The screen makes its words of values: a pattern over sentences would also change what a person typed."""
    rooms = (ROOT / "tui").rglob("*.py")
    patterns = [path.name for path in rooms if re.search(r"^import re$", path.read_text("utf-8"), re.MULTILINE)]
    assert patterns == ["import_dialog.py"]  # which reads what was typed into one of its fields
