"""The interpretation of a draft: the plan's code and year, and what the words of each task are read as.

Nothing is stored here.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache

from cchc_tasks.errors import UsageError
from cchc_tasks.model.deadline import DeadlineReading, Period
from cchc_tasks.model.draft import Draft, DraftTask
from cchc_tasks.model.interpreted_plan import DraftMilestone, ImportRequest, InterpretedTask
from cchc_tasks.model.readings import ResultReading
from cchc_tasks.model.status import Kind, Status
from cchc_tasks.plans import words
from cchc_tasks.plans.unit_cells import UnitCells
from cchc_tasks.reading.deadlines import read_deadline
from cchc_tasks.reading.result_reader import read_result
from cchc_tasks.text import fold

#: A milestone's label is a reading that lists print beside the title; the printed words are kept in full elsewhere.
LONGEST_LABEL = 200
_YEAR = re.compile(r"\bnam\s+(20\d\d)\b")
_PRINTED_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_NOT_IN_CODE = re.compile(r"[^A-Z0-9-]+")
#: How many of the deadlines that print a year must print another one than the title before we ask.
_DISAGREEMENT = 0.5


class Interpreter:
    """Reads the tasks of one plan; a phrase that many tasks print is read once.

    `units` reads unit cells by the organisation's names so far; `reported` is the day on which results take effect: of
    a recurring series reported done, the periods begun by then are finished.
    """

    def __init__(self, period: Period, units: UnitCells, reported: date) -> None:
        self._period = period
        self._reported = reported
        self._deadline = cache(lambda text: read_deadline(text, period))
        self._units = units.read

    def interpret(self, draft: DraftTask) -> InterpretedTask:
        """Return the task with its readings."""
        deadline = self._deadline(draft.deadline)
        milestones = milestones_of(deadline, self._period)
        result = read_result(draft.result, deadline)
        return InterpretedTask(
            draft=draft,
            deadline=deadline,
            milestones=milestones,
            lead=self._units(draft.lead),
            support=self._units(draft.support),
            result=result,
            finished=_finished(milestones, result, self._reported),
        )


def milestones_of(deadline: DeadlineReading, period: Period) -> tuple[DraftMilestone, ...]:
    """Return the milestones that a reading amounts to, in order.

    A recurring deadline is one milestone for each period that the plan covers; where its phrase fixes no days
    (weekly and finer, «02 lần/năm») it is one, due at the end of the plan's period.
    """
    made: list[DraftMilestone] = []
    series = 0
    for index, reading in enumerate(deadline.milestones):
        if reading.kind is not Kind.RECURRING:
            made.append(DraftMilestone(index, reading, _label(reading.label), reading.start, reading.due, None))
            continue
        series += 1
        if not reading.occurrences:
            start, due = reading.start or period.first, reading.due or period.last
            made.append(DraftMilestone(index, reading, _label(reading.label), start, due, series))
        for occurrence in reading.occurrences:
            name = words.period_name(occurrence.start, str(reading.every or ""))
            label = ", ".join(filter(None, (_label(reading.label), name))) or None
            made.append(DraftMilestone(index, reading, label, occurrence.start, occurrence.due, series))
    return tuple(made)


def _finished(milestones: tuple[DraftMilestone, ...], result: ResultReading, reported: date) -> tuple[int, ...]:
    """The places of the milestones that a result closes: of a series only the periods begun by then."""
    everything = result.status is Status.DONE
    return tuple(
        place
        for place, milestone in enumerate(milestones)
        if (everything or milestone.reading in result.finished)
        and (milestone.source.kind is not Kind.RECURRING or milestone.start is None or milestone.start <= reported)
    )


def _label(text: str | None) -> str | None:
    return text if text is None or len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1].rstrip() + "…"


def period_of(draft: Draft) -> Period:
    """Return the year that the title prints.

    Raises UsageError where the title prints none or several, and where most deadlines print another year.
    """
    years = {int(year) for year in _YEAR.findall(fold(draft.title))}
    if len(years) != 1:
        raise UsageError(*words.no_year(draft.title, sorted(years)))
    year = years.pop()
    printed = [set(map(int, _PRINTED_YEAR.findall(task.deadline))) for task in draft.tasks]
    dated = [found for found in printed if found]
    elsewhere = [found for found in dated if year not in found]
    if dated and len(elsewhere) > len(dated) * _DISAGREEMENT:
        common = Counter(year for found in elsewhere for year in found).most_common(1)[0][0]
        raise UsageError(*words.contradicting_year(year, common))
    return Period.of_year(year)


def code_of(request: ImportRequest, draft: Draft, period: Period) -> str:
    """Return the plan's code: the one that was asked for, else one made of its title, or of the file's name."""
    if request.code:
        return checked_code(request.code)
    title = fold(request.title or draft.title)
    for marks, prefix in ((("khac phuc",), "KP"), (("cchc", "cai cach hanh chinh"), "CCHC")):
        if any(mark in title for mark in marks):
            return f"{prefix}-{period.first.year}"
    code = _NOT_IN_CODE.sub("-", fold(request.path.stem).upper()).strip("-")
    if not code:
        raise UsageError(*words.bad_code(request.path.stem))
    return code


def checked_code(typed: str) -> str:
    """Return a plan's code as it is kept; raises UsageError for letters that no code has."""
    code = typed.strip().upper()
    if not code or _NOT_IN_CODE.search(code):
        raise UsageError(*words.bad_code(typed))
    return code
