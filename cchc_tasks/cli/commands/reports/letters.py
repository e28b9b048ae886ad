"""`report letters`: the chasing letter to all, and a slip a unit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cchc_tasks.cli.command import Command, json_option, units_option
from cchc_tasks.cli.commands.reports.common import report_options, requested
from cchc_tasks.cli.commands.reports.written import refuse_two_answers, write_files_as_json
from cchc_tasks.cli.context import App
from cchc_tasks.cli.date_input import required_day
from cchc_tasks.cli.output_argument import out_argument
from cchc_tasks.reports import words
from cchc_tasks.reports.chasing_letters import write_letters


@click.command("letters", cls=Command, help=words.HELP_LETTERS)
@out_argument()
@click.option("--answer-by", metavar="DATE", help=words.HELP_ANSWER_BY)
@click.option("--about", metavar="TEXT", default="", help=words.HELP_ABOUT)
@click.option("--split-by", type=click.Choice(("unit",)), help=words.HELP_SPLIT_BY)
@units_option
@report_options()
@json_option
@click.pass_obj
def command(app: App, /, out: Path, answer_by: str | None, about: str, as_json: bool, **options: Any) -> None:
    """Write the letters into the folder; slips are always one a unit."""
    options.pop("split_by")
    until = required_day(answer_by) if answer_by else None
    refuse_two_answers(as_json, options)
    with requested(app, out, options, answer_by=until, about=about) as request:
        written = write_letters(app.database, request)
    if as_json:
        write_files_as_json(app, written)
