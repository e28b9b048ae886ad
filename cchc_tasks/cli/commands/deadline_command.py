"""`deadline`: how a phrase is read."""

from __future__ import annotations

import sys

import click

from cchc_tasks.cli import words
from cchc_tasks.cli.command import Command
from cchc_tasks.cli.context import CommandContext
from cchc_tasks.cli.data_output import json_text
from cchc_tasks.cli.date_input import parse_period
from cchc_tasks.errors import UsageError
from cchc_tasks.reading.deadlines import read_deadline
from cchc_tasks.text_cells import clean
from cchc_tasks.tracking.task_description import explain_deadline
from cchc_tasks.tracking.views import deadline_as_json


@click.command("deadline", cls=Command, help="Giải thích cách đọc một thời hạn; «-» đọc mỗi dòng một thời hạn.")
@click.argument("text", nargs=-1, metavar="[TEXT… | -]")
@click.option("--year", type=click.IntRange(1990, 2100), metavar="Y", help="Năm của kế hoạch.")
@click.option("--period", metavar="FROM..TO", help="Thời gian của kế hoạch, ví dụ 10/7/2026..30/11/2026.")
@click.option("--json", "as_json", is_flag=True, help="In JSON, mỗi thời hạn một dòng.")
@click.pass_obj
def deadline_command(
    context: CommandContext, text: tuple[str, ...], year: int | None, period: str | None, as_json: bool
) -> None:
    """Print how each phrase is read."""
    known = parse_period(year, period)
    if not text:
        raise UsageError(*words.missing("TEXT"))
    phrases = sys.stdin if text == ("-",) else [" ".join(text)]
    for phrase in phrases:
        reading = read_deadline(phrase.rstrip("\r\n"), known)
        if as_json:
            context.out.write(json_text(deadline_as_json(reading)) + "\n")
        else:
            context.out.write("\n".join(map(clean, explain_deadline(reading))) + "\n")
