"""The transfer of open tasks from units that end to other units: a new version changes no other word of the cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from cchc_tasks.model.doubts import Doubt
from cchc_tasks.model.status import Status
from cchc_tasks.reading.unit_names import read_units
from cchc_tasks.storage import queries
from cchc_tasks.storage.change_recorder import TaskOnDay, tasks_on_day
from cchc_tasks.storage.open_doubts import version_doubts
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.revisions import Revision
from cchc_tasks.storage.unit_history import Assigned, assigned
from cchc_tasks.text import fold, squeeze
from cchc_tasks.units.sql import tasks_naming
from cchc_tasks.units.unit_act import UnitActContext

#: Work that is over without being finished: it stays with the unit that had it.
_OVER = (Status.DROPPED, Status.CARRIED_OVER, Status.NOTHING_ARISEN)
_ROLES = ("lead", "support")


class DatedVersion(NamedTuple):
    """The words of a task from a day on, and the units in them: (role, unit, printed words)."""

    on_day: TaskOnDay
    units: Assigned


class OpenUnitTask(NamedTuple):
    """A task that is open under a unit: its words on the day and later where they name the unit."""

    task_id: int
    ref: str
    title: str
    versions: tuple[DatedVersion, ...]


def open_tasks(reader: Reader, unit_ids: Iterable[int], day: date) -> list[OpenUnitTask]:
    """Return the tasks that name one of the units on the day or later and are not over then, in the order of refs.

    A task is judged on the first of those days on which it names one.
    """
    wanted = frozenset(unit_ids)
    task_ids = tasks_naming(reader, wanted)
    codes = queries.plan_codes(reader)
    refs = {task_id: f"{codes[plan_id]}/{ref}" for task_id, ref, plan_id in queries.named_tasks(reader, task_ids)}
    days = [
        [version for version in (task, *task.later_versions()) if version.row]
        for task in tasks_on_day(reader, task_ids, day)
    ]
    units = assigned(reader, [version.version["task_version_id"] for versions in days for version in versions])
    found = []
    for each in days:
        whole = [DatedVersion(version, units[version.version["task_version_id"]]) for version in each]
        versions = tuple(version for version in whole if any(unit_id in wanted for _, unit_id, _ in version.units))
        if versions and _goes_on(versions[0].on_day):
            task_id = int(versions[0].on_day.history.task["task_id"])
            title = squeeze(versions[0].on_day.version["title"])
            found.append(OpenUnitTask(task_id, refs[task_id], title, versions))
    return sorted(found, key=_printed_place)


def _printed_place(task: OpenUnitTask) -> tuple[str, int, int]:
    row = task.versions[0].on_day.row or {}
    return (task.ref.partition("/")[0], row.get("place", 0), task.task_id)


def _goes_on(version: TaskOnDay) -> bool:
    """Whether work is left on the day: also of a series whose next period is still to begin."""
    reported = Status((version.row or {}).get("status", "not_started"))
    return reported not in _OVER and any(not milestone.closed for milestone in version.milestones)


def hand_over(context: UnitActContext, task: OpenUnitTask, heirs: Mapping[int, int]) -> None:
    """Give a task's words to other units, unit by unit, from the day on; nothing is recorded of one that stays."""
    moved = {old: new for old, new in heirs.items() if old != new}
    if not moved:
        return
    receivers: dict[int, None] = {}
    for version in task.versions:
        receivers |= dict.fromkeys(_new_version(context, version, moved))
    context.recorder.set(task.task_id, None, {"document": context.document}, task.versions[0].on_day.day)
    context.task_ids.append(task.task_id)
    for unit_id in receivers:
        context.transferred.setdefault(context.title(unit_id), []).append(task.ref)


def _new_version(context: UnitActContext, version: DatedVersion, moved: Mapping[int, int]) -> list[int]:
    """Make one version with other units in the place of those that end, and return the units that took over."""
    printed = version.on_day.version
    texts: dict[str, str] = {}
    units: dict[str, list[tuple[int, str]]] = {}
    gone: list[str] = []
    for role in _ROLES:
        before = [(unit_id, words) for at, unit_id, words in version.units if at == role]
        units[role] = _handed_over(context, before, moved)
        if role == "support":
            # A unit that took over both sides of a task leads it, and does not support itself.
            led = {unit_id for unit_id, _ in units["lead"]} & {*moved.values()}
            units[role] = [(unit_id, words) for unit_id, words in units[role] if unit_id not in led]
        if any(unit_id in moved for unit_id, _ in before):
            swapped = {words: context.title(moved[unit_id]) for unit_id, words in before if unit_id in moved}
            cell = str(printed[f"{role}_text"])
            texts[f"{role}_text"] = _cell(cell, swapped, [words for _, words in units[role]])
            gone += swapped
    doubts = tuple(
        doubt for doubt in version_doubts(printed) if not (doubt.field in _ROLES and _speaks_of(doubt, gone))
    )
    revision = Revision(context.recorder, version.on_day, texts, doubts)
    revision.keep_milestones()
    for role in _ROLES:
        revision.hand_over(role, units[role])
    return list(dict.fromkeys(moved[unit_id] for _, unit_id, _ in version.units if unit_id in moved))


def _speaks_of(doubt: Doubt, names: Sequence[str]) -> bool:
    """Whether a doubt is about words in which one of the units is named."""
    printed = fold(squeeze(doubt.printed))
    return any(fold(squeeze(name)) in printed for name in names)


def _handed_over(
    context: UnitActContext, before: Sequence[tuple[int, str]], moved: Mapping[int, int]
) -> list[tuple[int, str]]:
    """The units of a role with those that end replaced, each once, where it stood first."""
    after: dict[int, str] = {}
    for unit_id, words in before:
        heir = moved.get(unit_id, unit_id)
        after.setdefault(heir, context.title(heir) if unit_id in moved else words)
    return list(after.items())


def _cell(printed: str, swapped: Mapping[str, str], wanted: Sequence[str]) -> str:
    """The words of a cell with some units replaced: as printed but for those, where that can be read back."""
    text = printed
    for old, new in swapped.items():
        words = r"\s+".join(map(re.escape, old.split()))
        pattern = rf"(?<!\w){words}(?!\w)"
        if len(re.findall(pattern, text, re.IGNORECASE)) != 1:
            return "; ".join(wanted)
        text = re.sub(pattern, new.replace("\\", r"\\"), text, flags=re.IGNORECASE)
    read = [fold(part.name) for part in read_units(text, wanted).parts]
    return text if read == [fold(name) for name in wanted] else "; ".join(wanted)
