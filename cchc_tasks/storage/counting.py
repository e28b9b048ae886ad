"""The facts by which tasks are counted, with as little of each as counting needs: a province has very many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cchc_tasks.storage.reader import Reader, Row
from cchc_tasks.storage.selecting import Selection

#: The columns of milestone_now from which a task's standing follows.
FACTS = ("kind", "start", "due", "closed", "done_on", "reported_on", "submitted_on", "basis")


class CountedTask(NamedTuple):
    """A task as it is counted: where it belongs, what was reported, and the facts of its milestones."""

    plan_id: int
    section_id: int | None
    task_version_id: int
    reported: str
    facts: tuple[Row, ...]


def counted_tasks(reader: Reader, chosen: Selection) -> Iterator[CountedTask]:
    """Yield the selected tasks; the reader already looks at the day."""
    facts: dict[int, tuple[Row, ...]] = {}
    everything = not chosen.of_task and not chosen.of_milestone
    join = "" if everything else "JOIN task_now t ON t.organisation_id = m.organisation_id AND t.task_id = m.task_id "
    listed = ", ".join(f"m.{name}" for name in FACTS)
    for task_id, *fact in reader.rows(
        f"SELECT m.task_id, {listed} FROM milestone_now m {join}"
        f"WHERE m.organisation_id = :org{'' if everything else chosen.task_where()}",
        chosen.parameters,
    ):
        before = facts.get(task_id)
        facts[task_id] = (tuple(fact),) if before is None else (*before, tuple(fact))
    for plan_id, section_id, version_id, status, task_id in reader.rows(
        "SELECT t.plan_id, t.section_id, t.task_version_id, t.status, t.task_id FROM task_now t "
        f"WHERE t.organisation_id = :org{chosen.task_where()}",
        chosen.parameters,
    ):
        yield CountedTask(plan_id, section_id, version_id, status, tuple(sorted(facts.get(task_id, ()), key=repr)))


def units_of_versions(reader: Reader, role: str) -> Mapping[int, list[int]]:
    """Return the units of each task's printed words in force, each once; `role` is lead, support or any."""
    found: dict[int, list[int]] = defaultdict(list)
    of_role = "" if role == "any" else " AND a.role = :role"
    for version_id, unit_id in reader.rows(
        "SELECT DISTINCT a.task_version_id, a.unit_id FROM assignment a JOIN task_now t "
        "ON t.organisation_id = a.organisation_id AND t.task_version_id = a.task_version_id AND t.task_id = a.task_id "
        f"WHERE a.organisation_id = :org{of_role}",
        {"role": role},
    ):
        found[version_id].append(unit_id)
    return found


def unit_titles(reader: Reader, day: str) -> dict[int, str]:
    """Return each unit's name on the day: the newest that is no alias."""
    rows = reader.rows(
        "SELECT unit_id, name FROM unit_name WHERE organisation_id = :org AND is_alias = 0 "
        "ORDER BY CASE WHEN effective_on <= :day THEN 1 ELSE 0 END, effective_on, unit_name_id",
        {"day": day},
    )
    return dict(rows)


def section_titles(reader: Reader) -> dict[int, Row]:
    """Return (plan code, printed numeral, title) of the sections, in printed order, plan by plan."""
    rows = reader.rows(
        "SELECT s.section_id, p.code, s.no, s.title FROM section s JOIN plan_now p "
        "ON p.organisation_id = s.organisation_id AND p.plan_id = s.plan_id WHERE s.organisation_id = :org "
        "ORDER BY p.period_first, p.code, s.place"
    )
    return {row[0]: row[1:] for row in rows}


def organisations(reader: Reader) -> list[tuple[int, str]]:
    """Return every organisation of the database with its name."""
    rows = reader.rows("SELECT organisation_id, name FROM organisation ORDER BY name, organisation_id")
    return [(row[0], row[1]) for row in rows]
