"""Reading statements in portable SQL: sqlite3 runs them on SQLite, SQLAlchemy on PostgreSQL.

Every statement names the organisation; the caller has already made the reader look at the day (`as_of.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_tasks.storage.conditions import in_force, of_organisation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cchc_tasks.model.filters import Filters
    from cchc_tasks.storage.reader import Reader, Row
    from cchc_tasks.storage.selection import Moved, Selection


_RUNNING = (
    "r.due, r.label, r.begins, r.submitted_on, r.submitted_to, r.plan_id, r.ref, r.no, r.title, r.lead_text, r.status"
)
_OF_TASK = " JOIN task_now t ON t.organisation_id = r.organisation_id AND t.task_id = r.task_id"
_OF_MILESTONE = " JOIN milestone_now m ON m.organisation_id = r.organisation_id AND m.milestone_id = r.milestone_id"


def running_rows(reader: Reader, filters: Filters, first: str, last: str) -> Iterator[Row]:
    """Yield the open dated milestones due from `first` to `last` (ISO days), the earliest due first, up to the limit.

    Columns: due, label, begins (before that day the task is done all the same), submitted_on, submitted_to, plan_id,
    ref, no, title, lead_text, status; days are ISO text.
    """
    return _running(reader, _RUNNING, filters, first, last)


def running_keys(reader: Reader, filters: Filters, first: str, last: str, moved: Moved | None = None) -> Iterator[Row]:
    """Yield (task_id, number of the milestone) of the same milestones in the same order.

    `moved` gives the day that counts to the filters, not to the bounds and the order.
    """
    return _running(reader, "r.task_id, r.n", filters, first, last, moved)


def count_running(reader: Reader, filters: Filters, first: str, last: str) -> int:
    """Return how many such milestones there are, whatever the limit."""
    source, parameters = _running_source(reader, filters, first, last)
    return int(next(reader.rows(f"SELECT COUNT(*){source}", parameters))[0])


def _running(
    reader: Reader, columns: str, filters: Filters, first: str, last: str, moved: Moved | None = None
) -> Iterator[Row]:
    source, parameters = _running_source(reader, filters, first, last, moved)
    limit = "" if filters.limit is None else f" LIMIT {int(filters.limit)}"
    return reader.rows(f"SELECT {columns}{source} ORDER BY r.due, r.task_id, r.n{limit}", parameters)


def _running_source(
    reader: Reader, filters: Filters, first: str, last: str, moved: Moved | None = None
) -> tuple[str, dict[str, object]]:
    where, parameters = _milestone_where(reader, filters, moved)
    joins = _OF_TASK + _OF_MILESTONE if where else ""
    return (
        f" FROM running_now r{joins} WHERE {of_organisation('r')} AND r.due >= :first AND r.due <= :last{where}",
        {**parameters, "first": first, "last": last},
    )


def _milestone_where(reader: Reader, filters: Filters, moved: Moved | None = None) -> tuple[str, dict[str, object]]:
    """The filters as conditions on milestones and tasks; none at all for none, without loading what makes them."""
    if filters.is_empty:
        return "", {}
    from cchc_tasks.storage.selection import selection_of

    chosen = selection_of(reader, filters, moved)
    return chosen.milestone_where(), chosen.parameters


def plan_codes(reader: Reader) -> dict[int, str]:
    """Return the codes of the plans in force by plan id."""
    found = reader.rows(f"SELECT plan_id, code FROM plan_now WHERE {of_organisation()} ORDER BY code")
    return dict(found)


def plan_rows(reader: Reader) -> Iterator[Row]:
    """Yield (plan_id, code, title, first day, last day, number of tasks) of the plans in force, by first day."""
    return reader.rows(
        "SELECT p.plan_id, p.code, p.title, p.period_first, p.period_last, "
        "(SELECT COUNT(*) FROM task_now t WHERE t.organisation_id = p.organisation_id AND t.plan_id = p.plan_id) "
        f"FROM plan_now p WHERE {of_organisation('p')} ORDER BY p.period_first, p.code"
    )


_TASK_SOURCE = (
    "FROM task_now t "
    "JOIN plan_now p ON p.organisation_id = t.organisation_id AND p.plan_id = t.plan_id "
    "JOIN task_version v ON v.organisation_id = t.organisation_id AND v.task_version_id = t.task_version_id "
    "LEFT JOIN section s ON s.organisation_id = t.organisation_id AND s.section_id = t.section_id "
    f"WHERE {of_organisation('t')}"
)
MILESTONE_COLUMNS = (
    "m.milestone_id", "m.task_id", "m.n", "m.kind", "m.label", "m.start", "m.due", "m.every", "m.awaited",
    "m.offset_number", "m.offset_unit", "m.offset_anchor", "m.rule", "m.assumed", "m.ambiguous", "m.reason", "m.series",
    "m.closed", "m.done_on", "m.reported_on", "m.submitted_on", "m.basis", "m.extended_from", "m.uid", "m.revision",
    "m.revised_at", "m.submitted_to", "m.due_basis", "m.extension_asked",
)  # fmt: skip


def task_rows(reader: Reader, chosen: Selection, columns: Sequence[str]) -> Iterator[Row]:
    """Yield columns of the selected tasks in printed order, plan by plan.

    A column names its table: `t` for the state of today, `v` for the version in force, `p` the plan, `s` the section.
    """
    return reader.rows(
        f"SELECT {', '.join(columns)} {_TASK_SOURCE}{chosen.task_where()} "
        "ORDER BY p.period_first, p.code, COALESCE(s.place, 0), t.place, t.task_id",
        chosen.parameters,
    )


def used_columns(reader: Reader, plan_id: int, columns: Sequence[str]) -> set[str]:
    """Return which columns (named as in `task_rows`) hold a word in any of a plan's tasks."""
    used = ", ".join(f"MAX(CASE WHEN {column} <> '' THEN 1 ELSE 0 END)" for column in columns)
    found = next(reader.rows(f"SELECT {used} {_TASK_SOURCE} AND t.plan_id = :plan", {"plan": plan_id}))
    return {column for column, is_used in zip(columns, found, strict=True) if is_used}


