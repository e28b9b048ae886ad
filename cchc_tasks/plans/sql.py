"""Statements of plans: parts of a plan over time, tasks by their printed numbers, columns of tables, links of tasks.

A link names a task of another plan, as a detail of the history on each side. A task goes on in one plan only, so the
newest carried or renewed link counts. A remediation row may come from several tasks: each is added by itself
(«remedies») and taken out by itself («not_remedies»). So an undo takes back no more than its own act did, and what a
person denied is not proposed again. Of one pair the word that was recorded last counts, from whatever day: whoever
takes a link out by an older document means it gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cchc_tasks.storage.conditions import in_force, of_organisation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cchc_tasks.model.acts import Act
    from cchc_tasks.storage.connection import CoreReader
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


def refs_like(reader: Reader, ref: str) -> Iterator[Row]:
    """Yield (task_id, plan code, ref) of the tasks in force that people call `ref`, in any case."""
    return reader.rows(
        "SELECT t.task_id, p.code, t.ref FROM task_now t "
        "JOIN plan_now p ON p.organisation_id = t.organisation_id AND p.plan_id = t.plan_id "
        f"WHERE {of_organisation('t')} AND UPPER(t.ref) = UPPER(:ref) ORDER BY p.code",
        {"ref": ref},
    )


def refs_ending(reader: Reader, number: str) -> Iterator[Row]:
    """Yield (task_id, plan code, ref) of the tasks whose name ends in a printed number, or whose number it is."""
    return reader.rows(
        "SELECT t.task_id, p.code, t.ref FROM task_now t "
        "JOIN plan_now p ON p.organisation_id = t.organisation_id AND p.plan_id = t.plan_id "
        f"WHERE {of_organisation('t')} AND (t.no = :number OR t.ref = :number OR t.ref LIKE '%.' || :number) "
        "ORDER BY p.code, t.place LIMIT 5",
        {"number": number},
    )


def numbered_rows(reader: Reader, number: str) -> Iterator[Row]:
    """Yield (task_id, plan code, ref, printed number, section's numerals) of the tasks with a printed number."""
    return reader.rows(
        "SELECT t.task_id, p.code, t.ref, t.no, s.path FROM task_now t "
        "JOIN plan_now p ON p.organisation_id = t.organisation_id AND p.plan_id = t.plan_id "
        "JOIN section s ON s.organisation_id = t.organisation_id AND s.section_id = t.section_id "
        f"WHERE {of_organisation('t')} AND (t.no = :number OR t.no = :number || '.' OR t.no = :number || ')')",
        {"number": number},
    )


def rows_of_source(reader: Reader, sha256: str) -> Iterator[Row]:
    """Yield (plan code, row in the file, title) of the tasks in force that were read from the very same file."""
    return reader.rows(
        "SELECT p.code, v.source_row, v.title FROM task_version v JOIN task_now t "
        "ON t.organisation_id = v.organisation_id AND t.task_id = v.task_id AND t.task_version_id = v.task_version_id "
        "JOIN plan_now p ON p.organisation_id = t.organisation_id AND p.plan_id = t.plan_id "
        f"WHERE {of_organisation('v')} AND v.source_sha256 = :sha",
        {"sha": sha256},
    )


def printed_numbers(reader: Reader, plan_id: int) -> Iterator[Row]:
    """Yield (task_id, printed number, title) of the plan's tasks."""
    return reader.rows(
        f"SELECT task_id, no, title FROM task_now WHERE {of_organisation()} AND plan_id = :plan", {"plan": plan_id}
    )


def plan_first_day(reader: Reader, plan_id: int) -> str:
    """Return the ISO day from which the plan's first version holds."""
    found = reader.rows(
        f"SELECT MIN(effective_on) FROM plan_version WHERE {of_organisation()} AND plan_id = :plan "
        "AND document IS NULL",
        {"plan": plan_id},
    )
    return str(next(found)[0])


class OldTask(NamedTuple):
    """How a task of the plan before stands today: its status and the ISO day of its last report."""

    status: str
    reported_on: str | None


def old_tasks(reader: Reader, task_ids: Sequence[int]) -> dict[int, OldTask]:
    """Return how tasks stand today by id; those of a withdrawn plan are missing."""
    listed = ", ".join(map(str, task_ids)) or "NULL"
    found = reader.rows(
        f"SELECT task_id, status, reported_on FROM task_now WHERE {of_organisation()} AND task_id IN ({listed})"
    )
    return {row[0]: OldTask(row[1], row[2]) for row in found}


def known_mappings(reader: Reader) -> dict[str, dict[str, str]]:
    """Return what was confirmed last for each signature: field → header."""
    rows = reader.rows(
        f"SELECT signature, mapping FROM column_mapping WHERE {of_organisation()} ORDER BY column_mapping_id"
    )
    return {signature: dict(line.split("=", 1) for line in mapping.split("\n") if line) for signature, mapping in rows}


def keep_mapping(writer: CoreReader, act: Act, signature: str, mapping: Mapping[str, str]) -> None:
    """Keep what a person said of the columns of a header, where nobody has said the same last."""
    if known_mappings(writer).get(signature) == dict(mapping):
        return
    from cchc_tasks.storage.journal import append, ids_for  # SQLAlchemy is wanted only where something is written
    from cchc_tasks.storage.schema import column_mapping

    row = {
        "column_mapping_id": ids_for(writer, act, column_mapping)(),
        "signature": signature,
        "mapping": "\n".join(f"{field}={header}" for field, header in mapping.items()),
        "recorded_at": act.recorded_at,
        "actor": act.actor,
    }
    append(writer, column_mapping, [row])


#: Links of which one at a time is in force.
_SINGLE_LINKS = ("carried_from", "carried_to", "renewed_from", "renewed_to")
#: Links of which several are in force, by the field that takes one out.
_LINK_REMOVED_BY = {"remedies": "not_remedies", "remedied_by": "not_remedied_by"}
_LINK_ADDED_BY = {removed: added for added, removed in _LINK_REMOVED_BY.items()}
#: The two sides of a remediation link: the row's and the earlier task's.
REMEDY_SIDES = ("remedies", "remedied_by")
#: Every field whose value is the id of another task.
LINK_FIELDS = (*_SINGLE_LINKS, *_LINK_REMOVED_BY, *_LINK_ADDED_BY)
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
            f"ORDER BY d.task_id, CASE WHEN d.field IN ({_listed(_SINGLE_LINKS)}) THEN d.effective_on ELSE '' END, "
            "d.seq, d.change_detail_id",
            {"day": day},
        ):
            found[task_id] = _links_with(found.get(task_id, []), field, int(value or 0))
    return found


def _listed(fields: Sequence[str]) -> str:
    return ", ".join(map(repr, fields))


def _links_with(links: list[tuple[str, int]], field: str, other: int) -> list[tuple[str, int]]:
    """The links after one more was recorded; a single link without a task is none."""
    if field in _SINGLE_LINKS:
        kept = [link for link in links if link[0] != field]
    else:
        contrary = _LINK_REMOVED_BY.get(field) or _LINK_ADDED_BY[field]
        kept = [link for link in links if link not in ((field, other), (contrary, other))]
    return [*kept, (field, other)] if other else kept
