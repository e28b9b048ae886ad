"""Whose rows a statement means, and that a change was taken back, are written in one place: nobody spells them again.

A statement that leaves the organisation out shows one office another's rows; one that spells the rule of the history
itself is forgotten when the rule changes.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from cchc_tasks.storage import projection_tables
from tests.conftest import ROOT

PACKAGE = ROOT / "cchc_tasks"
PLACE = PACKAGE / "storage" / "conditions.py"
#: What stands for a value in a text that is put together.
_VALUE = "{}"
#: What a statement is given from outside, in any way of writing it.
_GIVEN = r"(:\w+|\?|%\(\w+\)s|%s|\$\d+|\{\}|\d+)"
_EQUALS = r"(=|==|<>|!=|<|>|(NOT\s+)?IN\b|IS\b|BETWEEN\b)\s*"
_SPELLINGS = {
    "the fence": re.compile(
        rf"\borganisation_id\"?\s*{_EQUALS}\(?\s*{_GIVEN}|{_GIVEN}\s*{_EQUALS}\(?\s*(\w+\.)?\"?organisation_id\b",
        re.IGNORECASE,
    ),
    "the rule": re.compile(
        rf"\btakes_back\"?\s*({_EQUALS}|ISNULL\b|NOTNULL\b|NOT\s+NULL\b)|SELECT\s+(DISTINCT\s+)?(\w+\.)?\"?takes_back\b"
        rf"|\bchange_id\s*{_EQUALS}\(?\s*(\w+\.)?\"?takes_back\b|\bUSING\s*\([^)]*takes_back",
        re.IGNORECASE,
    ),
}
_COLUMNS = {"the fence": "organisation_id", "the rule": "takes_back"}
#: How a column is compared beside the signs.
_COMPARING = {"in_", "not_in", "is_", "is_not", "between", "is_distinct_from", "any_"}


def spelled_in(source: str) -> Iterator[tuple[str, int]]:
    """Yield which condition a program spells itself, and in which line: in text, or by comparing a declared column."""
    for node in ast.walk(ast.parse(source)):
        text = " ".join(_text(node).split())
        yield from ((name, node.lineno) for name, spelling in _SPELLINGS.items() if spelling.search(text))  # type: ignore[attr-defined]
        for name, column in _COLUMNS.items():
            yield from ((name, each.lineno) for each in _compared(node) if _is_declared(each, column))


def _compared(node: ast.AST) -> list[ast.expr]:
    """What a program compares with a sign or a method of a column, or names in a filter."""
    if isinstance(node, ast.Compare):
        return [node.left, *node.comparators]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr == "filter_by":
            return [ast.parse(f"table.c.{word.arg}", mode="eval").body for word in node.keywords]
        return [node.func.value] if node.func.attr in _COMPARING else []
    return []


def _is_declared(node: ast.expr, column: str) -> bool:
    """Whether an expression is a column of a declared table, or one that is named for a statement."""
    return bool(
        re.search(rf"\.c(olumns)?(\.{column}|\['{column}'\])$|^(\w+\.)?column\('{column}'\)$", ast.unparse(node))
    )


def _text(node: ast.AST) -> str:
    """A text with its values left out; the parts of one that is put together are no texts of their own."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) if isinstance(part, ast.Constant) else _VALUE for part in node.values)
    return ""


