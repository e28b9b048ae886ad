from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import cchc_tasks

ROOT = Path(cchc_tasks.__file__).parent
WORDING = ROOT / "wording"
#: A command of the program («cchc-tasks undo», but not «bản cchc-tasks này»), or an option.
COMMAND = re.compile(r"cchc-tasks (?:--|[a-z]+(?!\w))|(?<![\w\-])--[a-z]")


def wording_imported_by(path: Path) -> set[str]:
    """The modules of words that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "cchc_tasks.wording":
                found |= {alias.name for alias in node.names}
            elif node.module.startswith("cchc_tasks.wording."):
                found.add(node.module.rpartition(".")[2])
    return found


def shared_wording() -> set[str]:
    """The modules of words of which something can reach the screen: all that others than the command line import."""
    rooms = (path for path in ROOT.rglob("*.py") if path.relative_to(ROOT).parts[0] not in ("cli", "wording"))
    found = {name for path in rooms for name in wording_imported_by(path)}
    found.add("typed_days")  # the command line reads days for the screen, too
    while more := {name for known in found for name in wording_imported_by(WORDING / f"{known}.py")} - found:
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
    assert spelt_out(WORDING / f"{name}.py" for name in shared_wording()) == []


def test_rooms_below_the_front_ends_spell_out_no_command() -> None:
    rooms = ("services", "storage", "importing", "reporting", "calendars", "reading", "model")
    assert spelt_out(path for room in rooms for path in (ROOT / room).rglob("*.py")) == []
    assert spelt_out(path for path in (ROOT / "tui").rglob("*.py")) == []


def test_no_finished_sentence_is_searched_for_commands() -> None:
    """The screen makes its words of values: a pattern over sentences would also change what a person typed."""
    rooms = [*(ROOT / "tui").rglob("*.py"), *WORDING.glob("screen_*.py"), WORDING / "tui.py"]
    patterns = [path.name for path in rooms if re.search(r"^import re$", path.read_text("utf-8"), re.MULTILINE)]
    assert patterns == ["import_dialog.py"]  # which reads what was typed into one of its fields
