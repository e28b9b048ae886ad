"""A deadline's reading, for programs and for people."""

from __future__ import annotations

from typing import Any

from cchc_tasks.days import day
from cchc_tasks.messages import deadline_words
from cchc_tasks.messages.doubt_words import sentences, why
from cchc_tasks.model.deadline import DeadlineReading, MilestoneReading
from cchc_tasks.text import squeeze
from cchc_tasks.tracking.views import doubt_as_json


def deadline_as_json(reading: DeadlineReading) -> dict[str, Any]:
    """Return the reading as the contract's object; a recurring one is one milestone with its occurrences."""
    return {
        "text": reading.text,
        "milestones": [_milestone(n, milestone) for n, milestone in enumerate(reading.milestones, 1)],
        "unread": reading.unread,
        "leftover": reading.leftover,
        "assumed": list(reading.assumed),
        "ambiguous": reading.ambiguous,
        "notes": list(sentences(reading.notes)),
        "doubts": [doubt_as_json(doubt) for doubt in reading.notes],
    }


def _milestone(n: int, milestone: MilestoneReading) -> dict[str, Any]:
    offset = milestone.offset
    return {
        "n": n,
        "label": milestone.label,
        "kind": milestone.kind,
        "start": milestone.start.isoformat() if milestone.start else None,
        "due": milestone.due.isoformat() if milestone.due else None,
        "every": milestone.every,
        "occurrences": [occurrence.due.isoformat() for occurrence in milestone.occurrences],
        "trigger": milestone.trigger,
        "offset": {"number": offset.number, "unit": offset.unit, "anchor": offset.anchor} if offset else None,
        "rule": milestone.rule,
        "assumed": list(milestone.assumed),
        "ambiguous": milestone.ambiguous,
        "reason": why(milestone.reason),
    }


def explain_deadline(reading: DeadlineReading) -> list[str]:
    """Return the reading as lines for a person: the phrase, each milestone with its reason, the doubts."""
    printed = squeeze(reading.text)
    lines = [f"«{printed}»"]
    for n, milestone in enumerate(reading.milestones, 1):
        label = f"{milestone.label}: " if milestone.label else ""
        lines.append(f"  {n}. {label}{deadline_words.kind(milestone.kind)}; {_why(milestone, printed)}")
        if milestone.start and milestone.due:
            lines.append(f"     {deadline_words.window(day(milestone.start), day(milestone.due))}")
        if milestone.occurrences:
            lines.append(f"     {deadline_words.occurrences([day(o.due) for o in milestone.occurrences])}")
        if milestone.offset:
            lines.append(
                f"     {deadline_words.offset(milestone.offset.number, milestone.offset.unit, milestone.offset.anchor)}"
            )
    return lines + [f"  ! {note}" for note in sentences(reading.notes)]


def _why(milestone: MilestoneReading, printed: str) -> str:
    if milestone.due is None:
        return deadline_words.why_no_date(milestone.kind, printed, milestone.trigger, why(milestone.reason))
    return deadline_words.why_date(day(milestone.due), printed, milestone.rule, milestone.assumed)
