"""`history`: who did what, when it was recorded, and when it took effect."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from cchc_tasks.cli.command import Command, csv_option, filter_options, json_option, refuse_unheeded, take_filters
from cchc_tasks.cli.completion_values import complete_refs
from cchc_tasks.cli.context import App
from cchc_tasks.cli.date_input import shown_moment
from cchc_tasks.cli.table_output import Column, write_csv, write_json, write_table
from cchc_tasks.days import day
from cchc_tasks.messages import history_words as field_words
from cchc_tasks.messages import list_words as words
from cchc_tasks.messages.status_words import STATUS_WORDS
from cchc_tasks.model.fields import FIELD, ValueKind
from cchc_tasks.model.history import TAKEN_BACK
from cchc_tasks.plans.plan_history import Change, list_changes
from cchc_tasks.tracking.views import change_as_json


@click.command("history", cls=Command, help="Nhật ký thay đổi: của một nhiệm vụ (REF), hoặc của tất cả.")
@click.argument("ref", required=False, default="", shell_complete=complete_refs)
@filter_options(sort=False)
@json_option
@csv_option
@click.pass_obj
def command(app: App, /, ref: str, **options: Any) -> None:
    """Print the log of changes, the newest first."""
    as_json, as_csv, looked_at = options.pop("as_json"), options.pop("as_csv"), options["as_of"]
    filters, day_of_looking = take_filters(app, options)
    if ref:
        refuse_unheeded(filters, "REF", "plan", "limit")
    changes = list_changes(app.database, ref, filters, day_of_looking if looked_at else None)
    if as_json:
        write_json(app.out, map(change_as_json, changes), indent=app.width is not None)
    elif as_csv:
        write_csv(app.out, words.HISTORY_COLUMNS, map(_row, changes))
    elif changes:
        titles = words.HISTORY_COLUMNS
        columns = [
            Column(title, weight=weight, wrap=index not in (0,))
            for index, (title, weight) in enumerate(zip(titles, (1, 1, 1, 3, 1, 2), strict=True))
        ]
        write_table(app.out, columns, map(_row, changes), width=app.width, color=app.color)
    told = words.change_count(len(changes), changes.total)
    app.say(told if changes else words.of_chosen(told, narrowed=bool(ref) or not filters.is_empty))


def _row(change: Change) -> tuple[str, ...]:
    days = dict.fromkeys(filter(None, (change.effective_from, change.effective_to)))
    notes = [
        field_words.set_field(n, field, _value(field, value))
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
        return field_words.closed_value(value)
    if name == "basis":
        return field_words.basis_value(value)
    if name in ("review", "review_accepted"):
        return words.several_words([sentence.rstrip(".") for sentence in value.splitlines()])
    if kind is ValueKind.DAY and value:
        return day(date.fromisoformat(value))
    if name == "extension_asked" and value:
        until, _, reason = value.partition(" ")
        return f"{day(date.fromisoformat(until))} ({reason})"
    return STATUS_WORDS.get(value, value) if kind is ValueKind.STATUS else value
