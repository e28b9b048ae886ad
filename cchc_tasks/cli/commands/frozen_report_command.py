"""`report frozen`: which numbers were reported, and how they differ from now."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from cchc_tasks.cli.command import Command
from cchc_tasks.cli.context import CommandContext
from cchc_tasks.cli.date_input import shown_moment
from cchc_tasks.cli.filter_options import json_option
from cchc_tasks.cli.table_output import OutputColumn
from cchc_tasks.days import day
from cchc_tasks.model.snapshot import FrozenReport
from cchc_tasks.reports import frozen_words as words
from cchc_tasks.reports.frozen_numbers import (
    compare_with_now,
    difference_sentences,
    find_frozen_report,
    list_frozen_reports,
)


@click.command("frozen", cls=Command, help="Các báo cáo đã chốt số liệu; nêu mã thì so số đã báo cáo với số hiện nay.")
@click.argument("uid", metavar="[ID]", default="")
@json_option
@click.pass_obj
def frozen_command(context: CommandContext, /, uid: str, as_json: bool) -> None:
    """List the frozen reports, or compare one with the numbers of now."""
    if uid:
        _compare(context, find_frozen_report(context.database, uid), as_json=as_json)
        return
    found = list_frozen_reports(context.database)
    if as_json:
        context.write_json(map(_as_json, found))
    elif found:
        columns = [OutputColumn(title) for title in words.LIST_COLUMNS]
        context.write_table(columns, map(_row, found))
    else:
        context.say(words.NONE)


def _compare(context: CommandContext, frozen: FrozenReport, *, as_json: bool) -> None:
    changes = compare_with_now(context.database, frozen, context.rules)
    if as_json:
        shown = {**_as_json(frozen), "changes": [asdict(change) for change in changes]}
        context.write_json(shown)
        return
    context.answer(*difference_sentences(frozen, changes, shown_moment))


def _row(frozen: FrozenReport) -> tuple[str, ...]:
    snapshot = frozen.snapshot
    return (
        frozen.uid.partition("-")[0],
        words.KINDS.get(snapshot.kind, snapshot.kind),
        words.period(day(snapshot.first) if snapshot.first else "", day(snapshot.last) if snapshot.last else ""),
        day(snapshot.as_of),
        words.signed(frozen.number, day(frozen.signed_on) if frozen.signed_on else ""),
        frozen.actor,
        shown_moment(frozen.recorded_at),
    )


def _as_json(frozen: FrozenReport) -> dict[str, Any]:
    snapshot = frozen.snapshot
    return {
        "id": frozen.uid,
        "sha256": frozen.sha256,
        "kind": snapshot.kind,
        "scope": snapshot.scope or None,
        "from": snapshot.first.isoformat() if snapshot.first else None,
        "to": snapshot.last.isoformat() if snapshot.last else None,
        "as_of": snapshot.as_of.isoformat(),
        "number": frozen.number or None,
        "signed_on": frozen.signed_on.isoformat() if frozen.signed_on else None,
        "recorded_at": frozen.recorded_at,
        "actor": frozen.actor,
        "numbers": snapshot.numbers,
    }
