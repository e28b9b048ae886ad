"""A task in words: its state and timing, why a milestone has its date, how a deadline was read, its whole sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from cchc_tasks.days import day, day_in_sentence
from cchc_tasks.messages import act_words, list_words, status_words
from cchc_tasks.messages.doubt_words import sentences, why
from cchc_tasks.messages.status_words import STATUS_WORDS
from cchc_tasks.messages.status_words import timing as timing_words
from cchc_tasks.model.deadline import DeadlineReading, MilestoneReading
from cchc_tasks.model.fields import FIELD, FIELDS, GIVEN_TEXTS, Origin, TaskField, ValueKind
from cchc_tasks.model.status import Kind, Status, Timing
from cchc_tasks.model.task import Milestone, Task
from cchc_tasks.plans import remedy_words
from cchc_tasks.plans import words as plan_words
from cchc_tasks.plans.plan_lookup import criteria_of
from cchc_tasks.text import squeeze
from cchc_tasks.tracking import deadline_words, task_act_words, words
from cchc_tasks.tracking.views import items_of


def describe_reading(task: Task) -> str:
    """Return what a task was read as, a line a milestone and its status last: all that a person would accept."""
    lines = [_milestone_in_words(milestone) for milestone in task.milestones]
    return "\n".join([*lines, status_text(task)])


def _milestone_in_words(milestone: Milestone) -> str:
    named = f"{milestone.label}: " if milestone.label else ""
    return named + deadline_words.read_as(
        milestone.kind, day(milestone.due) if milestone.due else "", milestone.trigger or "", closed=milestone.closed
    )


def explain_due_date(milestone: Milestone, task: Task) -> str:
    """Return which printed words and which rule gave the milestone its date, or why it has none."""
    printed = printed_clause(milestone, task)
    if milestone.due is None:
        return deadline_words.why_no_date(milestone.kind, printed, milestone.trigger, why(milestone.reason))
    if milestone.due_basis:
        return deadline_words.why_settled(day(milestone.due), milestone.due_basis)
    moved = deadline_words.moved(day(milestone.moved_from)) if milestone.moved_from else ""
    return deadline_words.why_date(day(milestone.due), printed, milestone.rule, milestone.assumed) + moved


def explain_timing(milestone: Milestone, task: Task) -> str:
    """Return one sentence on how the milestone stands on the day, empty where nothing is to be said."""
    timing = task.timing_of(milestone)
    if milestone.closed:
        finished = deadline_words.finished(_sentence_day(milestone.done_on), _sentence_day(milestone.reported_on))
        return finished + (deadline_words.EXTENDED_MARK if milestone.extended_from else "")
    return " ".join(filter(None, (_why_open(milestone, task, timing), deadline_words.sentence(_asked(milestone)))))


def _asked(milestone: Milestone) -> str:
    asked = milestone.extension_asked
    return deadline_words.asked_for(day_in_sentence(asked.until), asked.reason) if asked else ""


def _why_open(milestone: Milestone, task: Task, timing: Timing | None) -> str:
    if milestone.due is None or milestone.kind is Kind.ONGOING:
        return timing_words(timing).lower()
    printed, due, as_of = printed_clause(milestone, task), day_in_sentence(milestone.due), day_in_sentence(task.as_of)
    days_left = (milestone.due - task.as_of).days
    if timing is Timing.OVERDUE and milestone.submitted_on:
        in_time = milestone.submitted_on <= milestone.due
        handed_up = list_words.submitted(
            day_in_sentence(milestone.submitted_on), milestone.submitted_to, in_time=in_time
        )
        return deadline_words.submitted(printed, due, as_of, -days_left, handed_up)
    return deadline_words.why_colour(printed, milestone.label, due, as_of, timing, days_left, milestone.due_basis)


def printed_clause(milestone: Milestone, task: Task) -> str:
    """Return the part of the printed deadline that speaks of the milestone, the whole where no part is its own."""
    parts = [squeeze(part).strip(" .") for part in items_of(task.deadline_text.replace(";", "\n"))]
    if milestone.label:
        own = [part for part in parts if squeeze(milestone.label) in part]
        if len(own) == 1:
            return own[0]
    return squeeze(task.deadline_text)


def due_text(task: Task) -> str:
    """Return the due day that counts, or the printed phrase where no day follows from it."""
    return day(task.due) if task.due else task.deadline_text


def task_timing_text(task: Task) -> str:
    """Return the task's timing with its days: «Quá hạn 15 ngày», «Sắp đến hạn (còn 5 ngày)»."""
    days_left = -task.days_overdue if task.days_overdue is not None else None
    if days_left is None and task.due:
        days_left = (task.due - task.as_of).days
    return timing_words(task.timing, days_left)


