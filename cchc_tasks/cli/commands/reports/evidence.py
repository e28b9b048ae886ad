"""`report evidence`: the documents that prove what was done."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cchc_tasks.cli.command import Command, json_option, units_option
from cchc_tasks.cli.commands.reports.common import report_options, requested, template_option
from cchc_tasks.cli.commands.reports.written import refuse_two_answers, write_files_as_json
from cchc_tasks.cli.context import App
from cchc_tasks.cli.output_argument import out_argument
from cchc_tasks.reports import words
from cchc_tasks.reports.evidence_list import write_evidence


@click.command("evidence", cls=Command, help=words.HELP_EVIDENCE)
@out_argument()
@click.option("--by", type=click.Choice(("task", "criterion")), default="task", help=words.HELP_EVIDENCE_BY)
@click.option("--split-by", type=click.Choice(("unit",)), help=words.HELP_SPLIT_BY)
@template_option
@units_option
@report_options(sort=True)
@json_option
@click.pass_obj
def command(app: App, /, out: Path, by: str, split_by: str | None, as_json: bool, **options: Any) -> None:
    """Write the list of documents."""
    refuse_two_answers(as_json, options)
    with requested(app, out, options, by=by, split=bool(split_by)) as request:
        written = write_evidence(app.database, request)
    if as_json:
        write_files_as_json(app, written)
