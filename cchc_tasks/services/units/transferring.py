"""Open tasks of units that end go to others: new versions of their words from the day on, the rest of the cell kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from cchc_tasks.model.status import Status
from cchc_tasks.reading.units import read_units
from cchc_tasks.services.units.cells import UnitCells
from cchc_tasks.services.units.scene import UnitScene
from cchc_tasks.storage import reads
from cchc_tasks.storage.acting import TaskOnDay, tasks_on_day
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.revising import Revision
from cchc_tasks.storage.units import assigned, tasks_naming
from cchc_tasks.vietnamese import fold, squeeze

#: Work that is over without being finished: it stays with the unit that had it.
_OVER = (Status.DROPPED, Status.CARRIED_OVER, Status.NOTHING_ARISEN)
_ROLES = ("lead", "support")


class OpenTask(NamedTuple):
    """A task whose work goes on under a unit: its words on the day and later where they name the unit."""

    task_id: int
    ref: str
    title: str
    parts: tuple[TaskOnDay, ...]


def open_tasks(reader: Reader, unit_ids: Iterable[int], day: date) -> list[OpenTask]:
    """Return the tasks that name one of the units on the day or later and are not over then, in the order of refs.

    A task is judged on the first of those days on which it names one.
    """
    wanted = frozenset(unit_ids)
    task_ids = tasks_naming(reader, wanted)
    codes = reads.plan_codes(reader)
    refs = {task_id: f"{codes[plan_id]}/{ref}" for task_id, ref, plan_id in reads.named_tasks(reader, task_ids)}
    found = []
    for task in tasks_on_day(reader, task_ids, day):
        parts = tuple(
            part
            for part in (task, *task.later_versions())
            if part.row and any(unit_id in wanted for _, unit_id, _ in _assigned(reader, part))
        )
        if parts and _goes_on(parts[0]):
            task_id = int(task.history.task["task_id"])
            found.append(OpenTask(task_id, refs[task_id], squeeze(parts[0].version["title"]), parts))
    return sorted(
        found, key=lambda task: (task.ref.partition("/")[0], task.parts[0].version["place"] or 0, task.task_id)
    )


def _assigned(reader: Reader, part: TaskOnDay) -> list[tuple[str, int, str]]:
    return assigned(reader, part.version["task_version_id"])


def _goes_on(part: TaskOnDay) -> bool:
    """Whether work is left on the day: also of a series whose next period is still to begin."""
    reported = Status((part.row or {}).get("status", "not_started"))
    return reported not in _OVER and any(not milestone.closed for milestone in part.milestones)


def hand_over(scene: UnitScene, task: OpenTask, heirs: Mapping[int, int]) -> None:
    """Give a task's words to other units, unit by unit, from the day on; nothing is recorded of one that stays."""
    moved = {old: new for old, new in heirs.items() if old != new}
    if not moved:
        return
    receivers: dict[int, None] = {}
    for part in task.parts:
        receivers |= dict.fromkeys(_new_version(scene, part, moved))
    scene.recorder.set(task.task_id, None, {"document": scene.document}, task.parts[0].day)
    scene.task_ids.append(task.task_id)
    for unit_id in receivers:
        scene.transferred.setdefault(scene.title(unit_id), []).append(task.ref)


def _new_version(scene: UnitScene, part: TaskOnDay, moved: Mapping[int, int]) -> list[int]:
    """Make one version with other units in the place of those that end, and return the units that took over."""
    found = _assigned(scene.recorder.writer, part)
    cells = UnitCells(scene.units, part.day)
    texts: dict[str, str] = {}
    units: dict[str, list[tuple[int, str]]] = {}
    settled: set[str] = set()
    for role in _ROLES:
        before = [(unit_id, words) for at, unit_id, words in found if at == role]
        after = {
            moved.get(unit_id, unit_id): scene.title(moved[unit_id]) if unit_id in moved else words
            for unit_id, words in reversed(before)
        }
        led = {unit_id for unit_id, _ in units.get("lead", ())}
        # A unit that took over both sides of a task leads it, and does not support itself.
        units[role] = [
            pair for pair in reversed(after.items()) if not (role == "support" and pair[0] in led & {*moved.values()})
        ]
        if any(unit_id in moved for unit_id, _ in before):
            column = f"{role}_text"
            swapped = {words: scene.title(moved[unit_id]) for unit_id, words in before if unit_id in moved}
            texts[column] = _cell(str(part.version[column]), swapped, [words for _, words in units[role]], cells)
            settled |= set(cells.read(str(part.version[column])).review)
    review = [line for line in str(part.version["review"]).split("\n") if line and line not in settled]
    revision = Revision(scene.recorder, part, {**texts, "review": "\n".join(review)})
    revision.keep_milestones()
    for role in _ROLES:
        revision.hand_over(role, units[role])
    return list(dict.fromkeys(moved[unit_id] for _, unit_id, _ in found if unit_id in moved))


def _cell(printed: str, swapped: Mapping[str, str], wanted: Sequence[str], cells: UnitCells) -> str:
    """The words of a cell with some units replaced: as printed but for those, where that can be read back."""
    text = printed
    for old, new in swapped.items():
        words = r"\s+".join(map(re.escape, old.split()))
        pattern = rf"(?<!\w){words}(?!\w)"
        if len(re.findall(pattern, text, re.IGNORECASE)) != 1:
            return "; ".join(wanted)
        text = re.sub(pattern, lambda _, new=new: new, text, flags=re.IGNORECASE)  # type: ignore[misc]
    read = [fold(part.name) for part in read_units(text, (*cells.known, *wanted)).parts]
    return text if read == [fold(name) for name in wanted] else "; ".join(wanted)
