"""Drafts of plans: kept in the history, in force nowhere, so that no list, count or calendar ever sees them.

A draft's plan_version carries `DRAFT` in place of a document (only a version without one puts a plan in force), and its
tasks' versions say `in_plan` = `DRAFTED`. The import of the issued plan appends versions that are in the plan; as they
hold from a day on and can be taken back, every day and every undo finds the draft as it was.
"""

from __future__ import annotations

from typing import NamedTuple

from cchc_tasks.model.refs import NumberedTask, refs_of
from cchc_tasks.storage.reader import Reader

DRAFT = "dự thảo"
#: `in_plan` of a version: 0 left the plan, 1 in the plan, 2 only drafted.
DRAFTED = 2
#: The fields that link a task with one of another year's plan, by the id of that task.
LINK_FIELDS = ("carried_from", "carried_to", "renewed_from", "renewed_to")

_IN_FORCE = (
    "NOT EXISTS (SELECT 1 FROM change u WHERE u.organisation_id = c.organisation_id AND u.takes_back = c.change_id)"
)


class DraftPlan(NamedTuple):
    """A draft that no issued plan has replaced: days are ISO text."""

    plan_id: int
    code: str
    title: str
    first: str
    last: str


class DraftedTask(NamedTuple):
    """One task of a draft: its words, what people will call it in the draft, and where it comes from.

    `link` is «carried_from» or «renewed_from», `old_task_id` the task of the plan before.
    """

    task_id: int
    ref: str
    no: str
    section: str
    path: str
    title: str
    activities: str
    outputs: str
    lead_text: str
    support_text: str
    deadline_text: str
    review: str
    link: str
    old_task_id: int


def draft_plans(reader: Reader) -> list[DraftPlan]:
    """Return the drafts that stand, by code."""
    found = reader.rows(
        "SELECT c.plan_id, p.code, c.title, c.period_first, c.period_last FROM plan_version c JOIN plan p "
        "ON p.organisation_id = c.organisation_id AND p.plan_id = c.plan_id WHERE c.organisation_id = :org "
        f"AND c.document = :draft AND {_IN_FORCE} AND NOT EXISTS (SELECT 1 FROM plan_now n "
        "WHERE n.organisation_id = c.organisation_id AND n.plan_id = c.plan_id) ORDER BY p.code, c.plan_version_id",
        {"draft": DRAFT},
    )
    return list({row[0]: DraftPlan(*row) for row in found}.values())


def draft_of(reader: Reader, code: str) -> DraftPlan | None:
    """Return the draft that stands under a code, None for none."""
    return next((draft for draft in draft_plans(reader) if draft.code == code.strip().upper()), None)


def drafted_tasks(reader: Reader, plan_id: int) -> list[DraftedTask]:
    """Return a draft's tasks in its order."""
    rows = list(
        reader.rows(
            "SELECT c.task_id, t.place, c.no, s.title, s.path, c.title, c.activities, c.outputs, c.lead_text, "
            "c.support_text, c.deadline_text, c.review, d.field, d.value FROM task_version c "
            "JOIN task t ON t.organisation_id = c.organisation_id AND t.task_id = c.task_id "
            "JOIN change_detail d ON d.organisation_id = c.organisation_id AND d.task_id = c.task_id "
            "AND d.change_id = c.change_id AND d.field IN ('carried_from', 'renewed_from') "
            "LEFT JOIN section s ON s.organisation_id = c.organisation_id AND s.section_id = c.section_id "
            f"WHERE c.organisation_id = :org AND t.plan_id = :plan AND c.in_plan = {DRAFTED} AND {_IN_FORCE} "
            "ORDER BY t.place",
            {"plan": plan_id},
        )
    )
    refs = refs_of(NumberedTask(row[0], row[1], row[2], row[4] or "") for row in rows)
    names = DraftedTask._fields[5:13]
    return [
        DraftedTask(
            task_id=row[0],
            ref=refs[row[0]],
            no=row[2],
            section=row[3] or "",
            path=row[4] or "",
            old_task_id=int(row[13]),
            **dict(zip(names, row[5:13], strict=True)),
        )
        for row in rows
    ]


def task_links(reader: Reader, task_id: int, day: str) -> dict[str, int]:
    """Return the tasks of other years that a task is linked with on the ISO day, by the field that says so."""
    found: dict[str, int] = {}
    for field, value in reader.rows(
        "SELECT d.field, d.value FROM change_detail d JOIN change c ON c.organisation_id = d.organisation_id "
        "AND c.change_id = d.change_id WHERE d.organisation_id = :org AND d.task_id = :task AND d.effective_on <= :day "
        f"AND d.field IN ({', '.join(map(repr, LINK_FIELDS))}) AND {_IN_FORCE} ORDER BY d.effective_on, d.seq",
        {"task": task_id, "day": day},
    ):
        found[field] = int(value or 0)
    return {field: other for field, other in found.items() if other}


def names_of(reader: Reader, task_ids: list[int]) -> dict[int, str]:
    """Return «CODE/NO» of tasks by id; a task that is only drafted is called as its draft calls it."""
    listed = ", ".join(map(str, task_ids)) or "NULL"
    names: dict[int, str] = {
        row[0]: f"{row[1]}/{row[2]}"
        for row in reader.rows(
            "SELECT t.task_id, p.code, t.ref FROM task_now t JOIN plan_now p ON p.organisation_id = t.organisation_id "
            f"AND p.plan_id = t.plan_id WHERE t.organisation_id = :org AND t.task_id IN ({listed})"
        )
    }
    if len(names) < len(set(task_ids)):
        for draft in draft_plans(reader):
            drafted = drafted_tasks(reader, draft.plan_id)
            names |= {t.task_id: f"{draft.code}/{t.ref}" for t in drafted if t.task_id in task_ids}
    return names
