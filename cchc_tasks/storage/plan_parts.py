"""What a plan is made of over time: its versions, sections, places and removals, as reading statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_tasks.storage.conditions import in_force, of_organisation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cchc_tasks.storage.reader import Reader, Row


def section_places(reader: Reader, plan_id: int) -> Iterator[Row]:
    """Yield (section_id, place, numerals from the top, title) of every section that the plan ever had."""
    return reader.rows(
        f"SELECT section_id, place, path, title FROM section WHERE {of_organisation()} AND plan_id = :plan "
        "ORDER BY place, section_id",
        {"plan": plan_id},
    )


def version_sources(reader: Reader, plan_id: int) -> dict[int, Row]:
    """Return (file, SHA-256, row) of every version of the plan's tasks by its id."""
    found = reader.rows(
        "SELECT v.task_version_id, v.source_file, v.source_sha256, v.source_row FROM task_version v JOIN task t "
        "ON t.organisation_id = v.organisation_id AND t.task_id = v.task_id "
        f"WHERE {of_organisation('v')} AND t.plan_id = :plan",
        {"plan": plan_id},
    )
    return {int(row[0]): row[1:] for row in found}


def removals(reader: Reader, plan_id: int, first: str, last: str) -> Iterator[Row]:
    """Yield (task_id, ISO day, printed number, title, document) of tasks that left the plan between two ISO days.

    Of a task that left on several days (because its words changed later) the first one comes first.
    """
    return reader.rows(
        "SELECT c.task_id, c.effective_on, c.no, c.title, (SELECT MAX(d.value) FROM change_detail d "
        "WHERE d.organisation_id = c.organisation_id AND d.change_id = c.change_id AND d.task_id = c.task_id "
        "AND d.field = 'document') FROM task_version c JOIN task t ON t.organisation_id = c.organisation_id "
        f"AND t.task_id = c.task_id WHERE {of_organisation('c')} AND t.plan_id = :plan AND c.in_plan = 0 "
        f"AND c.effective_on >= :first AND c.effective_on <= :last AND {in_force('c')} "
        "ORDER BY c.effective_on, c.seq, c.task_version_id",
        {"plan": plan_id, "first": first, "last": last},
    )


def last_place(reader: Reader, plan_id: int) -> int:
    """Return the last place that a task of the plan ever had, 0 for none."""
    found = reader.rows(
        f"SELECT MAX(place) FROM (SELECT place FROM task WHERE {of_organisation()} AND plan_id = :plan UNION ALL "
        "SELECT v.place FROM task_version v JOIN task t ON t.organisation_id = v.organisation_id "
        f"AND t.task_id = v.task_id WHERE {of_organisation('v')} AND t.plan_id = :plan) placed",
        {"plan": plan_id},
    )
    return int(next(found)[0] or 0)


def evidence_of_milestones(reader: Reader, task_ids: Sequence[int], day: str) -> Iterator[Row]:
    """Yield (task_id, milestone_id or None, field, value, change_id, sentence) of what says which document is whose.

    Fields: evidence of the task; closed, done_on and submitted_on of its milestones. Only what is in force and took
    effect by the ISO day, in the order in which it did.
    """
    listed = ", ".join(str(int(task_id)) for task_id in task_ids) or "NULL"
    return reader.rows(
        "SELECT d.task_id, d.milestone_id, d.field, d.value, d.change_id, c.sentence FROM change_detail d "
        "JOIN change c ON c.organisation_id = d.organisation_id AND c.change_id = d.change_id "
        f"WHERE {of_organisation('d')} AND d.task_id IN ({listed}) AND d.effective_on <= :day "
        f"AND d.field IN ('evidence', 'closed', 'done_on', 'submitted_on') AND {in_force('c')} "
        "ORDER BY d.effective_on, d.seq, d.change_detail_id",
        {"day": day},
    )
