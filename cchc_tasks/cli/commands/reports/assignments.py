"""`report assignments`: the list of tasks that each unit was given."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from cchc_tasks.cli.command import Command, json_option, units_option
from cchc_tasks.cli.commands.reports.common import report_options, requested, template_option
from cchc_tasks.cli.commands.reports.written import refuse_two_answers, write_files_as_json
from cchc_tasks.cli.context import App
from cchc_tasks.cli.output_argument import out_argument
from cchc_tasks.reports import words
from cchc_tasks.reports.assignment_list import write_assignments


@click.command("assignments", cls=Command, help=words.HELP_ASSIGNMENTS)
@out_argument()
@click.option("--split-by", type=click.Choice(("unit",)), help=words.HELP_SPLIT_BY)
@click.option("--about", metavar="TEXT", default="", help=words.HELP_ABOUT)
@template_option
@units_option
@report_options(sort=True)
@json_option
@click.pass_context
def command(ctx: click.Context, /, out: Path, split_by: str | None, about: str, as_json: bool, **options: Any) -> None:
    """Write the lists; a unit's tasks are those it leads and those it supports, unless a role was asked for."""
    app: App = ctx.obj
    if ctx.get_parameter_source("role") is ParameterSource.DEFAULT:
        options["role"] = "any"
    refuse_two_answers(as_json, options)
    with requested(app, out, options, split=bool(split_by), about=about) as request:
        written = write_assignments(app.database, request)
    if as_json:
        write_files_as_json(app, written)