def timing_text(milestone: Milestone, task: Task) -> str:
    """Return the milestone's timing with its days: «Quá hạn 15 ngày»."""
    days_left = (milestone.due - task.as_of).days if milestone.due else None
    timing = task.timing_of(milestone)
    extended = milestone.extended_from is not None and timing in (Timing.ON_TIME, Timing.IN_TIME, Timing.DUE_SOON)
    return timing_words(timing, days_left) + (deadline_words.EXTENDED_MARK if extended else "")


def _sentence_day(value: date | None) -> str | None:
    return day_in_sentence(value) if value else None


def status_text(task: Task) -> str:
    """Return the status, of a series with how many of its periods are finished: «Đã hoàn thành (02/04 kỳ)»."""
    periods = [m.closed for m in task.milestones if m.series is not None]
    done = f" ({task_act_words.periods_done(sum(periods), len(periods))})" if len(periods) > 1 and any(periods) else ""
    return f"{STATUS_WORDS[task.status]}{done}"


def describe_state(task: Task) -> str:
    """Return how the task stands on its day in words: status, how it stands against its dates, what is awaited."""
    status, timing = task.status, task.timing
    parts = [status_text(task)]
    periods = [m for m in task.milestones if m.series is not None]
    if status is Status.DONE:
        parts.append(_finished_in_words(task))
    elif timing is Timing.OVERDUE:
        parts += [_overdue(milestone, task) for milestone in task.overdue_milestones]
    elif timing is not None:
        days_left = (task.due - task.as_of).days if task.due else None
        parts.append(timing_words(timing, days_left).lower())
    left = sum(not m.closed for m in task.milestones)
    if status is not Status.DONE and left and len(task.milestones) > 1 and not periods:
        parts.append(task_act_words.milestones_left(left))
    parts += [_asked(milestone) for milestone in task.milestones if not milestone.closed]
    return "; ".join(filter(None, parts))


def _finished_in_words(task: Task) -> str:
    """How a finished task stands against its dates; a known day without a deadline is said as it is."""
    days = [m.done_on for m in task.milestones if m.closed and m.kind is not Kind.ONGOING]
    if task.timing is Timing.DONE_UNDATED and days and all(days):
        return deadline_words.finished_without_deadline(day_in_sentence(max(filter(None, days))))
    return deadline_words.FINISHED.get(task.timing or "", "")


def _overdue(milestone: Milestone, task: Task) -> str:
    if milestone.due is None:
        return ""
    days = (task.as_of - milestone.due).days
    named = act_words.milestone_named(milestone.n, milestone.label) if len(task.milestones) > 1 else ""
    if not milestone.submitted_on:
        return deadline_words.overdue_now(named, days)
    in_time = milestone.submitted_on <= milestone.due
    day_submitted = day_in_sentence(milestone.submitted_on)
    return deadline_words.overdue_now(
        named, days, list_words.submitted(day_submitted, milestone.submitted_to, in_time=in_time)
    )


def explain_deadline(reading: DeadlineReading) -> list[str]:
    """Return the reading as lines for a person: the phrase, each milestone with its reason, the doubts."""
    printed = squeeze(reading.text)
    lines = [f"«{printed}»"]
    for n, milestone in enumerate(reading.milestones, 1):
        label = f"{milestone.label}: " if milestone.label else ""
        lines.append(f"  {n}. {label}{deadline_words.kind(milestone.kind)}; {_explain_reading(milestone, printed)}")
        if milestone.start and milestone.due:
            lines.append(f"     {deadline_words.window(day(milestone.start), day(milestone.due))}")
        if milestone.occurrences:
            lines.append(f"     {deadline_words.occurrences([day(o.due) for o in milestone.occurrences])}")
        if milestone.offset:
            lines.append(
                f"     {deadline_words.offset(milestone.offset.number, milestone.offset.unit, milestone.offset.anchor)}"
            )
    return lines + [f"  ! {note}" for note in sentences(reading.notes)]


