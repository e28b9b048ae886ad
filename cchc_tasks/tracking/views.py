"""Values → the JSON of the command line contract: fields may be added, never removed; what is absent is null."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from cchc_tasks.messages.doubt_words import sentence, sentences, why
from cchc_tasks.model.deadline import DeadlineReading, MilestoneReading
from cchc_tasks.model.doubts import Doubt
from cchc_tasks.model.fields import GIVEN_TEXTS, PRINTED_TEXTS, ValueKind, set_by
from cchc_tasks.model.task import Milestone, Plan, Task
from cchc_tasks.plans.plan_lookup import criteria_of
from cchc_tasks.tracking.due_tasks import TaskMilestones

if TYPE_CHECKING:
    from cchc_tasks.plans.plan_history import Change

_BULLET = re.compile(r"^\s*(?:[-–—•+*·\uf0b7]\s+|[-–•](?=\w))")

Json = dict[str, Any]
#: Texts by the names of their fields, with their names in JSON.
_PRINTED, _REPORTED, _GIVEN = (
    {field.name: field.json_name for field in fields} for fields in (PRINTED_TEXTS, set_by("update"), GIVEN_TEXTS)
)
_ITEMS = frozenset(field.json_name for field in PRINTED_TEXTS if field.kind is ValueKind.ITEMS)
_ALWAYS = frozenset(
    field.name for field in PRINTED_TEXTS if field.kind in (ValueKind.NAME, ValueKind.UNITS, ValueKind.DEADLINE)
)


def task_as_json(task: Task) -> Json:
    """Return a task as the contract's object."""
    return {
        "ref": f"{task.plan}/{task.ref}",
        "plan": task.plan,
        "no": task.no,
        "section_no": task.section_no or None,
        "section_title": task.section_title or None,
        "area": task.area,
        **_printed(task),
        "milestones": [milestone_as_json(milestone, task) for milestone in task.milestones],
        "due": _day(task.due),
        "status": task.status,
        "progress": {"done": task.progress.done, "total": task.progress.total} if task.progress else None,
        **texts_as_json(task.texts, _REPORTED),
        "evidence": list(task.evidence),
        **texts_as_json(task.texts, _GIVEN),
        "timing": task.timing,
        "days_overdue": task.days_overdue,
        "review": list(sentences(task.doubts)),
        "doubts": [doubt_as_json(doubt) for doubt in task.doubts],
        "reported_on": _day(task.reported_on),
        "source": {"file": task.source.file, "row": task.source.row} if task.source else None,
        "seq": task.seq,
        "changed_at": task.changed_at,
        "changed_by": task.changed_by,
        "criteria": list(criteria_of(task)),
        "links": [{"kind": kind, "ref": ref} for kind, ref in task.links],
    }


def doubt_as_json(doubt: Doubt) -> Json:
    """Return one reason to look: its stable code, the printed cell and words, its facts, and its sentence."""
    return {
        "code": doubt.code,
        "field": doubt.field or None,
        "printed": doubt.printed,
        "values": list(doubt.values),
        "text": sentence(doubt),
    }


def _printed(task: Task) -> Json:
    """The printed texts, those of several items as lists, those that name units with the units in front."""
    units = {"lead_text": task.lead_units, "support_text": task.support_units}
    shown: Json = {}
    for name, text in texts_as_json(task.texts).items():
        if name in units:
            shown[name.replace("text", "units")] = list(units[name])
        shown[name] = items_of(text or "") if name in _ITEMS else text
    return shown


def texts_as_json(texts: Mapping[str, str], names: Mapping[str, str] = _PRINTED) -> dict[str, str | None]:
    """Return texts by their names in JSON; an empty one is null, but for those that every plan prints.

    `names` says which, by the names of their fields: the printed ones where nothing else is asked for.
    """
    return {shown: texts[name] if name in _ALWAYS else texts[name] or None for name, shown in names.items()}


def milestone_as_json(milestone: Milestone, task: Task) -> Json:
    """Return a milestone of a task as the contract's object."""
    offset = milestone.offset
    return {
        "n": milestone.n,
        "label": milestone.label,
        "kind": milestone.kind,
        "start": _day(milestone.start),
        "due": _day(milestone.due),
        "every": milestone.every,
        "occurrences": [],
        "trigger": milestone.trigger,
        "offset": {"number": offset[0], "unit": offset[1], "anchor": offset[2]} if offset else None,
        "rule": milestone.rule,
        "assumed": list(milestone.assumed),
        "ambiguous": milestone.ambiguous,
        "reason": why(milestone.reason),
        "series": milestone.series,
        "closed": milestone.closed,
        "done_on": _day(milestone.done_on),
        "submitted_on": _day(milestone.submitted_on),
        "submitted_to": milestone.submitted_to or None,
        "basis": "submission" if milestone.judged_by_submission else "product",
        "extended_from": _day(milestone.extended_from),
        "extension_asked": _day(milestone.extension_asked.until) if milestone.extension_asked else None,
        "due_basis": milestone.due_basis or None,
        "moved_from": _day(milestone.moved_from),
        "timing": task.timing_of(milestone),
    }


def deadline_as_json(reading: DeadlineReading) -> dict[str, Any]:
    """Return the reading as the contract's object; a recurring one is one milestone with its occurrences."""
    return {
        "text": reading.text,
        "milestones": [_read_milestone(n, milestone) for n, milestone in enumerate(reading.milestones, 1)],
        "unread": reading.unread,
        "leftover": reading.leftover,
        "assumed": list(reading.assumed),
        "ambiguous": reading.ambiguous,
        "notes": list(sentences(reading.notes)),
        "doubts": [doubt_as_json(doubt) for doubt in reading.notes],
    }


def _read_milestone(n: int, milestone: MilestoneReading) -> dict[str, Any]:
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


def due_tasks_as_json(chosen: Iterable[TaskMilestones], field: str) -> Iterator[Json]:
    """Yield tasks with the milestones that were asked for under `field`."""
    for task, milestones in chosen:
        yield {**task_as_json(task), field: [milestone_as_json(milestone, task) for milestone in milestones]}


def plan_as_json(plan: Plan) -> Json:
    """Return a plan in force."""
    return {
        "code": plan.code,
        "title": plan.title,
        "period": {"from": _day(plan.first), "to": _day(plan.last)},
        "tasks": plan.tasks,
    }


def change_as_json(change: Change) -> Json:
    """Return one act of the log; ids are text, because they are longer than JavaScript's whole numbers."""
    return {
        "id": str(change.change_id),
        "number": change.number,
        "act": change.act,
        "recorded_at": change.recorded_at,
        "actor": change.actor,
        "login": change.login,
        "sentence": change.sentence,
        "takes_back": str(change.takes_back) if change.takes_back else None,
        "taken_back_by": str(change.taken_back_by) if change.taken_back_by else None,
        "effective_from": change.effective_from,
        "effective_to": change.effective_to,
        "details": [
            {"milestone": n, "field": field, "value": value or None, "effective_on": day}
            for n, field, value, day in change.details
        ],
    }


def items_of(text: str) -> list[str]:
    """Return the lines of a printed cell without their bullets."""
    return [_BULLET.sub("", line).strip() for line in text.split("\n") if line.strip()]


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
