"""The changes of units: `units rename`, `alias`, `members`, `merge`, `split`, `abolish`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from cchc_tasks.cli.act_options import evidence_option, outcome_as_json
from cchc_tasks.cli.command import Command
from cchc_tasks.cli.commands.unit_commands import unit_argument
from cchc_tasks.cli.completion_values import complete_units
from cchc_tasks.cli.context import CommandContext
from cchc_tasks.cli.date_input import typed_day
from cchc_tasks.cli.filter_options import json_option
from cchc_tasks.errors import UsageError
from cchc_tasks.messages import act_words
from cchc_tasks.model.acts import Outcome
from cchc_tasks.model.unit import Transfer, UnitAct
from cchc_tasks.plans.plan_lookup import find_tasks
from cchc_tasks.sentences import Sentence
from cchc_tasks.text import fold
from cchc_tasks.units import unit_sheet_words
from cchc_tasks.units import words as refusal_words
from cchc_tasks.units.unit_name_changes import alias_unit, change_members, rename_unit
from cchc_tasks.units.unit_reorganisation import abolish_unit, merge_units, split_unit, tasks_to_place

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

_give_option = click.option(
    "--give", multiple=True, metavar="REF=UNIT", help="Nhiệm vụ này giao cho đơn vị này; ghi nhiều lần được."
)
_from_option = click.option("--from", "first", metavar="DATE", help="Có hiệu lực từ ngày này, không sau hôm nay.")


def _act_options(command: Decorated) -> Decorated:
    """Add what every act on units takes: the day, the documents, JSON."""
    for option in (json_option, evidence_option, _from_option):
        command = option(command)
    return command


def _take_unit_act(context: CommandContext, options: dict[str, Any]) -> UnitAct:
    """Remove the day and the documents from a command's options and return them."""
    first = options.pop("first")
    return UnitAct(typed_day(context, first) if first else None, tuple(options.pop("evidence")))


def _typed_gives(gives: Iterable[str]) -> dict[str, str]:
    """Return the unit by task from «REF=UNIT»; raises UsageError for another form and for a task named twice."""
    found: dict[str, str] = {}
    for text in gives:
        ref, sign, name = text.partition("=")
        if not (sign and ref.strip() and name.strip()):
            raise UsageError(*refusal_words.bad_give(text))
        if ref.strip() in found:
            raise UsageError(*refusal_words.given_twice(ref.strip()))
        found[ref.strip()] = name.strip()
    return found


def _print_outcome(context: CommandContext, outcome: Outcome, *, as_json: bool) -> None:
    """Print what was recorded and how to take it back; what to know of it goes to stderr."""
    context.say(*outcome.notes)
    if as_json:
        context.write_json(outcome_as_json(outcome))
        return
    context.answer(Sentence(f"{outcome.sentence}. ", act_words.take_back_hint()))


@click.command("rename", cls=Command, help="Đổi tên đơn vị từ một ngày; báo cáo cũ in tên cũ.")
@unit_argument
@click.argument("new_name", metavar="NEW")
@_act_options
@click.pass_obj
def rename_command(context: CommandContext, /, name: str, new_name: str, as_json: bool, **options: Any) -> None:
    """Record the new name."""
    unit_act = _take_unit_act(context, options)
    _print_outcome(
        context, rename_unit(context.database, name, new_name, unit_act, context.act(), context.rules), as_json=as_json
    )


@click.command("alias", cls=Command, help="Thêm tên viết tắt, cách viết khác của đơn vị.")
@unit_argument
@click.argument("other", metavar="ALIAS")
@_act_options
@click.pass_obj
def alias_command(context: CommandContext, /, name: str, other: str, as_json: bool, **options: Any) -> None:
    """Record the other name."""
    unit_act = _take_unit_act(context, options)
    _print_outcome(
        context, alias_unit(context.database, name, other, unit_act, context.act(), context.rules), as_json=as_json
    )


@click.command("members", cls=Command, help="Đơn vị vào, ra nhóm «Các phòng …» từ một ngày.")
@click.argument("group", metavar="GROUP", shell_complete=complete_units)
@click.option(
    "--add",
    "added",
    multiple=True,
    metavar="NAME",
    shell_complete=complete_units,
    help="Đơn vị vào nhóm; ghi nhiều lần được.",
)
@click.option(
    "--remove",
    "removed",
    multiple=True,
    metavar="NAME",
    shell_complete=complete_units,
    help="Đơn vị ra khỏi nhóm; ghi nhiều lần được.",
)
@_act_options
@click.pass_obj
def members_command(context: CommandContext, /, group: str, as_json: bool, **options: Any) -> None:
    """Record who joins and who leaves."""
    unit_act = _take_unit_act(context, options)
    outcome = change_members(
        context.database, group, options["added"], options["removed"], unit_act, context.act(), context.rules
    )
    _print_outcome(context, outcome, as_json=as_json)