def _explain_reading(milestone: MilestoneReading, printed: str) -> str:
    if milestone.due is None:
        return deadline_words.why_no_date(milestone.kind, printed, milestone.trigger, why(milestone.reason))
    return deadline_words.why_date(day(milestone.due), printed, milestone.rule, milestone.assumed)


SheetLine = tuple[int, str]
_ABOVE = ("no", "title", "lead", "support", "deadline")
_SHOWN_KINDS = (ValueKind.PROGRESS, ValueKind.DOCUMENTS)
#: What stands below the milestones: what was reported, the documents, what came with the task, what is printed.
_BELOW = sorted(
    (field for field in FIELDS if (field.is_text and field.name not in _ABOVE) or field.kind in _SHOWN_KINDS),
    key=lambda field: (field.origin is Origin.PRINTED, field in GIVEN_TEXTS, field.kind is ValueKind.DOCUMENTS),
)


def sheet_lines(
    task: Task, changed: str, glyphs: Mapping[str, str] = status_words.STATUS_GLYPHS
) -> Iterator[SheetLine]:
    """Yield the lines of a task's sheet, each unwrapped.

    `changed` is the moment of its last change as shown, `glyphs` are the signs of the statuses.
    """
    yield 0, f"{task.plan}/{task.ref}  {task.title}"
    state = f"{glyphs[task.status]} {describe_state(task)}"
    for label, text in (
        (FIELD["section"].label, " ".join(filter(None, (task.section_no, task.section_title)))),
        (FIELD["status"].label, f"{state} ({words.on_day(day(task.as_of))})"),
        (FIELD["lead"].label, "; ".join(task.lead_units) or task.lead_text),
        (FIELD["support"].label, "; ".join(task.support_units) or task.support_text),
        (FIELD["deadline"].label, task.deadline_text),
    ):
        yield from _field_lines(label, text)
    yield 1, f"{words.MILESTONES}:"
    for milestone in task.milestones:
        yield from _milestone_lines(milestone, task, glyphs)
    for label, text in (
        *((field.label, _field_text(field, task)) for field in _BELOW),
        (remedy_words.CRITERIA, ", ".join(criteria_of(task))),
        (plan_words.LINK, "\n".join(f"{plan_words.LINKS[kind]} {ref}" for kind, ref in task.links)),
        (FIELD["review"].label, "\n".join(sentences(task.doubts))),
        (words.SOURCE, words.source(task.source.file, task.source.row) if task.source else ""),
        (words.CHANGED, words.changed_by(changed, task.changed_by)),
    ):
        yield from _field_lines(label, text)


def _field_text(field: TaskField, task: Task) -> str:
    if field.kind is ValueKind.PROGRESS:
        return f"{task.progress.done}/{task.progress.total}" if task.progress else ""
    return "\n".join(task.evidence) if field.kind is ValueKind.DOCUMENTS else task.texts[field.name]


def _milestone_lines(milestone: Milestone, task: Task, glyphs: Mapping[str, str]) -> Iterator[SheetLine]:
    timing = timing_text(milestone, task)
    name = f"{milestone.label}: " if milestone.label else ""
    glyph = glyphs["done" if milestone.closed else "not_started"]
    yield 2, f"{milestone.n}. {glyph} {name}{timing or status_words.TIMING_WORDS['in_time']}"
    for sentence in (explain_due_date(milestone, task), explain_timing(milestone, task)):
        if sentence:
            yield 3, sentence


def _field_lines(label: str, text: str) -> Iterator[SheetLine]:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) == 1:
        yield 1, f"{label}: {lines[0]}"
    elif lines:
        yield 1, f"{label}:"
        yield from ((2, line) for line in lines)
