"""The commands about the journal of changes: `history`, `undo`, `redo`."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from cchc_tasks.cli.act_options import print_outcome
from cchc_tasks.cli.command import Command
from cchc_tasks.cli.commands import words as command_words
from cchc_tasks.cli.completion_values import complete_refs
from cchc_tasks.cli.context import CommandContext
from cchc_tasks.cli.date_input import shown_moment
from cchc_tasks.cli.filter_options import csv_option, filter_options, json_option, refuse_ignored_filters, take_filters
from cchc_tasks.cli.table_output import OutputColumn
from cchc_tasks.days import day
from cchc_tasks.messages import list_words as words
from cchc_tasks.messages.status_words import STATUS_WORDS
from cchc_tasks.model.fields import FIELD, ValueKind
from cchc_tasks.model.history import TAKEN_BACK
from cchc_tasks.plans.edit_words import basis_value
from cchc_tasks.plans.plan_history import Change, list_changes
from cchc_tasks.tracking.undo_redo import redo_change, undo_change
from cchc_tasks.tracking.views import change_as_json


@click.command("history", cls=Command, help="Nhật ký thay đổi: của một nhiệm vụ (REF), hoặc của tất cả.")
@click.argument("ref", required=False, default="", shell_complete=complete_refs)
@filter_options(sort=False)
@json_option
@csv_option
@click.pass_obj
def history_command(context: CommandContext, /, ref: str, **options: Any) -> None:
    """Print the log of changes, the newest first."""
    as_json, as_csv, as_of = options.pop("as_json"), options.pop("as_csv"), options["as_of"]
    filters, day_shown = take_filters(context, options)
    if ref:
        refuse_ignored_filters(filters, "REF", "plan", "limit")
    changes = list_changes(context.database, ref, filters, day_shown if as_of else None)
    if as_json:
        context.write_json(map(change_as_json, changes))
    elif as_csv:
        context.write_csv(words.HISTORY_COLUMNS, map(_row, changes))
    elif changes:
        titles = words.HISTORY_COLUMNS
        columns = [
            OutputColumn(title, weight=weight, wrap=index not in (0,))
            for index, (title, weight) in enumerate(zip(titles, (1, 1, 1, 3, 1, 2), strict=True))
        ]
        context.write_table(columns, map(_row, changes))
    count = words.change_count(len(changes), changes.total)
    context.say(count if changes else words.of_chosen(count, narrowed=bool(ref) or not filters.is_empty))


def _row(change: Change) -> tuple[str, ...]:
    days = dict.fromkeys(filter(None, (change.effective_from, change.effective_to)))
    notes = [
        command_words.field_set(n, field, _value(field, value))
        for n, field, value, _ in change.details
        if field != TAKEN_BACK
    ]
    if change.takes_back:
        took_back = words.did_again if change.act == "redo" else words.took_back
        notes.append(took_back(str(change.takes_back)))
    if change.taken_back_by:
        notes.append(words.was_taken_back(str(change.taken_back_by)))
    return (
        str(change.change_id),
        shown_moment(change.recorded_at),
        words.recorded_by(change.actor, change.login),
        change.sentence,
        " – ".join(day(date.fromisoformat(text)) for text in days),
        words.several_words(notes),
    )


def _value(name: str, value: str) -> str:
    kind = FIELD[name].kind if name in FIELD else ValueKind.TEXT
    if name == "closed":
        return command_words.closed_value(value)
    if name == "basis":
        return basis_value(value)
    if name in ("review", "review_accepted"):
        return words.several_words([sentence.rstrip(".") for sentence in value.splitlines()])
    if kind is ValueKind.DAY and value:
        return day(date.fromisoformat(value))
    if name == "extension_asked" and value:
        until, _, reason = value.partition(" ")
        return f"{day(date.fromisoformat(until))} ({reason})"
    return STATUS_WORDS.get(value, value) if kind is ValueKind.STATUS else value


#: Ids are whole numbers of 63 bits.
_ID = click.IntRange(1, 2**63 - 1)


@click.command("undo", cls=Command, help="Lấy lại thay đổi mới nhất của mình; lịch sử vẫn giữ cả hai.")
@click.option("--change", "change_id", type=_ID, metavar="ID", help="Mã thay đổi (xem: history).")
@json_option
@click.pass_obj
def undo_command(context: CommandContext, /, change_id: int | None, as_json: bool) -> None:
    """Take a change back."""
    print_outcome(context, undo_change(context.database, context.act(), change_id, context.rules), as_json=as_json)


@click.command("redo", cls=Command, help="Làm lại thay đổi vừa lấy lại.")
@json_option
@click.pass_obj
def redo_command(context: CommandContext, /, as_json: bool) -> None:
    """Do it again."""
    print_outcome(context, redo_change(context.database, context.act(), context.rules), as_json=as_json)