@click.command("merge", cls=Command, help="Sáp nhập đơn vị; nhiệm vụ đang mở chuyển theo.")
@click.argument("names", nargs=-1, required=True, metavar="NAME…", shell_complete=complete_units)
@click.option(
    "--into",
    required=True,
    metavar="NAME",
    shell_complete=complete_units,
    help="Đơn vị sau sáp nhập: đang có, là một trong các đơn vị sáp nhập, hoặc tên mới.",
)
@_act_options
@click.pass_obj
def merge_command(context: CommandContext, /, names: tuple[str, ...], into: str, as_json: bool, **options: Any) -> None:
    """Record the merger, with the open tasks that go with it."""
    unit_act = _take_unit_act(context, options)
    _print_outcome(
        context, merge_units(context.database, names, into, unit_act, context.act(), context.rules), as_json=as_json
    )


@click.command("split", cls=Command, help="Chia tách đơn vị; hỏi từng nhiệm vụ đang mở về đâu.")
@unit_argument
@click.option(
    "--into",
    multiple=True,
    metavar="NAME",
    shell_complete=complete_units,
    help="Đơn vị sau khi tách; ghi từ hai lần. Đơn vị cũ vẫn còn thì ghi cả tên của nó.",
)
@_give_option
@click.option(
    "--rest", metavar="UNIT", default="", shell_complete=complete_units, help="Đơn vị nhận mọi nhiệm vụ còn lại."
)
@_act_options
@click.pass_obj
def split_command(
    context: CommandContext, /, name: str, into: tuple[str, ...], rest: str, as_json: bool, **options: Any
) -> None:
    """Record the split, with the way of every open task."""
    gives = _typed_gives(options.pop("give"))
    unit_act = _take_unit_act(context, options)
    if context.is_interactive and not rest and unit_act.day and len(into) > 1:
        gives |= _ask_receivers(context, name, into, gives, unit_act)
    outcome = split_unit(context.database, name, into, Transfer(gives, rest), unit_act, context.act(), context.rules)
    _print_outcome(context, outcome, as_json=as_json)


def _ask_receivers(
    context: CommandContext, name: str, into: tuple[str, ...], gives: dict[str, str], unit_act: UnitAct
) -> dict[str, str]:
    """Ask for each open task which part takes it; no answer ends the questions, and the act is then refused."""
    decided = (
        {f"{task.plan}/{task.ref}" for task in find_tasks(context.database, list(gives), context.today)}
        if gives
        else set()
    )
    found: dict[str, str] = {}
    for ref, title in tasks_to_place(context.database, name, unit_act.day or context.today):
        if ref in decided:
            continue
        while ref not in found:
            typed = context.ask(unit_sheet_words.ask_heir(ref, title, into))
            if not typed:
                return found
            chosen = into[int(typed) - 1 : int(typed)] if typed.isdecimal() else _part_named(typed, into)
            if chosen and typed != "0":
                found[ref] = chosen[0]
            else:
                context.say(unit_sheet_words.bad_choice(typed))
    return found


def _part_named(typed: str, into: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in into if fold(name) == fold(typed))


@click.command("abolish", cls=Command, help="Giải thể đơn vị; nhiệm vụ đang mở chuyển đi hoặc để lại.")
@unit_argument
@click.option(
    "--to", "to", metavar="UNIT", default="", shell_complete=complete_units, help="Đơn vị nhận nhiệm vụ đang mở."
)
@_give_option
@click.option("--leave", is_flag=True, help="Cố ý để nhiệm vụ đang mở lại với đơn vị đã giải thể.")
@_act_options
@click.pass_obj
def abolish_command(context: CommandContext, /, name: str, to: str, leave: bool, as_json: bool, **options: Any) -> None:
    """Record the end, with the way of every open task."""
    transfer = Transfer(_typed_gives(options.pop("give")), to, leave)
    unit_act = _take_unit_act(context, options)
    _print_outcome(
        context, abolish_unit(context.database, name, transfer, unit_act, context.act(), context.rules), as_json=as_json
    )
