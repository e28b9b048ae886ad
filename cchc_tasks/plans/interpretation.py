"""A draft's printed words → their readings, task by task; nothing is stored here."""

from __future__ import annotations

from datetime import date
from functools import cache

from cchc_tasks.model.deadline import DeadlineReading, Period
from cchc_tasks.model.draft import DraftTask
from cchc_tasks.model.interpreted_plan import DraftMilestone, InterpretedTask
from cchc_tasks.model.readings import ResultReading
from cchc_tasks.model.status import Kind, Status
from cchc_tasks.plans.period_words import period_name
from cchc_tasks.plans.unit_cells import UnitCells
from cchc_tasks.reading.deadlines import read_deadline
from cchc_tasks.reading.result_reader import read_result

#: A milestone's label is a reading that lists print beside the title; the printed words are kept in full elsewhere.
LONGEST_LABEL = 200


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
            name = period_name(occurrence.start, str(reading.every or ""))
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
