"""Records an interpreted plan as rows of the history, all of one change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any

from cchc_tasks.model.acts import Act
from cchc_tasks.model.doubts import Doubt, stored
from cchc_tasks.model.fields import PRINTED_TEXTS, RECORDED
from cchc_tasks.model.history import CLOSED, CLOSED_DAY_UNKNOWN, Detail
from cchc_tasks.model.interpreted_plan import DraftMilestone, InterpretedPlan, InterpretedTask
from cchc_tasks.model.readings import UnitsReading
from cchc_tasks.model.refs import NumberedTask, refs_of
from cchc_tasks.reading.reform_index import read_area
from cchc_tasks.storage import schema
from cchc_tasks.storage.connection import CoreReader
from cchc_tasks.storage.ids import IdMaker, new_uid
from cchc_tasks.storage.journal import Journal, append
from cchc_tasks.storage.projection_writes import refresh_plan, store_derived
from cchc_tasks.storage.projections import DerivedTask, derive
from cchc_tasks.storage.task_history import TaskHistory
from cchc_tasks.storage.unit_history import UnitBook

Records = dict[str, list[dict[str, Any]]]


class PlanRecorder:
    """Collects the rows of one import and stores them; use it within one writing transaction."""

    #: What the change is, what its plan_version carries as a document, and how its tasks stand in the plan.
    kind = "import"
    document: str | None = None
    in_plan = 1

    def __init__(self, reader: CoreReader, plan: InterpretedPlan, act: Act, sentence: str) -> None:
        self.reader = reader
        self.plan = plan
        self.act = act
        self.journal = Journal(reader, act)
        self.new_id = self.journal.new_id
        self.change_id = self.journal.change_id
        self.plan_id = self.new_id()
        self.sentence = sentence
        #: A plan's first version holds from its first day, or from today where it is imported before.
        self.from_day = min(plan.period.first, act.today).isoformat()
        self.reported = (plan.reported_on or date.fromisoformat(self.from_day)).isoformat()
        self.rows: Records = {table.name: [] for table in schema.APPEND_ONLY}
        self.units = UnitBook(reader, self.new_id, self.change_id, self._add_row)
        self.derived: list[DerivedTask] = []

    def record(self) -> int:
        """Store everything and return the plan's id."""
        self._begin()
        section_ids = [self._add_section(place, section) for place, section in enumerate(self.plan.sections, 1)]
        numbered = []
        for place, task in enumerate(self.plan.tasks, 1):
            section = task.draft.section
            task_id = self._add_task(place, task, section_ids[section] if section is not None else None)
            path = self.plan.sections[section].path if section is not None else ""
            numbered.append(NumberedTask(task_id, place, task.draft.no, path))
        self._store()
        store_derived(self.reader, self.derived, refs_of(numbered))
        refresh_plan(self.reader, self.plan_id)
        return self.plan_id

    def _add_row(self, table: str, row: Mapping[str, Any]) -> None:
        self.rows[table].append(dict(row))

    def _store(self) -> None:
        self.journal.write(self.kind, self.sentence, plan_id=self.plan_id)
        for table in schema.APPEND_ONLY:
            append(self.reader, table, self.rows[table.name])

    def _begin(self) -> None:
        plan, period = self.plan, self.plan.period
        self.rows["plan"].append({"plan_id": self.plan_id, "change_id": self.change_id, "code": plan.code})
        self.rows["plan_version"].append(
            {
                "plan_version_id": self.new_id(),
                "plan_id": self.plan_id,
                "change_id": self.change_id,
                "effective_on": self.from_day,
                "title": plan.title,
                "period_first": period.first.isoformat(),
                "period_last": period.last.isoformat(),
                "document": self.document,
                "headings": _headings_text(plan.headings),
            }
        )

    def _add_section(self, place: int, section: Any) -> int:
        section_id = self.new_id()
        self.rows["section"].append(
            {
                "section_id": section_id,
                "plan_id": self.plan_id,
                "place": place,
                "no": section.no,
                "path": section.path,
                "title": section.title,
                "area": read_area(section.title),
            }
        )
        return section_id

    def _add_task(self, place: int, task: InterpretedTask, section_id: int | None) -> int:
        task_id, version_id = self.new_id(), self.new_id()
        identity = {"task_id": task_id, "plan_id": self.plan_id, "change_id": self.change_id, "place": place}
        version = self._version(task, task_id, version_id, section_id)
        milestones = [
            milestone_row(self.new_id, task_id, version_id, n, made) for n, made in enumerate(task.milestones, 1)
        ]
        details = list(self._details(task, [made["milestone_id"] for made in milestones]))
        self.rows["task"].append(identity)
        self.rows["task_version"].append(version)
        self.rows["milestone"] += [
            {key: made[key] for key in ("milestone_id", "task_id", "uid")} for made in milestones
        ]
        self.rows["milestone_version"] += [
            {key: value for key, value in made.items() if key != "uid"} for made in milestones
        ]
        self.rows["change_detail"] += [
            {"change_detail_id": self.new_id(), "task_id": task_id, **detail._asdict()} for detail in details
        ]
        self._assign(task_id, version_id, "lead", task.lead)
        self._assign(task_id, version_id, "support", task.support)
        history = TaskHistory(
            identity, [version], list(milestones), details, {self.change_id: (self.act.recorded_at, self.act.actor)}, {}
        )
        derived = derive(history)
        if derived is not None:
            self.derived.append(derived)
        return task_id

    def _version(self, task: InterpretedTask, task_id: int, version_id: int, section_id: int | None) -> dict[str, Any]:
        draft = task.draft
        printed = {field.column: draft.texts.get(field.name, "") for field in PRINTED_TEXTS}
        return printed | {
            "task_version_id": version_id,
            "task_id": task_id,
            "change_id": self.change_id,
            "seq": 1,
            "effective_on": self.from_day,
            "in_plan": self.in_plan,
            "section_id": section_id,
            "review": self._raised(task.reading_review),
            "source_file": self.plan.file,
            "source_sha256": self.plan.sha256,
            "source_row": draft.row,
            "place": None,
        }

    def _raised(self, doubts: Iterable[Doubt]) -> str:
        """Return the kept text of doubts that this change raises."""
        return stored(doubt.by(self.change_id) for doubt in doubts)

    def _details(self, task: InterpretedTask, milestone_ids: list[int]) -> Iterator[Detail]:
        """What the printed result reports; an empty cell reports nothing."""
        result, draft = task.result, task.draft
        progress = f"{result.progress.done}/{result.progress.total} {result.progress.text}" if result.progress else ""
        of_task = {field.name: draft.texts.get(field.name, "") for field in RECORDED} | {
            "status": str(result.status) if result.status else "",
            "progress": progress,
            "difficulty": draft.difficulty or result.difficulty or "",
            "review": self._raised(result.review),
        }
        given_by = of_task.pop("given_by") or self.plan.given_by
        closed = CLOSED if self.plan.reported_on else CLOSED_DAY_UNKNOWN
        return chain(
            self._set(None, {"given_by": given_by}, self.from_day),
            self._set(None, of_task, self.reported),
            *(self._set(milestone_ids[place], {"closed": closed}, self.reported) for place in task.finished),
        )

    def _set(self, milestone_id: int | None, values: dict[str, str], day: str) -> Iterator[Detail]:
        return (Detail(self.change_id, 1, milestone_id, name, value, day) for name, value in values.items() if value)

    def _assign(self, task_id: int, version_id: int, role: str, units: UnitsReading) -> None:
        for place, part in enumerate(units.parts, 1):
            self.rows["assignment"].append(
                {
                    "assignment_id": self.new_id(),
                    "task_id": task_id,
                    "task_version_id": version_id,
                    "unit_id": self.units.unit_id(part.name, self.from_day, is_group=part.is_group),
                    "role": role,
                    "place": place,
                    "words": part.name,
                }
            )


