"""The table of fields is the only list of them: what each row says fits together, and no other module lists fields."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from cchc_tasks.model.fields import FIELDS, TEXTS, Origin, TaskField
from cchc_tasks.storage import projection_tables, schema
from tests.conftest import ROOT

#: Modules that name several texts for what they are, and why no new field concerns them.
PERMITTED = {
    "plans/table_rows.py": "how the rows of a printed table hang together",
    "reading/tables/field_headers.py": "the words of headers: where a field is read in",
    "plans/table_draft.py": "what a header of a plan has at least",
    "plans/broken_rows.py": "how the rows of a printed table hang together",
    "reports/assignment_list.py": "what a unit is told of its tasks",
    "tracking/task_description.py": "what stands above a task's milestones",
    "storage/projections.py": "what the list of running milestones copies of a task",
}
#: So many fields are a list of them: quoted in one literal, and as attributes of a task, where a row of a narrow table
#: shows some.
QUOTED, SHOWN = 3, 5
NAMES = {name for field in TEXTS for name in (field.name, field.column, field.json_name)}
LITERALS = (ast.Tuple, ast.List, ast.Set, ast.Dict)


def listed_in(tree: ast.AST) -> Iterator[tuple[int, int]]:
    """Yield how many fields each literal of a module names: quoted, and as attributes of a task."""
    for node in ast.walk(tree):
        if isinstance(node, LITERALS):
            parts = [*node.keys, *node.values] if isinstance(node, ast.Dict) else node.elts
            quoted = {part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)}
            shown = {part.attr for part in parts if isinstance(part, ast.Attribute)}
            yield len(quoted & NAMES), len(shown & NAMES)


def lists_fields(source: str) -> bool:
    return any(quoted >= QUOTED or shown >= SHOWN for quoted, shown in listed_in(ast.parse(source)))


def test_no_module_but_the_table_lists_the_fields_of_a_task() -> None:
    package = ROOT / "cchc_tasks"
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if path != package / "model/fields.py" and lists_fields(path.read_text(encoding="utf-8"))
    }
    assert found == PERMITTED.keys()


@pytest.mark.parametrize(
    "source",
    [
        '_TEXTS = ("result", "note", "difficulty", "proposal")',
        'LABELS = {"activities": "Hoạt động", "outputs": "Sản phẩm", "deadline_text": "Thời hạn"}',
        "cells = [task.title, task.activities, task.outputs, task.lead_text, task.deadline_text]",
    ],
    ids=["quoted names", "labels by column", "attributes"],
)
def test_a_second_list_of_fields_is_found(source: str) -> None:
    assert lists_fields(source)


def test_names_and_columns_are_each_one_fields_own() -> None:
    for names in ([field.name for field in FIELDS], [field.json_name for field in TEXTS]):
        assert len(names) == len(set(names))


@pytest.mark.parametrize("field", TEXTS, ids=lambda field: field.name)
def test_each_text_has_a_column_where_its_origin_keeps_it(field: TaskField) -> None:
    table = schema.task_version if field.origin is Origin.PRINTED else projection_tables.task_now
    assert field.column in table.columns


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_a_field_that_a_table_or_an_option_shows_is_one_that_people_write(field: TaskField) -> None:
    if field.option or field.appendix:
        assert field.is_text
    if field.worksheet:
        assert field.in_files
