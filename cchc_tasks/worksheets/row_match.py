"""Which task of the plan a row of a returned table is about: by its number, and its words must be the task's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from cchc_tasks.model.draft import DraftSection, DraftTask
from cchc_tasks.model.refs import typed_number
from cchc_tasks.model.task import Task
from cchc_tasks.text import fold

#: How alike two titles are that were typed twice: a page break or a corrected word, not another task.
_ALIKE = 0.7


class TaskFinder:
    """Finds a plan's tasks by what a table prints of them."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._by_number: dict[str, list[Task]] = defaultdict(list)
        self._by_title: dict[str, list[Task]] = defaultdict(list)
        for task in tasks:
            self._by_number[fold(typed_number(task.no))].append(task)
            self._by_title[words_of(task.title)].append(task)

    def find(self, row: DraftTask, sections: Sequence[DraftSection]) -> Task | None:
        """Return the task that the row is about, None where its number or its words are no task's of the plan.

        A number that several sections print needs the section or the title; a row without a number its title.
        """
        same_title = self._by_title.get(words_of(row.title), [])
        if not row.no.strip():
            return same_title[0] if len(same_title) == 1 else None
        numbered = self._by_number.get(fold(typed_number(row.no)), [])
        for candidates in (
            [task for task in numbered if task in same_title],
            [task for task in numbered if alike(task.title, row.title)],
        ):
            if len(candidates) > 1 and row.section is not None:
                title = fold(sections[row.section].title)
                candidates = [task for task in candidates if fold(task.section_title) == title]
            if len(candidates) == 1:
                return candidates[0]
        return None


def words_of(text: str) -> str:
    """Return the words of a title, folded, without punctuation."""
    return " ".join(re.findall(r"\w+", fold(text)))


def alike(first: str, second: str) -> bool:
    """Return whether two titles are one that was typed twice."""
    one, other = words_of(first), words_of(second)
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= 20 and longer.startswith(shorter):
        return True  # a title that the page or the sheet cut
    return bool(one and other) and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
