"""The sheet of one task for a terminal or a pane: lines as (depth, text)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cchc_tasks.days import day
from cchc_tasks.messages import status_words
from cchc_tasks.messages.doubt_words import sentences
from cchc_tasks.model.fields import FIELD, FIELDS, GIVEN_TEXTS, Origin, TaskField, ValueKind
from cchc_tasks.model.task import Milestone, Task
from cchc_tasks.plans import remedy_words
from cchc_tasks.plans import words as plan_words
from cchc_tasks.plans.plan_lookup import criteria_of
from cchc_tasks.tracking import words
from cchc_tasks.tracking.task_wording import describe_state, explain_due_date, explain_timing, timing_text

Line = tuple[int, str]
_ABOVE = ("no", "title", "lead", "support", "deadline")
_SHOWN_KINDS = (ValueKind.PROGRESS, ValueKind.DOCUMENTS)
#: What stands below the milestones: what was reported, the documents, what came with the task, what is printed.
_BELOW = sorted(
    (field for field in FIELDS if (field.is_text and field.name not in _ABOVE) or field.kind in _SHOWN_KINDS),
    key=lambda field: (field.origin is Origin.PRINTED, field in GIVEN_TEXTS, field.kind is ValueKind.DOCUMENTS),
)


def sheet_lines(task: Task, changed: str, glyphs: Mapping[str, str] = status_words.STATUS_GLYPHS) -> Iterator[Line]:
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
        yield from _field(label, text)
    yield 1, f"{words.MILESTONES}:"
    for milestone in task.milestones:
        yield from _milestone_lines(milestone, task, glyphs)
    for label, text in (
        *((field.label, _text(field, task)) for field in _BELOW),
        (remedy_words.CRITERIA, ", ".join(criteria_of(task))),
        (plan_words.LINK, "\n".join(f"{plan_words.LINKS[kind]} {ref}" for kind, ref in task.links)),
        (FIELD["review"].label, "\n".join(sentences(task.doubts))),
        (words.SOURCE, words.source(task.source.file, task.source.row) if task.source else ""),
        (words.CHANGED, words.changed_by(changed, task.changed_by)),
    ):
        yield from _field(label, text)


def _text(field: TaskField, task: Task) -> str:
    if field.kind is ValueKind.PROGRESS:
        return f"{task.progress.done}/{task.progress.total}" if task.progress else ""
    return "\n".join(task.evidence) if field.kind is ValueKind.DOCUMENTS else task.texts[field.name]


def _milestone_lines(milestone: Milestone, task: Task, glyphs: Mapping[str, str]) -> Iterator[Line]:
    timing = timing_text(milestone, task)
    name = f"{milestone.label}: " if milestone.label else ""
    glyph = glyphs["done" if milestone.closed else "not_started"]
    yield 2, f"{milestone.n}. {glyph} {name}{timing or status_words.TIMING_WORDS['in_time']}"
    for sentence in (explain_due_date(milestone, task), explain_timing(milestone, task)):
        if sentence:
            yield 3, sentence


def _field(label: str, text: str) -> Iterator[Line]:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) == 1:
        yield 1, f"{label}: {lines[0]}"
    elif lines:
        yield 1, f"{label}:"
        yield from ((2, line) for line in lines)
