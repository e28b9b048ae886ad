"""Why this date, why this colour: a milestone's values → sentences."""

from __future__ import annotations

from datetime import date

from cchc_tasks.model.status import Kind, Timing
from cchc_tasks.model.tasks import Milestone, Task
from cchc_tasks.services.as_json import items_of
from cchc_tasks.vietnamese import squeeze
from cchc_tasks.wording import lists, reasons
from cchc_tasks.wording.days import day, day_in_sentence
from cchc_tasks.wording.states import timing as timing_words


def why_this_date(milestone: Milestone, task: Task) -> str:
    """Return which printed words and which rule gave the milestone its date, or why it has none."""
    printed = printed_clause(milestone, task)
    if milestone.due is None:
        return reasons.why_no_date(milestone.kind, printed, milestone.trigger, milestone.reason)
    moved = reasons.moved(day(milestone.moved_from)) if milestone.moved_from else ""
    return reasons.why_date(day(milestone.due), printed, milestone.rule, milestone.assumed) + moved


def why_this_colour(milestone: Milestone, task: Task) -> str:
    """Return one sentence on how the milestone stands on the day, empty where nothing is to be said."""
    timing = task.timing_of(milestone)
    if milestone.closed:
        return reasons.finished(_sentence_day(milestone.done_on), _sentence_day(milestone.reported_on))
    if milestone.due is None or milestone.kind is Kind.ONGOING:
        return timing_words(timing).lower()
    printed, due, as_of = printed_clause(milestone, task), day_in_sentence(milestone.due), day_in_sentence(task.as_of)
    days_left = (milestone.due - task.as_of).days
    if timing is Timing.OVERDUE and milestone.submitted_on:
        in_time = milestone.submitted_on <= milestone.due
        handed_up = lists.submitted(day_in_sentence(milestone.submitted_on), in_time=in_time)
        return reasons.submitted(printed, due, as_of, -days_left, handed_up)
    return reasons.why_colour(printed, milestone.label, due, as_of, timing, days_left)


def printed_clause(milestone: Milestone, task: Task) -> str:
    """Return the part of the printed deadline that speaks of the milestone, the whole where no part is its own."""
    parts = [squeeze(part).strip(" .") for part in items_of(task.deadline_text.replace(";", "\n"))]
    if milestone.label:
        own = [part for part in parts if squeeze(milestone.label) in part]
        if len(own) == 1:
            return own[0]
    return squeeze(task.deadline_text)


def timing_in_words(milestone: Milestone, task: Task) -> str:
    """Return the milestone's timing with its days: «Quá hạn 15 ngày»."""
    days_left = (milestone.due - task.as_of).days if milestone.due else None
    return timing_words(task.timing_of(milestone), days_left)


def _sentence_day(value: date | None) -> str | None:
    return day_in_sentence(value) if value else None
