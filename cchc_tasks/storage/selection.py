"""Turns a person's filters into conditions of a statement; typed words are always parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from cchc_tasks.errors import NotFoundError, problem
from cchc_tasks.model.filters import Filters
from cchc_tasks.model.status import CLOCK_STOPPED
from cchc_tasks.storage.conditions import of_organisation
from cchc_tasks.storage.reader import Reader
from cchc_tasks.storage.unit_history import Units, names_like, unit_of_name
from cchc_tasks.text import fold

#: Gives the day that counts for a due day: the same, or a later one where it is a day off.
Moved = Callable[[date], date]
_DAY = timedelta(days=1)


class Selection:
    """Conditions on `task_now t` and `milestone_now m`, and their parameters."""

    def __init__(self) -> None:
        self.of_task: list[str] = []
        self.of_milestone: list[str] = []
        self.parameters: dict[str, object] = {}

    def task_where(self) -> str:
        """Return conditions on tasks, as text that begins with AND, or nothing."""
        conditions = list(self.of_task)
        if self.of_milestone:
            conditions.append(
                f"t.task_id IN (SELECT m.task_id FROM milestone_now m WHERE {of_organisation('m')}"
                f"{_joined(self.of_milestone)})"
            )
        return _joined(conditions)

    def milestone_where(self) -> str:
        """Return conditions for a statement that joins milestones and tasks."""
        return _joined(self.of_milestone + self.of_task)


def _joined(conditions: list[str]) -> str:
    return "".join(f" AND {condition}" for condition in conditions)


def selection_of(reader: Reader, filters: Filters, moved: Moved | None = None) -> Selection:
    """Return the conditions for the filters; raises NotFoundError for a plan or unit that is not there.

    `moved` gives the day that counts for a due day, None where printed days count. Status and timing depend on the day
    of looking and are settled after reading.
    """
    chosen = Selection()
    if filters.plan:
        chosen.of_task.append("t.plan_id = :plan")
        chosen.parameters["plan"] = plan_id_of(reader, filters.plan)
    if filters.unit:
        _choose_unit(reader, filters, chosen)
    if filters.section:
        _choose_section(filters.section, chosen)
    if filters.search:
        chosen.of_task.append(
            f"t.task_id IN (SELECT x.task_id FROM task_search x WHERE {of_organisation('x')} "
            "AND x.folded LIKE :search ESCAPE '!')"
        )
        chosen.parameters["search"] = f"%{_escaped(fold(filters.search))}%"
    if filters.unreported_since:
        chosen.of_task.append("(t.reported_on IS NULL OR t.reported_on < :unreported)")
        chosen.parameters["unreported"] = filters.unreported_since.isoformat()
    if filters.review:
        chosen.of_task.append("t.review <> ''")
    _choose_milestones(filters, moved, chosen)
    return chosen


def selection_of_ids(reader: Reader, task_ids: Iterable[int]) -> Selection:
    """Return the conditions for tasks by their ids, however many they are; one such selection holds at a time."""
    reader.script("CREATE TEMPORARY TABLE IF NOT EXISTS chosen_task (task_id BIGINT PRIMARY KEY)")
    reader.script("DELETE FROM chosen_task")
    reader.script("INSERT INTO chosen_task VALUES (?)", [(task_id,) for task_id in task_ids])
    chosen = Selection()
    chosen.of_task.append("t.task_id IN (SELECT chosen_task.task_id FROM chosen_task)")
    return chosen


def choose_running(chosen: Selection, first: str, last: str) -> None:
    """Keep only tasks of which an open milestone is due from `first` to `last` (ISO days); stopped clocks aside.

    Where milestones are restricted, it is one of those.
    """
    of_milestone = (
        "JOIN milestone_now m ON m.organisation_id = r.organisation_id AND m.milestone_id = r.milestone_id "
        if chosen.of_milestone
        else ""
    )
    chosen.of_task.append(
        f"t.task_id IN (SELECT r.task_id FROM running_now r {of_milestone}WHERE {of_organisation('r')} "
        f"AND r.due >= :running_first AND r.due <= :running_last{_joined(chosen.of_milestone)})"
    )
    chosen.parameters |= {"running_first": first, "running_last": last}


def choose_unfinished(chosen: Selection, day: str) -> None:
    """Keep only tasks whose work goes on: by the rule of `shown_status`, neither done on the day nor stopped."""
    of_milestones = (
        f"t.task_id {{}} (SELECT m.task_id FROM milestone_now m WHERE {of_organisation('m')} AND m.closed = {{}})"
    )
    begun = "(m.kind <> 'recurring' OR m.start IS NULL OR m.start <= :unfinished_on)"
    stopped = ", ".join(f"'{status}'" for status in sorted(CLOCK_STOPPED))
    chosen.of_task.append(
        f"t.status NOT IN ({stopped}) AND ({of_milestones.format('IN', f'0 AND {begun}')} "
        f"OR (t.status <> 'done' AND {of_milestones.format('NOT IN', '1')}))"
    )
    chosen.parameters["unfinished_on"] = day


def _choose_unit(reader: Reader, filters: Filters, chosen: Selection) -> None:
    found = [unit_id_of(reader, filters.unit)]
    if filters.groups:
        found += Units(reader).groups_of(found[0], reader.day)
    role = "" if filters.role == "any" else "AND a.role = :role "
    if role:
        chosen.parameters["role"] = filters.role
    chosen.of_task.append(
        f"t.task_version_id IN (SELECT a.task_version_id FROM assignment a WHERE {of_organisation('a')} "
        f"{role}AND a.unit_id IN ({', '.join(map(str, found))}))"
    )


def _choose_section(section: str, chosen: Selection) -> None:
    chosen.of_task.append(
        f"t.section_id IN (SELECT c.section_id FROM section c WHERE {of_organisation('c')} "
        "AND (c.no = :section OR c.path = :section OR c.area = :area))"
    )
    chosen.parameters["section"] = section.strip().rstrip(".").upper()
    chosen.parameters["area"] = section.strip().lower()


def _choose_milestones(filters: Filters, moved: Moved | None, chosen: Selection) -> None:
    if filters.kind:
        chosen.of_milestone.append("m.kind = :kind")
        chosen.parameters["kind"] = filters.kind
    if filters.due_from is not None:
        first = filters.due_from
        if first > date.min:
            first = _last_day_not_moved(first - _DAY, moved) + _DAY
        _bound_due(">=", "due_from", filters.due_from, first, chosen)
    if filters.due_to is not None:
        _bound_due("<=", "due_to", filters.due_to, _last_day_not_moved(filters.due_to, moved), chosen)


def _bound_due(comparison: str, name: str, day: date, of_movable: date, chosen: Selection) -> None:
    """Bound the day that counts: a day off is moved later, but for windows and ongoing work (`task_loader._moved`)."""
    chosen.parameters[name] = day.isoformat()
    bound = f":{name}"
    if of_movable != day:
        chosen.parameters[f"movable_{name}"] = of_movable.isoformat()
        bound = f"CASE WHEN m.start IS NULL AND m.kind <> 'ongoing' THEN :movable_{name} ELSE :{name} END"
    chosen.of_milestone.append(f"m.due {comparison} {bound}")


def _last_day_not_moved(day: date, moved: Moved | None) -> date:
    """The last day up to this one that counts as itself: no due day after it counts by then."""
    while moved is not None and day > date.min and moved(day) != day:
        day -= _DAY
    return day


def plan_id_of(reader: Reader, code: str) -> int:
    """Return the plan in force under a code, typed in any case; raises NotFoundError naming those there are."""
    codes = {row[1]: row[0] for row in reader.rows(f"SELECT plan_id, code FROM plan_now WHERE {of_organisation()}")}
    wanted = code.strip().upper()
    if wanted not in codes:
        from cchc_tasks.storage.drafts import draft_of

        if draft_of(reader, wanted):
            raise NotFoundError(problem("lookup.only_a_draft", code=wanted))
        raise NotFoundError(problem("lookup.no_such_plan", code=code, codes=sorted(codes)))
    return int(codes[wanted])


def unit_id_of(reader: Reader, name: str) -> int:
    """Return the unit that a name means on the day of looking; raises NotFoundError with names that look alike."""
    found = unit_of_name(reader, name)
    if found is None:
        near = names_like(reader, f"%{_escaped(fold(name))}%")
        raise NotFoundError(problem("lookup.no_such_unit", name=name, near=near[:5]))
    return found


def _escaped(text: str) -> str:
    """Return a text in which LIKE finds nothing special."""
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
