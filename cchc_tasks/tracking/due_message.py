"""Plain lines by unit to paste into a message: what is overdue or falls due, and what waits to be issued."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from cchc_tasks.days import day_in_sentence
from cchc_tasks.messages import list_words
from cchc_tasks.messages.list_words import shown_of
from cchc_tasks.model.filters import Page
from cchc_tasks.model.task import Milestone, Task
from cchc_tasks.plans.plan_lookup import has_several_plans
from cchc_tasks.storage.as_of import look_at
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.unit_history import units_of_tasks
from cchc_tasks.text import fold, squeeze
from cchc_tasks.tracking import words
from cchc_tasks.tracking.due_tasks import TaskMilestone, TaskMilestones
from cchc_tasks.units.unit_view import UnitView


def due_message(database: Database, what: str, chosen: Page[TaskMilestones], day: date) -> list[str]:
    """Return the lines of a message about the chosen milestones, none for nothing; `what` as for `message_lines`.

    Tasks are named with their plans where the office has several.
    """
    if not chosen:
        return []
    units = leading_units(database, chosen, day)
    return list(message_lines(what, chosen, day, several_plans=has_several_plans(database), units=units))


def leading_units(database: Database, chosen: Iterable[TaskMilestones], day: date) -> dict[int, list[str]]:
    """Return the units that lead each chosen task, as every table by unit of the day names and expands them."""
    task_ids = [task.task_id for task, _ in chosen]
    with database.reading() as reader:
        look_at(reader, day)
        view = UnitView(reader, day)
        led = units_of_tasks(reader, task_ids, "lead")
        titles = view.titles()
        found = view.counted(led, "lead", lambda ids: {task_id: task_id for task_id in ids})
    return {task_id: [titles[unit_id] for unit_id in units] for task_id, units in found.items()}


def message_lines(
    what: str,
    chosen: Page[TaskMilestones],
    day: date,
    *,
    several_plans: bool,
    units: Mapping[int, Sequence[str]] | None = None,
) -> Iterator[str]:
    """Yield the lines of a message about the chosen milestones; `what` is «overdue» or «upcoming».

    Work led together stands under each of its units, by `units` where they are given, else as printed. What was handed
    up and waits to be issued stands last.
    """
    pairs = [(task, milestone) for task, milestones in chosen for milestone in milestones]
    waiting = [(task, m) for task, m in pairs if what == "overdue" and m.submitted_on]
    others = [pair for pair in pairs if pair not in waiting]
    yield words.message_heading(what, shown_of(len(pairs), chosen.total), len(waiting), day_in_sentence(day))
    led = [(pair, _led_by(pair[0], units or {})) for pair in others]
    for unit, listed in _by_unit(led):
        yield from ("", words.message_unit_heading(unit, len(listed)))
        yield from (_line(what, task, milestone, day, several_plans) for task, milestone in listed)
    if waiting:
        yield from ("", words.message_waiting_heading(len(waiting)))
        yield from (_waiting_line(task, milestone, day, several_plans) for task, milestone in waiting)
    together = sum(len(leading) > 1 for _, leading in led)
    if together:
        yield from ("", words.message_led_together(together))


def _led_by(task: Task, units: Mapping[int, Sequence[str]]) -> Sequence[str]:
    return units.get(task.task_id) or task.lead_units or (squeeze(task.lead_text),)


def _by_unit(led: Iterable[tuple[TaskMilestone, Sequence[str]]]) -> list[tuple[str, list[TaskMilestone]]]:
    found: dict[str, list[TaskMilestone]] = defaultdict(list)
    for pair, leading in led:
        for unit in leading:
            found[unit].append(pair)
    return sorted(found.items(), key=lambda item: (not item[0], fold(item[0])))


def _named(task: Task, milestone: Milestone, several_plans: bool) -> str:
    ref = f"{task.plan}/{task.ref}" if several_plans else task.ref
    return words.message_task(ref, squeeze(task.title), milestone.label or "")


def _line(what: str, task: Task, milestone: Milestone, day: date, several_plans: bool) -> str:
    due = milestone.due or day
    days = (day - due).days
    left = words.message_overdue(days) if what == "overdue" else words.message_days_left(-days)
    return words.message_line(_named(task, milestone, several_plans), day_in_sentence(due), left)


def _waiting_line(task: Task, milestone: Milestone, day: date, several_plans: bool) -> str:
    due, submitted_on = milestone.due or day, milestone.submitted_on or day
    handed_up = list_words.submitted(day_in_sentence(submitted_on), milestone.submitted_to, in_time=submitted_on <= due)
    named = f"{_named(task, milestone, several_plans)} – {'; '.join(task.lead_units) or squeeze(task.lead_text)}"
    return words.message_line(named, day_in_sentence(due), f"{words.message_overdue((day - due).days)}; {handed_up}")