def milestone_row(
    new_id: IdMaker, task_id: int, version_id: int, n: int, made: DraftMilestone, same: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the milestone_version row of a milestone that was read, and with it the calendar's `uid`.

    `same` is the milestone that it goes on from (its id and uid stay), None for a new one.
    """
    reading, offset = made.source, made.source.offset
    return {
        "milestone_version_id": new_id(),
        "milestone_id": same["milestone_id"] if same else new_id(),
        "task_id": task_id,
        "task_version_id": version_id,
        "uid": same["uid"] if same else new_uid(),
        "n": n,
        "label": made.label,
        "kind": str(reading.kind),
        "start": made.start.isoformat() if made.start else None,
        "due": made.due.isoformat() if made.due else None,
        "every": str(reading.every) if reading.every else None,
        "series": made.series,
        "awaited": reading.trigger,
        "offset_number": offset.number if offset else None,
        "offset_unit": offset.unit if offset else None,
        "offset_anchor": offset.anchor if offset else None,
        "rule": reading.rule,
        "assumed": ",".join(reading.assumed),
        "ambiguous": int(reading.ambiguous),
        "reason": reading.reason.stored if reading.reason else None,
    }


def _headings_text(headings: Mapping[str, str]) -> str:
    """Return the headings as they are kept: «field=heading» a line."""
    return "\n".join(f"{name}={' '.join(heading.split())}" for name, heading in headings.items())
