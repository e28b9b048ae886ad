"""Problems are codes with facts: every code has its words, and every words function has a use."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import ModuleType

import pytest

from cchc_tasks.errors import Problem, UnreadableFileError, problem
from cchc_tasks.files.sheet_cells import CellRemark
from cchc_tasks.messages.problem_messages import explanation_of, message_of, sentence_of
from cchc_tasks.tui.step_words import error_text
from tests.messages.every_sentence import SUBJECTS
from tests.messages.source_code import ROOT, module_at, paths

PROBLEMS = [
    (f"{path.relative_to(ROOT)}:{line}", code, facts)
    for path in paths()
    for line, code, facts in module_at(path).problems
]


def test_every_problem_has_words_and_brings_the_facts_that_they_need() -> None:
    wrong = []
    for place, code, facts in PROBLEMS:
        subject, _, name = code.partition(".")
        words = getattr(SUBJECTS[subject], name, None) if subject in SUBJECTS else None
        if not inspect.isfunction(words):
            wrong.append(f"{place}: {code} has no words")
            continue
        wanted = inspect.signature(words).parameters.values()
        needed = {each.name for each in wanted if each.default is each.empty}
        if not needed <= facts <= {each.name for each in wanted}:
            wrong.append(f"{place}: {code} wants other facts than {sorted(facts)}")
    assert wrong == []


@pytest.mark.parametrize("remark", CellRemark)
def test_a_remark_about_cells_has_words_for_their_names(remark: CellRemark) -> None:
    told = str(sentence_of(Problem(remark, {"refs": ["B7"]})))
    assert "B7" in told


def public_functions(module: ModuleType) -> Iterator[str]:
    return (
        name
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_")
    )


def names_used() -> set[str]:
    """Every name that some module reads, imports or gives as a problem's code."""
    found = {code.partition(".")[2] for code in (*(code for _, code, _ in PROBLEMS), *CellRemark)}
    return found.union(*(module_at(path).names for path in paths()))


def test_every_function_of_words_has_a_use() -> None:
    used = names_used()
    unused = [f"{subject}.{name}" for subject, module in SUBJECTS.items() for name in public_functions(module)]
    assert [name for name in unused if name.partition(".")[2] not in used] == []


def test_a_problem_becomes_a_sentence_and_a_next_step_where_it_is_shown() -> None:
    error = UnreadableFileError(problem("read_file.too_many_rows", limit=3))
    message, hint = explanation_of(error)
    assert message_of(error) == message == "Bảng có hơn 3 dòng."
    assert error_text(error) == f"{message} {hint}"
    assert str(error) == "read_file.too_many_rows(limit=3)"


def test_a_hint_that_was_given_takes_the_place_of_the_words_own() -> None:
    error = UnreadableFileError(problem("read_file.too_many_rows", limit=3), "Lưu lại.")
    assert explanation_of(error) == ("Bảng có hơn 3 dòng.", "Lưu lại.")


def test_a_problem_that_is_a_fact_of_another_becomes_a_sentence_first() -> None:
    cause = problem("read_file.quotes_kept")
    told = sentence_of(problem("database.unreachable", location="A", cause=cause))
    assert str(sentence_of(cause)) in str(told)
    assert sentence_of("Đã có câu.") == "Đã có câu."
