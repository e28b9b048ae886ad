"""How tasks stand for counting, summed up for any day after the last thing that took effect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from cchc_tasks.storage.conditions import of_organisation
from cchc_tasks.storage.reader import Reader


class Summed(NamedTuple):
    """Tasks of one organisation that stand the same way: how many, and of how many the date that stands beside the
    text is before the day, on the day, within the days that are soon, and later."""

    standing: str
    past: int
    today: int
    soon: int
    later: int


def changed_organisations(reader: Reader, day: date) -> set[int]:
    """Return the organisations, the reader's own or all where it means none, in which something took effect later."""
    which = f" AND {of_organisation('o')}" if reader.organisation_id else ""
    later = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} x WHERE x.organisation_id = o.organisation_id AND x.effective_on > :day)"
        for table in ("change_detail", "task_version")
    )
    found = reader.rows(
        f"SELECT o.organisation_id FROM organisation o WHERE ({later}){which}", {"day": day.isoformat()}
    )
    return {int(row[0]) for row in found}


def summed_standings(reader: Reader, day: date, due_soon_days: int) -> Mapping[int, list[Summed]]:
    """Return how the tasks of each organisation (of the reader's own where it means one) stand; one walk through the
    table in the order of its key.

    It holds for organisations that are not among the changed ones of the day.
    """
    which = f" WHERE {of_organisation()}" if reader.organisation_id else ""
    found: dict[int, list[Summed]] = defaultdict(list)
    for organisation_id, standing, tasks, before, by_today, by_soon in reader.rows(
        "SELECT organisation_id, standing, COUNT(*), SUM(CASE WHEN day < :day THEN 1 ELSE 0 END), "
        "SUM(CASE WHEN day <= :day THEN 1 ELSE 0 END), SUM(CASE WHEN day <= :soon THEN 1 ELSE 0 END) "
        f"FROM counted_now{which} GROUP BY organisation_id, standing",
        {"day": day.isoformat(), "soon": last_day_soon(day, due_soon_days).isoformat()},
    ):
        parts = (before, by_today - before, by_soon - by_today, tasks - by_soon)
        found[int(organisation_id)].append(Summed(standing, *map(int, parts)))
    return found


def last_day_soon(day: date, due_soon_days: int) -> date:
    """Return the last day that is soon, at least the day itself."""
    return day + timedelta(days=min(max(due_soon_days, 0), (date.max - day).days))
