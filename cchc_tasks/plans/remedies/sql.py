"""Links between tasks of different plans, as details of the history: each side names the other by its id.

A task goes on in one plan only, so the newest carried or renewed link counts. A remediation row may come from several
tasks: each is added by itself («remedies») and taken out by itself («not_remedies»), so that an undo takes back no
more than its own act did, and what a person said is not the origin of a row is not proposed again. Of one pair the
word that was recorded last counts, from whatever day: whoever takes a link out by an older document means it gone.
"""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.storage.conditions import in_force, of_organisation
from cchc_tasks.storage.reader import Reader

#: Links of which one at a time is in force.
_SINGLE = ("carried_from", "carried_to", "renewed_from", "renewed_to")
#: Links of which several are in force, by the field that takes one out.
_REMOVED_BY = {"remedies": "not_remedies", "remedied_by": "not_remedied_by"}
_ADDED_BY = {removed: added for added, removed in _REMOVED_BY.items()}
#: The two sides of a remediation link: the row's and the earlier task's.
REMEDY_SIDES = ("remedies", "remedied_by")
#: Every field whose value is the id of another task.
LINK_FIELDS = (*_SINGLE, *_REMOVED_BY, *_ADDED_BY)
_AT_ONCE = 500


def task_links(reader: Reader, task_ids: Sequence[int], day: str) -> dict[int, list[tuple[str, int]]]:
    """Return, for each task that has any, the links in force on the ISO day as (field, the other task).

    What a person said a row does not come from is there too, under «not_remedies» and «not_remedied_by».
    """
    found: dict[int, list[tuple[str, int]]] = {}
    for start in range(0, len(task_ids), _AT_ONCE):
        listed = ", ".join(str(int(task_id)) for task_id in task_ids[start : start + _AT_ONCE])
        for task_id, field, value in reader.rows(
            "SELECT d.task_id, d.field, d.value FROM change_detail d JOIN change c "
            "ON c.organisation_id = d.organisation_id AND c.change_id = d.change_id "
            f"WHERE {of_organisation('d')} AND d.task_id IN ({listed}) AND d.effective_on <= :day "
            f"AND d.field IN ({_listed(LINK_FIELDS)}) AND {in_force('c')} "
            f"ORDER BY d.task_id, CASE WHEN d.field IN ({_listed(_SINGLE)}) THEN d.effective_on ELSE '' END, "
            "d.seq, d.change_detail_id",
            {"day": day},
        ):
            found[task_id] = _with(found.get(task_id, []), field, int(value or 0))
    return found


def _listed(fields: Sequence[str]) -> str:
    return ", ".join(map(repr, fields))


def _with(links: list[tuple[str, int]], field: str, other: int) -> list[tuple[str, int]]:
    """The links after one more was recorded; a single link without a task is none."""
    if field in _SINGLE:
        kept = [link for link in links if link[0] != field]
    else:
        contrary = _REMOVED_BY.get(field) or _ADDED_BY[field]
        kept = [link for link in links if link not in ((field, other), (contrary, other))]
    return [*kept, (field, other)] if other else kept
