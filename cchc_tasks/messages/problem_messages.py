"""The words of errors, problems and remarks: whoever shows one asks here."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from cchc_tasks.errors import AppError, Problem
from cchc_tasks.model.draft import Notice

if TYPE_CHECKING:
    from cchc_tasks.model.grid import Remark
    from cchc_tasks.sentences import Words


def explanation_of(error: AppError) -> tuple[Words, Words]:
    """Return what happened and what to do next; the second is empty where there is nothing to do."""
    if not isinstance(error.message, Problem):
        return error.message, error.hint
    made = _made(error.message)
    message, hint = made if isinstance(made, tuple) else (made, "")
    return message, error.hint or hint


def message_of(error: AppError) -> Words:
    """Return what happened."""
    return explanation_of(error)[0]


def sentence_of(problem: Words | Problem) -> Words:
    """Return the sentence of a problem without what to do next; a sentence is returned as it is."""
    if not isinstance(problem, Problem):
        return problem
    made = _made(problem)
    message: Words = made[0] if isinstance(made, tuple) else made
    return message


def notice_of(remark: Remark) -> Notice:
    """Return a reader's remark with its sentence."""
    return Notice(remark.problem.name, sentence_of(remark.problem), remark.row, remark.until)


def _made(problem: Problem) -> Any:
    """Return what the words function of the code makes of the facts: a sentence, or a sentence and the next step."""
    subject, _, name = problem.code.partition(".")
    module = importlib.import_module(f"cchc_tasks.messages.{subject}_words")
    facts = {key: sentence_of(fact) if isinstance(fact, Problem) else fact for key, fact in problem.facts.items()}
    return getattr(module, name)(**facts)
