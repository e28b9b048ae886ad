"""The facts by which tasks are counted, with as little of each as counting needs: a province has very many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from cchc_tasks.model.history import FieldValue, State
from cchc_tasks.storage.conditions import changes_taken_back, of_organisation
from cchc_tasks.storage.projections import milestone_facts
from cchc_tasks.storage.queries import changed_after
from cchc_tasks.storage.reader import Reader, Row
from cchc_tasks.storage.selection import Selection
from cchc_tasks.storage.task_loading import FACTS


class CountedTask(NamedTuple):
    """A task as it is counted: where it belongs, what was reported, and the facts of its milestones."""

    plan_id: int
    section_id: int | None
    task_version_id: int
    reported: str
    facts: tuple[Row, ...]


def counted_tasks(reader: Reader, chosen: Selection) -> Iterator[CountedTask]:
    """Yield the selected tasks; the reader already looks at the day."""
    return (counted for _, counted in _counted(reader, chosen))


def _counted(reader: Reader, chosen: Selection) -> Iterator[tuple[int, CountedTask]]:
    facts: dict[int, tuple[Row, ...]] = {}
    everything = not chosen.of_task and not chosen.of_milestone
    join = "" if everything else "JOIN task_now t ON t.organisation_id = m.organisation_id AND t.task_id = m.task_id "
    listed = ", ".join(f"m.{name}" for name in FACTS)
    for task_id, *fact in reader.rows(
        f"SELECT m.task_id, {listed} FROM milestone_now m {join}"
        f"WHERE {of_organisation('m')}{'' if everything else chosen.task_where()}",
        chosen.parameters,
    ):
        before = facts.get(task_id)
        facts[task_id] = (tuple(fact),) if before is None else (*before, tuple(fact))
    for plan_id, section_id, version_id, status, task_id in reader.rows(
        "SELECT t.plan_id, t.section_id, t.task_version_id, t.status, t.task_id FROM task_now t "
        f"WHERE {of_organisation('t')}{chosen.task_where()}",
        chosen.parameters,
    ):
        found = tuple(sorted(facts.get(task_id, ()), key=repr))
        yield task_id, CountedTask(plan_id, section_id, version_id, status, found)


def counted_tasks_on(reader: Reader, day: date, plan_id: int | None) -> Iterator[CountedTask]:
    """Yield the tasks of a plan (of all for None) as they stood on a day, by the one rule.

    Only fields that count are read, and nothing is copied: a past day of 100,000 tasks takes seconds.
    """
    later = set(changed_after(reader, day))
    chosen = Selection()
    if plan_id is not None:
        chosen.of_task.append("t.plan_id = :plan")
        chosen.parameters["plan"] = plan_id
    for task_id, counted in _counted(reader, chosen):
        if task_id not in later:
            yield counted
    if later:
        yield from _counted_by_history(reader, day.isoformat(), later, plan_id)


def _counted_by_history(reader: Reader, day: str, later: set[int], plan_id: int | None) -> Iterator[CountedTask]:
    plans = {row[0] for row in reader.rows(f"SELECT plan_id FROM plan_now WHERE {of_organisation()}")}
    undone = changes_taken_back(reader)
    versions: dict[int, Row] = {}
    for row in reader.rows(_VERSIONS, {"day": day}):
        if row[0] in later and row[5] not in undone and row[1] in plans and plan_id in (None, row[1]):
            versions[row[0]] = row  # the rows come in the order in which they took effect
    state: State = {}
    for task_id, milestone_id, field, value, effective_on, change_id in reader.rows(_DETAILS, {"day": day}):
        if task_id in versions and change_id not in undone:
            state[milestone_id or -task_id, field] = FieldValue(value, effective_on)
    facts: dict[int, tuple[Row, ...]] = defaultdict(tuple)
    for version_id, milestone_id, kind, start, due in reader.rows(_PRINTED_MILESTONES):
        found = milestone_facts(milestone_id, due, state)
        facts[version_id] += ((kind, start, *(found[name] for name in FACTS[2:])),)
    for task_id, plan, section_id, version_id, in_plan, _ in versions.values():
        if in_plan:
            status = state.get((-task_id, "status"), FieldValue(None, "")).value or "not_started"
            yield CountedTask(plan, section_id, version_id, status, tuple(sorted(facts[version_id], key=repr)))


_VERSIONS = (
    "SELECT v.task_id, t.plan_id, v.section_id, v.task_version_id, v.in_plan, v.change_id FROM task_version v "
    "JOIN task t ON t.organisation_id = v.organisation_id AND t.task_id = v.task_id "
    f"WHERE {of_organisation('v')} AND v.effective_on <= :day ORDER BY v.effective_on, v.seq"
)
_DETAILS = (
    "SELECT task_id, milestone_id, field, value, effective_on, change_id FROM change_detail "
    f"WHERE {of_organisation()} AND effective_on <= :day "
    "AND field IN ('status', 'closed', 'done_on', 'due', 'submitted_on', 'basis') ORDER BY effective_on, seq"
)
_PRINTED_MILESTONES = (
    f"SELECT task_version_id, milestone_id, kind, start, due FROM milestone_version WHERE {of_organisation()}"
)


def units_of_versions(reader: Reader, role: str) -> Mapping[int, list[int]]:
    """Return the units of each version of a task, each once; `role` is lead, support or any."""
    found: dict[int, list[int]] = defaultdict(list)
    of_role = "" if role == "any" else " AND a.role = :role"
    for version_id, unit_id in reader.rows(
        f"SELECT DISTINCT a.task_version_id, a.unit_id FROM assignment a WHERE {of_organisation('a')}{of_role}",
        {"role": role},
    ):
        found[version_id].append(unit_id)
    return found


def tasks_of_versions(reader: Reader, version_ids: Collection[int]) -> dict[int, int]:
    """Return the task of each of the versions."""
    rows = reader.rows(f"SELECT task_version_id, task_id FROM task_version WHERE {of_organisation()}")
    wanted = frozenset(version_ids)
    return {version_id: task_id for version_id, task_id in rows if version_id in wanted}


def units_of_tasks(reader: Reader, chosen: Selection) -> Iterator[Row]:
    """Yield (task_id, role, unit_id) of the selected tasks in printed order; the reader already looks at the day."""
    return reader.rows(
        "SELECT t.task_id, a.role, a.unit_id FROM assignment a JOIN task_now t "
        "ON t.organisation_id = a.organisation_id AND t.task_id = a.task_id AND t.task_version_id = a.task_version_id "
        f"WHERE {of_organisation('a')}{chosen.task_where()} ORDER BY t.task_id, a.role, a.place",
        chosen.parameters,
    )


def section_titles(reader: Reader) -> dict[int, Row]:
    """Return (plan code, printed numeral, title) of the sections, in printed order, plan by plan."""
    rows = reader.rows(
        "SELECT s.section_id, p.code, s.no, s.title FROM section s JOIN plan_now p "
        f"ON p.organisation_id = s.organisation_id AND p.plan_id = s.plan_id WHERE {of_organisation('s')} "
        "ORDER BY p.period_first, p.code, s.place"
    )
    return {row[0]: row[1:] for row in rows}
