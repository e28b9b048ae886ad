"""Units that end: merged into one, split into several, abolished; their open tasks go on with others in one change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from cchc_tasks.errors import NotFoundError, UsageError
from cchc_tasks.messages import act_words
from cchc_tasks.model.act import Act
from cchc_tasks.model.act_answer import Outcome
from cchc_tasks.model.timing import DueRules
from cchc_tasks.model.unit import Transfer, UnitAct, UnitEventKind
from cchc_tasks.plans.plan_lookup import PRINTED_DAYS, task_id_of
from cchc_tasks.storage import queries
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.unit_history import Units
from cchc_tasks.units import words
from cchc_tasks.units.accounts import say_who_needs_a_grant
from cchc_tasks.units.sql import quiet_tasks_of_units
from cchc_tasks.units.transfer import OpenTask, hand_over, open_tasks
from cchc_tasks.units.unit_act import UnitScene, checked_name

#: So many tasks are named one by one in a refusal.
_LISTED = 12


def merge_units(
    database: Database, names: Sequence[str], into: str, asked: UnitAct, act: Act, rules: DueRules = PRINTED_DAYS
) -> Outcome:
    """Merge units into one that exists, is one of them, or is new; their open tasks go to it from the day on.

    Raises NotFoundError for a unit that is not there, ConflictError for groups, for units that have ended, UsageError
    without a day, a document or a unit that ends.
    """
    with database.writing() as writer:
        scene = UnitScene(writer, act, "unit_merge", asked)
        sources = dict.fromkeys(scene.single(name, ends=True) for name in names)
        target = _receiver(scene, into)
        leaving = [unit_id for unit_id in sources if unit_id != target]
        if not leaving:
            raise UsageError(*words.nothing_to_merge(scene.title(target)))
        for unit_id in leaving:
            scene.replace_member(unit_id, [target])
            scene.succeed(unit_id, [target])
            scene.event(unit_id, UnitEventKind.MERGED)
        tasks = open_tasks(writer, leaving, scene.day)
        for task in tasks:
            hand_over(scene, task, dict.fromkeys(leaving, target))
        say_who_needs_a_grant(scene, leaving, [target])
        _say_what_stays(scene, leaving, tasks)
        return scene.finish(words.merged([scene.title(unit_id) for unit_id in leaving], scene.title(target)), rules)


def split_unit(
    database: Database, name: str, into: Sequence[str], transfer: Transfer, asked: UnitAct, act: Act,
    rules: DueRules = PRINTED_DAYS,
) -> Outcome:  # fmt: skip
    """Split a unit into several, of which it may be one itself; each open task goes where `transfer` says.

    Raises UsageError where the way of a task is not decided (nothing is stored then), and as `merge_units` does.
    """
    with database.writing() as writer:
        scene = UnitScene(writer, act, "unit_split", asked)
        source = scene.single(name, ends=True)
        targets = list(dict.fromkeys(_receiver(scene, each) for each in into))
        if len(targets) < 2:
            raise UsageError(*words.two_targets_wanted())
        heirs = [unit_id for unit_id in targets if unit_id != source]

        def heir(typed: str) -> int:
            wanted = checked_name(typed)
            found = scene.recorder.units.made(wanted) or scene.units.named(wanted, scene.iso)
            if found not in targets:
                raise NotFoundError(*words.no_heir(typed, [scene.title(unit_id) for unit_id in targets]))
            return found

        goes_on = source in targets
        scene.replace_member(source, heirs, stays=goes_on)
        scene.succeed(source, heirs)
        scene.event(source, UnitEventKind.DIVIDED if goes_on else UnitEventKind.SPLIT)
        tasks = open_tasks(writer, [source], scene.day)
        chosen = _decided(scene, source, tasks, transfer, heir)
        _refuse_undecided(scene, source, [task for task in tasks if task.task_id not in chosen], of_split=True)
        for task in tasks:
            hand_over(scene, task, {source: chosen[task.task_id]})
        say_who_needs_a_grant(scene, [source], targets)
        _say_what_stays(scene, [source], tasks, goes_on=goes_on)
        return scene.finish(words.split(scene.title(source), [scene.title(unit_id) for unit_id in targets]), rules)


def abolish_unit(
    database: Database, name: str, transfer: Transfer, asked: UnitAct, act: Act, rules: DueRules = PRINTED_DAYS
) -> Outcome:
    """Abolish a unit; its open tasks go where `transfer` says, or stay with it on purpose.

    Raises UsageError where the way of a task is not decided (nothing is stored then), and as `merge_units` does.
    """
    if transfer.leave and (transfer.rest or transfer.given):
        raise UsageError(*words.leave_or_give())
    with database.writing() as writer:
        scene = UnitScene(writer, act, "unit_abolish", asked)
        source = scene.single(name, ends=True)

        def heir(typed: str) -> int:
            found = scene.units.named(checked_name(typed), scene.iso)
            if found is None:
                raise NotFoundError(*words.unknown(typed, scene.units.near(typed, scene.iso)))
            if found == source:
                raise UsageError(*words.not_to_itself(scene.title(source)))
            return _receiver(scene, typed)

        tasks = open_tasks(writer, [source], scene.day)
        chosen = _decided(scene, source, tasks, transfer, heir)
        left = [task for task in tasks if task.task_id not in chosen]
        if not transfer.leave:
            _refuse_undecided(scene, source, left, of_split=False)
        rest = [heir(transfer.rest)] if transfer.rest else []
        scene.replace_member(source, [])
        heirs = list(dict.fromkeys((*rest, *chosen.values())))
        scene.succeed(source, heirs)
        scene.event(source, UnitEventKind.ABOLISHED)
        for task in tasks:
            hand_over(scene, task, {source: chosen.get(task.task_id, source)})
        say_who_needs_a_grant(scene, [source], heirs)
        about = words.abolished(scene.title(source))
        if left:
            refs = [task.ref for task in left]
            scene.said.append(words.left_open(scene.title(source), refs))
            about = f"{about}; {words.left_with_it(refs)}"
        _say_what_stays(scene, [source], tasks)
        return scene.finish(about, rules)


def tasks_to_place(database: Database, name: str, day: date) -> list[tuple[str, str]]:
    """Return (ref, title) of the unit's tasks that are open on the day: each has to go somewhere when the unit ends.

    Raises NotFoundError for a unit that is not there.
    """
    with database.reading() as reader:
        units = Units(reader)
        unit_id = units.named(checked_name(name), day.isoformat())
        if unit_id is None:
            raise NotFoundError(*words.unknown(name, units.near(name, day.isoformat())))
        return [(task.ref, task.title) for task in open_tasks(reader, [unit_id], day)]


def _receiver(scene: UnitScene, name: str) -> int:
    """The unit that takes over; a new one is said aloud, because a mistyped name is one, too."""
    before = len(scene.recorder.rows["unit_name"])
    unit_id = scene.receiver(name)
    if len(scene.recorder.rows["unit_name"]) > before:
        scene.said.append(act_words.new_unit(scene.title(unit_id)))
    return unit_id


def _decided(
    scene: UnitScene, source: int, tasks: Sequence[OpenTask], transfer: Transfer, heir: Callable[[str], int]
) -> dict[int, int]:
    """Which unit takes each task, as far as that is said; raises for a task that is not an open one of the unit."""
    of_id = {task.task_id: task for task in tasks}
    chosen: dict[int, int] = {}
    for ref, typed in transfer.given.items():
        task_id = task_id_of(scene.recorder.writer, ref)
        if task_id not in of_id:
            raise UsageError(*words.no_open_task(ref, scene.title(source)))
        if task_id in chosen:
            raise UsageError(*words.given_twice(of_id[task_id].ref))
        chosen[task_id] = heir(typed)
    if transfer.rest:
        others = heir(transfer.rest)
        chosen |= {task_id: others for task_id in of_id if task_id not in chosen}
    return chosen


def _refuse_undecided(scene: UnitScene, source: int, left: Sequence[OpenTask], *, of_split: bool) -> None:
    if left:
        refs = [task.ref for task in left[:_LISTED]]
        raise UsageError(*words.undecided(scene.title(source), refs, len(left), of_split=of_split))


def _say_what_stays(
    scene: UnitScene, leaving: Sequence[int], tasks: Sequence[OpenTask], *, goes_on: bool = False
) -> None:
    """Say that no task was open; name those of which nothing has arisen so far: their year may not be over."""
    if not tasks:
        scene.said.extend(words.nothing_to_move(scene.title(unit_id)) for unit_id in leaving)
    writer = scene.recorder.writer
    codes = queries.plan_codes(writer)
    for unit_id in () if goes_on else leaving:
        quiet = quiet_tasks_of_units(writer, [unit_id], scene.act.today.isoformat())
        refs = [f"{codes[plan_id]}/{ref}" for _, ref, plan_id in queries.named_tasks(writer, quiet)]
        scene.said.extend([words.quiet_tasks(refs, scene.title(unit_id))] if refs else [])
