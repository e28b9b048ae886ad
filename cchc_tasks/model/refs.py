"""People call a task PLANCODE/NO; NO is the printed number, changed so that it can be typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cchc_tasks.text import fold, squeeze


class NumberedTask(NamedTuple):
    """A task's id, its place in the plan from 1, its printed number and its section's numerals («A/I»)."""

    task_id: int
    place: int
    no: str
    section_path: str


def typed_number(no: str) -> str:
    """Return a printed number as people type it: without a final "." or ")", "/" and blanks as "."."""
    return re.sub(r"[/\s]+", ".", squeeze(no).rstrip(".)").strip())


def refs_of(tasks: Iterable[NumberedTask]) -> dict[int, str]:
    """Return each task's NO, unique in the plan.

    A number that is printed twice gets its section's numerals in front, from the nearest one outwards, until
    it is unique; an empty number, or one that stays repeated, is «#» and the task's place.
    """
    listed = list(tasks)
    refs = {task.task_id: typed_number(task.no) or f"#{task.place}" for task in listed}
    numerals = {task.task_id: [typed_number(part) for part in task.section_path.split("/") if part] for task in listed}
    for _ in range(max(map(len, numerals.values()), default=0)):
        repeated = _repeated(refs)
        if not repeated:
            break
        for task_id in repeated:
            if numerals[task_id]:
                refs[task_id] = f"{numerals[task_id].pop()}.{refs[task_id]}"
    places = {task.task_id: task.place for task in listed}
    for task_id in _repeated(refs):
        refs[task_id] = f"#{places[task_id]}"
    return refs


def _repeated(refs: Mapping[int, str]) -> list[int]:
    count = Counter(map(fold, refs.values()))
    return [task_id for task_id, ref in refs.items() if count[fold(ref)] > 1]
