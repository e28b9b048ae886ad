"""The rows of one change that an amendment records: versions of tasks, tasks that come and go, sections, a title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cchc_tasks.model.doubts import Doubt
from cchc_tasks.model.draft import DraftSection
from cchc_tasks.model.fields import GIVEN_TEXTS, PRINTED_TEXTS, ValueKind
from cchc_tasks.model.interpreted_plan import InterpretedTask
from cchc_tasks.model.task import Plan
from cchc_tasks.plans.act_context import milestone_names
from cchc_tasks.plans.amending import words
from cchc_tasks.plans.amending.difference import PlanComparison, PlannedTask, PlanSection
from cchc_tasks.plans.sql import last_place, plan_first_day, version_sources
from cchc_tasks.reading.reform_index import read_area
from cchc_tasks.storage.change_recorder import ChangeRecorder, TaskOnDay
from cchc_tasks.storage.open_doubts import doubts_of_new_words
from cchc_tasks.storage.revisions import Revision, add_task
from cchc_tasks.text import fold, nfc, squeeze

#: Printed words and places by the column of a task's version.
Columns = dict[str, Any]
_ROLES = {field.name: field.column for field in PRINTED_TEXTS if field.kind is ValueKind.UNITS}


@dataclass(frozen=True, slots=True)
class AmendedPlan:
    """An amended plan ready to be recorded: its rows with their readings, its file, and the document it rests on."""

    plan: Plan
    day: date
    document: str
    file: str
    sha256: str
    sections: tuple[DraftSection, ...]
    rows: tuple[InterpretedTask, ...]
    plan_title: str | None = None


class AmendmentRecorder:
    """Collects what an amendment makes of a plan as rows of one change."""

    def __init__(self, recorder: ChangeRecorder, amended: AmendedPlan, comparison: PlanComparison) -> None:
        self.recorder = recorder
        self.amended = amended
        self.comparison = comparison
        #: A plan can be amended from its first day on, not before it is there.
        self.day = max(amended.day.isoformat(), plan_first_day(recorder.writer, amended.plan.plan_id))
        self.sources = version_sources(recorder.writer, amended.plan.plan_id)
        self.notes: list[str] = []

    def collect(self) -> None:
        """Add every row of the change to the recorder."""
        section_ids = self._sections()
        places = self._places()
        for task_id, row in self.comparison.row_of.items():
            self._revise(self.comparison.tasks[task_id], row, section_ids, places[row])
        for row in self.comparison.added:
            self._add(row, section_ids, places[row])
        for task_id in self.comparison.removed:
            self._remove(self.comparison.tasks[task_id])
        if self.amended.plan_title:
            self._rename_plan(self.amended.plan_title)

    def _sections(self) -> list[int]:
        """The section of each printed section row: one that is there where its words and its order are the same."""
        in_use = {task.section.section_id for task in self.comparison.tasks.values() if task.section}
        free = sorted(self.comparison.sections, key=lambda section: (section.section_id not in in_use, section.place))
        found: list[int] = []
        last = 0
        for printed in self.amended.sections:
            wanted = (fold(squeeze(printed.path)), squeeze(nfc(printed.title)))
            same = next((section for section in free if section.words == wanted and section.place > last), None)
            if same is None:
                same = self._add_section(printed, last + 1)
            else:
                free.remove(same)
            last = same.place
            found.append(same.section_id)
        return found

    def _add_section(self, printed: DraftSection, place: int) -> PlanSection:
        made = PlanSection(self.recorder.new_id(), place, printed.path, printed.title)
        row = {"section_id": made.section_id, "plan_id": self.amended.plan.plan_id, "place": place}
        printed_words = {"no": printed.no, "path": printed.path, "title": printed.title}
        self.recorder.add("section", row | printed_words | {"area": read_area(printed.title)})
        return made

    def _places(self) -> list[int]:
        """The place of each row: a task keeps its own where the printed order allows it."""
        own = {row: self.comparison.tasks[task_id].place for task_id, row in self.comparison.row_of.items()}
        taken = {self.comparison.tasks[task_id].place for task_id in self.comparison.late}
        places: list[int] = []
        last = 0
        for row in range(len(self.amended.rows)):
            place = own.get(row, 0)
            if place <= last:
                place = last + 1
                while place in taken:
                    place += 1
            places.append(place)
            last = place
        return places

    def _revise(self, task: PlannedTask, place: int, section_ids: Sequence[int], new_place: int) -> None:
        """Make new versions of a task whose words, section or place change, from the day on and of later words.

        A later version keeps what it set itself; a word that it had only copied is amended there, too.
        """
        row = self.amended.rows[place]
        section = section_ids[row.draft.section] if row.draft.section is not None else None
        printed: Columns = {"place": new_place} | ({"section_id": section} if self.amended.sections else {})
        printed = {name: value for name, value in printed.items() if value != self._in_force(task.on_day, name)}
        change = self.comparison.changes.get(task.task_id)
        for found in change.words if change else ():
            if found.column != "section":
                printed[found.column] = found.after
        if not printed:
            return
        known: list[Mapping[str, Any]] = []
        before = task.on_day
        for on_day in (task.on_day, *task.on_day.later_versions()):
            copied = {
                name: value
                for name, value in printed.items()
                if self._in_force(on_day, name) == self._in_force(before, name)
            }
            before = on_day
            if copied:
                known = self._version(task, on_day, row, copied, known) or known
        if change:
            self._cite(task.task_id, task.on_day.day.isoformat())

    def _in_force(self, on_day: TaskOnDay, column: str) -> Any:
        return (on_day.row or {})["place"] if column == "place" else on_day.version[column]

    def _version(
        self, task: PlannedTask, on_day: TaskOnDay, row: InterpretedTask, printed: Columns,
        known: Sequence[Mapping[str, Any]],
    ) -> list[Mapping[str, Any]]:  # fmt: skip
        """Make one version; return the rows of its milestones where its deadline was read anew."""
        source = self.sources.get(on_day.version["task_version_id"])
        if source == self.sources.get(task.version["task_version_id"]):
            printed = printed | self._source(row)
        revision = Revision(self.recorder, on_day, printed, self._doubts(on_day, row, printed))
        rows: list[Mapping[str, Any]] = []
        if "deadline_text" in printed:
            rows = revision.read_milestones(row.milestones, known)
            self._note_left_out_milestones(task, on_day, rows)
        else:
            revision.keep_milestones()
        new = [role for role, column in _ROLES.items() if column in printed]
        revision.keep_units([role for role in _ROLES if role not in new])
        units, groups = units_of(row)
        revision.assign({role: units[role] for role in new}, groups)
        return rows

    def _doubts(self, on_day: TaskOnDay, row: InterpretedTask, printed: Columns) -> tuple[Doubt, ...]:
        """The doubts of a version: those of the words that stay, and what the new words are doubted for."""
        read = {"deadline": "deadline_text", **_ROLES}
        kept = {field for field, column in read.items() if column not in printed}
        fresh = [doubt for doubt in row.reading_review if doubt.field not in kept or doubt in row.draft.review]
        return doubts_of_new_words(on_day.version, printed, fresh, self.recorder.change_id)

    def _note_left_out_milestones(
        self, task: PlannedTask, on_day: TaskOnDay, rows: Sequence[Mapping[str, Any]]
    ) -> None:
        kept = {row["milestone_id"] for row in rows}
        gone = [m for m in on_day.milestones if m.closed and m.milestone_id not in kept]
        if gone:
            self.notes.append(words.finished_left_out(task.ref, milestone_names(gone)))

    def _add(self, place: int, section_ids: Sequence[int], new_place: int) -> None:
        row = self.amended.rows[place]
        draft = row.draft
        printed: Columns = {field.column: draft.texts.get(field.name, "") for field in PRINTED_TEXTS}
        printed |= self._source(row) | {
            "section_id": section_ids[draft.section] if draft.section is not None else None,
            "place": new_place,
        }
        units, groups = units_of(row)
        # A place that no task had before, so that every task has one of its own; the version says where it is printed.
        own = max(
            last_place(self.recorder.writer, self.amended.plan.plan_id),
            *(task["place"] for task in self.recorder.rows["task"]),
            len(self.amended.rows),
        )
        plan_id = self.amended.plan.plan_id
        task_id = add_task(
            self.recorder, plan_id, own + 1, self.day, printed, row.milestones, units, groups, row.reading_review
        )
        self._cite(task_id, self.day)
        given = {field.name: text for field in GIVEN_TEXTS if (text := draft.texts.get(field.name))}
        self.recorder.set(task_id, None, given, self.day)

    def _remove(self, task: PlannedTask) -> None:
        for on_day in (task.on_day, *task.on_day.later_versions()):
            Revision(self.recorder, on_day, {"in_plan": 0})
        self._cite(task.task_id, task.on_day.day.isoformat())

    def _cite(self, task_id: int, day: str) -> None:
        self.recorder.set(task_id, None, {"document": self.amended.document}, day)

    def _rename_plan(self, title: str) -> None:
        plan = self.amended.plan
        self.recorder.add(
            "plan_version",
            {
                "plan_version_id": self.recorder.new_id(),
                "plan_id": plan.plan_id,
                "effective_on": self.day,
                "title": title,
                "period_first": plan.first.isoformat(),
                "period_last": plan.last.isoformat(),
                "document": self.amended.document,
                "headings": None,
            },
        )

    def _source(self, row: InterpretedTask) -> Columns:
        return {
            "source_file": self.amended.file,
            "source_sha256": self.amended.sha256,
            "source_row": row.draft.row,
        }


def units_of(row: InterpretedTask) -> tuple[dict[str, list[str]], frozenset[str]]:
    """Return the units that a row names by role, each once, and which of them are groups."""
    units = {role: list(dict.fromkeys(part.name for part in getattr(row, role).parts)) for role in _ROLES}
    groups = frozenset(part.name for role in _ROLES for part in getattr(row, role).parts if part.is_group)
    return units, groups
