"""Drafts of plans: the history keeps them, but they are not in force, so no list, count or calendar has them.

A draft's plan_version carries `DRAFT` in place of a document (only a version without one puts a plan in force), and its
tasks' versions say `in_plan` = `DRAFTED`. The import of the issued plan appends versions that are in the plan; as they
hold from a day on and can be taken back, every day and every undo finds the draft as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cchc_tasks.model.fields import PRINTED_TEXTS, Text
from cchc_tasks.model.refs import NumberedTask, refs_of, typed_number
from cchc_tasks.storage.conditions import in_force, of_organisation
from cchc_tasks.storage.reader import Reader

DRAFT = "dự thảo"
#: `in_plan` of a version: 0 left the plan, 1 in the plan, 2 only drafted.
DRAFTED = 2


class DraftPlan(NamedTuple):
    """A draft that no issued plan has replaced: days are ISO text."""

    plan_id: int
    code: str
    title: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class DraftedTask:
    """One task of a draft: its printed texts, what people will call it in the draft, and where it comes from.

    `link` is «carried_from» or «renewed_from», `old_task_id` the task of the plan before.
    """

    task_id: int
    ref: str
    section: str
    path: str
    texts: Mapping[str, str]
    review: str
    link: str
    old_task_id: int

    no, title = Text("no"), Text("title")
    activities, outputs = Text("activities"), Text("outputs")
    lead_text, support_text = Text("lead"), Text("support")
    deadline_text = Text("deadline")


def draft_plans(reader: Reader) -> list[DraftPlan]:
    """Return the drafts that stand, by code."""
    found = reader.rows(
        "SELECT c.plan_id, p.code, c.title, c.period_first, c.period_last FROM plan_version c JOIN plan p "
        f"ON p.organisation_id = c.organisation_id AND p.plan_id = c.plan_id WHERE {of_organisation('c')} "
        f"AND c.document = :draft AND {in_force('c')} AND NOT EXISTS (SELECT 1 FROM plan_now n "
        "WHERE n.organisation_id = c.organisation_id AND n.plan_id = c.plan_id) ORDER BY p.code, c.plan_version_id",
        {"draft": DRAFT},
    )
    return list({row[0]: DraftPlan(*row) for row in found}.values())


def draft_of(reader: Reader, code: str) -> DraftPlan | None:
    """Return the draft that stands under a code, None for none."""
    return next((draft for draft in draft_plans(reader) if draft.code == code.strip().upper()), None)


def draft_change(reader: Reader, plan_id: int) -> int | None:
    """Return the change that made a draft which stands."""
    found = reader.rows(
        f"SELECT c.change_id FROM plan_version c WHERE {of_organisation('c')} AND c.plan_id = :plan "
        f"AND c.document = :draft AND {in_force('c')} ORDER BY c.plan_version_id DESC",
        {"plan": plan_id, "draft": DRAFT},
    )
    return next((int(row[0]) for row in found), None)


def drafted_tasks(reader: Reader, plan_id: int) -> list[DraftedTask]:
    """Return a draft's tasks in its order."""
    columns = ", ".join(f"c.{field.column}" for field in PRINTED_TEXTS)
    rows = list(
        reader.rows(
            f"SELECT c.task_id, t.place, c.no, s.title, s.path, c.review, d.field, d.value, {columns} "
            "FROM task_version c "
            "JOIN task t ON t.organisation_id = c.organisation_id AND t.task_id = c.task_id "
            "JOIN change_detail d ON d.organisation_id = c.organisation_id AND d.task_id = c.task_id "
            "AND d.change_id = c.change_id AND d.field IN ('carried_from', 'renewed_from') "
            "LEFT JOIN section s ON s.organisation_id = c.organisation_id AND s.section_id = c.section_id "
            f"WHERE {of_organisation('c')} AND t.plan_id = :plan AND c.in_plan = {DRAFTED} AND {in_force('c')} "
            "ORDER BY t.place",
            {"plan": plan_id},
        )
    )
    refs = refs_of(NumberedTask(row[0], row[1], row[2], row[4] or "") for row in rows)
    names = [field.name for field in PRINTED_TEXTS]
    return [
        DraftedTask(
            task_id=row[0],
            ref=refs[row[0]],
            section=row[3] or "",
            path=row[4] or "",
            texts=dict(zip(names, row[8:], strict=True)),
            review=row[5],
            link=row[6],
            old_task_id=int(row[7]),
        )
        for row in rows
    ]


def names_of(reader: Reader, task_ids: Sequence[int]) -> dict[int, str]:
    """Return «CODE/NO» of tasks by id: as their plan calls them, or called them before they left it.

    A task that is only drafted is called as its draft calls it; one of a withdrawn plan is missing.
    """
    names = dict(_named_in(reader, task_ids))
    if len(names) < len(set(task_ids)):
        for draft in draft_plans(reader):
            drafted = drafted_tasks(reader, draft.plan_id)
            names |= {t.task_id: f"{draft.code}/{t.ref}" for t in drafted if t.task_id in task_ids}
    if len(names) < len(set(task_ids)):
        names = dict(_named_before(reader, [task_id for task_id in task_ids if task_id not in names])) | names
    return names


def _named_in(reader: Reader, task_ids: Sequence[int]) -> Iterator[tuple[int, str]]:
    found = reader.rows(
        "SELECT t.task_id, p.code, t.ref FROM task_now t JOIN plan_now p ON p.organisation_id = t.organisation_id "
        f"AND p.plan_id = t.plan_id WHERE {of_organisation('t')} AND t.task_id IN ({_listed(task_ids)})"
    )
    return ((task_id, f"{code}/{ref}") for task_id, code, ref in found)


def _named_before(reader: Reader, task_ids: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The tasks that left a plan in force, by the number that it last printed."""
    found = reader.rows(
        "SELECT c.task_id, p.code, c.no, t.place FROM task_version c JOIN task t "
        "ON t.organisation_id = c.organisation_id AND t.task_id = c.task_id JOIN plan_now p "
        "ON p.organisation_id = t.organisation_id AND p.plan_id = t.plan_id "
        f"WHERE {of_organisation('c')} AND c.task_id IN ({_listed(task_ids)}) AND c.in_plan <> {DRAFTED} "
        f"AND {in_force('c')} ORDER BY c.effective_on, c.seq"
    )
    return ((task_id, f"{code}/{typed_number(no) or f'#{place}'}") for task_id, code, no, place in found)


def _listed(task_ids: Sequence[int]) -> str:
    return ", ".join(str(int(task_id)) for task_id in task_ids) or "NULL"
