"""Acts of which it is known what they write: after a kill every change in the history must be one of them, whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cchc_tasks.model.acts import Update
from cchc_tasks.model.amendment import AmendmentRequest
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.interpreted_plan import ImportRequest
from cchc_tasks.model.timing import DueRules
from cchc_tasks.plans.act_context import ActRequest
from cchc_tasks.plans.amending.amendment_import import apply_amendment, read_amendment
from cchc_tasks.plans.plan_import import import_plan
from cchc_tasks.plans.rollover.year_rollover import roll_over
from cchc_tasks.storage import projection_tables, schema
from cchc_tasks.storage.database import Database
from cchc_tasks.tracking.task_updates import update_tasks
from cchc_tasks.tracking.undo_redo import undo_change
from tests.plans.amended import row_of, sample_rows, write_plan
from tests.sample_office import DECISION
from tests.torture.places import act

#: Who does the acts: what is taken back is his own newest change.
NAME = "Người bị ngắt"
#: How many rows of each table of the history one change wrote.
Footprint = Counter[str]


def acts(database: Database, folder: Path, round_number: int) -> Iterator[str]:
    """Do one act after the other, each as big as in any other round, and yield its kind when it is acknowledged."""
    old, new = f"N{round_number}", f"S{round_number}"
    title, rows = sample_rows()
    plan = write_plan(folder / f"{old}.csv", f"{title}, vòng {round_number}", rows)
    import_plan(database, ImportRequest(plan, code=old, period=Period.of_year(2022)), act(NAME))
    yield "import"
    update_tasks(database, ActRequest(("1", "2", "3"), act(NAME), plan=old), Update(evidence=(f"vòng {round_number}",)))
    yield "update"
    row_of(rows, "13")["deadline"], row_of(rows, "19")["deadline"] = "Quý IV/2022", "Tháng 11/2022"
    amended = write_plan(folder / f"{old} sửa đổi.csv", f"{title}, vòng {round_number}", rows[:-1])
    request = AmendmentRequest(amended, (DECISION,), code=old)
    apply_amendment(database, read_amendment(database, request, act(NAME)), act(NAME))
    yield "amend"
    roll_over(database, old, new, 2023, act(NAME), DueRules())
    yield "rollover"
    undo_change(database, act(NAME))
    yield "undo"


def footprints(database: Database) -> list[tuple[int, str, Footprint]]:
    """Every change as id, kind and footprint, the oldest first."""
    counted: dict[int, Footprint] = {}
    with database.reading() as reader:
        changes = [
            (int(row[0]), str(row[1]))
            for row in reader.rows("SELECT change_id, act FROM change WHERE organisation_id = :org ORDER BY number")
        ]
        for table in schema.APPEND_ONLY:
            through = _through(table.name)
            if through is None:
                continue
            for change_id, number in reader.rows(
                f"SELECT {through}.change_id, COUNT(*) FROM {table.name} x"
                + ("" if through == "x" else f" JOIN {_PARENTS[table.name]}")
                + f" WHERE x.organisation_id = :org GROUP BY {through}.change_id"
            ):
                counted.setdefault(int(change_id), Counter())[table.name] = int(number)
    return [(change_id, kind, counted.get(change_id, Counter())) for change_id, kind in changes]


#: Tables whose rows belong to a change through their task's version, or their task or plan.
_PARENTS = {
    "milestone_version": "task_version p ON p.organisation_id = x.organisation_id AND p.task_version_id = "
    "x.task_version_id",
    "assignment": "task_version p ON p.organisation_id = x.organisation_id AND p.task_version_id = x.task_version_id",
    "section": "plan p ON p.organisation_id = x.organisation_id AND p.plan_id = x.plan_id",
}


def _through(table: str) -> str | None:
    """Whose change_id counts a row: the table's own, or its parent's; None for tables that acts do not write."""
    if "change_id" in projection_tables.metadata.tables[table].columns:
        return "x"
    return "p" if table in _PARENTS else None
