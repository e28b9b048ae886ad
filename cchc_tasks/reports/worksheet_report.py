"""Worksheets for units: which tasks go to whom, and the files that carry them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cchc_tasks.days import day_in_sentence
from cchc_tasks.files.office_packages import mark_origin
from cchc_tasks.files.output import NOTHING_REPLACED, Output
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.task import Plan, Task
from cchc_tasks.model.timing import DueRules
from cchc_tasks.plans.plan_lookup import PRINTED_DAYS, tasks_on
from cchc_tasks.reports.report_file import ReportRequest
from cchc_tasks.reports.report_folder import ReportFolder, origin_of
from cchc_tasks.sentences import Words
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.selection import unit_id_of
from cchc_tasks.storage.task_loader import load_plans
from cchc_tasks.storage.unit_history import Units
from cchc_tasks.text import nfc, squeeze
from cchc_tasks.text_cells import clean
from cchc_tasks.tracking.task_units import TaskUnits
from cchc_tasks.worksheets import words
from cchc_tasks.worksheets.worksheet import Worksheet, worksheet_file

_SUFFIX = ".xlsx"
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*]')
#: File systems take 255 bytes; Vietnamese letters need up to three, and mail programs add to a name.
_LONGEST_NAME = 150
#: Names that Windows keeps for devices, whatever their suffix.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
#: So many plans' codes stand in a file's name.
_MOST_CODES = 2


@dataclass(frozen=True, slots=True)
class WrittenWorksheet:
    """A file that was written, and the worksheet in it."""

    path: Path
    worksheet: Worksheet


def write_worksheets(
    database: Database,
    out: Path,
    filters: Filters,
    day: date,
    rules: DueRules = PRINTED_DAYS,
    *,
    output: Output = NOTHING_REPLACED,
    by_unit: bool = False,
    units_now: date | None = None,
    say: Callable[[Words], None] = lambda _: None,
) -> list[WrittenWorksheet]:
    """Write the selected tasks as one workbook, or with `by_unit` as one for each unit into the folder `out`.

    Where a file is there already that must not be replaced, for a unit may have filled it in, nothing is written at
    all. `units_now` is today for a file for each of today's units; `say` is told what is left in the folder of an
    earlier time. Raises UsageError for a name that does not fit and where it cannot be written, ConflictError,
    NotFoundError for a plan or unit that is not there, DatabaseError.
    """
    if by_unit:
        output.check_folder(out)
    else:
        output.check(out, (_SUFFIX,))
    with database.reading() as reader:
        worksheets = _worksheets(reader, filters, day, rules, by_unit=by_unit, units_now=units_now)
        origin = origin_of(reader, "worksheet", filters)
    folder = ReportFolder(out, output, origin, "")
    names = file_names(worksheets) if by_unit else [out.name]
    files = [
        mark_origin(worksheet_file(found), folder.origin_of(name))
        for name, found in zip(names, worksheets, strict=False)
    ]
    if by_unit and files:
        folder.open(names)
    paths = [out / name for name in names] if by_unit else [out]
    for path, data in zip(paths, files, strict=False):
        output.write_bytes(path, data)
    if by_unit:
        folder.close(names, say)
    return [WrittenWorksheet(path, found) for path, found in zip(paths, worksheets, strict=False)]


def make_worksheets(database: Database, request: ReportRequest) -> int:
    """Write a workbook for each unit into the folder that was asked for, and return how many tasks they hold.

    Raises as `write_worksheets` does.
    """
    frame = request.frame
    written = write_worksheets(
        database,
        request.out,
        request.filters,
        frame.as_of,
        frame.rules,
        output=request.output,
        by_unit=True,
        units_now=frame.units_now,
        say=request.say,
    )
    for found in written:
        request.say(words.written(str(found.path), len(found.worksheet.tasks)))
    tasks = {task.task_id for found in written for task in found.worksheet.tasks}
    if shared := shared_tasks(found.worksheet for found in written):
        request.say(words.shared(shared))
    request.say(
        words.all_written(len(written), len(tasks), str(request.out))
        if written
        else words.nothing_to_write(day_in_sentence(frame.as_of))
    )
    return len(tasks)


def _worksheets(
    reader: Reader, filters: Filters, day: date, rules: DueRules, *, by_unit: bool, units_now: date | None
) -> list[Worksheet]:
    tasks = tasks_on(reader, filters, day, rules)
    plans = load_plans(reader)
    if by_unit:
        groups = _by_unit(tasks, TaskUnits(reader, filters, day, units_now), filters.role)
    else:
        unit = Units(reader).title(unit_id_of(reader, filters.unit), day.isoformat()) if filters.unit else ""
        groups = {unit: tasks} if tasks else {}
    return [
        Worksheet(unit, _plans_of(listed, plans), tuple(listed), day, in_order=not filters.sort)
        for unit, listed in groups.items()
    ]


def _by_unit(tasks: Iterable[Task], units: TaskUnits, role: str) -> dict[str, list[Task]]:
    """Unit → its tasks, by name; those of no unit come last. A task that several units lead is in each one's."""
    groups: dict[str, list[Task]] = {}
    for unit, own in units.by_unit(tasks, role):
        groups.setdefault(unit.name if unit else words.NO_UNIT, []).extend(own)
    return groups


def _plans_of(tasks: Iterable[Task], plans: Iterable[Plan]) -> tuple[Plan, ...]:
    codes = {task.plan for task in tasks}
    return tuple(plan for plan in plans if plan.code in codes)


def shared_tasks(worksheets: Iterable[Worksheet]) -> int:
    """Return how many tasks stand in several of the worksheets."""
    count = Counter(task.task_id for found in worksheets for task in found.tasks)
    return sum(times > 1 for times in count.values())


def file_names(worksheets: Sequence[Worksheet]) -> list[str]:
    """Return a name for each worksheet's file, no two alike in any case: «CCHC-2022 Phòng Hành chính.xlsx»."""
    names: list[str] = []
    for found in worksheets:
        codes = [plan.code for plan in found.plans] if len(found.plans) <= _MOST_CODES else []
        stem = _safe(" ".join([*codes, found.unit]))
        name, number = stem, 1
        while name.casefold() in (known.casefold() for known in names):
            number += 1
            name = f"{stem} ({number})"
        names.append(name)
    return [name + _SUFFIX for name in names]


def _safe(text: str) -> str:
    """A text as the name of a file on any system."""
    name = squeeze(_NOT_IN_NAMES.sub(" ", clean(nfc(text)))).lstrip(".- ")
    while len(name.encode()) > _LONGEST_NAME:
        name = name[:-1]
    name = name.rstrip(" .") or "don-vi"
    return f"_{name}" if _DEVICES.fullmatch(name.partition(".")[0]) else name
