"""Finds the labelled milestones of a deadline that a result speaks of."""

from __future__ import annotations

import re

from cchc_tasks.model.deadline import DeadlineReading
from cchc_tasks.text import fold

_CLAUSE_BREAK = re.compile(r"\n|;|,|\.(?=\s|$)|\bva\b|\bnhung\b")
_NOT_YET = re.compile(r"\b(?:chua|dang|se|du kien|sap)\b")
_HANDED_UP = re.compile(r"\bda\s+(?:\w+\s+){0,3}?trinh\b|\bda\s+gui\s+du\s+thao\b")
_DRAFT = re.compile(r"\bdu thao\b|\btrinh\b")
_FINISHED = re.compile(r"\bda\s+(?:duoc\s+)?(?:hoan thanh|ban hanh|thong qua|phe duyet|co|ky|cong bo|to chuc|xong)\b")
_NOISE = frozenset(["viec", "cac", "va", "hoac", "trong", "cua", "theo"])


def finished_milestones(result: str, deadline: DeadlineReading) -> tuple[int, ...]:
    """Return the indexes of the milestones whose label the result says is finished.

    A label that is a verb («Ban hành») is finished by «đã ban hành …»; one that is a product («Quyết định») by
    «đã ban hành Quyết định», never by «đã trình … dự thảo Quyết định».
    """
    return tuple(
        index for index, label in _labels(deadline) if any(_finishes(clause, label) for clause in _clauses(result))
    )


def submitted_milestones(result: str, deadline: DeadlineReading) -> tuple[int, ...]:
    """Return the indexes of the milestones whose product the result says was handed up and is not issued."""
    return tuple(
        index
        for index, label in _labels(deadline)
        if any(_HANDED_UP.search(clause) and _speaks_of(clause, label) for clause in _clauses(result))
    )


def _labels(deadline: DeadlineReading) -> list[tuple[int, str]]:
    found = [(index, fold(m.label or "")) for index, m in enumerate(deadline.milestones)]
    return [(index, label) for index, label in found if label]


def _clauses(result: str) -> list[str]:
    return [clause.strip(" -+*•") for clause in _CLAUSE_BREAK.split(_folded_lines(result)) if clause.strip()]


def _folded_lines(result: str) -> str:
    return "\n".join(fold(line) for line in result.split("\n"))


def _finishes(clause: str, label: str) -> bool:
    if _NOT_YET.search(clause) or (_DRAFT.search(clause) and "trinh" not in label):
        return False
    if re.match(rf"da\s+(?:\w+\s+){{0,2}}?{re.escape(label)}\b", clause):
        return True
    return bool(_FINISHED.search(clause)) and _speaks_of(clause, label)


def _speaks_of(clause: str, label: str) -> bool:
    """Whether all the words of the label that carry meaning stand in the clause."""
    wanted = [word for word in re.findall(r"\w+", label) if word not in _NOISE]
    return bool(wanted) and all(re.search(rf"\b{re.escape(word)}\b", clause) for word in wanted)