def ordered_tasks(reader: Reader, chosen: Selection) -> Iterator[Row]:
    """Yield (task_id, plan_id, section_id) of the selected tasks in printed order."""
    return reader.rows(
        f"SELECT t.task_id, t.plan_id, t.section_id {_TASK_SOURCE}{chosen.task_where()} "
        "ORDER BY p.period_first, p.code, COALESCE(s.place, 0), t.place, t.task_id",
        chosen.parameters,
    )


def milestone_rows(reader: Reader, chosen: Selection) -> Iterator[Row]:
    """Yield MILESTONE_COLUMNS of the selected tasks' milestones."""
    return reader.rows(
        f"SELECT {', '.join(MILESTONE_COLUMNS)} FROM milestone_now m "
        "JOIN task_now t ON t.organisation_id = m.organisation_id AND t.task_id = m.task_id "
        f"WHERE {of_organisation('m')}{chosen.task_where()} ORDER BY m.task_id, m.n",
        chosen.parameters,
    )


def assignment_rows(reader: Reader, chosen: Selection) -> Iterator[Row]:
    """Yield (task_version_id, role, printed words) of the selected tasks' units in printed order."""
    return reader.rows(
        "SELECT a.task_version_id, a.role, a.words FROM assignment a JOIN task_now t "
        "ON t.organisation_id = a.organisation_id AND t.task_id = a.task_id AND t.task_version_id = a.task_version_id "
        f"WHERE {of_organisation('a')}{chosen.task_where()} ORDER BY a.task_version_id, a.role, a.place",
        chosen.parameters,
    )


def count_undated_tasks(reader: Reader, filters: Filters) -> int:
    """Return how many selected tasks have an open milestone without a date; stopped clocks aside."""
    from cchc_tasks.model.status import CLOCK_STOPPED

    where, parameters = _milestone_where(reader, filters)
    stopped = ", ".join(f"'{status}'" for status in sorted(CLOCK_STOPPED))
    statement = (
        "SELECT COUNT(DISTINCT m.task_id) FROM milestone_now m "
        "JOIN task_now t ON t.organisation_id = m.organisation_id AND t.task_id = m.task_id "
        f"WHERE {of_organisation('m')} AND m.closed = 0 AND m.due IS NULL AND m.kind <> 'ongoing' "
        f"AND t.status NOT IN ({stopped})"
    )
    return int(next(reader.rows(statement + where, parameters))[0])


def newest_change(reader: Reader) -> int:
    """Return the newest change's number, 0 for none: who shows something sees by it that something was recorded."""
    found = reader.rows(f"SELECT MAX(number) FROM change WHERE {of_organisation()}")
    return int(next(found)[0] or 0)


def named_tasks(reader: Reader, task_ids: Sequence[int]) -> Iterator[Row]:
    """Yield (task_id, what people call it in its plan, plan_id) of the tasks."""
    for start in range(0, len(task_ids), 500):
        listed = ", ".join(str(int(task_id)) for task_id in task_ids[start : start + 500])
        yield from reader.rows(
            f"SELECT task_id, ref, plan_id FROM task_now WHERE {of_organisation()} AND task_id IN ({listed})"
        )


def plan_versions(reader: Reader, plan_id: int) -> Iterator[Row]:
    """Yield a plan's versions whose changes are not taken back, in the order in which they took effect.

    Columns: code, title, first day, last day, ISO day on which it took effect, document (None: the import's own).
    """
    return reader.rows(
        "SELECT p.code, c.title, c.period_first, c.period_last, c.effective_on, c.document FROM plan p "
        "JOIN plan_version c ON c.organisation_id = p.organisation_id AND c.plan_id = p.plan_id "
        f"WHERE {of_organisation('p')} AND p.plan_id = :plan AND {in_force('c')} "
        "ORDER BY c.effective_on, c.plan_version_id",
        {"plan": plan_id},
    )


def printed_headings(reader: Reader, plan_id: int) -> dict[str, str]:
    """Return the headings of a plan's columns as printed, by field; empty where they were not kept."""
    rows = reader.rows(
        f"SELECT c.headings FROM plan_version c WHERE {of_organisation('c')} AND c.plan_id = :plan "
        f"AND c.headings IS NOT NULL AND {in_force('c')} ORDER BY c.effective_on, c.plan_version_id",
        {"plan": plan_id},
    )
    kept = [row[0] for row in rows]
    return dict(line.split("=", 1) for line in kept[-1].split("\n") if line) if kept else {}


def section_rows(reader: Reader, plan_id: int) -> Iterator[Row]:
    """Yield (section_id, printed numeral, numerals from the top, title) of a plan's sections in printed order.

    A section that only tasks before an amendment stood in comes after those that have tasks today, or never had any.
    """
    return reader.rows(
        "SELECT s.section_id, s.no, s.path, s.title FROM section s "
        f"WHERE {of_organisation('s')} AND s.plan_id = :plan ORDER BY CASE WHEN "
        "NOT EXISTS (SELECT 1 FROM task_now t WHERE t.organisation_id = s.organisation_id "
        "AND t.section_id = s.section_id) AND EXISTS (SELECT 1 FROM task_version v "
        "WHERE v.organisation_id = s.organisation_id AND v.section_id = s.section_id) THEN 1 ELSE 0 END, "
        "s.place, s.section_id",
        {"plan": plan_id},
    )
