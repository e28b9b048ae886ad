"""The modules of the program as they are written; each is taken apart once, for all tests that look into them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import cchc_tasks

ROOT = Path(cchc_tasks.__file__).parent


class Module(NamedTuple):
    """What stands in a module."""

    imports: tuple[ast.ImportFrom, ...]
    #: The line, the code and the names of the facts of each problem that it makes.
    problems: tuple[tuple[int, str, frozenset[str]], ...]
    #: Every name that it reads or imports.
    names: frozenset[str]
    #: Line and text of what it says: docstrings and what is typed at a shell to other programs are left out.
    texts: tuple[tuple[int, str], ...]


def paths() -> list[Path]:
    """The files of all modules."""
    return sorted(ROOT.rglob("*.py"))


@cache
def module_at(path: Path) -> Module:
    """Take a module apart."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    imports = tuple(node for node in nodes if isinstance(node, ast.ImportFrom))
    calls = [node for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    return Module(imports, tuple(_problems(calls)), frozenset(_names(nodes)), tuple(_texts(nodes, calls)))


def _problems(calls: list[ast.Call]) -> Iterator[tuple[int, str, frozenset[str]]]:
    for node in calls:
        if _called(node) == "problem":
            code = node.args[0]
            assert isinstance(code, ast.Constant), f"line {code.lineno}: a problem's code is spelt out where it is made"
            yield node.lineno, str(code.value), frozenset(str(fact.arg) for fact in node.keywords)


def _names(nodes: list[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.ImportFrom):
            yield from (alias.name for alias in node.names)


def _texts(nodes: list[ast.AST], calls: list[ast.Call]) -> Iterator[tuple[int, str]]:
    left_out = {id(inside) for node in calls if _called(node) == "Shell" for inside in ast.walk(node)}
    for node in nodes:
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            left_out |= {id(line.value) for line in node.body[:1] if isinstance(line, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out:
            yield node.lineno, node.value


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""