def test_no_module_spells_a_condition_that_is_written_once() -> None:
    found = [
        (str(path.relative_to(ROOT)), *spelled)
        for path in PACKAGE.rglob("*.py")
        if path != PLACE
        for spelled in spelled_in(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_one_place_spells_both() -> None:
    assert {name for name, _ in spelled_in(PLACE.read_text(encoding="utf-8"))} == set(_SPELLINGS)


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ('rows("SELECT 1 FROM task WHERE organisation_id = :org")', "the fence"),
        ('rows("SELECT 1 FROM task t WHERE t.place = 1 AND t.organisation_id=:org")', "the fence"),
        ('rows("SELECT 1 FROM task WHERE organisation_id "\n "= :org")', "the fence"),
        ('rows(f"SELECT 1 FROM {table} WHERE organisation_id = {reader.organisation_id}")', "the fence"),
        ('rows("""SELECT 1 FROM task\nWHERE organisation_id IN (:org)""")', "the fence"),
        ("select(task).where(task.c.organisation_id == reader.organisation_id)", "the fence"),
        ('rows("… NOT EXISTS (SELECT 1 FROM change u WHERE u.takes_back = c.change_id)")', "the rule"),
        ('rows(f"… WHERE {mine} AND u.takes_back = {row}.change_id")', "the rule"),
        ('rows("… c.change_id NOT IN (SELECT takes_back FROM change)")', "the rule"),
        ('rows("SELECT change_id FROM change WHERE takes_back IS NOT NULL")', "the rule"),
        ("select(change).where(change.c.takes_back == wanted)", "the rule"),
        ('rows("SELECT 1 FROM task WHERE organisation_id = :organisation")', "the fence"),
        ('rows("SELECT 1 FROM task t WHERE :org = t.organisation_id")', "the fence"),
        ('rows("SELECT 1 FROM task WHERE \\"organisation_id\\" = ?")', "the fence"),
        ('rows("SELECT 1 FROM task WHERE organisation_id = %(org)s")', "the fence"),
        ('CREATE = "CREATE VIEW mine AS SELECT * FROM task WHERE organisation_id = 7"', "the fence"),
        ("select(task).where(reader.organisation_id == task.c.organisation_id)", "the fence"),
        ("select(task).where(task.c['organisation_id'] == mine)", "the fence"),
        ("select(task).where(task.c.organisation_id.in_([mine]))", "the fence"),
        ("select(task).where(column('organisation_id') == mine)", "the fence"),
        ("session.query(task).filter_by(organisation_id=mine)", "the fence"),
        ('rows("… LEFT JOIN change u ON c.change_id = u.takes_back")', "the rule"),
        ('rows("… WHERE u.takes_back NOT NULL")', "the rule"),
        ('rows("… WHERE takes_back > 0")', "the rule"),
        (
            'CREATE = "CREATE VIEW counted AS SELECT c.* FROM change c WHERE c.change_id NOT IN (u.takes_back)"',
            "the rule",
        ),
        ("select(change).where(change.c.takes_back.is_not(None))", "the rule"),
    ],
)
def test_a_second_spelling_is_found(planted: str, found: str) -> None:
    assert {name for name, _ in spelled_in(planted)} == {found}


@pytest.mark.parametrize(
    "written",
    [
        "rows(f\"SELECT 1 FROM task t WHERE {of_organisation('t')} AND {in_force('t')}\")",
        'rows("… JOIN plan p ON p.organisation_id = t.organisation_id AND p.plan_id = t.plan_id")',
        "if change.takes_back is None: takes_back = change.takes_back",
        'rows("SELECT c.change_id, c.takes_back FROM change c")',
    ],
)
def test_what_takes_the_condition_from_its_place_passes(written: str) -> None:
    assert list(spelled_in(written)) == []


_TABLES = "|".join(projection_tables.metadata.tables)
_STATEMENT = re.compile(rf"\bSELECT\b.*\b(FROM|JOIN)\s+(temp\.)?({_TABLES})\b", re.DOTALL)
#: Statements that mean everything there is: how much a file holds is told of all its organisations.
_OF_ALL = "SELECT (SELECT COUNT(*) FROM plan_now)"


def unfenced_in(source: str) -> Iterator[str]:
    """Yield the statements of a program that read a table and say nothing of whose rows they mean."""
    tree = ast.parse(source)
    parts = {part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    parts -= {node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)}
    for node in ast.walk(tree):
        if node not in parts and _STATEMENT.search(_text(node)) and "organisation" not in ast.unparse(node):
            yield _text(node)


def test_every_statement_says_whose_rows_it_means() -> None:
    found = [
        (str(path.relative_to(ROOT)), statement)
        for path in PACKAGE.rglob("*.py")
        for statement in unfenced_in(path.read_text(encoding="utf-8"))
        if not statement.startswith(_OF_ALL)
    ]
    assert found == []


@pytest.mark.parametrize(
    "planted",
    [
        'rows("SELECT COUNT(*) FROM change")',
        "rows(f\"SELECT t.title FROM task_now t WHERE {in_force('t')}\")",
        'rows("SELECT 1 FROM (SELECT 2) x JOIN plan p ON 1 = 1")',
    ],
)
def test_a_statement_without_the_fence_is_found(planted: str) -> None:
    assert len(list(unfenced_in(planted))) == 1
