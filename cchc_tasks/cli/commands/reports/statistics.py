"""`report statistics`: the seven-part appendix of numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cchc_tasks.cli.command import Command
from cchc_tasks.cli.commands.reports.common import report_options, requested, template_option
from cchc_tasks.cli.context import App
from cchc_tasks.cli.output_argument import out_argument
from cchc_tasks.reports import statistics_appendix_words as words
from cchc_tasks.reports.statistics_appendix import make_statistics


@click.command("statistics", cls=Command, help=words.HELP)
@out_argument()
@template_option
@report_options()
@click.pass_obj
def command(app: App, /, out: Path, **options: Any) -> None:
    """Write the statistics appendix; data quality is checked first and told."""
    with requested(app, out, options) as request:
        make_statistics(app.database, request)
