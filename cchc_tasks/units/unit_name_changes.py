"""Changes of a unit that goes on: another name, an alias, the members of a group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cchc_tasks.errors import ConflictError, UsageError
from cchc_tasks.model.acts import Act, Outcome
from cchc_tasks.model.timing import DueRules
from cchc_tasks.model.unit import UnitAct, UnitEventKind
from cchc_tasks.plans.plan_lookup import PRINTED_DAYS
from cchc_tasks.storage.database import Database
from cchc_tasks.text import fold
from cchc_tasks.units import words
from cchc_tasks.units.unit_act import UnitActContext, checked_name


def rename_unit(
    database: Database, name: str, new_name: str, given: UnitAct, act: Act, rules: DueRules = PRINTED_DAYS
) -> Outcome:
    """Give a unit another name from a day on; printed words stay, and the old name still finds it.

    Raises NotFoundError for a unit that is not there, ConflictError for a name that is taken and for a unit that is
    not there on the day, UsageError without a day or a document.
    """
    with database.writing() as writer:
        context = UnitActContext(writer, act, "unit_rename", given)
        unit_id, new = context.unit(name), checked_name(new_name)
        old = context.title(unit_id)
        if new == old:
            raise ConflictError(*words.same_name(new))
        context.refuse_taken_name(new, unit_id)
        context.refuse_several(new, unit_id)
        context.recorder.units.name(unit_id, new, context.iso)
        context.event(unit_id, UnitEventKind.RENAMED)
        return context.finish(words.renamed(old, new), rules)


def alias_unit(
    database: Database, name: str, alias: str, given: UnitAct, act: Act, rules: DueRules = PRINTED_DAYS
) -> Outcome:
    """Note another name by which a unit is found, from a day on or, without one, from when it is known.

    Raises as `rename_unit` does; neither day nor document is needed.
    """
    with database.writing() as writer:
        context = UnitActContext(writer, act, "unit_alias", given, needs_document=False)
        unit_id, new = context.unit(name), checked_name(alias)
        if given.day is None:
            context.day = date.fromisoformat(context.units.first_day(unit_id))
        title = context.units.title(unit_id, act.today.isoformat())
        known = (title, *context.units.aliases(unit_id, act.today.isoformat()))
        if fold(new) in map(fold, known):
            raise ConflictError(*words.same_name(new))
        context.refuse_taken_name(new, unit_id)
        context.refuse_several(new, unit_id)
        context.recorder.units.name(unit_id, new, context.iso, is_alias=True)
        context.event(unit_id, UnitEventKind.ALIAS)
        return context.finish(words.alias_given(title, new), rules)


def change_members(
    database: Database, group: str, added: Sequence[str], removed: Sequence[str], given: UnitAct, act: Act,
    rules: DueRules = PRINTED_DAYS,
) -> Outcome:  # fmt: skip
    """Let units join a group or leave it from a day on.

    Raises NotFoundError for a unit that is not there, ConflictError for what is no group, for a group among the
    members, for a unit that belongs already or does not belong, UsageError where nothing is named.
    """
    if not (added or removed):
        raise UsageError(*words.no_members_named())
    with database.writing() as writer:
        context = UnitActContext(writer, act, "unit_members", given)
        group_id = context.unit(group)
        if not context.units.is_group(group_id):
            raise ConflictError(*words.is_no_group(context.title(group_id)))
        joining = list(dict.fromkeys(context.single(name) for name in added))
        leaving = list(dict.fromkeys(context.single(name) for name in removed))
        members, title = context.units.members(group_id, context.iso), context.title(group_id)
        for unit_id in joining:
            if unit_id in leaving:
                raise UsageError(*words.added_and_removed(context.title(unit_id)))
            if unit_id in members:
                raise ConflictError(*words.is_member(context.title(unit_id), title))
        for unit_id in leaving:
            if unit_id not in members:
                raise ConflictError(*words.is_no_member(context.title(unit_id), title))
        for unit_id in (*joining, *leaving):
            context.member(group_id, unit_id, belongs=unit_id in joining)
        names = [[context.title(unit_id) for unit_id in listed] for listed in (joining, leaving)]
        return context.finish(words.members_changed(title, *names), rules)
