"""Units that end: merged into one, split into several, abolished; one change gives their open tasks to other units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date

from cchc_tasks.errors import NotFoundError, UsageError
from cchc_tasks.messages import act_words
from cchc_tasks.model.acts import Act, Outcome
from cchc_tasks.model.timing import DueRules
from cchc_tasks.model.unit import Transfer, UnitAct, UnitEventKind
from cchc_tasks.plans.plan_lookup import PRINTED_DAYS, task_id_of
from cchc_tasks.storage import queries
from cchc_tasks.storage.connection import NO_DAY
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.grants import grants_in_force
from cchc_tasks.storage.unit_history import Units
from cchc_tasks.units import words
from cchc_tasks.units.sql import quiet_tasks_of_units
from cchc_tasks.units.task_transfer import OpenUnitTask, hand_over, open_tasks
from cchc_tasks.units.unit_act import UnitActContext, checked_name

#: So many tasks are named one by one in a refusal.
_LISTED = 12


def merge_units(
    database: Database, names: Sequence[str], into: str, given: UnitAct, act: Act, rules: DueRules = PRINTED_DAYS
) -> Outcome:
    """Merge units into one that exists, is one of them, or is new; their open tasks go to it from the day on.

    Raises NotFoundError for a unit that is not there, ConflictError for groups, for units that have ended, UsageError
    without a day, a document or a unit that ends.
    """
    with database.writing() as writer:
        context = UnitActContext(writer, act, "unit_merge", given)
        sources = dict.fromkeys(context.single(name, ends=True) for name in names)
        target = _receiver(context, into)
        leaving = [unit_id for unit_id in sources if unit_id != target]
        if not leaving:
            raise UsageError(*words.nothing_to_merge(context.title(target)))
        for unit_id in leaving:
            context.replace_member(unit_id, [target])
            context.succeed(unit_id, [target])
            context.event(unit_id, UnitEventKind.MERGED)
        tasks = open_tasks(writer, leaving, context.day)
        for task in tasks:
            hand_over(context, task, dict.fromkeys(leaving, target))
        _note_lost_grants(context, leaving, [target])
        _note_what_stays(context, leaving, tasks)
        return context.finish(
            words.merged([context.title(unit_id) for unit_id in leaving], context.title(target)), rules
        )


def split_unit(
    database: Database, name: str, into: Sequence[str], transfer: Transfer, given: UnitAct, act: Act,
    rules: DueRules = PRINTED_DAYS,
) -> Outcome:  # fmt: skip
    """Split a unit into several, of which it may be one itself; each open task goes where `transfer` says.

    Raises UsageError where the way of a task is not decided (nothing is stored then), and as `merge_units` does.
    """
    with database.writing() as writer:
        context = UnitActContext(writer, act, "unit_split", given)
        source = context.single(name, ends=True)
        targets = list(dict.fromkeys(_receiver(context, each) for each in into))
        if len(targets) < 2:
            raise UsageError(*words.two_targets_wanted())
        heirs = [unit_id for unit_id in targets if unit_id != source]

        def heir(typed: str) -> int:
            wanted = checked_name(typed)
            found = context.recorder.units.made(wanted) or context.units.named(wanted, context.iso)
            if found not in targets:
                raise NotFoundError(*words.no_heir(typed, [context.title(unit_id) for unit_id in targets]))
            return found

        goes_on = source in targets
        context.replace_member(source, heirs, stays=goes_on)
        context.succeed(source, heirs)
        context.event(source, UnitEventKind.DIVIDED if goes_on else UnitEventKind.SPLIT)
        tasks = open_tasks(writer, [source], context.day)
        chosen = _decided(context, source, tasks, transfer, heir)
        _refuse_undecided(context, source, [task for task in tasks if task.task_id not in chosen], of_split=True)
        for task in tasks:
            hand_over(context, task, {source: chosen[task.task_id]})
        _note_lost_grants(context, [source], targets)
        _note_what_stays(context, [source], tasks, goes_on=goes_on)
        return context.finish(
            words.split(context.title(source), [context.title(unit_id) for unit_id in targets]), rules
        )


def abolish_unit(
    database: Database, name: str, transfer: Transfer, given: UnitAct, act: Act, rules: DueRules = PRINTED_DAYS
) -> Outcome:
    """Abolish a unit; its open tasks go where `transfer` says, or stay with it on purpose.

    Raises UsageError where the way of a task is not decided (nothing is stored then), and as `merge_units` does.
    """
    if transfer.leave and (transfer.rest or transfer.given):
        raise UsageError(*words.leave_or_give())
    with database.writing() as writer:
        context = UnitActContext(writer, act, "unit_abolish", given)
        source = context.single(name, ends=True)

        def heir(typed: str) -> int:
            found = context.units.named(checked_name(typed), context.iso)
            if found is None:
                raise NotFoundError(*words.unknown(typed, context.units.near(typed, context.iso)))
            if found == source:
                raise UsageError(*words.not_to_itself(context.title(source)))
            return _receiver(context, typed)

        tasks = open_tasks(writer, [source], context.day)
        chosen = _decided(context, source, tasks, transfer, heir)
        left = [task for task in tasks if task.task_id not in chosen]
        if not transfer.leave:
            _refuse_undecided(context, source, left, of_split=False)
        rest = [heir(transfer.rest)] if transfer.rest else []
        context.replace_member(source, [])
        heirs = list(dict.fromkeys((*rest, *chosen.values())))
        context.succeed(source, heirs)
        context.event(source, UnitEventKind.ABOLISHED)
        for task in tasks:
            hand_over(context, task, {source: chosen.get(task.task_id, source)})
        _note_lost_grants(context, [source], heirs)
        about = words.abolished(context.title(source))
        if left:
            refs = [task.ref for task in left]
            context.notes.append(words.left_open(context.title(source), refs))
            about = f"{about}; {words.left_with_it(refs)}"
        _note_what_stays(context, [source], tasks)
        return context.finish(about, rules)


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


def _receiver(context: UnitActContext, name: str) -> int:
    """Return the unit that takes over; a note tells of a new one, because a mistyped name is new, too."""
    before = len(context.recorder.rows["unit_name"])
    unit_id = context.receiver(name)
    if len(context.recorder.rows["unit_name"]) > before:
        context.notes.append(act_words.new_unit(context.title(unit_id)))
    return unit_id


def _decided(
    context: UnitActContext, source: int, tasks: Sequence[OpenUnitTask], transfer: Transfer, heir: Callable[[str], int]
) -> dict[int, int]:
    """Return the unit that takes each task, where that was said; raises for a task that is not open under the unit."""
    of_id = {task.task_id: task for task in tasks}
    chosen: dict[int, int] = {}
    for ref, typed in transfer.given.items():
        task_id = task_id_of(context.recorder.writer, ref)
        if task_id not in of_id:
            raise UsageError(*words.no_open_task(ref, context.title(source)))
        if task_id in chosen:
            raise UsageError(*words.given_twice(of_id[task_id].ref))
        chosen[task_id] = heir(typed)
    if transfer.rest:
        others = heir(transfer.rest)
        chosen |= {task_id: others for task_id in of_id if task_id not in chosen}
    return chosen


def _refuse_undecided(context: UnitActContext, source: int, left: Sequence[OpenUnitTask], *, of_split: bool) -> None:
    if left:
        refs = [task.ref for task in left[:_LISTED]]
        raise UsageError(*words.undecided(context.title(source), refs, len(left), of_split=of_split))


def _note_what_stays(
    context: UnitActContext, leaving: Sequence[int], tasks: Sequence[OpenUnitTask], *, goes_on: bool = False
) -> None:
    """Note that no task was open, and name the tasks of which nothing has arisen so far: their year may not be over."""
    if not tasks:
        context.notes.extend(words.nothing_to_move(context.title(unit_id)) for unit_id in leaving)
    writer = context.recorder.writer
    codes = queries.plan_codes(writer)
    for unit_id in () if goes_on else leaving:
        quiet = quiet_tasks_of_units(writer, [unit_id], context.act.today.isoformat())
        refs = [f"{codes[plan_id]}/{ref}" for _, ref, plan_id in queries.named_tasks(writer, quiet)]
        context.notes.extend([words.quiet_tasks(refs, context.title(unit_id))] if refs else [])


def _note_lost_grants(context: UnitActContext, leaving: Sequence[int], heirs: Sequence[int]) -> None:
    """Note the accounts of a shared server that lose the tasks of units that end, with the command that mends it.

    Only an administrator grants rights: nothing is granted here. A grant for the whole office or for a group stays.
    """
    if not heirs:
        return
    held: dict[str, list[int]] = defaultdict(list)
    for grant in grants_in_force(context.recorder.writer):
        if grant.may == "write" and grant.unit_id is not None:
            held[grant.login].append(grant.unit_id)
    for login, units in held.items():
        lost = [unit_id for unit_id in units if unit_id in leaving]
        if lost:
            kept = [unit_id for unit_id in units if context.units.end(unit_id, NO_DAY) is None and unit_id not in lost]
            after = [context.title(unit_id) for unit_id in dict.fromkeys((*kept, *heirs))]
            context.notes.append(words.grant_again(login, [context.title(unit_id) for unit_id in lost], after))
